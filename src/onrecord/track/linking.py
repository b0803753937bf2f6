"""Grouping without comparing all pairs: what shares a key is compared, what is linked forms a group."""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from itertools import combinations
from typing import TypeVar

Item = TypeVar("Item")


def linked(
    items: Mapping[str, Item],
    keys: Callable[[Item], Iterable[Hashable]],
    same: Callable[[Item, Item], bool],
) -> list[tuple[str, ...]]:
    """Group items: those that share a key and are the same by `same`, and all that such links connect.

    Args:
        items: by id.
        keys: what an item must share with another to be compared with it. The work grows with the square of
            the items of one key, so a key that many share is a poor one.
        same: whether two are one; symmetric, and a function of these two alone.

    Returns:
        Groups of ids, each sorted, in order of their smallest; every id is in one.
    """
    shelves: dict[Hashable, list[str]] = {}
    for id_ in sorted(items):
        for key in set(keys(items[id_])):
            shelves.setdefault(key, []).append(id_)
    found = {
        (one, other)
        for shelf in shelves.values()
        for one, other in combinations(shelf, 2)
    }  # fmt: skip
    return connected(items, ((one, other) for one, other in sorted(found) if same(items[one], items[other])))


def connected(ids: Iterable[str], links: Iterable[tuple[str, str]]) -> list[tuple[str, ...]]:
    """The connected components of a graph (union-find with path halving, Tarjan 1975).

    Args:
        ids: the nodes.
        links: pairs of them.

    Returns:
        Components, each sorted, in order of their smallest id.
    """
    above = {id_: id_ for id_ in ids}

    def top(id_: str) -> str:
        while above[id_] != id_:
            above[id_] = above[above[id_]]
            id_ = above[id_]
        return id_

    for one, other in links:
        first, second = sorted((top(one), top(other)))
        above[second] = first
    groups: dict[str, list[str]] = {}
    for id_ in sorted(above):
        groups.setdefault(top(id_), []).append(id_)
    return sorted(tuple(group) for group in groups.values())


def pairs(groups: Iterable[Sequence[str]]) -> set[tuple[str, str]]:
    """All pairs within groups, each with the smaller id first."""
    return {(min(two), max(two)) for group in groups for two in combinations(group, 2)}
