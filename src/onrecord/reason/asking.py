"""The two questions: what stands in the way of a goal, and whose word would have to move."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Set
from time import monotonic

from onrecord.errors import UsageError
from onrecord.model import Deadlock, Unlocking, stable_id
from onrecord.reason.answers import Answer, Finding, Shape, Status, Way, sentence
from onrecord.reason.collecting import GRACE, Collected, collect_deadlocks, collect_unlockings
from onrecord.reason.firmness import firmness
from onrecord.reason.parts import narrowed
from onrecord.reason.problem import Claim, Problem
from onrecord.reason.question import Material, Order, Question, checked_limit
from onrecord.reason.reach import Kept, TimeIsUp, blocked_by, reached, way_to
from onrecord.reason.solver import Found
from onrecord.reason.timeline import Timeline, timeline_of


def deadlocks(material: Material, question: Question, *, limit: int = 20, seconds: float = 10.0) -> Answer:
    """What stands in the way of a goal: the minimal deadlocks, the smallest first.

    Each is proved on its own before it is given: its claims and missing steps alone keep the goal from
    being reached, and without any one of them it can be.

    Args:
        material: the records to reason about.
        question: the goal, the day and the reading.
        limit: how many deadlocks to give at most.
        seconds: how long to search at most. What was found by then is given, marked incomplete.

    Returns:
        An answer with `findings`; none where nothing stands in the way.

    Raises:
        UsageError: the limit or the time makes no sense.
    """
    checked_limit(limit, seconds)
    timeline = timeline_of(material, question)
    problem = timeline.problem(question.as_of)
    deadline = monotonic() + seconds
    plain = _plain_answer(timeline, problem, max(deadline, monotonic() + GRACE))
    if plain.status not in ("blocked", "unoffered"):
        return plain
    collected = collect_deadlocks(problem, limit, deadline)
    late = max(deadline, monotonic() + GRACE)
    findings = tuple(_finding(timeline, problem, found, collected.complete, late) for found in collected.sets)
    return _filled(plain, collected, findings=findings)


def unlock(
    material: Material,
    question: Question,
    *,
    limit: int = 10,
    by: Order = "claims",
    seconds: float = 10.0,
) -> Answer:
    """Whose word would have to move: the smallest sets of claims to be given up for a goal.

    Args:
        material: the records to reason about.
        question: the goal, the day and the reading.
        limit: how many sets to give at most.
        by: what makes a set small: the number of `claims` (and offers), the number of `actors` who move
            and then of claims, or the sum of their `firmness`.
        seconds: how long to search at most.

    Returns:
        An answer with `ways`, none of which contains another; where nothing stands in the way,
        a single one that moves nobody.

    Raises:
        UsageError: the limit, the time or the order makes no sense.
    """
    checked_limit(limit, seconds)
    if by not in ("claims", "actors", "firmness"):
        raise UsageError(f"{by!r} is no order.", "Ask by `claims`, `actors` or `firmness`.")
    timeline = timeline_of(material, question)
    problem = timeline.problem(question.as_of)
    deadline = monotonic() + seconds
    plain = _plain_answer(timeline, problem, max(deadline, monotonic() + GRACE))
    if plain.status in ("empty", "unmentioned", "reached", "undecided"):
        return plain
    weights: Mapping[str, int] = defaultdict(lambda: 1)
    if by == "firmness":
        weights = {id_: firmness(claim, question.as_of) for id_, claim in problem.claims.items()}
    if plain.status in ("unopposed", "possible"):
        collected = Collected((Found(frozenset(), frozenset()),), True, False)
    else:
        collected = collect_unlockings(problem, weights, by, limit, deadline)
    late = max(deadline, monotonic() + GRACE)
    ways = tuple(_way(question, problem, found, weights, by, late) for found in collected.sets)
    return _filled(plain, collected, ways=ways)


def _filled(
    plain: Answer,
    collected: Collected,
    findings: tuple[Finding, ...] = (),
    ways: tuple[Way, ...] = (),
) -> Answer:
    return Answer(
        goal=plain.goal,
        as_of=plain.as_of,
        reading=plain.reading,
        status=plain.status,
        sentence=plain.sentence,
        findings=findings,
        ways=ways,
        complete=collected.complete,
        out_of_time=collected.out_of_time,
    )


def _plain_answer(timeline: Timeline, problem: Problem, deadline: float) -> Answer:
    """The answer without deadlocks: in most cases that is all there is to say."""
    question, calendar = timeline.question, timeline.calendar
    goal = question.goal
    event = calendar.last.done.get(goal)
    status: Status
    if calendar.empty:
        status = "empty"
    elif calendar.mentioned.isdisjoint({goal, *timeline.grouping.opposites.get(goal, ())}):
        status = "unmentioned"
    elif event is not None:
        status = "reached"
    else:
        status = _standing(problem, deadline)
    return Answer(
        goal=goal,
        as_of=question.as_of,
        reading=question.reading,
        status=status,
        sentence=sentence(status, calendar.label(goal), question.as_of),
        reached_by=event.id if event is not None and status == "reached" else "",
        complete=status != "undecided",
        out_of_time=status == "undecided",
    )


def _standing(problem: Problem, deadline: float) -> Status:
    """Whether the goal can be reached while everything stands."""
    try:
        if not blocked_by(problem, problem.claims.keys(), problem.silent, deadline):
            return "possible" if problem.claims else "unopposed"
        only_silence = not blocked_by(problem, problem.claims.keys(), frozenset(), deadline)
    except TimeIsUp:
        return "undecided"
    return "unoffered" if only_silence else "blocked"


def _finding(timeline: Timeline, problem: Problem, found: Found, complete: bool, deadline: float) -> Finding:
    """A deadlock as a record, its claims in the order in which the goal meets them."""
    question = timeline.question
    steps, claims = _path(problem, found)
    try:
        start = timeline.since(found.claims, found.steps, deadline)
    except TimeIsUp:
        start = None
    record = Deadlock(
        id=deadlock_id(question, found.claims, found.steps),
        goal=question.goal,
        as_of=question.as_of,
        reading=question.reading,
        members=tuple(problem.claims[claim].members for claim in claims),
        missing=tuple(sorted(found.steps)),
        since=start,
        complete=complete,
        confidence=_least_sure(problem.claims[claim] for claim in found.claims),
    )
    return Finding(record, _shape(problem, found, steps), steps)


def deadlock_id(question: Question, claims: Iterable[str], missing: Iterable[str]) -> str:
    """The id of a deadlock: the same on every day, as long as its claims are."""
    return stable_id("deadlock", question.goal, question.reading, *sorted(claims), "", *sorted(missing))


def _least_sure(claims: Iterable[Claim]) -> float:
    return min((claim.confidence for claim in claims), default=1.0)


def _path(problem: Problem, found: Found) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The steps that a deadlock holds back, from the goal onwards, and its claims in that order."""
    steps: dict[str, None] = {}
    claims: dict[str, None] = {}
    todo = [problem.goal]
    for step in todo:
        if step in steps:
            continue
        steps[step] = None
        claims.update(dict.fromkeys(one for one in problem.blocks.get(step, ()) if one in found.claims))
        for wait in problem.waits.get(step, ()):
            if wait.claim in found.claims:
                claims[wait.claim] = None
                todo.extend(option.step for option in wait.options)
                bars = [claim for option in wait.options for claim in option.barred_by]
                claims.update(dict.fromkeys(claim for claim in bars if claim in found.claims))
    return tuple(step for step in steps if step not in problem.happened), tuple(claims)


def _shape(problem: Problem, found: Found, steps: Iterable[str]) -> Shape:
    if problem.goal in reached(narrowed(problem, found.claims, found.steps), found.claims, found.steps):
        return "clash"
    if found.steps:
        return "unoffered"
    if any(not found.claims.isdisjoint(problem.blocks.get(step, ())) for step in steps):
        return "refusal"
    return "circle"


def _way(
    question: Question,
    problem: Problem,
    found: Found,
    weights: Mapping[str, int],
    by: Order,
    deadline: float,
) -> Way:
    """An unlocking as a record, with the steps that it makes possible; without them if time is over."""
    kept, silent = Kept(problem, found.claims), problem.silent - found.steps
    own = [problem.claims[claim] for claim in sorted(found.claims)]
    try:
        after = way_to(problem, kept, silent, deadline) or {}
        first = _forced_first(problem, kept, silent, after, deadline)
    except TimeIsUp:
        after, first = {}, ()
    movers = {holder for claim in own for holder in claim.holders}
    weight = sum(weights[claim] for claim in found.claims) + len(found.steps)
    record = Unlocking(
        id=stable_id("unlocking", question.goal, *(claim.id for claim in own), "", *sorted(found.steps)),
        goal=question.goal,
        as_of=question.as_of,
        moves=tuple(claim.members for claim in own),
        actors_moving=tuple(sorted(movers)),
        order=tuple(sorted((earlier, step) for step, before in after.items() for earlier in before)),
        confidence=_least_sure(own),
    )
    return Way(
        unlocking=record,
        offers=tuple(sorted(found.steps)),
        steps=_in_order(problem.goal, after),
        first=first,
        weight=len(movers) + len(found.steps) if by == "actors" else weight,
    )


def _in_order(goal: str, after: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """All steps of a way, each after those it waits for; the goal is the last."""
    done: dict[str, None] = {}
    todo = [(goal, False)] if goal in after else []
    while todo:
        step, ready = todo.pop()
        if ready:
            done[step] = None
        elif step not in done:
            todo.append((step, True))
            todo.extend((earlier, False) for earlier in reversed(after[step]) if earlier not in done)
    return tuple(done)


def _forced_first(
    problem: Problem,
    kept: Set[str],
    silent: Set[str],
    after: Mapping[str, tuple[str, ...]],
    deadline: float,
) -> tuple[str, ...]:
    """The steps without which there is no way at all, and that wait for nothing."""
    begin = sorted(step for step, before in after.items() if not before)
    return tuple(step for step in begin if way_to(problem, kept, silent, deadline, frozenset({step})) is None)
