"""Attribution on items of the CofeNet form: `python bench/polnear.py --items FILE.jsonl [--json]`.

Each line is a paragraph, `{"tokens": [...], "labels": [BIO ...]}`; the tokens are taken as given and read
by the shipped model alone. A span counts as right when role, start and end are exactly those of the gold
(Wang et al., CofeNet, COLING 2022); counts are pooled over items. Also the
calibration of the spans' confidence (expected calibration error over ten bins, Guo et al. 2017).
"""

import argparse
import json
import os
import sys
from collections import Counter
from hashlib import sha256
from pathlib import Path

from spacy.tokens import Doc

from onrecord.language import model_version, pipeline
from onrecord.language.components import PARAGRAPHS
from onrecord.language.crf import spans_of

ROLES = ("source", "cue", "content")


def default_items() -> Path:
    shared = os.environ.get("ONRECORD_SHARED", "")
    return Path(shared) / "data/polnear/cofenet-dev.jsonl"


def read_item(tokens: list[str]) -> list[tuple[int, int, str, float]]:
    """The spans (first token, after the last, role, confidence) that the model finds in one item."""
    nlp = pipeline()
    doc = Doc(nlp.vocab, words=tokens)
    doc.user_data[PARAGRAPHS] = [(0, len(doc.text))]
    for name in ("onrecord_sentences", "onrecord_encoder", "onrecord_attribution"):
        doc = nlp.get_pipe(name)(doc)
    return [(span.start, span.end, role, span._.confidence) for role in ROLES for span in doc.spans[role]]


def score(path: Path) -> dict[str, object]:
    """Precision, recall and F1 of each role, and the calibration error of the confidences."""
    right, given, wanted = Counter(), Counter(), Counter()
    judged: list[tuple[float, bool]] = []
    for line in path.open(encoding="utf-8"):
        item = json.loads(line)
        gold = set(spans_of(item["labels"]))
        for start, end, role, confidence in read_item(item["tokens"]):
            hit = (start, end, role) in gold
            given[role] += 1
            right[role] += hit
            judged.append((confidence, hit))
        for _, _, role in gold:
            wanted[role] += 1
    figures: dict[str, object] = {}
    for role in ROLES:
        precision, recall = right[role] / max(1, given[role]), right[role] / max(1, wanted[role])
        f1 = 2 * precision * recall / max(1e-9, precision + recall)
        figures[role] = {
            "p": round(100 * precision, 1),
            "r": round(100 * recall, 1),
            "f1": round(100 * f1, 1),
        }
    figures["calibration_error"] = round(calibration_error(judged), 4)
    figures["items"] = str(path.name)
    figures["sha256"] = sha256(path.read_bytes()).hexdigest()
    figures["model"] = model_version()
    return figures


def calibration_error(judged: list[tuple[float, bool]], bins: int = 10) -> float:
    """Expected calibration error: the gap between confidence and share of hits, averaged over bins."""
    total = 0.0
    for number in range(bins):
        own = [one for one in judged if min(int(one[0] * bins), bins - 1) == number]
        if own:
            gap = abs(sum(chance for chance, _ in own) / len(own) - sum(hit for _, hit in own) / len(own))
            total += gap * len(own) / len(judged)
    return total


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--items", type=Path, default=default_items())
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    if not options.items.is_file():
        print(f"{options.items}: no such file. Give --items, or set ONRECORD_SHARED.", file=sys.stderr)
        return 1
    figures = score(options.items)
    if options.json:
        print(json.dumps(figures, indent=1))
        return 0
    print(f"{'':10}{'P':>7}{'R':>7}{'F1':>7}   exact spans, {figures['items']}, {figures['model']}")
    for role in ROLES:
        row = figures[role]
        print(f"{role:10}{row['p']:7.1f}{row['r']:7.1f}{row['f1']:7.1f}")
    print(f"calibration error {figures['calibration_error']:.3f}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
