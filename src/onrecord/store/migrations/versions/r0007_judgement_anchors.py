"""What judgements hold on to, so that they can be about any record and outlive a rebuild."""

import sqlalchemy as sa
from alembic import op

revision = "r0007"
down_revision = "r0006"
branch_labels = None
depends_on = None

WORDS = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")  # in the order of code points


def upgrade() -> None:
    """Make the tables; judgements of before are about whole reports, and hold on to those by their ids."""
    op.create_table(
        "judgement_anchors",
        sa.Column("judgement", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("side", sa.Integer(), nullable=False),
        sa.Column("report", WORDS, nullable=False),
        sa.Column("quotation", WORDS, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("known_as", WORDS, nullable=False),
        sa.ForeignKeyConstraint(
            ["judgement"], ["judgements.number"], name="fk_judgement_anchors_judgement_judgements"
        ),
        sa.PrimaryKeyConstraint("judgement", "place", name="pk_judgement_anchors"),
    )
    op.create_index("ix_judgement_anchors_report", "judgement_anchors", ["report"])
    op.create_table(
        "judgement_holds",
        sa.Column("judgement", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("report", sa.Integer(), nullable=False),
        sa.Column("record", WORDS, nullable=False),
        sa.ForeignKeyConstraint(
            ["judgement"], ["judgements.number"], name="fk_judgement_holds_judgement_judgements"
        ),
        sa.ForeignKeyConstraint(["report"], ["reports.number"], name="fk_judgement_holds_report_reports"),
        sa.PrimaryKeyConstraint("judgement", "place", "report", name="pk_judgement_holds"),
    )
    op.create_index("ix_judgement_holds_report", "judgement_holds", ["report"])
    op.create_index("ix_judgement_holds_record", "judgement_holds", ["record"])
