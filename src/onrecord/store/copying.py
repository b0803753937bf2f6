"""Moving a ledger from one database into another, row for row, whatever kind each is."""

from collections.abc import Callable
from functools import cache
from typing import Any

from sqlalchemy import (
    Connection,
    LargeBinary,
    Table,
    TableClause,
    column,
    func,
    insert,
    literal_column,
    select,
    table,
    text,
    update,
)

from onrecord.errors import LedgerError, LedgerExists
from onrecord.store.columns import Compressed, JsonText, Timestamp, Words
from onrecord.store.engine import Store
from onrecord.store.every_table import EVERY_TABLE
from onrecord.store.schema import upgrade

AT_ONCE = 1_000

Progress = Callable[[str, int], None]


def copy(source: Store, target: Store, progress: Progress | None = None) -> dict[str, int]:
    """Copy every row of a ledger into another place, numbers and derived rows among them.

    The source is read as at one moment, and may be in use; the target is filled in one transaction, so that a
    copy that is cut short leaves nothing behind. Its search tables fill as the rows come in.

    Args:
        source: of the newest revision.
        target: without tables, or with tables that hold nothing.
        progress: told of each table, and how many of its rows are copied.

    Returns:
        How many rows each table has.

    Raises:
        LedgerExists: something is in the target.
        LedgerError: what arrived is not what was sent.
    """
    upgrade(target)
    counted: dict[str, int] = {}
    with source.reading() as here, target.writing(marked=False) as there:
        for each in EVERY_TABLE:
            if there.execute(select(literal_column("1")).select_from(each).limit(1)).first():
                raise LedgerExists(
                    f"{target.place} is not empty.", "Copy into a new one: nothing is overwritten."
                )
        for each in EVERY_TABLE:
            counted[each.name] = _copy_table(here, there, each)
            if progress:
                progress(each.name, counted[each.name])
        for each in EVERY_TABLE:
            arrived = there.execute(select(func.count()).select_from(each)).scalar_one()
            if arrived != counted[each.name]:
                raise LedgerError(
                    f"Of {counted[each.name]} rows of {each.name}, {arrived} arrived at {target.place}.",
                    "Nothing was kept there. Please report it.",
                )
        if there.dialect.name == "postgresql":
            for each in EVERY_TABLE:  # so that questions are planned by what is there from the start
                there.execute(text(f"ANALYZE {each.name}"))
    return counted


def _copy_table(here: Connection, there: Connection, whole: Table) -> int:
    """Copy one table. References within it are put in last, since their rows may come in any order."""
    later = {
        element.parent.name
        for constraint in whole.foreign_key_constraints
        if constraint.referred_table is whole
        for element in constraint.elements
    }
    plain = _plain(whole)
    keys = [plain.c[key.name] for key in whole.primary_key]
    number = 0
    query = select(*plain.c).order_by(*keys).execution_options(yield_per=AT_ONCE)
    for rows in here.execute(query).mappings().partitions():
        there.execute(
            insert(plain),
            [{name: None if name in later else value for name, value in row.items()} for row in rows],
        )
        number += len(rows)
    for name in sorted(later):
        (key,) = keys
        referring = select(key, plain.c[name]).where(plain.c[name].is_not(None)).order_by(key)
        for own, other in here.execute(referring.execution_options(yield_per=AT_ONCE)):
            there.execute(update(plain).where(key == own).values({name: other}))
    return number


@cache
def _plain(whole: Table) -> TableClause:
    """A table whose values pass as they are kept: nothing is taken apart on the way, or compressed anew."""
    return table(whole.name, *(column(each.name, _kept_as(each.type)) for each in whole.columns))


def _kept_as(type_: Any) -> Any:
    if isinstance(type_, Compressed):
        return LargeBinary()
    return Words() if isinstance(type_, JsonText | Timestamp) else type_
