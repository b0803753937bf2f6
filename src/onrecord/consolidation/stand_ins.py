"""Which bodies stand for others, and for whom those speak who act for them, where reports touch it.

What a body stands for depends on what all reports tell of those who act for it
(`onrecord.resolve.stand_ins`), so a report touches the bodies that its people act for by any report, and no
others.
"""

from collections.abc import Collection, Iterable

from sqlalchemy import Connection

from onrecord.consolidation.placing import frame_of
from onrecord.model import DateInterval
from onrecord.resolve.stand_ins import Told, is_land, stand_in
from onrecord.store import stand_ins, standing, stands
from onrecord.store.rows import batches
from onrecord.store.touched import forget_touched, touch, touched_of
from onrecord.text.countries import country_of


def note(connection: Connection, numbers: Iterable[int]) -> None:
    """Note that it has to be worked out anew for whom some of the ledger's actors act or stand."""
    touch(connection, "acting", numbers)


def note_reports(connection: Connection, numbers: Collection[int], *, news: bool = False) -> None:
    """Note what reports touch that have been put in, or are about to go.

    Args:
        connection: of a transaction that writes.
        numbers: of the reports' rows.
        news: leave out what other reports tell in the same words: it changes nothing when it comes. When it
            goes it may, for a row that says what a body stands for goes with the report that it names.
    """
    told = stand_ins.told_by(connection, numbers) if news else stand_ins.of_reports(connection, numbers)
    # A people's name makes a land of a place, whoever acts for it; lands that are known are so anyway.
    lands = {
        actor
        for actor, name, aliases in stand_ins.places(connection, reports=numbers)
        if country_of(name) is None and is_land(name, aliases)
    }
    if news and lands:
        lands &= stand_ins.states_named_by(connection, numbers)
    note(connection, told | lands)


def note_all(connection: Connection) -> None:
    """Note everything, to be worked out from nothing."""
    note(connection, stand_ins.every_principal(connection))


def touched_bodies(connection: Connection) -> set[int]:
    """The bodies that may stand for others than before, by number."""
    touched = set(touched_of(connection, "acting"))
    near = touched | stand_ins.agents_of(connection, _lands(connection, _unknown(connection, touched)))
    return _unknown(connection, near | stand_ins.principals_of(connection, near))


def _unknown(connection: Connection, numbers: Collection[int]) -> set[int]:
    """The bodies among some actors whose names are no country's: a country stands for nothing else."""
    found = stand_ins.bodies_among(connection, numbers)
    return {body for body, name in found.items() if country_of(name) is None}


def _lands(connection: Connection, bodies: Collection[int]) -> set[int]:
    """The states with a people among some bodies."""
    found = stand_ins.places(connection, bodies=bodies)
    return {actor for actor, name, aliases in found if is_land(name, aliases)}


def settle(connection: Connection, bodies: Collection[int]) -> None:
    """Work out anew what was touched, and note the claims of those who stand otherwise than before.

    Args:
        connection: of a transaction that writes.
        bodies: those that were touched.
    """
    numbers = touched_of(connection, "acting")
    changed: set[int] = set()
    for some in batches(sorted(bodies)):
        changed |= _settle(connection, some)
    agents = standing.agents_of(connection, changed) if changed else set()
    moved = agents | _misplaced(connection, set(numbers) - agents)
    if moved:
        touch(connection, "claim", stands.claims_of_actors(connection, moved))
    forget_touched(connection, "acting", numbers)


def _settle(connection: Connection, bodies: list[int]) -> set[int]:
    """Work out what some bodies stand for; which of them stand for another than before."""
    before = stand_ins.stand_ins(connection, bodies)
    found: dict[int, tuple[int, int] | None] = {}
    acting_for = stand_ins.told_of(connection, bodies)
    principals = {one.principal for acting in acting_for.values() for one in acting}
    lands = _lands(connection, principals)
    for body, acting in acting_for.items():
        told = [
            Told(one.agent, one.principal, one.name, one.kind, one.aliases, one.offices) for one in acting
        ]
        other = stand_in(body, told, lands)
        if other is not None:
            found[body] = (other, min(one.member for one in acting if one.principal == other))
    now = {body: other[0] for body, other in found.items() if other is not None}
    changed = {body for body in before.keys() | now.keys() if before.get(body) != now.get(body)}
    stand_ins.put(connection, {body: found.get(body) for body in changed})
    return changed


def _misplaced(connection: Connection, people: set[int]) -> set[int]:
    """Those of some people, with all who act for them, whose claims stand for another than they speak for."""
    relations = standing.acting_of(connection, people)
    near = {number for number, whom in relations.items() if len(whom) > 1}
    # For a seat, and all who speak for it, its state may be news: "the Grey House, the seat of ...".
    if bodies := stand_ins.bodies_among(connection, relations):
        near |= standing.agents_of(connection, bodies)
    placed = stand_ins.parties_placed(connection, near)
    frame = frame_of(connection, placed)
    always = DateInterval(None, None, "unknown")
    wrong = {
        number for number, parties in placed.items() if parties != {int(frame.party(str(number), always))}
    }
    return standing.agents_of(connection, wrong) if wrong else set()
