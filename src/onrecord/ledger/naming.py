"""Names that are written like another: what somebody may have meant."""

from typing import Literal

from rapidfuzz import fuzz, process
from sqlalchemy import Connection, select

from onrecord.store.claim_tables import issues
from onrecord.store.tables import actors
from onrecord.text.folding import fold

Kind = Literal["actor", "issue"]
LIKE_ENOUGH = 70  # of 100; below, a suggestion puzzles more than it helps


def similar(connection: Connection, name: str, kind: Kind, limit: int) -> tuple[str, ...]:
    """Names or labels of the ledger that are written like a name.

    Compared by edit distance, with the part of the longer name that fits best (RapidFuzz's WRatio).

    Args:
        connection: of a transaction.
        name: what was looked for.
        kind: whether to look among the names of actors or the labels of issues.
        limit: how many at most.

    Returns:
        The likest first; the more often said among equals.
    """
    wanted = fold(name)
    if not wanted:
        return ()
    column = actors.c.name if kind == "actor" else issues.c.label
    order = actors.c.rank if kind == "actor" else issues.c.rank
    known = list(dict.fromkeys(connection.execute(select(column).order_by(order, column)).scalars()))
    found = process.extract(
        wanted, known, scorer=fuzz.WRatio, processor=fold, limit=limit, score_cutoff=LIKE_ENOUGH
    )
    return tuple(each for each, _, _ in found)
