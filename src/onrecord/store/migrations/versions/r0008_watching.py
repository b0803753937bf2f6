"""Feeds that the ledger watches, and their entries."""

import sqlalchemy as sa
from alembic import op

revision = "r0008"
down_revision = "r0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables; they fill as feeds are watched."""
    op.create_table(
        "watched_feeds",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("etag", sa.Text(), nullable=False),
        sa.Column("last_modified", sa.Text(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=True),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("media_type", sa.Text(), nullable=False),
        sa.Column("polled_at", sa.Text(), nullable=True),
        sa.Column("not_before", sa.Text(), nullable=True),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_watched_feeds"),
        sa.UniqueConstraint("url", name="uq_watched_feeds_url"),
    )
    op.create_table(
        "watched_entries",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("feed", sa.Integer(), nullable=False),
        sa.Column("link", sa.Text(), nullable=False),
        sa.Column("stamp", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("report", sa.Text(), nullable=True),
        sa.Column("etag", sa.Text(), nullable=False),
        sa.Column("last_modified", sa.Text(), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("not_before", sa.Text(), nullable=True),
        sa.Column("seen_at", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "state IN ('waiting', 'added', 'left_out', 'failed')", name="ck_watched_entries_state"
        ),
        sa.ForeignKeyConstraint(
            ["feed"], ["watched_feeds.number"], name="fk_watched_entries_feed_watched_feeds"
        ),
        sa.PrimaryKeyConstraint("key", name="pk_watched_entries"),
    )
    op.create_index("ix_watched_entries_feed", "watched_entries", ["feed", "state"])
