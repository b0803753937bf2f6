"""Judgements: what people decided. A judgement is never overwritten: it is closed, and a new one added."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

Verdict = Literal[
    "confirm", "reject", "merge", "split", "rename", "set_date", "set_speaker", "stale",
    "set_metadata", "remove",
]  # fmt: skip

SPEAKER = -1
"""The side of an anchor that holds on to whom a judgement names, and not to what it is about."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """What a judgement holds on to when records are derived anew.

    Attributes:
        report: id of the report.
        quotation: the words judged.
        position: their offset in the report's text.
        side: which of several things it stands for: of a merger the place of the subject; of a split 0 for
            what stays and 1 for what goes; of a change or conflict the place of the member; `SPEAKER` for
            the actor that `set_speaker` names.
        known_as: of an actor its profile, of an issue a key, so that the same name in other reports, or read
            by a better model, is known again; empty for records of one report.
    """

    report: str
    quotation: str
    position: int
    side: int = 0
    known_as: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """A person's decision about records.

    Attributes:
        id: hash of subject, verdict, value, author and time.
        subject: ids of the records it is about.
        verdict: what was decided. `set_metadata` and `remove` are about reports: a corrected outlet,
            title or author, and a takedown.
        value: the new name, date interval, speaker or metadata, as JSON values.
        anchor: the words it holds on to, or None for a judgement about whole reports.
        anchors: all that it holds on to, `anchor` the first of them.
        by: who.
        at: when (UTC).
        note: why.
        closed_at: when it ceased to hold (UTC), or None.
    """

    id: str
    subject: tuple[str, ...]
    verdict: Verdict
    value: Any = None
    anchor: Anchor | None = None
    anchors: tuple[Anchor, ...] = ()
    by: str
    at: datetime
    note: str = ""
    closed_at: datetime | None = None
