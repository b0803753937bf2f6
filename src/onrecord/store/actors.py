"""Rows of actors: those of single reports (members), those of the ledger that they join, and their names."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any
from zlib import crc32

from sqlalchemy import (
    Connection,
    Row,
    Text,
    bindparam,
    cast,
    delete,
    exists,
    func,
    insert,
    literal,
    select,
    update,
)

from onrecord.model import Actor
from onrecord.store.columns import roles_from_json, roles_to_json
from onrecord.store.rows import batches, put_over
from onrecord.store.rows import next_number as number_after
from onrecord.store.tables import actor_aliases, actor_words, actors, members
from onrecord.text.folding import fold, folded_words

LONGEST_CHAIN = 100
CHANGE = update(actors).where(actors.c.number == bindparam("of_number"))


@dataclass(frozen=True, slots=True)
class Joined:
    """An actor of the ledger, with the row's own number and what counts beside the record.

    Attributes:
        number: the row's own key.
        actor: the record, without `acts_for`.
        attributions: how many have it as their speaker.
    """

    number: int
    actor: Actor
    attributions: int


def by_number(connection: Connection, numbers: Iterable[int]) -> dict[int, Joined]:
    """The actors of the ledger that have these numbers."""
    query = select(actors).where(actors.c.number.in_(list(numbers)))
    return {row.number: _joined(row) for row in connection.execute(query)}


def next_number(connection: Connection) -> int:
    """The number for a new actor of the ledger."""
    return number_after(connection, actors.c.number)


@dataclass(frozen=True, slots=True)
class New:
    """An actor to be put into the ledger.

    Attributes:
        number: the row's own key.
        actor: the record.
        attributions: how many have it as their speaker.
    """

    number: int
    actor: Actor
    attributions: int


def put(connection: Connection, new: Sequence[New]) -> None:
    """Put new actors into the ledger."""
    if new:
        rows = [{"number": one.number, **_values(one)} for one in new]
        connection.execute(insert(actors), rows)
        _put_words(connection, [(one.number, one.actor) for one in new])


def change(connection: Connection, changes: Sequence[tuple[Joined, Joined]]) -> None:
    """Change actors of the ledger.

    Args:
        connection: of a transaction that writes.
        changes: pairs of what is there and what shall be; those that are alike cost nothing.
    """
    differing = [(old, new) for old, new in changes if old != new]
    if not differing:
        return
    connection.execute(CHANGE, [{"of_number": new.number, **_values(new)} for _, new in differing])
    renamed = [
        new
        for old, new in differing
        if (old.actor.name, old.actor.aliases) != (new.actor.name, new.actor.aliases)
    ]
    if renamed:
        numbers = [one.number for one in renamed]
        connection.execute(delete(actor_words).where(actor_words.c.actor.in_(numbers)))
        _put_words(connection, [(one.number, one.actor) for one in renamed])


def members_of(connection: Connection, numbers: Iterable[int] | None) -> Iterator[tuple[int, list[Row[Any]]]]:
    """The members of actors, each actor's together, in order of their ids.

    Args:
        connection: of a transaction.
        numbers: of the actors, or None for all that can have more than one.

    Yields:
        The actor's number and its members' rows; an actor without members is passed over.
    """
    query = select(members).order_by(members.c.actor, members.c.id)
    query = query.where(members.c.key.is_not(None) if numbers is None else members.c.actor.in_(list(numbers)))
    # A cursor of its own, read in stretches: the caller changes actors meanwhile, never members.
    rows = connection.execute(query.execution_options(yield_per=2_000))
    for number, group in groupby(rows, key=lambda row: row.actor):
        yield number, list(group)


def member_record(row: Row[Any]) -> Actor:
    """The actor that a member's row holds, without `acts_for`."""
    return Actor(
        id=row.id,
        name=row.name,
        kind=row.kind,
        aliases=tuple(row.aliases),
        roles=roles_from_json(row.roles),
        confidence=row.confidence,
    )


def remove_empty(connection: Connection, numbers: Sequence[int] | None = None) -> None:
    """Remove actors that no member is left of, among some or all."""
    query = delete(actors).where(~exists().where(members.c.actor == actors.c.number))
    connection.execute(query if numbers is None else query.where(actors.c.number.in_(numbers)))


def give_way(connection: Connection, numbers: Sequence[int] | None) -> None:
    """Have actors let go of ids that are no longer theirs, so that others can take them.

    Args:
        connection: of a transaction that writes.
        numbers: of the actors, or None for all.
    """
    own = select(func.min(members.c.id)).where(members.c.actor == actors.c.number).scalar_subquery()
    none = literal("moved ") + cast(actors.c.number, Text)
    given_up = update(actors).where(actors.c.id != own).values(id=none)
    for some in batches(numbers) if numbers is not None else [None]:
        connection.execute(given_up if some is None else given_up.where(actors.c.number.in_(some)))


def give_up_ids(connection: Connection, numbers: Sequence[int], gone: Sequence[str]) -> None:
    """Give actors another member's id where they had that of a member that is gone."""
    smallest = select(func.min(members.c.id)).where(members.c.actor == actors.c.number).scalar_subquery()
    connection.execute(
        update(actors).where(actors.c.number.in_(numbers), actors.c.id.in_(gone)).values(id=smallest)
    )


def remember_ids(connection: Connection, former: Mapping[str, int]) -> None:
    """Keep ids that no member carries any more as aliases of the actors that they were part of.

    Args:
        connection: of a transaction that writes.
        former: ids of members that are gone, with the numbers of their actors.
    """
    still_there = set(
        connection.execute(select(members.c.id).where(members.c.id.in_(list(former)))).scalars()
    )
    ids = {
        number: id_
        for number, id_ in connection.execute(
            select(actors.c.number, actors.c.id).where(actors.c.number.in_(list(former.values())))
        )
    }
    rows = [
        {"id": id_, "current": ids[number]}
        for id_, number in former.items()
        if id_ not in still_there and number in ids and ids[number] != id_
    ]
    put_over(connection, actor_aliases, rows)


def current_id(connection: Connection, actor: str) -> str | None:
    """The id that an actor has now, from any that it ever had; None where nothing answers."""
    for _ in range(LONGEST_CHAIN):
        found = connection.execute(
            select(actors.c.id).join(members, members.c.actor == actors.c.number).where(members.c.id == actor)
        ).scalar()
        if found is not None:
            return str(found)
        later = connection.execute(
            select(actor_aliases.c.current).where(actor_aliases.c.id == actor)
        ).scalar()
        if later is None:
            return None
        actor = later
    return None


def _put_words(connection: Connection, named: Iterable[tuple[int, Actor]]) -> None:
    rows = {
        (word, number, crc32(fold(name).encode()))
        for number, actor in named
        for name in (actor.name, *actor.aliases)
        for word in folded_words(name)
    }
    if rows:
        connection.execute(
            insert(actor_words),
            [{"word": word, "actor": number, "name": name} for word, number, name in sorted(rows)],
        )


def _values(one: New | Joined) -> dict[str, Any]:
    return {
        "id": one.actor.id,
        "name": one.actor.name,
        "kind": one.actor.kind,
        "aliases": list(one.actor.aliases),
        "roles": roles_to_json(one.actor.roles),
        "confidence": one.actor.confidence,
        "rank": -one.attributions,
    }


def _joined(row: Row[Any]) -> Joined:
    return Joined(row.number, member_record(row), -row.rank)
