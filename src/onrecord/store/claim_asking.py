"""Questions to a ledger about issues and claims: pages of entries, each in a fixed number of queries."""

import sys
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, func, or_, select

from onrecord.store.claim_joining import claim_entries, claim_rows, issue_entries
from onrecord.store.claim_tables import claim_actors, claims, issues
from onrecord.store.entries import ConditionEntry, EventEntry, IssueEntry, Page, PositionEntry
from onrecord.store.meant import issues_meant, named
from onrecord.store.paging import of_table, page, place_of, require_some
from onrecord.store.rows import batches
from onrecord.store.search import matching
from onrecord.store.stand_tables import stands
from onrecord.store.tables import members, reports
from onrecord.text.folding import whole

LAST = sys.maxsize  # a number after every claim's


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedClaims:
    """Which positions, conditions or events are wanted; what is empty doesn't narrow.

    Attributes:
        holder: words of a name or alias, in any case and with or without accents, or an actor's id: of the
            party or of who speaks for it; of an event, one of those who did it.
        issue: words of a label or alias, in any form, or an issue's id; of a condition, either side.
        step: the same, for what a condition holds back.
        requirement: the same, for what a condition waits for.
        does: an act, a relation or a status.
        via: as `holder`, for who says that the holder holds it.
        as_of: stated on this day or earlier, or possibly so, and not replaced by then.
        search: words of the evidence; see `match_query`.
        report: id of a report; without one, what a copy has from its original is left out.
    """

    holder: str = ""
    issue: str = ""
    step: str = ""
    requirement: str = ""
    does: str = ""
    via: str = ""
    as_of: date | None = None
    search: str = ""
    report: str = ""

    @property
    def plain(self) -> bool:
        """Whether no more is asked than where claims belong."""
        return not (self.does or self.via or self.as_of or self.search or self.report)


def positions_page(
    connection: Connection, asked: AskedClaims, limit: int | None, after: str
) -> Page[PositionEntry]:
    """Positions in order of the day they were stated, the report, and their place in it."""
    return _claims_page(connection, "position", asked, limit, after)


def conditions_page(
    connection: Connection, asked: AskedClaims, limit: int | None, after: str
) -> Page[ConditionEntry]:
    """Conditions in the same order."""
    return _claims_page(connection, "condition", asked, limit, after)


def events_page(
    connection: Connection, asked: AskedClaims, limit: int | None, after: str
) -> Page[EventEntry]:
    """Events in the same order."""
    return _claims_page(connection, "event", asked, limit, after)


def issues_page(connection: Connection, search: str, limit: int | None, after: str) -> Page[IssueEntry]:
    """Issues, those with most claims first."""
    where: list[ColumnElement[bool]] = []
    if search:
        where.append(issues.c.number.in_(issues_meant(connection, search)))
    order = (issues.c.rank, issues.c.label, issues.c.id)
    listed = of_table(select(issues).where(*where), issues, order, where)
    return page(connection, listed, issue_entries, limit, after)


def _claims_page(
    connection: Connection, type_: str, asked: AskedClaims, limit: int | None, after: str
) -> Page[Any]:
    require_some(limit)
    place = place_of(connection, select(claims.c.sort_key), claims.c.id, after)[0] if after else None
    if asked.plain and not (asked.holder and type_ == "event"):
        found, total = _placed(connection, type_, _ways(connection, type_, asked), limit, place)
    else:
        every = sorted(_narrowed(connection, type_, asked))
        total = len(every)
        found = every if place is None else every[bisect_right(every, (place, LAST)) :]
    shown = found if limit is None else found[:limit]
    rows = {
        row.number: row
        for some in batches([number for _, number in shown])
        for row in connection.execute(claim_rows().where(claims.c.number.in_(some)))
    }
    in_order = [rows[number] for _, number in shown]
    more = len(found) > len(shown)
    return Page(tuple(claim_entries(connection, in_order)), in_order[-1].id if more else "", total)


def _ways(connection: Connection, type_: str, asked: AskedClaims) -> list[list[ColumnElement[bool]]]:
    """In which ways a claim can be one that is asked for, by where it belongs; none is one by two of them."""
    ways: list[list[ColumnElement[bool]]] = [[]]

    def either(columns: Sequence[Any], wanted: Sequence[int]) -> None:
        nonlocal ways
        parts = []
        for number, column in enumerate(columns):
            before = (or_(other.is_(None), other.not_in(wanted)) for other in columns[:number])
            parts.append([column == wanted[0] if len(wanted) == 1 else column.in_(wanted), *before])
        ways = [[*way, *part] for way in ways for part in parts]

    issue_columns = (stands.c.about, stands.c.waits_for) if type_ == "condition" else (stands.c.about,)
    for words, columns in (
        (asked.issue, issue_columns),
        (asked.step, (stands.c.about,)),
        (asked.requirement, (stands.c.waits_for,)),
    ):
        if words:
            either(columns, _numbers(connection, issues_meant(connection, words)))
    if asked.holder:
        either((stands.c.party, stands.c.holder), _numbers(connection, named(connection, asked.holder)))
    return ways


def _numbers(connection: Connection, query: Select[Any]) -> list[int]:
    return list(connection.execute(query).scalars())


def _placed(
    connection: Connection,
    type_: str,
    ways: Iterable[Sequence[ColumnElement[bool]]],
    limit: int | None,
    place: str | None,
) -> tuple[list[tuple[str, int]], int]:
    """The first claims that belong somewhere, one more than wanted, and how many there are in all.

    Each way is gone along an index in order, so that a few cost a few, whatever else is said there.
    """
    found: list[tuple[str, int]] = []
    total = 0
    for way in ways:
        where = [*way, stands.c.type == type_, stands.c.carried.is_(False)]
        query = select(stands.c.said, stands.c.claim).where(*where).order_by(stands.c.said)
        if place is not None:
            query = query.where(stands.c.said > place)
        if limit is not None:
            query = query.limit(limit + 1)
        here = [(row.said, row.claim) for row in connection.execute(query)]
        found += here
        if limit is None and place is None:
            total += len(here)
        else:
            total += connection.execute(select(func.count()).where(*where)).scalar_one()
    found.sort()
    return found if limit is None else found[: limit + 1], total


def _narrowed(connection: Connection, type_: str, asked: AskedClaims) -> Iterator[tuple[str, int]]:
    """Place in time and number of all claims that are asked for, in no order."""
    where: list[ColumnElement[bool]] = [claims.c.type == type_]
    ways = _ways(connection, type_, asked)
    if asked.holder and type_ == "event":
        of_actor = select(members.c.number).where(members.c.actor.in_(named(connection, asked.holder)))
        where.append(
            claims.c.number.in_(select(claim_actors.c.claim).where(claim_actors.c.member.in_(of_actor)))
        )
        ways = _ways(connection, type_, replace(asked, holder=""))
    if asked.via:
        of_actor = select(members.c.number).where(members.c.actor.in_(named(connection, asked.via)))
        where.append(claims.c.via.in_(of_actor))
    if asked.does:
        where.append(claims.c.does == asked.does)
    if asked.as_of:
        where.append(
            or_(
                claims.c.earliest <= asked.as_of,
                claims.c.earliest.is_(None) & (claims.c.latest <= asked.as_of),
            )
        )
        where.append(or_(claims.c.until.is_(None), claims.c.until > asked.as_of))
    if asked.search:
        where.append(claims.c.number.in_(matching("claim_search", asked.search)))
    if asked.report:
        of_report = select(reports.c.number).where(reports.c.id == whole(asked.report))
        where.append(claims.c.report == connection.execute(of_report).scalar())
    else:
        where.append(~claims.c.carried)
    for way in ways:
        query = select(claims.c.sort_key, claims.c.number).where(*where)
        if way:
            query = query.join(stands, stands.c.claim == claims.c.number).where(*way)
        for row in connection.execute(query):
            yield row.sort_key, row.number
