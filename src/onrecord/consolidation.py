"""Consolidating: one report's records into the ledger's, touching what they touch and nothing else.

`put`, in any order, and `consolidate`, from nothing, give the same records.
"""

from collections.abc import Iterable, Mapping
from itertools import islice

from sqlalchemy import Connection

from onrecord.model import Actor, Report, ReportRecords
from onrecord.resolve.actors import alone, join_key, joined
from onrecord.store import actors, derived

BATCH = 200


def put(
    connection: Connection,
    number: int,
    report_id: str,
    report: Report,
    records: ReportRecords,
    *,
    judged: bool = False,
    round_: str = "",
    fresh: bool = False,
) -> None:
    """Put one report's records into the ledger, in place of those that it had.

    Args:
        connection: of a transaction that writes.
        number: of the report's row.
        report_id: its id.
        report: the report, its metadata as judged.
        records: what `process` derived from it.
        judged: whether a person decided something of its metadata.
        round_: which rebuild this belongs to, or empty.
        fresh: that the report is new, and has none.
    """
    former = {} if fresh else take(connection, number, settled=not round_)
    keys = {actor.id: join_key(actor) for actor in records.actors}
    derived.put_processed(
        connection, number, report_id, report, judged=judged, records=records, round_=round_
    )
    places = _join(connection, records, keys)
    members = derived.put_members(connection, number, records, keys, places)
    derived.put_records(connection, number, report, records, members)
    forget(connection, report.sha256, former)


def take(connection: Connection, number: int, *, settled: bool = True) -> dict[str, int]:
    """Take one report's records out of the ledger.

    Args:
        connection: of a transaction that writes.
        number: of the report's row.
        settled: work the ledger's actors that it touched out anew; a rebuild leaves that to its end.

    Returns:
        The ids of its actors, with the numbers of the ledger's actors that they were members of.
    """
    gone = derived.take_records(connection, number)
    numbers = sorted(set(gone.values()))
    actors.remove_empty(connection, numbers)
    actors.give_up_ids(connection, numbers, list(gone))
    if settled:
        _settle(connection, numbers)
    return gone


def forget(connection: Connection, sha256: str, former: Mapping[str, int]) -> None:
    """See to what a report leaves behind that was taken out for good.

    Args:
        connection: of a transaction that writes.
        sha256: the hash of its text: another may now be the original of its copies.
        former: what `take` gave.
    """
    if former:
        actors.remember_ids(connection, former)
    derived.mark_copies(connection, sha256)


def consolidate(connection: Connection) -> None:
    """Work every actor of the ledger out anew from the actors of its reports."""
    actors.remove_empty(connection)
    _settle(connection, None)


def _settle(connection: Connection, numbers: Iterable[int] | None) -> None:
    """Make actors what their members say, no more and no less."""
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


def _join(connection: Connection, records: ReportRecords, keys: dict[str, str]) -> dict[str, int]:
    """Join a report's actors to the ledger's; give the numbers of these by the ids of those."""
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
