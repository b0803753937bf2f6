"""Conflicts of parties at an issue, found anew for those whose sides there are not what they were."""

from collections.abc import Mapping
from datetime import date as Day

from sqlalchemy import Connection

from onrecord.consolidation.framing import Issues
from onrecord.consolidation.judged_tracked import JudgedTracked
from onrecord.store import sides, stands
from onrecord.store.sides import KeptSide
from onrecord.track.conflicts import opposition
from onrecord.track.sides import MOST_HEARD, Said, Side, opposed_pairs, stands_against


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
