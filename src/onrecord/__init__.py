"""onrecord keeps the record of a negotiation: who said what, traced to the exact words.

The names below are the whole public face; each is loaded when it is first used, so that importing
onrecord costs nothing.
"""

from typing import TYPE_CHECKING, Any

from onrecord.late import load
from onrecord.version import __version__

if TYPE_CHECKING:
    from onrecord.errors import OnrecordError
    from onrecord.ledger import Ledger
    from onrecord.model import Actor, Attribution, DateInterval, Judgement, Report, ReportRecords, Span
    from onrecord.pipeline import find_attributions, process
    from onrecord.read import Given

__all__ = [
    "Actor",
    "Attribution",
    "DateInterval",
    "Given",
    "Judgement",
    "Ledger",
    "OnrecordError",
    "Report",
    "ReportRecords",
    "Span",
    "__version__",
    "find_attributions",
    "process",
]

_HOMES = {
    "Actor": "onrecord.model",
    "Attribution": "onrecord.model",
    "DateInterval": "onrecord.model",
    "Given": "onrecord.read",
    "Judgement": "onrecord.model",
    "Ledger": "onrecord.ledger",
    "OnrecordError": "onrecord.errors",
    "Report": "onrecord.model",
    "ReportRecords": "onrecord.model",
    "Span": "onrecord.model",
    "find_attributions": "onrecord.pipeline",
    "process": "onrecord.pipeline",
}


def __getattr__(name: str) -> Any:
    return load(__name__, _HOMES, name)


def __dir__() -> list[str]:
    return list(__all__)
