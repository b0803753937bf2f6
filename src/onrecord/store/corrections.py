"""What corrections are looked for in: reports that may hold a note, earlier ones, and their records."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, select, union_all

from onrecord.model import Block, DateInterval
from onrecord.store.claim_tables import claims
from onrecord.store.columns import blocks_from_json, interval
from onrecord.store.rows import batches
from onrecord.store.search import matching
from onrecord.store.tables import attributions, processed, reports, texts


@dataclass(frozen=True, slots=True, kw_only=True)
class Noting:
    """A report whose words may hold a note.

    Attributes:
        number: of its row.
        id: its id.
        outlet: folded, or empty.
        published: when.
        version_of: id of the report that stood at its address before, or None.
        text: its text.
        blocks: its blocks.
    """

    number: int
    id: str
    outlet: str
    published: DateInterval
    version_of: str | None
    text: str
    blocks: tuple[Block, ...]


def noting(connection: Connection, markers: Iterable[str], outlet: str | None = None) -> list[Noting]:
    """Reports that have one of some markers, in the order in which they were added.

    Args:
        connection: of a transaction that reads.
        markers: searches; see `match_query`.
        outlet: only of this outlet, folded; None for all.
    """
    found: set[int] = set()
    for marker in markers:
        found.update(connection.execute(matching("report_search", marker)).scalars())
    listed = []
    for some in batches(sorted(found)):
        query = (
            select(processed, reports.c.id, reports.c.version_of, texts.c.text, texts.c.blocks)
            .join(reports, reports.c.number == processed.c.report)
            .join(texts, texts.c.report == processed.c.report)
            .where(processed.c.report.in_(some))
            .order_by(processed.c.report)
        )
        if outlet is not None:
            query = query.where(processed.c.outlet_folded == outlet)
        listed += [
            Noting(
                number=row.report,
                id=row.id,
                outlet=row.outlet_folded,
                published=interval(row.published_earliest, row.published_latest, row.published_basis),
                version_of=row.version_of,
                text=row.text,
                blocks=blocks_from_json(row.blocks),
            )
            for row in connection.execute(query)
        ]
    return listed


def outlets_like(connection: Connection, outlet: str) -> list[str]:
    """Folded names of an outlet: its own, and those with a word more or less ("Keld Evening Post")."""
    words = set(outlet.split()) - {"the"}
    every = connection.execute(select(processed.c.outlet_folded).distinct()).scalars()
    return sorted(name for name in every if name == outlet or _one_name(words, set(name.split()) - {"the"}))


def _one_name(one: set[str], other: set[str]) -> bool:
    return len(one & other) >= 2 and (one <= other or other <= one)


def published_between(
    connection: Connection, outlet: str, first: date, last: date
) -> list[tuple[int, str, DateInterval]]:
    """Number, id and day of an outlet's reports that may have been published on some days, by their day.

    Args:
        connection: of a transaction that reads.
        outlet: folded.
        first: the first day.
        last: the last one.
    """
    query = (
        select(processed, reports.c.id)
        .join(reports, reports.c.number == processed.c.report)
        .where(
            processed.c.outlet_folded.in_(outlets_like(connection, outlet)),
            reports.c.removed_at.is_(None),
            processed.c.published_earliest <= last,
            processed.c.published_latest >= first,
        )
        .order_by(processed.c.sort_key)
    )
    return [
        (row.report, row.id, interval(row.published_earliest, row.published_latest, row.published_basis))
        for row in connection.execute(query)
    ]


def versions_before(connection: Connection, version_of: str | None) -> list[tuple[int, str, DateInterval]]:
    """Number, id and day of the earlier versions of a report, the oldest first."""
    found: list[tuple[int, str, DateInterval]] = []
    seen: set[str] = set()
    while version_of is not None and version_of not in seen:
        seen.add(version_of)
        query = (
            select(processed, reports.c.id, reports.c.version_of)
            .join(reports, reports.c.number == processed.c.report)
            .where(reports.c.id == version_of)
        )
        row = connection.execute(query).first()
        if row is None:
            break
        published = interval(row.published_earliest, row.published_latest, row.published_basis)
        found.append((row.report, row.id, published))
        version_of = row.version_of
    return found[::-1]


def words_of(connection: Connection, numbers: Sequence[int]) -> list[tuple[str, int, str]]:
    """Id, report and words of every attribution of some reports, and of every claim that is their own."""
    found: list[tuple[str, int, str]] = []
    for some in batches(numbers):
        query = union_all(
            select(attributions.c.id, attributions.c.report, attributions.c.words).where(
                attributions.c.report.in_(some)
            ),
            select(claims.c.id, claims.c.report, claims.c.words).where(
                claims.c.report.in_(some), ~claims.c.carried
            ),
        )
        found += [(row.id, row.report, row.words) for row in connection.execute(query)]
    return sorted(found, key=lambda one: (one[1], one[0]))
