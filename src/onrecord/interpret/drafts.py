"""Positions, conditions and events on their way: before issues are merged and ids given."""

from dataclasses import dataclass

from onrecord.interpret.naming import Naming
from onrecord.interpret.voices import Voice
from onrecord.model.claims import Act, EventStatus, Polarity, Relation

Place = tuple[int, int]

PLOVER: dict[Act, str] = {
    "demand": "REQUEST", "offer": "AGREE", "accept": "AGREE", "commit": "AGREE", "support": "SUPPORT",
    "concede": "CONCEDE", "reject": "REJECT", "oppose": "REJECT", "withdraw": "REJECT",
    "threaten": "THREATEN", "deny": "", "allege": "ACCUSE",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class PositionDraft:
    """A position on its way.

    Attributes:
        holders: ids of those who hold it, each alone.
        act: what they do.
        polarity: about the issue as it is named.
        naming: the issue.
        evidence: offsets of the words.
        voice: whose words they are.
        pattern: name of the pattern that found it.
        confidence: 0 to 1.
        via: id of who says so, or None.
        alternatives: issues that would do instead.
        hypothetical: whether it is a question, an example or an outsider's opinion.
        signs: what speaks for and against it, for its confidence.
        closed: whether the issue's name ends where it was read: what follows says something about it.
        stopped: what a threat would stop, or None: it then needs that what triggers the threat stays away.
    """

    holders: tuple[str, ...]
    act: Act
    polarity: Polarity
    naming: Naming
    evidence: Place
    voice: Voice
    pattern: str
    confidence: float
    via: str | None = None
    alternatives: tuple[Naming, ...] = ()
    hypothetical: bool = False
    stopped: Naming | None = None
    closed: bool = False
    signs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ConditionDraft:
    """A condition on its way; the fields as in `PositionDraft`."""

    holders: tuple[str, ...]
    relation: Relation
    step: Naming
    requirement: Naming
    connective: tuple[Place, ...]
    evidence: Place
    voice: Voice
    pattern: str
    confidence: float
    via: str | None = None
    alternatives: tuple[Naming, ...] = ()
    hypothetical: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class EventDraft:
    """An event on its way; the fields as in `PositionDraft`."""

    actors: tuple[str, ...]
    status: EventStatus
    naming: Naming
    evidence: Place
    voice: Voice
    pattern: str
    confidence: float
