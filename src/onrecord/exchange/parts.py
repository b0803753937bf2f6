"""The small parts that all records are made of: spans, dates, confidences."""

from collections.abc import Iterable
from datetime import date

from onrecord.exchange.schema import IntervalRecord, SpanRecord
from onrecord.model import DateInterval, Span


def span_records(spans: Iterable[Span]) -> list[SpanRecord]:
    """Spans, in order."""
    return [span_record(span) for span in spans]


def span_record(span: Span) -> SpanRecord:
    """A span."""
    return SpanRecord(start=span.start, end=span.end, text=span.text)


def interval_record(interval: DateInterval) -> IntervalRecord:
    """A date interval."""
    return IntervalRecord(earliest=day(interval.earliest), latest=day(interval.latest), basis=interval.basis)


def rounded(confidence: float) -> float:
    """Four digits: what lies below differs between kinds of CPU."""
    return round(confidence, 4)


def day(when: date | None) -> str | None:
    """A day in ISO 8601, or None."""
    return when.isoformat() if when else None
