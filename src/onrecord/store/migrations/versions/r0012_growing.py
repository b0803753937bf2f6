"""What one more report looks up in a large ledger: indexes by which it need not read all that others told.

The last reports that tell whom somebody acts for; who said the most on an issue; conflicts at an issue from a
day on; the claims that are least sure.
"""

from alembic import op

revision = "r0012"
down_revision = "r0011"
branch_labels = None
depends_on = None

INDEXES = (
    ("ix_acting_told", "acting", ("agent", "principal", "member")),
    ("ix_sides_loud", "sides", ("at", "party", "statements", "heard")),
    ("ix_conflicts_at", "conflicts", ("at", "sort_key")),
    ("ix_claims_confidence", "claims", ("confidence",)),
)


def upgrade() -> None:
    """Make them."""
    for name, table, columns in INDEXES:
        op.create_index(name, table, list(columns))
