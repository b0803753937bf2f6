"""What a list of statements could be narrowed by, and how often each value stands among them."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, func, select

from onrecord.store.asking import Asked, narrowed
from onrecord.store.entries import ReportEntry
from onrecord.store.joining import report_entries, report_rows
from onrecord.store.tables import actors, attributions, members, processed, reports

MOST_COUNTED = 5_000  # statements looked at: the first of those found, so that a common word costs no more


@dataclass(frozen=True, slots=True)
class Facet:
    """A value, and how often it stands.

    Attributes:
        value: what to ask for: an actor's id, or an outlet's name.
        name: what it is called.
        count: in how many of the records.
    """

    value: str
    name: str
    count: int


@dataclass(frozen=True, slots=True)
class Facets:
    """What statements could be narrowed by.

    Attributes:
        speakers: who said them, the most frequent first.
        outlets: where they stand, likewise.
        counted: how many statements were looked at.
    """

    speakers: tuple[Facet, ...]
    outlets: tuple[Facet, ...]
    counted: int


def facets(connection: Connection, asked: Asked, most: int) -> Facets:
    """What the statements that answer a question could be narrowed by.

    Args:
        connection: of a transaction that reads.
        asked: the question.
        most: how many values of each to give.
    """
    found = (
        select(attributions.c.speaker, attributions.c.report)
        .where(*narrowed(connection, asked))
        .limit(MOST_COUNTED)
        .cte("found")
        .prefix_with("MATERIALIZED")
    )
    count = func.count().label("count_")
    by_speaker = (
        select(actors.c.id, actors.c.name, count)
        .select_from(found)
        .join(members, members.c.number == found.c.speaker)
        .join(actors, actors.c.number == members.c.actor)
        .group_by(actors.c.number)
        .order_by(count.desc(), actors.c.name)
        .limit(most)
    )
    by_outlet = (
        select(processed.c.outlet, count)
        .select_from(found)
        .join(processed, processed.c.report == found.c.report)
        .where(processed.c.outlet != "")
        .group_by(processed.c.outlet)
        .order_by(count.desc(), processed.c.outlet)
        .limit(most)
    )
    counted = connection.execute(select(func.count()).select_from(found)).scalar_one()
    return Facets(
        speakers=tuple(Facet(row.id, row.name, row.count_) for row in connection.execute(by_speaker)),
        outlets=tuple(Facet(row.outlet, row.outlet, row.count_) for row in connection.execute(by_outlet)),
        counted=counted,
    )


def outlets(connection: Connection, most: int | None = None) -> list[Facet]:
    """The outlets, those with most reports first.

    Args:
        connection: of a transaction that reads.
        most: how many at most; all unless given.
    """
    count = func.count().label("count_")
    query = (
        select(func.min(processed.c.outlet).label("outlet"), count)
        .where(processed.c.outlet != "")
        .group_by(processed.c.outlet_folded)
        .order_by(count.desc(), processed.c.outlet_folded)
    )
    rows = connection.execute(query.limit(most) if most else query)
    return [Facet(row.outlet, row.outlet, row.count_) for row in rows]


def newest(connection: Connection, most: int) -> list[ReportEntry]:
    """The reports published last, the latest first; those that nothing dates or that are gone left out.

    Args:
        connection: of a transaction that reads.
        most: how many at most.
    """
    query = (
        report_rows()
        .where(reports.c.removed_at.is_(None), processed.c.published_latest.is_not(None))
        .order_by(processed.c.sort_key.desc())
        .limit(most)
    )
    return report_entries(connection, connection.execute(query).all())


def days(connection: Connection) -> tuple[date | None, date | None]:
    """The first and the last day that a report was published on."""
    query = select(func.min(processed.c.published_earliest), func.max(processed.c.published_latest))
    first, last = connection.execute(query).one()
    return first, last
