"""What the model learns from: texts cut into words by the tokenizer that onrecord uses, with labels.

A head without labels learns nothing from an example. Data: see `../shared/data`.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import spacy

ROLES = ("source", "cue", "content")
ATTRIBUTION_LABELS = ("O", *(f"{mark}-{role}" for role in ROLES for mark in "BI"))
# MISC (events, elections, works, buildings, vehicles) is learned so that parts of such names aren't taken for
# parties; at run time it is left out.
NAME_KINDS = ("PERSON", "STATE", "ORGANIZATION", "GROUP", "MISC")
NAME_LABELS = ("O", *(f"{mark}-{kind}" for kind in NAME_KINDS for mark in "BI"))
IGNORE = "?"

BLANK = spacy.blank("en")


@dataclass
class Example:
    """Words with labels.

    Attributes:
        words: without white space.
        starts: whether each begins a paragraph.
        sentences: number of the sentence of each word.
        labels: for each head one label a word; `IGNORE` where nothing is known.
        heads: index of each word's head in the example, -1 for a root, None where nothing is known.
    """

    words: list[str]
    starts: list[bool]
    sentences: list[int]
    labels: dict[str, list[str]] = field(default_factory=dict)
    heads: list[int | None] | None = None


def tokens_of(text: str) -> tuple[list[str], list[tuple[int, int]]]:
    """The words of a text as the program cuts them, and their offsets."""
    kept = [token for token in BLANK.make_doc(text) if not token.is_space]
    return [token.text for token in kept], [(token.idx, token.idx + len(token)) for token in kept]


def joined(sentences: Iterable[Example], most: int = 140) -> Iterator[Example]:
    """Neighbouring sentences put together into examples of about `most` words."""
    held: list[Example] = []
    for sentence in sentences:
        if held and sum(len(one.words) for one in held) + len(sentence.words) > most:
            yield _join(held)
            held = []
        held.append(sentence)
    if held:
        yield _join(held)


def _join(parts: list[Example]) -> Example:
    whole = Example([], [], [], defaultdict(list), [])
    for number, part in enumerate(parts):
        base = len(whole.words)
        whole.words += part.words
        whole.starts += part.starts
        whole.sentences += [number] * len(part.words)
        for head, labels in part.labels.items():
            whole.labels[head] += labels
        assert whole.heads is not None
        if part.heads is not None:
            whole.heads += [head if head in (-1, None) else head + base for head in part.heads]
    whole.labels = dict(whole.labels)
    if not whole.heads:
        whole.heads = None
    whole.starts[0] = True
    return whole
