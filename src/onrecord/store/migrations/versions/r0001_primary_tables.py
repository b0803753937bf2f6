"""Reports, their texts, and judgements: what a ledger keeps for good."""

import sqlalchemy as sa
from alembic import op

revision = "r0001"
down_revision = None
branch_labels = None
depends_on = None

WORDS = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")  # in the order of code points

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
# The same for PostgreSQL.
ON_SERVER = (
    """
CREATE FUNCTION keep_judgements() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'a judgement is closed, never deleted' USING ERRCODE = 'integrity_constraint_violation';
END $$
""",
    """
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'a judgement is closed, never changed' USING ERRCODE = 'integrity_constraint_violation';
END $$
""",
    """
CREATE FUNCTION refuse_other_changes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (
    (NEW.number, NEW.id, NEW.verdict, NEW."by", NEW.at, NEW.note, NEW.anchor_report, NEW.anchor_position)
    IS NOT DISTINCT FROM
    (OLD.number, OLD.id, OLD.verdict, OLD."by", OLD.at, OLD.note, OLD.anchor_report, OLD.anchor_position)
  ) AND (
    (NEW.value IS NOT DISTINCT FROM OLD.value
     AND NEW.anchor_quotation IS NOT DISTINCT FROM OLD.anchor_quotation
     AND OLD.closed_at IS NULL AND NEW.closed_at IS NOT NULL)
    OR
    ((NEW.value IS NULL OR NEW.value IS NOT DISTINCT FROM OLD.value)
     AND (NEW.anchor_quotation = '' OR NEW.anchor_quotation IS NOT DISTINCT FROM OLD.anchor_quotation)
     AND NEW.closed_at IS NOT DISTINCT FROM OLD.closed_at
     AND EXISTS (
       SELECT 1 FROM reports WHERE removed_at IS NOT NULL AND (
         id = OLD.anchor_report
         OR id IN (SELECT subject FROM judgement_subjects WHERE judgement = OLD.number))))
  ) THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'a judgement is closed, never changed' USING ERRCODE = 'integrity_constraint_violation';
END $$
""",
    """
CREATE TRIGGER judgements_are_kept BEFORE DELETE ON judgements
FOR EACH ROW EXECUTE FUNCTION keep_judgements()
""",
    """
CREATE TRIGGER judgement_subjects_are_kept BEFORE DELETE ON judgement_subjects
FOR EACH ROW EXECUTE FUNCTION keep_judgements()
""",
    """
CREATE TRIGGER judgement_subjects_are_unchanged BEFORE UPDATE ON judgement_subjects
FOR EACH ROW EXECUTE FUNCTION refuse_change()
""",
    """
CREATE TRIGGER judgements_are_unchanged BEFORE UPDATE ON judgements
FOR EACH ROW EXECUTE FUNCTION refuse_other_changes()
""",
)


def upgrade() -> None:
    """Make the primary tables, and the triggers that keep judgements as they are."""
    op.create_table(
        "properties",
        sa.Column("key", WORDS, nullable=False),
        sa.Column("value", WORDS, nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_properties"),
    )
    op.create_table(
        "reports",
        sa.Column("number", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("id", WORDS, nullable=False),
        sa.Column("outlet", WORDS, nullable=False),
        sa.Column("title", WORDS, nullable=False),
        sa.Column("author", WORDS, nullable=False),
        sa.Column("credit", WORDS, nullable=False),
        sa.Column("url", WORDS, nullable=False),
        sa.Column("path", WORDS, nullable=False),
        sa.Column("full_path", WORDS, nullable=False),
        sa.Column("published_earliest", sa.Date(), nullable=True),
        sa.Column("published_latest", sa.Date(), nullable=True),
        sa.Column("published_basis", WORDS, nullable=False),
        sa.Column("retrieved", WORDS, nullable=True),
        sa.Column("language", WORDS, nullable=False),
        sa.Column("media_type", WORDS, nullable=False),
        sa.Column("encoding", WORDS, nullable=False),
        sa.Column("sha256", WORDS, nullable=False),
        sa.Column("raw_sha256", WORDS, nullable=False),
        sa.Column("version_of", WORDS, nullable=True),
        sa.Column("added_at", WORDS, nullable=False),
        sa.Column("removed_at", WORDS, nullable=True),
        sa.Column("removed_by", WORDS, nullable=True),
        sa.Column("removed_why", WORDS, nullable=True),
        sa.CheckConstraint("published_basis IN ('stated', 'inferred', 'unknown')", name="ck_reports_basis"),
        sa.ForeignKeyConstraint(["version_of"], ["reports.id"], name="fk_reports_version_of_reports"),
        sa.PrimaryKeyConstraint("number", name="pk_reports"),
        sa.UniqueConstraint("id", name="uq_reports_id"),
    )
    op.create_index(
        "ix_reports_full_path",
        "reports",
        ["full_path"],
        sqlite_where=sa.text("full_path <> ''"),
        postgresql_where=sa.text("full_path <> ''"),
        postgresql_using="hash",
    )
    op.create_index("ix_reports_sha256", "reports", ["sha256"])
    op.create_index("ix_reports_version_of", "reports", ["version_of"])
    op.create_table(
        "texts",
        sa.Column("report", sa.Integer(), nullable=False),
        sa.Column("text", WORDS, nullable=False),
        sa.Column("blocks", WORDS, nullable=False),
        sa.Column("edits", sa.LargeBinary(), nullable=False),
        sa.Column("raw", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["report"], ["reports.number"], name="fk_texts_report_reports"),
        sa.PrimaryKeyConstraint("report", name="pk_texts"),
    )
    op.create_table(
        "judgements",
        sa.Column("number", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("id", WORDS, nullable=False),
        sa.Column("verdict", WORDS, nullable=False),
        sa.Column("value", WORDS, nullable=True),
        sa.Column("anchor_report", WORDS, nullable=True),
        sa.Column("anchor_quotation", WORDS, nullable=True),
        sa.Column("anchor_position", sa.Integer(), nullable=True),
        sa.Column("by", WORDS, nullable=False),
        sa.Column("at", WORDS, nullable=False),
        sa.Column("note", WORDS, nullable=False),
        sa.Column("closed_at", WORDS, nullable=True),
        sa.PrimaryKeyConstraint("number", name="pk_judgements"),
        sa.UniqueConstraint("id", name="uq_judgements_id"),
    )
    op.create_index("ix_judgements_anchor_report", "judgements", ["anchor_report"])
    op.create_table(
        "judgement_subjects",
        sa.Column("judgement", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("subject", WORDS, nullable=False),
        sa.ForeignKeyConstraint(
            ["judgement"], ["judgements.number"], name="fk_judgement_subjects_judgement_judgements"
        ),
        sa.PrimaryKeyConstraint("judgement", "position", name="pk_judgement_subjects"),
    )
    op.create_index("ix_judgement_subjects_subject", "judgement_subjects", ["subject"])
    on_file = (KEPT, SUBJECTS_KEPT, SUBJECTS_UNCHANGED, UNCHANGED)
    for statement in ON_SERVER if op.get_bind().dialect.name == "postgresql" else on_file:
        op.execute(statement)
