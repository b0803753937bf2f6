"""Find quotations by their marks: curly, straight, single, low, angled, TeX, unbalanced or mixed.

No text is ever given up: a mark that can't be paired gives a quotation that says so, or none.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

Family = Literal["double", "single"]

_SHAPES: dict[str, tuple[Family, str]] = {
    "\u201c": ("double", "curly"),
    "\u201d": ("double", "curly"),
    "\u201e": ("double", "curly"),
    "\u201f": ("double", "curly"),
    "\u00ab": ("double", "angled"),
    "\u00bb": ("double", "angled"),
    "``": ("double", "doubled"),
    "''": ("double", "doubled"),
    '"': ("double", "straight"),
    "\u2018": ("single", "curly"),
    "\u2019": ("single", "curly"),
    "\u201a": ("single", "curly"),
    "\u201b": ("single", "curly"),
    "\u2039": ("single", "angled"),
    "\u203a": ("single", "angled"),
    "`": ("single", "straight"),
    "'": ("single", "straight"),
}
_OPENING = {"\u201c", "\u201e", "\u00ab", "\u201f", "``", "\u2018", "\u201a", "\u201b", "\u2039", "`"}
_CLOSING = {"\u201d", "\u00bb", "''", "\u203a"}
_CLIPPED = re.compile(r"(?:\d|em\b|tis\b|twas\b|til\b|till\b|cause\b|n\b|round\b|bout\b|\s)", re.IGNORECASE)
_MARK = re.compile("``|''|[\"'\u2018\u2019\u201a\u201b\u201c\u201d\u201e\u201f\u00ab\u00bb\u2039\u203a`]")
_OPENS_AFTER = " \t\n\r([{\u2014\u2013-/:\u00a0"
QUOTATION_MARKS = "\"'\u2018\u2019\u201a\u201b\u201c\u201d\u201e\u201f\u00ab\u00bb\u2039\u203a`"


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words between quotation marks.

    Attributes:
        start: offset of the opening mark, or of the first word where that mark is missing.
        end: offset after the closing mark, or after the last word where that mark is missing.
        inner_start: offset of the first character inside.
        inner_end: offset after the last character inside.
        family: `double` or `single` marks.
        opened: whether there is an opening mark.
        closed: whether there is a closing mark.
        level: 0, or 1 for a quotation within a quotation.
        continues: whether the next paragraph carries it on (no closing mark here, an opening one there).
    """

    start: int
    end: int
    inner_start: int
    inner_end: int
    family: Family = "double"
    opened: bool = True
    closed: bool = True
    level: int = 0
    continues: bool = False


@dataclass(frozen=True, slots=True)
class _Mark:
    """A mark that may open or close a quotation; `style` is how it is written."""

    start: int
    end: int
    family: Family
    style: str
    opens: bool
    closes: bool


def find_quotations(text: str, paragraphs: Iterable[tuple[int, int]]) -> tuple[Quotation, ...]:
    """Find the quotations in a text, paragraph by paragraph.

    Args:
        text: the whole text.
        paragraphs: offsets of its paragraphs, in order.

    Returns:
        The quotations in order of their start; one inside another has level 1.
    """
    found: list[Quotation] = []
    pending: int | None = None
    for start, end in paragraphs:
        here = _in_paragraph(text, start, end)
        if pending is not None and _carries_on(here, found[pending], start):
            found[pending] = replace(found[pending], continues=True)
        base = len(found)
        found.extend(here)
        open_ones = [base + i for i, q in enumerate(here) if not q.closed and q.level == 0]
        pending = open_ones[-1] if open_ones else None
    return tuple(found)


def _carries_on(here: list[Quotation], before: Quotation, start: int) -> bool:
    """Whether a paragraph begins by repeating the opening mark of a quotation left open before."""
    return any(q.opened and q.start - start <= 2 and q.family == before.family for q in here[:1])


def _in_paragraph(text: str, start: int, end: int) -> list[Quotation]:
    """The quotations of one paragraph."""
    marks = _marks(text, start, end)
    found: list[Quotation] = []
    stack: list[_Mark] = []
    begin = start
    for index, mark in enumerate(marks):
        depth = _depth(stack, mark)
        if depth is None:
            if mark.opens and (mark.family == "double" or _is_opening(text, marks, index)):
                stack.append(mark)
            elif mark.closes and mark.family == "double" and not stack:
                found.extend(_unopened(text, begin, mark))
                begin = mark.end
        elif mark.closes and not _is_possessive(text, marks, index):
            found.append(_quotation(stack[depth], mark, depth))
            del stack[depth:]
            begin = mark.end
        elif mark.opens and mark.style != stack[depth].style and _closes_later(marks, index, stack[depth]):
            stack.append(mark)
        elif mark.opens and mark.family == "double":
            found.append(_unclosed(text, stack[depth], mark.start, depth))
            del stack[depth:]
            stack.append(mark)
    found.extend(_unclosed(text, opening, end, depth) for depth, opening in enumerate(stack))
    return sorted((q for q in found if q.inner_end > q.inner_start), key=lambda q: (q.start, -q.end))


def _depth(stack: list[_Mark], mark: _Mark) -> int | None:
    """Which open quotation a mark belongs with: the innermost of its style, else of its family."""
    family = [depth for depth, opening in enumerate(stack) if opening.family == mark.family]
    style = [depth for depth in family if stack[depth].style == mark.style]
    for depths in (style, family):
        if depths:
            return depths[-1]
    return None


def _quotation(opening: _Mark, closing: _Mark, depth: int) -> Quotation:
    return Quotation(
        opening.start, closing.end, opening.end, closing.start, opening.family, level=min(depth, 1)
    )


def _unclosed(text: str, opening: _Mark, end: int, depth: int) -> Quotation:
    last = opening.end + len(text[opening.end : end].rstrip())
    return Quotation(
        opening.start, last, opening.end, last, opening.family, closed=False, level=min(depth, 1)
    )


def _unopened(text: str, begin: int, closing: _Mark) -> list[Quotation]:
    """A quotation whose opening mark is missing: it began where the paragraph, or the last one, let it."""
    inside = text[begin : closing.start]
    first = begin + len(inside) - len(inside.lstrip(" \t\n.,;:!?"))
    if closing.start - first < 2 or text[closing.start - 1].isdigit():
        return []  # an inch mark, or a stray one
    return [Quotation(first, closing.end, first, closing.start, closing.family, opened=False)]


def _marks(text: str, start: int, end: int) -> list[_Mark]:
    """The marks of a paragraph that may open or close a quotation; apostrophes are left out."""
    found = []
    for match in _MARK.finditer(text, start, end):
        mark = _read_mark(text, match, start, end)
        if mark is not None and (mark.opens or mark.closes):
            found.append(mark)
    return found


def _read_mark(text: str, match: "re.Match[str]", start: int, end: int) -> _Mark | None:
    """What one mark may be, from its shape and its neighbours."""
    sign = match[0]
    left = text[match.start() - 1] if match.start() > start else " "
    right = text[match.end()] if match.end() < end else " "
    may_open = (left in _OPENS_AFTER or left in QUOTATION_MARKS) and not right.isspace()
    may_close = not left.isspace() and not right.isalnum()
    family, style = _SHAPES[sign]
    if sign in _OPENING:
        # What opens in English closes elsewhere: \u201eWort\u201c.
        opens, closes = True, sign == "\u201c" and may_close and not may_open
    elif sign in _CLOSING:
        opens, closes = sign == "\u00bb" and may_open and not may_close, True
    elif sign == '"':
        unclear = not may_open and not may_close
        opens, closes = may_open or unclear, may_close or unclear
    elif left.isalnum() and right.isalnum():
        return None  # an apostrophe inside a word
    else:
        opens, closes = sign != "\u2019" and may_open and not right.isdigit(), may_close
    return _Mark(match.start(), match.end(), family, style, opens, closes)


def _is_possessive(text: str, marks: list[_Mark], index: int) -> bool:
    """Whether a single mark is the apostrophe of "the dockers' union" inside a single-quoted passage."""
    mark = marks[index]
    if mark.family == "double" or text[mark.start - 1] not in "sSxz":
        return False
    if not re.match(r"\s+[a-z]", text[mark.end : mark.end + 3]):
        return False
    later = next((m for m in marks[index + 1 :] if m.family == "single"), None)
    return later is not None and later.closes and not later.opens


def _is_opening(text: str, marks: list[_Mark], index: int) -> bool:
    """Whether a single mark that may open a quotation does, and is no apostrophe of a clipped word."""
    mark = marks[index]
    if mark.style == "curly" and not _CLIPPED.match(text, mark.end):
        return True
    return any(m.family == "single" and m.closes for m in marks[index + 1 :])


def _closes_later(marks: list[_Mark], index: int, opening: _Mark) -> bool:
    """Whether some later mark closes an opening one in its own style."""
    return any(
        m.style == opening.style and m.family == opening.family and m.closes for m in marks[index + 1 :]
    )
