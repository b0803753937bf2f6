"""Pages of a list: what comes after a record, as many as wanted, and how many there are in all."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, func, select, tuple_

from onrecord.errors import UsageError
from onrecord.store.entries import Page
from onrecord.store.rows import batches
from onrecord.text.folding import whole

Entries = Callable[[Connection, Sequence[Any]], Sequence[Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A list that is shown page by page.

    Attributes:
        query: its rows, or their numbers only; see `rows_of`.
        order: the columns that they are put in order by.
        places: these columns, to look a record's place up by its id.
        id: the column of the ids there.
        counted: how many there are in all.
        rows_of: the query for whole rows and its number, where `query` gives numbers only: rows that are put
            in order are then short, and the rest is read of those that are shown.
    """

    query: Select[Any]
    order: Sequence[Any]
    places: Select[Any]
    id: Any
    counted: Select[Any]
    rows_of: tuple[Select[Any], Any] | None = None


def of_table(
    query: Select[Any],
    table: Any,
    order: Sequence[Any],
    where: Sequence[ColumnElement[bool]],
    rows_of: tuple[Select[Any], Any] | None = None,
) -> Listed:
    """A list of a table's rows, narrowed by some conditions; see `Listed`."""
    counted = select(func.count()).select_from(table).where(*where)
    return Listed(
        query=query, order=order, places=select(*order), id=table.c.id, counted=counted, rows_of=rows_of
    )


def of_query(query: Select[Any], order: Any, id_: Any) -> Listed:
    """A list of all that a query gives, in order of one of its columns."""
    every = query.with_only_columns(id_).order_by(None).subquery()
    return Listed(
        query=query,
        order=(order,),
        places=query.with_only_columns(order),
        id=id_,
        counted=select(func.count()).select_from(every),
    )


def page(
    connection: Connection,
    listed: Listed,
    entries: Entries,
    limit: int | None,
    after: str,
    total: int | None = None,
) -> Page[Any]:
    """One page of a list.

    Args:
        connection: of a transaction that reads.
        listed: the list.
        entries: makes entries of rows.
        limit: how many at most; None for all.
        after: id of the record before, or empty.
        total: how many there are, where that is known.

    Raises:
        UsageError: the record before is not there, or the limit is none.
    """
    query = listed.query
    if after:
        query = query.where(tuple_(*listed.order) > place_of(connection, listed.places, listed.id, after))
    query = query.order_by(*listed.order)
    require_some(limit)
    if limit is not None:
        query = query.limit(limit + 1)
    rows = connection.execute(query).all()
    more = limit is not None and len(rows) > limit
    rows = rows[:limit] if more else rows
    if listed.rows_of is not None:
        rows = _whole_rows(connection, [row.number for row in rows], *listed.rows_of)
    if total is None and limit is None and not after:
        total = len(rows)
    if total is None:
        total = connection.execute(listed.counted).scalar_one()
    return Page(tuple(entries(connection, rows)), rows[-1].id if more else "", total)


def place_of(connection: Connection, places: Select[Any], id_: Any, after: str) -> tuple[Any, ...]:
    """What puts a record in order, by its id.

    Raises:
        UsageError: there is no such record.
    """
    place = connection.execute(places.where(id_ == whole(after))).first()
    if place is None:
        raise UsageError(f"There is no record {after} to go on after.", "Take `next` of the page before.")
    return tuple(place)


def require_some(limit: int | None) -> None:
    """See that a page is to hold something.

    Raises:
        UsageError: it is to hold no record.
    """
    if limit is not None and limit < 1:
        raise UsageError(f"A page of {limit} records is none.", "Ask for one or more.")


def _whole_rows(
    connection: Connection, numbers: Sequence[int], whole_rows: Select[Any], number: Any
) -> list[Any]:
    """Rows by their numbers, in the order of these."""
    found = {
        row._mapping[number]: row
        for some in batches(numbers)
        for row in connection.execute(whole_rows.where(number.in_(some)))
    }
    return [found[one] for one in numbers]
