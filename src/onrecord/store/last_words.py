"""Where holders stand on some issues on a day: the last words of each on each, and none before them."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection, Select, func, or_, select

from onrecord.store.claim_joining import claim_entries, claim_rows
from onrecord.store.claim_tables import claims, issue_forms, issue_members, issues
from onrecord.store.entries import PositionEntry
from onrecord.store.stand_tables import stands
from onrecord.store.stands import CLAIMED
from onrecord.store.tables import actors, members

PARTY = func.coalesce(stands.c.party, members.c.actor)
"""The actor whose position it is: the party that is spoken for, or else who speaks."""


def last_words(
    connection: Connection,
    issue_ids: Sequence[str] | None,
    as_of: date | None,
    most: int,
    holders: Sequence[str] | None = None,
    in_all: int | None = None,
    *,
    bare: bool = False,
) -> list[PositionEntry]:
    """The last positions of each holder on each of some issues, in order of time.

    Args:
        connection: of a transaction that reads.
        issue_ids: of the ledger's issues, or None for all.
        as_of: nothing that was surely stated after this day; all unless given.
        most: how many of each holder on each issue.
        holders: ids of the ledger's actors whose words are wanted; all unless given.
        in_all: how many of all these, the last ones; all unless given.
        bare: without the words that they rest on.
    """
    place = func.row_number().over(
        partition_by=(PARTY, issue_forms.c.issue), order_by=claims.c.sort_key.desc()
    )
    of_issue = _wanted(select(claims.c.number, place.label("place")), issue_ids, as_of)
    if holders is not None:
        meant = select(actors.c.number).where(actors.c.id.in_(holders))
        of_issue = of_issue.where(PARTY.in_(meant))
    last = of_issue.subquery()
    numbers = select(last.c.number).where(last.c.place <= most)
    query = claim_rows().where(claims.c.number.in_(numbers)).order_by(claims.c.sort_key.desc())
    rows = connection.execute(query.limit(in_all)).all()
    return claim_entries(connection, rows[::-1], bare=bare)


def busiest(
    connection: Connection, issue_ids: Sequence[str], as_of: date | None, most: int
) -> tuple[list[str], int]:
    """The holders who speak of most of some issues, and how many there are in all.

    Args:
        connection: of a transaction that reads.
        issue_ids: as for `last_words`.
        as_of: likewise.
        most: how many holders.

    Returns:
        Their ids, those of most issues first, by name among equals; and the number of all.
    """
    wide = (
        _wanted(
            select(PARTY.label("party"), func.count(issue_forms.c.issue.distinct()).label("wide")),
            issue_ids,
            as_of,
        )
        .group_by(PARTY)
        .subquery()
    )
    query = (
        select(actors.c.id, func.count().over().label("total"))
        .join(wide, wide.c.party == actors.c.number)
        .order_by(wide.c.wide.desc(), actors.c.name, actors.c.id)
        .limit(most)
    )
    rows = connection.execute(query).all()
    return [row.id for row in rows], rows[0].total if rows else 0


def _wanted(
    query: Select[*tuple[Any, ...]], issue_ids: Sequence[str] | None, as_of: date | None
) -> Select[*tuple[Any, ...]]:
    """A query of claims narrowed to what was wanted of some issues by a day."""
    query = (
        query.select_from(claims)
        .join(issue_members, issue_members.c.number == claims.c.issue)
        .join(issue_forms, issue_forms.c.number == issue_members.c.form)
        .join(issues, issues.c.number == issue_forms.c.issue)
        .join(members, members.c.number == claims.c.holder)
        .outerjoin(stands, stands.c.claim == claims.c.number)
        .where(
            claims.c.type == "position",
            claims.c.hypothetical.is_(False),
            claims.c.does.not_in(CLAIMED),
        )
    )
    if issue_ids is not None:
        query = query.where(issues.c.id.in_(issue_ids))
    if as_of:
        query = query.where(
            or_(claims.c.earliest <= as_of, claims.c.earliest.is_(None) & (claims.c.latest <= as_of))
        )
    return query
