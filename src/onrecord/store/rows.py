"""Small steps that all tables' rows are put in with."""

import json
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import Connection, bindparam, func, insert, select

from onrecord.late import Late

T = TypeVar("T")
INSERT = {
    "sqlite": Late("sqlalchemy.dialects.sqlite", "insert"),
    "postgresql": Late("sqlalchemy.dialects.postgresql", "insert"),
}
"""What gives an insertion that knows of rows that are there already, by dialect."""
AT_ONCE = 500  # values in one statement: SQLite takes some thousands


def batches(items: Iterable[T], size: int = AT_ONCE) -> Iterator[list[T]]:
    """Items in lists of a size, the last as long as it comes."""
    left = iter(items)
    while batch := list(islice(left, size)):
        yield batch


def among(column: Any, dialect: str, name: str = "items") -> Any:
    """That a column is one of many, which are handed over as one value where the database can read it.

    A statement with hundreds of parameters takes longer to prepare than to run.

    Args:
        column: the column.
        dialect: of the database.
        name: of the parameter, for `many`.
    """
    if dialect == "sqlite":
        return column.in_(select(func.json_each(bindparam(name)).table_valued("value").c.value))
    return column.in_(bindparam(name, expanding=True))


def many(connection: Connection, items: Iterable[Any]) -> Any:
    """Numbers or words as the parameter of `among`."""
    every = list(items)
    return json.dumps(every) if connection.dialect.name == "sqlite" else every


def put_all(connection: Connection, table: Any, rows: Iterable[dict[str, Any]]) -> None:
    """Put rows in, if there are any."""
    every = list(rows)
    if every:
        connection.execute(_plain(table), every)


# Statements are made once for each table: making one takes longer than running it.
@cache
def _plain(table: Any) -> Any:
    return insert(table)


@cache
def _missing(table: Any, dialect: str) -> Any:
    return INSERT[dialect](table).on_conflict_do_nothing()


@cache
def _over(table: Any, dialect: str, names: tuple[str, ...]) -> Any:
    put = INSERT[dialect](table)
    keys = [column.name for column in table.primary_key]
    others = {name: put.excluded[name] for name in names if name not in keys}
    return put.on_conflict_do_update(index_elements=keys, set_=others)


def put_missing(connection: Connection, table: Any, rows: Iterable[dict[str, Any]]) -> None:
    """Put rows in, but for those whose key is there already."""
    every = list(rows)
    if every:
        connection.execute(_missing(table, connection.dialect.name), every)


def put_over(connection: Connection, table: Any, rows: Iterable[dict[str, Any]]) -> None:
    """Put rows in, each in place of the one that has its key."""
    every = list(rows)
    if every:
        connection.execute(_over(table, connection.dialect.name, tuple(every[0])), every)


def next_number(connection: Connection, column: Any) -> int:
    """The number after the largest of a column."""
    return int(connection.execute(_largest(column)).scalar_one()) + 1


@cache
def _largest(column: Any) -> Any:
    return select(func.coalesce(func.max(column), 0))
