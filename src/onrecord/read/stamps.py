"""Dates as machines write them: in feeds, mail headers, archives, spreadsheets and JSON.

Feed and mail libraries guess at forms they do not know (one read `2016/6/29` as a day in November), so
dates are parsed here, from the string itself. The day is the one that the string states, in its own time
zone. Prose dates ("last Friday") are not for this module.
"""

import re
from datetime import UTC, date, datetime, timedelta

from onrecord.model import DateInterval

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan january", "feb february", "mar march", "apr april", "may", "jun june", "jul july",
            "aug august", "sep sept september", "oct october", "nov november", "dec december",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
EARLIEST_YEAR, LATEST_YEAR = 1800, 2200

_YEAR_FIRST = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?!\d)")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T?\d{4,6})?(?!\d)")
_YEAR_MONTH = re.compile(r"(\d{4})[-/.](\d{1,2})$")
_YEAR = re.compile(r"(\d{4})$")
_EPOCH = re.compile(r"(\d{10}|\d{13})(?:\.\d+)?$")
_DAY_MONTH_NAME = re.compile(
    r"\b(\d{1,2})(?:st|nd|rd|th)?[\s.-]+([A-Za-z]{3,9})\.?,?[\s-]+(\d{4}|\d{2})(?!\d)"
)
_MONTH_NAME_DAY = re.compile(r"\b([A-Za-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})(?!\d)")
_ASCTIME = re.compile(r"\b([A-Za-z]{3})\s+(\d{1,2})\s+\d{1,2}:\d{2}(?::\d{2})?\s+(?:[A-Z]{1,5}\s+)?(\d{4})\b")
_MONTH_NAME_YEAR = re.compile(r"([A-Za-z]{3,9})\.?,?\s+(\d{4})$")
_YEAR_LAST = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4})(?!\d)")


def parse_stamp(value: str) -> DateInterval | None:
    """The day or days that a machine-written date states.

    ISO 8601, RFC 822 and 5322, `asctime`, `2016/6/29`, `29.6.2016`, `June 29, 2016`, seconds or
    milliseconds since 1970, a month (`2016-06`) or a year are understood, with or without a time.
    Where day and month could change places (`5/6/2016`), the interval holds both and is `inferred`.

    Args:
        value: the string.

    Returns:
        The interval, or None where the string is no date.
    """
    value = value.strip()
    if not value:
        return None
    for read in (_numeric_year_first, _whole_period, _epoch, _named_month, _numeric_year_last):
        found = read(value)
        if found is not None:
            return found
    return None


def _on(year: int, month: int, day: int) -> DateInterval | None:
    if not EARLIEST_YEAR <= year <= LATEST_YEAR:
        return None
    try:
        return DateInterval.on(date(year, month, day))
    except ValueError:
        return None


def _numeric_year_first(value: str) -> DateInterval | None:
    if match := _YEAR_FIRST.match(value):
        return _on(int(match[1]), int(match[3]), int(match[4]))
    if match := _COMPACT.match(value):
        return _on(int(match[1]), int(match[2]), int(match[3]))
    return None


def _whole_period(value: str) -> DateInterval | None:
    if match := _YEAR_MONTH.match(value):
        return _month(int(match[1]), int(match[2]))
    if match := _MONTH_NAME_YEAR.match(value):
        month = MONTHS.get(match[1].lower())
        return _month(int(match[2]), month) if month else None
    if match := _YEAR.match(value):
        first = _on(int(match[1]), 1, 1)
        last = _on(int(match[1]), 12, 31)
        return DateInterval(first.earliest, last.latest, "stated") if first and last else None
    return None


def _month(year: int, month: int) -> DateInterval | None:
    first = _on(year, month, 1)
    if first is None or first.earliest is None:
        return None
    after = date(year + month // 12, month % 12 + 1, 1)
    return DateInterval(first.earliest, after - timedelta(days=1), "stated")


def _epoch(value: str) -> DateInterval | None:
    match = _EPOCH.match(value)
    if match is None:
        return None
    seconds = int(match[1]) / (1000 if len(match[1]) == 13 else 1)
    return DateInterval.on(datetime.fromtimestamp(seconds, UTC).date())


def _named_month(value: str) -> DateInterval | None:
    if match := _ASCTIME.search(value):
        return _with_name(match[3], match[1], match[2])
    if match := _DAY_MONTH_NAME.search(value):
        return _with_name(match[3], match[2], match[1])
    if match := _MONTH_NAME_DAY.search(value):
        return _with_name(match[3], match[1], match[2])
    return None


def _with_name(year: str, month: str, day: str) -> DateInterval | None:
    number = MONTHS.get(month.lower())
    if number is None:
        return None
    # RFC 5322, section 4.3: two digits below 50 belong to this century, the others to the last.
    full_year = int(year) + (0 if len(year) == 4 else 2000 if int(year) < 50 else 1900)
    return _on(full_year, number, int(day))


def _numeric_year_last(value: str) -> DateInterval | None:
    match = _YEAR_LAST.match(value)
    if match is None:
        return None
    first, second, year = int(match[1]), int(match[3]), int(match[4])
    day_first, month_first = _on(year, second, first), _on(year, first, second)
    if match[2] == "." or month_first is None or month_first == day_first:
        return day_first  # dots are written day first wherever they are written
    if day_first is None:
        return month_first
    days = sorted(interval.earliest for interval in (day_first, month_first) if interval.earliest)
    return DateInterval(days[0], days[-1], "inferred")
