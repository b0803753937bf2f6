"""Small steps that all tables' rows are put in with."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice
from operator import itemgetter
from typing import Any, TypeVar

from sqlalchemy import Connection, bindparam, func, insert, select

from onrecord.late import Late

T = TypeVar("T")
INSERT = {
    "sqlite": Late("sqlalchemy.dialects.sqlite", "insert"),
    "postgresql": Late("sqlalchemy.dialects.postgresql", "insert"),
}
"""What gives an insertion that knows of rows that are there already, by dialect."""
SQLITE = Late("sqlalchemy.dialects.sqlite", "dialect")
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
    """Put rows in, if there are any; all have the same columns."""
    every = list(rows)
    if every:
        _put(connection, _plain(table), table, every)


def _put(connection: Connection, statement: Any, table: Any, rows: Sequence[dict[str, Any]]) -> None:
    if connection.dialect.name == "sqlite":
        plain = _in_order(statement, table, tuple(rows[0]))
        connection.exec_driver_sql(plain.words, plain.values(rows))
    else:
        connection.execute(statement, rows)


@dataclass(frozen=True, slots=True)
class _InOrder:
    """An insertion in SQLite's own words.

    SQLAlchemy looks at each value of each row by itself, which takes longer than SQLite takes to put it in.

    Attributes:
        words: the statement.
        names: of the columns, in its order.
        kept: for the columns whose values are not kept as they are, what makes of one what is kept, by place.
    """

    words: str
    names: tuple[str, ...]
    kept: Mapping[int, Callable[[Any], Any]]

    def values(self, rows: Sequence[dict[str, Any]]) -> list[tuple[Any, ...]]:
        """The values of rows, in the order of the statement."""
        if len(self.names) == 1:
            columns: list[Any] = [[row[self.names[0]] for row in rows]]
        else:
            found = map(itemgetter(*self.names), rows)
            if not self.kept:
                return list(found)
            columns = list(zip(*found, strict=True))
        for place, kept in self.kept.items():
            columns[place] = map(kept, columns[place])
        return list(zip(*columns, strict=True))


@cache
def _in_order(statement: Any, table: Any, names: tuple[str, ...]) -> _InOrder:
    dialect = SQLITE()
    compiled = statement.compile(dialect=dialect, column_keys=names)
    order = tuple(compiled.positiontup)
    kept = {
        place: table.c[name].type.dialect_impl(dialect).bind_processor(dialect)
        for place, name in enumerate(order)
    }
    return _InOrder(str(compiled), order, {place: keep for place, keep in kept.items() if keep is not None})


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
        _put(connection, _missing(table, connection.dialect.name), table, every)


def put_over(connection: Connection, table: Any, rows: Iterable[dict[str, Any]]) -> None:
    """Put rows in, each in place of the one that has its key."""
    every = list(rows)
    if every:
        _put(connection, _over(table, connection.dialect.name, tuple(every[0])), table, every)


def next_number(connection: Connection, column: Any) -> int:
    """The number after the largest of a column."""
    return int(connection.execute(_largest(column)).scalar_one()) + 1


@cache
def _largest(column: Any) -> Any:
    return select(func.coalesce(func.max(column), 0))
