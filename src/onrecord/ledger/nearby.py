"""Claims that stand near a goal: refusals, conditions, allegations and denials about what is akin to it.

In an archive very much may stand near, and few are shown. What doesn't need all of it is read in order of
time, until the first that are wanted are sure.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from heapq import nsmallest
from itertools import chain
from typing import Any

from sqlalchemy import Connection

from onrecord.ledger.charts import Chart, record_from
from onrecord.model import Condition, Position
from onrecord.model.claims import LEAST_SURE
from onrecord.reason import Question
from onrecord.store import goal_rows
from onrecord.track.days import day_of, in_force
from onrecord.track.frames import CLAIMED

AT_ONCE = 4_000
"""So many claims are read whatever their order; where more stand near, they are read in order of time."""

Key = tuple[str, str, str]
Claim = Position | Condition


@dataclass(slots=True)
class Group:
    """What one party says of one issue in one way, and why that stands near.

    Attributes:
        why: what it shares with the goal or with what the goal waits for.
        records: in order of time.
    """

    why: str
    records: list[Claim] = field(default_factory=list)

    @property
    def start(self) -> tuple[date, str]:
        """Where its first record comes in order of time."""
        return day_of(self.records[0].date), self.records[0].id


def counts_by(question: Question) -> Callable[[Claim], bool]:
    """Whether a position or condition counts on the day asked for."""

    def counts(one: Claim) -> bool:
        return (
            in_force(one, question.as_of)
            and one.id not in question.ignore
            and (question.hypothetical or not one.hypothetical)
            and (question.actors is None or one.holder in question.actors)
        )

    return counts


def groups_near(
    connection: Connection,
    chart: Chart,
    question: Question,
    linked: Mapping[str, str],
    near: Mapping[str, tuple[str, str]],
    own: Iterable[Position],
    most: int,
) -> Iterator[Group]:
    """What could hold back things that stand near, in order of time.

    Args:
        connection: of a transaction.
        chart: of the ledger.
        question: what was asked.
        linked: the goal and what it waits for, the goal first.
        near: what stands near these, as `nearness.near_to` gives it.
        own: the positions on the linked ones, and perhaps on others.
        most: how many groups are wanted, with those that will be left out.
    """
    counts = counts_by(question)
    goal = next(iter(linked))
    found: dict[Key, Group] = {}

    def put(one: Claim) -> None:
        about = one.step if isinstance(one, Condition) else one.issue
        if about in linked:
            if isinstance(one, Condition) or one.act not in CLAIMED:
                return
            why = "about the same"
        elif isinstance(one, Condition) and one.requirement in linked and one.requirement != goal:
            why = f"waits for the same: {chart.labels.get(one.requirement, one.requirement)}"
        elif about in near:
            link, shared = near[about]
            why = f"{shared}: {link}"
        else:
            return
        key = one.holder, about, one.requirement if isinstance(one, Condition) else one.act
        found.setdefault(key, Group(why)).records.append(one)

    terms = {one.id: one for matter in near for one in chart.on.get(matter, ())}
    terms |= {one.id: one for matter in linked for one in chart.on_others.get(matter, ())}
    claimed = (one for one in own if one.issue in linked and one.act in CLAIMED)
    every: Iterable[Position | Condition] = chain(claimed, terms.values())
    for one in sorted((one for one in every if counts(one)), key=_in_time):
        put(one)
    among = {number for matter in near for number in chart.numbers[matter]}
    if sum(chart.claims[matter] for matter in near) <= AT_ONCE:
        rows = goal_rows.refusals_of(connection, among, LEAST_SURE, question.actors)
        for one in _sorted(rows, chart, counts):
            put(one)
    else:
        firsts = _first_keys(connection, chart, question, near.keys(), found.values(), most)
        issues = {number for _, about, _ in firsts for number in chart.numbers[about]}
        rows = goal_rows.refusals_of(connection, issues, LEAST_SURE, {holder for holder, _, _ in firsts})
        for one in _sorted(rows, chart, counts):
            if (one.holder, one.issue, one.act) in firsts:
                put(one)
    yield from nsmallest(most, found.values(), key=lambda group: group.start)


def _first_keys(
    connection: Connection,
    chart: Chart,
    question: Question,
    near: Iterable[str],
    others: Iterable[Group],
    most: int,
) -> set[Key]:
    """Whose positions on issues that stand near come first, read in order of time until that is sure."""
    among, counts = set(near), counts_by(question)
    starts = sorted(group.start[0] for group in others)[:most]
    first: dict[Key, date] = {}

    def take(row: Any) -> None:
        for one in _positions([row], chart):
            if one.issue in among and counts(one):
                key = one.holder, one.issue, one.act
                first[key] = min(day_of(one.date), first.get(key, date.max))

    for row in goal_rows.undated_refusals(connection, LEAST_SURE, question.as_of):
        take(row)
    for read, row in enumerate(goal_rows.refusals_by_day(connection, LEAST_SURE, question.as_of)):
        if read % goal_rows.WALKED == 0:
            days = sorted([*starts, *first.values()])
            begins = row.date_earliest or row.date_latest
            if len(days) >= most and begins is not None and begins > days[most - 1]:
                break
        take(row)
    last = sorted([*starts, *first.values()])[:most][-1:]
    return {key for key, day in first.items() if not last or day <= last[0]}


def _sorted(rows: Iterable[Any], chart: Chart, counts: Callable[[Claim], bool]) -> list[Position]:
    return sorted(filter(counts, _positions(rows, chart)), key=_in_time)


def _positions(rows: Iterable[Any], chart: Chart) -> Iterator[Position]:
    for row in rows:
        one = record_from(row, chart.ids, chart.matter, chart.alternatives, {})
        if isinstance(one, Position):
            yield one


def _in_time(one: Claim) -> tuple[date, str]:
    return day_of(one.date), one.id
