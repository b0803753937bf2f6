"""Trains the shipped model: `python -m training.train --data ../shared/data --encoder DIR --out DIR`.

Joint training on attribution (PolNeAR), syntax (UD EWT, GUM) and names (GUM, wikigold, re3d, CrossNER
politics): batches of the corpora in random turn, AdamW, linear warm-up and decay, weights averaged over the
last part.
Writes `network.pt` and `labels.json`; `training.export` makes the shipped files of them.
"""

import argparse
import json
import os
import random
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import torch
from tokenizers import Tokenizer
from torch.nn import functional

from training.batches import (
    NOT_LABELLED,
    Batch,
    Prepared,
    collate,
    paragraphs_of,
    windows_of,
    with_other_marks,
)
from training.corpora import corpora
from training.evaluate import evaluate
from training.examples import ATTRIBUTION_LABELS, NAME_LABELS, Example
from training.network import Network

WARM = 0.06
AVERAGED_FROM = 0.6
# How often an epoch goes through each kind: the small corpora of names would be drowned otherwise. A part of
# a pass is that share of the examples, drawn anew in each epoch.
PASSES = {"attribution": 1.0, "syntax": 1.0, "both": 2.0, "names": 3.0}


def label_sets(examples: dict[str, list[Example]]) -> dict[str, list[str]]:
    """The labels of each head: the attribution and name labels are fixed, the others those of the data that
    occur often enough."""
    labels = {"attribution": list(ATTRIBUTION_LABELS), "name": list(NAME_LABELS)}
    for head, least in (("upos", 1), ("xpos", 5), ("lemma", 4), ("relation", 5)):
        counts = Counter(
            label
            for kind in ("syntax", "both")
            for example in examples[kind]
            for label in example.labels[head]
            if label != "?"
        )
        labels[head] = sorted(label for label, count in counts.items() if count >= least)
    return labels


def batches(
    examples: dict[str, list[Example]],
    tokenizer: Tokenizer,
    index: dict[str, dict[str, int]],
    chance: random.Random,
    size: int,
    passes: dict[str, float],
) -> Iterator[Batch]:
    """One epoch's batches in random turn; windows of like length stand together."""
    ready: list[list[Prepared]] = []
    for kind, own in examples.items():
        prepared: list[Prepared] = []
        whole = int(passes[kind])
        for drawn in (*[own] * whole, chance.sample(own, round((passes[kind] - whole) * len(own)))):
            for example in drawn:
                if kind == "attribution":
                    changed = with_other_marks(example, chance, 0.25)
                    for part in paragraphs_of(changed, chance, chance.choice((0.0, 0.15, 0.5))):
                        prepared += windows_of(tokenizer, part)
                else:
                    prepared += windows_of(tokenizer, example)
        chance.shuffle(prepared)
        pool = size * 24
        for start in range(0, len(prepared), pool):
            near = sorted(prepared[start : start + pool], key=lambda one: len(one[0].ids))
            held: list[Prepared] = []
            for one in near:
                if held and (len(held) + 1) * len(one[0].ids) > size * 256:
                    ready.append(held)
                    held = []
                held.append(one)
            ready.append(held)
    chance.shuffle(ready)
    for group in ready:
        yield collate(group, index)


def loss_of(network: Network, batch: Batch, cost: float = 0.0) -> torch.Tensor:
    """The weighted sum of the losses of the heads that the batch has labels for; `cost` is what missing a
    span of an attribution costs (see `CRF.loss`)."""
    words = network.words(batch.ids, batch.cases, batch.quotes, batch.mask, batch.first)
    total = words.new_zeros(())
    for head, gold in batch.gold.items():
        if head == "relation":
            continue
        scores = network.taggers[head](words)
        if head in ("attribution", "name"):
            crf = network.crf if head == "attribution" else network.name_crf
            own = cost if head == "attribution" else 0.0
            total = total + crf.loss(scores, gold.clamp(min=0), batch.starts, batch.lengths, own)
        else:
            weight = 0.5 if head in ("xpos", "lemma", "upos") else 1.0
            total = total + weight * functional.cross_entropy(
                scores.float().flatten(0, 1), gold.flatten(), ignore_index=NOT_LABELLED
            )
    if batch.heads is not None:
        arcs = network.parser.arcs(words, batch.sentences).float()
        total = total + functional.cross_entropy(
            arcs.flatten(0, 1), batch.heads.flatten(), ignore_index=NOT_LABELLED
        )
        relations = network.parser.relations(words, batch.heads.clamp(min=0)).float()
        total = total + functional.cross_entropy(
            relations.flatten(0, 1), batch.gold["relation"].flatten(), ignore_index=NOT_LABELLED
        )
    return total


def begin_from(network: Network, weights: dict[str, torch.Tensor]) -> None:
    """Take over weights of an earlier training; a head with more labels than then keeps its first rows."""
    own = network.state_dict()
    for name, value in weights.items():
        if own[name].shape == value.shape:
            own[name].copy_(value)
        elif own[name].shape[1:] == value.shape[1:]:
            own[name][: len(value)].copy_(value)


def optimiser_of(network: Network, options: argparse.Namespace) -> torch.optim.Optimizer:
    """AdamW, the heads at four times the encoder's rate; the embeddings of pieces held fast if asked."""
    if options.fixed_pieces:
        network.bert.embeddings.word_embeddings.weight.requires_grad_(False)
    own = [(name, value) for name, value in network.named_parameters() if value.requires_grad]
    heads = [value for name, value in own if not name.startswith("bert.")]
    body = [value for name, value in own if name.startswith("bert.")]
    return torch.optim.AdamW(
        [{"params": body, "lr": options.rate}, {"params": heads, "lr": options.rate * 4}], weight_decay=0.01
    )


def set_rate(optimiser: torch.optim.Optimizer, options: argparse.Namespace, done: float) -> None:
    """The rate at a share of the way: a linear warm-up, then a linear decay."""
    share = min(1.0, done / WARM) * max(0.02, 1 - max(0.0, done - WARM) / (1 - WARM))
    for group, times in zip(optimiser.param_groups, (1, 4), strict=True):
        group["lr"] = options.rate * times * share


def average_into(average: dict[str, torch.Tensor], network: Network) -> None:
    """Move the averaged weights towards the present ones."""
    for name, value in network.state_dict().items():
        if value.dtype.is_floating_point:
            average[name] = value.clone() if name not in average else average[name].lerp(value, 0.04)


def train(options: argparse.Namespace) -> None:
    torch.manual_seed(options.seed)
    torch.set_num_threads(options.threads)
    chance = random.Random(options.seed)
    tokenizer = Tokenizer.from_file(str(options.encoder / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    examples = corpora(options.data, options.every_annotator)
    if options.limit:
        examples = {kind: own[: options.limit] for kind, own in examples.items()}
    labels = label_sets(examples)
    index = {head: {label: place for place, label in enumerate(own)} for head, own in labels.items()}
    device = torch.device(options.device)
    network = Network(options.encoder, labels, options.attention_dropout).to(device)
    if options.begin:
        begin_from(network, torch.load(options.begin, weights_only=True, map_location=device))
    options.out.mkdir(parents=True, exist_ok=True)
    tokenizer.save(str(options.out / "tokenizer.json"))
    (options.out / "labels.json").write_text(json.dumps(labels, ensure_ascii=False, indent=1))
    passes = {kind: float(times) for kind, times in (one.split("=") for one in options.passes)}
    first = list(batches(examples, tokenizer, index, chance, options.batch, PASSES | passes))
    steps = len(first) * options.epochs
    optimiser = optimiser_of(network, options)
    average: dict[str, torch.Tensor] = {}
    step, began, shown, done = 0, time.time(), 0.0, 0.0
    for epoch in range(options.epochs):
        drawn = first if epoch == 0 else batches(
            examples, tokenizer, index, chance, options.batch, PASSES | passes
        )  # fmt: skip
        for batch in drawn:
            network.train()
            set_rate(optimiser, options, done)
            with torch.autocast(device.type, dtype=torch.bfloat16, enabled=options.bfloat):
                loss = loss_of(network, batch.to(device), options.cost)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimiser.step()
            optimiser.zero_grad()
            step += 1
            spent = time.time() - began
            done = max(step / steps, spent / (60 * options.minutes) if options.minutes else 0.0)
            shown = 0.98 * shown + 0.02 * float(loss.detach())
            if step % 50 == 0:
                print(f"epoch {epoch} step {step}/{steps} loss {shown:.3f} {spent:.0f}s", flush=True)
                torch.save(network.state_dict(), options.out / "last.pt")
            if done > AVERAGED_FROM and step % 10 == 0:
                average_into(average, network)
            if done >= 1:
                break
        torch.save(network.state_dict(), options.out / "last.pt")
        if done >= 1:
            break
        if options.watched:
            seen = evaluate(network, tokenizer, options.data, quick=True, most=options.limit)
            print(f"epoch {epoch}", json.dumps(seen), flush=True)
    finish(network, average, tokenizer, options, {"epochs": round(step * options.epochs / steps, 2)})
    described = json.loads((options.out / "run.json").read_text())
    described["words"] = {kind: sum(len(one.words) for one in own) for kind, own in examples.items()}
    (options.out / "run.json").write_text(json.dumps(described, indent=1))


def finish(
    network: Network,
    average: dict[str, torch.Tensor],
    tokenizer: Tokenizer,
    options: argparse.Namespace,
    run: dict[str, float],
) -> None:
    """Keep the last weights or the averaged ones, whichever read attributions better, with their figures."""
    state = {name: value.clone() for name, value in network.state_dict().items()}
    plain = evaluate(network, tokenizer, options.data, most=options.limit)
    network.load_state_dict({**state, **average})
    averaged = evaluate(network, tokenizer, options.data, most=options.limit)
    print("last", json.dumps(plain), "\naveraged", json.dumps(averaged), flush=True)
    better = averaged if averaged["attribution"]["mean"] >= plain["attribution"]["mean"] else plain
    if better is plain:
        network.load_state_dict(state)
    torch.save(network.state_dict(), options.out / "network.pt")
    (options.out / "run.json").write_text(json.dumps({"seed": options.seed, **run}, indent=1))
    (options.out / "figures.json").write_text(json.dumps(better, indent=1))


def arguments(encoder: Path | None = None, out: Path | None = None) -> argparse.Namespace:
    """The options from the command line; `encoder` and `out` are their defaults, or they must be given."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    shared = Path(os.environ.get("ONRECORD_SHARED") or "../shared")
    parser.add_argument("--data", type=Path, default=shared / "data")
    parser.add_argument(
        "--encoder", type=Path, default=encoder, required=not encoder, help="folder of all-MiniLM-L6-v2"
    )
    parser.add_argument("--out", type=Path, default=out, required=not out, help="where checkpoints go")
    parser.add_argument(
        "--model", type=Path, help="where the model directory goes (by default the package's own)"
    )
    parser.add_argument("--begin", type=Path, help="a network.pt to go on from, instead of the encoder alone")
    parser.add_argument("--epochs", type=int, default=8)
    parser.add_argument("--rate", type=float, default=3e-4)
    parser.add_argument("--batch", type=int, default=16, help="windows of 256 pieces a batch holds at most")
    parser.add_argument(
        "--passes", nargs="*", default=[], metavar="KIND=N", help="how often an epoch goes through a kind"
    )
    parser.add_argument("--minutes", type=float, default=0, help="stop then, the rate gone down by then")
    parser.add_argument("--cost", type=float, default=0.0, help="of missing a span (see CRF.loss)")
    parser.add_argument("--every-annotator", action="store_true", help="not the first of each article alone")
    parser.add_argument("--attention-dropout", type=float, default=0.1)
    parser.add_argument("--fixed-pieces", action="store_true", help="hold the embeddings of pieces fast")
    parser.add_argument("--unwatched", dest="watched", action="store_false", help="no figures in between")
    best = "cuda" if torch.cuda.is_available() else "cpu"
    parser.add_argument("--device", default=best)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--limit", type=int, default=0, help="examples of each kind, to try it out")
    parser.add_argument("--no-bfloat", dest="bfloat", action="store_false")
    return parser.parse_args()


if __name__ == "__main__":
    train(arguments())
