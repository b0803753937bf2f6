"""The problem on other days: since when a deadlock has stood."""

from bisect import bisect_right
from collections.abc import Iterable, Set
from dataclasses import replace
from datetime import date

from onrecord.reason.alone import Alone, days_of
from onrecord.reason.grouping import group
from onrecord.reason.problem import Problem, build
from onrecord.reason.question import Material, Question
from onrecord.reason.reach import blocked_by
from onrecord.reason.stands import since


class Timeline:
    """The days on which something changes, and the problem as it was on each.

    Args:
        material: the records of all dates.
        question: what is asked; its `as_of` is the last day.
    """

    def __init__(self, material: Material, question: Question) -> None:
        self.material = material
        self.question = question
        self.grouping = group(material, question)
        self._problems: dict[date, Problem] = {}
        self._alone: dict[frozenset[str], Alone] = {}
        happened = {since(event.date) for event in material.events}
        conditions = days_of(self.grouping.conditions)
        self.days = self._ordered(happened | days_of(self.grouping.positions) | conditions)
        self._turns = self.days
        self._denials = tuple(one for one in material.positions if one.act == "deny")
        if question.reading == "lenient":
            bearing = days_of(self.grouping.bearing)
            self._turns = self._ordered(happened | days_of(self._denials) | bearing | conditions)

    def _ordered(self, days: Iterable[date | None]) -> list[date]:
        return sorted(day for day in days if day is not None and day <= self.question.as_of)

    def problem(self, day: date) -> Problem:
        """The problem of one day; it is that of the last day before on which something turned."""
        turned = bisect_right(self._turns, day)
        first = self._turns[turned - 1] if turned else date.min
        if first not in self._problems:
            self._problems[first] = build(self.material, self.grouping, self.question, day)
        return self._problems[first]

    def stands(self, claims: Set[str], missing: Set[str], day: date, deadline: float = float("inf")) -> bool:
        """Whether these claims and missing steps alone held the goal back on a day."""
        if not missing:
            own = frozenset(claims)
            if own not in self._alone:
                told = replace(self.material, positions=self._denials)
                self._alone[own] = Alone(told, self.question, self.grouping, own)
            if self._alone[own].holds_back(day, deadline):
                return True
        problem = self.problem(day)
        there = claims <= problem.claims.keys() and missing <= problem.silent
        return there and blocked_by(problem, claims, missing, deadline)

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
        for day in reversed(self.days):
            if earliest is not None and day < earliest:
                break
            if not self.stands(claims, missing, day, deadline):
                return first
            first = day
        if len(dated) < len(starts) and first == (self.days[0] if self.days else None):
            return None
        return first
