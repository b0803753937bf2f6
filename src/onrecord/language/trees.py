"""The best dependency tree of a sentence from arc scores (Chu and Liu 1965, Edmonds 1967)."""

from collections.abc import Sequence
from typing import Any

import numpy as np

Array = np.ndarray[Any, np.dtype[Any]]


def best_heads(scores: Array) -> list[int]:
    """The heads of the highest-scoring tree with exactly one root.

    Args:
        scores: shape (words, words + 1): column 0 is the root, column i + 1 is word i; higher is better.

    Returns:
        For each word its head's index, or -1 for the root of the sentence.
    """
    words = len(scores)
    greedy: list[int] = (scores.argmax(axis=1) - 1).tolist()
    if _is_tree(greedy):
        return greedy
    best: list[int] = []
    best_total = -np.inf
    ranked = np.argsort(-scores[:, 0])[: min(words, 4)]
    for root in ranked:
        weights = np.full((words + 1, words + 1), -np.inf)
        weights[1:, 1:] = scores[:, 1:]
        weights[1 + root, :] = -np.inf
        weights[1 + root, 0] = scores[root, 0]
        if sum(weights[1:].max(axis=1)) <= best_total:
            continue  # not even the best head of each word would do
        heads = _edmonds(weights)
        total = sum(weights[word, heads[word]] for word in range(1, words + 1))
        if total > best_total:
            best, best_total = [int(head) - 1 for head in heads[1:]], total
    return best


def _is_tree(heads: Sequence[int]) -> bool:
    """Whether heads form a tree with one root."""
    if heads.count(-1) != 1:
        return False
    seen = [-1] * len(heads)  # from which word each was come to first
    for word in range(len(heads)):
        here = word
        while here != -1 and seen[here] == -1:
            seen[here] = word
            here = heads[here]
        if here != -1 and seen[here] == word:
            return False
    return True


def _cycle(heads: Array) -> list[int]:
    """The nodes of some cycle, or none. Node 0 is the root."""
    state = [0] * len(heads)
    state[0] = 2
    for node in range(1, len(heads)):
        path = []
        here = node
        while state[here] == 0:
            state[here] = 1
            path.append(here)
            here = int(heads[here])
        if state[here] == 1:
            return path[path.index(here) :]
        for passed in path:
            state[passed] = 2
    return []


def _edmonds(weights: Array) -> Array:
    """Heads of the maximum spanning arborescence; `weights[word, head]`, node 0 the root."""
    size = len(weights)
    weights = weights.copy()
    weights[0, :] = -np.inf
    np.fill_diagonal(weights, -np.inf)
    heads: Array = weights.argmax(axis=1)
    heads[0] = 0
    cycle = _cycle(heads)
    if not cycle:
        return heads
    inside = np.zeros(size, dtype=bool)
    inside[cycle] = True
    outside = [node for node in range(size) if not inside[node]]
    own = weights[cycle, heads[cycle]]
    contracted = np.full((len(outside) + 1, len(outside) + 1), -np.inf)
    contracted[:-1, :-1] = weights[np.ix_(outside, outside)]
    entering = weights[np.ix_(cycle, outside)] - own[:, None]
    contracted[-1, :-1] = entering.max(axis=0)
    enters = entering.argmax(axis=0)
    leaving = weights[np.ix_(outside, cycle)]
    contracted[:-1, -1] = leaving.max(axis=1)
    leaves = leaving.argmax(axis=1)
    solved = _edmonds(contracted)
    result: Array = heads.copy()
    for place, node in enumerate(outside):
        if node == 0:
            continue
        chosen = int(solved[place])
        result[node] = cycle[leaves[place]] if chosen == len(outside) else outside[chosen]
    entry = int(solved[-1])
    result[cycle[enters[entry]]] = outside[entry]
    return result
