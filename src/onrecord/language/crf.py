"""Decoding a linear-chain conditional random field (Lafferty, McCallum and Pereira 2001) with NumPy.

The attribution head scores each word for each label; the transitions between labels were learned with it.
Every paragraph is a sequence of its own. Transitions that BIO forbids are scored `FORBIDDEN`.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

import numpy as np

Array = np.ndarray[Any, np.dtype[np.float32]]
FORBIDDEN = -1e4
STEPS_AT_ONCE = 4
"""After so many words weights are brought back to about 1, lest they grow or shrink out of all measure."""
WORDS_AT_ONCE = 50_000
"""Places for words side by side: a hundred times what a report takes, and some megabytes."""
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Transitions:
    """Learned scores between labels.

    Attributes:
        between: shape (labels, labels), from row to column.
        start: shape (labels,), for the first word of a paragraph.
        end: shape (labels,), for the last word of a paragraph.
    """

    between: Array
    start: Array
    end: Array


def bio_forbidden(labels: Sequence[str]) -> tuple[Array, Array]:
    """What BIO forbids: an I that doesn't follow a B or I of its kind.

    Returns:
        Masks of shape (labels, labels) and (labels,): 0 where allowed, `FORBIDDEN` where not.
    """
    between = np.zeros((len(labels), len(labels)), dtype=np.float32)
    start = np.zeros(len(labels), dtype=np.float32)
    for column, label in enumerate(labels):
        if label.startswith("I-"):
            start[column] = FORBIDDEN
            for row, before in enumerate(labels):
                if before not in (f"B-{label[2:]}", label):
                    between[row, column] = FORBIDDEN
    return between, start


def best_path(scores: Array, transitions: Transitions) -> list[int]:
    """The likeliest labels of one paragraph (Viterbi).

    Args:
        scores: shape (words, labels).
        transitions: the learned scores between labels.

    Returns:
        A label index for each word.
    """
    return best_paths([scores], transitions)[0]


def best_paths(every: Sequence[Array], transitions: Transitions) -> list[list[int]]:
    """The likeliest labels of several paragraphs, each for itself, in one go.

    Args:
        every: each paragraph's scores, shape (words, labels).
        transitions: the learned scores between labels.

    Returns:
        For each paragraph a label index for each word.
    """
    return _in_groups(_best_paths, every, transitions)


def _best_paths(every: Sequence[Array], transitions: Transitions) -> list[list[int]]:
    paths: list[list[int]] = [[] for _ in every]
    order, padded, going = _side_by_side(every)
    if not order:
        return paths
    into = np.ascontiguousarray(transitions.between.T)
    best = padded[:, 0] + transitions.start
    every_best = np.empty(padded.shape, dtype=best.dtype)  # of the word before each
    for word in range(1, padded.shape[1]):
        here = going[word]
        every_best[:here, word] = best[:here]
        best[:here] = np.maximum.reduce(best[:here, None, :] + into, axis=2) + padded[:here, word]
    last = (best + transitions.end).argmax(axis=1)
    for row, place in enumerate(order):
        label = int(last[row])
        path = [label]
        back = (every_best[row, 1 : len(every[place]), None, :] + into).argmax(axis=2)
        for choices in back[::-1].tolist():
            label = choices[label]
            path.append(label)
        paths[place] = path[::-1]
    return paths


def marginals(scores: Array, transitions: Transitions) -> Array:
    """Each label's probability at each word of one paragraph (forward-backward).

    Args:
        scores: shape (words, labels).
        transitions: the learned scores between labels.

    Returns:
        Shape (words, labels); rows sum to 1.
    """
    return every_marginals([scores], transitions)[0]


def every_marginals(every: Sequence[Array], transitions: Transitions) -> list[Array]:
    """Each label's probability at each word of several paragraphs, in one go.

    Args:
        every: each paragraph's scores, shape (words, labels).
        transitions: the learned scores between labels.

    Returns:
        For each paragraph shape (words, labels); rows sum to 1.
    """
    return _in_groups(_every_marginals, every, transitions)


def _every_marginals(every: Sequence[Array], transitions: Transitions) -> list[Array]:
    found: list[Array] = [np.zeros(scores.shape, dtype=np.float32) for scores in every]
    order, padded, going = _side_by_side(every)
    if not order:
        return found
    _, reverse, _ = _side_by_side([scores[::-1] for scores in every])
    between = np.exp(transitions.between.astype(np.float64))
    # Forward from the first word and backward from the last go side by side, one step at a time for both.
    both = np.stack([between, between.T])
    weights = np.stack([_weights(padded), _weights(reverse)])
    coming = np.ones(weights.shape)  # what comes to each word from those before it, or after it
    coming[0, :, 0] = np.exp(transitions.start.astype(np.float64))
    coming[1, :, 0] = np.exp(transitions.end.astype(np.float64))
    with np.errstate(invalid="ignore", divide="ignore"):
        state = coming[:, :, 0] * weights[:, :, 0]
        for word in range(1, padded.shape[1]):
            here = going[word]
            onward = np.matmul(state[:, :here], both, out=coming[:, :here, word])
            state = onward * weights[:, :here, word]
            if word % STEPS_AT_ONCE == 0:
                state /= np.add.reduce(state, axis=2, keepdims=True)
        for row, place in enumerate(order):
            length = len(every[place])
            joint = coming[0, row, :length] * weights[0, row, :length] * coming[1, row, :length][::-1]
            found[place] = (joint / joint.sum(axis=1, keepdims=True)).astype(np.float32)
    lost = [place for place, chances in enumerate(found) if not np.isfinite(chances).all()]
    for place, chances in zip(lost, _in_logarithms([every[one] for one in lost], transitions), strict=True):
        found[place] = chances
    return found


def _weights(scores: Array) -> Any:
    """Scores as weights, each word's largest 1."""
    wide = scores.astype(np.float64)
    return np.exp(wide - wide.max(axis=2, keepdims=True))


def _in_logarithms(every: Sequence[Array], transitions: Transitions) -> list[Array]:
    """`every_marginals` for scores that lie thousands apart, of which no path of weights is left: slower."""
    found: list[Array] = [np.zeros(scores.shape, dtype=np.float32) for scores in every]
    order, padded, going = _side_by_side(every)
    if not order:
        return found
    _, reverse, _ = _side_by_side([scores[::-1] for scores in every])
    between = transitions.between.astype(np.float64)
    forward = np.zeros(padded.shape, dtype=np.float64)
    backward = np.zeros(padded.shape, dtype=np.float64)  # from each paragraph's last word on
    forward[:, 0] = padded[:, 0] + transitions.start
    backward[:, 0] = transitions.end
    for word in range(1, padded.shape[1]):
        here = going[word]
        forward[:here, word] = padded[:here, word] + _log_sum(forward[:here, word - 1, :, None] + between, 1)
        after = reverse[:here, word - 1] + backward[:here, word - 1]
        backward[:here, word] = _log_sum(between + after[:, None, :], 2)
    for row, place in enumerate(order):
        length = len(every[place])
        joint = forward[row, :length] + backward[row, :length][::-1]
        joint -= joint.max(axis=1, keepdims=True)
        weights = np.exp(joint)
        found[place] = (weights / weights.sum(axis=1, keepdims=True)).astype(np.float32)
    return found


def _in_groups(
    decode: Callable[[Sequence[Array], Transitions], list[Result]],
    every: Sequence[Array],
    transitions: Transitions,
) -> list[Result]:
    """What is decoded of paragraphs, so many at a time as take little room side by side.

    Those of a report go together. Of a book the longest paragraph would else set the room for each.
    """
    order = sorted(range(len(every)), key=lambda place: -len(every[place]))
    if not order or len(order) * len(every[order[0]]) <= WORDS_AT_ONCE:
        return decode(every, transitions)
    found: dict[int, Result] = {}
    while order:
        count = max(1, WORDS_AT_ONCE // max(1, len(every[order[0]])))
        group, order = order[:count], order[count:]
        found.update(zip(group, decode([every[place] for place in group], transitions), strict=True))
    return [found[place] for place in range(len(every))]


def _side_by_side(every: Sequence[Array]) -> tuple[list[int], Array, list[int]]:
    """Paragraphs next to each other, so that all are decoded word by word at once.

    Returns:
        The places of those with words, the longest first; their scores, shape (paragraphs, words of the
        longest, labels); and how many of them have a word at each place.
    """
    order = sorted((place for place, scores in enumerate(every) if len(scores)), key=lambda p: -len(every[p]))
    if not order:
        return order, np.zeros((0, 0, 0), dtype=np.float32), []
    longest, labels = every[order[0]].shape
    padded = np.zeros((len(order), longest, labels), dtype=every[order[0]].dtype)
    for row, place in enumerate(order):
        padded[row, : len(every[place])] = every[place]
    ends = np.bincount([len(every[place]) for place in order], minlength=longest + 1)
    going = len(order) - np.cumsum(ends)[:longest]
    return order, padded, [int(count) for count in going]


def _log_sum(values: Any, axis: int) -> Any:
    # In logarithms, since the scores of some words lie thousands apart.
    top = values.max(axis=axis, keepdims=True)
    return top.squeeze(axis) + np.log(np.exp(values - top).sum(axis=axis))


def spans_of(labels: Sequence[str]) -> list[tuple[int, int, str]]:
    """The spans that a sequence of BIO labels stands for, as (first word, after the last word, kind)."""
    spans = []
    start, kind = 0, ""
    for word, label in enumerate([*labels, "O"]):
        if kind and label != f"I-{kind}":
            spans.append((start, word, kind))
            kind = ""
        if label.startswith("B-") or (label.startswith("I-") and not kind):
            start, kind = word, label[2:]
    return spans
