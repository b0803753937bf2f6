"""Rows that a question about a goal rests on, read bare: no words, no spans, nothing around them.

Whose each claim is, what it is about and until when it held stand in the ledger (`stand_tables`); a question
needs no more than that of the thousands of claims that it weighs, and reads as entries only those it tells.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date as Day
from typing import Any

from sqlalchemy import Connection, Select, and_, func, or_, select

from onrecord.store.claim_tables import claims, issues
from onrecord.store.rows import batches
from onrecord.store.search import last_matching
from onrecord.store.stand_tables import stands
from onrecord.store.stands import CLAIMED
from onrecord.store.tables import actors, attributions, processed, reports
from onrecord.store.track_tables import conflicts

EARLIEST = 50  # of each type that are looked at for the first of all

COUNTS = ~claims.c.carried
"""What a copy has from its original is said once, there."""
HOLDS_BACK = and_(
    claims.c.type == "position", or_(claims.c.does.in_(CLAIMED), claims.c.polarity == "against")
)
"""A position that could hold something back: a refusal, an allegation, a denial."""


DATED = or_(claims.c.date_earliest.is_not(None), claims.c.date_latest.is_not(None))


@dataclass(frozen=True, slots=True)
class Numbered:
    """An issue's number in the ledger, and how many claims are about it."""

    number: int
    claims: int


def claim_rows(least: float) -> Select[Any]:
    """The query for bare claims, to be narrowed.

    Args:
        least: the confidence that a claim needs.
    """
    return (
        select(
            claims.c.number,
            claims.c.id,
            claims.c.type,
            claims.c.does,
            claims.c.polarity,
            claims.c.hypothetical,
            claims.c.date_earliest,
            claims.c.date_latest,
            claims.c.date_basis,
            claims.c.confidence,
            claims.c.report,
            claims.c.restates,
            claims.c.sort_key,
            stands.c.about,
            stands.c.waits_for,
            stands.c.ended,
            actors.c.id.label("party_id"),
        )
        .select_from(stands)
        .join(claims, claims.c.number == stands.c.claim)
        .outerjoin(actors, actors.c.number == stands.c.party)
        .where(COUNTS, claims.c.confidence >= least)
    )


def numbers_of_issues(connection: Connection) -> dict[str, Numbered]:
    """The numbers of all issues, by id."""
    query = select(issues.c.id, issues.c.number, issues.c.rank)
    return {row.id: Numbered(row.number, -row.rank) for row in connection.execute(query)}


def every_condition(connection: Connection) -> list[Any]:
    """All conditions, whatever their confidence."""
    return list(connection.execute(claim_rows(0.0).where(stands.c.waits_for.is_not(None))))


def said_of(connection: Connection, numbers: Iterable[int], least: float) -> Iterator[Any]:
    """The positions on some issues, and what happened to them.

    Args:
        connection: of a transaction.
        numbers: of the issues.
        least: the confidence that a claim needs.
    """
    query = claim_rows(least).where(claims.c.type != "condition")
    for some in batches(sorted(numbers)):
        yield from connection.execute(query.where(stands.c.about.in_(some)))


def every_refusal(connection: Connection, least: float) -> Iterator[Any]:
    """All positions that could hold something back.

    Args:
        connection: of a transaction.
        least: the confidence that a claim needs.

    Yields:
        Id, id of the party, act, first and last possible day, day on which it ended, whether it is
        hypothetical, and the number of the issue.
    """
    query = (
        select(
            claims.c.id,
            actors.c.id,
            claims.c.does,
            claims.c.date_earliest,
            claims.c.date_latest,
            stands.c.ended,
            claims.c.hypothetical,
            stands.c.about,
        )
        .select_from(claims)
        .join(stands, stands.c.claim == claims.c.number)
        .outerjoin(actors, actors.c.number == stands.c.party)
        .where(HOLDS_BACK, COUNTS, claims.c.confidence >= least)
    )
    yield from connection.execute(query)


def naming(connection: Connection, words: str, least: float, most: int) -> Iterator[Any]:
    """Positions whose words, or whose statement's, have all of some words: the last found first.

    Args:
        connection: of a transaction.
        words: that tell something, in any form.
        least: the confidence that a claim needs.
        most: so many of the claims, and of the statements, with such words are looked at.

    Yields:
        Bare positions with the `words` of their evidence, and what their statements say (`said`, or None).
    """
    query = claim_rows(least).add_columns(claims.c.words, attributions.c.words.label("said"))
    query = query.outerjoin(attributions, attributions.c.number == claims.c.attribution)
    own = claims.c.number.in_(last_matching("claim_search", words, most))
    whole = claims.c.attribution.in_(last_matching("content_search", words, most))
    # Narrowed to positions here and not there: SQLite would look through all positions by their type.
    found = [row for row in connection.execute(query.where(or_(own, whole))) if row.type == "position"]
    yield from sorted(found, key=lambda row: -row.number)


def restated_across(connection: Connection, numbers: Iterable[int]) -> set[tuple[int, int]]:
    """Where claims about some issues restate claims about others: the numbers of both issues."""
    other = stands.alias("other")
    query = (
        select(stands.c.about, other.c.about)
        .join(claims, claims.c.number == stands.c.claim)
        .join(other, other.c.claim == claims.c.restates)
        .where(COUNTS, other.c.about != stands.c.about)
        .distinct()
    )
    return {
        (one, another)
        for some in batches(sorted(numbers))
        for one, another in connection.execute(query.where(stands.c.about.in_(some)))
    }


def ids_of(connection: Connection, numbers: Iterable[int]) -> dict[int, tuple[str, int]]:
    """The ids of some claims and the numbers of the issues that they are about, by the claims' numbers."""
    query = select(claims.c.number, claims.c.id, stands.c.about)
    query = query.join(stands, stands.c.claim == claims.c.number)
    return {
        number: (id_, about)
        for some in batches(sorted(numbers))
        for number, id_, about in connection.execute(query.where(claims.c.number.in_(some)))
    }


def mentioned(connection: Connection, numbers: Iterable[int], least: float) -> set[int]:
    """Those of some issues that a claim is about, or waits for."""
    found: set[int] = set()
    for some in batches(sorted(numbers)):
        for column in (stands.c.about, stands.c.waits_for):
            query = select(column).join(claims, claims.c.number == stands.c.claim)
            query = query.where(column.in_(some), COUNTS, claims.c.confidence >= least)
            found.update(connection.execute(query.distinct()).scalars())
    return found


def spoken_of(connection: Connection) -> dict[int, set[int]]:
    """The reports that speak of each issue, by numbers: as far as they tell two issues of one report apart.

    An issue that several reports speak of has those of them that are the only one of some other issue; 0 and
    -1 stand for the rest.
    """
    about = stands.c.about
    both = [
        select(column.label("issue"), claims.c.report.label("report"))
        .join(claims, claims.c.number == stands.c.claim)
        .where(COUNTS, column.is_not(None))
        for column in (about, stands.c.waits_for)
    ]
    pairs = both[0].union_all(both[1]).subquery()
    first, last = func.min(pairs.c.report), func.max(pairs.c.report)
    query = select(pairs.c.issue, first, last).group_by(pairs.c.issue)
    found: dict[int, set[int]] = {}
    for issue, one, other in connection.execute(query):
        found[issue] = {one} if one == other else {0, -1}
    alone = {report for reports_ in found.values() for report in reports_ if report > 0}
    for some in batches(sorted(alone)):
        for each in both:
            for issue, report in connection.execute(each.where(claims.c.report.in_(some)).distinct()):
                found[issue].add(report)
    return found


def among(connection: Connection, ids: Iterable[str], least: float) -> set[str]:
    """Those of some ids that are of claims that count."""
    query = select(claims.c.id).where(COUNTS, claims.c.confidence >= least)
    return {
        id_
        for some in batches(sorted(ids))
        for id_ in connection.execute(query.where(claims.c.id.in_(some))).scalars()
    }


def demanded(connection: Connection, least: float, day: Day) -> set[int]:
    """The issues that somebody demands on a day, by number."""
    when = func.coalesce(claims.c.date_latest, claims.c.date_earliest)
    query = (
        select(stands.c.about)
        .join(claims, claims.c.number == stands.c.claim)
        .where(COUNTS, claims.c.confidence >= least, claims.c.does == "demand", claims.c.polarity == "for")
        .where(or_(when.is_(None), when <= day), or_(stands.c.ended.is_(None), stands.c.ended > day))
    )
    return set(connection.execute(query.distinct()).scalars())


def last_day(connection: Connection) -> Day | None:
    """The last day that a report or a statement is dated, or None."""
    days = (
        connection.execute(select(func.max(claims.c.date_latest)).where(COUNTS)).scalar(),
        connection.execute(select(func.max(processed.c.published_latest))).scalar(),
    )
    return max((day for day in days if day is not None), default=None)


def first_claims(connection: Connection, least: float) -> list[Any]:
    """Claims that come first in the ledger's order: dated ones of each type, and one that nothing dates."""
    rows: list[Any] = []
    for type_ in ("position", "condition", "event"):
        query = claim_rows(least).where(claims.c.type == type_, DATED)
        rows += connection.execute(query.order_by(claims.c.sort_key).limit(EARLIEST)).all()
    return [*rows, *connection.execute(claim_rows(least).where(~DATED).limit(1)).all()]


def carriers_of_copies(connection: Connection) -> dict[str, set[str]]:
    """The outlets that carry copies of each report, by the report's id."""
    query = select(processed.c.copied_from, processed.c.outlet).where(processed.c.copied_from.is_not(None))
    found: dict[str, set[str]] = {}
    for origin, outlet in connection.execute(query.distinct()):
        if outlet:
            found.setdefault(origin, set()).add(outlet)
    return found


def outlets_of(connection: Connection, ids: Iterable[str]) -> dict[str, str]:
    """The outlets of some reports, by the reports' ids."""
    query = select(reports.c.id, processed.c.outlet).join(processed, processed.c.report == reports.c.number)
    return {
        id_: outlet
        for some in batches(sorted(ids))
        for id_, outlet in connection.execute(query.where(reports.c.id.in_(some)))
    }


def disputed(connection: Connection, numbers: Iterable[int]) -> set[int]:
    """Those of some claims that somebody denies, or tells differently, by number."""
    found: set[int] = set()
    for some in batches(sorted(numbers)):
        for column in (conflicts.c.one, conflicts.c.other):
            query = select(column).where(column.in_(some), conflicts.c.kind != "opposed").distinct()
            found.update(connection.execute(query).scalars())
    return found


def denied(connection: Connection, numbers: Iterable[int]) -> set[int]:
    """Those of some claims that somebody denies, by number; not the denials themselves."""
    query = select(conflicts.c.one).join(claims, claims.c.number == conflicts.c.one)
    query = query.where(conflicts.c.kind == "denial", claims.c.does != "deny").distinct()
    return {
        number
        for some in batches(sorted(numbers))
        for number in connection.execute(query.where(conflicts.c.one.in_(some))).scalars()
    }


def facts_of(connection: Connection, ids: Iterable[str]) -> Iterator[Any]:
    """Of some claims what is told of them beside their words: whose, when, by which report, how sure."""
    query = (
        select(
            claims.c.number,
            claims.c.id,
            claims.c.type,
            claims.c.does,
            claims.c.date_earliest,
            claims.c.date_latest,
            claims.c.via,
            claims.c.hypothetical,
            claims.c.confidence,
            stands.c.own,
            actors.c.name,
            reports.c.id.label("report_id"),
            processed.c.copied_from,
            processed.c.outlet,
        )
        .join(stands, stands.c.claim == claims.c.number)
        .join(reports, reports.c.number == claims.c.report)
        .join(processed, processed.c.report == claims.c.report)
        .outerjoin(actors, actors.c.number == stands.c.party)
    )
    for some in batches(sorted(ids)):
        yield from connection.execute(query.where(claims.c.id.in_(some)))
