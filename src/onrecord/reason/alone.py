"""Some claims alone on other days: whether they hold the goal back, without all that is said beside them.

They do by themselves wherever they do here, and where the goal isn't blocked here, it isn't by them at all.
Only where it is and yet some claim doesn't bear on it, all records have to be asked: whether a claim bears on
the goal can depend on conditions of others.
"""

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from datetime import date
from typing import Self, TypeVar

from onrecord.model import Condition, Event, Issue, Position
from onrecord.reason.grouping import Grouping
from onrecord.reason.happened import Happenings
from onrecord.reason.problem import ALTERNATIVE_TO, day_of, problem_of
from onrecord.reason.question import Material, Question
from onrecord.reason.reach import blocked_by
from onrecord.reason.stands import days_of, since


@dataclass(frozen=True, slots=True)
class Told:
    """The denials and events of all dates, by what they are about: of other records nothing more is asked.

    Attributes:
        denials: by the issue that they are about.
        events: likewise.
        issues: by id.
        instead: the issues that tell by their labels what would do instead of others.
    """

    denials: Mapping[str, Sequence[Position]]
    events: Mapping[str, Sequence[Event]]
    issues: Mapping[str, Issue]
    instead: Sequence[Issue]

    @classmethod
    def of(cls, denials: Iterable[Position], events: Iterable[Event], issues: Iterable[Issue]) -> Self:
        """Put them in order."""
        every = {one.id: one for one in issues}
        instead = tuple(one for one in every.values() if one.label.casefold().startswith(ALTERNATIVE_TO))
        return cls(_by_issue(denials), _by_issue(events), every, instead)

    def with_denials(self, issues: Set[str], new: Sequence[Position]) -> Self:
        """The same with new denials on some issues, each in the place that it had before, if it had one."""
        denials = dict(self.denials)
        for issue in issues:
            now = {one.id: one for one in new if one.act == "deny" and one.issue == issue}
            denials[issue] = [now.pop(one.id, one) for one in denials.get(issue, ())] + list(now.values())
        return replace(self, denials=denials)

    def about(self, steps: Set[str]) -> Material:
        """What is told of some steps."""
        named = {step: self.issues[step] for step in sorted(steps) if step in self.issues}
        return Material(
            positions=tuple(one for step in sorted(steps) for one in self.denials.get(step, ())),
            events=tuple(one for step in sorted(steps) for one in self.events.get(step, ())),
            issues=(*named.values(), *(one for one in self.instead if one.id not in named)),
        )


class Alone:
    """What is said by some claims and of their steps, and nothing else.

    Args:
        told: the denials and events of all dates.
        question: what is asked.
        grouping: of all records.
        claims: ids of the claims.
    """

    def __init__(self, told: Told, question: Question, grouping: Grouping, claims: Set[str]) -> None:
        self.claims = claims
        self.question = replace(question, reading="lenient")  # who offers what bears on silence alone
        every = [record for claim in sorted(claims) for record in grouping.records_of.get(claim, ())]
        conditions = tuple(one for one in every if isinstance(one, Condition))
        waiting = {one.holder for one in conditions}  # what would do instead is theirs to say
        naming = (one for one in grouping.naming if one.holder in waiting)
        said = {one.id: one for one in (*naming, *every) if isinstance(one, Position)}
        positions = tuple(said.values())
        steps = {question.goal} | _steps(positions, conditions, grouping)
        steps |= {other for step in steps for other in grouping.opposites.get(step, ())}
        self.grouping = replace(
            grouping, positions=positions, conditions=conditions, bearing=positions, naming=()
        )
        self.material = told.about(steps)
        self.happenings = Happenings(self.material, self.question)
        happened = {since(event.date) for event in self.material.events}
        days = days_of(self.material.positions) | days_of(positions) | days_of(conditions)
        self._turns = sorted(day for day in happened | days if day is not None)
        self._found: dict[int, bool | None] = {}  # by the number of days so far on which something turned

    def holds_back(self, day: date, deadline: float) -> bool | None:
        """Whether the claims held the goal back on a day; None where that can't be told from them alone.

        Raises:
            TimeIsUp: the deadline passed.
        """
        turned = bisect_right(self._turns, day)
        if turned not in self._found:
            there = day_of(self.material, self.grouping, self.question, day, self.happenings)
            problem = problem_of(there, self.question)
            blocked = blocked_by(problem, self.claims, frozenset(), deadline)
            self._found[turned] = None if blocked and not self.claims <= problem.claims.keys() else blocked
        return self._found[turned]

    def begin(self, day: date) -> date:
        """The first day from which nothing turned for these claims up to a day."""
        turned = bisect_right(self._turns, day)
        return self._turns[turned - 1] if turned else date.min


Record = TypeVar("Record", Position, Event)


def _by_issue(records: Iterable[Record]) -> dict[str, list[Record]]:
    found: dict[str, list[Record]] = {}
    for one in records:
        found.setdefault(one.issue, []).append(one)
    return found


def _steps(
    positions: tuple[Position, ...], conditions: tuple[Condition, ...], grouping: Grouping
) -> set[str]:
    """The steps that some records name or hold back."""
    found: set[str] = set()
    for position in positions:
        found.update((position.issue, *position.alternatives), grouping.blocks.get(position.id, ()))
    for condition in conditions:
        found.update((condition.step, condition.requirement, *condition.alternatives))
    return found
