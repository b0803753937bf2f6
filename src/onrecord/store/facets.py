"""What a list of statements could be narrowed by, and how often each value stands among them."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, Select, func, or_, select

from onrecord.store.asking import Asked, narrowed
from onrecord.store.claim_tables import claims, issue_forms, issue_members, issues
from onrecord.store.derived import UNDATED
from onrecord.store.entries import ReportEntry
from onrecord.store.joining import report_entries, report_rows
from onrecord.store.rows import batches
from onrecord.store.stand_tables import stands
from onrecord.store.tables import actors, attributions, processed, reports

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
        kinds: `direct`, `indirect` and `mixed`, likewise.
        acts: what is done in them, likewise.
        issues: what they speak of, as ids and labels, likewise.
        counted: how many statements were looked at.
    """

    speakers: tuple[Facet, ...]
    outlets: tuple[Facet, ...]
    kinds: tuple[Facet, ...]
    acts: tuple[Facet, ...]
    issues: tuple[Facet, ...]
    counted: int


def facets(connection: Connection, asked: Asked, most: int) -> Facets:
    """What the statements that answer a question could be narrowed by.

    Args:
        connection: of a transaction that reads.
        asked: the question.
        most: how many values of each to give.
    """
    found = (
        select(attributions.c.number, attributions.c.actor, attributions.c.report, attributions.c.kind)
        .where(*narrowed(connection, asked))
        .limit(MOST_COUNTED)
        .cte("found")
        .prefix_with("MATERIALIZED")
    )
    count = func.count().label("count_")
    by_speaker = (
        select(actors.c.id, actors.c.name, count)
        .select_from(found)
        .join(actors, actors.c.number == found.c.actor)
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
    by_kind = (
        select(found.c.kind.label("id"), found.c.kind.label("name"), count)
        .group_by(found.c.kind)
        .order_by(count.desc(), found.c.kind)
    )
    of_found = select(claims).join(found, found.c.number == claims.c.attribution).subquery()
    once = func.count(of_found.c.attribution.distinct()).label("count_")
    by_act = (
        select(of_found.c.does.label("id"), of_found.c.does.label("name"), once)
        .where(of_found.c.type == "position")
        .group_by(of_found.c.does)
        .order_by(once.desc(), of_found.c.does)
        .limit(most)
    )
    by_issue = (
        select(issues.c.id, issues.c.label.label("name"), once)
        .select_from(of_found)
        .join(
            issue_members,
            or_(issue_members.c.number == of_found.c.issue, issue_members.c.number == of_found.c.requirement),
        )
        .join(issue_forms, issue_forms.c.number == issue_members.c.form)
        .join(issues, issues.c.number == issue_forms.c.issue)
        .group_by(issues.c.number)
        .order_by(once.desc(), issues.c.label)
        .limit(most)
    )
    counted = connection.execute(select(func.count()).select_from(found)).scalar_one()
    return Facets(
        speakers=_facets(connection, by_speaker),
        outlets=tuple(Facet(row.outlet, row.outlet, row.count_) for row in connection.execute(by_outlet)),
        kinds=_facets(connection, by_kind),
        acts=_facets(connection, by_act),
        issues=_facets(connection, by_issue),
        counted=counted,
    )


def _facets(connection: Connection, query: Select[Any]) -> tuple[Facet, ...]:
    return tuple(Facet(row.id, row.name, row.count_) for row in connection.execute(query))


def outlets(connection: Connection, most: int | None = None) -> list[Facet]:
    """The outlets, those with most reports first.

    Args:
        connection: of a transaction that reads.
        most: how many at most; all unless given.
    """
    count = func.count().label("count_")
    query = (
        select(processed.c.outlet_folded, func.min(processed.c.sort_key).label("first"), count)
        .where(processed.c.outlet_folded != "")
        .group_by(processed.c.outlet_folded)
        .order_by(count.desc(), processed.c.outlet_folded)
    )
    rows = connection.execute(query.limit(most) if most else query).all()
    named = {
        row.outlet_folded: row.outlet
        for some in batches(row.first for row in rows)
        for row in connection.execute(
            select(processed.c.outlet_folded, processed.c.outlet).where(processed.c.sort_key.in_(some))
        )
    }
    return [Facet(named[row.outlet_folded], named[row.outlet_folded], row.count_) for row in rows]


def held_back(connection: Connection, most: int) -> list[Facet]:
    """The steps that conditions are put on, as ids and labels, those with most conditions first.

    Args:
        connection: of a transaction that reads.
        most: how many at most.
    """
    count = func.count().label("count_")
    query = (
        select(stands.c.about, count)
        .where(stands.c.type == "condition", stands.c.carried.is_(False))
        .group_by(stands.c.about)
        .subquery()
    )
    named = (
        select(issues.c.id, issues.c.label.label("name"), query.c.count_)
        .join(issues, issues.c.number == query.c.about)
        .order_by(query.c.count_.desc(), issues.c.label)
        .limit(most)
    )
    return list(_facets(connection, named))


def newest(connection: Connection, most: int) -> list[ReportEntry]:
    """The reports published last, the latest first; those that nothing dates or that are gone left out.

    Args:
        connection: of a transaction that reads.
        most: how many at most.
    """
    query = (
        report_rows()
        .where(
            processed.c.sort_key < UNDATED,
            reports.c.removed_at.is_(None),
            processed.c.published_latest.is_not(None),
        )
        .order_by(processed.c.sort_key.desc())
        .limit(most)
    )
    return report_entries(connection, connection.execute(query).all())


def days(connection: Connection) -> tuple[date | None, date | None]:
    """The first and the last day that a report was published on."""
    # Each by its own index; asked for both at once SQLite reads every row.
    first = connection.execute(select(func.min(processed.c.published_earliest))).scalar()
    last = connection.execute(select(func.max(processed.c.published_latest))).scalar()
    return first, last
