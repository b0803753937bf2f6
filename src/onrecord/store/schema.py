"""Which form a ledger's tables have, and how an older form is brought up to date."""

from collections.abc import Callable
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, inspect, text

from onrecord.errors import LedgerVersion
from onrecord.store.engine import Store
from onrecord.store.state import mark

HEAD = "r0013"  # the newest revision in migrations/versions; a test holds the two together


def configuration(connection: Connection | None = None) -> Config:
    """Alembic's configuration: the revisions shipped in this package, over a connection that is open."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


def upgrade(store: Store, revision: str = "head", also: Callable[[Connection], None] | None = None) -> bool:
    """Bring a ledger's tables up to a revision, in one transaction.

    Args:
        store: the ledger's.
        revision: `head`, or the name of a revision.
        also: what else to do in that transaction, if there was anything to do.

    Returns:
        Whether there was anything to do.

    Raises:
        LedgerVersion: they have a form that this version doesn't know.
    """
    with store.writing(marked=False) as connection:
        before = revision_of(connection)
        if before > HEAD:
            raise _newer(store, before)
        command.upgrade(configuration(connection), revision)
        changed = revision_of(connection) != before
        if changed and also is not None:
            also(connection)
        if changed:
            mark(connection)
        return changed


def revision_of(connection: Connection) -> str:
    """The revision that a ledger's tables have, or empty where they have none."""
    if not inspect(connection).has_table("alembic_version"):
        return ""
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar() or ""


def require_head(store: Store) -> None:
    """See that a ledger's tables have the form that this version works with.

    Raises:
        LedgerVersion: they are older or newer.
    """
    with store.reading() as connection:
        found = revision_of(connection)
    if found == HEAD:
        return
    if found < HEAD:
        raise LedgerVersion(
            f"{store.place} was made by an older onrecord: its tables are {found or 'none'}, not {HEAD}.",
            f"Back it up, then bring it up to date: onrecord upgrade --db {store.place}",
        )
    raise _newer(store, found)


def _newer(store: Store, found: str) -> LedgerVersion:
    return LedgerVersion(
        f"{store.place} was made by a newer onrecord: its tables are {found}, this version knows {HEAD}.",
        "Install the newest version: pip install --upgrade onrecord",
    )
