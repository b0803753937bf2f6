"""Commands on what only several reports together show: utterances, changes, conflicts, copies."""

from datetime import date
from typing import Any

import click

from onrecord.cli.asking import print_page, print_table, say_what_is_left
from onrecord.cli.nothing import why_nothing
from onrecord.cli.options import SINCE, UNTIL, WORDS, open_ledger, with_db, with_json, with_page
from onrecord.cli.output import print_items
from onrecord.cli.readable import dates, short
from onrecord.cli.tracked_pages import change_lines, conflict_lines, utterance_lines

CHANGES = ("reversed", "softened", "hardened", "withdrawn")
CONFLICTS = ("opposed", "denial", "conflicting_reports")
BASES = {
    "credit": "it names the other",
    "date": "it came later",
    "cut": "the other is fuller",
    "order": "not known which was first",
}


@click.command()
@click.option("--speaker", type=WORDS, metavar="NAME", default=None, help="Who spoke: a name, or an id.")
@click.option("--since", type=SINCE, default=None, help="On this day or later.")
@click.option("--until", type=UNTIL, default=None, help="On this day or earlier.")
@click.option("--search", type=WORDS, metavar="WORDS", default=None, help="Words of what was said.")
@click.option("--several", is_flag=True, help="Only what more than one report carries.")
@with_page
@with_db
@with_json
def utterances(
    speaker: str | None,
    since: date | None,
    until: date | None,
    search: str | None,
    several: bool,
    limit: int,
    after: str,
    db: str,
    as_json: bool,
) -> None:
    """Each act of speaking once: who had it first, how many carry it, and how their words differ."""
    asked: dict[str, Any] = {
        "speaker": speaker or "", "since": since, "until": until, "search": search or "", "several": several
    }  # fmt: skip
    with open_ledger(db) as ledger:
        page = ledger.utterances(**asked, limit=limit, after=after)
        nothing = None if page.total else why_nothing(ledger, "utterance", asked)
    if as_json:
        speakers = {entry.utterance.speaker: entry.speaker for entry in page.items if entry.utterance.speaker}
        print_page(page, nothing, speakers=speakers)
        return
    for entry in page.items:
        click.echo(utterance_lines(entry) + "\n")
    say_what_is_left(page, "utterance", nothing)


@click.command()
@click.option("--holder", type=WORDS, metavar="NAME", default=None, help="Who moved: a name, or an id.")
@click.option(
    "--issue", type=WORDS, metavar="WORDS", default=None, help="On what: words of a name, or an id."
)
@click.option("--kind", type=click.Choice(CHANGES), default=None, help="Only such changes.")
@click.option("--since", type=SINCE, default=None, help="On this day or later.")
@with_page
@with_db
@with_json
def changes(
    holder: str | None,
    issue: str | None,
    kind: str | None,
    since: date | None,
    limit: int,
    after: str,
    db: str,
    as_json: bool,
) -> None:
    """Who moved on what, and when, with the words before and after."""
    asked: dict[str, Any] = {
        "holder": holder or "", "issue": issue or "", "kind": kind or "", "since": since
    }  # fmt: skip
    with open_ledger(db) as ledger:
        page = ledger.changes(**asked, limit=limit, after=after)
        nothing = None if page.total else why_nothing(ledger, "change", asked)
    if as_json:
        holders = {entry.change.holder: entry.holder for entry in page.items}
        issues = {entry.change.issue: entry.issue for entry in page.items}
        members = [one for entry in page.items for one in (entry.before, entry.after) if one]
        print_page(page, nothing, holders=holders, issues=issues, claims=_records(members))
        return
    for entry in page.items:
        click.echo(change_lines(entry) + "\n")
    say_what_is_left(page, "change", nothing)


@click.command()
@click.option(
    "--issue", type=WORDS, metavar="WORDS", default=None, help="On what: words of a name, or an id."
)
@click.option("--kind", type=click.Choice(CONFLICTS), default=None, help="Only such conflicts.")
@click.option("--since", type=SINCE, default=None, help="On this day or later.")
@with_page
@with_db
@with_json
def conflicts(
    issue: str | None,
    kind: str | None,
    since: date | None,
    limit: int,
    after: str,
    db: str,
    as_json: bool,
) -> None:
    """What can't all be so: parties against each other, claims and denials, outlets that differ."""
    asked: dict[str, Any] = {"issue": issue or "", "kind": kind or "", "since": since}
    with open_ledger(db) as ledger:
        page = ledger.conflicts(**asked, limit=limit, after=after)
        nothing = None if page.total else why_nothing(ledger, "conflict", asked)
    if as_json:
        issues = {entry.conflict.issue: entry.issue for entry in page.items if entry.conflict.issue}
        members = [one for entry in page.items for one in entry.members]
        print_page(page, nothing, issues=issues, claims=_records(members))
        return
    for entry in page.items:
        click.echo(conflict_lines(entry) + "\n")
    say_what_is_left(page, "conflict", nothing)


@click.command()
@click.option("--outlet", type=WORDS, metavar="NAME", default=None, help="Who published the copy.")
@with_page
@with_db
@with_json
def copies(outlet: str | None, limit: int, after: str, db: str, as_json: bool) -> None:
    """Which reports carry another's text, how much of it, and what tells which was first."""
    with open_ledger(db) as ledger:
        page = ledger.copies(outlet=outlet or "", limit=limit, after=after)
        nothing = None if page.total else why_nothing(ledger, "copied report", {"outlet": outlet})
    if as_json:
        items = [
            {
                "copy": entry.copy.id,
                "origin": entry.origin.id,
                "share": entry.copy.copied_share,
                "basis": entry.basis,
            }
            for entry in page.items
        ]
        from onrecord.exchange.jsonl import report_record

        reports = {one.id: report_record(one) for entry in page.items for one in (entry.copy, entry.origin)}
        beside = nothing.beside() if nothing else {}
        print_items(items, reports=list(reports.values()), next=page.next or None, total=page.total, **beside)
        return
    rows = [
        (
            dates(entry.copy.published),
            f"{entry.copy.outlet or entry.copy.address} ({short(entry.copy.id)})",
            f"{entry.copy.copied_share:.0%}",
            f"{entry.origin.outlet or entry.origin.address} ({short(entry.origin.id)})",
            BASES[entry.basis],
        )
        for entry in page.items
    ]
    print_table(("PUBLISHED", "COPY", "SHARE", "OF", "WHICH WAS FIRST"), rows, flexible=4)
    say_what_is_left(page, "copied report", nothing)


def _records(members: list[Any]) -> list[Any]:
    from onrecord.exchange.jsonl import entry_record

    return list({one.record.id: entry_record(one) for one in members}.values())
