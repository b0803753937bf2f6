"""What of a ledger's conditions and refusals counts on a day, put together once for all goals asked about.

A goal of an archive may wait for a thousand steps on which ten thousand conditions are put. What one party
says of one matter in one way stands together here, by the matter, so that a question looks up what it tells.
"""

from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import NamedTuple

from sqlalchemy import Connection

from onrecord.ledger.charts import Chart
from onrecord.model import Condition, Position
from onrecord.model.claims import LEAST_SURE
from onrecord.reason import Question
from onrecord.store import goal_rows
from onrecord.track.days import day_of, in_force
from onrecord.track.frames import CLAIMED

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
    """What counts on the day of a question, whatever its goal; put in order when it is first asked for.

    Args:
        chart: of the ledger.
        question: what is asked.
        wider: what counts where less is left out, if that is known.
    """

    def __init__(self, chart: Chart, question: Question, wider: "InForce | None" = None) -> None:
        self.chart, self.question, self._wider = chart, question, wider
        self._refusals: dict[str, list[Held]] = {}

    @cached_property
    def on(self) -> Mapping[str, Sequence[Condition]]:
        """The conditions on each matter, in the chart's order."""
        if self._wider is None:
            return _by_step(one for one in self.chart.conditions if counts(one, self.question))
        place, every = self.chart.place, self.chart.conditions
        left = {every[place[id_]].step for id_ in self.question.ignore if id_ in place}
        others = {step: own for step, own in self._wider.on.items() if step not in left}
        kept = (one for step in left for one in self._wider.on.get(step, ()) if counts(one, self.question))
        return others | _by_step(kept)

    @cached_property
    def after(self) -> Mapping[str, Sequence[str]]:
        """What each matter waits for, or would with an alternative, in the order in which that was said."""
        if self._wider is None:
            return {step: _needed(own) for step, own in self.on.items()}
        kept, wider = self._wider.after, self._wider.on
        return {step: kept[step] if own is wider.get(step) else _needed(own) for step, own in self.on.items()}

    @cached_property
    def first(self) -> Mapping[str, Sequence[Held]]:
        """The same by holder and requirement, in order of time."""
        return {
            step: _together(step, ((one.holder, one.requirement, day_of(one.date), one.id) for one in every))
            for step, every in self.on.items()
        }

    @cached_property
    def waits(self) -> Mapping[str, Sequence[Held]]:
        """The same, in the order of holders and requirements."""
        return {
            step: sorted(own, key=lambda one: (one.holder, one.other)) for step, own in self.first.items()
        }

    @cached_property
    def waited_for(self) -> Mapping[str, Sequence[Held]]:
        """The conditions that wait for each matter, in order of time."""
        found: dict[str, list[Held]] = {}
        for every in self.waits.values():
            for held in every:
                found.setdefault(held.other, []).append(held)
        return {matter: sorted(waiting, key=lambda one: one.start) for matter, waiting in found.items()}

    @cached_property
    def needs(self) -> Mapping[str, Mapping[str, int]]:
        """For each matter what it waits for, with the place in the chart of the last that says so."""
        place = self.chart.place
        return {step: {one.requirement: place[one.id] for one in every} for step, every in self.on.items()}

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
    """What counts on the day of a question; kept with the chart, apart from what a what-if leaves of it."""
    asked = replace(question, goal="", reading="lenient", disputed=frozenset())
    plain = replace(asked, ignore=chart.ignored)
    kept: deque[InForce] = chart.worked_out.setdefault("in force", deque(maxlen=KEPT))
    wider = next((one for one in tuple(kept) if one.question == plain), None)
    if asked == plain and wider is not None:
        return wider
    if wider is not None and asked.ignore > chart.ignored:
        kept = chart.worked_out.setdefault("in force after a change", deque(maxlen=KEPT))
    else:
        wider = None
    found = next((one for one in tuple(kept) if one.question == asked), None)
    if found is None:
        found = InForce(chart, asked, wider)
        kept.append(found)
    return found


def _needed(conditions: Iterable[Condition]) -> tuple[str, ...]:
    """What some conditions wait for, each once."""
    return tuple(dict.fromkeys(other for one in conditions for other in (one.requirement, *one.alternatives)))


def _by_step(conditions: Iterable[Condition]) -> dict[str, list[Condition]]:
    """Conditions by the matters that they are put on."""
    found: dict[str, list[Condition]] = {}
    for one in conditions:
        found.setdefault(one.step, []).append(one)
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


def know_refusals(chart: Chart, positions: Iterable[Position]) -> None:
    """Keep with a chart what `refusals_of` gives, where all positions of its ledger are read already."""
    found: dict[str, list[Said]] = {}
    for one in positions:
        if one.polarity == "against" or one.act in CLAIMED:
            said = Said(day_of(one.date), one.id, one.holder, one.act, one.until, one.hypothetical)
            found.setdefault(one.issue, []).append(said)
    chart.worked_out["refusals"] = found


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
