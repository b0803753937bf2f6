"""Parts of a problem that are enough to find its smallest deadlocks and unlockings in.

In an archive a goal may wait for a thousand steps that twenty thousand claims hold back, and yet what stands
in its way first is near it. A search in a part takes milliseconds where one in the whole takes many seconds;
each function here says what of the whole the part is sure to tell.
"""

from collections import deque
from collections.abc import Hashable, Iterable, Mapping, Set
from dataclasses import replace
from operator import itemgetter

from onrecord.reason.problem import Claim, Problem, Wait


def distances(problem: Problem, size: int) -> tuple[dict[str, int], bool]:
    """How many claims are needed at least for the goal to wait for each step: 0 for the goal itself.

    A claim that holds in several ways, as one with restatements may, is counted for none of them, so that it
    is not counted twice.

    Args:
        problem: the problem.
        size: only steps are given for which fewer are needed.

    Returns:
        By step; and whether those are all that the goal waits for.
    """
    several = problem.uses.several
    found, further_off = {problem.goal: 0}, set[str]()
    todo = deque([problem.goal])
    while todo:
        step = todo.popleft()
        for wait in problem.waits.get(step, ()):
            further = found[step] + (wait.claim not in several)
            if further >= size:
                further_off.update(option.step for option in wait.options)
                continue
            for option in wait.options:
                if further < found.get(option.step, further + 1):
                    found[option.step] = further
                    (todo.append if further > found[step] else todo.appendleft)(option.step)
    return found, further_off <= found.keys()


def within(problem: Problem, size: int) -> tuple[Problem, bool]:
    """The part of a problem in which all its deadlocks of a size, and all smaller ones, are found.

    A deadlock has, with each of its claims, those that make the goal wait for the step that it holds back. So
    what is further away than its size has no place in it.

    Args:
        problem: the problem.
        size: how many claims and missing steps a deadlock has.

    Returns:
        The part, and whether it is all that the goal waits for.
    """
    away, whole = distances(problem, size)
    return at_steps(problem, away.keys()), whole


def merging(problem: Problem) -> tuple[Problem, Mapping[str, tuple[str, ...]]]:
    """A problem with one claim for all that can only be given up together, and which these are.

    Claims that do nothing but refuse one step are all given up for it, or none is; and so are those that do
    nothing but make one step wait for the same.

    Returns:
        The problem, and by the smallest id of those that are one now the ids of all of them.
    """
    alike: dict[Hashable, list[str]] = {}
    for claim, way in sorted(problem.uses.alone.items(), key=itemgetter(0)):
        alike.setdefault(way, []).append(claim)
    merged = {claims[0]: tuple(claims) for claims in alike.values() if len(claims) > 1}
    gone = {claim for claims in merged.values() for claim in claims[1:]}
    claims = {id_: one for id_, one in problem.claims.items() if id_ not in gone}
    for first, others in merged.items():
        claims[first] = Claim(first, tuple(one for id_ in others for one in problem.claims[id_].records))
    part = replace(
        problem,
        claims=claims,
        blocks={step: tuple(one for one in own if one not in gone) for step, own in problem.blocks.items()},
        waits={
            step: tuple(one for one in own if one.claim not in gone) for step, own in problem.waits.items()
        },
    )
    return part, merged


def at_steps(problem: Problem, steps: Set[str]) -> Problem:
    """The part of a problem with what holds some steps back, as if nothing held others back.

    Whatever frees the goal in the whole frees it here, if it isn't more than is needed here. So where what is
    found here at some cost frees it in the whole as well, nothing of that cost is missing.
    """
    blocks = {step: own for step, own in problem.blocks.items() if step in steps}
    waits = {step: own for step, own in problem.waits.items() if step in steps}
    used = {claim for own in blocks.values() for claim in own}
    there = {problem.goal, *steps}
    for wait in _every(waits.values()):
        used.add(wait.claim)
        for option in wait.options:
            used.update(option.barred_by)
            there.add(option.step)
    return replace(_of(problem, blocks, waits, used, there), silent=problem.silent & steps)


def _of(
    problem: Problem,
    blocks: Mapping[str, tuple[str, ...]],
    waits: Mapping[str, tuple[Wait, ...]],
    claims: Set[str],
    steps: Set[str],
) -> Problem:
    """A problem with only some of what holds back, these claims and these steps."""
    return replace(
        problem,
        claims={claim: problem.claims[claim] for claim in sorted(claims)},
        blocks=blocks,
        waits=waits,
        happened=problem.happened & steps,
        silent=problem.silent & steps,
        excludes=tuple(pair for pair in problem.excludes if pair[0] in steps and pair[1] in steps),
    )


def beyond(problem: Problem, steps: Set[str], kept: Set[str], reached: Set[str]) -> frozenset[str]:
    """The steps outside of some that these wait for, and that can't be reached.

    Args:
        problem: the problem.
        steps: some of its steps.
        kept: ids of the claims that are kept.
        reached: the steps that can be reached with them.
    """
    return frozenset(
        option.step
        for step in steps
        for wait in problem.waits.get(step, ())
        if wait.claim in kept
        for option in wait.options
        if option.step not in steps and option.step not in reached
    )


def narrowed(problem: Problem, claims: Set[str], silent: Set[str]) -> Problem:
    """The problem as if only these claims had been made and only these steps offered by nobody.

    What the goal doesn't wait for by these claims is left out: it makes no difference to the goal.
    """
    blocks: dict[str, tuple[str, ...]] = {}
    waits: dict[str, tuple[Wait, ...]] = {}
    found = {problem.goal: None}
    used: set[str] = set()
    for step in (todo := [problem.goal]):
        if own := tuple(one for one in problem.blocks.get(step, ()) if one in claims):
            blocks[step] = own
            used.update(own)
        if terms := tuple(one for one in problem.waits.get(step, ()) if one.claim in claims):
            waits[step] = terms
        for wait in terms:
            used.add(wait.claim)
            for option in wait.options:
                used.update(option.barred_by)
                if option.step not in found:
                    found[option.step] = None
                    todo.append(option.step)
    part = _of(problem, blocks, waits, used, found.keys())
    return replace(part, silent=part.silent & silent)


def _every(waits: Iterable[Iterable[Wait]]) -> Iterable[Wait]:
    return (wait for own in waits for wait in own)
