"""Connections to a ledger: how they are made, how transactions begin, and what failures are called.

A ledger is in a file (SQLite), which this module sees to, or in a schema on a server (PostgreSQL): `server`.
Whoever asks for a `Store` need not know which.
"""

import os
import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DatabaseError
from sqlalchemy.pool import NullPool, QueuePool

from onrecord.errors import LedgerBusy, LedgerDamaged, LedgerError, LedgerExists, LedgerNotFound
from onrecord.store import server
from onrecord.store.server import BUSY_SECONDS, WRITES, Server
from onrecord.store.state import mark

APPLICATION_ID = 0x6F6E7263  # "onrc": tells a ledger from any other SQLite file
SIDE_FILES = ("-wal", "-shm", "-journal")

HELD, HELD_FOR_MUCH = 32_000, 256_000
"""Kilobytes of a file that a connection holds in memory; and one that writes much, while it does."""

Place = Path | Server
"""Where a ledger is kept; as text it is its address, without a password."""


@dataclass(frozen=True, slots=True)
class Store:
    """A ledger's place and the connections to it.

    Attributes:
        place: the file, or the schema on a server.
        engine: gives connections; threads may share it, processes may not.
    """

    place: Place
    engine: Engine

    @property
    def path(self) -> Path:
        """The file.

        Raises:
            LedgerError: it is not in a file.
        """
        if isinstance(self.place, Path):
            return self.place
        raise LedgerError(f"{self.place} is not a file.", "Copy it into one: onrecord backup FILE")

    @property
    def short_name(self) -> str:
        """What the place is called, without what leads there."""
        return self.place.stem if isinstance(self.place, Path) else self.place.name

    @property
    def read_only(self) -> bool:
        """Whether it stands on a disk, or in a folder, that can't be written to."""
        return isinstance(self.place, Path) and _access(self.place) != "mode=rw"

    def database(self) -> str:
        """The kind of database and its version, such as `SQLite 3.45.1`."""
        if isinstance(self.place, Path):
            return f"SQLite {sqlite3.sqlite_version}"
        return f"PostgreSQL {server.version(self.place)}"

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that reads: it sees the ledger as at its first look, whoever writes meanwhile."""
        with saying(self.place), self.engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def writing(self, *, marked: bool = True, much: bool = False) -> Iterator[Connection]:
        """A transaction that writes: all of it holds or nothing does. Others that write wait for it.

        Args:
            marked: whether the ledger has another state after it (`onrecord.store.state`).
            much: whether it may write all over a large file, of which more is then held in memory meanwhile.
        """
        with saying(self.place), self.engine.connect() as plain, self._roomy(plain, much=much):
            connection = plain.execution_options(**{WRITES: True})
            with connection.begin():
                yield connection
                if marked:
                    mark(connection)

    @contextmanager
    def _roomy(self, connection: Connection, *, much: bool) -> Iterator[None]:
        """Hold more of a file in memory, for a while."""
        if not much or not isinstance(self.place, Path):
            yield
            return
        _hold(connection, HELD_FOR_MUCH)
        try:
            yield
        finally:
            _hold(connection, HELD)

    def close(self) -> None:
        """Let go of the file, or of the server."""
        self.engine.dispose()


def store_at(place: Place) -> Store:
    """The store of a ledger that is there already."""
    if isinstance(place, Server):
        return Store(place, server.engine_for(place, BUSY_SECONDS))
    return Store(place, engine_for(place))


def place_of(address: str | Path) -> Place:
    """The place that a ledger's address names.

    Args:
        address: a path, `sqlite:///` and a path, or `postgresql://user@host/database?schema=name`.

    Raises:
        LedgerError: the address is of a kind of database that this version can't keep a ledger in.
    """
    if isinstance(address, str) and address.partition("://")[0] in server.SCHEMES and "://" in address:
        return server.server_of(address)
    return ledger_path(address)


def create(place: Place) -> bool:
    """Make room for a new ledger, without tables.

    Returns:
        Whether anything was made; a schema may have been there, empty.

    Raises:
        LedgerExists: something is there already.
        LedgerError: nothing can be made there.
    """
    if isinstance(place, Server):
        return server.create(place)
    create_file(place)
    return True


def remove(place: Place) -> None:
    """Remove a ledger that could not be finished."""
    if isinstance(place, Server):
        server.remove(place)
    else:
        remove_file(place)


def require(place: Place) -> None:
    """See that there is a ledger, without touching it.

    Raises:
        LedgerNotFound: nothing is there, or something else.
        LedgerDamaged: the file is no database, or no longer one.
    """
    if isinstance(place, Server):
        server.require(place)
    else:
        require_ledger(place)


def ledger_path(address: str | Path) -> Path:
    """The file that a ledger's address names.

    Args:
        address: a path, or `sqlite:///` and a path.

    Raises:
        LedgerError: the address is of a kind of database that this version can't keep a ledger in.
    """
    text = str(address)
    scheme, found, rest = text.partition("://")
    if found and scheme in ("sqlite", "sqlite+pysqlite"):
        text = rest[1:]
    elif found and scheme.isidentifier():
        raise LedgerError(
            f"{shown(text)} is no address of a ledger in a file.", "Give a file, such as talks.db."
        )
    if text in ("", ":memory:"):
        raise LedgerError("A ledger needs a file.", "Give a path, such as talks.db.")
    return Path(text)


def connect(path: Path) -> sqlite3.Connection:
    """A connection to a file that is there already, with the settings that every connection has."""
    uri = f"{path.absolute().as_uri()}?{_access(path)}"
    connection = sqlite3.connect(
        uri, uri=True, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False
    )
    try:
        connection.execute("PRAGMA foreign_keys = ON")
        # What is deleted is overwritten with zeros, so that a report taken down leaves the file too.
        connection.execute("PRAGMA secure_delete = ON")
        # Each commit reaches the disk: what was reported as added survives a power cut as well.
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute(f"PRAGMA cache_size = -{HELD}")
        # What one bulk of reports writes is taken into the file with what the next ones write over it.
        connection.execute("PRAGMA wal_autocheckpoint = 10000")
        connection.execute("PRAGMA temp_store = MEMORY")
    except BaseException:
        connection.close()
        raise
    return connection


def _hold(connection: Connection, kilobytes: int) -> None:
    """Set how much of the file a connection holds in memory; outside SQLAlchemy's transactions."""
    cursor = connection.connection.cursor()
    try:
        cursor.execute(f"PRAGMA cache_size = -{kilobytes}")
    finally:
        cursor.close()


def _access(path: Path) -> str:
    """How SQLite may open a file.

    Where nothing can be written beside a file, SQLite can't make what readers share. It needs none of it
    where nobody writes: the file is then read as it is (`immutable`), unless a log lies beside it that was
    not yet taken into it. Where somebody who may write has the file open, what readers share is there, and
    may be read.
    """
    try:
        file = path.resolve(strict=True)  # SQLite looks beside the file itself, not beside a link to it
        read_only = bool(os.statvfs(file).f_flag & os.ST_RDONLY) or not os.access(file.parent, os.W_OK)
        log, shared = (file.with_name(file.name + side) for side in ("-wal", "-shm"))
        if not read_only:
            return "mode=rw"
        if log.exists() and shared.exists():
            return "mode=rw" if os.access(log, os.W_OK) and os.access(shared, os.W_OK) else "mode=ro"
        return "mode=rw" if log.exists() and log.stat().st_size else "mode=ro&immutable=1"
    except (OSError, AttributeError):  # no such file, which SQLite says better; or no such system
        return "mode=rw"


def engine_for(path: Path) -> Engine:
    """The engine of a ledger's file; it never creates the file."""
    # Who only reads the file as it is sees nothing of what others write, so each look is a fresh one.
    pool = QueuePool if _access(path) == "mode=rw" else NullPool
    engine = create_engine("sqlite+pysqlite://", creator=lambda: connect(path), poolclass=pool)

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        # A writer takes the lock at once: two that began by reading could otherwise each wait for the other.
        writes = connection.get_execution_options().get(WRITES)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def create_file(path: Path) -> None:
    """Make an empty ledger file: a SQLite database in WAL mode that says what it is for.

    Raises:
        LedgerExists: something is there already.
        LedgerError: the file can't be made there.
    """
    try:
        with path.open("xb"):
            pass
    except FileExistsError:
        raise LedgerExists(f"{path} is there already.", "Choose another name, or add to it.") from None
    except OSError as error:
        raise LedgerError(f"{path} can't be made: {error.strerror}.", "Choose another place.") from error
    with saying(path):
        connection = connect(path)
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        finally:
            connection.close()


def remove_file(path: Path) -> None:
    """Remove a ledger file that could not be finished, with what SQLite keeps beside it."""
    for side in ("", *SIDE_FILES):
        path.with_name(path.name + side).unlink(missing_ok=True)


def require_ledger(path: Path) -> None:
    """See that a file is a ledger, without touching it.

    Raises:
        LedgerNotFound: nothing is there, or something else.
        LedgerDamaged: the file is no database, or no longer one.
    """
    if not path.exists():
        raise LedgerNotFound(f"There is no ledger at {path}.", f"Make one: onrecord init {path}")
    if not path.is_file():
        raise LedgerNotFound(f"{path} is not a file.", "Give the file of a ledger, such as talks.db.")
    with saying(path):
        connection = connect(path)
        try:
            (found,) = connection.execute("PRAGMA application_id").fetchone()
        finally:
            connection.close()
    if found != APPLICATION_ID:
        raise LedgerNotFound(
            f"{path} is not a ledger of onrecord.", "Give another file, or make one: onrecord init FILE"
        )


def shown(address: str | Path) -> str:
    """An address as it may be printed: without a password, whether it can be read or not."""
    text = str(address)
    if text.partition("://")[0] in server.SCHEMES:
        try:
            return str(server.server_of(text))
        except LedgerError:
            pass  # it can't be read: what may be a password in it is taken out below
    return re.sub(r"(://)[^/]*@", r"\1***@", server.PASSWORD.sub(r"\1***", text))


@contextmanager
def saying(place: Place) -> Iterator[None]:
    """Say in onrecord's own errors what the database says in codes."""
    with server.saying(place) if isinstance(place, Server) else _saying_of_file(place):
        yield


@contextmanager
def _saying_of_file(path: Path) -> Iterator[None]:
    try:
        yield
    except DatabaseError as error:
        raise _named(error.orig, path) or error from error
    except sqlite3.DatabaseError as error:
        raise _named(error, path) or error from error


def _named(error: Any, path: Path) -> LedgerError | None:
    """The error that a failure of SQLite amounts to, or None where it is a fault in the program."""
    code = getattr(error, "sqlite_errorcode", None)
    primary = code & 0xFF if code is not None else None
    if primary in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return LedgerBusy(f"Another process holds {path}.", "Wait till it has finished, then try again.")
    if primary in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
        return LedgerDamaged(
            f"{path} is damaged, or no ledger: {error}.",
            "Restore it from a backup, or save what can be read: onrecord recover.",
        )
    if primary == sqlite3.SQLITE_FULL:
        return LedgerError(f"There is no room left for {path}.", "Free some, then do the same again.")
    if primary in (
        sqlite3.SQLITE_READONLY,
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_PERM,
        sqlite3.SQLITE_AUTH,
    ):
        return LedgerError(f"{path} can't be opened or written: {error}.", "See that you may write there.")
    if primary == sqlite3.SQLITE_IOERR:
        return LedgerError(
            f"The disk failed under {path}: {error}.", "Check the disk, then `onrecord check`."
        )
    return None
