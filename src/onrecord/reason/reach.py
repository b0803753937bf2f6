"""What can be reached while some claims are kept: the plain check that every answer has to pass.

It shares nothing with the encoding for the solver, so that one proves the other. Without pairs that
exclude each other it is a least fixpoint, in time linear in the conditions (Dowling and Gallier, Linear-time
algorithms for testing the satisfiability of propositional Horn formulae, 1984).
"""

from collections.abc import Callable, Container, Iterable, Iterator, Set
from time import monotonic
from typing import Any

from onrecord.reason.parts import narrowed
from onrecord.reason.problem import Problem


class TimeIsUp(Exception):
    """The time that was given is over; caught within this package, never shown."""


class Kept(Set[str]):
    """The claims of a problem that are kept where some are given up, without a copy of all of them.

    Args:
        problem: the problem.
        given: ids of those that are given up; more or fewer may be later.
    """

    def __init__(self, problem: Problem, given: set[str] | frozenset[str]) -> None:
        self._claims, self._given = problem.claims, given

    def __contains__(self, claim: object) -> bool:
        return claim not in self._given and claim in self._claims

    def __iter__(self) -> Iterator[str]:
        return (claim for claim in self._claims if claim not in self._given)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def isdisjoint(self, claims: Iterable[Any]) -> bool:
        """Whether none of some of the problem's claims is kept."""
        return self._given.issuperset(claims)


def reached(
    problem: Problem,
    kept: Set[str],
    silent: Set[str],
    left: Set[str] = frozenset(),
    among: Set[str] | None = None,
) -> dict[str, int]:
    """The steps that can be taken, each with its round: 0 for what has happened or waits for nothing.

    Args:
        problem: what holds steps back.
        kept: ids of the claims that are kept.
        silent: the steps that nobody offers.
        left: steps that are not taken, as they exclude others.
        among: the steps to look at, with all that they wait for; all of them unless given.
    """
    steps = problem.steps if among is None else among
    open_waits = {}
    waiting: dict[str, list[tuple[str, int]]] = {}
    ready = list(problem.happened & steps)
    for step in steps - problem.happened:
        if step in silent or step in left or not kept.isdisjoint(problem.blocks.get(step, ())):
            continue
        active = [wait for wait in problem.waits.get(step, ()) if wait.claim in kept]
        open_waits[step] = set(range(len(active)))
        for number, wait in enumerate(active):
            for option in wait.options:
                if kept.isdisjoint(option.barred_by):
                    waiting.setdefault(option.step, []).append((step, number))
        if not active:
            ready.append(step)
    rounds = dict.fromkeys(ready, 0)
    now = 0
    while ready:
        now += 1
        following = []
        for done in ready:
            for step, number in waiting.get(done, ()):
                open_waits[step].discard(number)
                if not open_waits[step] and step not in rounds:
                    rounds[step] = now
                    following.append(step)
        ready = following
    return rounds


def way_to(
    problem: Problem,
    kept: Set[str],
    silent: Set[str],
    deadline: float = float("inf"),
    without: frozenset[str] = frozenset(),
) -> dict[str, tuple[str, ...]] | None:
    """The steps still to be taken on a soonest way to the goal, each with what it comes after.

    Args:
        problem: what holds steps back.
        kept: ids of the claims that are kept.
        silent: the steps that nobody offers.
        deadline: the moment, by the monotonic clock, after which to give up.
        without: steps that are not to be taken.

    Returns:
        The way, empty where the goal has been reached, or None where there is none. It takes no two
        steps that exclude each other.

    Raises:
        TimeIsUp: the deadline passed.
    """
    todo: list[frozenset[str]] = [without]
    among = _below(problem, kept, silent)
    while todo:
        if monotonic() > deadline:
            raise TimeIsUp
        left = todo.pop()
        rounds = reached(problem, kept, silent, left, among)
        if problem.goal not in rounds:
            continue
        way = needed(problem, kept, rounds)
        clash = next((pair for pair in problem.excludes if pair[0] in way and pair[1] in way), None)
        if clash is None:
            return way
        todo.extend((left | {clash[1]}, left | {clash[0]}))
    return None


def _below(problem: Problem, kept: Set[str], silent: Set[str]) -> frozenset[str]:
    """The goal and what it waits for, no further than what is held back anyhow or has happened."""
    found, todo = {problem.goal}, [problem.goal]
    while todo:
        step = todo.pop()
        if step in problem.happened or step in silent:
            continue
        if not kept.isdisjoint(problem.blocks.get(step, ())):
            continue
        for wait in problem.waits.get(step, ()):
            if wait.claim in kept:
                for option in wait.options:
                    if option.step not in found:
                        found.add(option.step)
                        todo.append(option.step)
    return frozenset(found)


def needed(problem: Problem, kept: Set[str], rounds: dict[str, int]) -> dict[str, tuple[str, ...]]:
    """The steps still to be taken on the soonest way to the goal, each with what it comes after.

    Args:
        problem: what holds steps back.
        kept: ids of the claims that are kept.
        rounds: as `reached` gives them; the goal is among them.
    """
    found: dict[str, tuple[str, ...]] = {}
    todo = [problem.goal]
    while todo:
        step = todo.pop()
        if step in found or step in problem.happened:
            continue
        after = set()
        for wait in problem.waits.get(step, ()):
            if wait.claim in kept:
                possible = [
                    option.step
                    for option in wait.options
                    if option.step in rounds and kept.isdisjoint(option.barred_by)
                ]
                after.add(min(possible, key=lambda one: (rounds[one], one)))
        found[step] = tuple(sorted(after - problem.happened))
        todo.extend(found[step])
    return found


def blocked_by(problem: Problem, kept: Set[str], silent: Set[str], deadline: float = float("inf")) -> bool:
    """Whether the goal can't be reached while these claims are kept and these steps offered by nobody."""
    return way_to(problem, kept, silent, deadline) is None


def shrunk(
    problem: Problem, claims: Set[str], silent: Set[str], deadline: float = float("inf")
) -> tuple[frozenset[str], frozenset[str]]:
    """A minimal part of a conflict that is still one: half after half is left out where that can be.

    Args:
        problem: what holds steps back.
        claims: ids of claims that, with `silent`, block the goal.
        silent: steps that nobody offers.
        deadline: as for `way_to`.

    Raises:
        TimeIsUp: the deadline passed.
    """
    kept, quiet = set(claims), set(silent)
    _without(kept, lambda: blocked_by(problem, kept, quiet, deadline))
    _without(quiet, lambda: blocked_by(problem, kept, quiet, deadline))
    return frozenset(kept), frozenset(quiet)


def grown(problem: Problem, deadline: float = float("inf")) -> tuple[frozenset[str], frozenset[str]]:
    """A minimal unlocking: claims to be given up and steps to be offered, none of them in vain.

    Args:
        problem: what holds steps back; without any claim and with every offer the goal can be reached.
        deadline: as for `way_to`.

    Raises:
        TimeIsUp: the deadline passed.
    """
    moves, offers = set(problem.claims), set(problem.silent)

    def free() -> bool:
        return not blocked_by(problem, problem.claims.keys() - moves, problem.silent - offers, deadline)

    _without(moves, free)
    _without(offers, free)
    return frozenset(moves), frozenset(offers)


def _without(things: set[str], holds: Callable[[], bool]) -> None:
    """Leave out of a set what can be left out while something holds, halving as often as needed."""
    todo = [sorted(things)]
    while todo:
        part = todo.pop()
        things.difference_update(part)
        if holds():
            continue
        things.update(part)
        if len(part) > 1:
            middle = len(part) // 2
            todo.extend((part[middle:], part[:middle]))


def is_minimal_conflict(
    problem: Problem, claims: Set[str], silent: Set[str], deadline: float = float("inf")
) -> bool:
    """Whether these block the goal, and without any one of them no longer do."""
    own = narrowed(problem, claims, silent)
    return (
        blocked_by(own, claims, silent, deadline)
        and not any(blocked_by(own, claims - {claim}, silent, deadline) for claim in claims)
        and not any(blocked_by(own, claims, silent - {step}, deadline) for step in silent)
    )


def is_minimal_unlocking(
    problem: Problem, moves: Set[str], offers: Set[str], deadline: float = float("inf")
) -> bool:
    """Whether giving up these claims and offering these steps frees the goal, and nothing less does.

    Of claims that hold one step in one way, and do nothing else, one is asked about for all.
    """
    given, silent = set(moves), set(problem.silent - offers)
    kept = Kept(problem, given)
    if blocked_by(problem, kept, silent, deadline):
        return False
    waiting = {wait.claim for wait in problem.waits.get(problem.goal, ())}
    below = _below(problem, Kept(problem, given - waiting), silent)
    shutting = _shutting(problem, kept, reached(problem, kept, silent, among=below))
    alike = {problem.uses.alone.get(one, (one,)): one for one in moves - shutting}
    for one in alike.values():
        given.remove(one)
        if not blocked_by(problem, kept, silent, deadline):
            return False
        given.add(one)
    for step in offers:
        silent.add(step)
        if not blocked_by(problem, kept, silent, deadline):
            return False
        silent.remove(step)
    return True


def _shutting(problem: Problem, kept: Set[str], reachable: Container[str]) -> set[str]:
    """The claims that are sure to block the goal, each as one more that is kept.

    They refuse the goal, or make it wait for what can't be reached even without them.
    """
    found = set(problem.blocks.get(problem.goal, ()))
    for wait in problem.waits.get(problem.goal, ()):
        if not any(one.step in reachable and kept.isdisjoint(one.barred_by) for one in wait.options):
            found.add(wait.claim)
    return found
