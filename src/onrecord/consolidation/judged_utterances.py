"""Which statements are of one act of speaking as people judged it: links that they add, and cut."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import combinations

from sqlalchemy import Connection

from onrecord.store import anchors
from onrecord.store.utterances import Link

Decision = tuple[str, dict[int, list[int]]]


def decided(connection: Connection) -> list[Decision]:
    """What is decided now: `merge` or `split`, and the numbers of the attributions on each side."""
    return anchors.utterance_decisions(connection)


def as_judged(found: Iterable[Link], decisions: Sequence[Decision], mine: Collection[int]) -> Iterator[Link]:
    """Links as people judged them; the later judgement before the earlier where they differ.

    Args:
        found: links that the rules give, each with one of `mine`.
        decisions: in the order they were made.
        mine: the attributions whose links are asked for.
    """
    cut: set[frozenset[int]] = set()
    added: set[frozenset[int]] = set()
    for verdict, sides in decisions:
        across = {
            frozenset((one, other))
            for first, second in combinations(sides.values(), 2)
            for one in first
            for other in second
        }
        if verdict == "split":
            cut |= across
            added -= across
        else:
            cut -= across
            added |= across
    for link in found:
        if frozenset(link[:2]) not in cut:
            yield link
    for pair in added:
        one, other = sorted(pair)
        if one in mine or other in mine:
            yield one, other, 1.0, True
