"""Development figures while training, by the run-time decoding."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
import torch
from tokenizers import Tokenizer

from onrecord.language.crf import Transitions, best_path, spans_of
from training.batches import collate, windows_of
from training.corpora import treebank
from training.examples import ROLES, Example
from training.names import columns
from training.network import CRF, Network


def cofenet_items(path: Path) -> list[Example]:
    """The published development items: a paragraph each."""
    items = []
    for line in path.open(encoding="utf-8"):
        item = json.loads(line)
        count = len(item["tokens"])
        items.append(
            Example(
                item["tokens"], [True] + [False] * (count - 1), [0] * count, {"attribution": item["labels"]}
            )
        )
    return items


def evaluate(
    network: Network, tokenizer: Tokenizer, data: Path, quick: bool = False, most: int = 0
) -> dict[str, Any]:
    """F1 of exact spans on PolNeAR dev by role; tags and parse on EWT dev; names on
    CrossNER-politics dev; of each the first `most` examples alone, unless that is 0."""
    network.eval()
    until = most or None
    items = cofenet_items(data / "polnear/cofenet-dev.jsonl")[:until]
    with torch.no_grad(), torch.autocast(next(network.parameters()).device.type, dtype=torch.bfloat16):
        figures = {"attribution": _attribution(network, tokenizer, items[::3] if quick else items)}
        figures["syntax"] = _syntax(network, tokenizer, list(treebank([data / "ud/ewt-dev.conllu"]))[:until])
        figures["names"] = _names(
            network, tokenizer, list(columns(data / "ner/crossner-politics/dev.txt"))[:until]
        )
    return figures


def _scores(network: Network, tokenizer: Tokenizer, example: Example, head: str) -> np.ndarray[Any, Any]:
    parts = []
    device = next(network.parameters()).device
    index = {name: {label: n for n, label in enumerate(own)} for name, own in network.labels.items()}
    for prepared in windows_of(tokenizer, example):
        batch = collate([prepared], index).to(device)
        words = network.words(batch.ids, batch.cases, batch.quotes, batch.mask, batch.first)
        parts.append(network.taggers[head](words)[0].float().cpu().numpy())
    return np.concatenate(parts)


def transitions_of(crf: CRF) -> Transitions:
    """What a CRF has learned, for the decoding of the run time."""
    between, start, end = (value.detach().cpu().numpy() for value in crf.scores())
    return Transitions(between, start, end)


def _attribution(network: Network, tokenizer: Tokenizer, items: list[Example]) -> dict[str, float]:
    transitions = transitions_of(network.crf)
    right: Counter[str] = Counter()
    given: Counter[str] = Counter()
    wanted: Counter[str] = Counter()
    for example in items:
        path = best_path(_scores(network, tokenizer, example, "attribution"), transitions)
        found = set(spans_of([network.labels["attribution"][label] for label in path]))
        gold = set(spans_of(example.labels["attribution"]))
        for role in ROLES:
            own = {span for span in found if span[2] == role}
            theirs = {span for span in gold if span[2] == role}
            right[role] += len(own & theirs)
            given[role] += len(own)
            wanted[role] += len(theirs)
    result = {role: round(200 * right[role] / max(1, given[role] + wanted[role]), 2) for role in ROLES}
    result["mean"] = round(sum(result.values()) / 3, 2)
    return result


def _syntax(network: Network, tokenizer: Tokenizer, examples: list[Example]) -> dict[str, float]:
    index = {name: {label: n for n, label in enumerate(own)} for name, own in network.labels.items()}
    counts: Counter[str] = Counter()
    device = next(network.parameters()).device
    for example in examples:
        for prepared in windows_of(tokenizer, example):
            batch = collate([prepared], index).to(device)
            words = network.words(batch.ids, batch.cases, batch.quotes, batch.mask, batch.first)
            heads = network.parser.arcs(words, batch.sentences).argmax(-1)
            relations = network.parser.relations(words, heads).argmax(-1)
            assert batch.heads is not None
            known = batch.heads >= 0
            attached = (heads == batch.heads) & known
            counts["words"] += int(known.sum())
            counts["uas"] += int(attached.sum())
            counts["las"] += int((attached & (relations == batch.gold["relation"])).sum())
            for head in ("upos", "xpos", "lemma"):
                gold = batch.gold[head]
                counts[head] += int(((network.taggers[head](words).argmax(-1) == gold) & (gold >= 0)).sum())
                counts[head + "_of"] += int((gold >= 0).sum())
    result = {name: round(100 * counts[name] / counts["words"], 2) for name in ("uas", "las")}
    for head in ("upos", "xpos", "lemma"):
        result[head] = round(100 * counts[head] / counts[head + "_of"], 2)
    return result


def _names(network: Network, tokenizer: Tokenizer, examples: list[Example]) -> dict[str, float]:
    transitions = transitions_of(network.name_crf)
    right: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for example in examples:
        path = best_path(_scores(network, tokenizer, example, "name"), transitions)
        labels = [network.labels["name"][n] for n in path]
        found, gold = set(spans_of(labels)), set(spans_of(example.labels["name"]))
        for kind in {span[2] for span in found | gold}:
            own = {span for span in found if span[2] == kind}
            theirs = {span for span in gold if span[2] == kind}
            right[kind] += len(own & theirs)
            total[kind] += len(own) + len(theirs)
    return {kind: round(200 * right[kind] / total[kind], 2) for kind in sorted(total)}
