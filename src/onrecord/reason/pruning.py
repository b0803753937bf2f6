"""Making a problem smaller without changing its deadlocks: what nobody holds back needn't be asked about."""

from onrecord.reason.problem import Problem, Wait
from onrecord.reason.reach import reached


def pruned(problem: Problem) -> Problem:
    """The problem without the steps that can be taken whatever happens, and what only they depend on.

    A step that is reached with all claims kept, nothing offered and every step that excludes another left
    out is in no minimal deadlock, and no condition that it meets is.
    """
    contested = frozenset(step for pair in problem.excludes for step in pair)
    sure = reached(problem, problem.claims.keys(), problem.silent, contested).keys()
    if problem.goal in sure:
        return Problem(problem.goal, {}, {}, {}, problem.happened)

    def counts(wait: Wait) -> bool:
        return not any(option.step in sure and not option.barred_by for option in wait.options)

    kept: set[str] = set()
    todo = [problem.goal]
    while todo:
        step = todo.pop()
        if step in kept or step in problem.happened:
            continue
        kept.add(step)
        own = [wait for wait in problem.waits.get(step, ()) if counts(wait)]
        todo.extend(option.step for wait in own for option in wait.options)
    blocks = {step: claims for step, claims in problem.blocks.items() if step in kept}
    waits = {
        step: left
        for step, every in problem.waits.items()
        if step in kept and (left := tuple(wait for wait in every if counts(wait)))
    }
    every_wait = [wait for some in waits.values() for wait in some]
    targets = {option.step for wait in every_wait for option in wait.options}
    used = {claim for claims in blocks.values() for claim in claims}
    for wait in every_wait:
        used.update((wait.claim, *(claim for option in wait.options for claim in option.barred_by)))
    return Problem(
        goal=problem.goal,
        claims={claim_id: claim for claim_id, claim in problem.claims.items() if claim_id in used},
        blocks=blocks,
        waits=waits,
        happened=problem.happened & targets,
        silent=problem.silent & kept,
        excludes=tuple(pair for pair in problem.excludes if kept.issuperset(pair)),
    )
