"""History: since when each deadlock of a goal has stood, what made it, and what resolved earlier ones."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from time import monotonic

from onrecord.model import Condition, Deadlock, Event, Position
from onrecord.reason.asking import deadlocks
from onrecord.reason.problem import Problem
from onrecord.reason.pruning import pruned
from onrecord.reason.question import Material, Question, checked_limit
from onrecord.reason.reach import TimeIsUp
from onrecord.reason.stands import since
from onrecord.reason.timeline import Timeline


@dataclass(frozen=True, slots=True)
class Episode:
    """A deadlock, from when it arose until it was resolved.

    Attributes:
        deadlock: the record, as of the day on which it arose.
        since: that day, or None where the records say nothing earlier or are undated.
        created_by: ids of the records of that day that made it.
        until: the day on which it was resolved, or None where it stands.
        resolved_by: ids of the records of that day that resolved it.
    """

    deadlock: Deadlock
    since: date | None
    created_by: tuple[str, ...]
    until: date | None
    resolved_by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class History:
    """The deadlocks of a goal over time.

    Attributes:
        episodes: by the day on which they arose, and then by id.
        complete: whether all deadlocks of all days were found.
    """

    episodes: tuple[Episode, ...]
    complete: bool


def history(material: Material, question: Question, *, limit: int = 20, seconds: float = 30.0) -> History:
    """The deadlocks of a goal on every day up to the one asked for.

    Args:
        material: the records of all dates, also those that were replaced.
        question: the goal, the last day and the reading.
        limit: how many deadlocks of one day to follow at most.
        seconds: how long to search at most.

    Raises:
        UsageError: the limit or the time makes no sense.
    """
    checked_limit(limit, seconds)
    deadline = monotonic() + seconds
    timeline = Timeline(material, question)
    found: dict[tuple[str, date | None], Episode] = {}
    complete = True
    before: Problem | None = None
    for day in timeline.days:
        try:
            if monotonic() > deadline:
                raise TimeIsUp
            problem = pruned(timeline.problem(day))
            if problem == before:
                continue
            before = problem
            left = max(0.0, deadline - monotonic())
            answer = deadlocks(material, replace(question, as_of=day), limit=limit, seconds=left)
            complete = complete and answer.complete
            for deadlock in answer.deadlocks:
                key = (deadlock.id, deadlock.since)
                if key not in found:
                    found[key] = _episode(timeline, deadlock, day, deadline)
        except TimeIsUp:
            return History(_by_day(found.values()), False)
    return History(_by_day(found.values()), complete)


def _by_day(episodes: Iterable[Episode]) -> tuple[Episode, ...]:
    ordered = sorted(episodes, key=lambda one: (one.since or date.min, one.deadlock.id))
    return tuple(ordered)


def _episode(timeline: Timeline, deadlock: Deadlock, day: date, deadline: float) -> Episode:
    """Follow a deadlock from a day on until its claims no longer hold the goal back."""
    claim_of = timeline.grouping.claim_of
    claims = {claim_of[members[0]] for members in deadlock.members}
    missing = set(deadlock.missing)
    end = next(
        (
            later
            for later in timeline.days
            if later > day and not timeline.stands(claims, missing, later, deadline)
        ),
        None,
    )
    problem = timeline.problem(day)
    steps = _steps(problem, claims) | missing
    start = deadlock.since
    return Episode(
        deadlock=deadlock,
        since=start,
        created_by=_said_on(timeline, start, steps, claims) if start else (),
        until=end,
        resolved_by=_resolving(timeline, problem, end, steps, claims) if end else (),
    )


def _steps(problem: Problem, claims: set[str]) -> set[str]:
    """The steps that claims hold back, and those that they make them wait for."""
    found = {step for step, own in problem.blocks.items() if not claims.isdisjoint(own)}
    for waits in problem.waits.values():
        for wait in waits:
            if wait.claim in claims:
                found.update((wait.step, *(option.step for option in wait.options)))
    return found


def _said_on(timeline: Timeline, day: date, steps: set[str], claims: set[str]) -> tuple[str, ...]:
    """The records of a day that belong to a deadlock's claims, or else touch its steps."""
    grouping = timeline.grouping
    that_day = [one for one in _records(timeline) if since(one.date) == day]
    own = [one.id for one in that_day if grouping.claim_of.get(one.id) in claims]
    if own:
        return tuple(sorted(own))
    ended = [one for one in _records(timeline) if not isinstance(one, Event) and one.until == day]
    return tuple(sorted(one.id for one in (*that_day, *ended) if _about(one) & steps))


def _resolving(
    timeline: Timeline, problem: Problem, day: date, steps: set[str], claims: set[str]
) -> tuple[str, ...]:
    """The records of a day that resolved a deadlock, as far as the day tells.

    First come what the holders of the claims that lapsed said of their steps and requirements; then
    events about its steps; then anything else about them.
    """
    lapsed = [problem.claims[claim] for claim in claims - timeline.problem(day).claims.keys()]
    about = {(one.holder, issue) for claim in lapsed for one in claim.records for issue in _touched(one)}
    that_day = [one for one in _records(timeline) if since(one.date) == day]
    said = [one for one in that_day if not isinstance(one, Event)]
    own = [one for one in said if any((one.holder, issue) in about for issue in _about(one))]
    events = [one for one in that_day if isinstance(one, Event) and one.issue in steps]
    touching = [one for one in said if _about(one) & steps]
    chosen: list[Position | Condition | Event] = [*(own or events or touching)]
    return tuple(sorted(one.id for one in chosen))


def _touched(record: Position | Condition) -> set[str]:
    """The issues that a holder would speak of again when giving up a record."""
    if isinstance(record, Condition):
        return {record.step, record.requirement}
    return {record.issue}


def _records(timeline: Timeline) -> tuple[Position | Condition | Event, ...]:
    grouping = timeline.grouping
    return (*grouping.positions, *grouping.conditions, *timeline.material.events)


def _about(record: Position | Condition | Event) -> set[str]:
    if isinstance(record, Condition):
        return {record.step}
    return {record.issue}
