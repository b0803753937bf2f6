"""Questions to a ledger about issues and claims: pages of entries, each in a fixed number of queries."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, or_, select

from onrecord.store.asking import page
from onrecord.store.claim_joining import claim_entries, claim_rows, issue_entries
from onrecord.store.claim_tables import claim_actors, claims, issues
from onrecord.store.entries import ConditionEntry, EventEntry, IssueEntry, Page, PositionEntry
from onrecord.store.meant import issue_members_meant, issues_meant, named
from onrecord.store.search import matching
from onrecord.store.stand_tables import stands
from onrecord.store.tables import members, reports
from onrecord.text.folding import whole


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
    return page(connection, select(issues).where(*where), issues, order, where, limit, after, issue_entries)


def _claims_page(
    connection: Connection, type_: str, asked: AskedClaims, limit: int | None, after: str
) -> Page[Any]:
    where = _narrowed(connection, type_, asked)
    query, order = claim_rows().where(*where), (claims.c.sort_key,)
    return page(connection, query, claims, order, where, limit, after, claim_entries)


def _narrowed(connection: Connection, type_: str, asked: AskedClaims) -> list[ColumnElement[bool]]:
    where: list[ColumnElement[bool]] = [claims.c.type == type_]
    if asked.holder:
        of_actor = select(members.c.number).where(members.c.actor.in_(named(connection, asked.holder)))
        if type_ == "event":
            done_by = select(claim_actors.c.claim).where(claim_actors.c.member.in_(of_actor))
            where.append(claims.c.number.in_(done_by))
        else:
            of_party = select(stands.c.claim).where(stands.c.party.in_(named(connection, asked.holder)))
            where.append(or_(claims.c.holder.in_(of_actor), claims.c.number.in_(of_party)))
    if asked.via:
        of_actor = select(members.c.number).where(members.c.actor.in_(named(connection, asked.via)))
        where.append(claims.c.via.in_(of_actor))
    if asked.issue:
        about = issue_members_meant(connection, asked.issue)
        where.append(or_(claims.c.issue.in_(about), claims.c.requirement.in_(about)))
    if asked.step:
        where.append(claims.c.issue.in_(issue_members_meant(connection, asked.step)))
    if asked.requirement:
        where.append(claims.c.requirement.in_(issue_members_meant(connection, asked.requirement)))
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
        where.append(claims.c.report.in_(of_report))
    else:
        where.append(~claims.c.carried)
    return where
