"""Actors of reports joined into the ledger's: incrementally, and from nothing."""

from collections.abc import Iterable, Mapping
from itertools import islice

from sqlalchemy import Connection

from onrecord.model import Actor, ReportRecords
from onrecord.resolve.actors import alone, joined
from onrecord.store import actors

BATCH = 200


def settle(connection: Connection, numbers: Iterable[int] | None) -> None:
    """Make actors what their members say, no more and no less.

    Args:
        connection: of a transaction that writes.
        numbers: of the ledger's actors, or None for all.
    """
    chosen = None if numbers is None else list(numbers)
    groups = actors.members_of(connection, chosen)
    while batch := list(islice(groups, BATCH)):
        before = actors.by_number(connection, [number for number, _ in batch])
        changes = []
        for number, rows in batch:
            actor = alone(actors.member_record(rows[0]))
            for row in rows[1:]:
                actor = joined(actor, actors.member_record(row))
            changes.append(
                (before[number], actors.Joined(number, actor, sum(row.attributions for row in rows)))
            )
        actors.change(connection, changes)


def join(connection: Connection, records: ReportRecords, keys: Mapping[str, str]) -> dict[str, int]:
    """Join a report's actors to the ledger's.

    Args:
        connection: of a transaction that writes.
        records: what was derived from the report.
        keys: what each of its actors joins by, by its id.

    Returns:
        The numbers of the ledger's actors by the ids of the report's.
    """
    spoken: dict[str, int] = {}
    for attribution in records.attributions:
        if attribution.speaker is not None:
            spoken[attribution.speaker] = spoken.get(attribution.speaker, 0) + 1
    there = actors.by_key(connection, {key for key in keys.values() if key})
    # What this report adds to each actor of the ledger, so that each is written once.
    added: dict[str, tuple[Actor, int]] = {}
    for actor in records.actors:
        key = keys[actor.id]
        slot = key or actor.id
        so_far, count = added.get(slot, (alone(actor), 0))
        added[slot] = joined(so_far, actor), count + spoken.get(actor.id, 0)
    number = actors.next_number(connection)
    numbers: dict[str, int] = {}
    new: list[actors.New] = []
    changes: list[tuple[actors.Joined, actors.Joined]] = []
    for slot, (actor, count) in added.items():
        before = there.get(slot)
        if before:
            numbers[slot] = before.number
            after = joined(before.actor, actor)
            changes.append((before, actors.Joined(before.number, after, before.attributions + count)))
        else:
            numbers[slot] = number
            new.append(actors.New(number, slot if slot != actor.id else "", actor, count))
            number += 1
    actors.change(connection, changes)
    actors.put(connection, new)
    return {actor.id: numbers[keys[actor.id] or actor.id] for actor in records.actors}
