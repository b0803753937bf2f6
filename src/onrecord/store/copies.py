"""Rows of copies: the keys that texts are found by, pairs of reports, and what each was copied from."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, bindparam, delete, func, or_, select, update

from onrecord.model import DateInterval, Report
from onrecord.store.columns import interval
from onrecord.store.rows import batches, put_all
from onrecord.store.tables import processed, reports, texts
from onrecord.store.track_tables import copy_keys, copy_pairs

COPIED = (
    update(processed)
    .where(processed.c.report == bindparam("of_report"))
    .values(copied_from=bindparam("origin"), copied_share=bindparam("share"))
)
Pair = tuple[int, int, float, str]


def put_keys(connection: Connection, keys: Mapping[int, Iterable[int]], *, fresh: bool) -> None:
    """Put the keys of reports' texts in, in place of those that they had; `fresh` ones had none."""
    if not fresh:
        for some in batches(sorted(keys)):
            connection.execute(delete(copy_keys).where(copy_keys.c.report.in_(some)))
    rows = sorted({(key, number) for number, own in keys.items() for key in own})
    put_all(connection, copy_keys, ({"key": key, "report": number} for key, number in rows))


def sharing(
    connection: Connection, keys: Mapping[int, Sequence[int]]
) -> dict[int, dict[int, tuple[int, int]]]:
    """Other reports that share keys with some: how many they share, and how many they have.

    Args:
        connection: of a transaction that reads.
        keys: those of some reports, by number.
    """
    whose: dict[int, list[int]] = {}
    for number, own in keys.items():
        for key in own:
            whose.setdefault(key, []).append(number)
    shared: dict[int, Counter[int]] = {number: Counter() for number in keys}
    for some in batches(sorted(whose)):
        query = select(copy_keys.c.key, copy_keys.c.report).where(copy_keys.c.key.in_(some))
        for key, report in connection.execute(query):
            for number in whose[key]:
                if number != report:
                    shared[number][report] += 1
    sizes: dict[int, int] = {}
    for some in batches(sorted({report for found in shared.values() for report in found})):
        query = select(copy_keys.c.report, func.count()).where(copy_keys.c.report.in_(some))
        sizes.update(
            (report, size) for report, size in connection.execute(query.group_by(copy_keys.c.report))
        )
    return {
        number: {report: (count, sizes[report]) for report, count in found.items()}
        for number, found in shared.items()
    }


def printed(connection: Connection, numbers: Iterable[int]) -> dict[int, tuple[str, Report]]:
    """Ids and texts of reports with what else of their metadata, as judged, tells copies; by number."""
    query = (
        select(
            reports.c.number,
            reports.c.id,
            texts.c.text,
            processed.c.outlet,
            processed.c.credit,
            processed.c.author,
            processed.c.url,
            processed.c.published_earliest,
            processed.c.published_latest,
            processed.c.published_basis,
        )
        .join(processed, processed.c.report == reports.c.number)
        .join(texts, texts.c.report == reports.c.number)
    )
    return {
        row.number: (
            row.id,
            Report(
                text=row.text,
                outlet=row.outlet,
                credit=row.credit,
                author=row.author,
                url=row.url,
                published=_published(row),
            ),
        )
        for some in batches(sorted(set(numbers)))
        for row in connection.execute(query.where(reports.c.number.in_(some)))
    }


def ids_of(connection: Connection, numbers: Iterable[int]) -> dict[int, str]:
    """The ids of reports by their numbers."""
    return {
        row.number: row.id
        for some in batches(sorted(set(numbers)))
        for row in connection.execute(
            select(reports.c.number, reports.c.id).where(reports.c.number.in_(some))
        )
    }


def put_pairs(connection: Connection, pairs: Iterable[Pair]) -> None:
    """Put pairs of reports in: copy, origin, share and basis."""
    put_all(
        connection,
        copy_pairs,
        (
            {"copy": copy, "origin": origin, "share": share, "basis": basis}
            for copy, origin, share, basis in pairs
        ),
    )


def take_pairs(connection: Connection, number: int) -> set[int]:
    """Take a report's pairs out; give the other reports of them."""
    of_report = or_(copy_pairs.c.copy == number, copy_pairs.c.origin == number)
    others = {
        one
        for row in connection.execute(select(copy_pairs.c.copy, copy_pairs.c.origin).where(of_report))
        for one in row
    }
    connection.execute(delete(copy_pairs).where(of_report))
    return others - {number}


def family(connection: Connection, numbers: Iterable[int]) -> tuple[set[int], list[Pair]]:
    """All reports that pairs connect some with, directly or through others, and the pairs among them."""
    known = set(numbers)
    new = set(known)
    pairs: dict[tuple[int, int], Pair] = {}
    while new:
        found: set[int] = set()
        for some in batches(sorted(new)):
            query = select(copy_pairs).where(or_(copy_pairs.c.copy.in_(some), copy_pairs.c.origin.in_(some)))
            for row in connection.execute(query):
                pairs[row.copy, row.origin] = (row.copy, row.origin, row.share, row.basis)
                found |= {row.copy, row.origin}
        new = found - known
        known |= found
    return known, list(pairs.values())


def pairs_among(connection: Connection, numbers: Iterable[int]) -> list[Pair]:
    """The pairs of which both are among some reports."""
    wanted = set(numbers)
    return [
        (row.copy, row.origin, row.share, row.basis)
        for some in batches(sorted(wanted))
        for row in connection.execute(select(copy_pairs).where(copy_pairs.c.copy.in_(some)))
        if row.origin in wanted
    ]


def put_sources(connection: Connection, sources: Mapping[int, tuple[str | None, float]]) -> set[int]:
    """Say of reports what they were copied from, and how much of them.

    Args:
        connection: of a transaction that writes.
        sources: id of the other report or None, and the share, by the report's number.

    Returns:
        The numbers of those for which that is news.
    """
    changed: dict[int, tuple[str | None, float]] = {}
    for some in batches(sorted(sources)):
        query = select(processed.c.report, processed.c.copied_from, processed.c.copied_share)
        for row in connection.execute(query.where(processed.c.report.in_(some))):
            if (row.copied_from, row.copied_share) != sources[row.report]:
                changed[row.report] = sources[row.report]
    if changed:
        rows = [
            {"of_report": number, "origin": origin, "share": share}
            for number, (origin, share) in changed.items()
        ]
        connection.execute(COPIED, rows)
    return set(changed)


def shares_of(connection: Connection, numbers: Iterable[int]) -> dict[int, tuple[int, float]]:
    """The numbers of the reports that some were copied from, and the shares, by the numbers of the copies."""
    query = (
        select(processed.c.report, reports.c.number, processed.c.copied_share)
        .select_from(processed)
        .join(reports, reports.c.id == processed.c.copied_from)
    )
    return {
        row.report: (row.number, row.copied_share)
        for some in batches(sorted(set(numbers)))
        for row in connection.execute(query.where(processed.c.report.in_(some)))
    }


def sources_of(connection: Connection, numbers: Iterable[int]) -> dict[int, int]:
    """The numbers of the reports that some were copied from, by the numbers of those that are copies."""
    return {number: origin for number, (origin, _) in shares_of(connection, numbers).items()}


def copies_by_source(connection: Connection, numbers: Iterable[int]) -> dict[int, list[int]]:
    """The numbers of the reports that were copied from some, by the numbers of these."""
    query = (
        select(copy_pairs.c.origin, copy_pairs.c.copy)
        .join(reports, reports.c.number == copy_pairs.c.origin)
        .join(processed, processed.c.report == copy_pairs.c.copy)
        .where(processed.c.copied_from == reports.c.id)
        .order_by(copy_pairs.c.origin, copy_pairs.c.copy)
    )
    found: dict[int, list[int]] = {}
    for some in batches(sorted(set(numbers))):
        for row in connection.execute(query.where(copy_pairs.c.origin.in_(some))):
            found.setdefault(row.origin, []).append(row.copy)
    return found


def copies_of(connection: Connection, numbers: Iterable[int]) -> set[int]:
    """Numbers of the reports that were copied from some."""
    return {copy for found in copies_by_source(connection, numbers).values() for copy in found}


def _published(row: Any) -> DateInterval:
    return interval(row.published_earliest, row.published_latest, row.published_basis)
