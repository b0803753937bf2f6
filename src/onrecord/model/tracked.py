"""What only several reports together show: utterances, changes and conflicts.

The fields are those that `docs/reference/records.md` documents.
"""

from dataclasses import dataclass
from typing import Literal

from onrecord.model.dates import UNKNOWN_DATE, DateInterval

ChangeKind = Literal["reversed", "softened", "hardened", "withdrawn"]
ConflictKind = Literal["opposed", "denial", "conflicting_reports"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Utterance:
    """One act of speaking on one occasion, however many reports carry it.

    Attributes:
        id: hash of its smallest attribution's id.
        speaker: id of the actor who spoke, or None where that is unsure.
        said_on: the day of speaking, as narrow as its attributions together give it.
        attributions: ids of every attribution of it, in the order of their reports.
        independent_reports: how many reports carry it in words of their own, copies taken out.
        first_report: id of the report that had it first.
        variants: its differing wordings, the fullest first.
        confidence: 0 to 1; that of its least sure joining.
        judged: whether a person decided it.
    """

    id: str
    speaker: str | None
    said_on: DateInterval = UNKNOWN_DATE
    attributions: tuple[str, ...]
    independent_reports: int
    first_report: str
    variants: tuple[str, ...] = ()
    confidence: float = 1.0
    judged: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """Two positions of one holder on one issue that differ, or a condition dropped or added.

    Attributes:
        id: hash of what it leads from and to.
        holder: id of the actor who moved.
        issue: id of the issue.
        kind: `reversed` (for to against, or back), `softened`, `hardened` or `withdrawn`.
        before: id of the position or condition that was held (`from` in exports), or None where a new
            condition came up.
        after: id of the one that replaced it (`to` in exports), or None where a condition fell away.
        date: when it moved: the day of the later statement.
        confidence: 0 to 1.
        judged: whether a person decided it.
    """

    id: str
    holder: str
    issue: str
    kind: ChangeKind
    before: str | None
    after: str | None
    date: DateInterval = UNKNOWN_DATE
    confidence: float = 1.0
    judged: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """Records that can't all be so, or parties that stand against each other.

    Attributes:
        id: hash of the kind and the members.
        kind: `opposed`: two parties on one issue; `denial`: a claim and its denial;
            `conflicting_reports`: outlets that tell one event differently.
        members: ids of positions, conditions, events or attributions, in order of their dates.
        issue: id of the issue, or None where it is about no issue.
        confidence: 0 to 1.
        judged: whether a person decided it.
    """

    id: str
    kind: ConflictKind
    members: tuple[str, ...]
    issue: str | None = None
    confidence: float = 1.0
    judged: bool = False
