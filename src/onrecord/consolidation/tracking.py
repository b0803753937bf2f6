"""What several reports together show, kept up to date: what a report touches is noted, and worked out later.

Nothing is forgotten when a process dies in between: what was noted stands in the ledger.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection

from onrecord.consolidation import copies as copying
from onrecord.consolidation import placing
from onrecord.consolidation import standing as standing_up
from onrecord.consolidation import utterances as speaking
from onrecord.model import Report
from onrecord.store import copies, sides, standing, stands, utterances
from onrecord.store.touched import anything_touched, touch


@dataclass(frozen=True, slots=True)
class Before:
    """What of a report's actors was so before it came or went.

    Attributes:
        acting: whom each actor of the ledger that it mentions acts for, by number.
        ids: the ids of those actors, by number.
    """

    acting: Mapping[int, Any] = field(default_factory=dict)
    ids: Mapping[int, str] = field(default_factory=dict)


def settled(connection: Connection) -> bool:
    """Whether nothing waits to be worked out."""
    return not anything_touched(connection)


def settle(connection: Connection) -> None:
    """Work out utterances, states, changes and conflicts that reports touched."""
    speaking.settle(connection)
    standing_up.settle(connection)


def put(connection: Connection, number: int, report: Report, *, fresh: bool) -> None:
    """Note what a report touches that has just been put in, and find its copies.

    Args:
        connection: of a transaction that writes.
        number: of the report's row.
        report: the report, its metadata as judged.
        fresh: that it is new.
    """
    news = copying.put(connection, number, report, fresh=fresh)
    touch(connection, "claim", stands.claims_of_reports(connection, [number]))
    _note_copies(connection, news | {number})


def take(connection: Connection, number: int) -> None:
    """Note what a report touches that is about to be taken out."""
    own = utterances.of_reports(connection, [number])
    mates = utterances.mates(connection, own) | utterances.linked_to(connection, own)
    touch(connection, "utterance", mates - set(own))
    utterances.take_utterances(connection, own)
    placing.leave(connection, stands.claims_of_reports(connection, [number]))


def bury(connection: Connection, number: int) -> None:
    """Note what the copies of a report touch that went for good."""
    _note_copies(connection, copying.take(connection, number))


def note_actors(connection: Connection, before: Before, after: Before) -> None:
    """Note what actors touch of whom a report changed for whom they act, or their ids.

    Args:
        connection: of a transaction that writes.
        before: how it was.
        after: how it is.
    """
    moved = {
        number
        for number in before.acting.keys() | after.acting.keys()
        if before.acting.get(number, set()) != after.acting.get(number, set())
    }
    if moved:
        touch(connection, "said", utterances.of_speakers(connection, moved))
        everyone = standing.agents_of(connection, moved)
        touch(connection, "claim", stands.claims_of_actors(connection, everyone))
    renamed = {number for number, id_ in after.ids.items() if before.ids.get(number, id_) != id_}
    if renamed:
        touch(connection, "utterance", utterances.of_speakers(connection, renamed))


def state_of(connection: Connection, numbers: Iterable[int]) -> Before:
    """What is so of some of the ledger's actors."""
    every = set(numbers)
    return Before(standing.acting_of(connection, every), standing.ids_of_actors(connection, every))


def touch_all(connection: Connection) -> None:
    """Note everything, to be worked out from nothing."""
    touch(connection, "said", utterances.every_attribution(connection))
    sides.forget_all(connection)
    touch(connection, "claim", stands.every_claim(connection))


def _note_copies(connection: Connection, reports: Iterable[int]) -> None:
    """Note what reports touch of which it is news what they were copied from, and those copied from them."""
    every = set(reports)
    every |= copies.copies_of(connection, every)
    standing_up.carry(connection, every)
    placing.retell(connection, stands.claims_of_reports(connection, every))
    touch(connection, "said", utterances.of_reports(connection, every))
