"""Places in a text: spans, the blocks that a report is made of, and the edits that cleaned it."""

from dataclasses import dataclass
from typing import Literal

BlockKind = Literal["paragraph", "heading", "bullet", "blockquote", "turn"]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of a report's text.

    Attributes:
        start: offset of the first character, in Unicode code points into the report's text.
        end: offset after the last character.
        text: the characters themselves; always equal to `report.text[start:end]`.
    """

    start: int
    end: int
    text: str

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end or len(self.text) != self.end - self.start:
            raise ValueError(f"not a span: {self.start}-{self.end} {self.text!r}")

    @classmethod
    def of(cls, text: str, start: int, end: int) -> "Span":
        """The span of `text` from `start` to `end`."""
        return cls(start, end, text[start:end])


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph of a report's text, or what stands like one.

    Attributes:
        start: offset of its first character in the report's text.
        end: offset after its last character.
        kind: `paragraph`; `heading` (a sub-heading); `bullet` (a line of a summary or list);
            `blockquote` (set off as somebody's words by the page); `turn` (what one speaker
            says in a transcript).
        speaker: for a turn, the span that names who speaks.
    """

    start: int
    end: int
    kind: BlockKind = "paragraph"
    speaker: Span | None = None


@dataclass(frozen=True, slots=True)
class Edit:
    """One replacement made while a text was cleaned, so that it can be undone.

    Attributes:
        start: offset in the text before cleaning.
        removed: what stood there.
        inserted: what stands there now.
        reason: why, in a word or two: `title`, `byline`, `caption`, `boilerplate`, `teaser`, `space` ...
    """

    start: int
    removed: str
    inserted: str
    reason: str
