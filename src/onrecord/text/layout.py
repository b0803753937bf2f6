"""The layout of a report's text: its paragraphs, sentences and quotations, and what lies where."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

from onrecord.model import Block
from onrecord.text.quotes import Quotation, find_quotations
from onrecord.text.sentences import sentences

_PARAGRAPH = re.compile(r"[^\n]+(?:\n(?![ \t]*\n)[^\n]+)*")
_LINE = re.compile(r"[^\n]+")
_BLANK_LINE = re.compile(r"\n[ \t]*\n")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence.

    Attributes:
        start: offset of its first character.
        end: offset after its last one.
        block: index of the block that it stands in.
    """

    start: int
    end: int
    block: int


@dataclass(frozen=True, slots=True)
class Layout:
    """Where the paragraphs, sentences and quotations of a text lie.

    Attributes:
        text: the text.
        blocks: its blocks, in order.
        sentences: the sentences of all blocks, in order.
        quotations: the quotations of all blocks but headings, in order of their start.
    """

    text: str
    blocks: tuple[Block, ...]
    sentences: tuple[Sentence, ...]
    quotations: tuple[Quotation, ...]
    _block_starts: list[int] = field(init=False, repr=False, compare=False)
    _sentence_starts: list[int] = field(init=False, repr=False, compare=False)
    _turns: list[int] = field(init=False, repr=False, compare=False)
    _between_turns: list[Quotation | None] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        # Places are looked up thousands of times in a report: once made lists of numbers answer soonest.
        object.__setattr__(self, "_block_starts", [block.start for block in self.blocks])
        object.__setattr__(self, "_sentence_starts", [sentence.start for sentence in self.sentences])
        # Where what quotation an offset lies in may change, and what it is from there on.
        starts = [one.start for one in self.quotations]
        edges = {edge for one in self.quotations for edge in (one.start, one.inner_start, one.inner_end)}
        turns = [0, *sorted(edges)]
        object.__setattr__(self, "_turns", turns)
        object.__setattr__(self, "_between_turns", [_outermost(self.quotations, starts, at) for at in turns])

    def block_at(self, offset: int) -> int:
        """The index of the block that an offset lies in, or that ends last before it (0 at least)."""
        return (bisect_right(self._block_starts, offset) or 1) - 1

    def sentence_at(self, offset: int) -> int:
        """The index of the sentence that an offset lies in, or that begins last before it (0 at least)."""
        return (bisect_right(self._sentence_starts, offset) or 1) - 1

    def sentences_of(self, block: int) -> list[Sentence]:
        """The sentences of a block."""
        return [sentence for sentence in self.sentences if sentence.block == block]

    def quotation_at(self, offset: int) -> Quotation | None:
        """The outermost quotation that has an offset inside its marks, or None."""
        turn = bisect_right(self._turns, offset)
        return self._between_turns[turn - 1] if turn else None

    def is_quoted(self, offset: int) -> bool:
        """Whether an offset lies between quotation marks."""
        return self.quotation_at(offset) is not None


def _outermost(quotations: Sequence[Quotation], starts: Sequence[int], offset: int) -> Quotation | None:
    """The outermost of the last eight quotations begun that has an offset inside its marks."""
    last = bisect_right(starts, offset)
    outermost: Quotation | None = None
    for one in quotations[max(0, last - 8) : last]:
        inside = one.inner_start <= offset < one.inner_end
        if inside and (outermost is None or one.level < outermost.level):
            outermost = one
    return outermost


def paragraphs(text: str) -> tuple[Block, ...]:
    """The paragraphs of a text that has no blocks: what blank lines part, or lines where none is blank.

    Args:
        text: any text.

    Returns:
        A block of kind `paragraph` for each, in order.
    """
    unit = _PARAGRAPH if _BLANK_LINE.search(text) else _LINE
    return tuple(Block(match.start(), match.end()) for match in unit.finditer(text) if match[0].strip())


def lay_out(text: str, blocks: Sequence[Block] = ()) -> Layout:
    """Find the sentences and quotations of a text.

    Args:
        text: the text.
        blocks: its blocks, in order and apart; found by lines where there are none.

    Returns:
        The layout.
    """
    chosen = tuple(block for block in blocks if block.start < block.end) or paragraphs(text)
    found = [
        Sentence(start, end, index)
        for index, block in enumerate(chosen)
        for start, end in sentences(text, block.start, block.end)
    ]
    spoken = [(block.start, block.end) for block in chosen if block.kind != "heading"]
    return Layout(text, chosen, tuple(found), find_quotations(text, spoken))
