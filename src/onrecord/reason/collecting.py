"""Looking for the smallest deadlocks and unlockings of a problem, near the goal first, and checking each."""

from collections.abc import Callable, Mapping, Set
from dataclasses import dataclass, replace
from itertools import islice, product
from time import monotonic

from onrecord.errors import OnrecordError
from onrecord.reason.choosing import Choosing
from onrecord.reason.parts import at_steps, beyond, merging, narrowed, within
from onrecord.reason.problem import Problem
from onrecord.reason.pruning import pruned
from onrecord.reason.question import Order
from onrecord.reason.reach import (
    TimeIsUp,
    blocked_by,
    grown,
    is_minimal_conflict,
    is_minimal_unlocking,
    reached,
    shrunk,
    way_to,
)
from onrecord.reason.solver import Found, Search
from onrecord.reason.stepwise import StepByStep, TooMany, suits

SIZES = (1, 2, 4, 8)  # of deadlocks that are looked for in a part of the problem before they are in all of it
PATIENCE = 8  # parts in which unlockings are looked for before the next is taken larger than it need be
GRACE = 0.5  # seconds after the time given, to make what was found by then minimal


@dataclass(frozen=True, slots=True)
class Collected:
    """Sets found by a search, and whether those are all."""

    sets: tuple[Found, ...]
    complete: bool
    out_of_time: bool


class Excluded(Exception):
    """Two steps that exclude each other would both be taken; caught within this module."""


class Cheapest:
    """The cheapest unlockings: step by step as long as there are few ways, and then with the solver.

    Args:
        problem: what holds steps back.
        costs: of each claim, 1 or more.
        count_actors: whether the fewest moving actors come before the fewest claims.
        deadline: the moment, by the monotonic clock, after which to stop.
        at_once: whether to ask the solver at once.

    Attributes:
        by_solver: whether the solver looks for them now.
    """

    def __init__(
        self,
        problem: Problem,
        costs: Mapping[str, int],
        count_actors: bool,
        deadline: float,
        at_once: bool = False,
    ) -> None:
        self._problem, self._costs = problem, costs
        self._count_actors, self._deadline = count_actors, deadline
        self._forbidden: list[Found] = []
        self.by_solver = at_once or count_actors or not suits(problem)
        self._search: StepByStep | Search = (
            self._solver() if self.by_solver else StepByStep(problem, costs, deadline)
        )

    def level(self, at_most: int) -> list[Found]:
        """As for `Search`."""
        try:
            return self._search.level(at_most)
        except TooMany:
            self.by_solver = True
            self._search = self._solver()
            for one in self._forbidden:
                self._search.forbid(one)
            return self._search.level(at_most)

    def forbid(self, found: Found) -> None:
        """Rule out a set and all that contain it."""
        self._forbidden.append(found)
        self._search.forbid(found)

    def _solver(self) -> Search:
        return Search(
            self._problem,
            "unlocking",
            weights=self._costs,
            count_actors=self._count_actors,
            deadline=self._deadline,
        )


def collect_deadlocks(problem: Problem, limit: int, deadline: float) -> Collected:
    """The smallest deadlocks, each checked against the whole problem; looked for near the goal first."""
    found: list[Found] = []
    try:
        for size in (*SIZES, None):
            part, whole = (problem, True) if size is None else within(problem, size)
            if _search_deadlocks(problem, pruned(part), found, limit, None if whole else size, deadline):
                break
            if whole:
                return Collected(tuple(found), True, False)
    except TimeIsUp:
        late = _at_least_one(lambda until: shrunk(problem, problem.claims.keys(), problem.silent, until))
        return Collected(tuple(found[:limit] or late), False, True)
    return Collected(tuple(found[:limit]), False, False)


def _search_deadlocks(
    problem: Problem, part: Problem, found: list[Found], limit: int, size: int | None, deadline: float
) -> bool:
    """Look for deadlocks in a part of a problem, the smallest first.

    Of claims that do the same one is looked for: where it is in a deadlock, so is each of the others instead.

    Args:
        problem: the whole, which each is checked against.
        part: where to look.
        found: those found so far; what is found comes to them.
        limit: how many are wanted; one more is looked for.
        size: up to which size the part tells all that the whole has, or None if it is the whole.
        deadline: as for `way_to`.

    Returns:
        Whether there are more than are wanted.
    """
    part, merged = merging(part)
    first = {one: claims[0] for claims in merged.values() for one in claims}
    search = Search(part, "deadlock", deadline=deadline)
    search.forbid(*{Found(frozenset(first.get(one, one) for one in own.claims), own.steps) for own in found})
    while len(found) <= limit:
        wanted = limit + 1 - len(found)
        level = search.level(wanted)
        if not level or (size is not None and level[0].size > size):
            return False
        right: list[Found] = []
        for candidate in level:
            own = narrowed(part, candidate.claims, candidate.steps)
            way = way_to(own, candidate.claims, candidate.steps, deadline)
            if way is not None:  # it is stuck only if one of two exclusive steps is left out: ask again
                search.add_view(way.keys())
                continue
            if not is_minimal_conflict(problem, candidate.claims, candidate.steps, deadline):
                raise _contradiction(candidate)
            right.append(candidate)
        search.forbid(*right)
        every = (product(*(merged.get(one, (one,)) for one in sorted(own.claims))) for own in right)
        spread = [
            Found(frozenset(claims), own.steps)
            for own, sets in zip(right, every, strict=True)
            for claims in islice(sets, wanted)
        ]
        found += sorted(spread, key=lambda one: (sorted(one.claims), sorted(one.steps)))
    return True


def _at_least_one(make: Callable[[float], tuple[frozenset[str], frozenset[str]]]) -> list[Found]:
    """One set that needn't be of the smallest, where the time was over before any was found."""
    try:
        return [Found(*make(monotonic() + GRACE))]
    except TimeIsUp:
        return []


def collect_unlockings(
    problem: Problem, weights: Mapping[str, int], by: Order, limit: int, deadline: float
) -> Collected:
    """The smallest unlockings, each checked against the whole problem; looked for near the goal first."""
    search = Unlockings(problem, weights, by, limit, deadline)
    steps, tried = frozenset({problem.goal}), 0
    try:
        if search.from_the_goal():
            return Collected(tuple(search.found[:limit]), len(search.found) <= limit, False)
        while True:
            try:
                further = search.among(steps)
            except Excluded:
                search.seen = problem
                continue
            if not further:
                return Collected(tuple(search.found[:limit]), len(search.found) <= limit, False)
            tried += 1
            if tried % PATIENCE == 0:
                further |= beyond(problem, steps | further, problem.claims.keys(), frozenset())
            steps |= further
    except TimeIsUp:
        late = _at_least_one(lambda until: grown(problem, until))
        return Collected(tuple(search.found[:limit] or late), False, True)


class Unlockings:
    """A search for unlockings in one part of a problem after the other, the smallest first.

    Two steps that exclude each other are both taken at first. What is found so frees the goal in truth as a
    rule; where it doesn't, the search has to go on with the exclusions.

    Args:
        problem: the whole, which each unlocking is checked against.
        weights: as for `unlock`.
        by: likewise.
        limit: how many are wanted; one more is looked for.
        deadline: as for `way_to`.

    Attributes:
        found: those found so far.
        seen: the problem, with or without the steps that exclude each other.
    """

    def __init__(
        self, problem: Problem, weights: Mapping[str, int], by: Order, limit: int, deadline: float
    ) -> None:
        self.problem, self.weights, self.by = problem, weights, by
        self.limit, self.deadline = limit, deadline
        self.found: list[Found] = []
        self.seen = replace(problem, excludes=()) if problem.excludes else problem
        self._by_solver = False  # where a part has too many ways, a larger one has too

    def from_the_goal(self) -> bool:
        """Look for them by the steps to be reached; whether that found all, or more than is wanted.

        Raises:
            TimeIsUp: the deadline passed.
        """
        search = Choosing(self.problem, self.weights, self.deadline)
        try:
            while self.by != "actors" and len(self.found) <= self.limit:
                level = search.level(self.limit + 1 - len(self.found))
                if not level:
                    return True
                for one in level:
                    if not is_minimal_unlocking(self.problem, one.claims, one.steps, self.deadline):
                        if self.problem.excludes:
                            raise TooMany
                        raise _contradiction(one)
                    self.found.append(one)
        except TooMany:
            self.found.clear()
            return False
        return self.by != "actors"

    def among(self, steps: frozenset[str]) -> frozenset[str]:
        """Look for unlockings in the part with what holds some steps back.

        Returns:
            The steps that have to be looked at as well, since something doesn't free the goal in the whole;
            none where all was found, or more than is wanted.

        Raises:
            Excluded: something would free the goal if no steps excluded each other, and doesn't.
            TimeIsUp: the deadline passed.
        """
        problem, whole = self.problem, steps >= self.problem.steps
        part, merged = merging(pruned(self.seen if whole else at_steps(self.seen, steps)))
        if not part.claims and not part.silent:  # nothing stands in the way here, but in the whole
            return self._lacking(steps, set(problem.claims), problem.silent)
        costs = {one: sum(self.weights[claim] for claim in merged.get(one, (one,))) for one in part.claims}
        search = Cheapest(part, costs, self.by == "actors", self.deadline, self._by_solver)
        for one in self.found:
            search.forbid(Found(one.claims & part.claims.keys(), one.steps))
        kept = set(problem.claims)
        while len(self.found) <= self.limit:
            further: set[str] = set()
            level = search.level(self.limit + 1 - len(self.found))
            self._by_solver = search.by_solver
            for few in level:
                claims = frozenset(claim for one in few.claims for claim in merged.get(one, (one,)))
                silent = problem.silent - few.steps
                kept -= claims
                if blocked_by(problem, kept, silent, self.deadline):
                    further |= self._lacking(steps, kept, silent)
                    if whole:
                        raise _contradiction(Found(claims, few.steps))
                else:
                    if not is_minimal_unlocking(problem, claims, few.steps, self.deadline):
                        raise _contradiction(Found(claims, few.steps))
                    self.found.append(Found(claims, few.steps))
                    search.forbid(few)
                kept |= claims
            if further or not level:
                return frozenset(further)
        return frozenset()

    def _lacking(self, steps: frozenset[str], kept: Set[str], silent: Set[str]) -> frozenset[str]:
        """The steps beyond some that hold the goal back while these claims are kept."""
        there = reached(self.problem, kept, silent)
        if self.problem.goal in there and self.seen is not self.problem:
            raise Excluded
        return beyond(self.problem, steps, kept, there.keys()) or self.problem.steps


def _contradiction(found: Found) -> OnrecordError:
    what = ", ".join((*sorted(found.claims), *sorted(found.steps)))
    return OnrecordError(
        f"The solver and the check disagree about {what}.",
        "Please report it, with the records if you may share them; a wrong answer is not given.",
    )
