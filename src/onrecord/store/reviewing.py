"""What of a ledger's records is most in doubt, for people to judge: rows of pairs and of claims."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Integer, Row, Select, and_, func, literal, select, union_all
from sqlalchemy import cast as as_type

from onrecord.store.claim_tables import claims, issue_forms, issue_members, issues
from onrecord.store.judgement_tables import judgement_holds
from onrecord.store.profiles import actor_doubts, actor_profiles
from onrecord.store.rows import batches
from onrecord.store.tables import actors, attributions, candidates
from onrecord.store.track_tables import changes, conflicts, issue_matters

AT_FIRST = (
    10  # times as many claims as are wanted are looked at, those that stand in most conflicts and changes
)


@dataclass(frozen=True, slots=True)
class Pair:
    """Two records that may be one.

    Attributes:
        ids: of both, the one with more to it first.
        names: of both.
        counts: statements of both actors, or claims about both issues.
    """

    ids: tuple[str, str]
    names: tuple[str, str]
    counts: tuple[int, int]


@dataclass(frozen=True, slots=True)
class UnsureClaim:
    """A position, condition or event that may be misread.

    Attributes:
        id: its own.
        type: `position`, `condition` or `event`.
        confidence: 0 to 1.
        tracked: in how many conflicts and changes it stands.
        about: how many claims there are about its issue.
        alone: whether no other claim repeats it.
    """

    id: str
    type: str
    confidence: float
    tracked: int
    about: int
    alone: bool


def actor_pairs(connection: Connection, limit: int) -> list[Pair]:
    """Actors that may be one and were left apart, those with most statements at stake first."""
    one, other = actor_profiles.alias("one"), actor_profiles.alias("other")
    in_file = connection.dialect.name == "sqlite"
    smaller, larger = (func.min, func.max) if in_file else (func.least, func.greatest)
    first, second = smaller(one.c.actor, other.c.actor), larger(one.c.actor, other.c.actor)
    pairs = (
        select(as_type(first, Integer).label("first"), as_type(second, Integer).label("second"))
        .select_from(actor_doubts)
        .join(one, one.c.id == actor_doubts.c.one)
        .join(other, other.c.id == actor_doubts.c.other)
        .where(one.c.actor != other.c.actor)
        .distinct()
        .subquery()
    )
    some, more = actors.alias("some"), actors.alias("more")
    query = (
        select(some.c.id, some.c.name, some.c.rank, more.c.id, more.c.name, more.c.rank)
        .select_from(pairs)
        .join(some, some.c.number == pairs.c.first)
        .join(more, more.c.number == pairs.c.second)
        .order_by(
            larger(some.c.rank, more.c.rank),
            smaller(some.c.rank, more.c.rank),
            smaller(some.c.id, more.c.id),
            larger(some.c.id, more.c.id),
        )
        .limit(limit)
    )
    return _pairs(connection.execute(query), limit)


def issue_pairs(connection: Connection, limit: int, among: int = 300) -> list[Pair]:
    """Issues that may be one matter and are two, among those with most claims."""
    common = select(issues.c.number).order_by(issues.c.rank, issues.c.id).limit(among).subquery()
    one, other = issue_matters.alias("one"), issue_matters.alias("other")
    some, more = issues.alias("some"), issues.alias("more")
    query = (
        select(some.c.id, some.c.label, some.c.rank, more.c.id, more.c.label, more.c.rank)
        .select_from(one)
        .join(other, and_(other.c.key == one.c.key, other.c.issue != one.c.issue))
        .join(some, some.c.number == one.c.issue)
        .join(more, more.c.number == other.c.issue)
        .where(one.c.own, one.c.issue.in_(select(common.c.number)), some.c.rank <= more.c.rank)
        .distinct()
    )
    return _pairs(connection.execute(query), limit)


def unsure_claims(connection: Connection, below: float, limit: int) -> list[UnsureClaim]:
    """Claims that nobody has judged: what conflicts and changes rest on, and others less sure than a bound.

    Args:
        connection: of a transaction that reads.
        below: claims that nothing rests on are left out from this confidence on.
        limit: how many of either kind at most: those with most resting on them and least sure first, and then
            those about the issues with most claims.
    """
    found = [*_tracked(connection, limit), *_unsure(connection, below, limit)]
    repeated = {
        number
        for some in batches([row.number for row in found])
        for number in connection.execute(
            select(claims.c.restates).where(claims.c.restates.in_(some))
        ).scalars()
    }
    listed: dict[str, UnsureClaim] = {}
    for row in found:
        alone = row.restates is None and row.number not in repeated
        one = UnsureClaim(row.id, row.type, row.confidence, row.times, row.about, alone)
        listed.setdefault(row.id, one)
    return list(listed.values())


def _tracked(connection: Connection, limit: int) -> Sequence[Row[Any]]:
    """Of the claims that stand in most conflicts and changes those first that are least sure."""
    standing = union_all(
        *(
            select(column.label("claim"), func.count().label("times"))
            .where(column.is_not(None))
            .group_by(column)
            for column in (changes.c.before, changes.c.after, conflicts.c.one, conflicts.c.other)
        )
    ).subquery()
    often = (
        select(standing.c.claim, as_type(func.sum(standing.c.times), Integer).label("times"))
        .group_by(standing.c.claim)
        .order_by(func.sum(standing.c.times).desc(), standing.c.claim)
        .limit(AT_FIRST * limit)
        .subquery()
    )
    worth = often.c.times * (1 - claims.c.confidence)
    query = _open(often.c.times).join(often, often.c.claim == claims.c.number)
    return connection.execute(query.order_by(worth.desc(), claims.c.id).limit(limit)).all()


def _unsure(connection: Connection, below: float, limit: int) -> Sequence[Row[Any]]:
    """Claims that restate nothing and are less sure than a bound, those about the commonest issues first."""
    query = _open(literal(0)).where(claims.c.confidence < below, claims.c.restates.is_(None))
    return connection.execute(query.order_by(issues.c.rank, issues.c.id, claims.c.id).limit(limit)).all()


def _open(times: ColumnElement[int]) -> Select[Any]:
    """Claims that nobody has judged, with how often they stand somewhere."""
    about = (literal(0) - issues.c.rank).label("about")
    columns = (claims.c.number, claims.c.id, claims.c.type, claims.c.confidence, claims.c.restates)
    return (
        select(*columns, times.label("times"), about)
        .join(issue_members, issue_members.c.number == claims.c.issue)
        .join(issue_forms, issue_forms.c.number == issue_members.c.form)
        .join(issues, issues.c.number == issue_forms.c.issue)
        .where(
            ~claims.c.carried,
            ~claims.c.hypothetical,
            claims.c.id.not_in(select(judgement_holds.c.record)),
        )
    )


def unsure_speakers(connection: Connection, limit: int) -> list[tuple[str, int]]:
    """Statements whose speaker is unsure, with how many claims rest on each, those with most first."""
    rest = func.count(claims.c.number.distinct())
    query = (
        select(attributions.c.id, rest.label("claims"))
        .join(candidates, candidates.c.attribution == attributions.c.number)
        .outerjoin(claims, claims.c.attribution == attributions.c.number)
        .where(attributions.c.speaker.is_(None))
        .group_by(attributions.c.number, attributions.c.id)
        .order_by(rest.desc(), attributions.c.number)
        .limit(limit)
    )
    return [(row.id, row.claims) for row in connection.execute(query)]


def confidences(connection: Connection, ids: Sequence[str]) -> dict[str, float]:
    """How sure some claims are, those that nobody has judged."""
    judged = select(judgement_holds.c.record)
    return {
        row.id: row.confidence
        for some in batches(ids)
        for row in connection.execute(
            select(claims.c.id, claims.c.confidence).where(claims.c.id.in_(some), claims.c.id.not_in(judged))
        )
    }


def _pairs(rows: Iterable[tuple[str, str, int, str, str, int]], limit: int) -> list[Pair]:
    """Pairs with the larger first, those first of which the smaller is largest."""
    found = []
    for id_, name, rank, other, other_name, other_rank in rows:
        two = sorted(((rank, id_, name), (other_rank, other, other_name)))
        found.append(Pair((two[0][1], two[1][1]), (two[0][2], two[1][2]), (-two[0][0], -two[1][0])))
    return sorted(set(found), key=lambda pair: (-pair.counts[1], -pair.counts[0], pair.ids))[:limit]
