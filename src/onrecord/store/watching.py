"""Rows of the feeds that a ledger watches, and of their entries: what is new, what waits, what was done."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import Connection, Row, case, insert, select, update

from onrecord.store.rows import batches, next_number
from onrecord.store.watch_tables import watched_entries, watched_feeds

State = Literal["waiting", "added", "left_out", "failed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchedFeed:
    """A feed as it was left.

    Attributes:
        number: of its row.
        url: its address, as it was given.
        etag: for the next conditional request.
        last_modified: likewise.
        body: what it gave last, as long as entries of it wait; else empty.
        address: where that was found, after redirects.
        media_type: as the server called it.
        not_before: when it may be asked again after a failure, or None.
        failures: how often in a row it could not be fetched or read.
    """

    number: int
    url: str
    etag: str
    last_modified: str
    body: bytes
    address: str
    media_type: str
    not_before: datetime | None
    failures: int


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingEntry:
    """An entry that was seen and not yet dealt with.

    Attributes:
        key: the same as long as the entry is the same.
        link: its address, or empty.
        etag: of the page at the address, when it was fetched last; or empty.
        last_modified: likewise.
        failures: how often it could not be fetched.
        not_before: when it may be tried again, or None.
    """

    key: str
    link: str
    etag: str
    last_modified: str
    failures: int
    not_before: datetime | None


def put_feeds(connection: Connection, urls: Iterable[str]) -> None:
    """Watch some addresses; those that are watched already stay as they are."""
    for url in urls:
        there = connection.execute(select(watched_feeds.c.number).where(watched_feeds.c.url == url)).scalar()
        if there is None:
            values = {
                "number": next_number(connection, watched_feeds.c.number), "url": url, "etag": "",
                "last_modified": "", "body": None, "address": "", "media_type": "", "failures": 0,
            }  # fmt: skip
            connection.execute(insert(watched_feeds), values)


def feeds(connection: Connection) -> list[WatchedFeed]:
    """The feeds, in the order in which they came."""
    rows = connection.execute(select(watched_feeds).order_by(watched_feeds.c.number))
    return [_feed(row) for row in rows]


def put_poll(
    connection: Connection,
    feed: WatchedFeed,
    entries: Mapping[str, tuple[str, str]],
    now: datetime,
) -> int:
    """Keep what a feed gave: its entries that are new or changed wait from now on.

    With it the conditions of the next request are kept, so that a process that dies before has not asked, and
    one that dies after has lost nothing.

    Args:
        connection: of a transaction that writes.
        feed: what it gave and where from, and the conditions of the next request.
        entries: link and stamp of each entry, by key.
        now: the time (UTC).

    Returns:
        How many entries are new or changed.
    """
    there: dict[str, Row[Any]] = {}
    for some in batches(entries):
        query = select(watched_entries).where(watched_entries.c.key.in_(some))
        there |= {row.key: row for row in connection.execute(query)}
    fresh = 0
    for key, (link, stamp) in entries.items():
        known = there.get(key)
        if known is None:
            fresh += 1
            values = {
                "key": key, "feed": feed.number, "link": link, "stamp": stamp, "state": "waiting",
                "report": None, "etag": "", "last_modified": "", "failures": 0, "not_before": None,
                "seen_at": now,
            }  # fmt: skip
            connection.execute(insert(watched_entries), values)
        elif known.stamp != stamp and known.feed == feed.number:
            # In another feed the same entry has other words: only its own feed tells that it changed.
            fresh += 1
            _update(connection, key, stamp=stamp, state="waiting", failures=0, not_before=None)
    connection.execute(
        update(watched_feeds)
        .where(watched_feeds.c.number == feed.number)
        .values(
            body=feed.body, address=feed.address, media_type=feed.media_type, etag=feed.etag,
            last_modified=feed.last_modified, polled_at=now, not_before=None, failures=0,
        )
    )  # fmt: skip
    return fresh


def put_unchanged(connection: Connection, feed: int, now: datetime) -> None:
    """Note that a feed had nothing new."""
    values = {"polled_at": now, "not_before": None, "failures": 0}
    connection.execute(update(watched_feeds).where(watched_feeds.c.number == feed).values(**values))


def put_failure(connection: Connection, feed: int, *, failures: int, not_before: datetime) -> None:
    """Note that a feed could not be had, and when it may be asked again."""
    values = {"failures": failures, "not_before": not_before}
    connection.execute(update(watched_feeds).where(watched_feeds.c.number == feed).values(**values))


def waiting(connection: Connection, feed: int) -> list[WaitingEntry]:
    """The entries of a feed that wait, in the order in which they were seen."""
    query = (
        select(watched_entries)
        .where(watched_entries.c.feed == feed, watched_entries.c.state == "waiting")
        .order_by(watched_entries.c.seen_at, watched_entries.c.key)
    )
    return [
        WaitingEntry(
            key=row.key,
            link=row.link,
            etag=row.etag,
            last_modified=row.last_modified,
            failures=row.failures,
            not_before=row.not_before,
        )
        for row in connection.execute(query)
    ]


def put_done(
    connection: Connection,
    key: str,
    state: State,
    *,
    report: str | None = None,
    etag: str = "",
    last_modified: str = "",
) -> None:
    """Note what became of an entry."""
    _update(connection, key, state=state, report=report, etag=etag, last_modified=last_modified)


def put_unmodified(connection: Connection, key: str) -> None:
    """Note that the page of an entry is as it was when it was dealt with before."""
    rows = watched_entries.c
    before = case((rows.report.is_not(None), "added"), else_="left_out")
    _update(connection, key, state=before)


def put_delay(connection: Connection, key: str, failures: int, not_before: datetime) -> None:
    """Have an entry wait longer."""
    _update(connection, key, failures=failures, not_before=not_before)


def forget_body(connection: Connection, feed: int) -> None:
    """Let go of what a feed gave, unless some of its entries wait."""
    if not waiting(connection, feed):
        connection.execute(update(watched_feeds).where(watched_feeds.c.number == feed).values(body=None))


def _update(connection: Connection, key: str, **values: Any) -> None:
    connection.execute(update(watched_entries).where(watched_entries.c.key == key).values(**values))


def _feed(row: Row[Any]) -> WatchedFeed:
    return WatchedFeed(
        number=row.number,
        url=row.url,
        etag=row.etag,
        last_modified=row.last_modified,
        body=row.body or b"",
        address=row.address or row.url,
        media_type=row.media_type,
        not_before=row.not_before,
        failures=row.failures,
    )
