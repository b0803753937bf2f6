"""Body F1 of `read_html` on the article-extraction-benchmark, by that benchmark's own metric.

Run with `ONRECORD_SHARED` naming the folder that holds `data/html` (`pages/*.html.gz`, `ground-truth.json`).

The metric: each text is its multiset of 4-grams of the tokens `\\w+`. A page's counts of matched, spurious
and missed 4-grams are divided by their sum, so that no page weighs more than another; precision and recall
are means over pages, and F1 is that of the two means. A page on which nothing was found counts as an empty
body.
"""

import argparse
import gzip
import json
import os
import re
import statistics
import sys
import time
from collections import Counter
from pathlib import Path

from onrecord.errors import ReadError
from onrecord.read.html import read_html

FLOOR = 0.955
_TOKEN = re.compile(r"\w+")


def shingles(text: str) -> Counter[tuple[str, ...]]:
    tokens = _TOKEN.findall(text)
    return Counter(
        tuple(tokens[start : start + 4])
        for start in range(max(1, len(tokens) - 3))
        if tokens[start : start + 4]
    )


def score(true: str, predicted: str) -> tuple[float, float, float]:
    """Matched, spurious and missed 4-grams of one page, as shares of their sum."""
    wanted, got = shingles(true), shingles(predicted)
    matched, spurious, missed = (wanted & got).total(), (got - wanted).total(), (wanted - got).total()
    total = matched + spurious + missed
    return (matched / total, spurious / total, missed / total) if total else (0.0, 0.0, 0.0)


def summary(scores: list[tuple[float, float, float]]) -> dict[str, float]:
    precision = statistics.mean(hit / (hit + spurious) for hit, spurious, _ in scores if hit + spurious > 0)
    recall = statistics.mean(hit / (hit + missed) for hit, _, missed in scores if hit + missed > 0)
    return {"precision": precision, "recall": recall, "f1": 2 * precision * recall / (precision + recall)}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument("--worst", type=int, default=0, metavar="N", help="list the N pages read worst")
    options = parser.parse_args()
    if "ONRECORD_SHARED" not in os.environ:
        print("ONRECORD_SHARED is not set: it names the folder that holds data/html.", file=sys.stderr)
        return 2
    folder = Path(os.environ["ONRECORD_SHARED"]) / "data" / "html"
    truth = json.loads((folder / "ground-truth.json").read_text("utf-8"))
    pages = {name: gzip.decompress((folder / "pages" / f"{name}.html.gz").read_bytes()) for name in truth}
    read_html(next(iter(pages.values())), name="warm-up")
    bodies: dict[str, str] = {}
    failed: dict[str, str] = {}
    started = time.process_time()
    for name, page in pages.items():
        try:
            bodies[name] = read_html(page, name=f"{name}.html").text
        except ReadError as error:
            bodies[name] = ""
            failed[name] = str(error)
    seconds = time.process_time() - started
    scores = {name: score(truth[name].get("articleBody", ""), body) for name, body in bodies.items()}
    result = {
        **summary(list(scores.values())),
        "pages": len(scores),
        "failed": len(failed),
        "pages_per_cpu_second": len(scores) / seconds,
        "floor": FLOOR,
    }
    if options.json:
        print(json.dumps(result))
    else:
        for label, value in result.items():
            print(f"{label:<22}{value:>10.4f}" if isinstance(value, float) else f"{label:<22}{value:>10}")
    for name in sorted(scores, key=lambda name: scores[name][0])[: options.worst]:
        hit, spurious, missed = scores[name]
        print(
            f"{name[:16]} matched {hit:.3f} spurious {spurious:.3f} missed {missed:.3f}", failed.get(name, "")
        )
    return 0 if result["f1"] >= FLOOR else 1


if __name__ == "__main__":
    sys.exit(main())
