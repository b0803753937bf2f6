"""What is done to every report, whichever reader made it."""

from dataclasses import replace
from datetime import datetime

from onrecord.model import DateInterval, Report
from onrecord.read.transcript import mark_turns


def finish(report: Report, *, retrieved: datetime) -> Report:
    """Complete a report.

    Args:
        report: as its reader made it.
        retrieved: when it was read (UTC), unless the reader knows.

    Returns:
        The report, its turns marked where it is a transcript.
    """
    return mark_turns(replace(report, retrieved=report.retrieved or retrieved))


def known_by(report: Report, retrieved: datetime) -> Report:
    """A report with its time of retrieval, which bounds the day of one that states none.

    Args:
        report: the report.
        retrieved: when it was fetched or archived (UTC).
    """
    published = report.published
    if published.earliest is None and published.latest is None:
        published = DateInterval(None, retrieved.date(), "inferred")
    return replace(report, retrieved=retrieved, published=published)
