"""Rebuilding what is derived, taking a report down, and letting judgements go."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from itertools import islice
from typing import Any

from sqlalchemy import Connection, Select, or_, select

from onrecord import consolidation
from onrecord.errors import NotFound
from onrecord.ledger.judging import Process, as_judged, derive, follow, now_utc
from onrecord.ledger.workers import Workers
from onrecord.model import Judgement, Report, ReportRecords
from onrecord.store import derived, judgements, reports
from onrecord.store.engine import Store
from onrecord.store.tables import processed
from onrecord.store.tables import reports as report_table
from onrecord.store.upkeep import property_of, purge, set_property

ROUND = "rebuilding"  # the property that tells a rebuild under way, or cut short
AT_ONCE = 8  # reports for each worker between two looks at the ledger

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """What a rebuild did.

    Attributes:
        reports: how many it derived anew in this run.
        resumed: whether it went on with a rebuild that had been cut short.
    """

    reports: int
    resumed: bool


@dataclass(frozen=True, slots=True)
class Ready:
    """A report about to be derived anew: its row, and what `process` is given."""

    stored: reports.Stored
    report: Report


def begin(connection: Connection) -> None:
    """Note that a rebuild is under way, unless one is: the next call of `rebuild` goes on with it."""
    if not property_of(connection, ROUND):
        set_property(connection, ROUND, now_utc().isoformat())


def begun(store: Store) -> bool:
    """Whether a rebuild is under way, or was cut short."""
    with store.reading() as connection:
        return bool(property_of(connection, ROUND))


def rebuild(store: Store, process: Process, *, jobs: int = 1, progress: Progress | None = None) -> Rebuilt:
    """Derive everything anew from reports and judgements.

    Report by report, each in one transaction: the ledger stays whole, and can be read and added to meanwhile.
    Cut short, the next call goes on where this one was.

    Args:
        store: the ledger's.
        process: what derives a report's records.
        jobs: in how many processes to derive.
        progress: told how many are done, of how many.
    """
    with store.writing() as connection:
        resumed = bool(property_of(connection, ROUND))
        begin(connection)
        round_ = property_of(connection, ROUND)
        left = [
            row.id for row in connection.execute(_left(round_).where(report_table.c.removed_at.is_(None)))
        ]
    done = 0
    with ExitStack() as stack:
        every: Callable[[Iterable[Report]], Iterator[ReportRecords]] = partial(map, process)
        if jobs > 1:
            workers = Workers(jobs)
            every = partial(stack.enter_context(workers).map, process)
        ids = iter(left)
        while batch := list(islice(ids, AT_ONCE * jobs)):
            ready = _ready(store, batch)
            for one, records in zip(ready, every([one.report for one in ready]), strict=True):
                _replace(store, process, one, records, round_)
            done += len(batch)
            if progress:
                progress(done, len(left))
    with store.writing() as connection:
        for row in connection.execute(_left(round_).where(report_table.c.removed_at.is_not(None))).all():
            _empty(connection, row.number, row.id)
        consolidation.consolidate(connection)
        set_property(connection, ROUND, "")
    return Rebuilt(done, resumed)


def remove(store: Store, report: str, *, why: str, by: str) -> Judgement:
    """Take a report down: its words leave the ledger, a tombstone stays.

    Args:
        store: the ledger's.
        report: its id.
        why: the reason; it stays.
        by: who decided it.

    Returns:
        The judgement that keeps it out. Of a report that was taken down before, the one that did it; what may
        be left of its words in the file is then seen to again.

    Raises:
        NotFound: there is no such report.
        LedgerBusy: it was taken down, but its words are still in the log beside the file.
    """
    with store.writing() as connection:
        stored = reports.by_id(connection, report)
        if stored is None:
            raise NotFound(f"There is no report {report}.", "List them: onrecord reports")
        judgement = _standing_removal(connection, report)
        if stored.removed_at is None:
            now = now_utc()
            judgement = judgements.made([report], "remove", None, by, why, now)
            judgements.add(connection, judgement)
            former = consolidation.take(connection, stored.number)
            reports.bury(connection, stored.number, by, why, now)
            judgements.redact(connection, report)
            _empty(connection, stored.number, report)
            consolidation.forget(connection, stored.number, former)
            consolidation.settle(connection)
        elif judgement is None:
            raise NotFound(f"{report} was taken down, and that was let go since.", "Add it again first.")
    assert judgement is not None
    purge(store)
    return judgement


def close_judgement(store: Store, process: Process, judgement: str) -> Judgement:
    """Close a judgement, and derive again what rested on it.

    Closing a takedown lets the report be added again; it doesn't bring its words back.

    Args:
        store: the ledger's.
        process: what derives a report's records.
        judgement: its id.

    Raises:
        NotFound: there is no such judgement.
        LedgerError: it is closed already.
    """
    with store.writing() as connection:
        closed = judgements.close(connection, judgement, now_utc())
        if closed.verdict != "remove":
            follow(connection, process, closed)
            consolidation.settle(connection)
    return closed


def _left(round_: str) -> Select[Any]:
    """The reports that a rebuild has still to see to."""
    return (
        select(report_table.c.number, report_table.c.id)
        .outerjoin(processed, processed.c.report == report_table.c.number)
        .where(or_(processed.c.report.is_(None), processed.c.round != round_))
        .order_by(report_table.c.number)
    )


def _ready(store: Store, ids: Iterable[str]) -> list[Ready]:
    """Those of some reports that have their text, with their metadata as judged."""
    ready = []
    with store.reading() as connection:
        for id_ in ids:
            stored = reports.by_id(connection, id_)
            if stored is not None and stored.removed_at is None:
                ready.append(Ready(stored, _input(connection, stored)))
    return ready


def _input(connection: Connection, stored: reports.Stored) -> Report:
    return judgements.as_identified(reports.load(connection, stored.number), as_judged(connection, stored)[0])


def _replace(store: Store, process: Process, one: Ready, records: ReportRecords, round_: str) -> None:
    """Put a report's new records in; those that were derived from what no longer holds are derived again."""
    with store.writing() as connection:
        stored = reports.by_id(connection, one.stored.id)
        if stored is None or stored.removed_at is not None:
            return
        if _input(connection, stored) != one.report:
            derive(connection, process, stored, round_)
            return
        report, judged = as_judged(connection, stored)
        consolidation.put(connection, stored.number, stored.id, report, records, judged=judged, round_=round_)


def _empty(connection: Connection, number: int, id_: str) -> None:
    """Give a tombstone its row of metadata."""
    stone = reports.metadata(connection, number)
    derived.put_processed(connection, number, id_, stone, judged=True, records=None, round_="")


def _standing_removal(connection: Connection, report: str) -> Judgement | None:
    found = judgements.load(connection, subjects=[report], only_open=True)
    return next((judgement for judgement in found if judgement.verdict == "remove"), None)
