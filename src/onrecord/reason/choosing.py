"""The cheapest unlockings, found from the goal downwards: which steps to reach, and at which to stop.

In an archive hundreds of claims hold each step, and a goal waits for hundreds of steps. Yet what is given up
follows from the steps that are reached: all that refuses these, and the conditions by which they wait for
others. As a rule it is cheapest to reach the goal and nothing else, and then some few more steps in the place
of the conditions on them. So the choices are looked at in the order of what they cost at least: of each step
that is still open, the conditions on it or its own refusals, whichever are fewer (branch and bound: Land and
Doig, An automatic method of solving discrete programming problems, 1960; all that differ from the cheapest,
in order: Lawler, A procedure for computing the K best solutions to discrete optimization problems, 1972).

A circle of the steps reached is broken at each of its conditions in turn. Where conditions have alternatives,
or too many choices cost nearly the same, others have to look (`TooMany`).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from heapq import heappop, heappush
from itertools import count
from time import monotonic

from onrecord.reason.problem import Problem
from onrecord.reason.reach import TimeIsUp, reached
from onrecord.reason.solver import Found
from onrecord.reason.stepwise import TooMany

PATIENCE = 300  # choices looked at before there is any set
PATIENCE_FOR_EACH = 100  # and more of them with each set that is known
SHARED = 60  # parts of what a claim costs, so that it can be shared among the ways in which it holds

Edge = tuple[str, str]
"""A step, and another that it waits for."""


@dataclass(frozen=True, slots=True)
class Holds:
    """Claims that hold a step in one way: that refuse it, or make it wait for another step.

    Attributes:
        cost: of giving up those that do nothing else.
        claims: ids of these.
        several: ids of those that hold in other ways as well.
    """

    cost: int
    claims: tuple[str, ...]
    several: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """Which steps to reach, as far as that is chosen.

    Attributes:
        into: the steps that are reached.
        out: those that are not: conditions on them are given up.
        cut: conditions between steps that are reached, given up since these would wait for each other.
    """

    into: frozenset[str]
    out: frozenset[str]
    cut: frozenset[Edge] = frozenset()


@dataclass(frozen=True, slots=True)
class Weighed:
    """What a choice costs.

    Attributes:
        cost: of what is sure to be given up.
        several: ids of the claims among it that hold in several ways.
        open: the steps not chosen about, each with what it costs to leave it out, and to take it in at least.
    """

    cost: int
    several: frozenset[str]
    open: Mapping[str, tuple[int, int]]

    @property
    def least(self) -> int:
        """What all that it can lead to costs at least."""
        return self.cost + sum(map(min, self.open.values()))


class Choosing:
    """One search for unlockings in one problem, without regard to steps that exclude each other.

    Args:
        problem: what holds steps back.
        costs: of each claim, 1 or more. An offer costs 1.
        deadline: the moment, by the monotonic clock, after which to stop.
    """

    def __init__(self, problem: Problem, costs: Mapping[str, int], deadline: float = float("inf")) -> None:
        self._problem, self._costs, self._deadline = problem, costs, deadline
        self._known: list[Found] = []
        self._own: dict[str, Holds] = {}
        self._waits: dict[str, dict[str, Holds]] = {}
        self._seen: set[Choice] = set()
        self._looked_at = 0
        self._serial = count()
        # What a choice costs at least, when it was put here, the choice, and those that come after it.
        self._queue: list[tuple[int, int, Choice, Iterator[tuple[int, Choice]] | None]] = []
        # Nothing that the goal needs can wait for the goal.
        self._push(0, Choice(frozenset({problem.goal}), frozenset({problem.goal})))

    def level(self, at_most: int) -> list[Found]:
        """The sets of the least cost among those that are left; empty if there are none.

        Args:
            at_most: how many sets to list at most.

        Raises:
            TimeIsUp: the deadline passed.
            TooMany: it can't be told so, or more was looked at than is worth while.
        """
        found: list[Found] = []
        cost = 0
        while self._queue and len(found) < at_most:
            if found and self._queue[0][0] > cost:
                break
            if monotonic() > self._deadline:
                if found:
                    break
                raise TimeIsUp
            least, _, choice, others = heappop(self._queue)
            if others is not None:
                self._push_next(others)
            self._looked_at += 1
            if self._looked_at > PATIENCE + PATIENCE_FOR_EACH * len(self._known):
                raise TooMany
            one = self._follow(least, choice)
            if one is not None and not any(
                known.claims <= one.claims and known.steps <= one.steps for known in self._known
            ):
                cost = least
                found.append(one)
                self._known.append(one)
        return sorted(found, key=lambda one: (sorted(one.claims), sorted(one.steps)))

    def _follow(self, least: int, choice: Choice) -> Found | None:
        """Choose further; what is given up where nothing is open and it costs no more than was thought."""
        weighed = self._weigh(choice)
        if weighed.least > least:
            self._push(weighed.least, choice)
            return None
        sooner = {step: out - into for step, (out, into) in weighed.open.items() if into < out}
        if sooner:
            step = min(sooner, key=lambda one: (-sooner[one], one))
            self._push(least, Choice(choice.into | {step}, choice.out, choice.cut))
            self._push(least + sooner[step], Choice(choice.into, choice.out | {step}, choice.cut))
            return None
        if weighed.open:
            self._push_next(self._differing(least, choice, weighed))
            whole = Choice(choice.into, choice.out.union(weighed.open), choice.cut)
            weighed = self._weigh(whole)
            if weighed.cost > least:
                self._push(weighed.cost, whole)
                return None
            choice = whole
        return self._closed(choice, weighed)

    def _differing(self, least: int, choice: Choice, weighed: Weighed) -> Iterator[tuple[int, Choice]]:
        """The choices that take one of the open steps in, those with the least more to give up first."""
        more = sorted((into - out, step) for step, (out, into) in weighed.open.items())
        for place, (further, step) in enumerate(more):
            before = frozenset(other for _, other in more[:place])
            yield least + further, Choice(choice.into | {step}, choice.out | before, choice.cut)

    def _closed(self, choice: Choice, weighed: Weighed) -> Found | None:
        """What is given up by a choice that leaves nothing open, if no steps wait for each other by it."""
        circle = self._circle(choice, weighed.several)
        if not circle:
            return self._found(choice, weighed.several)
        for edge in circle:
            other = Choice(choice.into, choice.out, choice.cut | {edge})
            if other not in self._seen:
                self._seen.add(other)
                self._push(self._weigh(other).cost, other)
        return None

    def _circle(self, choice: Choice, several: frozenset[str]) -> list[Edge]:
        """Steps that wait for each other, each with the next; empty where there are none."""
        after = {
            step: {
                other
                for other, holds in self._waits_of(step).items()
                if other in choice.into
                and other not in choice.out
                and (step, other) not in choice.cut
                and (holds.claims or not several.issuperset(holds.several))
            }
            for step in choice.into
        }
        while free := [step for step, others in after.items() if not others]:
            for step in free:
                del after[step]
            for others in after.values():
                others.difference_update(free)
        if not after:
            return []
        path = [min(after)]
        while (further := min(after[path[-1]])) not in path:
            path.append(further)
        path = path[path.index(further) :]
        return list(zip(path, [*path[1:], further], strict=True))

    def _weigh(self, choice: Choice) -> Weighed:
        """What a choice costs."""
        given: set[str] = set()
        cost = 0
        left: dict[str, list[Holds]] = {}
        for step in choice.into:
            own = self._own_of(step)
            cost += own.cost
            given.update(own.several)
            for other, holds in self._waits_of(step).items():
                if other in choice.out or (step, other) in choice.cut:
                    cost += holds.cost
                    given.update(holds.several)
                elif other not in choice.into:
                    left.setdefault(other, []).append(holds)
        cost += SHARED * sum(self._costs[one] for one in given)
        opened = {
            step: (
                sum(self._share(holds, given) for holds in every),
                self._share(self._own_of(step), given),
            )
            for step, every in left.items()
        }
        return Weighed(cost, frozenset(given), opened)

    def _share(self, holds: Holds, given: set[str]) -> int:
        """What giving up some holds costs at least, for what a claim costs is shared by its ways to hold."""
        uses = self._problem.uses
        left = (one for one in holds.several if one not in given)
        shares = (SHARED * self._costs[one] // uses.several[one] for one in left)
        return holds.cost + sum(shares)

    def _own_of(self, step: str) -> Holds:
        """What holds a step back, whatever is reached: refusals, and that nobody offers it."""
        if step not in self._own:
            own = self._holds(self._problem.blocks.get(step, ()))
            silent = step in self._problem.silent
            self._own[step] = Holds(own.cost + SHARED * silent, own.claims, own.several)
        return self._own[step]

    def _waits_of(self, step: str) -> dict[str, Holds]:
        """What makes a step wait, by the steps that it waits for and that aren't free."""
        if step not in self._waits:
            by: dict[str, list[str]] = {}
            for wait in self._problem.waits.get(step, ()):
                if len(wait.options) > 1 or wait.options[0].barred_by:
                    raise TooMany
                by.setdefault(wait.options[0].step, []).append(wait.claim)
            self._waits[step] = {
                other: self._holds(claims) for other, claims in by.items() if not self._is_free(other)
            }
        return self._waits[step]

    def _holds(self, claims: tuple[str, ...] | list[str]) -> Holds:
        several = self._problem.uses.several
        alone = tuple(one for one in claims if one not in several)
        others = tuple(one for one in claims if one in several)
        return Holds(SHARED * sum(self._costs[one] for one in alone), alone, others)

    def _is_free(self, step: str) -> bool:
        """Whether a step can be reached with all claims kept."""
        problem = self._problem
        if step in problem.happened:
            return True
        if step in problem.blocks or step in problem.silent:
            return False
        return step in self._free

    @cached_property
    def _free(self) -> frozenset[str]:
        problem = self._problem
        contested = frozenset(step for pair in problem.excludes for step in pair)
        return frozenset(reached(problem, problem.claims.keys(), problem.silent, contested))

    def _found(self, choice: Choice, several: frozenset[str]) -> Found:
        claims = set(several)
        for step in choice.into:
            claims.update(self._own_of(step).claims)
            for other, holds in self._waits_of(step).items():
                if other in choice.out or (step, other) in choice.cut:
                    claims.update(holds.claims)
        return Found(frozenset(claims), choice.into & self._problem.silent)

    def _push(self, least: int, choice: Choice) -> None:
        heappush(self._queue, (least, -next(self._serial), choice, None))

    def _push_next(self, others: Iterator[tuple[int, Choice]]) -> None:
        """Keep the next of some choices; the one after it comes when it is the turn of this."""
        for least, choice in others:
            heappush(self._queue, (least, -next(self._serial), choice, others))
            break
