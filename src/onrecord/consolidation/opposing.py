"""What is so at an issue as a whole: sides that are opposed, what is told otherwise, what has been done."""

from collections.abc import Iterable, Mapping
from datetime import date as Day

from sqlalchemy import Connection

from onrecord.consolidation.framing import Issues
from onrecord.consolidation.judged_tracked import JudgedTracked
from onrecord.model import Event, Position
from onrecord.model.claims import LEAST_SURE
from onrecord.store import sides, standing, stands
from onrecord.store.rows import batches
from onrecord.store.sides import KeptSide
from onrecord.store.standing import Done
from onrecord.track.conflicts import opposition, told_otherwise
from onrecord.track.days import order
from onrecord.track.frames import Frame
from onrecord.track.settled import with_met
from onrecord.track.sides import MOST_HEARD, Said, Side, opposed_pairs, stands_against

AT_ONCE = 100  # issues whose statements are read together


def oppose(
    connection: Connection, issue: int, news: Mapping[int, Day], known: Issues, judged: JudgedTracked
) -> None:
    """Find the conflicts of some parties with others on an issue anew.

    Args:
        connection: of a transaction that writes.
        issue: its number.
        news: numbers of those whose sides are not what they were, each with the day from which on.
        known: what gives frames.
        judged: what people decided on conflicts.
    """
    loud, heard = sides.loudest(connection, issue, MOST_HEARD), sides.heard_at(connection, issue)
    turned = dict.fromkeys(loud.keys() ^ heard, Day.min)
    sides.put_heard(connection, issue, {party: party in loud for party in turned})
    again = {**news, **turned}
    if not again:
        return
    since = min(again.values())
    sides.take_opposed(connection, issue, again, since)
    again = {party: day for party, day in again.items() if party in loud}
    kept = sides.sides_at(connection, issue, loud, since) if again else []
    pairs = opposed_pairs((_side(one) for one in kept), {str(party): since for party in again})
    found = [((int(first), int(second)), whose) for (first, second), whose in pairs]
    if not found:
        return
    frame = known.frame(known.around(issue))
    loaded = stands.rows_of(connection, {number for two, _ in found for number in two})
    known.load(number for row in loaded for number in (row.about, row.waits_for) if number is not None)
    records = {row.number: stands.statement_of(row, known.ids) for row in loaded}
    rows = []
    for two, (one_party, other_party) in found:
        members = [records[number] for number in two]
        if not stands_against(known.ids[issue], members, frame):
            continue
        numbers = {one.id: number for one, number in zip(members, two, strict=True)}
        dated = [day for one in members if (day := one.date.latest or one.date.earliest)]
        for one in judged.conflicts([opposition(known.ids[issue], members)]):
            both = int(one_party), int(other_party)
            rows.append(sides.conflict_row(one, issue, numbers, max(dated, default=None), both))
    sides.put_conflicts(connection, rows)


def _side(one: KeptSide) -> Side:
    """A side as the tracking takes it; parties and claims by their numbers."""
    said = tuple(Said(day, str(number), plain) for day, number, plain in one.said)
    return Side(str(one.party), one.polarity, said, one.until, one.statements)  # type: ignore[arg-type]


def tell(connection: Connection, issues: Iterable[int], known: Issues, judged: JudgedTracked) -> None:
    """Find what is told otherwise at some issues anew: denials, events that reports tell differently."""
    for some in batches(sorted(issues), AT_ONCE):
        around = {issue: known.around(issue) for issue in some}
        every = {near for nears in around.values() for near in nears}
        loaded = standing.load_told(connection, every, known.ids, known.actors)
        records: dict[str, list[Position | Event]] = {}
        told: list[Position | Event] = [*loaded.positions.values(), *loaded.events.values()]
        for one in told:
            if one.confidence >= LEAST_SURE and not (isinstance(one, Position) and one.hypothetical):
                records.setdefault(one.issue, []).append(one)
        for issue in some:
            frame = known.frame(around[issue], known.actors)
            group = [one for id_ in frame.matter(known.ids[issue]) for one in records.get(id_, ())]
            group.sort(key=order)
            found = told_otherwise(known.ids[issue], group, frame, loaded.outlets, loaded.originals)
            days = {one.id: one.date.latest or one.date.earliest for one in group}
            rows = []
            for conflict in judged.conflicts(found):
                dated = [day for id_ in conflict.members if (day := days[id_])]
                rows.append(sides.conflict_row(conflict, issue, loaded.numbers, max(dated, default=None)))
            sides.take_told(connection, issue)
            sides.put_conflicts(connection, rows)
            _meet(connection, issue, known.done(around[issue]), known.frame(around[issue]), known)


def _meet(connection: Connection, issue: int, done: Done, frame: Frame, known: Issues) -> None:
    """See until when the positions on an issue held, by what the reports say has been done since."""
    positions = standing.load_wanted(connection, issue, known.ids[issue], anything=bool(done.events))
    if positions:
        met = with_met(positions.records, done.events, frame, done.denied)
        standing.put_until(connection, {one.id: one.until for one in met}, positions)
