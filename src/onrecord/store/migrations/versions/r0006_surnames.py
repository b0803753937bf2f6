"""Keys of their own for the profiles of surnames alone, so that full names are found without them."""

import json

import sqlalchemy as sa
from alembic import op

revision = "r0006"
down_revision = "r0005"
branch_labels = None
depends_on = None

_profiles = sa.table("actor_profiles", sa.column("id", sa.Text), sa.column("profile", sa.Text))
_keys = sa.table("actor_keys", sa.column("key", sa.Text), sa.column("profile", sa.Text))
_SORT, _OFFICES = 0, 5  # places in a profile's text


def upgrade() -> None:
    """Rename the keys of surnames alone: `person X` and `body X`, which full names and bodies keep."""
    connection = op.get_bind()
    offices = {}
    for id_, written in connection.execute(sa.select(_profiles.c.id, _profiles.c.profile)):
        values = json.loads(written)
        if values[_SORT] == "surname":
            offices[id_] = values[_OFFICES]
    for id_ in sorted(offices):
        former = list(connection.execute(sa.select(_keys.c.key).where(_keys.c.profile == id_)).scalars())
        keys = set()
        for key in former:
            start, _, name = key.partition(" ")
            if start == "person":
                keys.add(f"surname {name}")
                keys |= {f"office {name}, {title}, {whose}" for title, whose in offices[id_]}
            else:
                keys.add(f"named {name}")
        connection.execute(sa.delete(_keys).where(_keys.c.profile == id_))
        if keys:
            connection.execute(sa.insert(_keys), [{"key": key, "profile": id_} for key in sorted(keys)])
