"""The ledger, and what it answers with."""

from onrecord.errors import OnrecordError
from onrecord.ledger.added import Added, Status
from onrecord.ledger.facade import Ledger
from onrecord.ledger.upkeep import Rebuilt
from onrecord.store.checking import Mismatch
from onrecord.store.entries import (
    ActorEntry,
    ActorShown,
    AttributionEntry,
    AttributionShown,
    Mark,
    Page,
    Passage,
    ReportEntry,
    ReportShown,
    Takedown,
)

__all__ = [
    "ActorEntry",
    "ActorShown",
    "Added",
    "AttributionEntry",
    "AttributionShown",
    "Ledger",
    "Mark",
    "Mismatch",
    "OnrecordError",
    "Page",
    "Passage",
    "Rebuilt",
    "ReportEntry",
    "ReportShown",
    "Status",
    "Takedown",
]
