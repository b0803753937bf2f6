"""Tags and dependencies from raw text: `python bench/syntax.py [--json] [FILE.conllu ...]`.

Each document's text is read by the shipped pipeline, sentence splitting included, and its words are
compared with the treebank's where both have the same characters, as the CoNLL 2018 shared task's scorer
aligns them (Zeman et al. 2018): precision over our words, recall over the treebank's, their harmonic mean.
LAS wants the same head and the same relation, subtypes left out. Without files: UD EWT dev, UD PUD test and
GUM's news documents of dev and test, from ONRECORD_SHARED.
"""

import argparse
import json
import os
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from training.treebanks import UDWord, conllu_sentences

from onrecord.language import analyse, model_version

FIELDS = ("upos", "xpos", "lemma", "uas", "las")


def corpora() -> dict[str, list[Path]]:
    """The files of each corpus that is scored by default."""
    data = Path(os.environ.get("ONRECORD_SHARED", "")) / "data"
    held_out = ("homeopathic", "iodine", "nasa", "sensitive")
    return {
        "ewt_dev": [data / "ud/ewt-dev.conllu"],
        "pud_test": [data / "ud/pud-test.conllu"],
        "gum_news": [data / f"gum/GUM_news_{name}.conllu" for name in held_out],
    }


def documents(path: Path) -> Iterator[tuple[str, list[tuple[int, list[UDWord]]]]]:
    """(text, [(offset, words) of each sentence]) for each document of a treebank."""
    text, sentences, current = "", [], None
    for document, paragraph, sentence, words in conllu_sentences(path):
        if document != current and sentences:
            yield text, sentences
            text, sentences = "", []
        current = document
        if text:
            text += "\n" if paragraph else " "
        sentences.append((len(text), words))
        text += sentence
    if sentences:
        yield text, sentences


def score(paths: list[Path]) -> dict[str, float]:
    """F1 of each field over all documents of some files."""
    right: Counter[str] = Counter()
    given = wanted = 0
    for path in paths:
        for text, sentences in documents(path):
            ours = {
                (token.idx, token.idx + len(token)): token for token in analyse(text) if not token.is_space
            }
            given += len(ours)
            for offset, words in sentences:
                wanted += len(words)
                for word in words:
                    token = ours.get((offset + word.start, offset + word.end))
                    if token is not None:
                        right.update(_right(word, words, offset, token))
    return {field: round(200 * right[field] / max(1, given + wanted), 2) for field in ("words", *FIELDS)}


def _right(word: UDWord, words: list[UDWord], offset: int, token: Any) -> Iterator[str]:
    """The fields in which one of our words agrees with the treebank's."""
    yield "words"
    if token.pos_ == word.upos:
        yield "upos"
    if token.tag_ == word.xpos:
        yield "xpos"
    if token.lemma_ == word.lemma:
        yield "lemma"
    if word.head == 0:
        attached = token.head.i == token.i
    else:
        head = words[word.head - 1]
        place = (offset + head.start, offset + head.end)
        attached = token.head.i != token.i and place == (token.head.idx, token.head.idx + len(token.head))
    if attached:
        yield "uas"
        if token.dep_.lower().split(":")[0] == word.relation.split(":")[0]:
            yield "las"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    chosen = {"files": options.files} if options.files else corpora()
    missing = [str(path) for paths in chosen.values() for path in paths if not path.is_file()]
    if missing:
        print(f"{missing[0]}: no such file. Give treebanks, or set ONRECORD_SHARED.", file=sys.stderr)
        return 1
    figures = {name: score(paths) for name, paths in chosen.items()}
    if options.json:
        print(json.dumps({**figures, "model": model_version()}, indent=1))
        return 0
    print(f"{'':12}" + "".join(f"{field:>8}" for field in ("words", *FIELDS)) + f"   {model_version()}")
    for name, row in figures.items():
        print(f"{name:12}" + "".join(f"{row[field]:8.2f}" for field in ("words", *FIELDS)))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
