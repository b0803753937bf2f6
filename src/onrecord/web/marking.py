"""Text with its evidence marked, as HTML that is safe whatever the text: every word of it is escaped here."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from onrecord.text.folding import fold

WORD = re.compile(r"\w+")
ENDINGS = ("ingly", "edly", "ing", "ies", "ed", "es", "ly", "s", "e", "y")
SHORTEST_STEM = 3
# Shown as themselves these would change how the rest of a line reads.
CONTROLS = (*range(9), 11, 12, *range(14, 32), 127, *range(0x202A, 0x202F), *range(0x2066, 0x206A))
HIDDEN = dict.fromkeys(CONTROLS)


@dataclass(frozen=True, slots=True, order=True)
class Marked:
    """A stretch of a report's text to be marked.

    Attributes:
        start: offset in the report's text.
        end: offset after it.
        role: `content`, `cue`, `source`, `addressee`, `venue`, or `evidence` of a position or condition.
        record: id of the record that it belongs to.
    """

    start: int
    end: int
    role: str
    record: str


def marked(text: str, start: int, marks: Iterable[Marked], anchored: set[str] | None = None) -> Markup:
    """A passage with its marks, each nested in the one around it.

    Every span gets the anchor `cSTART-END`, so that an address can point to it.

    Args:
        text: of the passage.
        start: its offset in the report's text.
        marks: in any order; what lies outside the passage is cut off.
        anchored: anchors that stand on the page already; those given here are put in.
    """
    anchors = set() if anchored is None else anchored
    end = start + len(text)
    inside = [mark for mark in marks if mark.start < end and mark.end > start]
    inside.sort(key=lambda mark: (mark.start, -mark.end, mark.role != "content"))
    return Markup("").join(_pieces(text, start, start, end, inside, anchors))


def _pieces(
    text: str, base: int, start: int, end: int, marks: Sequence[Marked], anchors: set[str]
) -> list[Markup]:
    """The stretch from `start` to `end`; what crosses its parent's end goes on after it."""
    pieces: list[Markup] = []
    left = list(marks)
    done = start
    while left:
        mark = left.pop(0)
        first, last = max(mark.start, done), min(mark.end, end)
        if first >= last:
            continue
        pieces.append(_plain(text[done - base : first - base], done))
        inner, after = [], []
        for other in left:
            if other.start < last:
                inner.append(other)
            if other.end > last:
                after.append(other)
        left = after
        body = Markup("").join(_pieces(text, base, first, last, inner, anchors))
        pieces.append(_element(mark, body, anchors))
        done = last
    pieces.append(_plain(text[done - base : end - base], done))
    return pieces


def _element(mark: Marked, body: Markup, anchors: set[str]) -> Markup:
    anchor = f"c{mark.start}-{mark.end}"
    id_ = Markup("") if anchor in anchors else Markup(' id="{}"').format(anchor)
    anchors.add(anchor)
    return Markup('<span{} class="mark {}" data-record="{}">{}</span>').format(
        id_, mark.role, mark.record, body
    )


def _plain(text: str, start: int) -> Markup:
    """Unmarked words, with their place, by which a script finds any span that an address names."""
    return Markup('<span data-at="{}">{}</span>').format(start, escape(shown(text))) if text else Markup("")


def shown(text: str) -> str:
    """Text without the characters that control a screen rather than say something."""
    return text.translate(HIDDEN)


def hits(text: str, search: str) -> Markup:
    """Text with the words that a search found marked.

    Args:
        text: any text.
        search: as it was typed; words match in any form, as they do in the search.
    """
    stems = [stem(fold(word)) for word in WORD.findall(search)]
    pieces, done = [], 0
    for match in WORD.finditer(text):
        if any(_same(word, fold(match[0])) for word in stems):
            pieces.append(escape(shown(text[done : match.start()])))
            pieces.append(Markup("<mark>{}</mark>").format(shown(match[0])))
            done = match.end()
    pieces.append(escape(shown(text[done:])))
    return Markup("").join(pieces)


def stem(word: str) -> str:
    """A word without its ending: enough to show why it was found."""
    for ending in ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= SHORTEST_STEM:
            return word[: -len(ending)]
    return word


def _same(wanted: str, word: str) -> bool:
    return bool(wanted) and stem(word) == wanted
