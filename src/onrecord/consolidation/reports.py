"""One report's records put into the ledger and taken out of it, and all of them worked out anew."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlalchemy import Connection

from onrecord.consolidation import actors as actor_joining
from onrecord.consolidation import issues as issue_joining
from onrecord.consolidation import judged_actors, judged_issues, tracking
from onrecord.consolidation.judged import Applied, applied
from onrecord.consolidation.judged_actors import ActorDecisions
from onrecord.consolidation.judged_issues import IssueDecisions
from onrecord.model import Report, ReportRecords
from onrecord.resolve.across_names import as_text, profiles_of
from onrecord.store import actors, claims, derived, issues, judgements, profiles


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
    fresh: bool = False,
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
        fresh: that the report is new, and has none.
    """
    former = Former() if fresh else take(connection, number, settled=not round_)
    on_actors, on_issues = judged_actors.load(connection), judged_issues.load(connection)
    as_decided = _applied(connection, report_id, records, on_actors, on_issues)
    records = as_decided.records
    derived.put_processed(
        connection, number, report_id, report, judged=judged, records=records, round_=round_
    )
    places = actor_joining.join(connection, records, as_decided.profiles, on_actors)
    members = derived.put_members(connection, number, records, places.keys, places.numbers)
    actor_joining.settle_judged(connection, set(places.numbers.values()), on_actors)
    attributions = derived.put_records(connection, number, report, records, members)
    forms, touched = issue_joining.join(connection, records, on_issues)
    counts = Counter(claims.issues_named(records))
    issue_members = claims.put_issue_members(connection, number, records, forms, members, counts)
    more = {
        form: (
            sum(forms[issue.id] == form for issue in records.issues),
            sum(counts[issue.id] for issue in records.issues if forms[issue.id] == form),
        )
        for form in set(forms.values())
    }
    issues.count_members(connection, more)
    claims.put_claims(connection, number, report, records, members, issue_members, attributions)
    judgements.put_holds(connection, number, as_decided.holds)
    issue_joining.describe(connection, touched, on_issues)
    _remember(connection, former)
    tracking.note_actors(connection, places.before, tracking.named(connection, places.numbers.values()))
    tracking.note_actors(connection, *tracking.news_of(connection, number))
    tracking.put(connection, number, report, fresh=fresh)


def _applied(
    connection: Connection,
    report: str,
    records: ReportRecords,
    on_actors: ActorDecisions,
    on_issues: IssueDecisions,
) -> Applied:
    """A report's records as people decided them."""
    made = judgements.load(connection, report=report, only_open=True)
    no_actors = {
        id_: on_actors.rejected[as_text(profile)]
        for id_, profile in (profiles_of(records.actors) if on_actors.rejected else {}).items()
        if as_text(profile) in on_actors.rejected
    }
    no_issues = {
        issue.id: judgement
        for issue in records.issues
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
    without, with_it = tracking.news_of(connection, number)
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
