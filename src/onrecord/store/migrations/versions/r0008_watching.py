"""Feeds that the ledger watches, and their entries."""

import sqlalchemy as sa
from alembic import op

revision = "r0008"
down_revision = "r0007"
branch_labels = None
depends_on = None

WORDS = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")  # in the order of code points


def upgrade() -> None:
    """Make the tables; they fill as feeds are watched."""
    op.create_table(
        "watched_feeds",
        sa.Column("number", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("url", WORDS, nullable=False),
        sa.Column("etag", WORDS, nullable=False),
        sa.Column("last_modified", WORDS, nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=True),
        sa.Column("address", WORDS, nullable=False),
        sa.Column("media_type", WORDS, nullable=False),
        sa.Column("polled_at", WORDS, nullable=True),
        sa.Column("not_before", WORDS, nullable=True),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_watched_feeds"),
        sa.UniqueConstraint("url", name="uq_watched_feeds_url"),
    )
    op.create_table(
        "watched_entries",
        sa.Column("key", WORDS, nullable=False),
        sa.Column("feed", sa.Integer(), nullable=False),
        sa.Column("link", WORDS, nullable=False),
        sa.Column("stamp", WORDS, nullable=False),
        sa.Column("state", WORDS, nullable=False),
        sa.Column("report", WORDS, nullable=True),
        sa.Column("etag", WORDS, nullable=False),
        sa.Column("last_modified", WORDS, nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("not_before", WORDS, nullable=True),
        sa.Column("seen_at", WORDS, nullable=False),
        sa.CheckConstraint(
            "state IN ('waiting', 'added', 'left_out', 'failed')", name="ck_watched_entries_state"
        ),
        sa.ForeignKeyConstraint(
            ["feed"], ["watched_feeds.number"], name="fk_watched_entries_feed_watched_feeds"
        ),
        sa.PrimaryKeyConstraint("key", name="pk_watched_entries"),
    )
    op.create_index("ix_watched_entries_feed", "watched_entries", ["feed", "state"])
