"""Copies: a report compared with those that share keys with it, and its family's sources chosen anew."""

from collections.abc import Iterable
from functools import lru_cache

from sqlalchemy import Connection

from onrecord.model import Report
from onrecord.store import copies
from onrecord.track.copies import Copied, Printed, copied, enough_shared, sources
from onrecord.track.shingles import Signature, keys, signature

REMEMBERED = 4_096  # signatures of texts that are likely to be compared again


def put(connection: Connection, number: int, report: Report, *, fresh: bool) -> set[int]:
    """Find what a report was copied from, and what from it.

    Args:
        connection: of a transaction that writes.
        number: of the report's row.
        report: the report, its metadata as judged.
        fresh: that it is new, and has no pairs.

    Returns:
        The numbers of the reports of which it is news what they were copied from, and how much of them.
    """
    former = set() if fresh else copies.take_pairs(connection, number)
    own_keys = keys(_signature(report.text))
    copies.put_keys(connection, number, own_keys)
    shared = copies.sharing(connection, number, own_keys)
    near = [other for other, (count, size) in shared.items() if enough_shared(count, len(own_keys), size)]
    ids = copies.ids_of(connection, [number, *near])
    this = _printed(connection, number, ids[number])
    found = [
        pair for other in near if (pair := copied(this, _printed(connection, other, ids[other]))) is not None
    ]
    numbers = {id_: number for number, id_ in ids.items()}
    copies.put_pairs(
        connection, ((numbers[pair.copy], numbers[pair.origin], pair.share, pair.basis) for pair in found)
    )
    return settle(connection, {number, *former})


def take(connection: Connection, number: int) -> set[int]:
    """Take a report that goes for good out; the numbers of the reports of which that is news."""
    former = copies.take_pairs(connection, number)
    copies.put_keys(connection, number, ())
    return settle(connection, former)


def settle(connection: Connection, numbers: Iterable[int]) -> set[int]:
    """Choose what the reports of some families were copied from; give those of which that is news."""
    known, pairs = copies.family(connection, numbers)
    if not known:
        return set()
    ids = copies.ids_of(connection, known)
    chosen = sources(Copied(ids[copy], ids[origin], share, basis) for copy, origin, share, basis in pairs)  # type: ignore[arg-type]
    return copies.put_sources(
        connection,
        {
            number: (chosen[id_].origin, chosen[id_].share) if id_ in chosen else (None, 0.0)
            for number, id_ in ids.items()
        },
    )


def _printed(connection: Connection, number: int, id_: str) -> Printed:
    report = copies.printed(connection, number)
    return Printed(
        id=id_,
        signature=_signature(report.text),
        published=report.published,
        outlet=report.outlet,
        credits=tuple(credit for credit in (report.credit, report.author) if credit),
        address=report.url,
    )


@lru_cache(maxsize=REMEMBERED)
def _signature(text: str) -> Signature:
    return signature(text)
