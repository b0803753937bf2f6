"""Commands about goals: what stands in the way, whose word would have to move, and what if."""

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any, TypeVar

import click

from onrecord.cli.options import UNTIL, WORDS, open_ledger, with_db, with_json
from onrecord.cli.output import bold, dim, note, plural, print_json
from onrecord.cli.readable import dates, day, joined, quoted, short, wrapped

if TYPE_CHECKING:
    from onrecord.ledger.reasoned import Past, Reasoned, Supposed, Tied, Told
    from onrecord.reason import Finding, Way

F = TypeVar("F", bound=Callable[..., Any])
QUOTED_AT_MOST = 3  # statements of a claim that are shown with their words
NO_FORECAST = "What the reports say; no forecast, no advice. Read the words before you rest anything on them."
SHAPES = {
    "circle": "a circle: each waits for the other",
    "refusal": "a refusal of what is needed",
    "unoffered": "a step that nobody offers",
    "clash": "two needed steps that exclude each other",
}


def with_question(command: F) -> F:
    """Add the options that all questions about a goal take."""
    for option in reversed(
        (
            click.option(
                "--goal",
                required=True,
                type=WORDS,
                metavar="ISSUE",
                help="The goal: words of an issue, or an id.",
            ),
            click.option(
                "--as-of", type=UNTIL, default=None, help="The last day that counts; else the last reported."
            ),
            click.option(
                "--actors",
                multiple=True,
                type=WORDS,
                metavar="NAME",
                help="Only what these hold can stand in the way; may be given several times.",
            ),
            click.option(
                "--strict/--lenient",
                default=False,
                help="Strict: a step needs someone whose step it is to want, offer or accept it. Lenient, "
                "which is usual: silence doesn't hold a step back.",
            ),
            click.option("--hypothetical", is_flag=True, help="Let hypothetical claims count."),
            click.option(
                "--seconds",
                type=click.FloatRange(min=0),
                default=10.0,
                show_default=True,
                help="How long to search at most; what was found by then is shown.",
            ),
        )
    ):
        command = option(command)
    return command


@click.command(short_help="What stands in the way of a goal.")
@with_question
@click.option("--limit", type=click.IntRange(min=1), default=20, show_default=True, help="How many at most.")
@click.option("--history", is_flag=True, help="Since when each has stood, and what resolved earlier ones.")
@with_db
@with_json
def deadlocks(
    goal: str,
    as_of: date | None,
    actors: tuple[str, ...],
    strict: bool,
    hypothetical: bool,
    seconds: float,
    limit: int,
    history: bool,
    db: str,
    as_json: bool,
) -> None:
    """Show the minimal sets of claims that keep a goal from being reached.

    A claim is a position or condition with its restatements, each with its words. Drop any one claim of a set
    and that deadlock is gone. What was taken for one issue is said; what stands near without being linked
    by the records stands apart.
    """
    with open_ledger(db) as ledger:
        if history:
            past = ledger.deadlock_history(
                goal,
                as_of=as_of,
                actors=actors,
                reading="strict" if strict else "lenient",
                limit=limit,
                seconds=seconds,
            )
        else:
            found = ledger.deadlocks(
                goal,
                as_of=as_of,
                actors=actors,
                reading="strict" if strict else "lenient",
                hypothetical=hypothetical,
                limit=limit,
                seconds=seconds,
            )
    if as_json:
        from onrecord.ledger.answer_records import past_record, reasoned_record

        print_json({"ok": True, **(past_record(past) if history else reasoned_record(found))})
    elif history:
        print_history(past)
    else:
        print_deadlocks(found)


@click.command(short_help="Whose word would have to move for a goal.")
@with_question
@click.option("-k", "limit", type=click.IntRange(min=1), default=5, show_default=True, help="How many ways.")
@click.option("--weighted", is_flag=True, help="The least firm first: by acts, repetition and recency.")
@click.option("--by-actors", is_flag=True, help="The fewest parties that move first.")
@with_db
@with_json
def unlock(
    goal: str,
    as_of: date | None,
    actors: tuple[str, ...],
    strict: bool,
    hypothetical: bool,
    seconds: float,
    limit: int,
    weighted: bool,
    by_actors: bool,
    db: str,
    as_json: bool,
) -> None:
    """Show the smallest sets of claims that would have to be given up for a goal.

    And for each, the order of steps that then becomes possible. Small isn't good: nothing here says that
    anyone should move.
    """
    if weighted and by_actors:
        raise click.UsageError("Choose one of --weighted and --by-actors.")
    with open_ledger(db) as ledger:
        found = ledger.unlock(
            goal,
            as_of=as_of,
            actors=actors,
            reading="strict" if strict else "lenient",
            hypothetical=hypothetical,
            by="firmness" if weighted else "actors" if by_actors else "claims",
            limit=limit,
            seconds=seconds,
        )
    if as_json:
        from onrecord.ledger.answer_records import reasoned_record

        print_json({"ok": True, **reasoned_record(found)})
    else:
        print_ways(found)


@click.command(short_help="The same questions after a change.")
@with_question
@click.option(
    "--drop", multiple=True, type=WORDS, metavar="ID", help="A claim that is given up, with its restatements."
)
@click.option(
    "--add",
    multiple=True,
    type=WORDS,
    metavar='"HOLDER accepts ISSUE"',
    help="What somebody would do: accepts, offers, commits to, supports, demands, rejects, opposes, "
    "withdraws ...",
)
@click.option("--limit", type=click.IntRange(min=1), default=20, show_default=True, help="How many at most.")
@with_db
@with_json
def whatif(
    goal: str,
    as_of: date | None,
    actors: tuple[str, ...],
    strict: bool,
    hypothetical: bool,
    seconds: float,
    drop: tuple[str, ...],
    add: tuple[str, ...],
    limit: int,
    db: str,
    as_json: bool,
) -> None:
    """Ask what would stand in the way after a change that nobody has reported. The ledger stays as it is."""
    if not drop and not add:
        raise click.UsageError("Say what would change: --drop ID, or --add.")
    with open_ledger(db) as ledger:
        found = ledger.what_if(
            goal,
            drop=drop,
            add=add,
            as_of=as_of,
            actors=actors,
            reading="strict" if strict else "lenient",
            hypothetical=hypothetical,
            limit=limit,
            seconds=seconds,
        )
    if as_json:
        from onrecord.ledger.answer_records import supposed_record

        print_json({"ok": True, **supposed_record(found)})
    else:
        print_supposed(found)


def print_deadlocks(found: "Reasoned") -> None:
    """An answer of `deadlocks`."""
    print_sentence(found)
    for number, finding in enumerate(found.answer.findings, start=1):
        print_finding(found, finding, number)
    print_completeness(found, "deadlock", len(found.answer.findings))
    if found.waits:
        click.echo(
            "\n" + bold("What it waits for" if not found.answer.findings else "What it waits for besides")
        )
        for told in found.waits:
            print_claim(told)
    if found.tied:
        click.echo("\n" + bold("What else stands in the way of what it is tied to in words"))
        for tied in found.tied:
            print_claim(tied.claim, f"tied to: {tied.to}")
            print_tie(tied)
    if found.near:
        click.echo("\n" + bold("Near it, though no record links it to the goal"))
        for near in found.near:
            print_claim(near.claim, near.why)
    print_taken_as_one(found)
    if found.claims:
        note(NO_FORECAST)


def print_finding(found: "Reasoned", finding: "Finding", number: int) -> None:
    """A deadlock with its claims."""
    since = finding.deadlock.since
    when = f", since {day(since)}" if since else ""
    click.echo("\n" + bold(f"{number}  {SHAPES[finding.shape]}{when}"))
    for told in found.members(finding):
        print_claim(told)
    for step in finding.deadlock.missing:
        click.echo(wrapped(f"Nobody whose step it is offers {quoted(found.labels.get(step, step))}.", "  "))


def print_ways(found: "Reasoned") -> None:
    """An answer of `unlock`."""
    print_sentence(found)
    for number, way in enumerate(found.answer.ways, start=1):
        print_way(found, way, number)
    print_completeness(found, "way", len(found.answer.ways))
    print_taken_as_one(found)
    if found.claims:
        note(NO_FORECAST)


def print_way(found: "Reasoned", way: "Way", number: int) -> None:
    """An unlocking with its claims and the steps after it."""
    labels = found.labels
    moves = found.moves(way)
    if moves or way.offers:
        click.echo("\n" + bold(f"{number}  Enough, if this were given up"))
    for told in moves:
        print_claim(told)
    for step in way.offers:
        click.echo(wrapped(f"and somebody offered {quoted(labels.get(step, step))}", "  "))
    if len(way.steps) > 1:
        named = ", then ".join(labels.get(step, step) for step in way.steps)
        click.echo(wrapped(f"Then possible: {named}.", "  ", "  "))
        if way.first:
            first = " and ".join(labels.get(step, step) for step in way.first)
            click.echo(wrapped(f"Any way begins with {first}.", "  ", "  "))


def print_supposed(found: "Supposed") -> None:
    """An answer of `whatif`."""
    for told in found.dropped:
        click.echo(wrapped(f"Without: {told.sentence} ({short(told.id)})", "", "  "))
    for words in found.added:
        click.echo(wrapped(f"With: {words}", "", "  "))
    click.echo("\n" + bold("As it is"))
    print_sentence(found.before)
    click.echo("\n" + bold("With this changed"))
    print_sentence(found.after)
    for number, finding in enumerate(found.after.answer.findings, start=1):
        print_finding(found.after, finding, number)
    print_completeness(found.after, "deadlock", len(found.after.answer.findings))
    gone, new = len(found.gone), len(found.new)
    click.echo(wrapped(f"{plural(gone, 'deadlock')} gone, {new:,} new."))
    ways = [way for way in found.unlocking.answer.ways if way.unlocking.moves or way.offers]
    if ways:
        click.echo("\n" + bold("What would still have to move"))
        print_way(found.unlocking, ways[0], 1)
    note("Nobody has reported this change; the ledger is as it was.")


def print_history(past: "Past") -> None:
    """An answer of `deadlocks --history`."""
    click.echo(wrapped(f"Deadlocks of {quoted(past.goal)}, as reported up to {day(past.as_of)}."))
    for number, one in enumerate(past.history.episodes, start=1):
        start = f"since {day(one.since)}" if one.since else "since before the records begin"
        end = f", resolved on {day(one.until)}" if one.until else ", stands"
        click.echo("\n" + bold(f"{number}  {start}{end}"))
        for members in one.deadlock.members:
            print_claim(past.claims[members[0]])
        for what, ids in (("Created by", one.created_by), ("Resolved by", one.resolved_by)):
            for id_ in ids:
                if id_ in past.claims:
                    click.echo(wrapped(f"{what}: {past.claims[id_].sentence} ({short(id_)})", "  ", "  "))
    if not past.history.episodes:
        note("There has been none.")
    if not past.history.complete:
        note("Incomplete: the time or the limit came first.")


def print_sentence(found: "Reasoned") -> None:
    """What the answer comes to, and what somebody may have meant."""
    click.echo(wrapped(found.answer.sentence))
    if found.answer.status == "reached" and found.answer.reached_by in found.claims:
        print_claim(found.claims[found.answer.reached_by])
    if found.suggestions:
        click.echo(wrapped("Did you mean " + " or ".join(map(quoted, found.suggestions)) + "?"))


def print_claim(told: "Told", why: str = "") -> None:
    """A claim: who holds what, the words, and who carries them."""
    from onrecord.ledger.grounds import record_of

    click.echo(wrapped(told.sentence, "  ", "  ", bold))
    for entry in told.statements[-QUOTED_AT_MOST:]:
        record = record_of(entry)
        place = [
            dates(record.date),
            entry.report.outlet or entry.report.address.rsplit("/", 1)[-1],
            short(record.id),
        ]
        if entry.via:
            place.insert(0, f"as {entry.via} says")
        click.echo(wrapped(quoted(joined(record.evidence)), "    "))
        click.echo(wrapped(" · ".join(part for part in place if part), "    ", how=dim))
    more = len(told.statements) - QUOTED_AT_MOST
    parts = [plural(told.independent_reports, "independent report")]
    if more > 0:
        parts.append(f"{more} earlier restatements")
    if len(told.outlets) > 1:
        parts.append(f"carried by {', '.join(told.outlets)}")
    parts += told.flags
    if why:
        parts.insert(0, why)
    click.echo(wrapped(" · ".join(parts), "    ", how=dim))


def print_tie(tied: "Tied") -> None:
    """The sentence by which what a claim is about is tied to the goal, unless its own words show it."""
    from onrecord.ledger.grounds import record_of

    shown = {joined(record_of(entry).evidence) for entry in tied.claim.statements[-QUOTED_AT_MOST:]}
    if not tied.words or tied.words in shown:
        return
    whose = f"by the words of {tied.by.holder} ({short(tied.by.id)})" if tied.by else "in the same sentence"
    click.echo(wrapped(f"tied {whose}: {quoted(tied.words)}", "    ", how=dim))


def print_completeness(found: "Reasoned", what: str, shown: int) -> None:
    """Whether there may be more than was shown."""
    if found.answer.complete or found.answer.status in ("undecided", "unopposed", "possible"):
        return
    why = "the time was over" if found.answer.out_of_time else "the limit was reached"
    note(f"Incomplete: {why} after {plural(shown, what)}; there may be more.")


def print_taken_as_one(found: "Reasoned") -> None:
    """Which labels were taken for one matter, so that a reader can object."""
    for id_, others in found.taken_as_one.items():
        words = f"Taken as one with {quoted(found.labels[id_])}: {', '.join(map(quoted, others))}."
        click.echo(wrapped(words, how=dim))
