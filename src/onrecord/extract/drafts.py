"""Attributions on their way: what the words of a report give before anyone knows who the speakers are."""

from dataclasses import dataclass

from onrecord.model import Attitude, AttributionKind

Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Tagged:
    """A span as the tagger gave it, or a part of one.

    Attributes:
        start: offset of its first character.
        end: offset after its last one.
        confidence: 0 to 1.
        whole: number of the tagger's span that it is a part of.
    """

    start: int
    end: int
    confidence: float = 1.0
    whole: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """An attribution whose source is words only.

    Attributes:
        key: a number of its own within the report.
        content: offsets of what is attributed, in order.
        cue: offsets of the words that make it an attribution.
        source: offsets of the words that name who speaks.
        kind: `direct`, `indirect` or `mixed`.
        attitude: `speech`, `belief` or `intention`.
        confidence: 0 to 1.
        follows: key of the draft whose speaker this one shares, where it has no source of its own.
        hint: offsets of words that name the speaker without being this one's source, or None.
        within: key of the draft that reports this one, or None.
    """

    key: int
    content: tuple[Place, ...]
    cue: tuple[Place, ...] = ()
    source: tuple[Place, ...] = ()
    kind: AttributionKind = "indirect"
    attitude: Attitude = "speech"
    confidence: float = 1.0
    follows: int | None = None
    hint: Place | None = None
    within: int | None = None

    @property
    def start(self) -> int:
        """Offset of its first piece of content."""
        return self.content[0][0]

    @property
    def end(self) -> int:
        """Offset after its last piece of content."""
        return self.content[-1][1]

    def covers(self, start: int, end: int) -> bool:
        """Whether some piece of content holds all of a stretch."""
        return any(first <= start and end <= last for first, last in self.content)

    def overlaps(self, start: int, end: int) -> bool:
        """Whether some piece of content shares a character with a stretch."""
        return any(first < end and start < last for first, last in self.content)
