"""What the reading of a text has found out about it, and what was known before."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from onrecord.model import UNKNOWN_DATE, DateInterval
from onrecord.read.printed_dates import PrintedDate, find_date, within
from onrecord.read.wordlists import words

_ENDING = re.compile(r"(?:\.[A-Za-z]\w{0,4}){1,2}$")
_NOT_LETTERS = re.compile(r"[\W_]+")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_MOST_SLUG_WORDS = 5
_LONGEST_TEXT = 200_000
_LONGEST_ACRONYM = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What is known about a text before its lines are read.

    Attributes:
        titles: what the page's metadata or the user gives as title, likeliest first.
        outlet: what metadata or the user gives, or empty.
        slug: the words of the file's name without dates, numbers and ending; perhaps an outlet's.
        published: the day that the file's name states, or the bounds that it or the user gives.
        is_page: whether metadata was read from a page, so that a first line need not be a title.
    """

    titles: tuple[str, ...] = ()
    outlet: str = ""
    slug: tuple[str, ...] = ()
    published: DateInterval = UNKNOWN_DATE
    is_page: bool = False


@dataclass(slots=True)
class Found:
    """What the lines of a text say about it.

    Attributes:
        title: its headline, or empty.
        author: its byline, or empty.
        outlet: its masthead, or empty.
        credit: the agency, or empty.
        printed: the date that it bears, or None.
        updated: the date of its last change, or None.
        removed: for each line that is no part of the body, its index and why.
    """

    title: str = ""
    author: str = ""
    outlet: str = ""
    credit: str = ""
    printed: PrintedDate | None = None
    updated: PrintedDate | None = None
    removed: dict[int, str] = field(default_factory=dict)

    def take_date(self, line: str) -> None:
        """Keep the date that a line prints, the first complete one of publication before any other."""
        printed = find_date(line)
        if printed is None:
            return
        if printed.updated:
            self.updated = self.updated or printed
        elif self.printed is None or (printed.interval.earliest and not self.printed.interval.earliest):
            self.printed = printed

    def published(self, bounds: DateInterval) -> DateInterval:
        """The day of publication, as far as the text states it within the bounds."""
        if self.printed is not None:
            placed = within(self.printed, bounds)
            if placed.earliest:
                return placed
        if bounds.basis == "stated" and bounds.day:
            return bounds
        if self.updated is not None and self.updated.interval.latest:
            return DateInterval(None, self.updated.interval.latest, "inferred")
        return UNKNOWN_DATE


def known_from_name(name: str) -> tuple[tuple[str, ...], DateInterval]:
    """What a file's name says.

    Args:
        name: a path or address; only its last part is read.

    Returns:
        The words that may name an outlet, and the day, or the year as bounds, or an interval without either.
    """
    last = name.replace("\\", "/").rstrip("/").rsplit("/", 1)[-1]
    stem = _ENDING.sub("", last)[:120]
    printed = find_date(stem.replace("_", "-"))
    interval = UNKNOWN_DATE
    if printed and printed.interval.earliest:
        interval = printed.interval
    else:
        years = {int(year) for year in _YEAR.findall(stem)}
        if len(years) == 1:
            year = years.pop()
            interval = DateInterval(date(year, 1, 1), date(year, 12, 31), "inferred")
    slug = tuple(word for word in _NOT_LETTERS.split(stem.casefold()) if word.isalpha() or word.isdigit())
    slug = slug[next((index for index, word in enumerate(slug) if word.isalpha()), len(slug)) :]
    return (slug if len(slug) <= _MOST_SLUG_WORDS else ()), interval


def key(text: str) -> str:
    """A text without what differs between two printings of one title: case, spaces, punctuation."""
    return _NOT_LETTERS.sub("", text.casefold())


def bears_slug(text: str, slug: tuple[str, ...]) -> bool:
    """Whether a text is the name that the slug spells, with or without its article."""
    told = tuple(word for word in _NOT_LETTERS.split(text.casefold()) if word)
    return bool(slug) and _bare(told) == _bare(slug)


def outlet_by_slug(texts: Iterable[str], slug: tuple[str, ...]) -> str:
    """The outlet that a file's name spells, as it is written out in one of the texts.

    Args:
        texts: lines that speak of the outlet rather than of the story.
        slug: the words of the file's name.

    Returns:
        The name, with its article where that is capitalised, or empty where none of the texts writes it.
    """
    bare = _bare(slug)
    if not bare:
        return ""
    name = re.compile(r"(?<!\w)(?i:(?:the\s+)?" + r"\W+".join(map(re.escape, bare)) + r")(?!\w)")
    shouted = ""
    for text in texts:
        for match in name.finditer(text[:_LONGEST_TEXT]):
            told = " ".join(match.group().split())
            if told.isupper() and len(told) > _LONGEST_ACRONYM:
                shouted = shouted or told
            elif (told := told.removeprefix("the "))[0].isupper():
                return told
    return named_quietly(shouted)


def named_quietly(name: str) -> str:
    """A name that is printed all in capitals, as it is written in a sentence; short words may be acronyms."""
    if not name.isupper() or len(name) <= _LONGEST_ACRONYM:
        return name
    tokens = name.split()
    small = {"AND", "OF", "THE", "ON", "IN", "FOR"}
    return " ".join(
        token.lower()
        if token in small and number
        else token
        if len(token) <= 3 and token != "THE"
        else token.title()
        for number, token in enumerate(tokens)
    )


def is_masthead(text: str) -> bool:
    """Whether a text has the shape of an outlet's name: capitalised, and with a word that outlets bear."""
    tokens = text.split()
    return (
        1 < len(tokens) <= 5
        and all(
            token[0].isupper() or token[0].isdigit() or token in ("and", "of", "&", "the") for token in tokens
        )
        and (tokens[-1].casefold() in words("mastheads") or tokens[0].casefold() in ("the", "radio"))
        and any(token.casefold() in words("mastheads") for token in tokens)
    )


def _bare(tokens: tuple[str, ...]) -> tuple[str, ...]:
    return tokens[1:] if tokens[:1] == ("the",) else tokens
