"""Upkeep of a ledger: what it says of itself, what is in it, backups, and words made to leave it."""

import os
import sqlite3
import time
from contextlib import closing
from pathlib import Path

from sqlalchemy import Connection, delete, func, insert, select, text

from onrecord.errors import LedgerBusy, LedgerError, LedgerExists
from onrecord.store import track_joining
from onrecord.store.claim_tables import claims, issues
from onrecord.store.copying import copy
from onrecord.store.engine import Store, connect, create_file, saying, store_at
from onrecord.store.every_table import EVERY_TABLE
from onrecord.store.search import SEARCHES
from onrecord.store.server import Server, vacuum
from onrecord.store.stand_tables import tallies
from onrecord.store.tables import actors, attributions, judgements, properties, reports
from onrecord.store.track_tables import utterances

PAGES_AT_ONCE = 2_000
PATIENCE = 5.0  # seconds to wait for readers to let go of old pages


def property_of(connection: Connection, key: str) -> str:
    """What the ledger says of itself under a key, or empty."""
    return connection.execute(select(properties.c.value).where(properties.c.key == key)).scalar() or ""


def set_property(connection: Connection, key: str, value: str) -> None:
    """Have the ledger say something of itself; an empty value takes the key out."""
    connection.execute(delete(properties).where(properties.c.key == key))
    if value:
        connection.execute(insert(properties).values(key=key, value=value))


def counts(connection: Connection) -> dict[str, int]:
    """How many records of each type there are; `removed` counts the reports that were taken down."""

    def count(table: object) -> int:
        return int(connection.execute(select(func.count()).select_from(table)).scalar_one())  # type: ignore[arg-type]

    taken_down = select(func.count()).select_from(reports).where(reports.c.removed_at.is_not(None))
    kept = {row.kind: row.number for row in connection.execute(select(tallies))}
    if not kept:  # on a server, which counts by itself
        by_type = select(claims.c.type, func.count()).where(~claims.c.carried).group_by(claims.c.type)
        kept = {type_: number for type_, number in connection.execute(by_type)}
        kept["change"] = count(track_joining.change_rows(track_joining.shown_changes()).subquery())
        kept["conflict"] = count(track_joining.conflict_rows(track_joining.shown_conflicts()).subquery())
    removed = int(connection.execute(taken_down).scalar_one())
    return {
        "reports": count(reports) - removed,
        "actors": count(actors),
        "attributions": count(attributions),
        "issues": count(issues),
        **{f"{type_}s": kept.get(type_, 0) for type_ in ("position", "condition", "event")},
        "utterances": count(utterances),
        "changes": kept["change"],
        "conflicts": kept["conflict"],
        "judgements": count(judgements),
        "removed": removed,
    }


def backup(source: Store, target: Path) -> None:
    """Copy a ledger into a new file while it may be in use (https://www.sqlite.org/backup.html).

    The copy is made under another name and takes its own when it is whole. A ledger on a server is copied
    row by row; what comes out is a ledger too.

    Args:
        source: the ledger.
        target: where the copy goes.

    Raises:
        LedgerExists: something is there already.
        LedgerError: nothing can be written there.
    """
    if target.exists():
        raise LedgerExists(f"{target} is there already.", "Choose another name: nothing is overwritten.")
    unfinished = target.with_name(f".{target.name}.{os.getpid()}.unfinished")
    try:
        if isinstance(source.place, Server):
            _copy_into_file(source, unfinished)
        else:
            unfinished.touch(exist_ok=False)
            with (
                saying(source.place),
                closing(connect(source.path)) as live,
                closing(sqlite3.connect(unfinished)) as copied,
            ):
                live.backup(copied, pages=PAGES_AT_ONCE)
        try:
            os.link(unfinished, target)
        except FileExistsError:
            raise LedgerExists(f"{target} is there already.", "Choose another name.") from None
        except OSError:  # a file system without hard links
            if target.exists():
                raise LedgerExists(f"{target} is there already.", "Choose another name.") from None
            unfinished.rename(target)
    except OSError as error:
        raise LedgerError(f"{target} can't be written: {error.strerror}.", "Choose another place.") from error
    finally:
        for left in (unfinished, *(Path(f"{unfinished}{side}") for side in ("-wal", "-shm", "-journal"))):
            left.unlink(missing_ok=True)


def _copy_into_file(source: Store, path: Path) -> None:
    create_file(path)
    target = store_at(path)
    try:
        copy(source, target)
    finally:
        target.close()  # the last connection to go puts the log into the file


def purge(store: Store) -> None:
    """Make deleted words leave the file: the search index, free pages, and the log beside the file.

    Rows are overwritten as they are deleted (`secure_delete`), but the search index keeps the words of
    deleted rows until its parts are merged, and the log keeps old pages until it is emptied.

    On a server the tables are written anew, and their old files go. Its own log, copies of it and backups are
    beyond onrecord's reach.

    Raises:
        LedgerBusy: somebody has been reading for so long that the log can't be emptied, or a table locked.
    """
    if isinstance(store.place, Server):
        store.close()
        try:
            vacuum(store.place, [*(table.name for table in EVERY_TABLE), *SEARCHES], PATIENCE)
        except LedgerBusy as error:
            raise LedgerBusy(
                "The report is out of the ledger, but its words stay in the server's files as long as "
                "another process is reading the ledger.",
                "Close it, then give the same command again.",
            ) from error
        return
    with store.writing() as connection:
        for search in SEARCHES:
            connection.execute(text(f"INSERT INTO {search}({search}) VALUES ('optimize')"))
    store.close()  # our own idle connections hold nothing, but let none be counted as a reader
    until = time.monotonic() + PATIENCE
    while True:
        with saying(store.path), closing(connect(store.path)) as connection:
            connection.execute("PRAGMA busy_timeout = 1000")
            (busy, _, _) = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        if not busy:
            return
        if time.monotonic() > until:
            raise LedgerBusy(
                f"The report is out of the ledger, but its words stay in {store.path}-wal as long as another "
                "process is reading the ledger.",
                "Close it, then give the same command again.",
            )
        time.sleep(0.1)
