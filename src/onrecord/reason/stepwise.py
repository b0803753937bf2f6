"""The cheapest unlockings, found by giving up what holds one more step back at a time.

What is given up for a step depends on the steps reached before it alone. So an unlocking is a way from what
nothing holds back to the goal, and the ways are looked at in the order of what they have cost and of what is
sure to be still to pay (A*: Hart, Nilsson and Raphael, A formal basis for the heuristic determination of
minimum cost paths, 1968). The latter is read from a table of what the steps nearest to the goal cost at
least, as if all others were reached (Culberson and Schaeffer, Pattern databases, 1998). A way doesn't pay for
a step that was paid for in its stead unless the step has become cheaper since: so no set is met twice (sleep
sets: Godefroid, Partial-order methods for the verification of concurrent systems, 1996).

With many claims on each step this is far faster than the solver (`bench/reason_speed.py`, "dense"); with few
it meets too many ways, and says so (`TooMany`).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from heapq import heappop, heappush
from itertools import chain, count
from time import monotonic

from onrecord.reason.problem import Problem
from onrecord.reason.reach import TimeIsUp
from onrecord.reason.solver import Found

NEAREST = 9  # steps whose least cost is written down, for every part of them
PATIENCE = 50  # ways looked at before there is any set
PATIENCE_FOR_EACH = 100  # and more of them with each set that is known


class TooMany(Exception):
    """There are more ways than can be looked at; caught within this package, never shown."""


@dataclass(frozen=True, slots=True)
class Hold:
    """One claim's hold on a step, or nobody's offer of it.

    Attributes:
        step: number of the step.
        until: the steps of which one is enough, as bits; none where nothing but giving up helps.
        cost: of giving it up.
        name: id of the claim; that of the step where it is held back by silence.
        silence: whether it is.
    """

    step: int
    until: int
    cost: int
    name: str
    silence: bool = False


@dataclass(frozen=True, slots=True)
class Progress:
    """Where a way has come to.

    Attributes:
        reached: the steps reached, as bits.
        loose: the holds that no longer hold, as bits.
        given_up: those of them that were given up.
        cost: of giving these up.
        prices: what each step costs now.
        branches: the steps to pay for next, each after what the whole way will cost at least.
        tried: the steps that aren't paid for here, as bits: a way that was followed before pays for them.
    """

    reached: int
    loose: int
    given_up: int
    cost: int
    prices: list[int]
    branches: list[tuple[int, int]]
    tried: int


def suits(problem: Problem) -> bool:
    """Whether it can be looked at step by step.

    It can where no two steps exclude each other, nothing is kept out as an alternative, and each claim has at
    most one hold on each step.
    """
    if problem.excludes:
        return False
    for step in problem.blocks.keys() | problem.waits.keys():
        waits = problem.waits.get(step, ())
        own = [*problem.blocks.get(step, ()), *(wait.claim for wait in waits)]
        if len(set(own)) < len(own) or any(option.barred_by for wait in waits for option in wait.options):
            return False
    return True


class StepByStep:
    """One search for unlockings in one problem that suits.

    Args:
        problem: what holds steps back.
        costs: of each claim, 1 or more. An offer costs 1.
        deadline: the moment, by the monotonic clock, after which to stop.
    """

    def __init__(self, problem: Problem, costs: Mapping[str, int], deadline: float = float("inf")) -> None:
        self._deadline = deadline
        near = _nearest(problem)
        self._steps = [*near, *sorted(problem.steps.difference(near))]
        self._near = (1 << len(near)) - 1
        numbers = {step: number for number, step in enumerate(self._steps)}
        self._holds = list(_holds(problem, numbers, costs))
        self._own = [0] * len(self._steps)  # the holds on each step, as bits
        self._waiting: list[list[int]] = [[] for _ in self._steps]  # the holds that each step loosens
        prices = [0] * len(self._steps)
        for number, hold in enumerate(self._holds):
            self._own[hold.step] |= 1 << number
            prices[hold.step] += hold.cost
            for step in _bits(hold.until):
                self._waiting[step].append(number)
        together: dict[str, int] = {}  # the holds of each claim, as bits
        for number, hold in enumerate(self._holds):
            if not hold.silence:
                together[hold.name] = together.get(hold.name, 0) | 1 << number
        self._together = {
            number: every for every in together.values() if every.bit_count() > 1 for number in _bits(every)
        }
        alone = [hold for number, hold in enumerate(self._holds) if number not in self._together]
        self._still_to_pay = _table(alone, len(near))
        self._forbidden: list[int] = []
        self._told: set[int] = set()
        self._looked_at = 0
        self._serial = count()
        self._queue: list[tuple[int, int, int, Progress]] = []
        free = {numbers[step] for step in problem.happened}
        free.update(step for step, price in enumerate(prices) if not price)
        start = self._after(Progress(0, 0, 0, 0, prices, [], 0), 0, free)
        self._is_free = bool(start.reached & 1)  # so that the empty set is enough
        self._push(start)

    def level(self, at_most: int) -> list[Found]:
        """The sets of the least cost among those that are left; empty if there are none.

        The caller forbids (`forbid`) those that are right before asking again.

        Args:
            at_most: how many sets to list at most.

        Raises:
            TimeIsUp: the deadline passed.
            TooMany: more ways were looked at than is worth while.
        """
        if self._is_free:
            self._is_free = False
            return [Found(frozenset(), frozenset())]
        found: list[Found] = []
        cost = 0
        while self._queue and len(found) < at_most:
            if found and self._queue[0][0] > cost:
                break
            if monotonic() > self._deadline:
                if found:
                    break
                raise TimeIsUp
            least, _, place, way = heappop(self._queue)
            self._push(way, place + 1)
            further = self._follow(way, place)
            if further is None:
                continue
            if further.reached & 1:
                if further.given_up in self._told:  # by another way: claims on several steps can do that
                    continue
                self._told.add(further.given_up)
                cost = least
                found.append(self._as_found(further.given_up))
            elif self._looked_at > PATIENCE + PATIENCE_FOR_EACH * (len(self._forbidden) + len(found)):
                raise TooMany
            else:
                self._push(further)
        return sorted(found, key=lambda one: (sorted(one.claims), sorted(one.steps)))

    def forbid(self, found: Found) -> None:
        """Rule out a set and all that contain it."""
        given_up = 0
        for number, hold in enumerate(self._holds):
            if hold.name in (found.steps if hold.silence else found.claims):
                given_up |= 1 << number
        self._forbidden.append(given_up)

    def _follow(self, way: Progress, place: int) -> Progress | None:
        """The way that pays for one of the steps next; None where all that it leads to is forbidden."""
        step = way.branches[place][1]
        given_up = way.given_up | self._whole(self._own[step] & ~way.loose)
        if any(one & given_up == one for one in self._forbidden):
            return None
        self._looked_at += 1
        tried = way.tried
        for _, other in way.branches[:place]:
            tried |= 1 << other
        start = Progress(
            way.reached, way.loose, given_up, way.cost + way.prices[step], way.prices[:], [], tried
        )
        return self._after(start, tried, {step}, given_up & ~way.loose)

    def _whole(self, holds: int) -> int:
        """Some holds, with all others of their claims."""
        if not self._together:
            return holds
        found = holds
        for number in _bits(holds):
            found |= self._together.get(number, 0)
        return found

    def _after(self, start: Progress, tried: int, paid: set[int], let_go: int = 0) -> Progress:
        """A way with some more steps reached and holds let go, and all that nothing holds back then."""
        reached, loose, prices = start.reached, start.loose | let_go, start.prices
        todo = list(paid)
        for number in _bits(let_go):  # what is cheaper by these alone was still paid for in its stead
            hold = self._holds[number]
            prices[hold.step] -= hold.cost
            if not prices[hold.step]:
                todo.append(hold.step)
        while todo:
            step = todo.pop()
            if reached >> step & 1:
                continue
            reached |= 1 << step
            for number in self._waiting[step]:
                if loose >> number & 1:
                    continue
                loose |= 1 << number
                hold = self._holds[number]
                prices[hold.step] -= hold.cost
                tried &= ~(1 << hold.step)
                if not prices[hold.step]:
                    todo.append(hold.step)
        branches = sorted(
            (start.cost + price + self._still_to_pay[(reached | 1 << step) & self._near], step)
            for step, price in enumerate(prices)
            if not (reached | tried) >> step & 1
        )
        return Progress(reached, loose, start.given_up, start.cost, prices, branches, tried)

    def _push(self, way: Progress, place: int = 0) -> None:
        """Keep a way for when its next branch is the cheapest; of two alike the newer comes first."""
        if place < len(way.branches):
            heappush(self._queue, (way.branches[place][0], -next(self._serial), place, way))

    def _as_found(self, given_up: int) -> Found:
        own = [self._holds[number] for number in _bits(given_up)]
        return Found(
            frozenset(hold.name for hold in own if not hold.silence),
            frozenset(hold.name for hold in own if hold.silence),
        )


def _nearest(problem: Problem) -> list[str]:
    """The goal and the steps nearest to it of those that are held back."""
    found = {problem.goal: None}
    for step in (todo := [problem.goal]):
        for wait in problem.waits.get(step, ()):
            for option in wait.options:
                other = option.step
                held = other in problem.waits or other in problem.blocks or other in problem.silent
                if held and other not in found and len(found) < NEAREST:
                    found[other] = None
                    todo.append(other)
    return list(found)


def _holds(problem: Problem, numbers: Mapping[str, int], costs: Mapping[str, int]) -> Iterator[Hold]:
    for step in sorted(problem.silent):
        yield Hold(numbers[step], 0, 1, step, silence=True)
    for step, own in problem.blocks.items():
        for claim in own:
            yield Hold(numbers[step], 0, costs[claim], claim)
    for wait in chain.from_iterable(problem.waits.values()):
        until = sum(1 << number for number in {numbers[option.step] for option in wait.options})
        yield Hold(numbers[wait.step], until, costs[wait.claim], wait.claim)


def _table(holds: list[Hold], near: int) -> list[int]:
    """What reaching the first step costs at least, by which of the first few are reached already, as bits.

    Holds that another step could loosen count for nothing.
    """
    own: list[list[Hold]] = [[] for _ in range(near)]
    for hold in holds:
        if hold.step < near and not hold.until >> near:
            own[hold.step].append(hold)
    least = [0] * (1 << near)
    for reached in range((1 << near) - 2, -1, -2):  # the goal is the first bit: it isn't among them
        least[reached] = min(
            sum(hold.cost for hold in own[step] if not hold.until & reached) + least[reached | 1 << step]
            for step in range(near)
            if not reached >> step & 1
        )
    return least


def _bits(number: int) -> Iterator[int]:
    while number:
        lowest = number & -number
        yield lowest.bit_length() - 1
        number ^= lowest
