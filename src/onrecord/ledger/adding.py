"""Adding reports: each with all that is derived from it in one transaction, so that it is there whole or not.

`process` runs outside the transaction, in other processes if wanted; this process alone writes.
"""

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from time import monotonic

from sqlalchemy import Connection

from onrecord import consolidation
from onrecord.errors import OnrecordError, ReadError, TakenDown, Unanchored
from onrecord.ledger.added import Added, difference
from onrecord.ledger.judging import Process, given_metadata, in_words, now_utc, put
from onrecord.ledger.settling import pace, settle
from onrecord.ledger.workers import Workers
from onrecord.model import Report, ReportRecords
from onrecord.read.given import Given, Problem
from onrecord.store import judgements, reports
from onrecord.store.engine import Store
from onrecord.text.sizes import require_readable

AHEAD = 4  # reports in flight for each worker: enough to keep all busy, few enough to hold in memory
TOGETHER = 500  # reports that are kept at once: that takes far less than each by itself
SOON = 2.0  # seconds that one waits at most for others to be kept with
OF_ONE_REPORT = (ReadError, TakenDown, Unanchored)  # errors that leave the next report its chance


@dataclass(frozen=True, slots=True)
class Waiting:
    """A report that is being processed, or an outcome that waits for those before it."""

    source: str
    report: Report | None
    outcome: "Future[ReportRecords] | Added"


@dataclass(frozen=True, slots=True)
class Derived:
    """A report with what was derived from it, to be kept.

    Attributes:
        report: as it was read.
        records: what was derived from it.
        known_by: what another that is the same, or a version of it, has one of as well.
    """

    report: Report
    records: ReportRecords
    known_by: frozenset[tuple[str, ...]]


def add_all(
    store: Store,
    process: Process,
    found: Iterable[Report | Problem],
    *,
    given: Given,
    by: str,
    jobs: int,
) -> Iterator[Added]:
    """Add what was read, in order.

    Args:
        store: the ledger's.
        process: what derives a report's records.
        found: reports, and what could not be read.
        given: metadata that a person stated; new for a known report, it becomes a judgement.
        by: who states it.
        jobs: in how many processes to derive; 1 for this one.

    Yields:
        What became of each, once it is safely kept.
    """
    with store.reading() as connection:
        there = reports.count(connection)
    unsettled = 0
    for added in _each(store, process, found, given=given, by=by, jobs=jobs):
        if added.status in ("added", "new_version"):
            there, unsettled = there + 1, unsettled + 1
        if unsettled >= pace(there):
            settle(store, much=unsettled > TOGETHER)
            unsettled = 0
        yield added
    if unsettled:
        settle(store, much=unsettled > TOGETHER)


def _each(
    store: Store,
    process: Process,
    found: Iterable[Report | Problem],
    *,
    given: Given,
    by: str,
    jobs: int,
) -> Iterator[Added]:
    """Add what was read, in order, some at a time; what the reports share is left to be worked out."""
    ready: list[Derived] = []
    known: set[tuple[str, ...]] = set()
    since = monotonic()
    for one in _derived(store, process, found, given=given, by=by, jobs=jobs):
        if isinstance(one, Added) or not known.isdisjoint(one.known_by):
            yield from _keep_all(store, process, ready, given=given, by=by)
            ready, known = [], set()
        if isinstance(one, Added):
            yield one
            continue
        since = since if ready else monotonic()
        ready.append(one)
        known |= one.known_by
        if len(ready) >= TOGETHER or monotonic() - since >= SOON:
            yield from _keep_all(store, process, ready, given=given, by=by)
            ready, known = [], set()
    yield from _keep_all(store, process, ready, given=given, by=by)


def _known_by(report: Report) -> frozenset[tuple[str, ...]]:
    """What of a report tells that another is the same or a version of it: the text, in one place; the URL."""
    path = reports.full_path(report)
    found: set[tuple[str, ...]] = {("id", report.id)}
    if report.url:
        found.add(("url", report.url))
    if path:
        found.add(("text", report.sha256, path))
    return frozenset(found)


def _derived(
    store: Store,
    process: Process,
    found: Iterable[Report | Problem],
    *,
    given: Given,
    by: str,
    jobs: int,
) -> Iterator[Added | Derived]:
    """What was derived from each report, in order, or what became of it."""
    if jobs <= 1:
        for one in found:
            yield _derive(store, process, one, given=given, by=by)
        return
    workers = Workers(jobs)
    try:
        waiting: deque[Waiting] = deque()
        for one in found:
            waiting.append(_start(store, process, workers, one, given=given, by=by))
            if len(waiting) >= AHEAD * jobs:
                yield _finish(waiting.popleft())
        while waiting:
            yield _finish(waiting.popleft())
    finally:
        workers.shutdown(wait=True, cancel_futures=True)


def add_one(store: Store, process: Process, one: Report | Problem, *, given: Given, by: str) -> Added:
    """Add one report, and work out what it touches; or say that it could not be read."""
    added = _add(store, process, one, given=given, by=by)
    if added.status in ("added", "new_version"):
        settle(store)
    return added


def _add(store: Store, process: Process, one: Report | Problem, *, given: Given, by: str) -> Added:
    derived = _derive(store, process, one, given=given, by=by)
    if isinstance(derived, Added):
        return derived
    return _keep_one(store, process, derived, given=given, by=by)


def _derive(
    store: Store, process: Process, one: Report | Problem, *, given: Given, by: str
) -> Added | Derived:
    if isinstance(one, Problem):
        return Added(status="failed", source=one.source, error=one.error)
    try:
        return _look(store, process, one, given=given, by=by) or Derived(one, process(one), _known_by(one))
    except OF_ONE_REPORT as error:
        return Added(status="failed", source=source_of(one), error=error)


def source_of(report: Report) -> str:
    """Where a report was read from, in words."""
    return report.path or report.url or "-"


def _start(
    store: Store,
    process: Process,
    workers: Workers,
    one: Report | Problem,
    *,
    given: Given,
    by: str,
) -> Waiting:
    if isinstance(one, Problem):
        return Waiting(one.source, None, Added(status="failed", source=one.source, error=one.error))
    source = source_of(one)
    try:
        known = _look(store, process, one, given=given, by=by)
    except OF_ONE_REPORT as error:
        known = Added(status="failed", source=source, error=error)
    return Waiting(source, one, known or workers.submit(process, one))


def _finish(waiting: Waiting) -> Added | Derived:
    if isinstance(waiting.outcome, Added):
        return waiting.outcome
    assert waiting.report is not None
    try:
        return Derived(waiting.report, waiting.outcome.result(), _known_by(waiting.report))
    except OF_ONE_REPORT as error:
        return Added(status="failed", source=waiting.source, error=error)
    except BrokenProcessPool as error:
        raise OnrecordError(
            f"A worker process died at {waiting.source} or near it; what was reported as added is kept.",
            "Do the same again with fewer jobs: it may have been short of memory.",
        ) from error


def _look(store: Store, process: Process, report: Report, *, given: Given, by: str) -> Added | None:
    """What becomes of a report that is in the ledger already, or None where it is not.

    Raises:
        TakenDown: it was taken down.
        DamagedInput: it holds what can't be kept.
        TooLarge: it is too long to be interpreted.
    """
    reports.require_storable(report)
    require_readable(report)
    with store.reading() as connection:
        stored = _stored(connection, report, given)
        if stored is None:
            return None
        news = given_metadata(connection, stored, given, by, now_utc())
    if news:
        with store.writing() as connection:
            return _known(connection, process, report, given=given, by=by)
    return Added(status="known", source=source_of(report), report=stored.id)


def _known(
    connection: Connection, process: Process, report: Report, *, given: Given, by: str
) -> Added | None:
    """The same, in the transaction that keeps what was given anew."""
    stored = _stored(connection, report, given)
    if stored is None:
        return None
    news = given_metadata(connection, stored, given, by, now_utc())
    for judgement in news:
        put(connection, process, judgement)
    return Added(
        status="known",
        source=source_of(report),
        report=stored.id,
        difference="\n".join(in_words(judgement) for judgement in news),
    )


def _keep_all(
    store: Store, process: Process, ready: Sequence[Derived], *, given: Given, by: str
) -> Iterator[Added]:
    """Keep reports with their records in one transaction; each by itself where one of them can't be kept."""
    try:
        outcomes = _keep(store, process, ready, given=given, by=by)
    except OF_ONE_REPORT:
        for one in ready:
            yield _keep_one(store, process, one, given=given, by=by)
    else:
        yield from outcomes


def _keep_one(store: Store, process: Process, one: Derived, *, given: Given, by: str) -> Added:
    try:
        return _keep(store, process, [one], given=given, by=by)[0]
    except OF_ONE_REPORT as error:
        return Added(status="failed", source=source_of(one.report), error=error)


def _keep(store: Store, process: Process, ready: Sequence[Derived], *, given: Given, by: str) -> list[Added]:
    """Keep reports with their records, unless another process has kept them meanwhile."""
    if not ready:
        return []
    outcomes: list[Added] = []
    parts: list[consolidation.Part] = []
    with store.writing(much=len(ready) > 1) as connection:
        alike = reports.alike(connection, [one.report for one in ready])
        addresses = reports.addresses_among(connection, [one.report.url for one in ready])
        next_number = reports.next_number(connection)
        for one in ready:
            report = one.report
            may_be_there = report.sha256 in alike
            known = _known(connection, process, report, given=given, by=by) if may_be_there else None
            if known:
                outcomes.append(known)
                continue
            in_place = report.url in addresses if report.url else True
            before = reports.version_before(connection, report) if in_place else None
            text_before = reports.text_of(connection, before.number) if before else None
            number = reports.put(
                connection,
                report,
                before.id if before else None,
                now_utc(),
                number=None if may_be_there else next_number,
            )
            next_number = max(next_number, number + 1)
            parts.append(consolidation.Part(number, report.id, report, one.records))
            outcomes.append(
                Added(
                    status="new_version" if before else "added",
                    source=source_of(report),
                    report=report.id,
                    attributions=len(one.records.attributions),
                    difference=difference(text_before, report.text) if text_before is not None else "",
                )
            )
        if parts:
            consolidation.put_new(connection, parts)
    return outcomes


def _stored(connection: Connection, report: Report, given: Given) -> reports.Stored | None:
    """The row of a report that is in the ledger, under whatever outlet or address it was read then.

    Raises:
        TakenDown: it, or the same text under another name, was taken down, and that still holds.
    """
    if not reports.alike(connection, [report]):
        return None
    buried = reports.taken_down_as(connection, report)
    if buried and any(
        judgement.verdict == "remove"
        for judgement in judgements.load(connection, subjects=[buried.id], only_open=True)
    ):
        raise TakenDown(
            f"{source_of(report)} was taken down as {buried.id} on {buried.removed_at:%Y-%m-%d} "
            f"by {buried.removed_by}: {buried.removed_why}",
            "To let it in again, close that judgement first.",
        )
    found = reports.by_id(connection, report.id)
    if found is not None and found.removed_at is None:
        return found
    return reports.known_as(connection, report, outlet_is_given=bool(given.outlet))
