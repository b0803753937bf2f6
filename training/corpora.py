"""All the data that the model is trained on."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from training.examples import Example, joined
from training.names import columns, gum_names
from training.polnear import polnear
from training.treebanks import conllu_sentences, ud_sentence

# Each with how often an epoch goes through it; CrossNER's 200 sentences are the nearest to our reports.
NAME_FILES = {
    "ner/wikigold/CONLL-format/data/wikigold.conll.txt": 1,
    "ner/re3d/CONLL-format/data/train/re3d-train.conll": 1,
    "ner/crossner-politics/train.txt": 4,
}


def treebank(paths: Iterable[Path], with_names: bool = False) -> Iterator[Example]:
    """Examples of several neighbouring sentences of one document."""
    for path in paths:
        documents: dict[str, list[Example]] = {}
        for document, paragraph, text, words in conllu_sentences(path):
            example = ud_sentence(text, words)
            if example is None:
                continue
            example.starts[0] = paragraph
            if with_names:
                example.labels["name"] = gum_names(text, words)
            documents.setdefault(document, []).append(example)
        for sentences in documents.values():
            yield from joined(sentences)


def gum_split(data: Path, split: str) -> list[Path]:
    """GUM's files of one split, by its own list."""
    section = (data / "gum/splits.md").read_text(encoding="utf-8").split(f"## {split}\n")[1].split("##")[0]
    names = [line.strip(" *") for line in section.splitlines() if line.strip().startswith("*")]
    return [path for name in names if (path := data / f"gum/{name}.conllu").exists()]


def corpora(data: Path, every_annotator: bool = False) -> dict[str, list[Example]]:
    """All training examples, by kind; attributions as one annotator sees them, or as every one does."""
    return {
        "attribution": list(polnear(data / "polnear/train", every_annotator)),
        "syntax": list(treebank([data / "ud/ewt-train.conllu"])),
        "both": list(treebank(gum_split(data, "train"), with_names=True)),
        "names": [
            example for name, times in NAME_FILES.items() for example in list(columns(data / name)) * times
        ],
    }
