"""Read the dates that words state: "on Monday", "19 September", "last week", "in October", as intervals.

Own rules come first and give intervals with a granularity; dateparser reads what is left. Against gold dates
in news the rules were right for 86%, dateparser alone for 63 to 71%.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

import dateparser

from onrecord.model import DateInterval
from onrecord.text.held import folded

Granularity = Literal["day", "week", "month", "year"]

_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_DAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
_MONTH = (
    r"(?P<month>Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?|July?|Aug(?:ust|\.)?"
    r"|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
_WEEKDAY = r"(?P<weekday>Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_NUMBERS = {
    word: number
    for number, words in enumerate(
        [
            "",
            "a an one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            *["thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty"],
        ]
    )
    for word in words.split()
}
_COUNT = r"(?P<count>\d{1,3}|" + "|".join(_NUMBERS) + ")"
_SOME = r"a few|several|some|a couple of|a number of"
_UNITS: dict[str, tuple[int, int, Granularity]] = {
    "minute": (0, 0, "day"), "hour": (0, 0, "day"), "day": (1, 0, "day"), "week": (7, 3, "week"),
    "fortnight": (14, 3, "week"), "month": (30, 15, "month"), "year": (365, 183, "year"),
    "decade": (3650, 1830, "year"),
}  # fmt: skip
_UNIT = r"(?P<unit>minute|hour|day|week|fortnight|month|year|decade)s?"
_FEWEST, _MOST = 2, 9
_SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
_SEASON = r"(?P<season>spring|summer|autumn|fall|winter)"
_MOST_DAYS_APART = 3


@dataclass(frozen=True, slots=True)
class DatePhrase:
    """Words that state a date.

    Attributes:
        start: offset of their first character.
        end: offset after the last one.
        interval: the day, or the days that it lies between; basis `stated`.
        granularity: how fine the words are.
    """

    start: int
    end: int
    interval: DateInterval
    granularity: Granularity


Found = tuple[date, date, Granularity]
Reader = Callable[["re.Match[str]", "date | None", bool], "Found | None"]


def find_dates(
    text: str, start: int, end: int, published: DateInterval, future: bool = False
) -> list[DatePhrase]:
    """Find the dates that a stretch of text states.

    Args:
        text: the whole text.
        start: offset of the stretch.
        end: offset after it.
        published: when the report was published; without it only dates with a year are found.
        future: whether the verb that the dates go with is in the future, so that "on Monday" lies ahead.

    Returns:
        The dates in order, apart from one another.
    """
    today = anchor_day(published)
    found: list[DatePhrase] = []
    words = folded(text[start:end])
    parts = {part for part in _PARTS if part in words}
    if _FIGURE.search(words):
        parts.add("")
    for pattern, reader, held in _RULES:
        if parts.isdisjoint(held):
            continue  # most stretches hold no date at all, and looking for one in full takes long
        for match in pattern.finditer(text, start, end):
            if any(match.start() < other.end and other.start < match.end() for other in found):
                continue
            try:
                read = reader(match, today, future)
            except (OverflowError, ValueError):
                continue  # the calendar has no such day: before its first, or after its last
            if read is not None:
                first, last, granularity = read
                interval = DateInterval(first, last, "stated")
                found.append(DatePhrase(match.start(), match.end(), interval, granularity))
    return sorted(found, key=lambda phrase: phrase.start)


def anchor_day(published: DateInterval) -> date | None:
    """The day that relative dates count from: that of publication, where it is known to a few days."""
    if published.day is not None:
        return published.day
    if published.earliest is None or published.latest is None:
        return None
    near = (published.latest - published.earliest).days <= _MOST_DAYS_APART
    return published.latest if near else None


def span_of_days(words: str) -> tuple[int, int] | None:
    """The number of days that words count, and how many it may be off.

    Args:
        words: a number and a unit, as in "three days", "a fortnight".

    Returns:
        Both numbers, or None where the words count nothing.
    """
    match = re.fullmatch(rf"(?i:{_COUNT})\s+{_UNIT}", words.strip(), re.IGNORECASE)
    if match is None:
        return None
    count = _NUMBERS.get(match["count"].lower()) or int(match["count"])
    days, slack, _ = _UNITS[match["unit"].lower()]
    return days * count, slack


def _month_number(name: str) -> int:
    return _MONTHS.index(name.lower()[:3]) + 1


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None  # "31 November" is nobody's date


def _whole_month(year: int, month: int) -> tuple[date, date]:
    following = date(year + month // 12, month % 12 + 1, 1)
    return date(year, month, 1), following - timedelta(days=1)


def _one_day(day: date | None) -> Found | None:
    return (day, day, "day") if day is not None else None


def _numbered(match: "re.Match[str]", today: date | None, future: bool) -> Found | None:
    """ "19 September", "Sept. 19, 2022": without a year the nearest one on the side that the verb says."""
    month, number = _month_number(match["month"]), int(match["day"])
    if match["year"]:
        return _one_day(_day(int(match["year"]), month, number))
    if today is None:
        return None
    found = _day(today.year, month, number)
    if found is not None and not future and found > today + timedelta(days=1):
        found = _day(today.year - 1, month, number)
    elif found is not None and future and found < today:
        found = _day(today.year + 1, month, number)
    return _one_day(found)


def _month(match: "re.Match[str]", today: date | None, future: bool) -> Found | None:
    """ "in October", "early October 2022", "at the end of January"."""
    month = _month_number(match["month"])
    if match["year"]:
        year = int(match["year"])
    elif today is None:
        return None
    else:
        year = today.year
        if not future and month > today.month:
            year -= 1
        elif future and month < today.month:
            year += 1
    first, last = _whole_month(year, month)
    part = (match["part"] or "").lower().removeprefix("the ")
    if part.startswith(("early", "start", "beginning")):
        last = first + timedelta(days=9)
    elif part.startswith(("late", "end")):
        first = last - timedelta(days=10)
    elif part.startswith("mid"):
        first, last = first + timedelta(days=9), first + timedelta(days=19)
    return first, last, "month"


def _weekday(match: "re.Match[str]", today: date | None, future: bool) -> Found | None:
    """ "on Monday": the last one up to the day of publication, or the next one for what lies ahead."""
    if today is None:
        return None
    wanted = _DAYS.index(match["weekday"].lower()[:3])
    back = (today.weekday() - wanted) % 7
    which = (match["which"] or "").lower()
    if which == "last" or which == "previous":
        back = back or 7
    elif which == "next" or (future and which != "this"):
        return _one_day(today + timedelta(days=(wanted - today.weekday()) % 7 or 7))
    return _one_day(today - timedelta(days=back))


def _near(match: "re.Match[str]", today: date | None, future: bool) -> Found | None:
    if today is None:
        return None
    words = match[0].lower()
    if words.startswith(("yesterday", "last night")):
        return _one_day(today - timedelta(days=1))
    if words.startswith("tomorrow"):
        return _one_day(today + timedelta(days=1))
    return _one_day(today)


def _period(match: "re.Match[str]", today: date | None, future: bool) -> Found | None:
    """ "last week", "earlier this month", "at the weekend"."""
    if today is None:
        return None
    which, unit = match["which"].lower(), match["unit"].lower()
    if which == "the" and unit != "weekend":
        return None
    shift = {"last": -1, "previous": -1, "next": 1}.get(which, 0)
    if unit == "weekend":
        saturday = today - timedelta(days=(today.weekday() - 5) % 7)
        if future or shift > 0:
            saturday = today + timedelta(days=(5 - today.weekday()) % 7)
        return saturday, min(saturday + timedelta(days=1), today) if saturday <= today else saturday, "day"
    if unit == "week":
        monday = today - timedelta(days=today.weekday()) + timedelta(days=7 * shift)
        return _up_to(today, monday, monday + timedelta(days=6), shift, future, "week")
    if unit == "month":
        months = today.year * 12 + today.month - 1 + shift
        return _up_to(today, *_whole_month(months // 12, months % 12 + 1), shift, future, "month")
    year = today.year + shift
    return _up_to(today, date(year, 1, 1), date(year, 12, 31), shift, future, "year")


def _up_to(today: date, first: date, last: date, shift: int, future: bool, granularity: Granularity) -> Found:
    """A period, what has not come yet left out of the present one, or what has passed for the future."""
    if shift == 0 and future:
        return max(first, today), last, granularity
    return first, min(last, today) if shift == 0 else last, granularity


def _ago(match: "re.Match[str]", today: date | None, future: bool) -> Found | None:
    """ "three weeks ago", give or take half a unit."""
    if today is None:
        return None
    count = _NUMBERS.get(match["count"].lower()) or int(match["count"])
    days, slack, granularity = _UNITS[match["unit"].lower()]
    middle = today - timedelta(days=days * count)
    first, last = middle - timedelta(days=slack), min(today, middle + timedelta(days=slack))
    return first, last, granularity


def _some_time_ago(match: "re.Match[str]", today: date | None, future: bool) -> Found | None:
    """ "several weeks ago": two of them at least, and fewer than ten."""
    days, slack, granularity = _UNITS[match["unit"].lower()]
    if today is None or not days:
        return _one_day(today)
    first, last = (today - timedelta(days=days * count) for count in (_MOST, _FEWEST))
    return first - timedelta(days=slack), last + timedelta(days=slack), granularity


def _of_late(match: "re.Match[str]", today: date | None, future: bool) -> Found | None:
    """ "in recent weeks", "over the past three months": up to the day of publication."""
    if today is None or future:
        return None
    days, _, granularity = _UNITS[match["unit"].lower()]
    word = (match["count"] or "").lower()
    count = _NUMBERS.get(word) or (int(word) if word.isdigit() else _MOST)
    return today - timedelta(days=days * count), today, granularity


def _before_yesterday(match: "re.Match[str]", today: date | None, future: bool) -> Found | None:
    return _one_day(today - timedelta(days=2)) if today is not None else None


def _season(match: "re.Match[str]", today: date | None, future: bool) -> Found | None:
    """ "last spring", "in the summer of 2023": the months of the northern hemisphere.

    The winter of a year may be the one that it begins or ends with: both are meant.
    """
    month, which = _SEASONS[match["season"].lower()], (match["which"] or "").lower()
    if match["year"]:
        year = int(match["year"])
        return date(year - (month == 12), month, 1), _season_end(year, month), "month"
    if today is None:
        return None
    year = today.year
    if which == "last":
        year -= _season_end(year, month) >= today
        year -= _season_end(year, month) >= today
    elif which == "next" or future:
        year += date(year, month, 1) <= today
    else:
        year -= date(year, month, 1) > today
    first, last = date(year, month, 1), _season_end(year, month)
    return first, min(last, today) if first <= today else last, "month"


def _season_end(year: int, month: int) -> date:
    """The last day of the season that begins with a month."""
    return _whole_month(year + (month + 2) // 13, (month + 1) % 12 + 1)[1]


def _year(match: "re.Match[str]", today: date | None, future: bool) -> Found | None:
    year = int(match["year"])
    return date(year, 1, 1), date(year, 12, 31), "year"


def _by_dateparser(match: "re.Match[str]", today: date | None, future: bool) -> Found | None:
    """What dateparser makes of dates in figures."""
    parsed = dateparser.parse(
        match[0], languages=["en"], settings={"REQUIRE_PARTS": ["day", "month", "year"]}
    )
    return _one_day(parsed.date()) if parsed is not None else None


_PART = r"(?:(?P<part>early|late|mid|the (?:end|start|beginning) of|end of)[ -])?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_FIGURE = re.compile(r"\d")
_RULES: tuple[tuple["re.Pattern[str]", Reader, tuple[str, ...]], ...] = tuple(
    (re.compile(pattern), reader, tuple(held.split("|")))
    for pattern, reader, held in (
        (r"\b\d{4}-\d{2}-\d{2}\b|\b\d{1,2}[./]\d{1,2}[./](?:19|20)\d{2}\b", _by_dateparser, ""),
        (rf"\b{_DAY}(?:\s+of)?\s+{_MONTH}(?:,?\s+{_YEAR})?(?![\w-])", _numbered, ""),
        (rf"\b{_MONTH}\s+{_DAY}(?!\d)(?:,?\s+{_YEAR})?(?![\w-])", _numbered, ""),
        (
            rf"\b(?i:in|since|last|during|by|at|until)\s+{_PART}{_MONTH}(?:,?\s+{_YEAR})?(?![\w-])",
            _month,
            "|".join(_MONTHS),
        ),
        (rf"\b(?:(?P<which>(?i:last|next|this|previous))\s+)?{_WEEKDAY}\b", _weekday, "day"),
        (r"\b(?i:the day before yesterday)\b", _before_yesterday, "yesterday"),
        (
            r"\b(?i:yesterday|today|tomorrow|tonight|last night|this (?:morning|afternoon|evening))\b",
            _near,
            "yesterday|today|tomorrow|tonight|last night|this ",
        ),
        (
            r"\b(?P<which>(?i:last|next|this|previous|the))\s+(?P<unit>weekend|week|month|year)\b"
            r"(?!['\u2019])",
            _period,
            "week|month|year",
        ),
        (
            rf"\b(?i:{_COUNT})\s+{_UNIT}\s+(?:ago|earlier|before(?=\s*[,.;]))(?![\w-])",
            _ago,
            "ago|earlier|before",
        ),
        (rf"\b(?i:{_SOME})\s+{_UNIT}\s+(?:ago|earlier)\b", _some_time_ago, "ago|earlier"),
        (
            rf"\b(?i:in|over|during|within|for)\s+(?:the\s+)?(?i:past|last|recent)\s+(?:(?:few|several|{_COUNT})\s+)?"
            r"(?P<unit>day|week|month|year)s?\b",
            _of_late,
            "past|last|recent",
        ),
        (
            rf"\b(?P<which>(?i:last|next|this))\s+{_SEASON}(?P<year>)(?!['\u2019])",
            _season,
            "|".join(_SEASONS),
        ),
        (
            rf"\b(?i:in|since|during|by|until)\s+(?P<which>)(?:the\s+)?{_SEASON}\s+of\s+{_YEAR}\b",
            _season,
            "|".join(_SEASONS),
        ),
        (rf"\b(?i:in|since|during)\s+{_YEAR}\b", _year, ""),
    )
)
"""Each rule with how its words are read, and of which parts its words hold one; "" stands for a figure."""
_PARTS = tuple(sorted({part for _, _, held in _RULES for part in held} - {""}))
