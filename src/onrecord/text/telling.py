"""Dates and words of the record as people read them: days, intervals, when something was said."""

from datetime import date

from onrecord.model import Attribution, DateInterval, Span

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July",
    "August", "September", "October", "November", "December",
)  # fmt: skip


def day(when: date) -> str:
    """`4 March 2025`, whatever the locale."""
    return f"{when.day} {MONTHS[when.month - 1]} {when.year}"


def dates(interval: DateInterval, unknown: str = "date not known") -> str:
    """An interval in words: `4 March 2025`, `between 1 and 4 March 2025`, `by 4 March 2025`."""
    earliest, latest = interval.earliest, interval.latest
    if earliest and latest:
        if earliest == latest:
            return day(earliest)
        first = day(earliest)
        if (earliest.year, earliest.month) == (latest.year, latest.month):
            first = str(earliest.day)
        elif earliest.year == latest.year:
            first = f"{earliest.day} {MONTHS[earliest.month - 1]}"
        if (latest - earliest).days == 1:
            return f"{first} or {day(latest)}"
        return f"between {first} and {day(latest)}"
    if latest:
        return f"by {day(latest)}"
    if earliest:
        return f"{day(earliest)} or later"
    return unknown


def said(attribution: Attribution, published: DateInterval) -> str:
    """When something was said; what is inferred from the day of the report doesn't pass for more.

    Args:
        attribution: the statement.
        published: when its report was.
    """
    return dated(attribution.said_on, published)


def dated(on: DateInterval, published: DateInterval) -> str:
    """When something was said or held, beginning with a capital; see `said`."""
    words = dates(on)
    if on.basis == "inferred":
        same = (on.earliest, on.latest) == (published.earliest, published.latest)
        words = f"reported {words}" if same else f"probably {words}"
    return words[0].upper() + words[1:]


def joined(spans: tuple[Span, ...], between: str = " … ") -> str:
    """The words of some spans, on one line."""
    return between.join(" ".join(span.text.split()) for span in spans)
