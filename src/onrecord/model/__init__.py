"""The records of onrecord as frozen dataclasses; standard library only."""

from onrecord.model.claims import (
    Act,
    Condition,
    Deadlock,
    Event,
    EventStatus,
    Issue,
    IssueKind,
    Polarity,
    Position,
    Reading,
    Relation,
    Unlocking,
)
from onrecord.model.dates import UNKNOWN_DATE, Basis, DateInterval
from onrecord.model.ids import stable_id, text_hash
from onrecord.model.judgements import Anchor, Judgement, Verdict
from onrecord.model.records import (
    ActingFor,
    Actor,
    ActorKind,
    Attitude,
    Attribution,
    AttributionKind,
    Mention,
    ReportRecords,
    Role,
)
from onrecord.model.reports import Report
from onrecord.model.spans import Block, BlockKind, Edit, Span
from onrecord.model.tracked import Change, ChangeKind, Conflict, ConflictKind, Utterance

__all__ = [
    "UNKNOWN_DATE",
    "Act",
    "ActingFor",
    "Actor",
    "ActorKind",
    "Anchor",
    "Attitude",
    "Attribution",
    "AttributionKind",
    "Basis",
    "Block",
    "BlockKind",
    "Change",
    "ChangeKind",
    "Condition",
    "Conflict",
    "ConflictKind",
    "DateInterval",
    "Deadlock",
    "Edit",
    "Event",
    "EventStatus",
    "Issue",
    "IssueKind",
    "Judgement",
    "Mention",
    "Polarity",
    "Position",
    "Reading",
    "Relation",
    "Report",
    "ReportRecords",
    "Role",
    "Span",
    "Unlocking",
    "Utterance",
    "Verdict",
    "stable_id",
    "text_hash",
]
