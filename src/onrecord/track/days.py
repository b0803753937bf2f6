"""Before and after among dates that are intervals: only what is sure counts."""

from datetime import date as Day

from onrecord.model import Condition, DateInterval, Event, Position


def day_of(interval: DateInterval) -> Day:
    """The day from which a record surely counts; the first of all days where nothing is known."""
    return interval.latest or interval.earliest or Day.min


def surely_later(one: DateInterval, other: DateInterval) -> bool:
    """Whether a date lies after another whatever the days within them are."""
    return one.earliest is not None and other.latest is not None and one.earliest > other.latest


def order(record: Position | Condition | Event) -> tuple[Day, str, int, str]:
    """A total order of records that begins with their days."""
    start = record.evidence[0].start if record.evidence else 0
    return day_of(record.date), record.report, start, record.id


def in_force(record: Position | Condition, as_of: Day) -> bool:
    """Whether a record was made by a day and not replaced by it; an undated one always was made."""
    return day_of(record.date) <= as_of and (record.until is None or record.until > as_of)
