"""The encoder at run time: words in, what every head says of them out, in one pass.

Windows go through the network one by one. Dynamic int8 scales activations over all that it is given at once,
so a window's reading depends on that window alone: not on other reports, on the batch or on the threads.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
import onnxruntime
from tokenizers import Tokenizer

from onrecord.errors import ModelError
from onrecord.language.shipped import Shipped
from onrecord.language.windows import Known, Words, bounds, window

Array = np.ndarray[Any, np.dtype[Any]]
Told = Callable[[float], None]
"""Told which part of some work is done, from 0 to 1."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What the heads say of each word of a text.

    Attributes:
        attribution: scores, shape (words, labels).
        name: scores, shape (words, labels).
        upos: label indices, shape (words,).
        xpos: likewise.
        lemma: likewise, of lemma rules.
        relation: likewise, of the relation to the likeliest head.
        arcs: for each sentence, in order, scores of shape (words, 1 + words); column 0 is the root.
    """

    attribution: Array
    name: Array
    upos: Array
    xpos: Array
    lemma: Array
    relation: Array
    arcs: tuple[Array, ...]


SLOWER_JOINED = "SkipLayerNormFusion"
"""ONNX Runtime joins additions and normalisations; apart they save a sixth of the time of the network."""
PER_WORD = ("attribution", "name", "upos", "xpos", "lemma", "relation")
SCORED = ("attribution", "name")
"""Heads that give scores for every label; the others give the likeliest label."""
OUTPUTS = (*PER_WORD, "arcs")


class Encoder:
    """The network in an ONNX session, with its tokenizer.

    Args:
        shipped: the model directory.
        threads: threads for one window; 0 leaves the choice to ONNX Runtime.

    Raises:
        ModelError: the network can't be loaded.
    """

    def __init__(self, shipped: Shipped, threads: int = 0) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        try:
            self._session = onnxruntime.InferenceSession(
                str(shipped.folder / "model.onnx"),
                options,
                providers=["CPUExecutionProvider"],
                disabled_optimizers=[SLOWER_JOINED],
            )
            self.tokenizer = Tokenizer.from_file(str(shipped.folder / "tokenizer.json"))
        except Exception as error:  # both libraries raise their own bare exceptions
            raise ModelError(
                f"The language model at {shipped.folder} can't be loaded: {error}.", "Reinstall onrecord."
            ) from error
        self.tokenizer.no_truncation()
        self.tokenizer.no_padding()
        self.shipped = shipped
        self.known: Known = {}

    def read(self, words: Words, told: Told | None = None) -> Reading:
        """Read a text.

        Args:
            words: the encoded words (see `windows.encode`).
            told: told now and then which part of them was read, from 0 to 1.

        Returns:
            Each word as the window in which it stands farthest from a border reads it; the arcs of a
            sentence as the window that holds most of it reads them.
        """
        places = list(bounds(words))
        if not places:
            return self._of_nothing()
        read: dict[str, list[Array]] = {name: [] for name in PER_WORD}
        sentences = sentence_bounds(words.sentences)
        held = _held_most(sentences, places)
        arcs: dict[int, Array] = {}
        # Of each window only what is taken from it is kept: all that is said of a book is a gigabyte.
        for number, (place, (left, right)) in enumerate(zip(places, _owners(words, places), strict=True)):
            output = self._run(words, *place)
            for name in PER_WORD:
                read[name].append(output[name][left:right])
            for sentence in held[number]:
                arcs[sentence] = _arcs(output["arcs"], sentences[sentence], place)
            if told:
                told((number + 1) / len(places))
        per_word = {name: np.concatenate(parts) for name, parts in read.items()}
        return Reading(**per_word, arcs=tuple(arcs[sentence] for sentence in range(len(sentences))))

    def _of_nothing(self) -> Reading:
        """The reading of a text without a word."""
        labels = self.shipped.labels
        per_word = {
            name: np.zeros((0, len(labels[name])), np.float32) if name in SCORED else np.zeros(0, np.int64)
            for name in PER_WORD
        }
        return Reading(**per_word, arcs=())

    def _run(self, words: Words, start: int, end: int) -> dict[str, Array]:
        one = window(self.tokenizer, words, start, end)
        values = self._session.run(
            list(OUTPUTS),
            {
                "ids": one.ids[None],
                "cases": one.cases[None],
                "quotes": one.quotes[None],
                "first": one.first[None],
                "sentences": one.sentences[None],
            },
        )
        return {name: np.asarray(value)[0] for name, value in zip(OUTPUTS, values, strict=True)}


def _owners(words: Words, places: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """For each window the words, counted from its start, that are taken from it: a window that begins with a
    paragraph has all of it, other overlaps are halved."""
    edges = [0]
    for (_, end), (start, _) in pairwise(places):
        edges.append(start if words.starts[start] else (start + end) // 2)
    edges.append(len(words.words))
    return [
        (left - start, right - start)
        for (left, right), (start, _) in zip(pairwise(edges), places, strict=True)
    ]


def _held_most(sentences: list[tuple[int, int]], places: list[tuple[int, int]]) -> list[list[int]]:
    """For each window the numbers of the sentences that it holds more words of than another, or first."""
    starts, ends = [start for start, _ in places], [end for _, end in places]
    found: list[list[int]] = [[] for _ in places]
    for number, (start, end) in enumerate(sentences):
        touching = range(bisect_right(ends, start), bisect_left(starts, end))
        found[max(touching, key=lambda one: min(end, ends[one]) - max(start, starts[one]))].append(number)
    return found


def _arcs(read: Array, sentence: tuple[int, int], place: tuple[int, int]) -> Array:
    """The arc scores of a sentence; with words that its window doesn't hold they are lowest.

    Args:
        read: what is read of the window's words.
        sentence: its first word, and after its last.
        place: the same of the window.
    """
    (start, end), (left, right) = sentence, place
    scores = np.full((end - start, end - start + 1), -1e4, dtype=np.float32)
    scores[:, 0] = -5e3
    first, last = max(start, left), min(end, right)
    block = read[first - left : last - left]
    scores[first - start : last - start, 0] = block[:, 0]
    scores[first - start : last - start, 1 + first - start : 1 + last - start] = block[
        :, 1 + first - left : 1 + last - left
    ]
    return scores


def sentence_bounds(sentences: tuple[int, ...]) -> list[tuple[int, int]]:
    """The first and last word (exclusive) of each sentence."""
    edges = [word for word in range(len(sentences)) if word == 0 or sentences[word] != sentences[word - 1]]
    return list(pairwise([*edges, len(sentences)]))
