"""Where claims belong, and the sides that parties took: so that one more report costs what it touches."""

import sqlalchemy as sa
from alembic import op

revision = "r0009"
down_revision = "r0008"
branch_labels = None
depends_on = None

WORDS = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")  # in the order of code points


def upgrade() -> None:
    """Make the tables; `rebuild` fills them from the reports that are there."""
    op.create_table(
        "stands",
        sa.Column("claim", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("about", sa.Integer(), nullable=False),
        sa.Column("waits_for", sa.Integer(), nullable=True),
        sa.Column("party", sa.Integer(), nullable=True),
        sa.Column("own", sa.Boolean(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("ended", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["claim"], ["claims.number"], name="fk_stands_claim_claims", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("claim", name="pk_stands"),
    )
    op.create_index("ix_stands_about", "stands", ["about", "party"])
    op.create_index("ix_stands_waits_for", "stands", ["waits_for", "party"])
    op.create_index("ix_stands_party", "stands", ["party"])
    op.create_table(
        "sides",
        sa.Column("at", sa.Integer(), nullable=False),
        sa.Column("party", sa.Integer(), nullable=False),
        sa.Column("polarity", WORDS, nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("said", WORDS, nullable=False),
        sa.Column("statements", sa.Integer(), nullable=False),
        sa.Column("heard", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["at"], ["issues.number"], name="fk_sides_at_issues", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("at", "party", "polarity", "since", name="pk_sides"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "touched_stands",
        sa.Column("issue", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("party", sa.Integer(), nullable=False, autoincrement=False),
        sa.PrimaryKeyConstraint("issue", "party", name="pk_touched_stands"),
        sqlite_with_rowid=False,
    )
    op.execute("DELETE FROM touched WHERE kind = 'issue'")
    op.add_column("conflicts", sa.Column("party", sa.Integer(), nullable=True))
    op.add_column("conflicts", sa.Column("other_party", sa.Integer(), nullable=True))
    op.create_index("ix_issue_relations_key", "issue_relations", ["key"])
    for table in ("changes", "conflicts"):
        op.create_index(f"ix_{table}_sort_key", table, ["sort_key"])
