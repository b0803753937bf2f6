"""Questions to a ledger: pages of reports, actors and attributions, each in a fixed number of queries."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Connection,
    Integer,
    Select,
    UnaryExpression,
    and_,
    func,
    or_,
    select,
)
from sqlalchemy.sql.operators import custom_op

from onrecord.errors import UsageError
from onrecord.store.claim_tables import claims
from onrecord.store.entries import ActorEntry, AttributionEntry, Page, ReportEntry
from onrecord.store.joining import (
    actor_entries,
    attribution_entries,
    attribution_rows,
    report_entries,
    report_rows,
)
from onrecord.store.meant import issues_meant, named, outlets_meant
from onrecord.store.paging import Listed, of_table, page
from onrecord.store.search import matching
from onrecord.store.stand_tables import stands
from onrecord.store.tables import actors, attributions, processed, reports, spans
from onrecord.text.folding import whole

STRETCH = 500  # rows at a time
FEW = 2_000
"""Hits that are looked up one by one and then put in order; of more the first are found sooner by going
through all in order, and looking for each among the hits."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Which attributions are wanted; what is empty doesn't narrow.

    Attributes:
        speaker: words of a name or alias, in any case and with or without accents, or an actor's id.
        outlet: words of its name, or all of it.
        since: said on this day or later, or possibly so; published, where nothing says when it was said.
        until: said on this day or earlier, likewise.
        search: words of the content; see `match_query`.
        report: id of a report.
        kind: `direct`, `indirect` or `mixed`.
        issue: words of the label or an alias of an issue that is spoken of, or its id.
        act: what is done in it, such as `demand`.
    """

    speaker: str = ""
    outlet: str = ""
    since: date | None = None
    until: date | None = None
    search: str = ""
    report: str = ""
    kind: str = ""
    issue: str = ""
    act: str = ""


def attributions_page(
    connection: Connection, asked: Asked, limit: int | None, after: str
) -> Page[AttributionEntry]:
    """Attributions in order of the day they were said, the report, and their place in it."""
    hits = how_many(connection, "content_search", asked.search) if asked.search else 0
    where = narrowed(connection, asked)
    total = hits if asked.search and asked == Asked(search=asked.search) else None
    if (asked.issue or asked.act) and asked == Asked(issue=asked.issue, act=asked.act):
        said_in = _claiming(connection, asked).distinct().subquery()
        total = int(connection.execute(select(func.count()).select_from(said_in)).scalar_one())
    found = narrowed(connection, asked, walk=limit is not None, walk_hits=hits > FEW)
    order = (attributions.c.sort_key,)
    chosen = select(attributions.c.number, *order).where(*found)
    rows_of = attribution_rows(), attributions.c.number
    listed = of_table(chosen, attributions, order, where, rows_of)
    return page(connection, listed, attribution_entries, limit, after, total)


def contents(connection: Connection, asked: Asked) -> Iterator[tuple[int, str]]:
    """Number and content of every attribution that answers a question, in order."""
    query = select(attributions.c.number, attributions.c.words).where(*narrowed(connection, asked))
    in_order = query.order_by(attributions.c.sort_key).execution_options(yield_per=STRETCH)
    for row in connection.execute(in_order):
        yield row.number, row.words


def tellings(connection: Connection, numbers: Sequence[int]) -> dict[int, tuple[str, str]]:
    """Content and cue of some attributions, by number."""
    found: dict[int, tuple[str, str]] = {}
    for start in range(0, len(numbers), STRETCH):
        part = numbers[start : start + STRETCH]
        query = select(attributions.c.number, attributions.c.words).where(attributions.c.number.in_(part))
        found |= {row.number: (row.words, "") for row in connection.execute(query)}
        cues = select(spans.c.attribution, spans.c.text).where(
            spans.c.attribution.in_(part), spans.c.role == "cue"
        )
        for row in connection.execute(cues.order_by(spans.c.attribution, spans.c.position)):
            words, cue = found[row.attribution]
            found[row.attribution] = (words, f"{cue} {row.text}".strip())
    return found


def attributions_of(connection: Connection, numbers: Sequence[int]) -> dict[int, AttributionEntry]:
    """Some attributions whole, by number."""
    found: dict[int, AttributionEntry] = {}
    for start in range(0, len(numbers), STRETCH):
        query = attribution_rows().where(attributions.c.number.in_(numbers[start : start + STRETCH]))
        rows = connection.execute(query).all()
        found |= zip((row.number for row in rows), attribution_entries(connection, rows), strict=True)
    return found


def reports_page(
    connection: Connection,
    outlet: str,
    since: date | None,
    until: date | None,
    search: str,
    limit: int | None,
    after: str,
) -> Page[ReportEntry]:
    """Reports in order of the day they were published; those taken down among them."""
    where = _between(processed.c.published_earliest, processed.c.published_latest, since, until)
    if outlet:
        where.append(processed.c.outlet_folded.in_(outlets_meant(connection, outlet)))
    found, total = list(where), None
    if search:
        hits = how_many(connection, "report_search", search)
        total = None if where else hits
        number = _walked(processed.c.report) if hits > FEW else processed.c.report
        found.append(number.in_(matching("report_search", search)))
        where.append(processed.c.report.in_(matching("report_search", search)))
    order = (processed.c.sort_key,)
    chosen = select(processed.c.report.label("number"), *order).where(*found)
    listed = Listed(
        query=chosen,
        order=order,
        places=select(*order).join(reports, reports.c.number == processed.c.report),
        id=reports.c.id,
        counted=select(func.count()).select_from(processed).where(*where),
        rows_of=(report_rows(), processed.c.report),
    )
    return page(connection, listed, report_entries, limit, after, total)


def actors_page(
    connection: Connection, name: str, kind: str, limit: int | None, after: str
) -> Page[ActorEntry]:
    """Actors, those with most attributions first."""
    where: list[ColumnElement[bool]] = []
    if name:
        where.append(actors.c.number.in_(named(connection, name)))
    if kind:
        where.append(actors.c.kind == kind)
    order = (actors.c.rank, actors.c.name, actors.c.id)
    listed = of_table(select(actors).where(*where), actors, order, where)
    return page(connection, listed, actor_entries, limit, after)


def narrowed(
    connection: Connection, asked: Asked, *, walk: bool = False, walk_hits: bool = False
) -> list[ColumnElement[bool]]:
    """The conditions that a question puts on attributions.

    Args:
        connection: of a transaction that reads.
        asked: the question.
        walk: have what many answer to looked for in their order, for the first of them.
        walk_hits: the same for what a search finds.
    """
    where = _between(attributions.c.earliest, attributions.c.latest, asked.since, asked.until)
    number, report = attributions.c.number, attributions.c.report
    if asked.speaker:
        meant = connection.execute(named(connection, asked.speaker)).scalars().all()
        where.append(attributions.c.actor.in_(meant))
    if asked.outlet:
        of_outlet = processed.c.outlet_folded.in_(outlets_meant(connection, asked.outlet))
        many = walk and _reaches(connection, select(processed.c.report).where(of_outlet), FEW // 10)
        of_reports = select(processed.c.report).where(of_outlet)
        where.append((_walked(report) if many else report).in_(of_reports))
    if asked.search:
        where.append((_walked(number) if walk_hits else number).in_(matching("content_search", asked.search)))
    if asked.report:
        of_report = select(reports.c.number).where(reports.c.id == whole(asked.report))
        where.append(report == connection.execute(of_report).scalar())
    if asked.kind:
        where.append(attributions.c.kind == asked.kind)
    if asked.issue or asked.act:
        claiming = _claiming(connection, asked)
        many = walk and _reaches(connection, claiming, FEW)
        where.append((_walked(number) if many else number).in_(claiming))
    return where


def how_many(connection: Connection, search: str, words: str) -> int:
    """How many rows a search table finds for a person's words."""
    found = matching(search, words).subquery()
    return int(connection.execute(select(func.count(found.c.rowid.distinct()))).scalar_one())


def _walked(column: ColumnElement[int]) -> ColumnElement[int]:
    """A column that no index is used for: what it is narrowed to is looked for among rows in their order.

    See https://www.sqlite.org/optoverview.html#disqualifying_where_clause_terms_using_unary_.
    """
    return UnaryExpression(column, operator=custom_op("+"), type_=Integer())


def _reaches(connection: Connection, query: Select[Any], many: int) -> bool:
    """Whether a query gives more rows than a number; no more of them are counted."""
    counted = select(func.count()).select_from(query.limit(many + 1).subquery())
    return int(connection.execute(counted).scalar_one()) > many


def _claiming(connection: Connection, asked: Asked) -> Select[Any]:
    """Numbers of the attributions in which an issue is spoken of, or something is done, or both at once."""
    query = select(claims.c.attribution).where(claims.c.attribution.is_not(None))
    if asked.act:
        query = query.where(claims.c.does == asked.act)
    if asked.act and asked.issue:
        query = query.where(_walked(claims.c.number).in_(_claims_about(connection, asked.issue)))
    elif asked.issue:
        query = query.where(claims.c.number.in_(_claims_about(connection, asked.issue)))
    return query  # acts are of positions alone: conditions and events do something else


def _claims_about(connection: Connection, issue: str) -> CompoundSelect[Any]:
    """Numbers of the claims about an issue, or that wait for it."""
    meant = connection.execute(issues_meant(connection, issue)).scalars().all()
    about, waiting = (
        select(stands.c.claim).where(column.in_(meant)) for column in (stands.c.about, stands.c.waits_for)
    )
    return about.union_all(waiting)


def _between(earliest: Any, latest: Any, since: date | None, until: date | None) -> list[ColumnElement[bool]]:
    """That an interval may lie in a stretch of days. What nothing dates can't be shown to, and does not."""
    if since and until and since > until:
        raise UsageError(f"{since} comes after {until}.", "Exchange the two days.")
    where: list[ColumnElement[bool]] = []
    if since:
        where.append(or_(latest >= since, and_(latest.is_(None), earliest.is_not(None))))
    if until:
        where.append(or_(earliest <= until, and_(earliest.is_(None), latest.is_not(None))))
    return where
