"""What a list of statements could be narrowed by, and how often each value stands among them."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, Select, func, select, text

from onrecord.store.asking import Asked, narrowed
from onrecord.store.claim_tables import claims, issues
from onrecord.store.derived import UNDATED
from onrecord.store.entries import ReportEntry
from onrecord.store.joining import report_entries, report_rows
from onrecord.store.rows import batches
from onrecord.store.stand_tables import stands
from onrecord.store.tables import actors, attributions, processed, reports

MOST_COUNTED = 2_000  # statements looked at: the first of those found, so that a common word costs no more


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
        dates: when they were said, in order: years, or months where they are of a year or two.
        counted: how many statements were looked at.
    """

    speakers: tuple[Facet, ...]
    outlets: tuple[Facet, ...]
    kinds: tuple[Facet, ...]
    acts: tuple[Facet, ...]
    issues: tuple[Facet, ...]
    dates: tuple[Facet, ...]
    counted: int


def facets(connection: Connection, asked: Asked, most: int) -> Facets:
    """What the statements that answer a question could be narrowed by.

    Args:
        connection: of a transaction that reads.
        asked: the question.
        most: how many values of each to give.
    """
    # Found once, and counted here: each count by the database would find them anew.
    found = connection.execute(
        select(
            attributions.c.number,
            attributions.c.actor,
            attributions.c.report,
            attributions.c.kind,
            attributions.c.earliest,
            attributions.c.latest,
        )
        .where(*narrowed(connection, asked))
        .limit(MOST_COUNTED)
    ).all()
    speakers = Counter(row.actor for row in found if row.actor is not None)
    kinds = Counter(row.kind for row in found)
    told = Counter(row.report for row in found)
    outlets_of: Counter[str] = Counter()
    for some in batches(told):
        query = select(processed.c.report, processed.c.outlet).where(processed.c.report.in_(some))
        for row in connection.execute(query):
            outlets_of[row.outlet] += told[row.report]
    acts, spoken_of = _claimed(connection, [row.number for row in found])
    return Facets(
        speakers=_named(connection, actors.c.id, actors.c.name, speakers, most),
        outlets=_most({one: (one, one) for one in outlets_of if one}, outlets_of, most),
        kinds=_most({one: (one, one) for one in kinds}, kinds, most),
        acts=_most({one: (one, one) for one in acts}, acts, most),
        issues=_named(connection, issues.c.id, issues.c.label, spoken_of, most),
        dates=_dates([day for row in found if (day := row.earliest or row.latest)]),
        counted=len(found),
    )


def _dates(days: Sequence[date]) -> tuple[Facet, ...]:
    """The years that days are of, or the months of a year or two, in order."""
    length = len("2024") if len({day.year for day in days}) > 2 else len("2024-03")
    counts = Counter(day.isoformat()[:length] for day in days)
    return tuple(Facet(part, part, counts[part]) for part in sorted(counts))


def _claimed(connection: Connection, numbers: Sequence[int]) -> tuple[Counter[str], Counter[int]]:
    """In how many of some statements each act is done, and each issue spoken of."""
    acts: set[tuple[str, int]] = set()
    spoken_of: set[tuple[int, int]] = set()
    query = select(
        claims.c.attribution, claims.c.type, claims.c.does, stands.c.about, stands.c.waits_for
    ).join(stands, stands.c.claim == claims.c.number)
    for some in batches(numbers):
        for row in connection.execute(query.where(claims.c.attribution.in_(some))):
            if row.type == "position":
                acts.add((row.does, row.attribution))
            spoken_of |= {(one, row.attribution) for one in (row.about, row.waits_for) if one is not None}
    return Counter(act for act, _ in acts), Counter(issue for issue, _ in spoken_of)


def _named(connection: Connection, id_: Any, name: Any, counts: Counter[int], most: int) -> tuple[Facet, ...]:
    """The commonest of some records, by their numbers, under their names."""
    ranked = sorted(counts.values(), reverse=True)
    least = ranked[most - 1] if len(ranked) > most else 0
    number = id_.table.c.number
    named = {
        row[0]: (row[1], row[2])
        for some in batches([one for one, count in counts.items() if count >= least])
        for row in connection.execute(select(number, id_, name).where(number.in_(some)))
    }
    return _most(named, counts, most)


def _most(named: Mapping[Any, tuple[str, str]], counts: Counter[Any], most: int) -> tuple[Facet, ...]:
    """The commonest values, those of one count by name."""
    in_order = sorted(named.items(), key=lambda one: (-counts[one[0]], one[1][1], one[1][0]))
    return tuple(Facet(value, name, counts[key]) for key, (value, name) in in_order[:most])


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
        .where(text("stands.type = 'condition' AND NOT stands.carried"))  # as the index has it
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
