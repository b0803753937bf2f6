"""Small steps that all tables' rows are put in with."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import Connection, func, insert, select

T = TypeVar("T")
AT_ONCE = 500  # values in one statement: SQLite takes some thousands


def batches(items: Iterable[T], size: int = AT_ONCE) -> Iterator[list[T]]:
    """Items in lists of a size, the last as long as it comes."""
    left = iter(items)
    while batch := list(islice(left, size)):
        yield batch


def put_all(connection: Connection, table: Any, rows: Iterable[dict[str, Any]]) -> None:
    """Put rows in, if there are any."""
    every = list(rows)
    if every:
        connection.execute(insert(table), every)


def next_number(connection: Connection, column: Any) -> int:
    """The number after the largest of a column."""
    return int(connection.execute(select(func.coalesce(func.max(column), 0))).scalar_one()) + 1
