"""Profiles of actors: what decides whom the actors of reports are joined with."""

import sqlalchemy as sa
from alembic import op

revision = "r0005"
down_revision = "r0004"
branch_labels = None
depends_on = None

WORDS = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")  # in the order of code points


def upgrade() -> None:
    """Make the tables; `rebuild` fills them from the reports that are there."""
    op.create_table(
        "actor_profiles",
        sa.Column("id", WORDS, nullable=False),
        sa.Column("profile", WORDS, nullable=False),
        sa.Column("actor", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["actor"], ["actors.number"], name="fk_actor_profiles_actor_actors"),
        sa.PrimaryKeyConstraint("id", name="pk_actor_profiles"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_actor_profiles_actor", "actor_profiles", ["actor"])
    op.create_table(
        "actor_keys",
        sa.Column("key", WORDS, nullable=False),
        sa.Column("profile", WORDS, nullable=False),
        sa.ForeignKeyConstraint(
            ["profile"],
            ["actor_profiles.id"],
            name="fk_actor_keys_profile_actor_profiles",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("key", "profile", name="pk_actor_keys"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_actor_keys_profile", "actor_keys", ["profile"])
    op.create_table(
        "actor_doubts",
        sa.Column("one", WORDS, nullable=False),
        sa.Column("other", WORDS, nullable=False),
        *(
            sa.ForeignKeyConstraint(
                [name],
                ["actor_profiles.id"],
                name=f"fk_actor_doubts_{name}_actor_profiles",
                ondelete="CASCADE",
            )
            for name in ("one", "other")
        ),
        sa.PrimaryKeyConstraint("one", "other", name="pk_actor_doubts"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_actor_doubts_other", "actor_doubts", ["other"])
    op.add_column("acting", sa.Column("principal_member", sa.Integer(), nullable=True))
    op.create_index("ix_acting_principal_member", "acting", ["principal_member"])
