"""Issues, positions, conditions and events as records of format 1."""

from collections.abc import Iterator
from typing import overload

from onrecord.exchange.parts import day, interval_record, rounded, span_records
from onrecord.exchange.schema import ConditionRecord, EventRecord, IssueRecord, PositionRecord
from onrecord.model import ReportRecords
from onrecord.model.claims import Condition, Event, Issue, Position

ClaimRecord = IssueRecord | PositionRecord | ConditionRecord | EventRecord


def claim_records(records: ReportRecords, *, explain: bool = False) -> Iterator[ClaimRecord]:
    """The records of a report's claims: issues, positions, conditions, events.

    Args:
        records: what `process` derived from the report.
        explain: name the pattern that each was found by.
    """
    patterns = dict(records.patterns) if explain else {}
    for issue in records.issues:
        yield issue_record(issue)
    claims: list[Position | Condition | Event] = [*records.positions, *records.conditions, *records.events]
    for claim in claims:
        record = record_of(claim)
        if record["id"] in patterns:
            record["pattern"] = patterns[record["id"]]
        yield record


@overload
def record_of(claim: Position) -> PositionRecord: ...
@overload
def record_of(claim: Condition) -> ConditionRecord: ...
@overload
def record_of(claim: Event) -> EventRecord: ...
def record_of(claim: Position | Condition | Event) -> PositionRecord | ConditionRecord | EventRecord:
    """The record of a claim of any kind."""
    if isinstance(claim, Position):
        return position_record(claim)
    return condition_record(claim) if isinstance(claim, Condition) else event_record(claim)


def issue_record(issue: Issue) -> IssueRecord:
    """An issue."""
    return IssueRecord(
        type="issue",
        id=issue.id,
        label=issue.label,
        aliases=list(issue.aliases),
        kind=issue.kind,
        actors=list(issue.actors),
        parent=issue.parent,
        part_of=issue.part_of,
        negates=issue.negates,
        confidence=rounded(issue.confidence),
        judged=issue.judged,
    )


def position_record(position: Position) -> PositionRecord:
    """A position."""
    return PositionRecord(
        type="position",
        id=position.id,
        holder=position.holder,
        act=position.act,
        polarity=position.polarity,
        issue=position.issue,
        alternatives=list(position.alternatives),
        date=interval_record(position.date),
        until=day(position.until),
        report=position.report,
        evidence=span_records(position.evidence),
        attribution=position.attribution,
        via=position.via,
        restates=position.restates,
        hypothetical=position.hypothetical,
        plover=position.plover,
        confidence=rounded(position.confidence),
        judged=position.judged,
    )


def condition_record(condition: Condition) -> ConditionRecord:
    """A condition."""
    return ConditionRecord(
        type="condition",
        id=condition.id,
        holder=condition.holder,
        relation=condition.relation,
        step=condition.step,
        requirement=condition.requirement,
        alternatives=list(condition.alternatives),
        connective=span_records(condition.connective),
        date=interval_record(condition.date),
        until=day(condition.until),
        report=condition.report,
        evidence=span_records(condition.evidence),
        attribution=condition.attribution,
        via=condition.via,
        restates=condition.restates,
        hypothetical=condition.hypothetical,
        confidence=rounded(condition.confidence),
        judged=condition.judged,
    )


def event_record(event: Event) -> EventRecord:
    """An event."""
    return EventRecord(
        type="event",
        id=event.id,
        issue=event.issue,
        status=event.status,
        actors=list(event.actors),
        date=interval_record(event.date),
        report=event.report,
        evidence=span_records(event.evidence),
        attribution=event.attribution,
        via=event.via,
        confidence=rounded(event.confidence),
        judged=event.judged,
    )
