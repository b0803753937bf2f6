"""Commands about judgements, what people decided: judge, judgements, close."""

from typing import TYPE_CHECKING, Any

import click

from onrecord.cli.options import open_ledger, with_db, with_json, with_metadata
from onrecord.cli.output import dim, note, plural, print_items
from onrecord.cli.readable import day, short, wrapped
from onrecord.errors import UsageError

if TYPE_CHECKING:
    from onrecord.model import Judgement


@click.command(short_help="Decide what a report's metadata is.")
@click.argument("reports", nargs=-1, required=True, metavar="REPORT...")
@with_metadata
@click.option("--why", default="", help="The reason; it stays in the record.")
@click.option("--by", metavar="NAME", default="", help="Who decided it; you, unless said.")
@with_db
@with_json
def judge(reports: tuple[str, ...], why: str, by: str, db: str, as_json: bool, **metadata: Any) -> None:
    """Decide what a report's outlet, title, author, address, language or date is.

    REPORT is an id, or as much of its beginning as tells it apart. What was read stays; the judgement holds
    over it, and what rests on it is derived again.
    """

    published = metadata.pop("published")
    stated = {name: value for name, value in metadata.items() if value is not None}
    if not stated and published is None:
        raise UsageError("Nothing was decided.", "Give --outlet, --published or another of the options.")
    made = []
    with open_ledger(db) as ledger:
        if stated:
            made.append(ledger.judge(reports, "set_metadata", stated, by=by, note=why))
        if published is not None:
            made.append(ledger.judge(reports, "set_date", published, by=by, note=why))
    _print_judgements(made, as_json)


@click.command(short_help="What people decided.")
@click.option("--open", "only_open", is_flag=True, help="Only those that hold.")
@with_db
@with_json
def judgements(only_open: bool, db: str, as_json: bool) -> None:
    """What people decided, in the order they did."""
    with open_ledger(db) as ledger:
        found = ledger.judgements(only_open=only_open)
    _print_judgements(found, as_json)
    if not as_json:
        note(f"{plural(len(found), 'judgement')}.")


@click.command(short_help="Let a judgement go.")
@click.argument("judgement", metavar="ID")
@with_db
@with_json
def close(judgement: str, db: str, as_json: bool) -> None:
    """Let a judgement go: it stays in the record, and no longer holds."""
    with open_ledger(db) as ledger:
        closed = ledger.close_judgement(judgement)
    _print_judgements([closed], as_json)


def _print_judgements(found: "list[Judgement]", as_json: bool) -> None:
    if as_json:
        from onrecord.exchange.jsonl import entry_record

        print_items([entry_record(judgement) for judgement in found])
        return
    for judgement in found:
        about = ", ".join(short(subject) for subject in judgement.subject)
        click.echo(wrapped(f"{judgement.verdict.replace('_', ' ')} of {about}: {in_words(judgement)}"))
        closed = f", closed on {day(judgement.closed_at.date())}" if judgement.closed_at else ""
        reason = f": {judgement.note}" if judgement.note else ""
        made = f"{judgement.by}, {day(judgement.at.date())}{closed}{reason} · {short(judgement.id)}"
        click.echo(wrapped(made, "    ", how=dim))


def in_words(judgement: "Judgement") -> str:
    """What was decided."""
    value = judgement.value
    if judgement.verdict == "set_date":
        return " to ".join(dict.fromkeys(filter(None, (value["earliest"], value["latest"]))))
    if isinstance(value, dict):
        return ", ".join(f"{name} {text}" for name, text in value.items())
    return judgement.note if value is None else str(value)
