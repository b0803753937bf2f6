"""Copies: a report compared with those that share keys with it, and its family's sources chosen anew."""

from collections.abc import Iterable, Mapping
from functools import lru_cache

from sqlalchemy import Connection

from onrecord.model import Report
from onrecord.store import copies
from onrecord.track.copies import Copied, Printed, copied, enough_shared, sources
from onrecord.track.shingles import Signature, keys, signature

REMEMBERED = 4_096  # signatures of texts that are likely to be compared again


def put(connection: Connection, reports: Mapping[int, Report], *, fresh: bool) -> set[int]:
    """Find what reports were copied from, and what from them.

    Args:
        connection: of a transaction that writes.
        reports: the reports, their metadata as judged, by the numbers of their rows.
        fresh: that they are new, and have no pairs.

    Returns:
        The numbers of the reports of which it is news what they were copied from, and how much of them.
    """
    former: set[int] = set()
    if not fresh:
        for number in reports:
            former |= copies.take_pairs(connection, number)
    own = {number: keys(_signature(report.text)) for number, report in reports.items()}
    copies.put_keys(connection, own, fresh=fresh)
    near = [
        (number, other)
        for number, shared in copies.sharing(connection, own).items()
        for other, (count, size) in shared.items()
        # Of two that came together the later finds the earlier.
        if (other not in own or other < number) and enough_shared(count, len(own[number]), size)
    ]
    printed = _printed(connection, {number for pair in near for number in pair})
    numbers = {one.id: number for number, one in printed.items()}
    found = [pair for one, other in near if (pair := copied(printed[one], printed[other])) is not None]
    copies.put_pairs(
        connection, ((numbers[pair.copy], numbers[pair.origin], pair.share, pair.basis) for pair in found)
    )
    return settle(connection, {*reports, *former})


def take(connection: Connection, number: int) -> set[int]:
    """Take a report that goes for good out; the numbers of the reports of which that is news."""
    former = copies.take_pairs(connection, number)
    copies.put_keys(connection, {number: ()}, fresh=False)
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


def _printed(connection: Connection, numbers: Iterable[int]) -> dict[int, Printed]:
    return {
        number: Printed(
            id=id_,
            signature=_signature(report.text),
            published=report.published,
            outlet=report.outlet,
            credits=tuple(credit for credit in (report.credit, report.author) if credit),
            address=report.url,
        )
        for number, (id_, report) in copies.printed(connection, numbers).items()
    }


@lru_cache(maxsize=REMEMBERED)
def _signature(text: str) -> Signature:
    return signature(text)
