"""Questions to a ledger: pages of reports, actors and attributions, each in a fixed number of queries."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, func, or_, select, tuple_

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
from onrecord.store.meant import issue_members_meant, named, outlets_meant
from onrecord.store.search import matching
from onrecord.store.tables import actors, attributions, members, processed, reports, spans
from onrecord.text.folding import whole

STRETCH = 500  # rows at a time


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
    where = narrowed(connection, asked)
    query, order = attribution_rows().where(*where), (attributions.c.sort_key,)
    return page(connection, query, attributions, order, where, limit, after, attribution_entries)


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
    if search:
        where.append(processed.c.report.in_(matching("report_search", search)))
    query, order = report_rows().where(*where), (processed.c.sort_key,)
    return page(connection, query, processed, order, where, limit, after, report_entries)


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
    return page(connection, select(actors).where(*where), actors, order, where, limit, after, actor_entries)


def narrowed(connection: Connection, asked: Asked) -> list[ColumnElement[bool]]:
    """The conditions that a question puts on attributions."""
    where = _between(attributions.c.earliest, attributions.c.latest, asked.since, asked.until)
    if asked.speaker:
        of_actor = select(members.c.number).where(members.c.actor.in_(named(connection, asked.speaker)))
        where.append(attributions.c.speaker.in_(of_actor))
    if asked.outlet:
        of_outlet = select(processed.c.report).where(
            processed.c.outlet_folded.in_(outlets_meant(connection, asked.outlet))
        )
        where.append(attributions.c.report.in_(of_outlet))
    if asked.search:
        where.append(attributions.c.number.in_(matching("content_search", asked.search)))
    if asked.report:
        of_report = select(reports.c.number).where(reports.c.id == whole(asked.report))
        where.append(attributions.c.report.in_(of_report))
    if asked.kind:
        where.append(attributions.c.kind == asked.kind)
    if asked.issue or asked.act:
        where.append(attributions.c.number.in_(_claiming(connection, asked)))
    return where


def _claiming(connection: Connection, asked: Asked) -> Select[Any]:
    """Numbers of the attributions in which an issue is spoken of, or something is done, or both at once."""
    query = select(claims.c.attribution).where(claims.c.attribution.is_not(None))
    if asked.act:
        query = query.where(claims.c.type == "position", claims.c.does == asked.act)
    if asked.issue:
        meant = issue_members_meant(connection, asked.issue)
        query = query.where(or_(claims.c.issue.in_(meant), claims.c.requirement.in_(meant)))
    return query


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


def page(
    connection: Connection,
    query: Select[Any],
    table: Any,
    order: Sequence[Any],
    where: Sequence[ColumnElement[bool]],
    limit: int | None,
    after: str,
    entries: Any,
) -> Page[Any]:
    """One page of a query: what comes after a record, as many as wanted, and how many there are in all."""
    key = table.c.id if "id" in table.c else None
    if after:
        here = (
            select(*order).where(key == whole(after))
            if key is not None
            else (
                select(*order)
                .join(reports, reports.c.number == processed.c.report)
                .where(reports.c.id == whole(after))
            )
        )
        place = connection.execute(here).first()
        if place is None:
            raise UsageError(f"There is no record {after} to go on after.", "Take `next` of the page before.")
        query = query.where(tuple_(*order) > tuple(place))
    query = query.order_by(*order)
    if limit is not None:
        if limit < 1:
            raise UsageError(f"A page of {limit} records is none.", "Ask for one or more.")
        query = query.limit(limit + 1)
    rows = connection.execute(query).all()
    more = limit is not None and len(rows) > limit
    rows = rows[:limit] if more else rows
    total = connection.execute(select(func.count()).select_from(table).where(*where)).scalar_one()
    return Page(tuple(entries(connection, rows)), rows[-1].id if more else "", total)
