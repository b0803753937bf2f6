"""Dates as headers, datelines and file names print them: complete ones, and those that leave out the year."""

import re
from dataclasses import dataclass
from datetime import date

from onrecord.model import UNKNOWN_DATE, DateInterval
from onrecord.read.stamps import MONTHS

_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DAY = r"(?P<day>0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"(?<!\d){_YEAR}-(?P<number>0\d|1[0-2])-(?P<day>\d\d)(?!\d)",
        rf"(?<!\d){_YEAR}[/.](?P<number>0?[1-9]|1[0-2])[/.](?P<day>\d\d?)(?!\d)",
        rf"(?<![\d.]){_DAY}(?:\s+of)?[\s-]+{_MONTH}(?:,?[\s-]+{_YEAR}(?!\d))?(?![A-Za-z])",
        rf"(?<![A-Za-z]){_MONTH}\s+{_DAY}(?![\d:])(?:,?\s+{_YEAR}(?!\d))?",
        rf"(?<![\d.])(?P<first>\d\d?)(?P<mark>[./])(?P<second>\d\d?)(?P=mark){_YEAR}(?!\d)",
    )
)
_CLOCK = re.compile(
    r"(?:\bat\s+)?(?<![\d:])\d{1,2}[:.]\d\d(?:[:.]\d\d)?\s*(?:[ap]\.?m\.?)?(?![\d:])|(?:\bat\s+)?\b\d{1,2}\s*[ap]\.?m\b\.?",
    re.IGNORECASE,
)
_DAY_NAMES = re.compile(
    r"\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|mon|tues?|wed|thurs?|fri|sat|sun)\b\.?", re.IGNORECASE
)
_ZONES = re.compile(
    r"\b(?:GMT|UTC|BST|E[SD]T|ET|C[SD]T|M[SD]T|P[SD]T|PT|CES?T|EES?T|MSK|IST)\b(?:[+-]\d{1,4})?"
)
_LABELS = re.compile(
    r"\b(?:first published|originally published|published(?: on| at)?|posted(?: on| at)?|date|time"
    r"|last (?:updated|modified)(?: on| at)?|updated(?: on| at)?|modified"
    r"|\d{1,2}\s+(?:minutes?|hours?|days?)\s+ago)\b\s*:?",
    re.IGNORECASE,
)
_UPDATED = re.compile(r"\b(?:updated|modified)\b", re.IGNORECASE)
_LONGEST_LINE = 160


@dataclass(frozen=True, slots=True)
class PrintedDate:
    """A date as it is printed.

    Attributes:
        interval: the day, or the two that a form such as 3/4/2024 may mean; without bounds where the
            year is left out.
        day: of the month, where the year is left out, else 0.
        month: 1 to 12, where the year is left out, else 0.
        updated: whether it is the day of a change, not of publication.
        start: offset of its first character in the line.
        end: offset after its last.
    """

    interval: DateInterval
    day: int
    month: int
    updated: bool
    start: int
    end: int


def find_date(line: str) -> PrintedDate | None:
    """The first date printed in a line of at most 160 characters, complete ones first.

    Args:
        line: of a header, dateline or file name.

    Returns:
        The date, or None.
    """
    if len(line) > _LONGEST_LINE:
        return None
    yearless: PrintedDate | None = None
    for form in _FORMS:
        for match in form.finditer(line):
            printed = _read(match, bool(_UPDATED.search(line[: match.start()])))
            if printed is None:
                continue
            if printed.interval.earliest:
                return printed
            yearless = yearless or printed
    return yearless


def without_dates(line: str) -> str:
    """What a header line says beside dates, times, weekdays and their labels.

    Args:
        line: one line of at most 160 characters.

    Returns:
        The rest, its separators and commas trimmed; empty where the line is a date line and nothing else.
    """
    rest = line
    for _ in range(4):
        printed = find_date(rest)
        if printed is None:
            break
        rest = f"{rest[: printed.start]}|{rest[printed.end :]}"
    for pattern in (_CLOCK, _ZONES, _LABELS):
        rest = pattern.sub("|", rest)
    # A weekday is part of a date only where one is printed: "Sun" may also be an outlet.
    if rest != line:
        rest = _DAY_NAMES.sub("|", rest)
    parts = (part.strip(" ,;:-–—()[]") for part in re.split(r"[|•·]", rest))
    return " | ".join(part for part in parts if part)


def within(printed: PrintedDate, bounds: DateInterval) -> DateInterval:
    """A date without a year, placed by what bounds it.

    Args:
        printed: a date as printed.
        bounds: an interval with both ends, such as a year that a file name states.

    Returns:
        The printed interval where it is complete; the only day within the bounds that bears this day
        and month, as inferred; unknown where there is none, or more than one.
    """
    if printed.interval.earliest:
        return printed.interval
    if not (bounds.earliest and bounds.latest):
        return UNKNOWN_DATE
    days = [
        day
        for year in range(bounds.earliest.year, bounds.latest.year + 1)
        if (day := _day(year, printed.month, printed.day)) and bounds.earliest <= day <= bounds.latest
    ]
    return DateInterval.on(days[0], "inferred") if len(days) == 1 else UNKNOWN_DATE


def _read(match: re.Match[str], updated: bool) -> PrintedDate | None:
    groups = match.groupdict()
    place = (updated, match.start(), match.end())
    if "first" in groups:
        interval = _either_order(int(groups["year"]), int(groups["first"]), int(groups["second"]))
        # A point between the numbers is how day-first countries write; a stroke is written both ways.
        if (
            interval
            and groups["mark"] == "."
            and (day := _day(int(groups["year"]), int(groups["second"]), int(groups["first"])))
        ):
            interval = DateInterval.on(day)
        return PrintedDate(interval, 0, 0, *place) if interval else None
    month = int(groups["number"]) if groups.get("number") else MONTHS[groups["month"].lower()]
    number = int(groups["day"])
    if not groups.get("year"):
        return PrintedDate(UNKNOWN_DATE, number, month, *place) if _day(2000, month, number) else None
    day = _day(int(groups["year"]), month, number)
    return PrintedDate(DateInterval.on(day), 0, 0, *place) if day else None


def _either_order(year: int, first: int, second: int) -> DateInterval | None:
    days = sorted({day for pair in ((first, second), (second, first)) if (day := _day(year, *pair))})
    if not days:
        return None
    return DateInterval(days[0], days[-1], "stated" if len(days) == 1 else "inferred")


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
