"""Lines that were wrapped for a page or a screen, joined to paragraphs again.

Used for PDF pages and for mail. Nothing here looks words up: a hyphen at a line's end is dropped where the
next line goes on in lower case, unless the text writes the word with its hyphen elsewhere.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.read.passages import Passage

_BULLET = re.compile(r"\s*(?:[•●▪■◦‣⁃∙○►➢\uf0b7]|[-–—*](?=\s))\s*")
_NUMBERED = re.compile(r"\s*(?:\(?\d{1,2}[.)]|\(?[a-z][.)])\s+\S")
_SENTENCE_END = re.compile(r"[.!?:;…][\"'”’»)\]]*$")
_BROKEN_WORD = re.compile(r"([^\W\d_]+)[-\u2010\u00ad]$")
_RANGE = re.compile(r"\d[-–]$")
_HYPHENATED = re.compile(r"[^\W\d_]+-[^\W\d_]+")
_PAGE_NUMBER = re.compile(
    r"\W*(?:(?:page|p\.|seite)\s*)?\d{1,4}\s*(?:(?:of|/|\||von)\s*\d{1,4})?\W*", re.IGNORECASE
)
_EDGE = 3
"""How many lines at the top and at the bottom of a page can be a running header or footer."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page.

    Attributes:
        text: without the spaces around it.
        indent: how far in it begins, in characters.
        gap: how many empty lines stand before it.
    """

    text: str
    indent: int = 0
    gap: int = 0


def lines_of(page: str) -> list[Line]:
    """The lines of a page that are not empty."""
    lines: list[Line] = []
    gap = 0
    for row in page.expandtabs(4).split("\n"):
        if row.strip():
            lines.append(Line(row.strip(), len(row) - len(row.lstrip()), gap))
            gap = 0
        else:
            gap += 1
    return lines


def drop_running_lines(pages: Sequence[Sequence[Line]]) -> list[list[Line]]:
    """Take page numbers, and headers and footers that come again from page to page, out of the pages.

    Args:
        pages: the lines of each page.

    Returns:
        The pages without them.
    """
    counts: Counter[str] = Counter()
    for lines in pages:
        counts.update({_without_numbers(lines[place].text) for place in _edges(lines)})
    needed = max(2, round(len(pages) * 0.4))
    kept: list[list[Line]] = []
    for lines in pages:
        edges = _edges(lines)
        kept.append(
            [
                line
                for place, line in enumerate(lines)
                if not (place in edges and _is_running(line.text, counts, needed))
            ]
        )
    return kept


def _edges(lines: Sequence[Line]) -> set[int]:
    count = len(lines)
    return {place for place in range(count) if place < _EDGE or place >= count - _EDGE}


def _is_running(text: str, counts: Counter[str], needed: int) -> bool:
    return bool(_PAGE_NUMBER.fullmatch(text)) or counts[_without_numbers(text)] >= needed


def _without_numbers(text: str) -> str:
    return re.sub(r"\d+", "#", re.sub(r"\s+", " ", text)).casefold()


def join_pages(pages: Sequence[Sequence[Line]]) -> list[Passage]:
    """The paragraphs of a document, from the lines of its pages.

    A paragraph ends at a gap wider than the usual one, before a bullet or number, before an indented line,
    and after a line that ends a sentence well short of the margin. It goes on over the end of a page where
    no sentence ends there.

    Args:
        pages: the lines of each page, running headers and page numbers gone.

    Returns:
        The paragraphs, bullets marked as such.
    """
    hyphenated = {
        word.casefold() for lines in pages for line in lines for word in _HYPHENATED.findall(line.text)
    }
    groups: list[list[Line]] = []
    for lines in pages:
        usual = _usual_gap(lines)
        margin = max((line.indent + len(line.text) for line in lines), default=0)
        for place, line in enumerate(lines):
            if place == 0:
                starts = not groups or _ends_sentence(groups[-1][-1].text) or _opens(line)
            else:
                starts = _starts_paragraph(line, lines[place - 1], usual, margin)
            if starts:
                groups.append([])
            groups[-1].append(line)
    return [_passage(group, hyphenated) for group in groups]


def _usual_gap(lines: Sequence[Line]) -> int:
    gaps = Counter(line.gap for line in lines[1:])
    if not gaps:
        return 0
    # Double spacing shows in nearly every line; a page of one-line paragraphs does so less evenly.
    gap, count = gaps.most_common(1)[0]
    return gap if gap > 0 and count >= 0.75 * (len(lines) - 1) and len(lines) > 8 else 0


def _starts_paragraph(line: Line, before: Line, usual_gap: int, margin: int) -> bool:
    if line.gap > usual_gap or _opens(line):
        return True
    reach = before.indent + len(before.text)
    if _ends_sentence(before.text):
        return reach < margin * 0.8 or line.indent >= before.indent + 2
    # A heading set close to its paragraph: wrapped text would have run on to the margin.
    return reach < margin * 0.6 and before.text[-1].isalnum() and line.text[0].isupper()


def _opens(line: Line) -> bool:
    return bool(_BULLET.match(line.text)) or bool(_NUMBERED.match(line.text))


def _ends_sentence(text: str) -> bool:
    return bool(_SENTENCE_END.search(text))


def _passage(lines: Sequence[Line], hyphenated: set[str]) -> Passage:
    bullet = _BULLET.match(lines[0].text)
    text = join_lines([line.text for line in lines], hyphenated)
    if bullet is None:
        return Passage(text)
    return Passage(_BULLET.sub("", text, count=1), "bullet")


def join_lines(lines: Sequence[str], hyphenated: set[str] = frozenset()) -> str:  # type: ignore[assignment]
    """One line out of several, words that were broken at a line's end made whole.

    Args:
        lines: the lines, without the spaces around them.
        hyphenated: words that keep their hyphen, casefolded.
    """
    text = ""
    for line in lines:
        broken = _BROKEN_WORD.search(text)
        if not text or (_RANGE.search(text) and line[0].isdigit()):
            text += line
        elif broken is None or not line[:1].isalpha():
            text = f"{text} {line}" if broken is None else text + line
        else:
            rest = re.match(r"[^\W\d_]+", line)
            whole = f"{broken[1]}-{rest[0] if rest else ''}".casefold()
            keeps = text[-1] != "\u00ad" and (whole in hyphenated or not line[0].islower())
            text = text + line if keeps else text[:-1] + line
    return re.sub(r"\s+", " ", text.replace("\u00ad", "")).strip()
