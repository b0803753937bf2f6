"""The problem on other days: since when a deadlock has stood."""

from bisect import bisect_left, bisect_right
from collections import Counter, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from copy import copy
from dataclasses import replace
from datetime import date
from functools import cached_property
from itertools import chain
from threading import Lock
from typing import TypeVar

from onrecord.model import Condition, Event, Position
from onrecord.reason.alone import Alone
from onrecord.reason.answers import Answer
from onrecord.reason.changed import Difference, day_after
from onrecord.reason.grouping import group
from onrecord.reason.happened import Happenings, denies
from onrecord.reason.lookup import Lookup
from onrecord.reason.problem import Day, Problem, build, day_of, problem_of
from onrecord.reason.question import Material, Question
from onrecord.reason.reach import blocked_by
from onrecord.reason.stands import days_of, in_force, since

KEPT, TIMELINES_KEPT = 4, 16
"""So many calendars, and timelines of single goals, are kept; what-ifs about several goals come in turn."""


class Calendar:
    """The days on which something changes, and what holds on the last: the same whatever the goal.

    Args:
        material: the records of all dates.
        question: what is asked; its `as_of` is the last day, its goal doesn't matter.

    Attributes:
        grouping: of the records into claims.
        days: on which anything begins or ends to count, or happens.
        turns: those on which something turns in the reading asked for.
        happenings: what happened and what is denied.
        mentioned: the issues that a record up to the last day is about, or names.
        empty: whether there is none up to that day.
    """

    def __init__(self, material: Material, question: Question) -> None:
        self.material, self.question = material, question
        self.grouping = group(material, question)
        self.happenings = Happenings(material, question, self.grouping.opposites)
        self._happened = {since(event.date) for event in material.events}
        self._denied = Counter(days_of(chain.from_iterable(self.happenings.denials.values())))
        self._put_days()
        every = chain[Position | Condition | Event](material.positions, material.conditions, material.events)
        so_far = [one for one in every if (since(one.date) or date.min) <= question.as_of]
        self.empty = not so_far
        self.mentioned = frozenset(issue for one in so_far for issue in _named(one))

    def _put_days(self) -> None:
        self.days = self._ordered(self._happened | self.grouping.days.keys())
        self.turns = self.days
        if self.question.reading == "lenient":
            said = self._denied.keys() | self.grouping.bearing_days.keys()
            self.turns = self._ordered(self._happened | said)

    def after(self, material: Material, question: Question, change: Difference) -> "Calendar | None":
        """The calendar of a few changed records, where what they change can be followed.

        Args:
            material: with the changed records; its events and issues are the same.
            question: the same but for what it leaves out.
            change: the difference that both make to the records that count.
        """
        day = day_after(self.last, question, change, self.lookup, self.members)
        if day is None:
            return None
        found = copy(self)
        for of_former in ("lookup", "members"):
            found.__dict__.pop(of_former, None)
        found.material, found.question, found.grouping, found.last = material, question, day.grouping, day
        named = [one for one in change.new if (since(one.date) or date.min) <= question.as_of]
        found.mentioned = self.mentioned | {issue for one in named for issue in _named(one)}
        found.empty = self.empty and not named
        gone = [one for one in change.gone if isinstance(one, Position) and denies(one, self.question)]
        new = [one for one in change.new if isinstance(one, Position) and denies(one, question)]
        if denied := {one.issue for one in (*gone, *new)}:
            found.happenings = self.happenings.with_denials(denied, {one.id for one in gone}, new)
            found._denied = self._denied - Counter(days_of(gone)) + Counter(days_of(new))
            others = {step: event for step, event in self.last.done.items() if step not in denied}
            found.last = replace(day, done=others | found.happenings.on(question.as_of, denied))
        found._put_days()
        return found

    def _ordered(self, days: Iterable[date | None]) -> list[date]:
        return sorted(day for day in days if day is not None and day <= self.question.as_of)

    @cached_property
    def last(self) -> Day:
        """What holds on the last day."""
        return day_of(self.material, self.grouping, self.question, self.question.as_of, self.happenings)

    @cached_property
    def lookup(self) -> Lookup:
        """Where the records are."""
        return Lookup(self.material)

    @cached_property
    def members(self) -> Mapping[str, Sequence[str]]:
        """The ids of each claim's records, and of those that they restate."""
        found: dict[str, list[str]] = {}
        for id_, claim in self.grouping.claim_of.items():
            found.setdefault(claim, []).append(id_)
        return found

    def label(self, issue: str) -> str:
        """The label of an issue, or its id."""
        known = self.grouping.issues.get(issue)
        return known.label if known is not None else issue


class Timeline:
    """The problem of a goal as it was on each day.

    Args:
        material: the records of all dates.
        question: what is asked; its `as_of` is the last day.

    Attributes:
        answers: what stands in the way, as it was found in time, by how many deadlocks were asked for.
    """

    def __init__(self, material: Material, question: Question) -> None:
        self.material = material
        self.question = question
        self.calendar = calendar_of(material, question)
        self.grouping = self.calendar.grouping
        self.days = self.calendar.days
        self._turns = self.calendar.turns
        self._problems: dict[date, Problem] = {}
        self._alone: dict[frozenset[str], Alone] = {}
        self.answers: dict[int, Answer] = {}

    def problem(self, day: date) -> Problem:
        """The problem of one day; it is that of the last day before on which something turned."""
        first = self._begin(day)
        if first not in self._problems:
            if first == self._begin(self.question.as_of):
                self._problems[first] = problem_of(self.calendar.last, self.question)
            else:
                happenings = self.calendar.happenings
                self._problems[first] = build(self.material, self.grouping, self.question, day, happenings)
        return self._problems[first]

    def _begin(self, day: date) -> date:
        """The first day from which nothing turned up to a day."""
        turned = bisect_right(self._turns, day)
        return self._turns[turned - 1] if turned else date.min

    def stands(self, claims: Set[str], missing: Set[str], day: date, deadline: float = float("inf")) -> bool:
        """Whether these claims and missing steps alone held the goal back on a day."""
        return self._stood_from(claims, missing, day, deadline) is not None

    def _stood_from(self, claims: Set[str], missing: Set[str], day: date, deadline: float) -> date | None:
        """A day from which these surely held the goal back up to another; None where they didn't on that."""
        records_of = self.grouping.records_of
        if not all(any(in_force(one, day) for one in records_of.get(claim, ())) for claim in claims):
            return None
        if not missing:
            own = frozenset(claims)
            if own not in self._alone:
                self._alone[own] = Alone(self.calendar.happenings, self.question, self.grouping, own)
            alone = self._alone[own].holds_back(day, deadline)
            if alone is not None:
                return self._alone[own].begin(day) if alone else None
        problem = self.problem(day)
        there = claims <= problem.claims.keys() and missing <= problem.silent
        return self._begin(day) if there and blocked_by(problem, claims, missing, deadline) else None

    def since(self, claims: Set[str], missing: Set[str], deadline: float = float("inf")) -> date | None:
        """The day from which they have held it back without a break; None where it is unknown.

        It is unknown where a claim is undated and nothing else bounds it, and before the first dated
        record.

        Raises:
            TimeIsUp: the deadline passed.
        """
        problem = self.problem(self.question.as_of)
        starts = [problem.claims[claim].stands_since for claim in claims]
        dated = [day for day in starts if day is not None]
        earliest = max(dated) if dated else None
        first: date | None = None
        place = len(self.days)
        while place:
            day = self.days[place - 1]
            if earliest is not None and day < earliest:
                break
            begin = self._stood_from(claims, missing, day, deadline)
            if begin is None:
                return first
            place = bisect_left(self.days, max(begin, earliest or date.min))
            first = self.days[place]
        if len(dated) < len(starts) and first == (self.days[0] if self.days else None):
            return None
        return first


Kept = TypeVar("Kept", Timeline, Calendar)
_kept: deque[Timeline] = deque(maxlen=TIMELINES_KEPT)
_calendars: deque[Calendar] = deque(maxlen=KEPT)
_lock = Lock()


def calendar_of(material: Material, question: Question) -> Calendar:
    """The calendar of a material; the last few are kept, since many goals are asked of one."""
    asked = replace(question, goal="")
    known = _again(_calendars, material, asked)
    if known is not None:
        return known
    made = Calendar(material, asked)
    with _lock:
        _calendars.append(made)
    return made


def _again(kept: deque[Kept], material: Material, asked: Question) -> Kept | None:
    """What is kept of a question, now the last to go: what-ifs come and go, what they are asked of stays."""
    with _lock:
        for known in kept:
            if known.material is material and known.question == asked:
                kept.remove(known)
                kept.append(known)
                return known
    return None


def follow(former: Calendar, material: Material, question: Question, change: Difference) -> None:
    """Work the calendar of a changed material out from the former one, if that can be, and keep it.

    Args:
        former: of the material as it was.
        material: as it is now.
        question: likewise.
        change: the difference to the records that count.
    """
    asked = replace(question, goal="")
    if _again(_calendars, material, asked) is not None:
        return
    made = former.after(material, asked, change)
    if made is not None:
        with _lock:
            _calendars.append(made)


def timeline_of(material: Material, question: Question) -> Timeline:
    """The timeline of a question; the last few are kept, since several things are asked of one in turn."""
    known = _again(_kept, material, question)
    if known is not None:
        return known
    made = Timeline(material, question)
    with _lock:
        _kept.append(made)
    return made


def _named(record: Position | Condition | Event) -> Iterator[str]:
    """The issues that a record is about, or names."""
    if isinstance(record, Condition):
        yield record.step
        yield record.requirement
    else:
        yield record.issue
    if not isinstance(record, Event):
        yield from record.alternatives
