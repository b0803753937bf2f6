"""Looking for the smallest deadlocks and unlockings of a problem, near the goal first, and checking each."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from time import monotonic

from onrecord.errors import OnrecordError
from onrecord.reason.parts import at_steps, beyond, distances, merging, narrowed, within
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


class Cheapest:
    """The cheapest unlockings: step by step as long as there are few ways, and then with the solver.

    Args:
        problem: what holds steps back.
        costs: of each claim, 1 or more.
        count_actors: whether the fewest moving actors come before the fewest claims.
        deadline: the moment, by the monotonic clock, after which to stop.
    """

    def __init__(
        self, problem: Problem, costs: Mapping[str, int], count_actors: bool, deadline: float
    ) -> None:
        self._problem, self._costs = problem, costs
        self._count_actors, self._deadline = count_actors, deadline
        self._forbidden: list[Found] = []
        self._search: StepByStep | Search
        if suits(problem) and not count_actors:
            self._search = StepByStep(problem, costs, deadline)
        else:
            self._search = self._solver()

    def level(self, at_most: int) -> list[Found]:
        """As for `Search`."""
        try:
            return self._search.level(at_most)
        except TooMany:
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
    away = distances(problem)
    try:
        for size in (*SIZES, None):
            part = problem if size is None else within(problem, away, size)
            whole = size is None or max(away.values()) < size
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
    search = Search(part, "deadlock", deadline=deadline)
    for one in found:
        search.forbid(one)
    while len(found) <= limit:
        level = search.level(limit + 1 - len(found))
        if not level or (size is not None and level[0].size > size):
            return False
        for candidate in level:
            own = narrowed(part, candidate.claims, candidate.steps)
            way = way_to(own, candidate.claims, candidate.steps, deadline)
            if way is not None:  # it is stuck only if one of two exclusive steps is left out: ask again
                search.add_view(way.keys())
                continue
            if not is_minimal_conflict(problem, candidate.claims, candidate.steps, deadline):
                raise _contradiction(candidate)
            found.append(candidate)
            search.forbid(candidate)
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
    found: list[Found] = []
    steps, tried = frozenset({problem.goal}), 0
    try:
        while True:
            further = _search_unlockings(problem, steps, weights, by, found, limit, deadline)
            if not further:
                return Collected(tuple(found[:limit]), len(found) <= limit, False)
            tried += 1
            if tried % PATIENCE == 0:
                further |= beyond(problem, steps | further, problem.claims.keys(), frozenset())
            steps |= further
    except TimeIsUp:
        late = _at_least_one(lambda until: grown(problem, until))
        return Collected(tuple(found[:limit] or late), False, True)


def _search_unlockings(
    problem: Problem,
    steps: frozenset[str],
    weights: Mapping[str, int],
    by: Order,
    found: list[Found],
    limit: int,
    deadline: float,
) -> frozenset[str]:
    """Look for unlockings in a part of a problem, the smallest first.

    Args:
        problem: the whole, which each is checked against.
        steps: what holds these back is the part.
        weights: as for `unlock`.
        by: likewise.
        found: those found so far; what is found comes to them.
        limit: how many are wanted; one more is looked for.
        deadline: as for `way_to`.

    Returns:
        The steps that have to be looked at as well, since something doesn't free the goal in the whole; none
        where all was found, or more than is wanted.
    """
    part, merged = merging(pruned(problem if steps >= problem.steps else at_steps(problem, steps)))
    kept = set(problem.claims)
    if not part.claims and not part.silent:  # nothing stands in the way here, though much does in the whole
        return beyond(problem, steps, kept, reached(problem, kept, problem.silent).keys()) or problem.steps
    costs = {one: sum(weights[claim] for claim in merged.get(one, (one,))) for one in part.claims}
    search = Cheapest(part, costs, by == "actors", deadline)
    for one in found:
        search.forbid(Found(one.claims & part.claims.keys(), one.steps))
    while len(found) <= limit:
        further: set[str] = set()
        level = search.level(limit + 1 - len(found))
        for few in level:
            claims = frozenset(claim for one in few.claims for claim in merged.get(one, (one,)))
            silent = problem.silent - few.steps
            kept -= claims
            if blocked_by(problem, kept, silent, deadline):
                if steps >= problem.steps:
                    raise _contradiction(Found(claims, few.steps))
                further |= (
                    beyond(problem, steps, kept, reached(problem, kept, silent).keys()) or problem.steps
                )
            else:
                if not is_minimal_unlocking(problem, claims, few.steps, deadline):
                    raise _contradiction(Found(claims, few.steps))
                found.append(Found(claims, few.steps))
                search.forbid(few)
            kept |= claims
        if further or not level:
            return frozenset(further)
    return frozenset()


def _contradiction(found: Found) -> OnrecordError:
    what = ", ".join((*sorted(found.claims), *sorted(found.steps)))
    return OnrecordError(
        f"The solver and the check disagree about {what}.",
        "Please report it, with the records if you may share them; a wrong answer is not given.",
    )
