"""What several reports together show, kept up to date: what a report touches is noted, and worked out later.

Nothing is forgotten when a process dies in between: what was noted stands in the ledger.
"""

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field

from sqlalchemy import Connection

from onrecord.consolidation import copies as copying
from onrecord.consolidation import placing, stand_ins
from onrecord.consolidation import standing as standing_up
from onrecord.consolidation import utterances as speaking
from onrecord.store import copies, sides, standing, stands, utterances
from onrecord.store.derived import Part
from onrecord.store.garbage import rarely_collected
from onrecord.store.touched import anything_touched, touch


@dataclass(frozen=True, slots=True)
class Before:
    """What of some of the ledger's actors was so before a report came or went.

    Attributes:
        acting: whom each acts for, and when, by number.
        ids: the ids of those actors, by number.
        kinds: their kinds, by number.
    """

    acting: Mapping[int, Set[standing.Acting]] = field(default_factory=dict)
    ids: Mapping[int, str] = field(default_factory=dict)
    kinds: Mapping[int, str] = field(default_factory=dict)


def settled(connection: Connection) -> bool:
    """Whether nothing waits to be worked out."""
    return not anything_touched(connection)


@rarely_collected()
def settle(connection: Connection) -> None:
    """Work out utterances, states, changes and conflicts that reports touched."""
    bodies = stand_ins.touched_bodies(connection)
    before = state_of(connection, bodies)
    stand_ins.settle(connection, bodies)
    note_actors(connection, before, state_of(connection, bodies))
    speaking.settle(connection)
    standing_up.settle(connection)


def put(connection: Connection, parts: Sequence[Part], *, fresh: bool) -> None:
    """Note what reports touch that have just been put in, and find their copies.

    Args:
        connection: of a transaction that writes.
        parts: the reports.
        fresh: that they are new.
    """
    numbers = {part.number for part in parts}
    news = copying.put(connection, {part.number: part.report for part in parts}, fresh=fresh)
    stand_ins.note_reports(connection, numbers, news=fresh)
    touch(connection, "claim", stands.claims_of_reports(connection, numbers))
    _note_copies(connection, news | numbers)


def take(connection: Connection, number: int) -> None:
    """Note what a report touches that is about to be taken out."""
    stand_ins.note_reports(connection, [number])
    own = utterances.of_reports(connection, [number])
    mates = utterances.mates(connection, own) | utterances.linked_to(connection, own)
    touch(connection, "utterance", mates - set(own))
    utterances.take_utterances(connection, own)
    placing.leave(connection, stands.claims_of_reports(connection, [number]))


def bury(connection: Connection, number: int) -> None:
    """Note what the copies of a report touch that went for good."""
    _note_copies(connection, copying.take(connection, number))


def note_actors(connection: Connection, before: Before, after: Before) -> None:
    """Note what actors touch whose id or kind a report changed, or for whom they act.

    Whom an actor acts for decides whose its claims are, and which statements of others may be its own. For
    the latter one of the two has its links found anew, the one who said less.

    Args:
        connection: of a transaction that writes.
        before: how it was.
        after: how it is.
    """
    every = before.acting.keys() | after.acting.keys()
    acting = {one: (before.acting.get(one, set()), after.acting.get(one, set())) for one in every}
    pairs = {
        (agent, principal)
        for agent, (former, now) in acting.items()
        for principal in {one[0] for one in former} ^ {one[0] for one in now}
    }
    touch(connection, "said", utterances.of_speakers(connection, _quieter(connection, pairs)))
    turned = {number for number, (former, now) in acting.items() if bool(former) != bool(now)}
    turned |= {number for number, id_ in after.ids.items() if before.ids.get(number, id_) != id_}
    touch(connection, "utterance", utterances.with_others(connection, turned))
    moved = {number for number, (former, now) in acting.items() if not _alike(former, now)}
    moved |= {number for number, kind in after.kinds.items() if before.kinds.get(number, kind) != kind}
    if moved:
        everyone = standing.agents_of(connection, moved)
        touch(connection, "claim", stands.claims_of_actors(connection, everyone))


def _quieter(connection: Connection, pairs: Iterable[tuple[int, int]]) -> set[int]:
    """Of each two actors the one who said less."""
    every = set(pairs)
    said = utterances.counts_of(connection, {number for pair in every for number in pair})
    return {min(pair, key=lambda number: (said.get(number, 0), number)) for pair in every}


def _alike(former: Set[standing.Acting], now: Set[standing.Acting]) -> bool:
    """Whether an actor speaks for the same party on every day, whatever is new of whom it acts for."""
    always = [
        {one[0] for one in relations if one[1] is None and one[2] is None} for relations in (former, now)
    ]
    if all(len(whom) > 1 for whom in always):
        return True  # for several at any time, and so for itself
    plain = [
        {one for one in relations if one[0] not in whom or (one[1] is None and one[2] is None)}
        for relations, whom in zip((former, now), always, strict=True)
    ]
    return plain[0] == plain[1]


def state_of(connection: Connection, numbers: Iterable[int]) -> Before:
    """What is so of some of the ledger's actors."""
    every = set(numbers)
    return Before(
        standing.acting_of(connection, every),
        standing.ids_of_actors(connection, every),
        stands.kinds_of(connection, every),
    )


def named(connection: Connection, numbers: Iterable[int]) -> Before:
    """The same but for whom they act for: a report tells of that by itself (`news_of`)."""
    every = set(numbers)
    return Before({}, standing.ids_of_actors(connection, every), stands.kinds_of(connection, every))


def news_of(connection: Connection, reports: Sequence[int]) -> tuple[Before, Before]:
    """Whom actors act for without reports, and with them; only those of whom no other tells the same."""
    told = standing.acting_told_by(connection, reports)
    whole = standing.acting_of(connection, told)
    return Before({number: whole[number] - told[number] for number in told}), Before(whole)


def touch_all(connection: Connection) -> None:
    """Note everything, to be worked out from nothing."""
    stand_ins.note_all(connection)
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
