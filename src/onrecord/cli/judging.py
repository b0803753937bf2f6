"""Commands about judgements, what people decided: judge, judgements, close."""

import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from onrecord.cli.options import PAST_DAYS, WORDS, open_ledger, with_db, with_json, with_metadata
from onrecord.cli.output import SOME_FAILED, bold, dim, note, plural, print_items, print_json
from onrecord.cli.readable import day, short, wrapped
from onrecord.cli.walking import KINDS, walk
from onrecord.errors import ReadError, UsageError

if TYPE_CHECKING:
    from onrecord.ledger import Ledger
    from onrecord.ledger.sharing import Imported
    from onrecord.model import DateInterval, Judgement

Decision = tuple[str, Any]


@click.command(short_help="Decide what is right: one record, or what waits, the most valuable first.")
@click.argument("records", nargs=-1, metavar="[RECORD]...")
@click.option("--confirm", is_flag=True, help="It is there, as it is.")
@click.option("--reject", is_flag=True, help="It is not there: no answer shows or uses it any more.")
@click.option("--merge", is_flag=True, help="The actors, or issues, are one.")
@click.option("--apart", is_flag=True, help="They are not one.")
@click.option(
    "--split", multiple=True, type=WORDS, metavar="PART",
    help="Of an actor or issue this part is another: a name or wording of it, or a report or statement.",
)  # fmt: skip
@click.option("--rename", type=WORDS, metavar="NAME", help="What an actor is called, or an issue's label.")
@click.option("--date", "said_on", type=PAST_DAYS, help="When it was said or happened.")
@click.option("--speaker", type=WORDS, metavar="WHO", help="Who said or holds it: an actor's id, or a name.")
@with_metadata
@click.option("--kind", type=click.Choice(KINDS), multiple=True, help="Of what waits, only this.")
@click.option("--why", default="", help="The reason; it stays in the record.")
@click.option("--by", metavar="NAME", default="", help="Who decided it; you, unless said.")
@with_db
@with_json
def judge(
    records: tuple[str, ...], why: str, by: str, kind: tuple[Any, ...], db: str, as_json: bool, **decided: Any
) -> None:
    """Decide what is right of a record, or go through what waits for a judgement.

    RECORD is an id, or as much of its beginning as tells it apart: of a statement, actor, issue, position,
    condition, event, utterance, change, conflict or report. What was read stays; the judgement holds over
    it, in every answer, through `rebuild` and a better model, until `onrecord close` lets it go.

    Without RECORD what is open comes up one by one, first what most depends on, with its evidence: y and n
    answer, a number chooses, r renames, u takes the last answer back, Enter goes on and q ends. The title,
    outlet, author, url, language and date of publication are of reports.
    """
    chosen = list(_decisions(**decided))
    if not records:
        if chosen:
            raise UsageError("Nothing is named that this would be decided of.", "Give the id of a record.")
        with open_ledger(db) as ledger:
            made = walk(ledger, kinds=kind, by=by, as_json=as_json)
        if as_json:
            _print_judgements(made, as_json)
        return
    if not chosen:
        raise UsageError(
            "Nothing was decided.", "Give --confirm, --reject, --speaker, --outlet or another of the options."
        )
    with open_ledger(db) as ledger:
        made = [ledger.judge(records, verdict, value, by=by, note=why) for verdict, value in chosen]  # type: ignore[arg-type]
    _print_judgements(made, as_json)


def _decisions(
    *,
    confirm: bool,
    reject: bool,
    merge: bool,
    apart: bool,
    split: tuple[str, ...],
    rename: str | None,
    said_on: "DateInterval | None",
    speaker: str | None,
    published: "DateInterval | None",
    **metadata: str | None,
) -> Iterator[Decision]:
    """What was decided, as verdicts with their values."""
    if confirm and reject:
        raise UsageError("--confirm and --reject are opposites.", "Give one of them.")
    if merge and (apart or split):
        raise UsageError("--merge is the opposite of --apart and --split.", "Give one of them.")
    if confirm:
        yield "confirm", None
    if reject:
        yield "reject", None
    if merge:
        yield "merge", rename
    elif rename is not None:
        yield "rename", rename
    if apart or split:
        yield "split", list(split) or None
    if speaker is not None:
        yield "set_speaker", speaker
    if said_on is not None:
        yield "set_date", said_on
    stated = {name: value for name, value in metadata.items() if value is not None}
    if stated:
        yield "set_metadata", stated
    if published is not None:
        yield "set_date", published


@click.command(short_help="What people decided: list, close, share.")
@click.option("--open", "only_open", is_flag=True, help="Only those that hold.")
@click.option("--opposed", is_flag=True, help="Only those that stand against each other, by twos.")
@click.option("--close", "closing", metavar="ID", multiple=True, help="Let this one go.")
@click.option(
    "--export", "target", metavar="FILE", default="",
    help="Write them to a new file, for a colleague; - for standard output.",
)  # fmt: skip
@click.option("--import", "source", metavar="FILE", default="", help="Take in a colleague's.")
@click.option("--theirs", is_flag=True, help="Where they stand against yours, let yours go.")
@with_db
@with_json
def judgements(
    only_open: bool,
    opposed: bool,
    closing: tuple[str, ...],
    target: str,
    source: str,
    theirs: bool,
    db: str,
    as_json: bool,
) -> int | None:
    """What people decided, in the order they did.

    --import takes in what `--export`, or `onrecord export`, wrote from another ledger on the same reports.
    What stands against a judgement here is shown and left out, unless --theirs is given; the exit code is
    then 3.
    """
    with open_ledger(db) as ledger:
        if source:
            return _import(ledger, source, theirs=theirs, as_json=as_json)
        if closing:
            _print_judgements([ledger.close_judgement(one) for one in closing], as_json)
            return None
        if target:
            _export(ledger.judgements(only_open=only_open), target)
            return None
        if opposed:
            _print_opposed(ledger.opposed(), as_json)
            return None
        found = ledger.judgements(only_open=only_open)
    _print_judgements(found, as_json)
    if not as_json:
        note(f"{plural(len(found), 'judgement')}.")
    return None


@click.command(short_help="Let a judgement go.")
@click.argument("judgement", metavar="ID")
@with_db
@with_json
def close(judgement: str, db: str, as_json: bool) -> None:
    """Let a judgement go: it stays in the record, and no longer holds."""
    with open_ledger(db) as ledger:
        closed = ledger.close_judgement(judgement)
    _print_judgements([closed], as_json)


def _export(found: "Iterable[Judgement]", target: str) -> None:
    from onrecord.cli.exporting import write_lines
    from onrecord.exchange.jsonl import entry_record, line

    lines = (line(entry_record(one)) for one in found)
    if target == "-":
        for one in lines:
            click.echo(one)
        return
    path = write_lines(lines, Path(target))
    note(f"Wrote {path} ({path.stat().st_size:,} bytes).")


def _import(ledger: "Ledger", source: str, *, theirs: bool, as_json: bool) -> int | None:
    came = ledger.import_judgements(_records(source), theirs=theirs)
    if as_json:
        from onrecord.exchange.jsonl import entry_record

        print_json(
            {
                "ok": True,
                "added": [entry_record(one) for one in came.added],
                "known": came.known,
                "closed": [entry_record(one) for one in came.closed],
                "opposed": [[entry_record(one), entry_record(other)] for one, other in came.opposed],
                "adrift": [one.id for one in came.adrift],
            }
        )
    else:
        _print_import(came, theirs=theirs)
    return SOME_FAILED if came.opposed and not theirs else None


def _print_import(came: "Imported", *, theirs: bool) -> None:
    if came.added:
        _print_judgements(list(came.added), as_json=False)
    if came.opposed:
        click.echo(bold("Yours let go for these:" if theirs else "Left out, since yours say otherwise:"))
        _print_opposed(list(came.opposed), as_json=False)
    if came.adrift:
        click.echo(
            wrapped(f"{plural(len(came.adrift), 'judgement')} on reports that are not here: kept.", "")
        )
    note(
        f"{plural(len(came.added), 'judgement')} added, {came.known} known already, "
        f"{len(came.closed)} of yours let go, {len(came.opposed)} against yours."
    )


def _records(source: str) -> Iterator[dict[str, Any]]:
    """The records of a file of JSON lines."""
    try:
        text = sys.stdin.read() if source == "-" else Path(source).read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ReadError(f"{source} can't be read: {error}.", "Check the name of the file.") from error
    for number, written in enumerate(text.splitlines(), start=1):
        if not written.strip():
            continue
        try:
            record = json.loads(written)
        except json.JSONDecodeError as error:
            raise UsageError(f"Line {number} of {source} is no JSON: {error}.", "Export it again.") from error
        if isinstance(record, dict):
            yield record


def _print_opposed(pairs: "list[tuple[Judgement, Judgement]]", as_json: bool) -> None:
    if as_json:
        from onrecord.exchange.jsonl import entry_record

        print_items([[entry_record(one), entry_record(other)] for one, other in pairs])  # type: ignore[misc]
        return
    for one, other in pairs:
        _print_judgements([one], as_json=False)
        click.echo(dim("  against"))
        _print_judgements([other], as_json=False)
        click.echo("")


def _print_judgements(found: "list[Judgement]", as_json: bool) -> None:
    if as_json:
        from onrecord.exchange.jsonl import entry_record

        print_items([entry_record(judgement) for judgement in found])
        return
    for judgement in found:
        about = ", ".join(short(subject) for subject in judgement.subject)
        said = in_words(judgement)
        click.echo(wrapped(f"{judgement.verdict.replace('_', ' ')} of {about}{': ' if said else ''}{said}"))
        if judgement.anchor and judgement.anchor.quotation:
            click.echo(wrapped(f'"{judgement.anchor.quotation}"', "    "))
        closed = f", closed on {day(judgement.closed_at.date())}" if judgement.closed_at else ""
        reason = f": {judgement.note}" if judgement.note else ""
        made = f"{judgement.by}, {day(judgement.at.date())}{closed}{reason} · {short(judgement.id)}"
        click.echo(wrapped(made, "    ", how=dim))


def in_words(judgement: "Judgement") -> str:
    """What was decided."""
    value = judgement.value
    if value is None:
        return judgement.note if judgement.verdict == "remove" else ""
    if judgement.verdict == "set_date":
        return " to ".join(dict.fromkeys(filter(None, (value["earliest"], value["latest"]))))
    if judgement.verdict == "set_speaker":
        return str(value.get("name") or value.get("actor"))
    if judgement.verdict == "split":
        return ", ".join(value.get("out", ()))
    if isinstance(value, dict):
        return ", ".join(f"{name} {text}" for name, text in value.items())
    return str(value)
