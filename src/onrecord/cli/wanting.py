"""Commands that ask who wants what, and on which terms: positions, conditions, issues."""

from datetime import date
from typing import TYPE_CHECKING, Any

import click

from onrecord.cli.asking import print_page, print_table, say_what_is_left
from onrecord.cli.claim_pages import by_day, condition_lines, position_lines
from onrecord.cli.matrix import LEGEND, matrix_lines, matrix_of
from onrecord.cli.nothing import Nothing, why_nothing
from onrecord.cli.options import UNTIL, WORDS, open_ledger, with_db, with_json, with_page
from onrecord.cli.output import bold, dim, note, plural
from onrecord.cli.readable import short
from onrecord.text.acting import ACTS

if TYPE_CHECKING:
    from onrecord.store.entries import ConditionEntry, Page


@click.command()
@click.option("--holder", type=WORDS, metavar="NAME", default=None,
              help="Whose position: a name, an alias, or an id.")  # fmt: skip
@click.option("--issue", type=WORDS, metavar="WORDS", default=None,
              help="On what: words of an issue's name, or its id.")  # fmt: skip
@click.option("--act", type=click.Choice(list(ACTS)), default=None, help="Only what the holder does so.")
@click.option("--via", type=WORDS, metavar="NAME", default=None,
              help="Only what this one says that others want.")  # fmt: skip
@click.option("--as-of", type=UNTIL, default=None, help="As it stood at the end of this day.")
@with_page
@with_db
@with_json
def positions(
    holder: str | None,
    issue: str | None,
    act: str | None,
    via: str | None,
    as_of: date | None,
    limit: int,
    after: str,
    db: str,
    as_json: bool,
) -> None:
    """Who wants what: a table of all, or with an option the history, with the words.

    In the table a line is an issue and a column a holder; the sign is that of the last word on it. What is
    alleged or denied is left out of it: it is about what is so, not about what is wanted.
    """
    narrowed = any((holder, issue, act, via))
    asked: dict[str, Any] = {
        "holder": holder or "", "issue": issue or "", "act": act or "", "via": via or "", "as_of": as_of
    }  # fmt: skip
    with open_ledger(db) as ledger:
        if not narrowed and not as_json:
            matrix = matrix_of(ledger.positions(as_of=as_of).items)
            nothing = None if matrix.issues else why_nothing(ledger, "position", asked)
        else:
            page = ledger.positions(**asked, limit=limit, after=after)
            nothing = None if page.total else why_nothing(ledger, "position", asked)
    if as_json:
        issues = {entry.position.issue: entry.issue for entry in page.items}
        print_claims_page(
            page, {entry.position.holder: entry.holder for entry in page.items}, issues, nothing
        )
        return
    if narrowed:
        for line in by_day(page.items, position_lines):
            click.echo(line)
        say_what_is_left(page, "position", nothing)
        return
    lines, holders, left = matrix_lines(matrix)
    for line in lines:
        click.echo(line)
    if nothing:
        nothing.say()
        return
    click.echo("")
    click.echo(dim(LEGEND))
    if holders:
        beside = f" and {plural(left, 'issue')} of theirs" if left else ""
        note(f"No room for {plural(holders, 'more holder')}{beside}: ask with --holder or --issue.")


@click.command()
@click.option("--goal", type=WORDS, metavar="WORDS", default=None,
              help="For what: words of the name of the step that is held back, or its id.")  # fmt: skip
@click.option("--holder", type=WORDS, metavar="NAME", default=None,
              help="Whose condition: a name, an alias, or an id.")  # fmt: skip
@click.option("--as-of", type=UNTIL, default=None, help="As it stood at the end of this day.")
@with_page
@with_db
@with_json
def conditions(
    goal: str | None, holder: str | None, as_of: date | None, limit: int, after: str, db: str, as_json: bool
) -> None:
    """Who needs what before what, with the words: each step, and below it what it waits for.

    "only with" stands for a step that is not possible, or not acceptable, without the other; "only after"
    where the words give no more than the order.
    """
    with open_ledger(db) as ledger:
        page = ledger.conditions(goal=goal or "", holder=holder or "", as_of=as_of, limit=limit, after=after)
        asked = {"goal": goal, "holder": holder, "as_of": as_of}
        nothing = None if page.total else why_nothing(ledger, "condition", asked)
    if as_json:
        entries = page.items
        issues = {entry.condition.step: entry.step for entry in entries}
        issues |= {entry.condition.requirement: entry.requirement for entry in entries}
        print_claims_page(page, {entry.condition.holder: entry.holder for entry in entries}, issues, nothing)
        return
    for step, entries_there in _by_step(page):
        click.echo(bold(step))
        for entry in entries_there:
            click.echo(condition_lines(entry, with_step=False) + "\n")
    say_what_is_left(page, "condition", nothing)


@click.command()
@click.argument("search", metavar="[WORDS]", type=WORDS, required=False)
@with_page
@with_db
@with_json
def issues(search: str | None, limit: int, after: str, db: str, as_json: bool) -> None:
    """What is negotiated over, the issues that most is said about first.

    WORDS are words of an issue's name, in any form. `onrecord show` with its id gives all its wordings.
    """
    with open_ledger(db) as ledger:
        page = ledger.issues(search=search or "", limit=limit, after=after)
        nothing = None if page.total else why_nothing(ledger, "issue", {"issue": search})
    if as_json:
        print_page(page, nothing)
        return
    rows = [
        (
            item.issue.label,
            item.issue.kind,
            f"{item.claims:,}",
            short(item.issue.id),
        )
        for item in page.items
    ]
    print_table(("ISSUE", "KIND", "CLAIMS", "ID"), rows, flexible=0)
    say_what_is_left(page, "issue", nothing)


def print_claims_page(
    page: "Page[Any]", holders: dict[str, str], issues: dict[str, str], nothing: Nothing | None
) -> None:
    """Print positions or conditions as JSON, with their reports, and with names and labels by id."""
    from onrecord.exchange.jsonl import report_record

    reports = {entry.report.id: report_record(entry.report) for entry in page.items}
    print_page(page, nothing, reports=list(reports.values()), holders=holders, issues=issues)


def _by_step(page: "Page[ConditionEntry]") -> list[tuple[str, list["ConditionEntry"]]]:
    """Conditions by what they hold back, the steps with most of them first."""
    steps: dict[str, list[ConditionEntry]] = {}
    for entry in page.items:
        steps.setdefault(entry.condition.step, []).append(entry)
    return sorted(((group[0].step, group) for group in steps.values()), key=lambda one: -len(one[1]))
