"""Evidence in its paragraph: the text exactly as it stands, with marks in a line below.

    "We shall not sign," the minister said.
     ~~~~~~~~~~~~~~~~~   ------------ ^^^^

Marks in a line of their own leave the words untouched, can be copied, and need no colour.
"""

from collections.abc import Iterator
from itertools import groupby
from typing import TYPE_CHECKING

from onrecord.cli.output import columns_of, style

if TYPE_CHECKING:
    from onrecord.store.entries import Passage

CHARACTERS = {
    "content": "~", "source": "-", "cue": "^", "addressee": "=", "venue": "=",
    "evidence": "~", "connective": "^",
}  # fmt: skip
COLOURS = {"~": "green", "-": "cyan", "^": "yellow"}


def lines_of(text: str, columns: int) -> Iterator[tuple[int, int]]:
    """Break a paragraph into lines at spaces and at its own line breaks.

    Args:
        text: the paragraph.
        columns: how many a line may take; one long word may take more.

    Yields:
        Start and end offsets of each line, without the space it was broken at.
    """
    start, end = 0, len(text)
    while start < end:
        hard = text.find("\n", start)
        stop = end if hard < 0 else hard
        cut = at = start
        while at < stop:
            space = text.find(" ", at + 1, stop)
            word_end = stop if space < 0 else space
            if columns_of(text[start:word_end]) > columns and cut > start:
                break
            cut = at = word_end
        yield start, cut
        start = cut + 1 if cut < end else end


def marked_lines(passage: "Passage", columns: int) -> list[str]:
    """A passage's lines, each followed by its marks where it has any.

    Args:
        passage: a paragraph and its marks; the first mark on a character wins.
        columns: how many a line may take.
    """
    marks = [
        (mark.span.start - passage.start, mark.span.end - passage.start, CHARACTERS[mark.role])
        for mark in passage.marks
    ]
    lines = []
    for start, end in lines_of(passage.text, columns):
        lines.append(passage.text[start:end])
        below = "".join(
            next((character for first, last, character in marks if first <= offset < last), " ")
            * columns_of(passage.text[offset])
            for offset in range(start, end)
        ).rstrip()
        if below:
            lines.append("".join(_in_colour(mark, len(list(run))) for mark, run in groupby(below)))
    return lines


def legend(passages: "tuple[Passage, ...]") -> str:
    """What the marks in some passages mean, only those that are there."""
    roles = {mark.role for passage in passages for mark in passage.marks}
    return "   ".join(
        f"{_in_colour(character, 2)} {role}" for role, character in CHARACTERS.items() if role in roles
    )


def _in_colour(character: str, times: int) -> str:
    colour = COLOURS.get(character)
    return style(character * times, fg=colour) if colour else character * times
