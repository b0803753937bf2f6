"""The ledger's tables of the feeds that it watches, and of the entries that they had.

Neither primary nor derived: without them nothing of the record is lost, and feeds are read from the start.
They hold no words of a report, so that a report taken down leaves none here.
"""

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Integer, Table

from onrecord.store.columns import Compressed, Timestamp, Words
from onrecord.store.tables import metadata

watched_feeds = Table(
    "watched_feeds",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("url", Words, nullable=False, unique=True),
    Column("etag", Words, nullable=False),
    Column("last_modified", Words, nullable=False),
    # What the feed gave last and where from, as long as some of its entries wait.
    Column("body", Compressed),
    Column("address", Words, nullable=False),
    Column("media_type", Words, nullable=False),
    Column("polled_at", Timestamp),
    # Not to be asked before, after a failure or because the server says so.
    Column("not_before", Timestamp),
    Column("failures", Integer, nullable=False),
)

watched_entries = Table(
    "watched_entries",
    metadata,
    Column("key", Words, primary_key=True),
    Column("feed", Integer, ForeignKey("watched_feeds.number"), nullable=False),
    Column("link", Words, nullable=False),
    Column("stamp", Words, nullable=False),
    Column("state", Words, nullable=False),
    Column("report", Words),
    Column("etag", Words, nullable=False),
    Column("last_modified", Words, nullable=False),
    Column("failures", Integer, nullable=False),
    Column("not_before", Timestamp),
    Column("seen_at", Timestamp, nullable=False),
    CheckConstraint("state IN ('waiting', 'added', 'left_out', 'failed')", name="state"),
    Index("ix_watched_entries_feed", "feed", "state"),
)
