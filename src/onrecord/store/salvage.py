"""Saving what can be read from a damaged ledger file: reports, texts and judgements, row by row.

SQLite refuses a page that has gone bad, and with it every query that comes to it. A query for one row comes
to a few pages only: so each row is asked for by itself, and those that can't be had are left out.
"""

import sqlite3
import zlib
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, delete, select, text, update
from sqlalchemy.exc import NoResultFound

from onrecord.errors import DamagedInput, LedgerDamaged
from onrecord.model import text_hash
from onrecord.store import reports as report_rows
from onrecord.store.engine import connect, saying
from onrecord.store.tables import (
    actor_aliases,
    judgement_subjects,
    judgements,
    properties,
    reports,
    texts,
)

COPIED = (properties, reports, texts, judgements, judgement_subjects, actor_aliases)
UNREADABLE = (DamagedInput, NoResultFound, ValueError, TypeError, AttributeError, LookupError, zlib.error)
ROWS_A_PAGE = 50  # more than tables of texts have: bounds the search where a table's end can't be read


@dataclass(frozen=True, slots=True)
class Salvaged:
    """What was saved.

    Attributes:
        reports: how many reports, those taken down among them.
        judgements: how many judgements.
        lost: ids of the reports that could not be saved, or their row numbers where no more could be read.
    """

    reports: int
    judgements: int
    lost: tuple[str, ...]


def salvage(damaged: Path, connection: Connection) -> Salvaged:
    """Copy the primary rows that can be read from a damaged ledger into a new one.

    Args:
        damaged: the file; it is not written to.
        connection: of a transaction that writes to the new ledger, which is empty.

    Raises:
        LedgerDamaged: nothing can be read.
    """
    connection.execute(text("PRAGMA defer_foreign_keys = ON"))
    connection.execute(delete(properties))
    unread: list[int] = []
    with saying(damaged), closing(connect(damaged)) as source:
        try:
            source.execute("SELECT count(*) FROM sqlite_master").fetchone()
        except sqlite3.DatabaseError as error:
            raise LedgerDamaged(
                f"Nothing can be read from {damaged}: {error}.", "Restore a backup."
            ) from error
        for table in COPIED:
            names = [f'"{column.name}"' for column in table.columns]
            places = ", ".join(f":p{number}" for number in range(len(names)))
            insertion = text(f"INSERT INTO {table.name} ({', '.join(names)}) VALUES ({places})")
            for number, row in _rows(source, table.name, ", ".join(names)):
                if row is None:
                    unread += [number] if table in (reports, texts) else []
                else:
                    connection.execute(insertion, {f"p{at}": value for at, value in enumerate(row)})
    lost = [*_leave_out_broken(connection), *(f"report number {number}" for number in sorted(set(unread)))]
    _tidy(connection)
    kept = connection.execute(select(reports.c.number)).all()
    decided = connection.execute(select(judgements.c.number)).all()
    return Salvaged(len(kept), len(decided), tuple(dict.fromkeys(lost)))


def _rows(
    source: sqlite3.Connection, table: str, columns: str
) -> Iterator[tuple[int, tuple[object, ...] | None]]:
    """Each row of a table by its number; None for one that can't be read."""
    for number in range(1, _last_row(source, table) + 1):
        try:
            row = source.execute(f"SELECT {columns} FROM {table} WHERE rowid = ?", (number,)).fetchone()
        except sqlite3.DatabaseError:
            yield number, None
            continue
        if row is not None:
            yield number, row


def _last_row(source: sqlite3.Connection, table: str) -> int:
    """The number of a table's last row, or one that it can't be beyond."""
    try:
        (last,) = source.execute(f"SELECT max(rowid) FROM {table}").fetchone()
        return int(last or 0)
    except sqlite3.DatabaseError:
        (pages,) = source.execute("PRAGMA page_count").fetchone()
        return int(pages) * ROWS_A_PAGE


def _leave_out_broken(connection: Connection) -> Iterator[str]:
    """Take out the reports whose text is gone or differs from its hash; give their ids."""
    for number, id_, sha256, removed_at in connection.execute(
        select(reports.c.number, reports.c.id, reports.c.sha256, reports.c.removed_at)
    ).all():
        if removed_at is not None:
            continue
        try:
            whole = text_hash(report_rows.load(connection, number).text) == sha256
        except UNREADABLE:
            whole = False
        if not whole:
            connection.execute(delete(texts).where(texts.c.report == number))
            connection.execute(delete(reports).where(reports.c.number == number))
            yield id_


def _tidy(connection: Connection) -> None:
    """Let nothing point at what was lost."""
    kept = select(reports.c.number)
    connection.execute(delete(texts).where(texts.c.report.not_in(kept)))
    ids = select(reports.alias("kept").c.id)
    connection.execute(
        update(reports).where(reports.c.version_of.is_not(None), reports.c.version_of.not_in(ids))
        .values(version_of=None)
    )  # fmt: skip
    decided = select(judgements.c.number)
    connection.execute(delete(judgement_subjects).where(judgement_subjects.c.judgement.not_in(decided)))
