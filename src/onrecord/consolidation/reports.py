"""One report's records put into the ledger and taken out of it, and all of them worked out anew."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from sqlalchemy import Connection

from onrecord.consolidation import actors as actor_joining
from onrecord.consolidation import issues as issue_joining
from onrecord.consolidation import judged_actors, judged_issues, tracking
from onrecord.consolidation.judged import Applied, applied
from onrecord.consolidation.judged_actors import ActorDecisions
from onrecord.consolidation.judged_issues import IssueDecisions
from onrecord.model import Judgement, Report, ReportRecords
from onrecord.resolve.across_names import as_text, profiles_of
from onrecord.store import actors, claims, derived, issues, judgements, profiles
from onrecord.store.derived import Part
from onrecord.store.garbage import rarely_collected


@dataclass(frozen=True, slots=True)
class Former:
    """The ids that a report's records had, with the numbers of the ledger's rows that they were part of.

    Attributes:
        actors: of its actors.
        issues: of its issues and of the forms that no other report gives.
    """

    actors: Mapping[str, int] = field(default_factory=dict)
    issues: Mapping[str, int] = field(default_factory=dict)


def put(
    connection: Connection,
    number: int,
    report_id: str,
    report: Report,
    records: ReportRecords,
    *,
    judged: bool = False,
    round_: str = "",
) -> None:
    """Put one report's records into the ledger, in place of those that it had.

    Args:
        connection: of a transaction that writes.
        number: of the report's row.
        report_id: its id.
        report: the report, its metadata as judged.
        records: what `process` derived from it.
        judged: whether a person decided something of its metadata.
        round_: which rebuild this belongs to, or empty.
    """
    former = take(connection, number, settled=not round_)
    part = Part(number, report_id, report, records)
    _put(connection, [part], former, judged=judged, round_=round_, fresh=False)


def put_new(connection: Connection, parts: Sequence[Part]) -> None:
    """Put the records of new reports into the ledger; all at once, which takes far less than each by itself.

    Args:
        connection: of a transaction that writes.
        parts: the reports, which have no records yet.
    """
    _put(connection, parts, Former(), judged=False, round_="", fresh=True)


@rarely_collected()
def _put(
    connection: Connection, parts: Sequence[Part], former: Former, *, judged: bool, round_: str, fresh: bool
) -> None:
    judged_on = judgements.there_are(connection)
    on_actors = judged_actors.load(connection) if judged_on else judged_actors.NOTHING_DECIDED
    on_issues = judged_issues.load(connection)
    profiles_given: dict[str, str] = {}
    holds: dict[int, Sequence[tuple[str, int, str]]] = {}
    decided: list[Part] = []
    for part in parts:
        made = judgements.load(connection, report=part.id, only_open=True) if judged_on else []
        as_decided = _applied(made, part.records, on_actors, on_issues)
        profiles_given |= as_decided.profiles
        holds[part.number] = as_decided.holds
        decided.append(replace(part, records=as_decided.records))
    for part in decided:
        derived.put_processed(
            connection,
            part.number,
            part.id,
            part.report,
            judged=judged,
            records=part.records,
            round_=round_,
        )
    every = [part.records for part in decided]
    places = actor_joining.join(connection, every, profiles_given, on_actors)
    members = derived.put_members(connection, decided, places.keys, places.numbers)
    actor_joining.settle_judged(connection, set(places.numbers.values()), on_actors)
    attributions = derived.put_records(connection, decided, members)
    forms, touched = issue_joining.join(connection, every, on_issues)
    counts = Counter(issue for records in every for issue in claims.issues_named(records))
    issue_members = claims.put_issue_members(connection, decided, forms, members, counts)
    more: dict[int, tuple[int, int]] = {}
    for id_, form in forms.items():
        here, named = more.get(form, (0, 0))
        more[form] = here + 1, named + counts[id_]
    issues.count_members(connection, more)
    claims.put_claims(connection, decided, members, issue_members, attributions)
    for number, held in holds.items():
        judgements.put_holds(connection, number, held)
    issue_joining.describe(connection, touched, on_issues)
    _remember(connection, former)
    tracking.note_actors(connection, places.before, tracking.named(connection, places.numbers.values()))
    tracking.note_actors(connection, *tracking.news_of(connection, [part.number for part in decided]))
    tracking.put(connection, decided, fresh=fresh)


def _applied(
    made: Sequence[Judgement],
    records: ReportRecords,
    on_actors: ActorDecisions,
    on_issues: IssueDecisions,
) -> Applied:
    """A report's records as people decided them."""
    no_actors = {
        id_: on_actors.rejected[as_text(profile)]
        for id_, profile in (
            profiles_of(records.actors, records.attributions) if on_actors.rejected else {}
        ).items()
        if as_text(profile) in on_actors.rejected
    }
    no_issues = {
        issue.id: judgement
        for issue in (records.issues if on_issues.steps else ())
        if (judgement := on_issues.rejected_by(*issue_joining.form_of(issue)))
    }
    return applied(records, made, no_actors=no_actors, no_issues=no_issues)


def take(connection: Connection, number: int, *, settled: bool = True) -> Former:
    """Take one report's records out of the ledger.

    Args:
        connection: of a transaction that writes.
        number: of the report's row.
        settled: work the ledger's actors and issues that it touched out anew; a rebuild leaves that to its
            end.

    Returns:
        The ids that its records had.
    """
    tracking.take(connection, number)
    judgements.take_holds(connection, number)
    without, with_it = tracking.news_of(connection, [number])
    before = tracking.named(connection, derived.actors_of(connection, number))
    less = claims.take_claims(connection, number)
    issues.count_members(
        connection, {form: (-members, -claims) for form, (members, claims) in less.forms.items()}
    )
    issues.remove_unused(connection, less.forms)
    known = profiles.of_report(connection, number)
    tracking.note_actors(connection, with_it, without)
    gone = derived.take_records(connection, number)
    numbers = sorted(set(gone.values()))
    keys = profiles.remove_unused(connection, known)
    actors.remove_empty(connection, numbers)
    actors.give_up_ids(connection, numbers, list(gone))
    if settled:
        actor_joining.leave(connection, keys, numbers)
        decided = judged_issues.load(connection)
        left = issue_joining.settle(connection, set(less.issues.values()), decided)
        issue_joining.describe(connection, left, decided)
    tracking.note_actors(connection, before, tracking.named(connection, numbers))
    return Former(gone, less.issues)


def forget(connection: Connection, number: int, former: Former) -> None:
    """See to what a report leaves behind that was taken out for good.

    Args:
        connection: of a transaction that writes.
        number: of its row.
        former: what `take` gave.
    """
    _remember(connection, former)
    tracking.bury(connection, number)


def _remember(connection: Connection, former: Former) -> None:
    """Keep the ids that records had as aliases of what they were part of."""
    if former.actors:
        actors.remember_ids(connection, former.actors)
    if former.issues:
        issues.remember_ids(connection, former.issues)


def consolidate(connection: Connection) -> None:
    """Work everything that reports share out anew, from nothing but what each says by itself."""
    actor_joining.consolidate(connection)
    issue_joining.consolidate(connection)
    tracking.touch_all(connection)
    tracking.settle(connection)
