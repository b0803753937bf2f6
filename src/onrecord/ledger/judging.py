"""Judgements put to work: a report's metadata corrected, and its records derived again from it."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection

from onrecord import consolidation
from onrecord.errors import NotFound, UsageError
from onrecord.model import DateInterval, Judgement, Report, ReportRecords, Verdict
from onrecord.read.given import Given
from onrecord.store import judgements, reports
from onrecord.store.judgements import METADATA, interval_from_json, interval_to_json

Process = Callable[[Report], ReportRecords]
OF_REPORTS = ("set_metadata", "set_date")


def given_metadata(
    connection: Connection, stored: reports.Stored, given: Given, by: str, now: datetime
) -> list[Judgement]:
    """The judgements that metadata given for a known report amounts to; none where it says nothing new.

    Args:
        connection: of a transaction.
        stored: the known report.
        given: what a person stated beside the input.
        by: who.
        now: when (UTC).
    """
    report, _ = as_judged(connection, stored)
    news = {
        name: getattr(given, name)
        for name in METADATA
        if getattr(given, name) and getattr(given, name) != getattr(report, name)
    }
    note = "given when the report was added again"
    found = []
    if news:
        found.append(judgements.made([stored.id], "set_metadata", news, by, note, now))
    if (given.published.earliest or given.published.latest) and given.published != report.published:
        value = interval_to_json(given.published)
        found.append(judgements.made([stored.id], "set_date", value, by, note, now))
    return found


def in_words(judgement: Judgement) -> str:
    """What a judgement on a report's metadata says, on one line for each field."""
    if judgement.verdict == "set_date":
        days = sorted({day for day in (judgement.value["earliest"], judgement.value["latest"]) if day})
        return f"published: {' to '.join(days)}"
    return "\n".join(f"{name}: {value}" for name, value in judgement.value.items())


def new_judgement(
    subject: Sequence[str], verdict: Verdict, value: Any, *, by: str, note: str, now: datetime
) -> Judgement:
    """A judgement on reports, its value in the form that is kept.

    Args:
        subject: ids of the reports.
        verdict: `set_metadata` or `set_date`.
        value: a mapping of metadata, or a date interval.
        by: who.
        note: why.
        now: when (UTC).

    Raises:
        UsageError: the verdict is none that can be acted on, or the value does not fit it.
    """
    if verdict not in OF_REPORTS:
        raise UsageError(
            f"This version can't act on the verdict {verdict}.",
            f"Use one of {', '.join(OF_REPORTS)}, or remove().",
        )
    if not subject or not all(id_.startswith("rep-") for id_ in subject):
        raise UsageError(f"{verdict} is about reports.", "Give the ids of reports.")
    if verdict == "set_date":
        if isinstance(value, DateInterval):
            value = interval_to_json(value)
        try:
            interval_from_json(value)
        except (TypeError, KeyError, ValueError):
            raise UsageError(f"{value!r} is no date interval.", "Give a DateInterval.") from None
    elif (
        not isinstance(value, dict)
        or not value
        or not value.keys() <= set(METADATA)
        or not all(isinstance(text, str) for text in value.values())
    ):
        raise UsageError(f"{value!r} is no metadata.", f"Give texts by name: {', '.join(METADATA)}.")
    return judgements.made(subject, verdict, value, by, note, now)


def put(connection: Connection, process: Process, judgement: Judgement) -> None:
    """Keep a judgement on reports, and derive again what rests on them."""
    stored = [require_report(connection, id_) for id_ in judgement.subject]
    judgements.add(connection, judgement)
    for one in stored:
        derive(connection, process, one)
    consolidation.settle(connection)


def derive(connection: Connection, process: Process, stored: reports.Stored, round_: str = "") -> None:
    """Derive a report's records again, from its text and its metadata as judged."""
    report, decided = as_judged(connection, stored)
    records = process(judgements.as_identified(reports.load(connection, stored.number), report))
    consolidation.put(connection, stored.number, stored.id, report, records, judged=decided, round_=round_)


def as_judged(connection: Connection, stored: reports.Stored) -> tuple[Report, bool]:
    """A report with its metadata as judged, and whether anything of that was."""
    report = reports.load(connection, stored.number)
    decided = [
        judgement
        for judgement in judgements.load(connection, subjects=[stored.id], only_open=True)
        if judgement.verdict in OF_REPORTS
    ]
    return judgements.judged(report, decided), bool(decided)


def require_report(connection: Connection, id_: str) -> reports.Stored:
    """The report of an id, with its text.

    Raises:
        NotFound: there is none, or it was taken down.
    """
    stored = reports.by_id(connection, id_)
    if stored is None:
        raise NotFound(f"There is no report {id_}.", "List them: onrecord reports")
    if stored.removed_at is not None:
        raise NotFound(
            f"{id_} was taken down on {stored.removed_at:%Y-%m-%d}: {stored.removed_why}", "Its text is gone."
        )
    return stored


def now_utc() -> datetime:
    """The time."""
    return datetime.now(UTC)
