"""The records of onrecord as frozen dataclasses; standard library only."""

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

__all__ = [
    "UNKNOWN_DATE",
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
    "DateInterval",
    "Edit",
    "Judgement",
    "Mention",
    "Report",
    "ReportRecords",
    "Role",
    "Span",
    "Verdict",
    "stable_id",
    "text_hash",
]
