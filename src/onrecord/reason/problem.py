"""The question as a small problem: steps, what holds each back, and whose claim that is.

Only the goal and what it depends on is kept (a slice of the requirements, from the goal backwards). What
holds on a day is the same whatever the goal (`Day`); many goals asked of one material share it.
"""

from collections.abc import Hashable, Iterable, Iterator, KeysView, Mapping, Set
from copy import copy
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from itertools import chain

from onrecord.model import Condition, Event, Issue, Position
from onrecord.reason.grouping import Grouping
from onrecord.reason.happened import Happenings, under_way
from onrecord.reason.question import Material, Question
from onrecord.reason.stands import in_force, offered_by_condition, offered_by_position, since

ABSENCE = "no "  # "no A" is so until A happens; "end of A" has to be brought about


@dataclass(frozen=True)  # without slots: what is worked out of it is kept in it
class Claim:
    """A position or condition with its restatements, as far as they are in force.

    Attributes:
        id: that of the smallest of its records, in force or not; the same on every day.
        records: those in force, by date and id.
    """

    id: str
    records: tuple[Position | Condition, ...]

    @cached_property
    def members(self) -> tuple[str, ...]:
        """The ids of its records."""
        return tuple(record.id for record in self.records)

    @cached_property
    def holders(self) -> tuple[str, ...]:
        """The ids of those who hold it, sorted."""
        return tuple(sorted({record.holder for record in self.records}))

    @property
    def stands_since(self) -> date | None:
        """The day of its first record in force, or None where one is undated."""
        days = [since(record.date) for record in self.records]
        known_days = [day for day in days if day is not None]
        return min(known_days) if len(known_days) == len(days) else None

    @cached_property
    def confidence(self) -> float:
        """That of its surest record."""
        return max(record.confidence for record in self.records)


@dataclass(frozen=True, slots=True)
class Option:
    """One way to meet a condition.

    Attributes:
        step: what would have to happen.
        barred_by: ids of the claims that keep it out as an alternative.
    """

    step: str
    barred_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Wait:
    """That a step waits for one of some options, as long as a claim is kept."""

    claim: str
    step: str
    options: tuple[Option, ...]


def wait_order(wait: Wait) -> tuple[str, list[str]]:
    """The order of what one step waits for."""
    return wait.claim, [one.step for one in wait.options]


@dataclass(frozen=True, slots=True)
class Uses:
    """In which ways claims hold steps back: that they refuse one, or make one wait for something.

    Attributes:
        alone: the way, of each claim that has no other.
        several: in how many, of each other claim; what keeps an alternative out is among these.
    """

    alone: Mapping[str, Hashable]
    several: Mapping[str, int]


@dataclass(frozen=True)  # without slots: what is worked out of it is kept in it
class Problem:
    """What holds the goal back.

    Attributes:
        goal: id of the step asked about.
        claims: by id.
        blocks: the claims that hold a step back outright, by step.
        waits: the conditions on a step, by step.
        happened: the steps that have happened.
        silent: the steps that nobody offers and that need somebody to; empty in the lenient reading.
        excludes: pairs of steps of which at most one can be taken.
    """

    goal: str
    claims: Mapping[str, Claim]
    blocks: Mapping[str, tuple[str, ...]]
    waits: Mapping[str, tuple[Wait, ...]]
    happened: frozenset[str]
    silent: frozenset[str] = frozenset()
    excludes: tuple[tuple[str, str], ...] = ()

    def of(self, goal: str) -> "Problem":
        """The same of another goal that depends on all its steps, with what was worked out of it."""
        if goal == self.goal:
            return self
        other = copy(self)
        object.__setattr__(other, "goal", goal)
        return other

    @cached_property
    def steps(self) -> frozenset[str]:
        """All steps of the problem."""
        found = {self.goal, *self.blocks, *self.waits, *self.happened, *self.silent}
        found.update(
            option.step for waits in self.waits.values() for wait in waits for option in wait.options
        )
        return frozenset(found)

    @cached_property
    def uses(self) -> Uses:
        """In which ways its claims hold steps back."""
        alone: dict[str, Hashable] = {}
        several: dict[str, int] = {}

        for step, own in self.blocks.items():
            for claim in own:
                if alone.setdefault(claim, step) is not step:
                    several[claim] = several.get(claim, 1) + 1
        for wait in chain.from_iterable(self.waits.values()):
            way = (wait.step, wait.options)
            if alone.setdefault(wait.claim, way) is not way:
                several[wait.claim] = several.get(wait.claim, 1) + 1
            for claim in chain.from_iterable(option.barred_by for option in wait.options):
                alone.setdefault(claim, wait)
                several[claim] = several.get(claim, 1) + 1
        for claim in several:
            del alone[claim]
        return Uses(alone, several)


@dataclass(frozen=True, slots=True)
class Day:
    """What holds on one day, for whatever goal.

    Attributes:
        grouping: of all records into claims.
        blocks: the claims that hold each step back outright, sorted.
        waits: the conditions on each step, sorted.
        done: the steps that have happened, each with the event that says so.
        records: those of each claim in force.
        begun: the steps under way; only in the strict reading.
        offered: the steps that somebody offers; likewise.
        claims: made of these when they are first asked for, by id.
        problems: likewise, by the steps that a goal depends on; goals that depend on each other share one.
    """

    grouping: Grouping
    blocks: Mapping[str, tuple[str, ...]]
    waits: Mapping[str, tuple[Wait, ...]]
    done: Mapping[str, Event]
    records: Mapping[str, list[Position | Condition]] = field(repr=False)
    begun: frozenset[str] = frozenset()
    offered: frozenset[str] = frozenset()
    claims: dict[str, Claim] = field(default_factory=dict, repr=False, compare=False)
    problems: dict[frozenset[str], Problem] = field(default_factory=dict, repr=False, compare=False)

    def claim(self, id_: str) -> Claim:
        """A claim with those of its records that are in force."""
        found = self.claims.get(id_)
        if found is None:
            unique = {record.id: record for record in self.records[id_]}
            ordered = sorted(unique.values(), key=lambda record: (since(record.date) or date.min, record.id))
            found = self.claims[id_] = Claim(id_, tuple(ordered))
        return found


class Claims(Mapping[str, Claim]):
    """Some claims of a day, by id; put together when they are asked for.

    Args:
        day: the day.
        ids: theirs.
    """

    def __init__(self, day: Day, ids: Mapping[str, None]) -> None:
        self._day, self._ids = day, ids

    def __getitem__(self, id_: str) -> Claim:
        if id_ not in self._ids:
            raise KeyError(id_)
        return self._day.claim(id_)

    def __contains__(self, id_: object) -> bool:
        return id_ in self._ids

    def __iter__(self) -> Iterator[str]:
        return iter(self._ids)

    def __len__(self) -> int:
        return len(self._ids)

    def keys(self) -> KeysView[str]:
        """The ids."""
        return self._ids.keys()


def build(
    material: Material,
    grouping: Grouping,
    question: Question,
    as_of: date,
    happenings: Happenings | None = None,
) -> Problem:
    """The problem of one day, cut down to the goal and what it depends on; see `day_of`."""
    return problem_of(day_of(material, grouping, question, as_of, happenings), question)


def day_of(
    material: Material,
    grouping: Grouping,
    question: Question,
    as_of: date,
    happenings: Happenings | None = None,
) -> Day:
    """What holds on a day; the question's goal doesn't matter.

    Args:
        material: the records of all dates.
        grouping: of these.
        question: what is asked.
        as_of: the day.
        happenings: of the material, where several days are asked about.
    """
    lenient = question.reading == "lenient"
    weighed = grouping.bearing if lenient else grouping.positions
    positions = [one for one in weighed if in_force(one, as_of)]
    conditions = [one for one in grouping.conditions if in_force(one, as_of)]
    done = (happenings or Happenings(material, question, grouping.opposites)).on(as_of)
    day = day_with(positions, conditions, grouping, question, done)
    if lenient:
        return day
    offered: set[str] = set()
    for position in positions:
        offered |= offered_by_position(position, grouping.opposites, grouping.issues)
    for condition in conditions:
        offered |= offered_by_condition(condition, grouping.issues)
    begun = under_way(material, question, as_of, grouping.opposites)
    return replace(day, begun=begun, offered=frozenset(offered))


def day_with(
    positions: Iterable[Position],
    conditions: Iterable[Condition],
    grouping: Grouping,
    question: Question,
    done: Mapping[str, Event],
) -> Day:
    """What holds on a day by the records in force on it; in the lenient reading, where silence is nothing.

    Args:
        positions: those that bear on something.
        conditions: all.
        grouping: of the records into claims.
        question: what is asked.
        done: what has happened by that day.
    """
    records: dict[str, list[Position | Condition]] = {}
    blocks: dict[str, set[str]] = {}
    for position in positions:
        for step in grouping.blocks.get(position.id, ()):
            blocks.setdefault(step, set()).add(grouping.claim_of[position.id])
            records.setdefault(grouping.claim_of[position.id], []).append(position)
    waits: dict[str, set[Wait]] = {}
    alternatives = Alternatives(positions, grouping)
    for condition in conditions:
        if condition.id in grouping.claim_of and (
            question.actors is None or condition.holder in question.actors
        ):
            claim = grouping.claim_of[condition.id]
            waits.setdefault(condition.step, set()).add(
                Wait(claim, condition.step, alternatives.options(condition))
            )
            records.setdefault(claim, []).append(condition)
    return Day(
        grouping=grouping,
        blocks={step: tuple(sorted(claims)) for step, claims in blocks.items()},
        waits={step: tuple(sorted(own, key=wait_order)) for step, own in waits.items()},
        done=done,
        records=records,
    )


def problem_of(day: Day, question: Question) -> Problem:
    """The problem of a goal: it and what it depends on, everything sorted, so that every run has the same."""
    reached = day.done.keys()
    kept = _ancestors(question.goal, day.waits, reached)
    if kept not in day.problems:
        day.problems[kept] = _problem_with(day, kept, question)
    return day.problems[kept].of(question.goal)


def _problem_with(day: Day, kept: frozenset[str], question: Question) -> Problem:
    """The problem of a goal that depends on some steps, itself among them."""
    reached = day.done.keys()
    silent: frozenset[str] = frozenset()
    if question.reading != "lenient":
        so_far = frozenset(reached) | day.begun
        silent = frozenset(
            step
            for step in kept - reached - day.offered - day.begun
            if _needs_an_offer(step, day.grouping.issues, so_far)
        )
    todo = sorted(kept - reached)
    blocks = {step: day.blocks[step] for step in todo if step in day.blocks}
    waits = {step: day.waits[step] for step in todo if step in day.waits}
    used = dict.fromkeys(chain.from_iterable(blocks.values()))
    for own in waits.values():
        for wait in own:
            used[wait.claim] = None
            for option in wait.options:
                used.update(dict.fromkeys(option.barred_by))
    excludes = tuple(
        (step, other)
        for step in todo
        for other in sorted(day.grouping.opposites.get(step, frozenset()))
        if step < other and other in kept and other not in reached
    )
    return Problem(
        question.goal,
        Claims(day, used),
        blocks,
        waits,
        frozenset(kept & reached),
        silent,
        excludes,
    )


def _ancestors(goal: str, waits: Mapping[str, Iterable[Wait]], reached: Set[str]) -> frozenset[str]:
    """The goal and all that it waits for, not going beyond what has happened."""
    found, todo = {goal}, [goal]
    while todo:
        step = todo.pop()
        if step in reached:
            continue
        for wait in waits.get(step, ()):
            for option in wait.options:
                if option.step not in found:
                    found.add(option.step)
                    todo.append(option.step)
    return frozenset(found)


def _needs_an_offer(step: str, issues: Mapping[str, Issue], so_far: frozenset[str]) -> bool:
    """Whether silence means that a step won't be taken: not of topics, nor of the absence of what isn't."""
    issue = issues.get(step)
    if issue is None:
        return True
    if issue.kind == "topic":
        return False
    absence = bool(issue.negates) and issue.label.casefold().startswith(ABSENCE)
    return not absence or issue.negates in so_far


def stands_for(position: Position) -> bool:
    """Whether a position is for what it is about, so that what it names would do instead for its holder."""
    return position.polarity == "for" and position.act not in {"allege", "deny", "withdraw"}


class Alternatives:
    """What would do instead of a requirement, and who keeps that out.

    Args:
        positions: those in force.
        grouping: of all records into claims.
    """

    def __init__(self, positions: Iterable[Position], grouping: Grouping) -> None:
        self.named = grouping.named
        self.would_do: dict[tuple[str, str], set[str]] = {}
        self.against: dict[str, list[tuple[str, tuple[str, ...]]]] = {}
        for position in positions:
            if position.alternatives and stands_for(position):
                self.would_do.setdefault((position.holder, position.issue), set()).update(
                    position.alternatives
                )
            for step in grouping.blocks.get(position.id, ()):
                refusal = (grouping.claim_of[position.id], position.alternatives)
                self.against.setdefault(step, []).append(refusal)

    def options(self, condition: Condition) -> tuple[Option, ...]:
        """The ways to meet a condition: its requirement, its alternatives, and those its holder named."""
        named = self.named.get(condition.requirement, ())
        instead = set(condition.alternatives)
        for issue in (condition.requirement, *named):
            instead |= self.would_do.get((condition.holder, issue), set())
        instead.discard(condition.requirement)
        if not instead:
            return (Option(condition.requirement),)
        refusals = [refusal for issue in named for refusal in self.against.get(issue, [])]
        options = [Option(condition.requirement)]
        for step in sorted(instead):
            bars = {claim for claim, only in refusals if not only or step in only}
            options.append(Option(step, tuple(sorted(bars))))
        return tuple(options)
