"""Rows of where claims belong, and the claims of parties as the tracking takes them.

What states, changes and sides depend on is read here with nothing around it: a party may hold thousands of
claims on an issue, and one more report has all read that it may alter (`onrecord.consolidation.bearing`).
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date as Day
from functools import cache
from typing import Any, Literal

from sqlalchemy import Connection, Select, and_, bindparam, func, or_, select

from onrecord.model import Condition, Position, Span
from onrecord.store.claim_tables import (
    claim_alternatives,
    claim_spans,
    claims,
    issue_forms,
    issue_members,
    issues,
)
from onrecord.store.columns import interval
from onrecord.store.matters import neighbours
from onrecord.store.rows import batches, put_over
from onrecord.store.stand_tables import stands
from onrecord.store.tables import acting, actors, members, reports
from onrecord.store.touched import touch_stands

GIVES = ("offer", "accept", "commit", "concede")  # acts on a step of one's own
CLAIMED = ("allege", "deny")  # acts about what is so: they say nothing of what is wanted
EVERYONE = -1  # stands for all parties that say something of an issue or of one near it
SOMEBODY = "somebody else"  # stands for whoever says what a party holds
Statement = Position | Condition

holding, telling = members.alias("holding"), members.alias("telling")
about_member, needed_member = issue_members.alias("about_member"), issue_members.alias("needed_member")
about_form, needed_form = issue_forms.alias("about_form"), issue_forms.alias("needed_form")
first_words = claim_spans.alias("first_words")
BEGINS = and_(
    first_words.c.claim == claims.c.number, first_words.c.role == "evidence", first_words.c.position == 0
)
"""That a span is where a claim's words begin."""
party_actor = actors.alias("party_actor")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a claim belongs, by numbers.

    Attributes:
        claim: the claim.
        about: the issue.
        waits_for: the issue that it waits for, or None.
        party: the party that holds it, or None for an event.
        own: whether the party says so itself.
        told: whether it is an event, a denial, or what can be denied.
        carried: whether it stands in a copy as in its original.
        since: the first day that may be its own.
        settles: whether it may bear on whether something has been done: what was done, or a denial.
    """

    claim: int
    about: int
    waits_for: int | None
    party: int | None
    own: bool
    told: bool = False
    carried: bool = False
    since: Day = Day.min
    settles: bool = False

    def stands(self) -> set[tuple[int, int]]:
        """The issues and parties that it bears on."""
        every = {issue for issue in (self.about, self.waits_for) if issue is not None}
        found = {(issue, self.party) for issue in every if self.party is not None}
        return found | ({(self.about, 0)} if self.told else set())


@dataclass(slots=True)
class Held:
    """What parties hold, and the numbers of the rows behind it.

    Attributes:
        positions: by id; the holder of each is its party, and `via` is empty or `SOMEBODY`.
        conditions: likewise.
        numbers: of both, by id.
        states: by id, until when each holds by the ledger, the number of what it restates, until when by the
            statements alone, and until when by all that the party says.
        parties: the parties' numbers by their ids.
    """

    positions: dict[str, Position] = field(default_factory=dict)
    conditions: dict[str, Condition] = field(default_factory=dict)
    numbers: dict[str, int] = field(default_factory=dict)
    states: dict[str, tuple[Day | None, int | None, Day | None, Day | None]] = field(default_factory=dict)
    parties: dict[str, int] = field(default_factory=dict)


def unplaced(connection: Connection, numbers: Iterable[int]) -> list[Any]:
    """Claims with what tells where they belong: issues, holder and who says so, dates; by the members now."""
    query = (
        select(
            claims.c.number,
            claims.c.type,
            claims.c.does,
            claims.c.date_earliest,
            claims.c.date_latest,
            claims.c.date_basis,
            claims.c.carried,
            about_form.c.issue.label("about"),
            needed_form.c.issue.label("waits_for"),
            holding.c.actor.label("holder"),
            telling.c.actor.label("via"),
        )
        .join(about_member, about_member.c.number == claims.c.issue)
        .join(about_form, about_form.c.number == about_member.c.form)
        .outerjoin(needed_member, needed_member.c.number == claims.c.requirement)
        .outerjoin(needed_form, needed_form.c.number == needed_member.c.form)
        .outerjoin(holding, holding.c.number == claims.c.holder)
        .outerjoin(telling, telling.c.number == claims.c.via)
    )
    return [
        row
        for some in batches(sorted(set(numbers)))
        for row in connection.execute(query.where(claims.c.number.in_(some)))
    ]


def places_of(connection: Connection, numbers: Iterable[int]) -> dict[int, Place]:
    """Where some claims belong, by number; those that have no place yet left out."""
    told = or_(claims.c.type == "event", claims.c.does.in_(CLAIMED), claims.c.via.is_not(None))
    query = select(stands, told.label("told")).join(claims, claims.c.number == stands.c.claim)
    return {
        row.claim: Place(row.claim, row.about, row.waits_for, row.party, row.own, bool(row.told))
        for some in batches(sorted(set(numbers)))
        for row in connection.execute(query.where(stands.c.claim.in_(some)))
    }


def put_places(connection: Connection, places: Iterable[Place]) -> None:
    """Put where claims belong in, in place of what was there."""
    put_over(
        connection,
        stands,
        (
            {
                "claim": one.claim,
                "about": one.about,
                "waits_for": one.waits_for,
                "party": one.party,
                "own": one.own,
            }
            for one in places
        ),
    )


def kinds_of(connection: Connection, numbers: Iterable[int]) -> dict[int, str]:
    """The kinds of some actors, by number."""
    query = select(actors.c.number, actors.c.kind)
    return {
        row.number: row.kind
        for some in batches(sorted(set(numbers)))
        for row in connection.execute(query.where(actors.c.number.in_(some)))
    }


def claims_of_reports(connection: Connection, numbers: Iterable[int]) -> list[int]:
    """The numbers of the claims of some reports."""
    return _numbers(connection, select(claims.c.number), claims.c.report, numbers)


def claims_of_actors(connection: Connection, numbers: Iterable[int]) -> set[int]:
    """The numbers of the claims that some actors hold, or tell of others."""
    found: set[int] = set()
    for column in (claims.c.holder, claims.c.via):
        query = select(claims.c.number).join(members, members.c.number == column)
        found.update(_numbers(connection, query, members.c.actor, numbers))
    return found


def every_claim(connection: Connection) -> list[int]:
    """The numbers of all claims."""
    return list(connection.execute(select(claims.c.number)).scalars())


def issues_of(connection: Connection, ids: Iterable[str]) -> set[int]:
    """The numbers of the issues that some claims are about."""
    query = select(stands.c.about).join(claims, claims.c.number == stands.c.claim)
    return {
        issue
        for some in batches(sorted(set(ids)))
        for issue in connection.execute(query.where(claims.c.id.in_(some))).scalars()
    }


def ids_of_claims(connection: Connection, numbers: Iterable[int]) -> dict[int, str]:
    """The ids of some claims, by number."""
    return {
        row.number: row.id
        for some in batches(sorted(set(numbers)))
        for row in connection.execute(select(claims.c.number, claims.c.id).where(claims.c.number.in_(some)))
    }


def _numbers(connection: Connection, query: Select[Any], column: Any, numbers: Iterable[int]) -> list[int]:
    return [
        number
        for some in batches(sorted(set(numbers)))
        for number in connection.execute(query.where(column.in_(some))).scalars()
    ]


def parties_at(connection: Connection, numbers: Iterable[int]) -> dict[int, set[int]]:
    """The parties that say something of issues, or wait for them, by the issues' numbers; 0 among them."""
    found: dict[int, set[int]] = {number: {0} for number in numbers}
    for some in batches(sorted(found)):
        for column in (stands.c.about, stands.c.waits_for):
            query = select(column, stands.c.party).where(column.in_(some), stands.c.party.is_not(None))
            for issue, party in connection.execute(query.distinct()):
                found[issue].add(party)
    return found


def touch_issues(connection: Connection, numbers: Iterable[int]) -> None:
    """Note all that is said of some issues and of those near them, as it is now and as it will be."""
    wanted = set(numbers)
    if wanted:
        touch_stands(connection, {(one, EVERYONE) for one in wanted} | said_near(connection, wanted))


def said_near(connection: Connection, numbers: Collection[int]) -> set[tuple[int, int]]:
    """The issues and parties that bear on each other as some issues are near to others."""
    near = neighbours(connection, numbers)
    parties = parties_at(connection, {other for others in near.values() for other in others})
    return {
        stand
        for one, others in near.items()
        for other in others
        for stand in (
            *((other, party) for party in parties[one]),
            *((one, party) for party in parties[other]),
        )
    }


def sizes(connection: Connection, parties: Iterable[int]) -> dict[int, int]:
    """How many claims some parties hold, by number."""
    found = dict.fromkeys(parties, 0)
    for some in batches(sorted(found)):
        query = select(stands.c.party, func.count()).where(stands.c.party.in_(some))
        found.update((party, count) for party, count in connection.execute(query.group_by(stands.c.party)))
    return found


@cache
def held_rows() -> Select[Any]:
    """The query for what parties hold, to be narrowed."""
    return (
        select(
            claims.c.number,
            claims.c.id,
            claims.c.type,
            claims.c.does,
            claims.c.polarity,
            claims.c.date_earliest,
            claims.c.date_latest,
            claims.c.date_basis,
            claims.c.until,
            claims.c.restates,
            claims.c.hypothetical,
            claims.c.words,
            claims.c.confidence,
            stands.c.about,
            stands.c.waits_for,
            stands.c.party,
            stands.c.own,
            stands.c.until.label("replaced"),
            stands.c.ended,
            party_actor.c.id.label("party_id"),
            reports.c.id.label("report_id"),
            first_words.c.start,
        )
        .select_from(stands)
        .join(claims, claims.c.number == stands.c.claim)
        .join(party_actor, party_actor.c.number == stands.c.party)
        .join(reports, reports.c.number == claims.c.report)
        .outerjoin(first_words, BEGINS)
        .where(~claims.c.carried)
    )


# What is asked for each party is made once: making a statement takes longer than running it.
PARTIES: Any = bindparam("parties", expanding=True)
ISSUES: Any = bindparam("issues", expanding=True)
NEGATED: Any = bindparam("negated", expanding=True)
Which = Literal["all", "about", "terms on", "waiting for", "ending"]


@cache
def _held(which: Which) -> Select[Any]:
    query = held_rows().where(stands.c.party.in_(PARTIES))
    if which == "all":
        return query
    if which == "waiting for":
        return query.where(stands.c.waits_for.in_(ISSUES))
    query = query.where(stands.c.about.in_(ISSUES))
    if which == "about":
        return query
    if which == "terms on":
        return query.where(stands.c.type == "condition")
    return query.where(
        stands.c.wanted,
        or_(
            claims.c.date_earliest > bindparam("after"),
            # Taken back by some day: see `onrecord.track.frames.takes_effect`.
            and_(
                claims.c.date_earliest.is_(None),
                claims.c.date_latest > bindparam("after"),
                claims.c.does.in_(("withdraw", "concede")),
            ),
        ),
        or_(
            claims.c.does.in_(("withdraw", *GIVES)),
            claims.c.polarity == "against",
            stands.c.about.in_(NEGATED),
        ),
    )


def unloaded(
    connection: Connection,
    held: Held,
    parties: Collection[int],
    issues_: Collection[int] = (),
    which: Which = "about",
    **given: Any,
) -> list[Any]:
    """Rows of what some parties hold that are not held yet.

    Args:
        connection: of a transaction.
        held: what was loaded.
        parties: numbers of the parties.
        issues_: numbers of issues.
        which: `all`; or on the issues, alone with `terms on` the conditions, with `waiting for` those that
            wait for the issues; or with `ending` the positions by which a condition may cease to hold.
        given: for `ending`, `after`, the day after which, and `negated`, numbers of the issues of which some
            other is the absence, or which are one's absence.
    """
    rows: list[Any] = []
    for some in batches(sorted(parties)):
        if which == "all":
            rows += connection.execute(_held(which), {"parties": some}).all()
            continue
        for part in batches(sorted(issues_)):
            rows += connection.execute(_held(which), {"parties": some, "issues": part, **given}).all()
    return [row for row in rows if row.id not in held.numbers]


def put_held(connection: Connection, held: Held, rows: Sequence[Any], issue_ids: Mapping[int, str]) -> None:
    """Hold positions and conditions.

    Args:
        connection: of a transaction.
        held: what they are put into.
        rows: of `unloaded`.
        issue_ids: ids of all issues that they are about, or wait for, by number.
    """
    conditions = [row.number for row in rows if row.type == "condition"]
    instead = alternatives(connection, conditions)
    spans = _spans(connection, conditions)
    for row in rows:
        held.numbers[row.id] = row.number
        held.states[row.id] = row.until, row.restates, row.replaced, row.ended
        held.parties[row.party_id] = row.party
        record = statement_of(row, issue_ids, instead.get(row.number, ()))
        if isinstance(record, Position):
            held.positions[row.id] = record
        else:
            of_it = spans.get(row.number, {})
            held.conditions[row.id] = replace(
                record,
                evidence=tuple(of_it.get("evidence", record.evidence)),
                connective=tuple(of_it.get("connective", ())),
            )


def _spans(connection: Connection, numbers: Iterable[int]) -> dict[int, dict[str, list[Span]]]:
    """The words of some conditions, with those that make them conditions, by number and role."""
    found: dict[int, dict[str, list[Span]]] = {}
    for some in batches(numbers):
        for row in connection.execute(SPANS, {"claims": some}):
            span = Span(row.start, row.end, row.text)
            found.setdefault(row.claim, {}).setdefault(row.role, []).append(span)
    return found


SPANS = (
    select(claim_spans)
    .where(claim_spans.c.claim.in_(bindparam("claims", expanding=True)))
    .order_by(claim_spans.c.claim, claim_spans.c.role, claim_spans.c.position)
)


def statement_of(row: Any, issue_ids: Mapping[int, str], alternatives: tuple[str, ...] = ()) -> Statement:
    """A position or condition from a row of `held_rows`, without what it restates."""
    start = row.start or 0
    shared: dict[str, Any] = {
        "id": row.id,
        "holder": row.party_id,
        "date": interval(row.date_earliest, row.date_latest, row.date_basis),
        "report": row.report_id,
        "evidence": (Span(start, start + len(row.words), row.words),),
        "via": None if row.own else SOMEBODY,
        "hypothetical": row.hypothetical,
        "confidence": row.confidence,
        "alternatives": alternatives,
    }
    if row.type == "position":
        return Position(
            act=row.does, polarity=row.polarity, issue=issue_ids[row.about], until=row.replaced, **shared
        )
    return Condition(
        relation=row.does,
        step=issue_ids[row.about],
        requirement=issue_ids[row.waits_for],
        until=row.until,
        **shared,
    )


@cache
def _rows_of() -> Select[Any]:
    return held_rows().where(claims.c.number.in_(bindparam("claims", expanding=True)))


def rows_of(connection: Connection, numbers: Iterable[int]) -> list[Any]:
    """Rows of `held_rows` of some positions and conditions."""
    return [
        row
        for some in batches(sorted(set(numbers)))
        for row in connection.execute(_rows_of(), {"claims": some})
    ]


INSTEAD = (
    select(claim_alternatives.c.claim, issues.c.id)
    .join(issue_members, issue_members.c.number == claim_alternatives.c.issue)
    .join(issue_forms, issue_forms.c.number == issue_members.c.form)
    .join(issues, issues.c.number == issue_forms.c.issue)
    .order_by(claim_alternatives.c.claim, claim_alternatives.c.position)
)


def alternatives(connection: Connection, numbers: Iterable[int] | None = None) -> dict[int, tuple[str, ...]]:
    """The ids of the issues that would do instead, by the number of the claim that says so.

    Args:
        connection: of a transaction.
        numbers: of the claims; all unless given.
    """
    found: dict[int, tuple[str, ...]] = {}
    parts = [None] if numbers is None else batches(numbers)
    for some in parts:
        query = INSTEAD if some is None else INSTEAD.where(claim_alternatives.c.claim.in_(some))
        for number, id_ in connection.execute(query):
            found[number] = (*found.get(number, ()), id_)
    return found


def acting_for(connection: Connection, agents: Iterable[int]) -> dict[int, set[tuple[Any, ...]]]:
    """Whom some actors act for, and when, with all whom those act for, by their numbers."""
    found: dict[int, set[tuple[Any, ...]]] = {}
    ahead = set(agents)
    query = select(acting.c.agent, acting.c.principal, acting.c.earliest, acting.c.latest).distinct()
    while ahead:
        found |= {number: set() for number in ahead}
        for some in batches(sorted(ahead)):
            for row in connection.execute(query.where(acting.c.agent.in_(some))):
                found[row.agent].add((row.principal, row.earliest, row.latest))
        ahead = {principal for number in ahead for principal, _, _ in found[number]} - found.keys()
    return found
