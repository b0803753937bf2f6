"""What has to be worked out anew, kept in the ledger so that nothing is forgotten when a process dies."""

from collections.abc import Iterable
from typing import Literal

from sqlalchemy import Connection, delete, exists, select

from onrecord.store.rows import batches, put_missing
from onrecord.store.stand_tables import touched_stands
from onrecord.store.track_tables import touched

Kind = Literal["acting", "claim", "said", "utterance"]


def touch(connection: Connection, kind: Kind, numbers: Iterable[int]) -> None:
    """Note that claims or attributions have to be worked out anew."""
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


def touch_stands(connection: Connection, stands: Iterable[tuple[int, int]]) -> None:
    """Note that what parties say of issues has to be worked out anew.

    Args:
        connection: of a transaction that writes.
        stands: numbers of an issue and of a party; party 0 for events and denials, -1 for all parties.
    """
    rows = [{"issue": issue, "party": party} for issue, party in sorted(set(stands))]
    put_missing(connection, touched_stands, rows)


def touched_stands_of(connection: Connection) -> set[tuple[int, int]]:
    """The issues and parties that have to be worked out anew."""
    rows = connection.execute(select(touched_stands.c.issue, touched_stands.c.party))
    return {(row.issue, row.party) for row in rows}


def forget_stands(connection: Connection) -> None:
    """Note that all of them have been worked out."""
    connection.execute(delete(touched_stands))


def anything_touched(connection: Connection) -> bool:
    """Whether something has to be worked out anew."""
    return any(
        connection.execute(select(exists().select_from(table))).scalar()
        for table in (touched, touched_stands)
    )
