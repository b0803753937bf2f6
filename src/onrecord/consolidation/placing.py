"""Where claims belong: the issue, and the party that holds it, looked up once and kept."""

from collections.abc import Iterable
from datetime import date as Day
from typing import Any

from sqlalchemy import Connection

from onrecord.model import ActingFor, Actor, DateInterval
from onrecord.store import matters, stands, touched
from onrecord.store.columns import interval
from onrecord.store.rows import batches
from onrecord.store.stands import CLAIMED, Place
from onrecord.track.frames import Frame

AT_ONCE = 5_000  # claims that are placed together


def place(connection: Connection) -> list[Place]:
    """Find the places of the claims that were touched, and note what those bear on that moved.

    Returns:
        Those of new claims; what stands in a copy as in its original left out, which bears on nothing.
    """
    numbers = touched.touched_of(connection, "claim")
    fresh: list[Place] = []
    for some in batches(numbers, AT_ONCE):
        before = stands.places_of(connection, some)
        now = _places(connection, some)
        news = [one for one in now if one.claim not in before]
        fresh += [one for one in news if not one.carried]
        stay = {one.claim: one for one in now if one.claim in before}
        every = [*stay.values(), *(before[claim] for claim in stay)]
        touched.touch_stands(connection, {stand for one in every for stand in one.stands()})
        moved = [one for one in stay.values() if not _same(one, before[one.claim])]
        stands.put_places(connection, [*news, *moved])
    touched.forget_touched(connection, "claim", numbers)
    return fresh


def leave(connection: Connection, numbers: Iterable[int]) -> None:
    """Note what claims bear on that are about to go, with all near it: their issues may go with them."""
    places = stands.places_of(connection, numbers)
    every = {stand for one in places.values() for stand in one.stands()}
    near = matters.neighbours(connection, {issue for issue, _ in every})
    touched.touch_stands(connection, {(other, party) for issue, party in every for other in near[issue]})


def retell(connection: Connection, numbers: Iterable[int]) -> None:
    """Note what is told otherwise of what claims are about, after news of whose text their reports carry."""
    places = stands.places_of(connection, numbers)
    touched.touch_stands(connection, {(one.about, 0) for one in places.values() if one.told})


def _same(one: Place, other: Place) -> bool:
    mine = (one.about, one.waits_for, one.party, one.own)
    return mine == (other.about, other.waits_for, other.party, other.own)


def _places(connection: Connection, numbers: Iterable[int]) -> list[Place]:
    rows = stands.unplaced(connection, numbers)
    frame = frame_of(
        connection, {number for row in rows for number in (row.holder, row.via) if number is not None}
    )
    return [_placed(row, frame) for row in rows]


def frame_of(connection: Connection, people: Iterable[int]) -> Frame:
    """Who speaks for whom among some actors and all whom these act for, by their numbers."""
    relations = stands.acting_for(connection, people)
    kinds = stands.kinds_of(connection, relations)
    # Actors by their numbers, which is all that it takes to see who speaks for whom.
    return Frame(
        {
            str(number): Actor(
                id=str(number),
                name="",
                kind=kinds[number],  # type: ignore[arg-type]
                acts_for=tuple(ActingFor(str(one), earliest, latest) for one, earliest, latest in whom),
            )
            for number, whom in relations.items()
            if number in kinds
        }
    )


def _placed(row: Any, frame: Frame) -> Place:
    date = interval(row.date_earliest, row.date_latest, row.date_basis)
    told = row.type == "event" or row.does in CLAIMED or row.via is not None
    if row.holder is None:
        party, own = None, True
    else:
        party = int(frame.party(str(row.holder), date))
        own = _own(row, str(party), date, frame)
    return Place(
        row.number,
        row.about,
        row.waits_for,
        party,
        own,
        told,
        row.carried,
        date.earliest or Day.min,
        row.does in ("done", "deny"),
    )


def _own(row: Any, party: str, date: DateInterval, frame: Frame) -> bool:
    """Whether the party says so itself; as `Frame.own` has it."""
    if row.via is None:
        return True
    via = str(row.via)
    if via in frame.actors and frame.actors[via].kind == "unnamed":
        return False
    return frame.party(via, date) == party
