"""Claims that stand near a goal: refusals, conditions, allegations and denials about what is akin to it.

In an archive very much may stand near, and few are shown: the first in order of time.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date
from heapq import heappop, heappush
from itertools import islice

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
    goal = next(iter(linked))
    labels = there.chart.labels

    def claimed(_: str) -> Rule:
        return "about the same", lambda one: one.other in CLAIMED

    def waiting(matter: str) -> Rule:
        return f"waits for the same: {labels.get(matter, matter)}", lambda one: one.about not in linked

    def terms(matter: str) -> Rule:
        return _shared(near[matter]), lambda one: one.other not in linked or one.other == goal

    def refused(matter: str) -> Rule:
        return _shared(near[matter]), lambda _: True

    # Side by side, and no object for each: of thousands of matters it is the turn of few.
    starts: list[Start] = []
    said: list[Sequence[Held]] = []
    rules: list[Callable[[str], Rule]] = []
    matters: list[str] = []

    def hear(every: Sequence[Held], rule: Callable[[str], Rule], matter: str) -> None:
        if every:
            starts.append(every[0].start)
            said.append(every)
            rules.append(rule)
            matters.append(matter)

    for matter in linked:
        hear(there.refusals(connection, matter), claimed, matter)
        if matter != goal:
            hear(there.waited_for.get(matter, ()), waiting, matter)
    for matter in near:
        hear(there.first.get(matter, ()), terms, matter)
        hear(there.refusals(connection, matter), refused, matter)

    def begin(number: int) -> Iterator[Group]:
        why, which = rules[number](matters[number])
        return (Group(why, held) for held in said[number] if which(held))

    groups = (group for group in _in_order(starts, begin) if group.held.ids[0] not in already)
    return list(islice(groups, most))


def _shared(near: tuple[str, str]) -> str:
    link, shared = near
    return f"{shared}: {link}"


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

    for number in sorted(range(len(starts)), key=starts.__getitem__):
        while begun and begun[0][0] < starts[number]:
            _, own, group, rest = heappop(begun)
            yield group
            further(own, rest)
        further(number, begin(number))
    while begun:
        _, own, group, rest = heappop(begun)
        yield group
        further(own, rest)
