"""What of a ledger's conditions and refusals counts on a day, put together once for all goals asked about.

A goal of an archive may wait for a thousand steps on which ten thousand conditions are put. What one party
says of one matter in one way stands together here, by the matter, so that a question looks up what it tells.
"""

from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from sqlalchemy import Connection

from onrecord.ledger.charts import Chart
from onrecord.model import Condition, Position
from onrecord.model.claims import LEAST_SURE
from onrecord.reason import Question
from onrecord.store import goal_rows
from onrecord.track.days import day_of, in_force

KEPT = 4
"""So many days, or other ways to ask, are kept of one chart."""


class Said(NamedTuple):
    """A position that could hold something back, as far as questions beside a goal need it.

    Attributes:
        day: from which it surely counts; the first of all days where nothing dates it.
        id: its own.
        holder: id of the party.
        act: what it does.
        until: the day on which it was replaced, or None.
        hypothetical: whether it was put as an example or a question.
    """

    day: date
    id: str
    holder: str
    act: str
    until: date | None
    hypothetical: bool


@dataclass(frozen=True, slots=True)
class Held:
    """What one party says of one matter in one way.

    Attributes:
        start: the day and the id of the first of its records.
        holder: id of the party.
        about: the matter.
        other: what a condition waits for, or the act of a position.
        ids: of the records, in order of time.
    """

    start: tuple[date, str]
    holder: str
    about: str
    other: str
    ids: tuple[str, ...]


def counts(one: Position | Condition, question: Question) -> bool:
    """Whether a position or condition counts on the day asked for."""
    return (
        in_force(one, question.as_of)
        and one.id not in question.ignore
        and (question.hypothetical or not one.hypothetical)
        and (question.actors is None or one.holder in question.actors)
    )


class InForce:
    """What counts on the day of a question, whatever its goal.

    Args:
        chart: of the ledger.
        question: what is asked.

    Attributes:
        on: the conditions on each matter, in the chart's order.
        waits: the same by holder and requirement, in the order of these.
        first: the same, in order of time.
        waited_for: the conditions that wait for each matter, in order of time.
        needs: for each matter what it waits for, with the place in the chart of the last condition that says
            so.
    """

    def __init__(self, chart: Chart, question: Question) -> None:
        self.chart, self.question = chart, question
        self.on: dict[str, list[Condition]] = {}
        for one in chart.conditions:
            if counts(one, question):
                self.on.setdefault(one.step, []).append(one)
        self.waits: dict[str, list[Held]] = {}
        self.first: dict[str, list[Held]] = {}
        self.waited_for: dict[str, list[Held]] = {}
        self.needs: dict[str, dict[str, int]] = {}
        for step, every in self.on.items():
            said = ((one.holder, one.requirement, day_of(one.date), one.id) for one in every)
            self.first[step] = _together(step, said)
            self.waits[step] = sorted(self.first[step], key=lambda one: (one.holder, one.other))
            self.needs[step] = {one.requirement: chart.place[one.id] for one in every}
            for held in self.waits[step]:
                self.waited_for.setdefault(held.other, []).append(held)
        for waiting in self.waited_for.values():
            waiting.sort(key=lambda one: one.start)
        self._refusals: dict[str, list[Held]] = {}

    def refusals(self, connection: Connection, matter: str) -> Sequence[Held]:
        """The positions on a matter that could hold something back, in order of time.

        Args:
            connection: of a transaction that sees what the chart was read from.
            matter: its id.
        """
        if matter not in self._refusals:
            asked = self.question
            said = (
                (one.holder, one.act, one.day, one.id)
                for one in refusals_of(connection, self.chart).get(matter, ())
                if one.day <= asked.as_of
                and (one.until is None or one.until > asked.as_of)
                and one.id not in asked.ignore
                and (asked.hypothetical or not one.hypothetical)
                and (asked.actors is None or one.holder in asked.actors)
            )
            self._refusals[matter] = _together(matter, said)
        return self._refusals[matter]


def in_force_of(chart: Chart, question: Question) -> InForce:
    """What counts on the day of a question; kept with the chart."""
    asked = replace(question, goal="", reading="lenient", disputed=frozenset())
    kept: deque[InForce] = chart.worked_out.setdefault("in force", deque(maxlen=KEPT))
    found = next((one for one in tuple(kept) if one.question == asked), None)
    if found is None:
        found = InForce(chart, asked)
        kept.append(found)
    return found


def refusals_of(connection: Connection, chart: Chart) -> Mapping[str, Sequence[Said]]:
    """All positions of a ledger that could hold something back, by the matter; kept with the chart."""
    found: dict[str, list[Said]] | None = chart.worked_out.get("refusals")
    if found is None:
        found = {}
        for row in goal_rows.every_refusal(connection, LEAST_SURE):
            id_, holder, act, earliest, latest, until, hypothetical, about = row
            said = Said(latest or earliest or date.min, id_, holder, act, until, hypothetical)
            found.setdefault(chart.matter[chart.ids[about]], []).append(said)
        chart.worked_out["refusals"] = found
    return found


def _together(about: str, said: Iterable[tuple[str, str, date, str]]) -> list[Held]:
    """What was said by holder and by what it says, all in order of time."""
    groups: dict[tuple[str, str], list[tuple[date, str]]] = {}
    for holder, other, day, id_ in said:
        groups.setdefault((holder, other), []).append((day, id_))
    found = []
    for (holder, other), records in groups.items():
        records.sort()
        found.append(Held(records[0], holder, about, other, tuple(id_ for _, id_ in records)))
    return sorted(found, key=lambda one: one.start)
