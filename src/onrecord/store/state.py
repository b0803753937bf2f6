"""Which state a ledger is in: a word for it, and every transaction that writes puts in a new one.

Whoever keeps what was worked out from a ledger sees by it whether that still holds, in one look, whichever
process wrote meanwhile, in a file as on a server. A copy of a ledger has its state until it is written to.
"""

import secrets

from sqlalchemy import Connection, insert, select, update

from onrecord.store.tables import properties

KEY = "state"
BYTES = 8  # so many that no two states are ever called the same


def state_of(connection: Connection) -> str:
    """What the state that a transaction sees is called; empty before anything was written."""
    query = select(properties.c.value).where(properties.c.key == KEY)
    return connection.execute(query).scalar() or ""


def mark(connection: Connection) -> None:
    """Say that the ledger has another state after this transaction, which writes.

    One that says nothing of itself yet is still being made, and has no state.
    """
    word = secrets.token_hex(BYTES)
    there = connection.execute(update(properties).where(properties.c.key == KEY).values(value=word))
    if not there.rowcount and connection.execute(select(properties.c.key).limit(1)).first():
        connection.execute(insert(properties).values(key=KEY, value=word))
