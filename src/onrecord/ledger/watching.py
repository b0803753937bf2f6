"""Watching feeds: asking politely what is new, adding what fits the ledger, and telling what changed.

Where each feed and each entry stands is kept in the ledger. A feed's answer is kept together with what it
said to ask with next time, and each entry is done for good before the next: killed at any moment, the next
pass goes on without loss, and what was added already is known and not added again.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any, Literal
from urllib.parse import urlsplit

from onrecord.errors import EmptyInput, FetchError, OnrecordError, ReadError, UsageError
from onrecord.late import Late
from onrecord.ledger.added import Added
from onrecord.ledger.adding import add_one
from onrecord.ledger.judging import Process
from onrecord.ledger.relevance import Fit, Known, fit_of
from onrecord.ledger.settling import Questions
from onrecord.model import Report, ReportRecords
from onrecord.read.given import Given, Problem
from onrecord.store import reports, watching
from onrecord.store.engine import Store
from onrecord.store.news import News, news_of
from onrecord.store.watching import WaitingEntry, WatchedFeed

feed_entries = Late("onrecord.read.feed", "feed_entries")
read_fetched = Late("onrecord.read.reading", "read_fetched")
finish = Late("onrecord.read.finish", "finish")
known_by = Late("onrecord.read.finish", "known_by")

FIRST_WAIT, LONGEST_WAIT = timedelta(minutes=15), timedelta(days=1)
"""After a failure an address is left alone so long; after each more in a row twice as long, up to a day."""
MOST_FAILURES = 6
"""After so many an entry is given up; a feed never is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Polled:
    """What a feed gave.

    Attributes:
        feed: its address.
        status: `read`; `unchanged` since it was asked last; `resting` after a failure,
            and not asked; `failed`.
        entries: how many of its entries are new or changed.
        until: of a feed that failed or rests, when it is asked again.
        error: why it failed, or None.
    """

    feed: str
    status: Literal["read", "unchanged", "resting", "failed"]
    entries: int = 0
    until: datetime | None = None
    error: OnrecordError | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What became of an entry.

    Attributes:
        feed: address of its feed.
        link: its own address, or empty.
        title: its title, or empty where that is not known any more.
        status: `added`, `new_version` and `known` as for `Added`; `left_out`: it doesn't fit the ledger;
            `later`: it could not be fetched, and is tried again; `failed`.
        why: for what was tried for fitness, the grounds in words.
        added: what adding it came to, or None where that was not tried.
        error: why it failed, or None.
    """

    feed: str
    link: str
    title: str
    status: Literal["added", "new_version", "known", "left_out", "later", "failed"]
    why: tuple[str, ...] = ()
    added: Added | None = None
    error: OnrecordError | None = None


class _LeftOut(Exception):
    """A report does not fit, and is not added."""


@dataclass(slots=True)
class _Pass:
    """What the steps of one pass share.

    Attributes:
        store: the ledger's.
        process: what derives a report's records.
        client: what addresses are fetched with.
        by: who adds.
        everything: add what doesn't fit as well.
        now: gives the time (UTC).
        known: vectors of the ledger's reports.
        resting: hosts that ask to be left alone, and until when.
    """

    store: Store
    process: Process
    client: Any
    by: str
    everything: bool
    now: Callable[[], datetime]
    known: Known
    resting: dict[str, datetime]


class Watching(Questions):
    """Watching feeds; part of `Ledger`."""

    _process: Process
    _by: str

    def watch(
        self,
        feeds: Sequence[str] = (),
        *,
        client: Any,
        everything: bool = False,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> Iterator[Polled | Seen]:
        """Ask feeds once what is new, and add what fits the ledger.

        Args:
            feeds: addresses of feeds, watched from now on; all that are watched already if empty.
            client: a `SafeClient`.
            everything: add what doesn't fit as well; a ledger without reports has nothing to compare with.
            now: gives the time (UTC).

        Yields:
            What each feed gave and what became of each entry, once that is kept.

        Raises:
            UsageError: no feed is given or watched, or the ledger is empty and `everything` is not wanted.
        """
        with self._store.writing() as connection:
            watching.put_feeds(connection, feeds)
        with self._store.reading() as connection:
            wanted = [feed for feed in watching.feeds(connection) if not feeds or feed.url in feeds]
            known = Known() if everything else Known.of(connection)
        if not wanted:
            raise UsageError("No feed is watched yet.", "Name one, or an OPML file.")
        if not everything and not known.ids:
            raise UsageError(
                "The ledger is empty: there is nothing that a report could fit.",
                "Add some reports first, or take everything: --all.",
            )
        one_pass = _Pass(self._store, self._process, client, self._by, everything, now, known, {})
        for feed in wanted:
            yield from _finish_body(one_pass, feed)
            yield from _poll(one_pass, feed)

    def news(self, reports: Sequence[str]) -> News:
        """What some reports changed: who moved, and what stands against what, by their words.

        Args:
            reports: ids of reports.
        """
        self._settle()
        with self._store.reading() as connection:
            return news_of(connection, reports)


def _poll(one: _Pass, feed: WatchedFeed) -> Iterator[Polled | Seen]:
    """Ask a feed, and deal with its entries."""
    now = one.now()
    until = _resting_until(one, feed.url, feed.not_before)
    if until is not None:
        yield Polled(feed=feed.url, status="resting", until=until)
        return
    try:
        page = one.client.fetch(feed.url, etag=feed.etag, last_modified=feed.last_modified)
        if page.not_modified:
            with one.store.writing() as connection:
                watching.put_unchanged(connection, feed.number, now)
            yield Polled(feed=feed.url, status="unchanged")
            return
        entries = {
            entry.key: (entry.link, entry.stamp) for entry in _entries(page.data, page.url, page.media_type)
        }
    except ReadError as error:
        failures = feed.failures + 1
        until = _again(one, feed.url, error, failures)
        with one.store.writing() as connection:
            watching.put_failure(connection, feed.number, failures=failures, not_before=until)
        yield Polled(feed=feed.url, status="failed", until=until, error=error)
        return
    given = replace(
        feed,
        body=page.data,
        address=page.url,
        media_type=page.media_type,
        etag=page.etag,
        last_modified=page.last_modified,
    )
    with one.store.writing() as connection:
        fresh = watching.put_poll(connection, given, entries, now)
    yield Polled(feed=feed.url, status="read", entries=fresh)
    yield from _finish_body(one, given)


def _entries(body: bytes, address: str, media_type: str) -> list[Any]:
    """The entries of a feed; one that has none yet is no failure."""
    try:
        return list(feed_entries(body, address=address, media_type=media_type))
    except EmptyInput:
        return []


def _finish_body(one: _Pass, feed: WatchedFeed) -> Iterator[Seen]:
    """Deal with the entries of a feed that wait: from this pass, or from one that was cut short."""
    with one.store.reading() as connection:
        left = watching.waiting(connection, feed.number)
    if not left:
        return
    entries = {}
    if feed.body:
        try:
            entries = {entry.key: entry for entry in _entries(feed.body, feed.address, feed.media_type)}
        except ReadError:
            entries = {}  # another version of this program read it better: the addresses are left
    for waiting in left:
        seen = _deal_with(one, feed, waiting, entries.get(waiting.key))
        if seen is not None:
            yield seen
    with one.store.writing() as connection:
        watching.forget_body(connection, feed.number)


def _deal_with(one: _Pass, feed: WatchedFeed, waiting: WaitingEntry, entry: Any) -> Seen | None:
    """Add an entry's report if it fits, and note what became of it; None where it has to wait."""
    title = entry.title if entry is not None else ""
    told = Seen(feed=feed.url, link=waiting.link, title=title, status="later")
    etag = last_modified = ""
    found = entry.found if entry is not None else None
    if isinstance(found, Report):
        report = known_by(finish(found, retrieved=one.now()), one.now())
    elif not waiting.link:
        error = found.error if found is not None else EmptyInput(f"{waiting.key} is gone from its feed.")
        return _failed(one, waiting, error, told)
    else:
        if _resting_until(one, waiting.link, waiting.not_before) is not None:
            return None
        try:
            page = one.client.fetch(waiting.link, etag=waiting.etag, last_modified=waiting.last_modified)
            if page.not_modified:
                with one.store.writing() as connection:
                    watching.put_unmodified(connection, waiting.key)
                return replace(told, status="known")
            etag, last_modified = page.etag, page.last_modified
            report = _first_report(read_fetched(page), waiting.link)
        except ReadError as error:
            return _not_read(one, waiting, error, told)
        report = _filled(report, entry)
    return _add(one, waiting, report, told, etag, last_modified)


def _first_report(found: Iterator[Report | Problem], link: str) -> Report:
    """The report of a page.

    Raises:
        ReadError: there is none.
    """
    for item in found:
        if isinstance(item, Problem):
            raise item.error
        return item
    raise EmptyInput(f"{link} holds no report.", "Open it in a browser to see why.")


def _filled(report: Report, entry: Any) -> Report:
    """A page's report, with what only the feed says of it."""
    if entry is None:
        return report
    published = report.published
    if published.basis != "stated" and entry.published.basis == "stated":
        published = entry.published
    return replace(
        report,
        outlet=report.outlet or entry.outlet,
        title=report.title or entry.title,
        published=published,
    )


def _add(
    one: _Pass, waiting: WaitingEntry, report: Report, told: Seen, etag: str, last_modified: str
) -> Seen:
    grounds: list[Fit] = []

    def process_what_fits(given: Report) -> ReportRecords:
        """The records of a report; asked for only where it is not in the ledger yet."""
        records = one.process(given)
        if one.everything:
            return records
        with one.store.reading() as connection:
            if reports.version_before(connection, given) is not None:
                return records
            fit = fit_of(connection, one.known, given, records)
        grounds.append(fit)
        if not fit.fits:
            raise _LeftOut
        return records

    try:
        added = add_one(one.store, process_what_fits, report, given=Given(), by=one.by)
    except _LeftOut:
        with one.store.writing() as connection:
            watching.put_done(connection, waiting.key, "left_out", etag=etag, last_modified=last_modified)
        return replace(told, status="left_out", why=grounds[0].why)
    if added.error is not None:
        return _failed(one, waiting, added.error, told)
    with one.store.writing() as connection:
        watching.put_done(
            connection, waiting.key, "added", report=added.report, etag=etag, last_modified=last_modified
        )
    if added.status == "added" and not one.everything:
        one.known.add(report)
    why = grounds[0].why if grounds else ()
    return replace(told, status=added.status, why=why, added=added)


def _not_read(one: _Pass, waiting: WaitingEntry, error: ReadError, told: Seen) -> Seen:
    """An entry whose page could not be had: tried again later, unless that is of no use."""
    failures = waiting.failures + 1
    passing = type(error) is FetchError and not error.lasting
    if not passing or failures >= MOST_FAILURES:
        return _failed(one, waiting, error, told)
    until = _again(one, waiting.link, error, failures)
    with one.store.writing() as connection:
        watching.put_delay(connection, waiting.key, failures, until)
    return replace(told, status="later", error=error)


def _failed(one: _Pass, waiting: WaitingEntry, error: OnrecordError, told: Seen) -> Seen:
    with one.store.writing() as connection:
        watching.put_done(connection, waiting.key, "failed")
    return replace(told, status="failed", error=error)


def _again(one: _Pass, address: str, error: ReadError, failures: int) -> datetime:
    """When an address that failed may be asked again; a host that says so rests as a whole."""
    now = one.now()
    if isinstance(error, FetchError) and error.again_after is not None:
        until = now + min(timedelta(seconds=error.again_after), LONGEST_WAIT)
        one.resting[_host(address)] = until
        return max(until, now + timedelta(seconds=1))
    if isinstance(error, FetchError) and error.lasting:
        return now + LONGEST_WAIT
    return now + min(FIRST_WAIT * (1 << min(failures - 1, 16)), LONGEST_WAIT)


def _resting_until(one: _Pass, address: str, not_before: datetime | None) -> datetime | None:
    """Until when an address is to be left alone, or None where it may be asked.

    A time that lies further ahead than any wait was set by a clock that has since been put back.
    """
    now = one.now()
    times = [time for time in (not_before, one.resting.get(_host(address))) if time is not None]
    later = [time for time in times if now < time <= now + LONGEST_WAIT]
    return max(later, default=None)


def _host(address: str) -> str:
    try:
        return urlsplit(address).netloc.lower()
    except ValueError:
        return ""
