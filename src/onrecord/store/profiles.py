"""Rows of profiles: what decides whom the actors of reports are joined with, each once, with its keys.

A profile's id stands in `members.key` of every member that has it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import (
    Column,
    Connection,
    ForeignKey,
    Integer,
    Table,
    delete,
    exists,
    insert,
    select,
    union,
    update,
)

from onrecord.store.claim_tables import claims
from onrecord.store.columns import Words
from onrecord.store.rows import batches, put_all
from onrecord.store.tables import acting, actors, attributions, members, metadata

# Each profile, and the actor of the ledger that its members are.
actor_profiles = Table(
    "actor_profiles",
    metadata,
    Column("id", Words, primary_key=True),
    Column("profile", Words, nullable=False),
    Column("actor", Integer, ForeignKey("actors.number"), nullable=False, index=True),
    sqlite_with_rowid=False,
)

# What profiles must share one of to be compared.
actor_keys = Table(
    "actor_keys",
    metadata,
    Column("key", Words, primary_key=True),
    Column(
        "profile", Words, ForeignKey("actor_profiles.id", ondelete="CASCADE"), primary_key=True, index=True
    ),
    sqlite_with_rowid=False,
)

# Profiles that may be one actor's and were left apart.
actor_doubts = Table(
    "actor_doubts",
    metadata,
    Column("one", Words, ForeignKey("actor_profiles.id", ondelete="CASCADE"), primary_key=True),
    Column("other", Words, ForeignKey("actor_profiles.id", ondelete="CASCADE"), primary_key=True, index=True),
    sqlite_with_rowid=False,
)


@dataclass(frozen=True, slots=True)
class Kept:
    """A profile as it is kept.

    Attributes:
        id: its own.
        text: the profile as text.
        actor: number of the ledger's actor that its members are.
    """

    id: str
    text: str
    actor: int


def by_id(connection: Connection, ids: Iterable[str]) -> dict[str, Kept]:
    """The profiles that have these ids."""
    return {
        row.id: Kept(row.id, row.profile, row.actor)
        for some in batches(sorted(set(ids)))
        for row in connection.execute(select(actor_profiles).where(actor_profiles.c.id.in_(some)))
    }


def everything(connection: Connection) -> dict[str, Kept]:
    """All profiles."""
    rows = connection.execute(select(actor_profiles).order_by(actor_profiles.c.id))
    return {row.id: Kept(row.id, row.profile, row.actor) for row in rows}


def keys_of(connection: Connection, ids: Iterable[str]) -> set[str]:
    """The keys of some profiles."""
    return {
        key
        for some in batches(sorted(set(ids)))
        for key in connection.execute(
            select(actor_keys.c.key).where(actor_keys.c.profile.in_(some))
        ).scalars()
    }


def by_key(connection: Connection, keys: Iterable[str]) -> dict[str, list[str]]:
    """The ids of the profiles that have some keys, by key."""
    found: dict[str, list[str]] = {}
    for some in batches(sorted(set(keys))):
        query = select(actor_keys.c.key, actor_keys.c.profile).where(actor_keys.c.key.in_(some))
        for key, profile in connection.execute(query):
            found.setdefault(key, []).append(profile)
    return found


def with_keys(connection: Connection, keys: Iterable[str]) -> set[str]:
    """The ids of the profiles that have any of some keys."""
    return {profile for ids in by_key(connection, keys).values() for profile in ids}


def connected(connection: Connection, keys: Iterable[str], start: str) -> tuple[set[str], set[str]]:
    """The ids of the profiles that have some keys, those that share a key with them, and so on.

    Args:
        connection: of a transaction that reads.
        keys: where to begin; all begin with `start`.
        start: how the keys begin that are followed.

    Returns:
        The ids, and all keys come by.
    """
    found: set[str] = set()
    done: set[str] = set()
    ahead = set(keys)
    while ahead:
        near = with_keys(connection, ahead) - found
        done |= ahead
        found |= near
        ahead = {key for key in keys_of(connection, near) if key.startswith(start)} - done
    return found, done


def of_report(connection: Connection, number: int) -> set[str]:
    """The ids of the profiles that the actors of a report have."""
    query = select(members.c.key).where(members.c.report == number, members.c.key.is_not(None))
    return set(connection.execute(query).scalars())


def put(connection: Connection, new: Sequence[tuple[Kept, Sequence[str]]]) -> None:
    """Put profiles with their keys in."""
    put_all(
        connection,
        actor_profiles,
        ({"id": kept.id, "profile": kept.text, "actor": kept.actor} for kept, _ in new),
    )
    put_all(connection, actor_keys, ({"key": key, "profile": kept.id} for kept, keys in new for key in keys))


def remove_unused(connection: Connection, ids: Iterable[str] | None = None) -> set[str]:
    """Remove profiles, among some or all, that no member has; give the keys that they had."""
    unused = ~exists().where(members.c.key == actor_profiles.c.id)
    query = select(actor_profiles.c.id).where(unused)
    if ids is None:
        gone = list(connection.execute(query).scalars())
    else:
        gone = [
            id_
            for some in batches(sorted(set(ids)))
            for id_ in connection.execute(query.where(actor_profiles.c.id.in_(some))).scalars()
        ]
    keys = keys_of(connection, gone)
    for some in batches(gone):
        connection.execute(delete(actor_profiles).where(actor_profiles.c.id.in_(some)))
    return keys


def move(connection: Connection, moved: Mapping[str, int]) -> None:
    """Have the members of profiles be other actors of the ledger.

    Args:
        connection: of a transaction that writes.
        moved: numbers of actors by the ids of profiles.
    """
    for id_, actor in sorted(moved.items()):
        connection.execute(update(actor_profiles).where(actor_profiles.c.id == id_).values(actor=actor))
        connection.execute(update(members).where(members.c.key == id_).values(actor=actor))
        of_profile = select(members.c.number).where(members.c.key == id_)
        connection.execute(update(acting).where(acting.c.member.in_(of_profile)).values(agent=actor))
        connection.execute(
            update(acting).where(acting.c.principal_member.in_(of_profile)).values(principal=actor)
        )


def said_with(connection: Connection, ids: Iterable[str]) -> set[int]:
    """Numbers of the attributions whose speakers have some profiles."""
    query = select(attributions.c.number).join(members, members.c.number == attributions.c.speaker)
    return {
        number
        for some in batches(sorted(set(ids)))
        for number in connection.execute(query.where(members.c.key.in_(some))).scalars()
    }


def claims_with(connection: Connection, ids: Iterable[str]) -> set[int]:
    """Numbers of the claims that actors with some profiles hold, or say that others do."""
    return {
        number
        for some in batches(sorted(set(ids)))
        for column in (claims.c.holder, claims.c.via)
        for number in connection.execute(
            select(claims.c.number).join(members, members.c.number == column).where(members.c.key.in_(some))
        ).scalars()
    }


def put_doubts(connection: Connection, ids: Iterable[str], doubts: Iterable[tuple[str, str]]) -> None:
    """Make the doubts among some profiles what they are now."""
    for some in batches(sorted(set(ids))):
        connection.execute(delete(actor_doubts).where(actor_doubts.c.one.in_(some)))
        connection.execute(delete(actor_doubts).where(actor_doubts.c.other.in_(some)))
    rows = sorted({(min(pair), max(pair)) for pair in doubts})
    for some_rows in batches(rows):
        connection.execute(insert(actor_doubts), [{"one": one, "other": other} for one, other in some_rows])


def doubted(connection: Connection, id_: str, limit: int) -> tuple[tuple[str, str], ...]:
    """The actors of the ledger that may be one with an actor and were left apart.

    Args:
        connection: of a transaction that reads.
        id_: the actor's id.
        limit: how many at most.

    Returns:
        Their ids and names, those with the most statements first.
    """
    own = (
        select(actor_profiles.c.id)
        .join(actors, actors.c.number == actor_profiles.c.actor)
        .where(actors.c.id == id_)
    )
    near = union(
        select(actor_doubts.c.other).where(actor_doubts.c.one.in_(own)),
        select(actor_doubts.c.one).where(actor_doubts.c.other.in_(own)),
    )
    query = (
        select(actors.c.id, actors.c.name)
        .join(actor_profiles, actor_profiles.c.actor == actors.c.number)
        .where(actor_profiles.c.id.in_(near), actors.c.id != id_)
        .group_by(actors.c.number, actors.c.id, actors.c.name, actors.c.rank)
        .order_by(actors.c.rank, actors.c.id)
        .limit(limit)
    )
    return tuple((row.id, row.name) for row in connection.execute(query))
