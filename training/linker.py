"""The weights of the linker: `python -m training.linker [--data DIR] [--every N]`.

For each piece of content that the shipped tagger finds in PolNeAR's training articles, the cues in reach are
scored against each other and against none: a conditional choice (McFadden 1974), fitted by gradient descent
with a quadratic penalty. The same for a cue and its sources. A choice is right where it overlaps the cue, or
source, of the gold attribution that the content belongs to. Nothing is drawn by chance, so the same data
gives the same weights. Writes `src/onrecord/extract/data/linking.json`.
"""

import argparse
import json
import os
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from onrecord.extract.drafts import Tagged
from onrecord.extract.link_features import Features, Scene
from onrecord.extract.linking import candidate_cues, candidate_sources
from onrecord.extract.tagged import tagged_spans
from onrecord.language import analyse, model_version
from onrecord.text.layout import Layout, lay_out
from onrecord.text.tokens import Doc, read_out
from training.polnear import ANNOTATION

ROOT = Path(__file__).resolve().parent.parent
WEIGHTS = ROOT / "src/onrecord/extract/data/linking.json"
ROLES = ("Source", "Cue", "Content")
PENALTY = 1.0
STEPS = 600
LEAST_SEEN = 12

Places = list[tuple[int, int]]
Gold = dict[str, Places]


@dataclass(frozen=True)
class Choice:
    """Candidates with their features, and which of them is right; None where none is."""

    candidates: tuple[Features, ...]
    right: int | None


def gold_attributions(path: Path) -> list[Gold]:
    """The places of source, cue and content of each attribution of a brat file."""
    places: dict[str, Places] = {}
    found: list[Gold] = []
    events = []
    for line in path.read_text(encoding="utf-8").split("\n"):
        if match := ANNOTATION.match(line):
            parts = [part.split() for part in match[3].split(";")]
            places[match[1]] = [(int(start), int(end)) for start, end in parts]
        elif line.startswith("E") and "\tAttribution" in line:
            events.append([one.split(":") for one in line.split("\t")[1].split()])
    for event in events:
        roles: Gold = defaultdict(list)
        for role, name in event:
            roles[role.rstrip("0123456789")] += places.get(name, [])
        if roles["Content"]:
            found.append({role: roles[role] for role in ROLES})
    return found


def shared(span: Tagged, places: Places) -> int:
    """How many characters a span shares with places."""
    return sum(max(0, min(span.end, end) - max(span.start, start)) for start, end in places)


def gold_of(content: Tagged, gold: Sequence[Gold]) -> Gold | None:
    """The attribution that a content is mostly of; of several the one with the least content."""
    best, chosen = (0.0, 0), None
    for one in gold:
        share = shared(content, one["Content"]) / max(1, content.end - content.start)
        key = (share, -sum(end - start for start, end in one["Content"]))
        if share >= 0.5 and (chosen is None or key > best):
            best, chosen = key, one
    return chosen


def choices(doc: Doc, layout: Layout, gold: Sequence[Gold]) -> Iterator[tuple[str, Choice]]:
    """The choices of one article, by kind of pair."""
    contents, cues, sources = (tagged_spans(doc, layout, role) for role in ("content", "cue", "source"))
    scene = Scene(layout, doc, contents, cues, sources)
    pieces: dict[Tagged, list[Tagged]] = {}
    owner: dict[Tagged, Gold] = {}
    for content in contents:
        own = gold_of(content, gold)
        near = candidate_cues(scene, content)
        right = next((at for at, cue in enumerate(near) if own and shared(cue, own["Cue"])), None)
        if near:
            yield "content_cue", Choice(tuple(scene.content_and_cue(content, cue) for cue in near), right)
        if right is not None and own is not None:
            pieces.setdefault(near[right], []).append(content)
            owner[near[right]] = own
    for cue, parts in pieces.items():
        beside = candidate_sources(scene, cue, parts)
        right = next((at for at, one in enumerate(beside) if shared(one, owner[cue]["Source"])), None)
        if beside:
            yield "cue_source", Choice(tuple(scene.cue_and_source(cue, one, parts) for one in beside), right)


def fit(examples: Sequence[Choice]) -> dict[str, float]:
    """Weights that make the right candidates likeliest; none stands at the weight `none`."""
    seen = Counter(name for one in examples for features in one.candidates for name in features)
    names = sorted(name for name, count in seen.items() if count >= LEAST_SEEN)
    index = {name: place for place, name in enumerate(names)}
    rows = [features for one in examples for features in one.candidates]
    matrix = np.zeros((len(rows), len(names)))
    for row, features in enumerate(rows):
        for name, value in features.items():
            if name in index:
                matrix[row, index[name]] = value
    sizes = [len(one.candidates) for one in examples]
    group = np.repeat(np.arange(len(examples)), sizes)
    first = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    gold = np.zeros(len(rows))
    for place, one in enumerate(examples):
        if one.right is not None:
            gold[first[place] + one.right] = 1.0
    learned = np.zeros(len(names))
    mean, square = np.zeros(len(names)), np.zeros(len(names))
    for step in range(1, STEPS + 1):  # Adam (Kingma and Ba 2015) over all examples at once
        scores = matrix @ learned
        top = np.maximum(np.maximum.reduceat(scores, first), 0.0)
        raised = np.exp(scores - top[group])
        total = np.add.reduceat(raised, first) + np.exp(-top)
        slope = matrix.T @ (raised / total[group] - gold) + PENALTY * learned
        mean, square = 0.9 * mean + 0.1 * slope, 0.999 * square + 0.001 * slope**2
        rate = 0.1 * min(1.0, 2 - 2 * step / STEPS)
        learned -= rate * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.999**step)) + 1e-8)
    weights = {name: round(float(learned[place]), 4) for name, place in index.items()}
    return {**{name: value for name, value in weights.items() if value}, "none": 0.0}


def articles(folder: Path, every: int) -> Iterator[tuple[str, list[Gold]]]:
    """The text and gold of every so many articles; of several annotators' files for one the first."""
    annotated: dict[str, Path] = {}
    for path in sorted((folder / "attributions").glob("*.ann")):
        annotated.setdefault(re.sub(r"_[0-9a-f]{4}$", "", path.stem), path)
    for number, (stem, path) in enumerate(annotated.items()):
        if number % every == 0:
            yield (folder / "text" / f"{stem}.txt").read_text(encoding="utf-8"), gold_attributions(path)


def main() -> None:
    """Fit the weights and write them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    shared_folder = Path(os.environ.get("ONRECORD_SHARED") or "../shared")
    parser.add_argument("--data", type=Path, default=shared_folder / "data/polnear/train")
    parser.add_argument("--every", type=int, default=1, help="read each so manieth article")
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    options = parser.parse_args()
    found: dict[str, list[Choice]] = {"content_cue": [], "cue_source": []}
    for text, gold in articles(options.data, options.every):
        layout = lay_out(text)
        for kind, choice in choices(read_out(analyse(text, layout.blocks)), layout, gold):
            found[kind].append(choice)
    described: dict[str, Any] = {
        "model": model_version(),
        "choices": {kind: len(own) for kind, own in found.items()},
        "weights": {kind: fit(own) for kind, own in found.items()},
    }
    options.out.write_text(json.dumps(described, indent=1, sort_keys=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
