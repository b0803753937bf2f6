"""Decoding a linear-chain conditional random field (Lafferty, McCallum and Pereira 2001) with NumPy.

The attribution head scores each word for each label; the transitions between labels were learned with it.
Every paragraph is a sequence of its own. Transitions that BIO forbids are scored `FORBIDDEN`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

Array = np.ndarray[Any, np.dtype[np.float32]]
FORBIDDEN = -1e4


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
    if not len(scores):
        return []
    best = scores[0] + transitions.start
    back = np.zeros(scores.shape, dtype=np.int64)
    columns = np.arange(scores.shape[1])
    for word in range(1, len(scores)):
        candidates = best[:, None] + transitions.between
        back[word] = candidates.argmax(axis=0)
        best = candidates[back[word], columns] + scores[word]
    label = int((best + transitions.end).argmax())
    path = [label]
    for word in range(len(scores) - 1, 0, -1):
        label = int(back[word, label])
        path.append(label)
    return path[::-1]


def marginals(scores: Array, transitions: Transitions) -> Array:
    """Each label's probability at each word of one paragraph (forward-backward).

    Args:
        scores: shape (words, labels).
        transitions: the learned scores between labels.

    Returns:
        Shape (words, labels); rows sum to 1.
    """
    count, labels = scores.shape
    forward = np.zeros((count, labels), dtype=np.float64)
    backward = np.zeros((count, labels), dtype=np.float64)
    between = transitions.between.astype(np.float64)
    forward[0] = scores[0] + transitions.start
    for word in range(1, count):
        forward[word] = scores[word] + _log_sum(forward[word - 1][:, None] + between, axis=0)
    backward[-1] = transitions.end
    for word in range(count - 2, -1, -1):
        backward[word] = _log_sum(between + (scores[word + 1] + backward[word + 1])[None, :], axis=1)
    joint = forward + backward
    joint -= joint.max(axis=1, keepdims=True)
    weights = np.exp(joint)
    result: Array = (weights / weights.sum(axis=1, keepdims=True)).astype(np.float32)
    return result


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
