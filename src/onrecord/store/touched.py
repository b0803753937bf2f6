"""What has to be worked out anew, kept in the ledger so that nothing is forgotten when a process dies."""

from collections.abc import Iterable
from typing import Literal

from sqlalchemy import Connection, delete, exists, select

from onrecord.store.rows import batches, put_missing
from onrecord.store.track_tables import touched

Kind = Literal["issue", "said", "utterance"]


def touch(connection: Connection, kind: Kind, numbers: Iterable[int]) -> None:
    """Note that issues or attributions have to be worked out anew."""
    rows = [{"kind": kind, "number": number} for number in sorted(set(numbers))]
    put_missing(connection, touched, rows)


def touched_of(connection: Connection, kind: Kind) -> list[int]:
    """The numbers of what has to be worked out anew."""
    query = select(touched.c.number).where(touched.c.kind == kind).order_by(touched.c.number)
    return list(connection.execute(query).scalars())


def forget_touched(connection: Connection, kind: Kind, numbers: Iterable[int]) -> None:
    """Note that it has been worked out."""
    for some in batches(numbers):
        connection.execute(delete(touched).where(touched.c.kind == kind, touched.c.number.in_(some)))


def anything_touched(connection: Connection) -> bool:
    """Whether something has to be worked out anew."""
    return bool(connection.execute(select(exists().select_from(touched))).scalar())
