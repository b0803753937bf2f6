"""Utterances, changes and conflicts as records of format 1."""

from onrecord.exchange.parts import interval_record, rounded
from onrecord.exchange.schema import ChangeRecord, ConflictRecord, UtteranceRecord
from onrecord.model import Change, Conflict, Utterance
from onrecord.store.entries import ChangeEntry, TrackedEntry, UtteranceEntry

TrackedRecord = UtteranceRecord | ChangeRecord | ConflictRecord


def tracked_record(entry: TrackedEntry) -> TrackedRecord:
    """The record of an entry."""
    if isinstance(entry, UtteranceEntry):
        return utterance_record(entry.utterance)
    return change_record(entry.change) if isinstance(entry, ChangeEntry) else conflict_record(entry.conflict)


def utterance_record(utterance: Utterance) -> UtteranceRecord:
    """An utterance."""
    return UtteranceRecord(
        type="utterance",
        id=utterance.id,
        speaker=utterance.speaker,
        said_on=interval_record(utterance.said_on),
        attributions=list(utterance.attributions),
        independent_reports=utterance.independent_reports,
        first_report=utterance.first_report,
        variants=list(utterance.variants),
        confidence=rounded(utterance.confidence),
        judged=utterance.judged,
    )


def change_record(change: Change) -> ChangeRecord:
    """A change."""
    return {
        "type": "change",
        "id": change.id,
        "holder": change.holder,
        "issue": change.issue,
        "kind": change.kind,
        "from": change.before,
        "to": change.after,
        "date": interval_record(change.date),
        "confidence": rounded(change.confidence),
        "judged": change.judged,
    }


def conflict_record(conflict: Conflict) -> ConflictRecord:
    """A conflict."""
    return ConflictRecord(
        type="conflict",
        id=conflict.id,
        kind=conflict.kind,
        members=list(conflict.members),
        issue=conflict.issue,
        confidence=rounded(conflict.confidence),
        judged=conflict.judged,
    )
