"""Names that are written like another, or mean the same: what somebody may have meant."""

from collections.abc import Sequence
from typing import Literal

from rapidfuzz import fuzz, process
from sqlalchemy import Connection, select

from onrecord.late import Late
from onrecord.store import matters
from onrecord.store.claim_tables import issues
from onrecord.store.tables import actors
from onrecord.text.folding import fold
from onrecord.track.bare import matter_of, one_matter

# The vectors take a while to import, and most commands don't need them.
vectors_of = Late("onrecord.language.meaning", "vectors_of")
likeness = Late("onrecord.language.meaning", "likeness")

Kind = Literal["actor", "issue"]
LIKE_ENOUGH = 70  # of 100; below, a suggestion puzzles more than it helps
NEAR_IN_MEANING = 0.6
MOST_COMPARED = 5_000  # labels, the most spoken of first: more take longer than anyone waits for a suggestion


def similar(connection: Connection, name: str, kind: Kind, limit: int) -> tuple[str, ...]:
    """Names or labels of the ledger that are written like a name, or mean the same.

    Labels of one matter come first ("foreign inspectors" for "monitors"); then what is near by edit distance,
    with the part of the longer name that fits best (RapidFuzz's WRatio); then labels near in meaning.

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
    written = [each for each, _, _ in found]
    if kind == "actor":
        return tuple(written)
    every = [*_of_one_matter(connection, name), *written]
    if len(every) < limit:
        every += _like(name, known[:MOST_COMPARED])
    return tuple(dict.fromkeys(each for each in every if fold(each) != wanted))[:limit]


def _of_one_matter(connection: Connection, name: str) -> list[str]:
    """Labels of issues that are one matter with a name, the more often said first."""
    matter = matter_of(name)
    if matter is None:
        return []
    found = matters.labels_by_key(connection, {matter.key, *matter.shorter()})
    others = ((label, matter_of(label)) for label in found)
    return [label for label, other in others if other is not None and one_matter(matter, other)]


def _like(name: str, labels: Sequence[str]) -> list[str]:
    """Labels that mean much the same by their words, the likest first."""
    if not labels:
        return []
    likes = likeness(vectors_of([name])[0], vectors_of(labels))
    found = sorted(zip(likes.tolist(), labels, strict=True), key=lambda one: (-one[0], one[1]))
    return [label for like, label in found if like >= NEAR_IN_MEANING]
