"""What reports share, worked out: now and then while many come in, and at the latest when somebody asks."""

from onrecord import consolidation
from onrecord.store.engine import Store

LEAST = 25
"""What reports touch is worked out after so many of them, or once the ledger is eight times as large."""


def pace(reports: int) -> int:
    """After how many reports to work out what they touched, for a ledger that has so many, these among them.

    Each time costs what the touched issues and speakers have by then. Where the ledger is eight times as
    large from one time to the next, all of them together cost at most a seventh above what the last does.
    """
    return max(LEAST, 7 * reports // 8)


def settle(store: Store, *, much: bool = False) -> None:
    """Work out what was touched, if anything was: by this process, or by one that died before it had.

    Args:
        store: the ledger's.
        much: whether many reports came in.
    """
    with store.reading() as connection:
        settled = consolidation.settled(connection)
    if not settled:
        with store.writing(much=much) as connection:
            consolidation.settle(connection)


class Questions:
    """What all questions share; part of `Ledger`."""

    _store: Store

    def _settle(self) -> None:
        """Work out what was left to be worked out."""
        settle(self._store)
