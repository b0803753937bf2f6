"""A text as its lines: where each stands, what it says, and which of them are one paragraph."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from onrecord.model import BlockKind

_BREAK = re.compile(r"\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
# What is printed as space: also no-break, figure, ideographic and other spaces of Unicode.
_SPACES = re.compile(r"[ \t\xa0\u1680\u2000-\u200a\u202f\u205f\u3000]+")
# What isn't printed at all: controls, soft hyphens, zero-width spaces, directional marks.
_UNSEEN = re.compile(
    r"[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\xad"
    r"\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]+"
)
_SPACING = re.compile(
    r"[\x00-\x20\x7f-\xa0\xad\u1680\u2000-\u200b\u200e\u200f\u2028-\u202f\u205f-\u2069\u3000\ufeff]+"
)
_BULLET = re.compile(r"(?:[•‣◦▪▫●○■□►▸◆◇✓➢➤⁃∙·]|[-–—*+](?=\s))\s*(?=\S)")
_QUOTES = "\"'“‘«„"
_MIN_WIDTH = 45
_MAX_WIDTH = 130
_SLACK = 8
_MIN_BREAKS = 3
_INDENT = 3


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a text, or a paragraph made of wrapped lines.

    Attributes:
        start: offset of its first printed character in the text.
        end: offset after its last printed character.
        text: its words, with single spaces and without a bullet's mark.
        gap: how many blank lines stand before it.
        indent: how many spaces stand before it.
        mark: how many characters its bullet takes, with the spaces after it; 0 for no bullet.
        kind: what it is by the page's own layout, or None where the shape is to tell.
        linked: whether all of it is a link.
    """

    start: int
    end: int
    text: str
    gap: int = 0
    indent: int = 0
    mark: int = 0
    kind: BlockKind | None = None
    linked: bool = False

    @property
    def is_bullet(self) -> bool:
        """Whether it is a point of a list."""
        return self.mark > 0 or self.kind == "bullet"


def spacing(raw: str, start: int, end: int) -> list[tuple[int, int, str, str]]:
    """The replacements that put right the spaces of a stretch.

    Args:
        raw: the text.
        start: offset of its first printed character.
        end: offset after its last.

    Returns:
        Start, end, what is to stand there and the reason; line breaks become single spaces.
    """
    changes = []
    for match in _SPACING.finditer(raw, start, end):
        instead = " " if _UNSEEN.sub("", match.group()) else ""
        if match.group() != instead:
            changes.append((*match.span(), instead, "space"))
    return changes


def plain_words(raw: str, start: int, end: int) -> str:
    """What a stretch says once its spaces are put right."""
    return _SPACES.sub(" ", _UNSEEN.sub("", _BREAK.sub(" ", raw[start:end]))).strip()


def split_lines(raw: str) -> list[Line]:
    """The lines of a text that print anything, in order.

    Args:
        raw: the text, as it was read.

    Returns:
        The lines. Wrapped lines are still apart; see `join_wrapped`.
    """
    lines: list[Line] = []
    gap = position = 0
    while position <= len(raw):
        found = _BREAK.search(raw, position)
        end = found.start() if found else len(raw)
        line = _line(raw, position, end, gap)
        if line is None:
            gap += 1
        else:
            lines.append(line)
            gap = 0
        position = found.end() if found else len(raw) + 1
    return lines


def join_wrapped(raw: str, lines: Sequence[Line]) -> list[Line]:
    """Join the lines of paragraphs that were wrapped at a fixed width.

    A break is a wrap where the next word would not have fitted, or where a sentence goes on in lower
    case. Lines are joined only if most breaks within paragraphs are wraps, so that lines meant as such
    stay apart.

    Args:
        raw: the text.
        lines: its lines.

    Returns:
        The lines, those of one paragraph joined.
    """
    inner = [(one, two) for one, two in pairwise(lines) if _may_join(one, two)]
    width = max((line.end - line.start + line.indent for line in lines), default=0)
    wraps = sum(_is_wrap(one, two, width) for one, two in inner)
    if not _MIN_WIDTH <= width <= _MAX_WIDTH or wraps < _MIN_BREAKS or wraps < 0.6 * len(inner):
        return list(lines)
    paragraphs: list[list[Line]] = []
    for line in lines:
        last = paragraphs[-1][-1] if paragraphs else None
        if last is not None and _may_join(last, line) and _is_wrap(last, line, width):
            paragraphs[-1].append(line)
        else:
            paragraphs.append([line])
    return [_joined(raw, paragraph) for paragraph in paragraphs]


def _joined(raw: str, paragraph: Sequence[Line]) -> Line:
    first, end = paragraph[0], paragraph[-1].end
    if len(paragraph) == 1:
        return first
    return replace(first, end=end, text=plain_words(raw, first.start + first.mark, end))


def kinds(lines: Sequence[Line]) -> list[Line]:
    """Tell bullets, block quotations and paragraphs by how the lines are set.

    Args:
        lines: the lines of a body, in order.

    Returns:
        The same lines with their kind.
    """
    indented = sum(line.indent >= _INDENT for line in lines)
    set_off = indented <= len(lines) / 3
    told: list[Line] = []
    for index, line in enumerate(lines):
        kind = line.kind
        if kind is None:
            following = lines[index + 1] if index + 1 < len(lines) else None
            before = lines[index - 1] if index else None
            if line.mark or _heads_list(line, following, before):
                kind = "bullet"
            elif set_off and line.indent >= _INDENT:
                kind = "blockquote"
            elif _is_heading(line, following):
                kind = "heading"
            else:
                kind = "paragraph"
        told.append(replace(line, kind=kind))
    return told


def ends_sentence(text: str) -> bool:
    """Whether a line ends as a sentence does: a stop, before or inside closing quotes and brackets."""
    return text.rstrip("\"'”’»)]}」』 ")[-1:] in tuple(".!?…。！？।؟")


def _line(raw: str, start: int, end: int, gap: int) -> Line | None:
    lead = start
    indent = 0
    while lead < end:
        match = _SPACES.match(raw, lead, end) or _UNSEEN.match(raw, lead, end)
        if match is None:
            break
        indent += 4 * match.group().count("\t") + len(match.group().replace("\t", ""))
        lead = match.end()
    while end > lead and (_SPACES.match(raw, end - 1, end) or _UNSEEN.match(raw, end - 1, end)):
        end -= 1
    if lead >= end:
        return None
    bullet = _BULLET.match(raw, lead, end)
    mark = bullet.end() - lead if bullet else 0
    text = plain_words(raw, lead + mark, end)
    return Line(lead, end, text, gap=gap, indent=indent, mark=mark) if text else None


def _may_join(one: Line, two: Line) -> bool:
    return two.gap == 0 and not two.is_bullet and abs(one.indent + one.mark - two.indent) <= 4


def _is_wrap(one: Line, two: Line, width: int) -> bool:
    first_word = two.text.split(" ", 1)[0]
    if not ends_sentence(one.text) and first_word[:1].islower():
        return True
    return one.end - one.start + one.indent + 1 + len(first_word) > width - _SLACK


def _heads_list(line: Line, following: Line | None, before: Line | None) -> bool:
    """Whether a line is a point of a list that lost its mark: indented as the marked line below it."""
    if following is None or not following.mark or following.gap or not line.indent:
        return False
    return line.indent == following.indent and (before is None or line.gap > 0)


def _is_heading(line: Line, following: Line | None) -> bool:
    if following is None:
        return False
    text = line.text
    return (
        len(text) <= 110
        and len(text.split()) <= 16
        and text[0] not in _QUOTES
        and text[-1] not in ".!?…,;:\"'”’"
        and not text[0].islower()
        and any(character.isalpha() for character in text)
        and (following.is_bullet or len(following.text) > len(text) or following.gap > 0)
    )
