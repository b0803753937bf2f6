"""The problem on other days: since when a deadlock has stood."""

from collections.abc import Set
from datetime import date

from onrecord.model import Condition, Position
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
        days: set[date | None] = {since(event.date) for event in material.events}
        records: tuple[Position | Condition, ...] = (*self.grouping.positions, *self.grouping.conditions)
        for record in records:
            days.update((since(record.date), record.until))
        self.days = sorted(day for day in days if day is not None and day <= question.as_of)

    def problem(self, day: date) -> Problem:
        """The problem of one day."""
        if day not in self._problems:
            self._problems[day] = build(self.material, self.grouping, self.question, day)
        return self._problems[day]

    def stands(self, claims: Set[str], missing: Set[str], day: date, deadline: float = float("inf")) -> bool:
        """Whether these claims and missing steps alone held the goal back on a day."""
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
