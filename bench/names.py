"""Names from raw text: `python bench/names.py [--json] [--errors KIND]`.

CrossNER politics dev (Liu et al. 2021), in documents of its own sentences put together as they follow, and
the news documents of GUM that no training has seen (GUM's dev and test lists). Our pipeline reads the text,
in its own words; a name counts where its first and last character and its kind are the gold's, after the gold
was mapped by the rules that the training data is mapped by (`training/names.py`). Intervals are 95% of 2,000
resamplings of documents (Efron 1979).
"""

import argparse
import json
import os
import random
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from training.examples import Example, tokens_of
from training.names import columns, gum_names
from training.treebanks import conllu_sentences

from onrecord.language import analyse, model_version
from onrecord.language.crf import spans_of

KINDS = ("PERSON", "STATE", "ORGANIZATION", "GROUP")
NEWS = ("homeopathic", "iodine", "nasa", "sensitive")
NO_SPACE_BEFORE = frozenset(".,;:!?)]}%'’") | {"'s", "’s", "n't", "''"}
NO_SPACE_AFTER = frozenset("([{$£€") | {"``"}

Names = set[tuple[int, int, str]]


@dataclass(frozen=True)
class Compared:
    """One document: its text, the names of the gold and those that were found, as (start, end, kind)."""

    text: str
    gold: Names
    found: Names


def spelled(example: Example) -> tuple[str, Names]:
    """A text of an example's words, and its names as offsets."""
    text, offsets = "", []
    for place, word in enumerate(example.words):
        if text and word not in NO_SPACE_BEFORE and example.words[place - 1] not in NO_SPACE_AFTER:
            text += " "
        offsets.append((len(text), len(text) + len(word)))
        text += word
    labels = example.labels["name"]
    return text, {(offsets[start][0], offsets[end - 1][1], kind) for start, end, kind in spans_of(labels)}


def crossner(path: Path) -> Iterator[tuple[str, Names]]:
    for example in columns(path):
        yield spelled(example)


def gum(path: Path) -> tuple[str, Names]:
    text, names = "", set()
    for _, paragraph, sentence, words in conllu_sentences(path):
        if text:
            text += "\n\n" if paragraph else " "
        _, offsets = tokens_of(sentence)
        for start, end, kind in spans_of(gum_names(sentence, words)):
            names.add((len(text) + offsets[start][0], len(text) + offsets[end - 1][1], kind))
        text += sentence
    return text, names


def compare(text: str, gold: Names) -> Compared:
    return Compared(
        text, gold, {(name.start_char, name.end_char, name.label_) for name in analyse(text).ents}
    )


def f1(documents: list[Compared], kind: str) -> float:
    right = sum(len({name for name in one.gold & one.found if name[2] == kind}) for one in documents)
    total = sum(sum(name[2] == kind for name in (*one.gold, *one.found)) for one in documents)
    return 200 * right / total if total else 0.0


def figures(documents: list[Compared], draws: int = 2000) -> dict[str, Any]:
    """For each kind its F1, the bounds of its interval, and how many names the gold has."""
    chance = random.Random(1)
    samples = [chance.choices(documents, k=len(documents)) for _ in range(draws)]
    table: dict[str, Any] = {}
    for kind in KINDS:
        spread = sorted(f1(sample, kind) for sample in samples)
        table[kind.lower()] = {
            "f1": round(f1(documents, kind), 1),
            "low": round(spread[int(draws * 0.025)], 1),
            "high": round(spread[int(draws * 0.975)], 1),
            "names": sum(name[2] == kind for one in documents for name in one.gold),
        }
    return table


def errors(documents: list[Compared], kind: str) -> Iterator[str]:
    for one in documents:
        for start, end, label in sorted(one.gold ^ one.found):
            if label == kind:
                side = "missed" if (start, end, label) in one.gold else "extra "
                others = one.found if side == "missed" else one.gold
                instead = [f"{one.text[a:b]}/{k}" for a, b, k in others if a < end and b > start]
                around = one.text[max(0, start - 40) : end + 40].replace("\n", " ")
                yield f"{side} {one.text[start:end]!r} instead {instead} | {around}"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--errors", choices=KINDS, help="list what was missed and what was wrong")
    options = parser.parse_args()
    shared = Path(os.environ.get("ONRECORD_SHARED", ""))
    if not (shared / "data/ner").is_dir():
        print("Set ONRECORD_SHARED to the folder that holds data/ner and data/gum.", file=sys.stderr)
        return 2
    corpora = {
        "crossner_politics_dev": list(crossner(shared / "data/ner/crossner-politics/dev.txt")),
        "gum_news": [gum(shared / f"data/gum/GUM_news_{name}.conllu") for name in NEWS],
    }
    compared = {name: [compare(*document) for document in own] for name, own in corpora.items()}
    if options.errors:
        for name, documents in compared.items():
            print(f"## {name}", *errors(documents, options.errors), sep="\n")
        return 0
    result: dict[str, Any] = {name: figures(documents) for name, documents in compared.items()}
    if options.json:
        print(json.dumps({"model": model_version(), **result}, indent=1))
        return 0
    for name, table in result.items():
        print(f"{name}: {len(compared[name])} documents")
        for kind, row in table.items():
            print(f"  {kind:<13} {row['f1']:5.1f}  ({row['low']} to {row['high']})  {row['names']} names")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
