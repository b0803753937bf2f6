"""Commands that ask a ledger: attributions, show, reports, actors."""

from collections.abc import Sequence
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING, Any, get_args

import click

from onrecord.cli.nothing import Nothing, why_nothing
from onrecord.cli.options import SINCE, UNTIL, WORDS, open_ledger, with_db, with_json, with_page
from onrecord.cli.output import dim, note, plural, print_items, print_json
from onrecord.cli.pages import actor_page, attribution_page, report_page
from onrecord.cli.readable import dates, entry_lines, said, short, table
from onrecord.errors import UsageError
from onrecord.model import AttributionKind
from onrecord.text.acting import ACTS

KINDS = get_args(AttributionKind)

if TYPE_CHECKING:
    from onrecord.ledger import LikeEntry
    from onrecord.store.entries import AttributionEntry, Page


@click.command()
@click.option(
    "--speaker", type=WORDS, metavar="NAME", default=None, help="Who said it: a name, an alias, or an id."
)
@click.option("--outlet", type=WORDS, metavar="NAME", default=None, help="Who published it.")
@click.option("--since", type=SINCE, default=None, help="On this day, or in this month or year, or later.")
@click.option("--until", type=UNTIL, default=None, help="On this day, or in this month or year, or earlier.")
@click.option(
    "--search",
    type=WORDS,
    metavar="WORDS",
    default=None,
    help="Words of the statement, all of them; quote a phrase.",
)
@click.option(
    "--issue",
    type=WORDS,
    metavar="WORDS",
    default=None,
    help="What it speaks of: a label, or an id.",
)
@click.option("--act", type=click.Choice(tuple(ACTS)), default=None, help="What is done in it.")
@click.option("--kind", type=click.Choice(KINDS), default=None, help="Whose words they are.")
@click.option(
    "--like",
    type=WORDS,
    metavar="TEXT",
    default=None,
    help="A sentence: what is like it by meaning, the likest first, then what says the opposite.",
)
@with_page
@with_db
@with_json
def attributions(
    speaker: str | None,
    outlet: str | None,
    since: date | None,
    until: date | None,
    search: str | None,
    issue: str | None,
    act: str | None,
    kind: str | None,
    like: str | None,
    limit: int,
    after: str,
    db: str,
    as_json: bool,
) -> None:
    """Who said what, in which words, where and when.

    Quotation marks stand round the speaker's own words; without them, the words are the reporter's. The
    words in the report for who speaks follow the name where they differ.
    """
    filters: dict[str, Any] = {
        "speaker": speaker or "",
        "outlet": outlet or "",
        "since": since,
        "until": until,
        "search": search or "",
        "issue": issue or "",
        "act": act or "",
        "kind": kind or "",
        "limit": limit,
    }
    if like and after:
        raise UsageError("What is like a text comes as one list, without --after.", "Give a higher --limit.")
    with open_ledger(db) as ledger:
        alike = ledger.like(like, **filters) if like else None
        page: Page[Any] = ledger.attributions(**filters, after=after) if alike is None else alike
        narrowing = {name: value for name, value in filters.items() if name != "limit"}
        nothing = None if page.total else why_nothing(ledger, "statement", {**narrowing, "like": like})
    if alike is not None:
        print_alike(alike, nothing, as_json)
    elif as_json:
        print_page(page, nothing, **names_beside(page.items))
    else:
        print_by_day(page, nothing)


def print_by_day(page: "Page[AttributionEntry]", nothing: "Nothing | None") -> None:
    """Print statements under the days they were said on, or why there are none."""
    for when, entries in groupby(
        page.items, key=lambda entry: said(entry.attribution, entry.report.published)
    ):
        click.echo(dim(when))
        for entry in entries:
            click.echo(entry_lines(entry) + "\n")
    say_what_is_left(page, "statement", nothing)


def print_alike(page: "Page[LikeEntry]", nothing: "Nothing | None", as_json: bool) -> None:
    """Print statements that are like a text, then those that say the opposite.

    Args:
        page: both, each in order of likeness.
        nothing: why there are none, where that is so.
        as_json: whether to print JSON.
    """
    like = [one.entry for one in page.items if not one.opposite]
    opposite = [one.entry for one in page.items if one.opposite]
    if as_json:
        from onrecord.exchange.jsonl import entry_record

        likeness = {one.entry.attribution.id: round(one.likeness, 2) for one in page.items}
        names = names_beside([*like, *opposite])
        apart = {"opposites": [entry_record(entry) for entry in opposite], "likeness": likeness}
        apart |= nothing.beside() if nothing else {}
        print_items([entry_record(entry) for entry in like], **apart, **names, next=None, total=page.total)
        return
    for heading, entries in (("Like it", like), ("The opposite", opposite)):
        if entries:
            click.echo(f"{heading}\n")
        for entry in entries:
            click.echo(entry_lines(entry) + "\n")
    if len(page.items) < page.total:
        note(f"{len(page.items):,} of {plural(page.total, 'statement')}; for more give --limit")
    else:
        say_what_is_left(page, "statement", nothing)


@click.command(short_help="Show any record whole, with its words in place.")
@click.argument("record", metavar="ID")
@with_db
@with_json
def show(record: str, db: str, as_json: bool) -> None:
    """Show a statement, position, condition or event in its paragraph, a report, an actor, or an issue.

    ID is a record's id, or as much of its beginning as tells it apart.
    """
    from onrecord.cli.claim_pages import claim_page, issue_page
    from onrecord.cli.corrections import corrected_by_lines, correction_record
    from onrecord.cli.tracked_pages import tracked_lines
    from onrecord.store.entries import (
        ActorShown,
        AttributionShown,
        ClaimShown,
        IssueShown,
        ReportShown,
        TrackedShown,
    )

    with open_ledger(db) as ledger:
        shown = ledger.show(record)
        correctable = isinstance(shown, AttributionShown | ClaimShown | ReportShown)
        touching = ledger.corrections(of=record) if correctable else []
    if as_json:
        from onrecord.exchange.jsonl import entry_record

        about = [correction_record(entry) for entry in touching]
        print_json({"ok": True, "item": entry_record(shown.entry), "corrections": about})
    elif isinstance(shown, AttributionShown):
        click.echo(attribution_page(shown))
    elif isinstance(shown, ActorShown):
        click.echo(actor_page(shown))
    elif isinstance(shown, ClaimShown):
        click.echo(claim_page(shown))
    elif isinstance(shown, IssueShown):
        click.echo(issue_page(shown))
    elif isinstance(shown, TrackedShown):
        click.echo(tracked_lines(shown.entry))
    else:
        click.echo(report_page(shown))
    if touching and not as_json:
        shown_report = shown.entry.id if isinstance(shown, ReportShown) else ""
        for line in corrected_by_lines(touching, shown_report):
            click.echo(line)


@click.command()
@click.option("--outlet", type=WORDS, metavar="NAME", default=None, help="Who published it.")
@click.option("--search", type=WORDS, metavar="WORDS", default=None, help="Words of the text.")
@with_page
@with_db
@with_json
def reports(outlet: str | None, search: str | None, limit: int, after: str, db: str, as_json: bool) -> None:
    """The reports in the ledger, by date."""
    with open_ledger(db) as ledger:
        page = ledger.reports(outlet=outlet or "", search=search or "", limit=limit, after=after)
        asked = {"outlet": outlet, "search": search}
        nothing = None if page.total else why_nothing(ledger, "report", asked)
    if as_json:
        print_page(page, nothing)
        return
    rows = [
        (
            dates(item.published),
            item.outlet or "not known",
            f"taken down: {item.removed.why}" if item.removed else item.title or item.address,
            f"{item.attributions:,}",
            short(item.id),
        )
        for item in page.items
    ]
    print_table(("PUBLISHED", "OUTLET", "TITLE", "STATEMENTS", "ID"), rows, flexible=2)
    say_what_is_left(page, "report", nothing)


@click.command()
@click.option(
    "--search", type=WORDS, metavar="NAME", default=None, help="Words of a name or alias, or an id."
)
@click.option(
    "--kind",
    type=click.Choice(["person", "state", "organization", "group", "unnamed"]),
    default=None,
    help="Only such actors.",
)
@with_page
@with_db
@with_json
def actors(search: str, kind: str | None, limit: int, after: str, db: str, as_json: bool) -> None:
    """Who speaks in the ledger, those who speak most first."""
    with open_ledger(db) as ledger:
        page = ledger.actors(search=search or "", kind=kind or "", limit=limit, after=after)
        nothing = None if page.total else why_nothing(ledger, "actor", {"search": search, "kind": kind})
    if as_json:
        print_page(page, nothing)
        return
    rows = [
        (
            item.actor.name,
            item.actor.kind,
            "; ".join(alias for alias in item.actor.aliases if alias != item.actor.name),
            f"{item.attributions:,}",
            short(item.actor.id),
        )
        for item in page.items
    ]
    print_table(("NAME", "KIND", "ALSO", "STATEMENTS", "ID"), rows, flexible=2)
    say_what_is_left(page, "actor", nothing)


def print_page(page: "Page[Any]", nothing: "Nothing | None" = None, **beside: Any) -> None:
    """Print a page of records as JSON, in the form of an export.

    Args:
        page: what to print.
        nothing: why it is empty, where it is.
        beside: what else stands in the envelope.
    """
    from onrecord.exchange.jsonl import entry_record

    items = [entry_record(item) for item in page.items]
    beside |= nothing.beside() if nothing else {}
    print_items(items, **beside, next=page.next or None, total=page.total)


def names_beside(entries: Sequence["AttributionEntry"]) -> dict[str, Any]:
    """What an answer with statements has beside them: their reports, and the names of speakers by id."""
    from onrecord.exchange.jsonl import report_record

    reports = {entry.report.id: report_record(entry.report) for entry in entries}
    named = ((entry.attribution.speaker, entry.speaker) for entry in entries)
    return {"reports": list(reports.values()), "speakers": {id_: name for id_, name in named if id_}}


def print_table(heads: tuple[str, ...], rows: Sequence[tuple[str, ...]], flexible: int) -> None:
    """Print a table with its heads, or nothing where it has no rows."""
    if rows:
        click.echo("\n".join(table([heads, *rows], flexible)))


def say_what_is_left(page: "Page[Any]", what: str, nothing: "Nothing | None") -> None:
    """Say on standard error how many there are, and how to see the others; or why there are none."""
    shown = len(page.items)
    if nothing is not None:
        nothing.say()
    elif page.next:
        note(f"{shown:,} of {plural(page.total, what)}; for more give --limit, or --after {page.next}")
    else:
        note(f"{plural(page.total, what)}.")
