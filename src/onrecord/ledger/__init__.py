"""The ledger, and what it answers with."""

from onrecord.errors import OnrecordError
from onrecord.ledger.added import Added, Status
from onrecord.ledger.facade import Ledger
from onrecord.ledger.likeness import LikeEntry
from onrecord.ledger.upkeep import Rebuilt
from onrecord.store.checking import Mismatch
from onrecord.store.entries import (
    ActorEntry,
    ActorShown,
    AttributionEntry,
    AttributionShown,
    ChangeEntry,
    Claims,
    ClaimShown,
    ConditionEntry,
    ConflictEntry,
    CopyEntry,
    EventEntry,
    IssueEntry,
    IssueShown,
    Mark,
    Page,
    Passage,
    PositionEntry,
    ReportEntry,
    ReportShown,
    Takedown,
    TrackedShown,
    UtteranceEntry,
)

__all__ = [
    "ActorEntry",
    "ActorShown",
    "Added",
    "AttributionEntry",
    "AttributionShown",
    "ChangeEntry",
    "ClaimShown",
    "Claims",
    "ConditionEntry",
    "ConflictEntry",
    "CopyEntry",
    "EventEntry",
    "IssueEntry",
    "IssueShown",
    "Ledger",
    "LikeEntry",
    "Mark",
    "Mismatch",
    "OnrecordError",
    "Page",
    "Passage",
    "PositionEntry",
    "Rebuilt",
    "ReportEntry",
    "ReportShown",
    "Status",
    "Takedown",
    "TrackedShown",
    "UtteranceEntry",
]
