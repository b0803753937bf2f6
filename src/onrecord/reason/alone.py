"""Some claims alone on other days: whether they hold the goal back, without all that is said beside them.

They do by themselves wherever they do here, and where the goal isn't blocked here, it isn't by them at all.
Only where it is and yet some claim doesn't bear on it, all records have to be asked: whether a claim bears on
the goal can depend on conditions of others.
"""

from bisect import bisect_right
from collections.abc import Hashable, Iterable, Iterator, Sequence, Set
from dataclasses import replace
from datetime import date

from onrecord.model import Condition, Position
from onrecord.reason.grouping import Grouping
from onrecord.reason.happened import Happenings
from onrecord.reason.problem import day_with, problem_of, stands_for
from onrecord.reason.question import Question
from onrecord.reason.reach import blocked_by
from onrecord.reason.stands import in_force, since

Record = Position | Condition


class Alone:
    """What is said by some claims and of their steps, and nothing else.

    Args:
        happenings: what happened and what is denied.
        question: what is asked.
        grouping: of all records.
        claims: ids of the claims.

    Attributes:
        positions: those looked at.
        turns: the days on which something turned for the claims.
    """

    def __init__(
        self, happenings: Happenings, question: Question, grouping: Grouping, claims: Set[str]
    ) -> None:
        self.claims, self._grouping, self._happenings = claims, grouping, happenings
        self._question = replace(question, reading="lenient")  # who offers what bears on silence alone
        every = [record for claim in sorted(claims) for record in grouping.records_of.get(claim, ())]
        self._conditions = [one for one in every if isinstance(one, Condition)]
        waiting = {one.holder for one in self._conditions}  # what would do instead is theirs to say
        naming = (one for one in (grouping.naming if waiting else ()) if one.holder in waiting)
        said = {one.id: one for one in (*naming, *every) if isinstance(one, Position)}
        self.positions: Sequence[Position] = tuple(said.values())
        self._steps = {question.goal} | _steps(self.positions, self._conditions, grouping)
        days = {*happenings.days(self._steps), *self._days()}
        self.turns = sorted(day for day in days if day is not None)
        self._found: dict[int, bool | None] = {}  # by the number of days so far on which something turned

    def holds_back(self, day: date, deadline: float) -> bool | None:
        """Whether the claims held the goal back on a day; None where that can't be told from them alone.

        Raises:
            TimeIsUp: the deadline passed.
        """
        turned = bisect_right(self.turns, day)
        if turned not in self._found:
            positions = [one for one in self.positions if in_force(one, day)]
            conditions = [one for one in self._conditions if in_force(one, day)]
            done = self._happenings.on(day, self._steps)
            there = day_with(positions, conditions, self._grouping, self._question, done)
            problem = problem_of(there, self._question)
            blocked = blocked_by(problem, self.claims, frozenset(), deadline)
            self._found[turned] = None if blocked and not self.claims <= problem.claims.keys() else blocked
        return self._found[turned]

    def begin(self, day: date) -> date:
        """The first day from which nothing turned for these claims up to a day."""
        turned = bisect_right(self.turns, day)
        return self.turns[turned - 1] if turned else date.min

    def _days(self) -> Iterator[date]:
        """The days from which something is said, and those from which it no longer is.

        What is said again while it holds anyhow makes no difference on that day.
        """
        alike: dict[Hashable, list[Record]] = {}
        for one in self.positions:
            steps, claim = self._grouping.blocks.get(one.id), self._grouping.claim_of.get(one.id)
            key = (one.holder, one.issue, stands_for(one), one.alternatives, steps, claim)
            alike.setdefault(key, []).append(one)
        for term in self._conditions:
            claim, needs = self._grouping.claim_of.get(term.id), (term.requirement, *term.alternatives)
            alike.setdefault((term.holder, term.step, needs, claim), []).append(term)
        for records in alike.values():
            until = date.min
            for start, end in sorted((since(one.date) or date.min, one.until or date.max) for one in records):
                if start > until:
                    yield until
                    yield start
                until = max(until, end)
            yield until


def _steps(positions: Iterable[Position], conditions: Iterable[Condition], grouping: Grouping) -> set[str]:
    """The steps that some records name or hold back."""
    found: set[str] = set()
    for position in positions:
        found.update((position.issue, *position.alternatives), grouping.blocks.get(position.id, ()))
    for condition in conditions:
        found.update((condition.step, condition.requirement, *condition.alternatives))
    return found
