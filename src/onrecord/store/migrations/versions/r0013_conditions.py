"""What conditions are on, counted by an index of its own, which no other question is drawn to."""

import sqlalchemy as sa
from alembic import op

revision = "r0013"
down_revision = "r0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Put it in the place of one that was taken where others serve better."""
    op.drop_index("ix_stands_kind", table_name="stands")
    conditions = sa.text("type = 'condition' AND NOT carried")
    op.create_index(
        "ix_stands_conditions", "stands", ["about"], sqlite_where=conditions, postgresql_where=conditions
    )
