"""Reports, their texts, and judgements: what a ledger keeps for good."""

import sqlalchemy as sa
from alembic import op

revision = "r0001"
down_revision = None
branch_labels = None
depends_on = None

KEPT = """
CREATE TRIGGER judgements_are_kept BEFORE DELETE ON judgements
BEGIN SELECT RAISE(ABORT, 'a judgement is closed, never deleted'); END
"""
SUBJECTS_KEPT = """
CREATE TRIGGER judgement_subjects_are_kept BEFORE DELETE ON judgement_subjects
BEGIN SELECT RAISE(ABORT, 'a judgement is closed, never deleted'); END
"""
SUBJECTS_UNCHANGED = """
CREATE TRIGGER judgement_subjects_are_unchanged BEFORE UPDATE ON judgement_subjects
BEGIN SELECT RAISE(ABORT, 'a judgement is closed, never changed'); END
"""
# Two changes are let through: closing one that is open, and blanking a report's words when it is taken down.
UNCHANGED = """
CREATE TRIGGER judgements_are_unchanged BEFORE UPDATE ON judgements
WHEN NOT (
  NEW.number IS OLD.number AND NEW.id IS OLD.id AND NEW.verdict IS OLD.verdict AND NEW."by" IS OLD."by"
  AND NEW.at IS OLD.at AND NEW.note IS OLD.note AND NEW.anchor_report IS OLD.anchor_report
  AND NEW.anchor_position IS OLD.anchor_position
  AND (
    (NEW.value IS OLD.value AND NEW.anchor_quotation IS OLD.anchor_quotation
     AND OLD.closed_at IS NULL AND NEW.closed_at IS NOT NULL)
    OR
    ((NEW.value IS OLD.value OR NEW.value IS NULL)
     AND (NEW.anchor_quotation IS OLD.anchor_quotation OR NEW.anchor_quotation = '')
     AND NEW.closed_at IS OLD.closed_at
     AND EXISTS (
       SELECT 1 FROM reports WHERE removed_at IS NOT NULL AND (
         id IS OLD.anchor_report
         OR id IN (SELECT subject FROM judgement_subjects WHERE judgement = OLD.number))))
  )
)
BEGIN SELECT RAISE(ABORT, 'a judgement is closed, never changed'); END
"""


def upgrade() -> None:
    """Make the primary tables, and the triggers that keep judgements as they are."""
    op.create_table(
        "properties",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_properties"),
    )
    op.create_table(
        "reports",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("outlet", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("credit", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("full_path", sa.Text(), nullable=False),
        sa.Column("published_earliest", sa.Date(), nullable=True),
        sa.Column("published_latest", sa.Date(), nullable=True),
        sa.Column("published_basis", sa.Text(), nullable=False),
        sa.Column("retrieved", sa.Text(), nullable=True),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("media_type", sa.Text(), nullable=False),
        sa.Column("encoding", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("raw_sha256", sa.Text(), nullable=False),
        sa.Column("version_of", sa.Text(), nullable=True),
        sa.Column("added_at", sa.Text(), nullable=False),
        sa.Column("removed_at", sa.Text(), nullable=True),
        sa.Column("removed_by", sa.Text(), nullable=True),
        sa.Column("removed_why", sa.Text(), nullable=True),
        sa.CheckConstraint("published_basis IN ('stated', 'inferred', 'unknown')", name="ck_reports_basis"),
        sa.ForeignKeyConstraint(["version_of"], ["reports.id"], name="fk_reports_version_of_reports"),
        sa.PrimaryKeyConstraint("number", name="pk_reports"),
        sa.UniqueConstraint("id", name="uq_reports_id"),
    )
    op.create_index("ix_reports_full_path", "reports", ["full_path"], sqlite_where=sa.text("full_path <> ''"))
    op.create_index("ix_reports_sha256", "reports", ["sha256"])
    op.create_index("ix_reports_version_of", "reports", ["version_of"])
    op.create_table(
        "texts",
        sa.Column("report", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("blocks", sa.Text(), nullable=False),
        sa.Column("edits", sa.LargeBinary(), nullable=False),
        sa.Column("raw", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["report"], ["reports.number"], name="fk_texts_report_reports"),
        sa.PrimaryKeyConstraint("report", name="pk_texts"),
    )
    op.create_table(
        "judgements",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("verdict", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=True),
        sa.Column("anchor_report", sa.Text(), nullable=True),
        sa.Column("anchor_quotation", sa.Text(), nullable=True),
        sa.Column("anchor_position", sa.Integer(), nullable=True),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("closed_at", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("number", name="pk_judgements"),
        sa.UniqueConstraint("id", name="uq_judgements_id"),
    )
    op.create_index("ix_judgements_anchor_report", "judgements", ["anchor_report"])
    op.create_table(
        "judgement_subjects",
        sa.Column("judgement", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["judgement"], ["judgements.number"], name="fk_judgement_subjects_judgement_judgements"
        ),
        sa.PrimaryKeyConstraint("judgement", "position", name="pk_judgement_subjects"),
    )
    op.create_index("ix_judgement_subjects_subject", "judgement_subjects", ["subject"])
    for trigger in (KEPT, SUBJECTS_KEPT, SUBJECTS_UNCHANGED, UNCHANGED):
        op.execute(trigger)
