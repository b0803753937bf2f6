"""What is told of issues as the tracking takes it: events, denials, what was done; and who acts for whom."""

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from datetime import date as Day
from functools import cache
from typing import Any

from sqlalchemy import Connection, Select, and_, bindparam, or_, select, update

from onrecord.model import Actor, Event, Issue, Position, Span
from onrecord.store.claim_joining import negated
from onrecord.store.claim_tables import claims
from onrecord.store.claim_tables import issues as issue_table
from onrecord.store.columns import interval
from onrecord.store.joining import actor_entries
from onrecord.store.rows import batches
from onrecord.store.stand_tables import stands
from onrecord.store.stands import BEGINS, CLAIMED, first_words
from onrecord.store.tables import acting, members, processed, reports
from onrecord.store.tables import actors as actor_table
from onrecord.store.touched import touch

CARRIED = (
    update(claims).where(claims.c.number == bindparam("of_claim")).values(carried=bindparam("is_carried"))
)
UNTIL = update(claims).where(claims.c.number == bindparam("of_claim")).values(until=bindparam("ends"))

ISSUES: Any = bindparam("issues", expanding=True)
# What is asked of each issue is made once: making a statement takes longer than running it.
SAID = select(stands.c.about).join(claims, claims.c.number == stands.c.claim)
SAID = SAID.where(stands.c.about.in_(ISSUES), ~claims.c.carried)
# A denial is soon found where there are many statements, and of few statements all are soon read.
DENIED = select(issue_table.c.number).where(
    issue_table.c.number.in_(ISSUES),
    select(stands.c.claim)
    .join(claims, claims.c.number == stands.c.claim)
    .where(
        stands.c.about == issue_table.c.number,
        stands.c.type == "position",
        ~claims.c.carried,
        claims.c.does == "deny",
    )
    .exists(),
)
DONE = SAID.add_columns(
    claims.c.id, claims.c.date_earliest, claims.c.date_latest, claims.c.date_basis, claims.c.confidence
).where(stands.c.type == "event", claims.c.does == "done", claims.c.via.is_(None))

HELD = (
    select(
        claims.c.number,
        claims.c.id,
        claims.c.does,
        claims.c.polarity,
        claims.c.date_earliest,
        claims.c.date_latest,
        claims.c.date_basis,
        claims.c.until,
        stands.c.ended,
    )
    .join(claims, claims.c.number == stands.c.claim)
    .where(stands.c.about == bindparam("of_issue"), stands.c.type == "position", ~claims.c.carried)
)
MET = HELD.where(claims.c.until.is_distinct_from(stands.c.ended))
WANTED = HELD.where(
    or_(
        and_(claims.c.polarity == "for", claims.c.date_latest < bindparam("before")),
        claims.c.until.is_distinct_from(stands.c.ended),
    )
)

BARE = select(issue_table.c.number, issue_table.c.id, issue_table.c.label)
BARE_OF = BARE.where(issue_table.c.number.in_(ISSUES))

Acting = tuple[int, Day | None, Day | None]
"""The number of an actor who is acted for, and between which days."""


@dataclass(slots=True)
class Loaded:
    """What is told of some issues, and the numbers of the rows behind it.

    Attributes:
        positions: by id; those in copies left out.
        events: likewise.
        outlets: the outlet of each report.
        originals: for each report that is a copy, the report it was copied from.
        numbers: of positions and events, by their ids.
    """

    positions: dict[str, Position] = field(default_factory=dict)
    events: dict[str, Event] = field(default_factory=dict)
    outlets: dict[str, str] = field(default_factory=dict)
    originals: dict[str, str] = field(default_factory=dict)
    numbers: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Done:
    """What reports say has been done.

    Attributes:
        events: with the status `done`, told by the report itself.
        denied: ids of the issues that somebody denies something of.
    """

    events: list[Event]
    denied: Set[str]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What parties want of an issue.

    Attributes:
        records: positions; until when each held by all that its party said.
        numbers: of them, by their ids.
        until: until when each holds by the ledger, by their ids.
    """

    records: Sequence[Position]
    numbers: Mapping[str, int]
    until: Mapping[str, Day | None]

    def __bool__(self) -> bool:
        """Whether there are any."""
        return bool(self.records)


def load_told(
    connection: Connection,
    issue_ids: Mapping[int, str],
    actors: dict[str, Actor],
    *,
    about: Iterable[int] = (),
    numbers: Iterable[int] = (),
) -> Loaded:
    """Events, denials, and what can be denied; with the actors behind them.

    Args:
        connection: of a transaction.
        issue_ids: ids of the issues.
        actors: those known, by id; the others behind what is told are put in.
        about: numbers of issues all of which is wanted.
        numbers: of single claims.
    """
    loaded = Loaded()
    for query, wanted, name in ((told_rows(), about, "issues"), (_told_of(), numbers, "claims")):
        for some in batches(sorted(set(wanted))):
            for row in connection.execute(query, {name: some}):
                _put(loaded, row, issue_ids)
    _load_actors(connection, loaded, actors)
    return loaded


@cache
def _told_of() -> Select[Any]:
    return _told().where(claims.c.number.in_(bindparam("claims", expanding=True)))


@cache
def told_rows() -> Select[Any]:
    """The query for what is told of some issues."""
    return _told().where(stands.c.about.in_(ISSUES))


def _told() -> Select[Any]:
    holding, telling = members.alias("holding"), members.alias("telling")
    holders, tellers = actor_table.alias("holders"), actor_table.alias("tellers")
    restated = claims.alias("restated")
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
            claims.c.hypothetical,
            claims.c.words,
            claims.c.confidence,
            stands.c.about,
            stands.c.until,
            holders.c.id.label("holder_id"),
            tellers.c.id.label("via_id"),
            restated.c.id.label("restates_id"),
            reports.c.id.label("report_id"),
            processed.c.outlet,
            processed.c.copied_from,
            first_words.c.start,
        )
        .select_from(stands)
        .join(claims, claims.c.number == stands.c.claim)
        .join(reports, reports.c.number == claims.c.report)
        .join(processed, processed.c.report == claims.c.report)
        .outerjoin(holding, holding.c.number == claims.c.holder)
        .outerjoin(holders, holders.c.number == holding.c.actor)
        .outerjoin(telling, telling.c.number == claims.c.via)
        .outerjoin(tellers, tellers.c.number == telling.c.actor)
        .outerjoin(restated, restated.c.number == claims.c.restates)
        .outerjoin(first_words, BEGINS)
        .where(
            ~claims.c.carried,
            claims.c.type != "condition",
            or_(claims.c.type == "event", claims.c.does.in_(CLAIMED), claims.c.via.is_not(None)),
        )
    )


def _put(loaded: Loaded, row: Any, issue_ids: Mapping[int, str]) -> None:
    start = row.start or 0
    shared: dict[str, Any] = {
        "id": row.id,
        "issue": issue_ids[row.about],
        "date": interval(row.date_earliest, row.date_latest, row.date_basis),
        "report": row.report_id,
        "evidence": (Span(start, start + len(row.words), row.words),),
        "via": row.via_id,
        "confidence": row.confidence,
    }
    loaded.numbers[row.id] = row.number
    loaded.outlets[row.report_id] = row.outlet
    if row.copied_from:
        loaded.originals[row.report_id] = row.copied_from
    if row.type == "event":
        loaded.events[row.id] = Event(status=row.does, **shared)
    else:
        loaded.positions[row.id] = Position(
            holder=row.holder_id,
            act=row.does,
            polarity=row.polarity,
            until=row.until,
            restates=row.restates_id,
            hypothetical=row.hypothetical,
            **shared,
        )


def _load_actors(connection: Connection, loaded: Loaded, actors: dict[str, Actor]) -> None:
    """Load the actors of what was loaded with all whom they act for, those that aren't known."""
    wanted = {one.holder for one in loaded.positions.values()}
    told: list[Position | Event] = [*loaded.positions.values(), *loaded.events.values()]
    wanted |= {one.via for one in told if one.via}
    while wanted := wanted - actors.keys():
        new: list[Actor] = []
        for ids in batches(sorted(wanted)):
            rows = connection.execute(select(actor_table).where(actor_table.c.id.in_(ids))).all()
            new += (found.actor for found in actor_entries(connection, rows))
        actors.update((actor.id, actor) for actor in new)
        wanted = {one.actor for actor in new for one in actor.acts_for}


def load_done(connection: Connection, about: Iterable[int], issue_ids: Mapping[int, str]) -> dict[int, Done]:
    """What reports say has been done at some issues.

    Args:
        connection: of a transaction.
        about: numbers of the issues.
        issue_ids: their ids.

    Returns:
        By number of each issue; of what is denied no events, which nothing asks for.
    """
    found = {number: Done([], frozenset()) for number in about}
    for some in batches(sorted(found)):
        for issue in connection.execute(DENIED, {"issues": some}).scalars():
            found[issue] = Done([], frozenset({issue_ids[issue]}))
        some = [issue for issue in some if not found[issue].denied]
        for row in connection.execute(DONE, {"issues": some}):
            event = Event(
                id=row.id,
                issue=issue_ids[row.about],
                status="done",
                date=interval(row.date_earliest, row.date_latest, row.date_basis),
                report="",
                confidence=row.confidence,
            )
            found[row.about].events.append(event)
    return found


def load_wanted(connection: Connection, issue: int, id_: str, before: Day | None) -> Wanted:
    """The positions on an issue that end when the thing is done.

    Args:
        connection: of a transaction.
        issue: its number.
        id_: its id.
        before: the day before which they were taken, or None; with these come those that ended so before.
    """
    given = {"of_issue": issue} | ({"before": before} if before else {})
    rows = connection.execute(WANTED if before else MET, given).all()
    return Wanted(
        [
            Position(
                id=row.id,
                holder="",
                act=row.does,
                polarity=row.polarity,
                issue=id_,
                date=interval(row.date_earliest, row.date_latest, row.date_basis),
                until=row.ended,
                report="",
            )
            for row in rows
        ],
        {row.id: row.number for row in rows},
        {row.id: row.until for row in rows},
    )


def put_until(connection: Connection, until: Mapping[str, Day | None], wanted: Wanted) -> None:
    """Say until when positions hold, by their ids."""
    rows = [
        {"of_claim": wanted.numbers[id_], "ends": day}
        for id_, day in until.items()
        if day != wanted.until[id_]
    ]
    if rows:
        connection.execute(UNTIL, rows)


def bare_issues(connection: Connection, numbers: Iterable[int] | None) -> list[tuple[int, Issue]]:
    """Issues with what they are the absence of, and nothing else about them.

    Args:
        connection: of a transaction.
        numbers: of the issues, or None for all.

    Returns:
        Their numbers, and the issues.
    """
    found: list[tuple[int, Issue]] = []
    chosen = batches(sorted(numbers)) if numbers is not None else [None]
    for some in chosen:
        query, given = (BARE, {}) if some is None else (BARE_OF, {"issues": some})
        absences = negated(connection, some)
        found += [
            (number, Issue(id=id_, label=label, negates=absences.get(number)))
            for number, id_, label in connection.execute(query, given)
        ]
    return found


def acting_of(connection: Connection, agents: Iterable[int]) -> dict[int, set[Acting]]:
    """Whom some actors act for, and when, by their numbers."""
    found: dict[int, set[Acting]] = {}
    for some in batches(sorted(set(agents))):
        query = select(acting.c.agent, acting.c.principal, acting.c.earliest, acting.c.latest)
        for row in connection.execute(query.where(acting.c.agent.in_(some)).distinct()):
            found.setdefault(row.agent, set()).add((row.principal, row.earliest, row.latest))
    return found


other_acting, other_member = acting.alias("other_acting"), members.alias("other_member")
TOLD_BY_OTHERS = (
    select(other_acting.c.member)
    .join(other_member, other_member.c.number == other_acting.c.member)
    .where(
        other_acting.c.agent == acting.c.agent,
        other_acting.c.principal == acting.c.principal,
        other_acting.c.earliest.is_not_distinct_from(acting.c.earliest),
        other_acting.c.latest.is_not_distinct_from(acting.c.latest),
        other_member.c.report.not_in(bindparam("reports", expanding=True)),
    )
)
TOLD = (
    select(acting.c.agent, acting.c.principal, acting.c.earliest, acting.c.latest)
    .join(members, members.c.number == acting.c.member)
    .where(members.c.report.in_(bindparam("reports", expanding=True)), ~TOLD_BY_OTHERS.exists())
)


def acting_told_by(connection: Connection, reports: Sequence[int]) -> dict[int, set[Acting]]:
    """Whom actors act for by some reports and no other, by their numbers."""
    found: dict[int, set[Acting]] = {}
    for row in connection.execute(TOLD, {"reports": list(reports)}):
        found.setdefault(row.agent, set()).add((row.principal, row.earliest, row.latest))
    return found


def agents_of(connection: Connection, numbers: Iterable[int]) -> set[int]:
    """All who act for some actors, directly or through others, and these."""
    known = set(numbers)
    new = set(known)
    while new:
        found: set[int] = set()
        for some in batches(sorted(new)):
            query = select(acting.c.agent).where(acting.c.principal.in_(some)).distinct()
            found.update(connection.execute(query).scalars())
        new = found - known
        known |= found
    return known


def evidence_of(connection: Connection, reports: Iterable[int]) -> dict[int, dict[int, tuple[str, str]]]:
    """The type and the words of each claim of some reports, by the report's number and by its own."""
    found: dict[int, dict[int, tuple[str, str]]] = {}
    query = select(claims.c.report, claims.c.number, claims.c.type, claims.c.words)
    for some in batches(sorted(set(reports))):
        for row in connection.execute(query.where(claims.c.report.in_(some))):
            found.setdefault(row.report, {})[row.number] = (row.type, row.words)
    return found


def put_carried(connection: Connection, carried: Mapping[int, bool]) -> None:
    """Say of claims whether they stand in the report that theirs was copied from; note those that change."""
    there = {
        row.number: row.carried
        for some in batches(sorted(carried))
        for row in connection.execute(
            select(claims.c.number, claims.c.carried).where(claims.c.number.in_(some))
        )
    }
    changed = [number for number, so in there.items() if so != carried[number]]
    if changed:
        connection.execute(
            CARRIED, [{"of_claim": number, "is_carried": carried[number]} for number in changed]
        )
        touch(connection, "claim", changed)


def ids_of_actors(connection: Connection, numbers: Iterable[int]) -> dict[int, str]:
    """The ids of some of the ledger's actors, by number."""
    return {
        row.number: row.id
        for some in batches(sorted(set(numbers)))
        for row in connection.execute(
            select(actor_table.c.number, actor_table.c.id).where(actor_table.c.number.in_(some))
        )
    }
