"""Phase two of a question about a goal: the claims that bear on it, with one issue for each matter.

The records stay as they are. What is put together here is put together for the question alone, and the
answer says which labels were taken for one matter.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import Connection

from onrecord.ledger.charts import Chart, Record, record_from
from onrecord.model import Condition, Event, Position
from onrecord.model.claims import LEAST_SURE
from onrecord.reason import Material
from onrecord.store import claim_joining, goal_rows
from onrecord.store.entries import ClaimEntry, ConditionEntry, PositionEntry


@dataclass(frozen=True, slots=True)
class Known:
    """What is told of a record beside its words.

    Attributes:
        holder: name of the party that holds it, or empty.
        day: the last day on which it can have been said, or None.
        origin: id of the report that it comes from: the one that its own was copied from, if any.
        carriers: the outlets of that report and of its copies.
        event: whether it is an event.
        alleged: whether it is an allegation.
        via: whether it is known only from somebody else's word.
        hypothetical: whether it was put as an example or a question.
        confidence: 0 to 1.
        disputed: whether somebody denies it or tells it differently.
        denied: whether it is what somebody denies.
    """

    holder: str
    day: date | None
    origin: str
    carriers: frozenset[str]
    event: bool
    alleged: bool
    via: bool
    hypothetical: bool
    confidence: float
    disputed: bool
    denied: bool


@dataclass(frozen=True, slots=True)
class Grounds:
    """What is reasoned about, and the chart that leads back to what was reported.

    Attributes:
        chart: what all questions of the ledger share.
        material: positions, conditions and events that bear on a goal, with parties for holders, one issue
            for each matter, and numbers for reports.
        disputed: ids of events among them that somebody denies or tells differently.
        known: what is told of records, by id; read when they are first told.
        words: records with their words, by id; likewise.
    """

    chart: Chart
    material: Material
    disputed: frozenset[str]
    known: dict[str, Known] = field(default_factory=dict, repr=False, compare=False)
    words: dict[str, ClaimEntry] = field(default_factory=dict, repr=False, compare=False)

    @property
    def size(self) -> int:
        """How many records it holds."""
        held = self.material
        return (
            len(held.positions) + len(held.conditions) + len(held.events) + len(self.known) + len(self.words)
        )


def grounds_at(connection: Connection, chart: Chart, matters: frozenset[str]) -> Grounds:
    """Read the claims that bear on a goal.

    Args:
        connection: of a transaction.
        chart: of the ledger as the transaction sees it.
        matters: those whose claims bear on it, as `slicing.closed` gives them.
    """
    numbers = [number for matter in matters for number in chart.numbers[matter]]
    rows = list(goal_rows.said_of(connection, numbers, LEAST_SURE))
    restates = restated_ids(connection, rows)
    records = [record_from(row, chart.ids, chart.matter, chart.alternatives, restates) for row in rows]
    records += [one for matter in matters for one in chart.on.get(matter, ())]
    # What names a goal without holding it back: it is mentioned all the same.
    others = [one for matter in sorted(matters) for one in chart.on_others.get(matter, ())]
    known = {one.id for one in records}
    for one in (*others, *chart.first):
        if one.id not in known:
            known.add(one.id)
            records.append(one)
    events = {row.number: row.id for row in rows if row.type == "event"}
    disputed = goal_rows.disputed(connection, events)
    return Grounds(
        chart=chart,
        material=material_of(chart, matters, records),
        disputed=frozenset(events[number] for number in disputed),
    )


def learn(
    connection: Connection, grounds: Grounds, groups: Iterable[Sequence[str]], shown: int | None = None
) -> None:
    """Read what is told of records, and the words of some, as far as they aren't known yet.

    Args:
        connection: of a transaction.
        grounds: what the records become known to; ids of none stay unknown.
        groups: ids of the records of each claim, in order of time.
        shown: of how many of each claim the words are read: of the first; of all unless given.
    """
    claims = [list(ids) for ids in groups]
    new = {id_ for ids in claims for id_ in ids} - grounds.known.keys()
    facts = list(goal_rows.facts_of(connection, new))
    numbers = [row.number for row in facts]
    disputed, denied = goal_rows.disputed(connection, numbers), goal_rows.denied(connection, numbers)
    copied_from = {row.copied_from for row in facts if row.copied_from}
    outlets = goal_rows.outlets_of(connection, copied_from)
    for row in facts:
        origin = row.copied_from or row.report_id
        outlet = outlets.get(origin, "") if row.copied_from else row.outlet
        grounds.known[row.id] = Known(
            holder=row.name or "",
            day=row.date_latest or row.date_earliest,
            origin=origin,
            carriers=frozenset({*grounds.chart.copied.get(origin, ()), outlet or ""} - {""}),
            event=row.type == "event",
            alleged=row.type == "position" and row.does == "allege",
            via=row.via is not None and (row.type == "event" or not row.own),
            hypothetical=row.type != "event" and bool(row.hypothetical),
            confidence=row.confidence,
            disputed=row.number in disputed,
            denied=row.number in denied,
        )
    there = ([id_ for id_ in ids if id_ in grounds.known][:shown] for ids in claims)
    wanted = {id_ for ids in there for id_ in ids} - grounds.words.keys()
    for entry in claim_joining.claims_by_id(connection, wanted):
        grounds.words[record_of(entry).id] = entry


def restated_ids(connection: Connection, rows: list[Any]) -> Mapping[int, str]:
    """The ids of what bare claims restate, by number."""
    known = {row.number: row.id for row in rows}
    others = {row.restates for row in rows if row.restates} - known.keys()
    return known | {number: id_ for number, (id_, _) in goal_rows.ids_of(connection, others).items()}


def material_of(chart: Chart, matters: frozenset[str], records: list[Record]) -> Material:
    """Records as the reasoner takes them."""
    return Material(
        positions=tuple(one for one in records if isinstance(one, Position)),
        conditions=tuple(one for one in records if isinstance(one, Condition)),
        events=tuple(one for one in records if isinstance(one, Event)),
        issues=tuple(chart.issues[matter] for matter in sorted(matters)),
    )


def record_of(entry: ClaimEntry) -> Record:
    """The record of an entry."""
    if isinstance(entry, PositionEntry):
        return entry.position
    return entry.condition if isinstance(entry, ConditionEntry) else entry.event
