"""Ledgers in a PostgreSQL database, each in a schema of its own: addresses, connections, and failures' names.

One writer at a time, as with a file: a transaction that writes first takes a lock of the ledger's own, and so
sees all that others wrote before. Readers wait for nobody.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.exc import ArgumentError, DatabaseError, NoSuchModuleError
from sqlalchemy.pool import QueuePool

from onrecord.errors import (
    LedgerBusy,
    LedgerDamaged,
    LedgerError,
    LedgerExists,
    LedgerNotFound,
    OnrecordError,
    TooLarge,
)

SCHEMES = ("postgresql", "postgres", "postgresql+psycopg")
SCHEMA = "onrecord"  # where an address names none
LONGEST_NAME = 63  # bytes; PostgreSQL cuts longer names off without a word
CONNECT_SECONDS = 10
BUSY_SECONDS = 60.0
WRITES = "onrecord_writes"  # the execution option that tells a transaction that writes
LOCK_SALT = 0x6F6E7263  # "onrc": tells the ledgers' locks from another program's in the same database
TABLES = {"alembic_version", "properties", "judgements"}  # what every ledger has, of any version
PASSWORD = re.compile(r"(password=)[^&#\s]*")


@dataclass(frozen=True, slots=True)
class Server:
    """Where a ledger is kept on a PostgreSQL server.

    Attributes:
        url: of the database, without the schema; it may hold a password.
        schema: the ledger's own.
    """

    url: URL
    schema: str

    def __str__(self) -> str:
        """The address without its password."""
        shown = self.url.update_query_dict({"schema": self.schema}).set(drivername="postgresql")
        return PASSWORD.sub(r"\1***", shown.render_as_string(hide_password=True))

    @property
    def name(self) -> str:
        """A short name: that of the schema or, where that is the usual one, of the database."""
        return self.schema if self.schema != SCHEMA else (self.url.database or self.schema)


def server_of(address: str) -> Server:
    """The place that a `postgresql://` address names.

    Args:
        address: `postgresql://user@host:port/database?schema=talks`, with whatever else libpq takes
            (`sslmode`, `service`, `host` of a socket); the schema is `onrecord` where none is named.

    Raises:
        LedgerError: it is malformed; the message doesn't repeat it, since it may hold a password.
    """
    try:
        url = make_url(address).set(drivername="postgresql+psycopg")
        query = dict(url.query)
        schema = query.pop("schema", SCHEMA)
    except (ArgumentError, ValueError) as error:
        raise LedgerError(
            "The address of the database can't be read.", "Write postgresql://USER@HOST/DATABASE?schema=NAME."
        ) from error
    if not isinstance(schema, str) or not schema or "\0" in schema or len(schema.encode()) > LONGEST_NAME:
        raise LedgerError(
            f"{schema!r} is no name of a schema.", f"Name one, of {LONGEST_NAME} letters at most."
        )
    if schema.startswith("pg_") or schema in ("public", "information_schema"):
        raise LedgerError(
            f"The schema {schema} is not for a ledger alone.", "Name one of its own: ?schema=talks"
        )
    return Server(url.set(query=query), schema)


def engine_for(server: Server, busy_seconds: float) -> Engine:
    """The engine of a ledger on a server.

    Args:
        server: where it is.
        busy_seconds: how long one that writes waits for another.

    Raises:
        LedgerError: psycopg is not installed.
    """
    try:
        engine = create_engine(
            server.url,
            poolclass=QueuePool,
            pool_pre_ping=True,
            pool_size=5,
            max_overflow=20,
            connect_args={"connect_timeout": CONNECT_SECONDS, "application_name": "onrecord"},
        )
    except (ModuleNotFoundError, NoSuchModuleError) as error:
        raise LedgerError(
            "A ledger in PostgreSQL needs psycopg, which is not installed.",
            "Install it: pip install 'onrecord[postgres]'",
        ) from error

    @event.listens_for(engine, "connect")
    def connected(plain: Any, _: Any) -> None:
        # Names without a schema are the ledger's; none of another schema can come in between.
        before, plain.autocommit = plain.autocommit, True
        plain.execute("SELECT set_config('search_path', quote_ident(%s), false)", [server.schema])
        # A transaction is of one moment and harmless unless it says that it writes. Questions are many and
        # small: to compile them takes longer than to answer them.
        plain.execute(
            "SET client_min_messages = error; SET default_transaction_isolation = 'repeatable read'; "
            "SET default_transaction_read_only = on; SET jit = off"
        )
        plain.autocommit = before

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        if not connection.get_execution_options().get(WRITES):
            return
        # Each statement of this level sees what was committed before it, and so all before the lock.
        connection.exec_driver_sql(
            "SET TRANSACTION ISOLATION LEVEL READ COMMITTED, READ WRITE; "
            f"SET LOCAL lock_timeout = {max(int(busy_seconds * 1000), 1)}; "
            "SELECT pg_advisory_xact_lock("
            f"hashtextextended(current_setting('search_path'), {LOCK_SALT}))"
        )

    return engine


def create(server: Server) -> bool:
    """Make the schema of a new ledger; one that is there and empty will do.

    Returns:
        Whether the schema was made; otherwise it was there.

    Raises:
        LedgerExists: something is in it.
        LedgerError: the database keeps text in another form than UTF-8.
    """
    with _plain(server) as connection:
        if connection.execute(text("SHOW server_encoding")).scalar() != "UTF8":
            raise LedgerError(
                f"The database of {server} keeps text in another form than UTF-8.",
                "Make one: CREATE DATABASE talks ENCODING 'UTF8' TEMPLATE template0",
            )
        there = _tables(connection, server.schema)
        if there:
            raise LedgerExists(f"{server} is there already.", "Choose another schema, or add to it.")
        if there is None:
            name = connection.dialect.identifier_preparer.quote_identifier(server.schema)
            # Two at once: one makes it, the other is told of a unique violation.
            connection.execute(text(f"CREATE SCHEMA {name}".replace(":", r"\:")))
        return there is None


def remove(server: Server) -> None:
    """Remove the schema of a ledger with all that is in it."""
    with _plain(server) as connection:
        name = connection.dialect.identifier_preparer.quote_identifier(server.schema)
        connection.execute(text(f"DROP SCHEMA IF EXISTS {name} CASCADE".replace(":", r"\:")))


def require(server: Server) -> None:
    """See that there is a ledger, without touching it.

    Raises:
        LedgerNotFound: there is none, or something else.
    """
    with _plain(server) as connection:
        there = _tables(connection, server.schema)
    if not there:
        raise LedgerNotFound(f"There is no ledger at {server}.", "Make one: onrecord init ADDRESS")
    if not there >= TABLES:
        raise LedgerNotFound(f"{server} is not a ledger of onrecord.", "Name another schema: ?schema=NAME")


def version(server: Server) -> str:
    """Which PostgreSQL it is, such as `15.6`."""
    with _plain(server) as connection:
        return str(connection.execute(text("SHOW server_version")).scalar()).split(" ")[0]


def _tables(connection: Connection, schema: str) -> set[str] | None:
    """The names of the tables, views and sequences in a schema; None where there is no such schema."""
    name = {"name": schema}
    if not connection.execute(text("SELECT 1 FROM pg_namespace WHERE nspname = :name"), name).scalar():
        return None
    of_schema = text(
        "SELECT relname FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace "
        "WHERE nspname = :name AND relkind IN ('r', 'p', 'v', 'm', 'S', 'f')"
    )
    return set(connection.execute(of_schema, name).scalars())


@contextmanager
def _plain(server: Server) -> Iterator[Connection]:
    """A connection on which each statement stands for itself, with failures called by their names."""
    engine = engine_for(server, BUSY_SECONDS)
    try:
        with saying(server), engine.connect() as connection:
            alone = connection.execution_options(isolation_level="AUTOCOMMIT")
            alone.execute(text("SET default_transaction_read_only = off"))
            yield alone
    finally:
        engine.dispose()


@contextmanager
def saying(server: Server) -> Iterator[None]:
    """Say in onrecord's own errors what PostgreSQL says in codes."""
    try:
        yield
    except DatabaseError as error:
        raise named_error(error.orig, server) or error from error


def vacuum(server: Server, tables: list[str], patience: float) -> None:
    """Write tables anew without what was deleted from them.

    Args:
        server: where the ledger is.
        tables: their names.
        patience: seconds to wait for those who read them.
    """
    with _plain(server) as connection:
        connection.execute(text(f"SET lock_timeout = {int(patience * 1000)}"))
        quote = connection.dialect.identifier_preparer.quote_identifier
        for table in tables:
            connection.execute(text(f"VACUUM (FULL, ANALYZE) {quote(server.schema)}.{quote(table)}"))


def named_error(error: Any, server: Server) -> OnrecordError | None:
    """The error that a failure of PostgreSQL amounts to, or None where it is a fault in the program.

    Codes: https://www.postgresql.org/docs/current/errcodes-appendix.html
    """
    code = getattr(error, "sqlstate", None)
    said = " ".join(str(error).split())
    if code in ("55P03", "40P01", "40001"):
        return LedgerBusy(f"Another process holds {server}.", "Wait till it has finished, then try again.")
    if code == "42P06" or (code == "23505" and "pg_namespace" in said):
        return LedgerExists(f"{server} is there already.", "Choose another schema, or add to it.")
    if code == "3D000":
        return LedgerNotFound(f"There is no database at {server}: {said}.", "Make it: createdb NAME")
    if code in ("53100", "53200"):
        return LedgerError(f"There is no room left for {server}.", "Free some, then do the same again.")
    if code == "53300":
        return LedgerBusy(f"The server of {server} has no connection left.", "Try again later.")
    if code == "54000":
        return TooLarge(
            "A name, label or outlet in the report has more than the 2,600 bytes that PostgreSQL looks up.",
            "Keep this report in a ledger in a file, or shorten it.",
        )
    if code in ("42501", "25006", "28000", "28P01"):
        return LedgerError(f"{server} can't be opened or written: {said}.", "See that you may write there.")
    if code is not None and code.startswith("XX00"):
        return LedgerDamaged(f"{server} is damaged: {said}.", "Restore it from a backup.")
    if code is None or code[:2] in ("08", "57"):
        return LedgerError(f"{server} can't be reached: {said}.", "See that the server runs and lets you in.")
    return None
