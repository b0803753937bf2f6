"""Claims that stand near a goal: refusals, conditions, allegations and denials about what is akin to it.

In an archive very much may stand near, and few are shown: the first in order of time.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date
from heapq import heappop, heappush
from itertools import islice

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
    goal = next(iter(linked))
    heard: list[tuple[Start, int, tuple[str, Iterable[Held]]]] = []

    def hear(why: str, every: Sequence[Held], which: Callable[[Held], bool] | None = None) -> None:
        if every:
            heard.append((every[0].start, len(heard), (why, filter(which, every) if which else every)))

    labels = there.chart.labels
    for matter in linked:
        hear("about the same", there.refusals(connection, matter), lambda one: one.other in CLAIMED)
        if matter != goal:
            waiting = there.waited_for.get(matter, ())
            hear(
                f"waits for the same: {labels.get(matter, matter)}", waiting, lambda one: one.about not in linked
            )
    for matter, (link, shared) in near.items():
        why = f"{shared}: {link}"
        hear(why, there.first.get(matter, ()), lambda one: one.other not in linked or one.other == goal)
        hear(why, there.refusals(connection, matter))
    in_order = _in_order(heard)
    return list(islice((group for group in in_order if group.held.ids[0] not in already), most))


def _in_order(heard: list[tuple[Start, int, tuple[str, Iterable[Held]]]]) -> Iterator[Group]:
    """All groups in order of time; of thousands of matters only those are begun that it is the turn of.

    Args:
        heard: for each matter a start before which nothing of it lies, a number, and why it stands near with
            what is said of it, in order of time.
    """
    heard.sort(key=lambda one: one[:2])
    begun: list[tuple[Start, int, Group, Iterator[Held]]] = []

    def further(number: int, why: str, rest: Iterator[Held]) -> None:
        for held in islice(rest, 1):
            heappush(begun, (held.start, number, Group(why, held), rest))

    for earliest, number, (why, every) in heard:
        while begun and begun[0][0] < earliest:
            _, own, group, rest = heappop(begun)
            yield group
            further(own, group.why, rest)
        further(number, why, iter(every))
    while begun:
        _, own, group, rest = heappop(begun)
        yield group
        further(own, group.why, rest)
