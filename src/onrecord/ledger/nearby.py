"""Claims that stand near a goal: refusals, conditions, allegations and denials about what is akin to it.

In an archive very much may stand near, and few are shown: the first in order of time.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from datetime import date
from heapq import heapify, heappop, heappush
from itertools import count, islice

from sqlalchemy import Connection

from onrecord.ledger.in_force import Held, InForce
from onrecord.track.frames import CLAIMED

Start = tuple[date, str]
"""The day and the id of the first record of a group."""
Rule = tuple[str, Callable[[Held], bool]]
"""Why something stands near, and which of what is said of it does."""


@dataclass(frozen=True, slots=True)
class Group:
    """What one party says of one issue in one way, and why that stands near.

    Attributes:
        why: what it shares with the goal or with what the goal waits for.
        held: what is said.
    """

    why: str
    held: Held


def groups_near(
    connection: Connection,
    there: InForce,
    linked: Mapping[str, str],
    near: Mapping[str, tuple[str, str]],
    already: Set[str],
    most: int,
) -> list[Group]:
    """What could hold back things that stand near, in order of time.

    Args:
        connection: of a transaction.
        there: what counts on the day asked for.
        linked: the goal and what it waits for, the goal first.
        near: what stands near these, as `nearness.near_to` gives it.
        already: ids of claims that are told elsewhere.
        most: how many groups at most.
    """
    reasons = _Reasons(next(iter(linked)), linked, near, there.chart.labels)
    said = _SaidInOrder()
    for matter in linked:
        said.hear(there.refusals(connection, matter), reasons.claimed, matter)
        if matter != reasons.goal:
            said.hear(there.waited_for.get(matter, ()), reasons.waiting, matter)
    for matter in near:
        said.hear(there.first.get(matter, ()), reasons.terms, matter)
        said.hear(there.refusals(connection, matter), reasons.refused, matter)
    groups = (group for group in said.groups() if group.held.ids[0] not in already)
    return list(islice(groups, most))


@dataclass(frozen=True, slots=True)
class _Reasons:
    """Why what is said of a matter stands near a goal, and which of it does.

    Attributes:
        goal: the goal.
        linked: the goal and what it waits for.
        near: what stands near these.
        labels: of matters.
    """

    goal: str
    linked: Mapping[str, str]
    near: Mapping[str, tuple[str, str]]
    labels: Mapping[str, str]

    def claimed(self, _: str) -> Rule:
        """Allegations and denials of a linked matter."""
        return "about the same", lambda one: one.other in CLAIMED

    def waiting(self, matter: str) -> Rule:
        """What else waits for a linked matter."""
        label = self.labels.get(matter, matter)
        return f"waits for the same: {label}", lambda one: one.about not in self.linked

    def terms(self, matter: str) -> Rule:
        """The terms of a near matter, but for those that are linked themselves."""
        return self._shared(matter), lambda one: one.other not in self.linked or one.other == self.goal

    def refused(self, matter: str) -> Rule:
        """Refusals, allegations and denials of a near matter."""
        return self._shared(matter), lambda _: True

    def _shared(self, matter: str) -> str:
        link, shared = self.near[matter]
        return f"{shared}: {link}"


@dataclass(frozen=True, slots=True)
class _SaidInOrder:
    """What is said of matters; side by side, and no object for each: of thousands it is the turn of few.

    Attributes:
        starts: for each matter, by number, what nothing that is said of it comes before.
        said: what is, in order of time.
        rules: what gives the rule for it.
        matters: the matters.
    """

    starts: list[Start] = field(default_factory=list)
    said: list[Sequence[Held]] = field(default_factory=list)
    rules: list[Callable[[str], Rule]] = field(default_factory=list)
    matters: list[str] = field(default_factory=list)

    def hear(self, said: Sequence[Held], rule: Callable[[str], Rule], matter: str) -> None:
        """Take in what is said of one more matter."""
        if said:
            self.starts.append(said[0].start)
            self.said.append(said)
            self.rules.append(rule)
            self.matters.append(matter)

    def groups(self) -> Iterator[Group]:
        """All that the rules let through, in order of time; only those are begun whose turn it is."""
        return _in_order(self.starts, self._begin)

    def _begin(self, number: int) -> Iterator[Group]:
        why, which = self.rules[number](self.matters[number])
        return (Group(why, held) for held in self.said[number] if which(held))


def _in_order(starts: Sequence[Start], begin: Callable[[int], Iterator[Group]]) -> Iterator[Group]:
    """All groups in order of time; of thousands of matters only those are begun whose turn it is.

    Args:
        starts: for each matter, by number, what nothing of it comes before.
        begin: the groups of a matter, in order of time.
    """
    begun: list[tuple[Start, int, Group, Iterator[Group]]] = []

    def further(number: int, rest: Iterator[Group]) -> None:
        for group in islice(rest, 1):
            heappush(begun, (group.held.start, number, group, rest))

    waiting = list(zip(starts, count()))  # a heap, since only the first few are taken as a rule
    heapify(waiting)
    while waiting:
        start, number = heappop(waiting)
        while begun and begun[0][0] < start:
            _, own, group, rest = heappop(begun)
            yield group
            further(own, rest)
        further(number, begin(number))
    while begun:
        _, own, group, rest = heappop(begun)
        yield group
        further(own, rest)
