"""Paragraphs whose kind the file itself tells (a style, a tag, a bullet), on their way to a report."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from onrecord.model import BlockKind, Report


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph as a file holds it.

    Attributes:
        text: one line, its spaces collapsed.
        kind: what the file says that it is.
    """

    text: str
    kind: BlockKind = "paragraph"


def as_text(passages: Iterable[Passage]) -> str:
    """The passages as one text, a blank line between them."""
    return "\n\n".join(passage.text for passage in passages)


def letters(passages: Iterable[Passage]) -> int:
    """How many letters the passages have."""
    return sum(character.isalpha() for passage in passages for character in passage.text)


def with_kinds(report: Report, passages: Sequence[Passage]) -> Report:
    """Give a report's blocks the kinds that the file told, where cleaning left the passage whole.

    Args:
        report: made from `as_text(passages)`.
        passages: what it was made from.

    Returns:
        The report, its text unchanged.
    """
    told = {passage.text: passage.kind for passage in passages if passage.kind != "paragraph"}
    blocks = tuple(
        replace(block, kind=told.get(report.text[block.start : block.end], block.kind))
        for block in report.blocks
    )
    return replace(report, blocks=blocks)
