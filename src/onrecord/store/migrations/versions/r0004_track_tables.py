"""What several reports together show: copies, utterances, changes, conflicts, and until when claims held."""

import sqlalchemy as sa
from alembic import op

revision = "r0004"
down_revision = "r0003"
branch_labels = None
depends_on = None

WORDS = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")  # in the order of code points
LARGE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")  # of 64 bits


def upgrade() -> None:
    """Make the tables; `rebuild` fills them from the reports that are there."""
    _make_copies()
    _make_utterances()
    _make_standing()


def _make_copies() -> None:
    op.create_table(
        "touched",
        sa.Column("kind", WORDS, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False, autoincrement=False),
        sa.PrimaryKeyConstraint("kind", "number", name="pk_touched"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "copy_keys",
        sa.Column("key", LARGE, nullable=False),
        sa.Column("report", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["report"], ["reports.number"], name="fk_copy_keys_report_reports"),
        sa.PrimaryKeyConstraint("key", "report", name="pk_copy_keys"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_copy_keys_report", "copy_keys", ["report"])
    op.create_table(
        "copy_pairs",
        sa.Column("copy", sa.Integer(), nullable=False),
        sa.Column("origin", sa.Integer(), nullable=False),
        sa.Column("share", sa.Float(), nullable=False),
        sa.Column("basis", WORDS, nullable=False),
        sa.ForeignKeyConstraint(["copy"], ["reports.number"], name="fk_copy_pairs_copy_reports"),
        sa.ForeignKeyConstraint(["origin"], ["reports.number"], name="fk_copy_pairs_origin_reports"),
        sa.PrimaryKeyConstraint("copy", "origin", name="pk_copy_pairs"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_copy_pairs_origin", "copy_pairs", ["origin"])


def _make_utterances() -> None:
    op.create_table(
        "utterances",
        sa.Column("number", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("id", WORDS, nullable=False),
        sa.Column("speaker", sa.Integer(), nullable=True),
        sa.Column("said_earliest", sa.Date(), nullable=True),
        sa.Column("said_latest", sa.Date(), nullable=True),
        sa.Column("said_basis", WORDS, nullable=False),
        sa.Column("earliest", sa.Date(), nullable=True),
        sa.Column("latest", sa.Date(), nullable=True),
        sa.Column("sort_key", WORDS, nullable=False),
        sa.Column("independent_reports", sa.Integer(), nullable=False),
        sa.Column("reports", sa.Integer(), nullable=False),
        sa.Column("first_report", sa.Integer(), nullable=False),
        sa.Column("variants", WORDS, nullable=False),
        sa.Column("confidence", sa.Float(), nullable=False),
        sa.ForeignKeyConstraint(
            ["first_report"], ["reports.number"], name="fk_utterances_first_report_reports"
        ),
        sa.PrimaryKeyConstraint("number", name="pk_utterances"),
        sa.UniqueConstraint("id", name="uq_utterances_id"),
        sa.UniqueConstraint("sort_key", name="uq_utterances_sort_key"),
    )
    op.create_index("ix_utterances_first_report", "utterances", ["first_report"])
    op.create_index("ix_utterances_speaker", "utterances", ["speaker"])
    op.create_table(
        "utterance_keys",
        sa.Column("key", WORDS, nullable=False),
        sa.Column("attribution", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["attribution"],
            ["attributions.number"],
            name="fk_utterance_keys_attribution_attributions",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("key", "attribution", name="pk_utterance_keys"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_utterance_keys_attribution", "utterance_keys", ["attribution"])
    op.create_table(
        "utterance_links",
        sa.Column("one", sa.Integer(), nullable=False),
        sa.Column("other", sa.Integer(), nullable=False),
        sa.Column("confidence", sa.Float(), nullable=False),
        sa.Column("certain", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["one"], ["attributions.number"], name="fk_utterance_links_one_attributions", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["other"],
            ["attributions.number"],
            name="fk_utterance_links_other_attributions",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("one", "other", name="pk_utterance_links"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_utterance_links_other", "utterance_links", ["other"])
    op.create_table(
        "utterance_members",
        sa.Column("attribution", sa.Integer(), nullable=False),
        sa.Column("utterance", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["attribution"],
            ["attributions.number"],
            name="fk_utterance_members_attribution_attributions",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["utterance"],
            ["utterances.number"],
            name="fk_utterance_members_utterance_utterances",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("attribution", name="pk_utterance_members"),
    )
    op.create_index("ix_utterance_members_utterance", "utterance_members", ["utterance", "position"])


def _make_standing() -> None:
    op.create_table(
        "issue_matters",
        sa.Column("key", WORDS, nullable=False),
        sa.Column("issue", sa.Integer(), nullable=False),
        sa.Column("own", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["issue"], ["issues.number"], name="fk_issue_matters_issue_issues", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("key", "issue", name="pk_issue_matters"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_issue_matters_issue", "issue_matters", ["issue"])
    op.create_table(
        "changes",
        sa.Column("at", sa.Integer(), nullable=False),
        sa.Column("id", WORDS, nullable=False),
        sa.Column("of", WORDS, nullable=False),
        sa.Column("holder", sa.Integer(), nullable=False),
        sa.Column("issue", sa.Integer(), nullable=False),
        sa.Column("kind", WORDS, nullable=False),
        sa.Column("before", sa.Integer(), nullable=True),
        sa.Column("after", sa.Integer(), nullable=True),
        sa.Column("date_earliest", sa.Date(), nullable=True),
        sa.Column("date_latest", sa.Date(), nullable=True),
        sa.Column("date_basis", WORDS, nullable=False),
        sa.Column("sort_key", WORDS, nullable=False),
        sa.Column("confidence", sa.Float(), nullable=False),
        sa.ForeignKeyConstraint(
            ["after"], ["claims.number"], name="fk_changes_after_claims", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["at"], ["issues.number"], name="fk_changes_at_issues", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["before"], ["claims.number"], name="fk_changes_before_claims", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("at", "id", name="pk_changes"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_changes_after", "changes", ["after"])
    op.create_index("ix_changes_before", "changes", ["before"])
    op.create_index("ix_changes_holder", "changes", ["holder"])
    op.create_index("ix_changes_id", "changes", ["id"])
    op.create_index("ix_changes_issue", "changes", ["issue"])
    op.create_table(
        "conflicts",
        sa.Column("at", sa.Integer(), nullable=False),
        sa.Column("id", WORDS, nullable=False),
        sa.Column("kind", WORDS, nullable=False),
        sa.Column("one", sa.Integer(), nullable=False),
        sa.Column("other", sa.Integer(), nullable=False),
        sa.Column("sort_key", WORDS, nullable=False),
        sa.Column("confidence", sa.Float(), nullable=False),
        sa.ForeignKeyConstraint(["at"], ["issues.number"], name="fk_conflicts_at_issues", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["one"], ["claims.number"], name="fk_conflicts_one_claims", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["other"], ["claims.number"], name="fk_conflicts_other_claims", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("at", "id", name="pk_conflicts"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_conflicts_id", "conflicts", ["id"])
    op.create_index("ix_conflicts_one", "conflicts", ["one"])
    op.create_index("ix_conflicts_other", "conflicts", ["other"])
    op.add_column("claims", sa.Column("carried", sa.Boolean(), server_default="0", nullable=False))
    op.add_column("claims", sa.Column("until", sa.Date(), nullable=True))
    op.add_column("claims", sa.Column("restates", sa.Integer(), nullable=True))
