"""Rows of who acts for bodies that go by several names, and of the bodies that these stand for.

That one body stands for another is a row of `acting` beside those that reports give: the first of its members
acts for the other body. It goes with either of its members, and is found anew.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, bindparam, delete, func, insert, select

from onrecord.model import Role
from onrecord.store.claim_tables import claims
from onrecord.store.columns import roles_from_json
from onrecord.store.rows import batches
from onrecord.store.stand_tables import stands
from onrecord.store.tables import acting, actors, members

FOUND = 1_000
"""What a report says of whom somebody acts for has a smaller position than this."""
MOST_AGENTS = 60
"""A name that so many act for is well known: it stands for nothing else."""
LOOKED_AT = 20  # times that others told whom somebody acts for: whether it is news is seen from the last
PERSONS = ("person", "unnamed")


@dataclass(frozen=True, slots=True)
class Acting:
    """That somebody acts for a body, as one report tells it.

    Attributes:
        agent: number of who acts.
        principal: number of the body.
        member: of the report's, that is the body.
        name: what the report calls the body.
        kind: what it takes it for.
        aliases: its other forms there.
        offices: of the agent in that report.
    """

    agent: int
    principal: int
    member: int
    name: str
    kind: str
    aliases: tuple[str, ...]
    offices: tuple[Role, ...]


def agents_of(connection: Connection, numbers: Iterable[int]) -> set[int]:
    """Who acts for some actors by what reports say."""
    query = select(acting.c.agent).distinct().where(acting.c.position < FOUND)
    return {
        number
        for some in batches(sorted(set(numbers)))
        for number in connection.execute(query.where(acting.c.principal.in_(some))).scalars()
    }


def principals_of(connection: Connection, numbers: Iterable[int]) -> set[int]:
    """Whom some actors act for by what reports say."""
    query = select(acting.c.principal).distinct().where(acting.c.position < FOUND)
    return {
        number
        for some in batches(sorted(set(numbers)))
        for number in connection.execute(query.where(acting.c.agent.in_(some))).scalars()
    }


def of_reports(connection: Connection, numbers: Iterable[int]) -> set[int]:
    """The numbers of the ledger's actors that act for others by some reports, and of those others."""
    query = select(acting.c.agent, acting.c.principal).join(members, members.c.number == acting.c.member)
    rows = connection.execute(query.where(members.c.report.in_(list(numbers))))
    return {actor for row in rows for actor in (row.agent, row.principal)}


REPORTS: Any = bindparam("reports", expanding=True)
FIRST_MEMBER = select(func.min(members.c.number)).where(members.c.report.in_(REPORTS))
agent_member, body_member = members.alias("agent_member"), members.alias("body_member")
other_acting = acting.alias("other_acting")
other_agent, other_body = members.alias("other_agent"), members.alias("other_body")
# Of what other reports tell of two actors the last alone is looked at: what is taken for news, and was not,
# is worked out once more and changes nothing.
lately = acting.alias("lately")
LATELY = (
    select(lately.c.member)
    .where(
        lately.c.agent == acting.c.agent,
        lately.c.principal == acting.c.principal,
        lately.c.member < bindparam("first"),
    )
    .order_by(lately.c.member.desc())
    .limit(LOOKED_AT)
    .correlate(acting)
)
TOLD_BEFORE = (
    select(other_acting.c.member)
    .join(other_agent, other_agent.c.number == other_acting.c.member)
    .join(other_body, other_body.c.number == other_acting.c.principal_member)
    .where(
        other_acting.c.agent == acting.c.agent,
        other_acting.c.principal == acting.c.principal,
        other_acting.c.position < FOUND,
        other_acting.c.member.in_(LATELY),
        other_agent.c.roles == agent_member.c.roles,
        other_body.c.name == body_member.c.name,
        other_body.c.kind == body_member.c.kind,
        other_body.c.aliases == body_member.c.aliases,
    )
)
NEWS = (
    select(acting.c.agent, acting.c.principal)
    .join(agent_member, agent_member.c.number == acting.c.member)
    .join(body_member, body_member.c.number == acting.c.principal_member)
    .where(agent_member.c.report.in_(REPORTS), acting.c.position < FOUND, ~TOLD_BEFORE.exists())
)
KNOWN_BEFORE = select(body_member.c.number).where(
    body_member.c.actor == members.c.actor,
    body_member.c.report.not_in(REPORTS),
    body_member.c.kind == members.c.kind,
    body_member.c.name == members.c.name,
    body_member.c.aliases == members.c.aliases,
)
NEW_STATES = select(members.c.actor).where(
    members.c.report.in_(REPORTS), members.c.kind == "state", ~KNOWN_BEFORE.exists()
)


def told_by(connection: Connection, numbers: Iterable[int]) -> set[int]:
    """The actors that act for others, and those others, where some reports tell it as none before them did.

    Args:
        connection: of a transaction.
        numbers: of the reports, the last that were put in.
    """
    of_these = {"reports": list(numbers)}
    first = connection.execute(FIRST_MEMBER, of_these).scalar()
    rows = connection.execute(NEWS, {**of_these, "first": first or 0})
    return {actor for row in rows for actor in (row.agent, row.principal)}


def states_named_by(connection: Connection, numbers: Iterable[int]) -> set[int]:
    """The numbers of the states that some reports name as no other does, with all forms of the name."""
    return set(connection.execute(NEW_STATES, {"reports": list(numbers)}).scalars())


def places(
    connection: Connection,
    *,
    reports: Iterable[int] | None = None,
    bodies: Iterable[int] | None = None,
) -> list[tuple[int, str, tuple[str, ...]]]:
    """What reports take for states or places, with other forms of their names.

    Args:
        connection: of a transaction.
        reports: numbers of the reports to look at, or None for all.
        bodies: numbers of the ledger's actors to look at, or None for all.

    Returns:
        The actor's number, the name in a report and its other forms there.
    """
    query = select(members.c.actor, members.c.name, members.c.aliases).where(members.c.kind == "state")
    if reports is not None:
        query = query.where(members.c.report.in_(list(reports)))
    chosen = [None] if bodies is None else batches(sorted(set(bodies)))
    return [
        (row.actor, row.name, tuple(row.aliases))
        for some in chosen
        for row in connection.execute(
            (query if some is None else query.where(members.c.actor.in_(some))).distinct()
        )
    ]


def every_principal(connection: Connection) -> set[int]:
    """All whom others act for."""
    return set(connection.execute(select(acting.c.principal).distinct()).scalars())


def bodies_among(connection: Connection, numbers: Iterable[int]) -> dict[int, str]:
    """The names of the states, organizations and groups among some actors, by number."""
    query = select(actors.c.number, actors.c.name).where(actors.c.kind.not_in(PERSONS))
    return {
        row.number: row.name
        for some in batches(sorted(set(numbers)))
        for row in connection.execute(query.where(actors.c.number.in_(some)))
    }


def told_of(connection: Connection, bodies: Collection[int]) -> dict[int, list[Acting]]:
    """What is told of those who act for some bodies, by body; none of one for which very many do."""
    agents: dict[int, set[int]] = {}
    pairs = select(acting.c.principal, acting.c.agent).where(acting.c.position < FOUND).distinct()
    for some in batches(sorted(bodies)):
        for row in connection.execute(pairs.where(acting.c.principal.in_(some))):
            agents.setdefault(row.principal, set()).add(row.agent)
    wanted = {body: whose for body, whose in agents.items() if len(whose) <= MOST_AGENTS}
    by_agent: dict[int, list[Acting]] = {}
    holding = members.alias("holding")
    query = (
        select(
            acting.c.agent,
            acting.c.principal,
            func.min(acting.c.principal_member).label("member"),
            members.c.name,
            members.c.kind,
            members.c.aliases,
            holding.c.roles,
        )
        .join(members, members.c.number == acting.c.principal_member)
        .join(holding, holding.c.number == acting.c.member)
        .where(acting.c.position < FOUND)
        .group_by(
            acting.c.agent,
            acting.c.principal,
            members.c.name,
            members.c.kind,
            members.c.aliases,
            holding.c.roles,
        )
    )
    for some in batches(sorted({agent for whose in wanted.values() for agent in whose})):
        for told in connection.execute(query.where(acting.c.agent.in_(some))):
            by_agent.setdefault(told.agent, []).append(
                Acting(
                    agent=told.agent,
                    principal=told.principal,
                    member=told.member,
                    name=told.name,
                    kind=told.kind,
                    aliases=tuple(told.aliases),
                    offices=roles_from_json(told.roles),
                )
            )
    return {
        body: [one for agent in sorted(whose) for one in by_agent.get(agent, ())]
        for body, whose in wanted.items()
    }


def stand_ins(connection: Connection, bodies: Iterable[int]) -> dict[int, int]:
    """What some bodies stand for by the ledger, by their numbers."""
    query = select(acting.c.agent, acting.c.principal).where(acting.c.position >= FOUND)
    return {
        row.agent: row.principal
        for some in batches(sorted(set(bodies)))
        for row in connection.execute(query.where(acting.c.agent.in_(some)))
    }


def put(connection: Connection, found: Mapping[int, tuple[int, int] | None]) -> None:
    """Say what bodies stand for.

    Args:
        connection: of a transaction that writes.
        found: for each body the number of the other and of a member of it, or None.
    """
    firsts = {
        row.actor: row.first
        for some in batches(sorted(found))
        for row in connection.execute(
            select(members.c.actor, func.min(members.c.number).label("first"))
            .where(members.c.actor.in_(some))
            .group_by(members.c.actor)
        )
    }
    for some in batches(sorted(found)):
        connection.execute(delete(acting).where(acting.c.position >= FOUND, acting.c.agent.in_(some)))
    rows: list[dict[str, Any]] = [
        {
            "member": firsts[body],
            "position": FOUND,
            "agent": body,
            "principal": other[0],
            "principal_member": other[1],
            "earliest": None,
            "latest": None,
        }
        for body, other in sorted(found.items())
        if other is not None and body in firsts
    ]
    if rows:
        connection.execute(insert(acting), rows)


def parties_placed(connection: Connection, numbers: Iterable[int]) -> dict[int, set[int]]:
    """For which parties the claims of some actors stand by the ledger, by the actors' numbers."""
    found: dict[int, set[int]] = {}
    query = (
        select(members.c.actor, stands.c.party)
        .join(claims, claims.c.holder == members.c.number)
        .join(stands, stands.c.claim == claims.c.number)
        .distinct()
    )
    for some in batches(sorted(set(numbers))):
        for row in connection.execute(query.where(members.c.actor.in_(some), stands.c.party.is_not(None))):
            found.setdefault(row.actor, set()).add(row.party)
    return found
