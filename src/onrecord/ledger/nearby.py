"""Claims that stand near a goal: refusals, conditions, allegations and denials about what is akin to it.

In an archive very much may stand near, and few are shown: the first in order of time.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date
from functools import partial
from heapq import heappop, heappush
from itertools import islice
from operator import itemgetter

from sqlalchemy import Connection

from onrecord.ledger.in_force import Held, InForce
from onrecord.track.frames import CLAIMED

Start = tuple[date, str]
"""The day and the id of the first record of a group."""


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
    labels = there.chart.labels
    goal = next(iter(linked))
    heard: list[tuple[Start, Callable[[], Iterator[Group]]]] = []

    def hear(every: Sequence[Held], why: str, which: Callable[[Held], bool]) -> None:
        if every:
            heard.append((every[0].start, partial(_because, every, why, which)))

    for matter in linked:
        hear(there.refusals(connection, matter), "about the same", lambda one: one.other in CLAIMED)
        if matter != goal and matter in there.waited_for:
            why = f"waits for the same: {labels.get(matter, matter)}"
            hear(there.waited_for[matter], why, lambda one: one.about not in linked)
    for matter, (link, shared) in near.items():
        why = f"{shared}: {link}"
        terms = there.first.get(matter, ())
        hear(terms, why, lambda one: one.other not in linked or one.other == goal)
        hear(there.refusals(connection, matter), why, lambda _: True)
    groups = (group for group in _in_order(heard) if group.held.ids[0] not in already)
    return list(islice(groups, most))


def _because(every: Iterable[Held], why: str, which: Callable[[Held], bool]) -> Iterator[Group]:
    return (Group(why, held) for held in every if which(held))


def _in_order(heard: list[tuple[Start, Callable[[], Iterator[Group]]]]) -> Iterator[Group]:
    """All groups in order of time; of thousands of matters only those are begun whose turn it is.

    Args:
        heard: for each matter what nothing of it comes before, and its groups in order of time.
    """
    begun: list[tuple[Start, int, Group, Iterator[Group]]] = []

    def further(number: int, rest: Iterator[Group]) -> None:
        for group in islice(rest, 1):
            heappush(begun, (group.held.start, number, group, rest))

    for number, (earliest, begin) in enumerate(sorted(heard, key=itemgetter(0))):
        while begun and begun[0][0] < earliest:
            _, own, group, rest = heappop(begun)
            yield group
            further(own, rest)
        further(number, begin())
    while begun:
        _, own, group, rest = heappop(begun)
        yield group
        further(own, rest)
