"""From words to the windows that the encoder reads.

A window holds at most `MAX_PIECES` word pieces. A text longer than that is read in several: a paragraph
that a border cuts is read again whole by the next window, or, where it is too long for that, the two
overlap, and each word is taken from the window in which it stands farther from a border.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from tokenizers import Tokenizer

from onrecord.language.features import case_of, quote_states

MAX_PIECES = 254
OVERLAP = 80
PIECES_OF_ONE_WORD = 12
MOST_KNOWN = 30_000
"""So many words' pieces are kept; then all are forgotten, else an archive would fill the memory."""

Known = dict[str, tuple[tuple[int, ...], int]]
"""The pieces and the case of words that were met before."""

Array = np.ndarray[Any, np.dtype[Any]]


@dataclass(frozen=True, slots=True)
class Words:
    """A text cut into words, as the encoder needs it.

    Attributes:
        words: the words, white space left out.
        starts: whether each begins a paragraph.
        sentences: the number of the sentence that each belongs to.
        pieces: the ids of each word's pieces.
        cases: each word's case (see `features`).
        quotes: each word's place in quotations (see `features`).
    """

    words: tuple[str, ...]
    starts: tuple[bool, ...]
    sentences: tuple[int, ...]
    pieces: tuple[tuple[int, ...], ...]
    cases: tuple[int, ...]
    quotes: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch of words with the encoder's inputs for it.

    Attributes:
        start: the first word.
        end: after the last word.
        ids: piece ids, beginning with [CLS], ending with [SEP], a [SEP] between paragraphs.
        cases: the case of the word that each piece belongs to.
        quotes: its place in quotations.
        first: for each word the index of its first piece.
        sentences: for each word the number of its sentence.
    """

    start: int
    end: int
    ids: Array
    cases: Array
    quotes: Array
    first: Array
    sentences: Array


def encode(
    tokenizer: Tokenizer,
    words: Sequence[str],
    starts: Sequence[bool],
    sentences: Sequence[int],
    known: Known | None = None,
) -> Words:
    """Cut words into pieces and note their features.

    Args:
        tokenizer: the encoder's word-piece tokenizer.
        words: the words of a text, without white space.
        starts: whether each begins a paragraph.
        sentences: the number of the sentence that each belongs to.
        known: what this tokenizer made of words before; it is added to.

    Returns:
        The words with pieces and features; a word the tokenizer makes nothing of is one unknown piece.
    """
    known = {} if known is None else known
    if len(known) > MOST_KNOWN:
        known.clear()
    _learn(tokenizer, [word for word in dict.fromkeys(words) if word not in known], known)
    return Words(
        words=tuple(words),
        starts=tuple(starts),
        sentences=tuple(sentences),
        pieces=tuple(known[word][0] for word in words),
        cases=tuple(known[word][1] for word in words),
        quotes=tuple(quote_states(words, starts)),
    )


def _learn(tokenizer: Tokenizer, words: Sequence[str], known: Known) -> None:
    """Note the pieces of words, which depend on nothing around them, and their case."""
    if not words:
        return
    unknown = int(tokenizer.token_to_id("[UNK]") or 0)
    encoding = tokenizer.encode(list(words), is_pretokenized=True, add_special_tokens=False)
    pieces: list[list[int]] = [[] for _ in words]
    for piece, place in zip(encoding.ids, encoding.word_ids, strict=True):
        if place is not None and len(pieces[place]) < PIECES_OF_ONE_WORD:
            pieces[place].append(piece)
    for word, found in zip(words, pieces, strict=True):
        known[word] = (tuple(found) or (unknown,), case_of(word))


def window(tokenizer: Tokenizer, text: Words, start: int, end: int) -> Window:
    """The encoder's inputs for the words from `start` to `end`."""
    opening, separator = tokenizer.token_to_id("[CLS]"), tokenizer.token_to_id("[SEP]")
    ids, cases, quotes = [opening], [0], [0]
    first: list[int] = []
    words = slice(start, end)
    parts = zip(text.starts[words], text.pieces[words], text.cases[words], text.quotes[words], strict=True)
    for begins, pieces, case, quote in parts:
        if begins and first:
            ids.append(separator)
            cases.append(0)
            quotes.append(0)
        first.append(len(ids))
        if len(pieces) == 1:
            ids.append(pieces[0])
            cases.append(case)
            quotes.append(quote)
        else:
            ids += pieces
            cases += [case] * len(pieces)
            quotes += [quote] * len(pieces)
    ids.append(separator)
    cases.append(0)
    quotes.append(0)
    return Window(
        start,
        end,
        np.array(ids, dtype=np.int64),
        np.array(cases, dtype=np.int64),
        np.array(quotes, dtype=np.int64),
        np.array(first, dtype=np.int64),
        np.array(text.sentences[words], dtype=np.int64),
    )


def bounds(text: Words, size: int = MAX_PIECES, overlap: int = OVERLAP) -> Iterator[tuple[int, int]]:
    """The first and last word (exclusive) of each window over a text.

    Args:
        text: the encoded words.
        size: pieces in a window, its [CLS] and [SEP] left out.
        overlap: pieces that neighbouring windows share where a border cuts a long paragraph, at least.
    """
    costs = [
        len(pieces) + (1 if begins else 0) for pieces, begins in zip(text.pieces, text.starts, strict=True)
    ]
    start = 0
    while start < len(costs):
        end, held = start, 0
        while end < len(costs) and held + costs[end] <= size:
            held += costs[end]
            end += 1
        yield start, end
        if end == len(costs):
            return
        start = _following(text.starts, costs, start, end, overlap)


def _following(starts: Sequence[bool], costs: Sequence[int], start: int, end: int, overlap: int) -> int:
    """Where the window after the one from `start` to `end` begins."""
    paragraph = end
    while not starts[paragraph] and paragraph > start:
        paragraph -= 1
    if paragraph > start and sum(costs[paragraph:end]) <= 2 * overlap:
        return paragraph
    shared, following = 0, end
    while following > start + 1 and shared < overlap:
        following -= 1
        shared += costs[following]
    return following
