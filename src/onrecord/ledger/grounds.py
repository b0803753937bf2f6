"""Phase two of a question about a goal: the claims that bear on it, with one issue for each matter.

The records stay as they are. What is put together here is put together for the question alone, and the
answer says which labels were taken for one matter.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection

from onrecord.ledger.charts import LEAST, Chart, Record, record_from
from onrecord.model import Condition, Event, Position
from onrecord.reason import Material
from onrecord.store import claim_joining, goal_rows
from onrecord.store.entries import ClaimEntry, ConditionEntry, PositionEntry


@dataclass(frozen=True, slots=True)
class Known:
    """A claim with its words, and what is told beside it.

    Attributes:
        entry: the record as the ledger has it.
        holder: name of the party that holds it, or empty.
        origin: id of the report that it comes from: the one that its own was copied from, if any.
        carriers: the outlets of that report and of its copies.
        disputed: whether somebody denies it or tells it differently.
        denied: whether it is what somebody denies.
    """

    entry: ClaimEntry
    holder: str
    origin: str
    carriers: frozenset[str]
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
        known: the claims that were told so far, by id; read when they are first told.
    """

    chart: Chart
    material: Material
    disputed: frozenset[str]
    known: dict[str, Known] = field(default_factory=dict, repr=False, compare=False)

    @property
    def size(self) -> int:
        """How many records it holds."""
        held = self.material
        return len(held.positions) + len(held.conditions) + len(held.events) + len(self.known)


def grounds_at(connection: Connection, chart: Chart, matters: frozenset[str]) -> Grounds:
    """Read the claims that bear on a goal.

    Args:
        connection: of a transaction.
        chart: of the ledger as the transaction sees it.
        matters: those whose claims bear on it, as `slicing.closed` gives them.
    """
    numbers = [number for matter in matters for number in chart.numbers[matter]]
    rows = list(goal_rows.said_of(connection, numbers, LEAST))
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


def learn(connection: Connection, grounds: Grounds, ids: Iterable[str]) -> None:
    """Read claims with their words, those that aren't known yet.

    Args:
        connection: of a transaction.
        grounds: what the claims become known to; ids of none stay unknown.
        ids: of records.
    """
    new = set(ids) - grounds.known.keys()
    if not new:
        return
    entries = list(claim_joining.claims_by_id(connection, new))
    holders = goal_rows.holders_of(connection, new)
    numbers = [number for number, _ in holders.values()]
    disputed, denied = goal_rows.disputed(connection, numbers), goal_rows.denied(connection, numbers)
    origins = {one.report.copied_from or one.report.id for one in entries}
    outlets = goal_rows.outlets_of(connection, origins)
    for entry in entries:
        record = record_of(entry)
        number, holder = holders[record.id]
        origin = entry.report.copied_from or entry.report.id
        carriers = grounds.chart.copied.get(origin, set()) | {outlets.get(origin, "")}
        grounds.known[record.id] = Known(
            entry, holder, origin, frozenset(carriers - {""}), number in disputed, number in denied
        )


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


def ids_in(material: Material) -> set[str]:
    """The ids of all records."""
    records: tuple[Record, ...] = (*material.positions, *material.conditions, *material.events)
    return {one.id for one in records}


def record_of(entry: ClaimEntry) -> Record:
    """The record of an entry."""
    if isinstance(entry, PositionEntry):
        return entry.position
    return entry.condition if isinstance(entry, ConditionEntry) else entry.event
