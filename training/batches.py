"""From examples to batches of tensors."""

import random
from collections.abc import Sequence
from dataclasses import dataclass, fields, replace

import torch
from tokenizers import Tokenizer
from torch import Tensor

from onrecord.language.windows import Window, Words, bounds, encode, window
from training.examples import IGNORE, Example

NOT_LABELLED = -100
DOUBLE = {"“": ("‘", '"', "«", ""), "”": ("’", '"', "»", ""), '"': ("'", '"', '"', "")}


@dataclass
class Batch:
    """Windows of one kind of data, padded to the longest."""

    ids: Tensor
    cases: Tensor
    quotes: Tensor
    mask: Tensor
    first: Tensor
    sentences: Tensor
    starts: Tensor
    lengths: Tensor
    gold: dict[str, Tensor]
    heads: Tensor | None

    def to(self, device: torch.device) -> "Batch":
        """The batch on another device."""
        moved = {
            field.name: value.to(device)
            for field in fields(self)
            if isinstance(value := getattr(self, field.name), Tensor)
        }
        return replace(self, **moved, gold={name: value.to(device) for name, value in self.gold.items()})


Prepared = tuple[Window, Words, Example]


def with_other_marks(example: Example, chance: random.Random, rate: float) -> Example:
    """The example with some paragraphs' double quotation marks put in another style, or lost, as outlets
    and scrapers do."""
    words = list(example.words)
    labels = {head: list(own) for head, own in example.labels.items()}
    style: int | None = None
    dropped: set[int] = set()
    for place, word in enumerate(words):
        if example.starts[place]:
            roll = chance.random()
            style = None
            if roll < rate:
                style = chance.choice((0, 0, 1, 2, 3)) if roll < rate / 2 else chance.choice((0, 1))
        if style is not None and word in DOUBLE:
            words[place] = DOUBLE[word][style]
            if not words[place]:
                dropped.add(place)
    if dropped:
        own = labels["attribution"]
        for place in dropped:
            if (
                own[place].startswith("B-")
                and place + 1 < len(own)
                and own[place + 1] == "I" + own[place][1:]
            ):
                own[place + 1] = own[place]
        keep = [place for place in range(len(words)) if place not in dropped]
        starts = list(example.starts)
        for place in sorted(dropped):
            if starts[place] and place + 1 < len(starts):
                starts[place + 1] = True
        return Example(
            [words[place] for place in keep],
            [starts[place] for place in keep],
            [example.sentences[place] for place in keep],
            {head: [row[place] for place in keep] for head, row in labels.items()},
        )
    return Example(words, example.starts, example.sentences, labels, example.heads)


def windows_of(tokenizer: Tokenizer, example: Example, overlap: int = 0) -> list[Prepared]:
    """The windows of one example."""
    words = encode(tokenizer, example.words, example.starts, example.sentences)
    return [
        (window(tokenizer, words, start, end), words, example)
        for start, end in bounds(words, overlap=overlap)
    ]


def paragraphs_of(example: Example, chance: random.Random, alone: float) -> list[Example]:
    """The example cut before some paragraphs, so that the model also learns to read one by itself."""
    cuts = [
        place for place, start in enumerate(example.starts) if start and place and chance.random() < alone
    ]
    parts = []
    for left, right in zip([0, *cuts], [*cuts, len(example.words)], strict=True):
        parts.append(
            Example(
                example.words[left:right],
                example.starts[left:right],
                example.sentences[left:right],
                {head: own[left:right] for head, own in example.labels.items()},
            )
        )
    return parts


def collate(prepared: Sequence[Prepared], index: dict[str, dict[str, int]]) -> Batch:
    """One batch out of windows that have labels for the same heads."""
    pieces = max(len(one.ids) for one, _, _ in prepared)
    count = max(one.end - one.start for one, _, _ in prepared)
    size = len(prepared)
    ids, cases, quotes, mask = (torch.zeros(size, pieces, dtype=torch.long) for _ in range(4))
    first = torch.zeros(size, count, dtype=torch.long)
    sentences = torch.full((size, count), -1, dtype=torch.long)
    starts = torch.zeros(size, count, dtype=torch.bool)
    lengths = torch.tensor([one.end - one.start for one, _, _ in prepared])
    heads_known = all(example.heads is not None for _, _, example in prepared)
    heads = torch.full((size, count), NOT_LABELLED, dtype=torch.long) if heads_known else None
    names = set.intersection(*(set(example.labels) for _, _, example in prepared))
    gold = {name: torch.full((size, count), NOT_LABELLED, dtype=torch.long) for name in names}
    for row, (one, words, example) in enumerate(prepared):
        long = len(one.ids)
        ids[row, :long] = torch.from_numpy(one.ids)
        cases[row, :long] = torch.from_numpy(one.cases)
        quotes[row, :long] = torch.from_numpy(one.quotes)
        mask[row, :long] = 1
        own = one.end - one.start
        first[row, :own] = torch.from_numpy(one.first)
        sentences[row, :own] = torch.from_numpy(one.sentences)
        starts[row, :own] = torch.tensor(words.starts[one.start : one.end])
        starts[row, 0] = True
        for name in names:
            labels = example.labels[name][one.start : one.end]
            gold[name][row, :own] = torch.tensor(
                [
                    NOT_LABELLED if label == IGNORE else index[name].get(label, NOT_LABELLED)
                    for label in labels
                ]
            )
        if heads is not None and example.heads is not None:
            for word, head in enumerate(example.heads[one.start : one.end]):
                if head is not None and (head == -1 or one.start <= head < one.end):
                    heads[row, word] = 0 if head == -1 else head - one.start + 1
    return Batch(ids, cases, quotes, mask, first, sentences, starts, lengths, gold, heads)
