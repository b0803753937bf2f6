"""Claims that stand near a goal: refusals, conditions, allegations and denials about what is akin to it.

In an archive very much may stand near, and few are shown: the first in order of time.
"""

from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from heapq import merge
from itertools import islice

from sqlalchemy import Connection

from onrecord.ledger.in_force import Held, InForce
from onrecord.track.frames import CLAIMED


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

    def every() -> Iterator[Iterator[Group]]:
        for matter in linked:
            claimed = (one for one in there.refusals(connection, matter) if one.other in CLAIMED)
            yield _because("about the same", claimed)
            if matter != goal and matter in there.waited_for:
                others = (one for one in there.waited_for[matter] if one.about not in linked)
                yield _because(f"waits for the same: {labels.get(matter, matter)}", others)
        for matter, (link, shared) in near.items():
            terms = there.first.get(matter, ())
            others = (one for one in terms if one.other not in linked or one.other == goal)
            yield _because(f"{shared}: {link}", others)
            yield _because(f"{shared}: {link}", there.refusals(connection, matter))

    in_order = merge(*every(), key=lambda group: group.held.start)
    return list(islice((group for group in in_order if group.held.ids[0] not in already), most))


def _because(why: str, every: Iterable[Held]) -> Iterator[Group]:
    return (Group(why, held) for held in every)
