"""A ledger copied to another place: from a file to a server, from a server to a file, or among either."""

from pathlib import Path

from onrecord.errors import LedgerExists, LedgerNotFound
from onrecord.ledger.facade import Ledger
from onrecord.store import copying, engine, upkeep


def move(source: str | Path, target: str | Path, *, progress: copying.Progress | None = None) -> int:
    """Copy a ledger to another place, row for row; the source stays as it is, and may be in use.

    What is derived comes along: nothing has to be read or rebuilt. A copy that is cut short is none.

    Args:
        source: the ledger's address.
        target: where it is to go: a new file, or a schema that is not there or empty.
        progress: told of each table, and how many of its rows are copied; not of one file to another.

    Returns:
        How many reports there are at the new place, those taken down among them.

    Raises:
        LedgerNotFound: there is no ledger at the source.
        LedgerExists: something is at the target.
        LedgerVersion: the source was made by an older or newer onrecord.
    """
    with Ledger.open(source) as ledger:
        place = engine.place_of(target)
        if isinstance(place, Path):
            ledger.backup(place)
        else:
            made = _made(place)
            store = engine.store_at(place)
            try:
                copying.copy(ledger.store, store, progress)
            except BaseException:
                store.close()
                if made:
                    engine.remove(place)
                raise
            store.close()
    with Ledger.open(target) as copied, copied.store.reading() as connection:
        counts = upkeep.counts(connection)
    return counts["reports"] + counts["removed"]


def _made(place: engine.Place) -> bool:
    """Make the schema, unless a copy that was cut short has left it there without a row."""
    try:
        return engine.create(place)
    except LedgerExists:
        try:
            engine.require(place)
        except LedgerNotFound:
            pass  # something else is there: the first error says so
        else:
            return False
        raise
