"""The lines above a report's body: masthead, title, section, byline, date, captions."""

import re
from collections.abc import Sequence

from rapidfuzz import fuzz

from onrecord.read.byline import Byline, is_agency, is_staff, read_byline
from onrecord.read.dateline import read_dateline
from onrecord.read.found import Found, Known, bears_slug, is_masthead, key
from onrecord.read.lines import Line, ends_sentence
from onrecord.read.phrases import (
    glued_caption,
    is_boilerplate,
    is_caption,
    is_correction,
    is_language_switcher,
    is_navigation,
    is_teaser,
)
from onrecord.read.printed_dates import find_date, without_dates

_REACH = 24
_LONGEST_TITLE = 250
_LONGEST_PAGE_HEADLINE = 90
_SIMILAR = 93
_SAME_NAME = 86
_BAR = re.compile(r"\s+[|–—-]\s+|\s*\|\s*")
_READING_TIME = re.compile(
    r"\d{1,3}\s*(?:-\s*)?(?:min|mins|minutes?)(?:\s+read)?|reading time.{0,20}", re.IGNORECASE
)
_CREDIT = re.compile(r"\(([^()]{2,50})\)$")
_WORD = re.compile(r"[^\W\d_][\w'’-]*")


def read_head(lines: Sequence[Line], known: Known, agencies: frozenset[str]) -> Found:
    """Read the lines above the body.

    Args:
        lines: of the text, in order; the last is never taken.
        known: what was known before.
        agencies: casefolded names that the text itself shows to be agencies.

    Returns:
        What they say, and which of them are no part of the body.
    """
    found = Found(outlet=known.outlet)
    reader = _Reader(lines, known, agencies, found)
    title = reader.find_title()
    for index in range(min(len(lines) - 1, _REACH)):
        if not reader.read(index, title):
            break
    return found


class _Reader:
    """Reads one head, line by line; holds nothing beyond it."""

    def __init__(self, lines: Sequence[Line], known: Known, agencies: frozenset[str], found: Found) -> None:
        self.lines = lines
        self.known = known
        self.agencies = agencies
        self.found = found
        self._masthead: int | None = None
        self._story: frozenset[str] | None = None

    def find_title(self) -> int | None:
        """The index of the title, which goes into `found`; None where no line is one."""
        candidates = self._title_candidates()
        if self.known.titles:
            self.found.title = self.known.titles[0]
            return next((i for i in candidates if self._is_known_title(self.lines[i].text)), None)
        if self.known.is_page and not (candidates and self.lines[candidates[0]].kind == "heading"):
            return None
        index = self._choose(candidates)
        if index is not None:
            self._take_title(index)
        return index

    def read(self, index: int, title: int | None) -> bool:
        """Read one line; say whether the body may still lie ahead."""
        line = self.lines[index]
        if line.is_bullet or is_correction(line.text):
            return False
        reason = "title" if index == title else "outlet" if index == self._masthead else self._furniture(line)
        if not reason:
            reason = self._byline_or_date(index, title)
        if not reason and title is not None and index < title:
            reason = "section"
        if not reason and self._is_section(index):
            reason = "section"
        if reason:
            self.found.removed[index] = reason
            return True
        # A second headline stays, as a heading; what stands below it may still be the byline.
        return _is_headline(line) and index + 1 < len(self.lines) and self._is_head_matter(index + 1)

    def _title_candidates(self) -> list[int]:
        candidates: list[int] = []
        # What stands above a dateline belongs to the head, whatever its shape.
        dated = next((i for i in range(1, min(9, len(self.lines))) if read_dateline(self.lines[i].text)), 0)
        for index, line in enumerate(self.lines[:_REACH]):
            if line.is_bullet:
                break
            if self._furniture(line) or self._is_date(line.text) or _labelled(read_byline(line.text)):
                continue
            above = index < dated and len(line.text) <= _LONGEST_TITLE
            known = self._is_known_title(line.text)
            if (
                not above
                and not known
                and (not _is_headline(line) or len(line.text) > self._longest_headline())
            ):
                break
            candidates.append(index)
        return candidates

    def _longest_headline(self) -> int:
        """How long a headline may be; on a page, a long line without a stop is a paragraph that lost it."""
        return _LONGEST_PAGE_HEADLINE if self.known.is_page else _LONGEST_TITLE

    def _choose(self, candidates: list[int]) -> int | None:
        """The title among lines that could be one; what stands above it is a masthead or a section."""
        names = [index for index in candidates if read_byline(self.lines[index].text, self.agencies)]
        headlines = [index for index in candidates if index not in names] or candidates
        if not headlines or headlines[0] >= len(self.lines) - 1:
            return None
        first = headlines[0]
        rest = [index for index in headlines if index > candidates[0]]
        if rest and self._is_outlet(self.lines[candidates[0]].text):
            self._masthead = candidates[0]
            self.found.outlet = self.found.outlet or _before_bar(self.lines[candidates[0]].text)
            # A tagline stands under the masthead, apart from the title.
            tagline = len(rest) > 1 and not self.lines[rest[0]].gap and self.lines[rest[0] + 1].gap
            return rest[1] if tagline else rest[0]
        for index in candidates:
            if any(
                self._same(self.lines[index].text, self.lines[other].text)
                for other in candidates
                if other > index
            ):
                return index
        return first

    def _take_title(self, index: int) -> None:
        """Keep a title, without the outlet that a scraper left behind it."""
        text = self.lines[index].text
        for mark in _BAR.finditer(text):
            left, right = text[: mark.start()], text[mark.end() :]
            repeated = any(key(line.text) == key(left) for line in self.lines[index + 1 : index + 6])
            if repeated or bears_slug(right, self.known.slug) or ("|" in mark.group() and is_masthead(right)):
                self.found.outlet = self.found.outlet or (right if len(right.split()) <= 6 else "")
                text = left
                break
        self.found.title = text

    def _furniture(self, line: Line) -> str:
        """Why a line is no part of any body, or empty."""
        text = line.text
        if self.found.title and (self._same(text, self.found.title) or self._is_known_title(text)):
            return "title"
        if self.found.title and glued_caption(text, self.found.title):
            return "caption"
        if is_language_switcher(text):
            return "language"
        if is_caption(text) or self._is_credited(text):
            return "caption"
        if is_teaser(text):
            return "teaser"
        if is_boilerplate(text):
            return "boilerplate"
        if self.known.outlet and key(text) == key(self.known.outlet):
            return "outlet"
        return ""

    def _is_credited(self, text: str) -> bool:
        """Whether a line is a caption by the outlet or agency that stands in brackets at its end."""
        credit = _CREDIT.search(text[-60:])
        if credit is None or len(text) > 200 or ends_sentence(text[: -len(credit.group())].rstrip() or "."):
            return False
        name = credit.group(1)
        return (
            is_agency(name, self.agencies)
            or key(name) == key(self.found.outlet)
            or bears_slug(name, self.known.slug)
        )

    def _byline_or_date(self, index: int, title: int | None) -> str:
        text = self.lines[index].text
        if self._is_date(text):
            self.found.take_date(text)
            for part in without_dates(text).split(" | "):
                self._take_byline(read_byline(part, self.agencies), part)
            return "date"
        byline = read_byline(text, self.agencies)
        if byline is None:
            return "navigation" if is_navigation(text) else ""
        plain_name = (
            not byline.labelled and not byline.credit and text == byline.author and not is_staff(text)
        )
        if plain_name or (
            not byline.labelled and not byline.credit and "," not in text and not is_staff(text)
        ):
            if self._in_story(byline.author, index):
                return "caption" if self._beside_head_matter(index) else ""
            if not self._beside_head_matter(index) and not (title is not None and index > title):
                return ""
        self._take_byline(byline, text)
        return "byline" if byline.author else "credit"

    def _take_byline(self, byline: Byline | None, text: str) -> None:
        if byline is not None:
            self.found.author = self.found.author or byline.author
            self.found.credit = self.found.credit or byline.credit
        elif is_masthead(text) or bears_slug(text, self.known.slug):
            self.found.outlet = self.found.outlet or text
        elif 2 <= len(text) <= 6 and text.isalpha() and text.isupper():
            self.found.credit = self.found.credit or text

    def _is_date(self, text: str) -> bool:
        """Whether a line is a date, with nothing beside it but bylines, outlets and reading times."""
        if len(text) > 140:
            return False
        rest = without_dates(text)
        if rest == text or (find_date(text) is None and rest):
            return False
        return all(not part or self._may_stand_by_date(part) for part in rest.split(" | "))

    def _may_stand_by_date(self, part: str) -> bool:
        return bool(
            read_byline(part, self.agencies)
            or is_agency(part, self.agencies)
            or is_boilerplate(part)
            or is_masthead(part)
            or bears_slug(part, self.known.slug)
            or (self.known.outlet and key(part) == key(self.known.outlet))
            or _READING_TIME.fullmatch(part)
            or (len(part.split()) <= 2 and len(part) <= 16 and part[0].isupper())
        )

    def _is_section(self, index: int) -> bool:
        """Whether a line is a section's label: short, under the title, with more of the head below it."""
        line = self.lines[index]
        return (
            bool(self.found.title)
            and len(line.text.split()) <= 3
            and _is_headline(line)
            and index + 1 < len(self.lines) - 1
            and self._is_head_matter(index + 1)
        )

    def _is_head_matter(self, index: int) -> bool:
        line = self.lines[index]
        return bool(
            self._furniture(line)
            or self._is_date(line.text)
            or _labelled(byline := read_byline(line.text, self.agencies))
            or (byline and not self._in_story(byline.author, index))
        )

    def _beside_head_matter(self, index: int) -> bool:
        """Whether the line above or below is a title, a date, a caption or another part of a head."""
        beside = [other for other in (index - 1, index + 1) if 0 <= other < len(self.lines)]
        return any(
            other in self.found.removed
            or self._furniture(self.lines[other])
            or self._is_date(self.lines[other].text)
            for other in beside
        )

    def _in_story(self, name: str, index: int) -> bool:
        """Whether a name is one of the story's people, so that it can't be a bare byline."""
        if self._story is None:
            told = " ".join([*self.known.titles[:1], *(line.text for line in self.lines)])[:40_000]
            self._story = frozenset(told.split())
        bare = self.lines[index].text
        told = " ".join(line.text for other, line in enumerate(self.lines) if other != index)[:40_000]
        names = {word for word in _WORD.findall(told) if word[0].isupper()}
        surname = name.split(",")[0].split()[-1] if name else bare
        return any(fuzz.ratio(surname.casefold(), word.casefold()) >= _SAME_NAME for word in names)

    def _is_outlet(self, text: str) -> bool:
        name = _before_bar(text)
        return (
            bears_slug(name, self.known.slug)
            or is_masthead(name)
            or key(name) == (key(self.known.outlet) or None)
        )

    def _is_known_title(self, text: str) -> bool:
        return any(self._same(text, title) for title in self.known.titles)

    def _same(self, text: str, title: str) -> bool:
        """Whether a line prints a title: the same words, or almost, or with an outlet behind them."""
        one, two = key(text), key(title)
        if not one or not two:
            return False
        if one == two or (len(two) > 12 and len(text) <= _LONGEST_TITLE and _with_outlet(text, title)):
            return True
        return min(len(one), len(two)) > 20 and fuzz.ratio(one, two) >= _SIMILAR


def is_date_line(text: str) -> bool:
    """Whether a line is nothing but a date or a time, with its labels."""
    return len(text) <= 140 and find_date(text) is not None and not without_dates(text)


def _is_headline(line: Line) -> bool:
    """Whether a line has the shape of a headline."""
    text = line.text
    if len(text) > _LONGEST_TITLE or text[-1] in ":," or line.is_bullet:
        return False
    if not ends_sentence(text):
        return True
    if text.rstrip("\"'”’»)")[-1:] in "?!":
        return len(text) <= 150
    tokens = [word for word in _WORD.findall(text) if len(word) > 3]
    return (
        len(text) <= 150
        and len(tokens) >= 3
        and sum(word[0].isupper() for word in tokens) >= 0.8 * len(tokens)
    )


def _before_bar(text: str) -> str:
    """The outlet of a masthead such as "The Northern Courier | Morning edition"."""
    return text.split(" | ", 1)[0].strip()


def _labelled(byline: Byline | None) -> bool:
    return byline is not None and byline.labelled


def _with_outlet(text: str, title: str) -> bool:
    """Whether a line is the title with an outlet before or behind it, or the title's own tail left off."""
    parts = [key(part) for part in re.split(r"\s+[|–—-]\s+|\s*\|\s*|:\s+", text)]
    whole = key(title)
    return len(parts) > 1 and (parts[0] == whole or parts[-1] == whole or "".join(parts[:-1]) == whole)
