"""Judged positions and conditions: what became of them. `python bench/judging.py [--json]`.

`ONRECORD_SHARED` names the folder that holds `data/polnear`. For each kind: of the right and of the wrong
ones in `bench/judged/polnear-dev.jsonl`, how many are still found at the same place by the same pattern, and
the share of right ones among those.
"""

import argparse
import json
import os
import sys
from collections import Counter
from pathlib import Path
from typing import Any

from onrecord.interpret import Claims, interpret
from onrecord.language import analyse
from onrecord.model import Report
from onrecord.pipeline import process
from onrecord.text.layout import lay_out

JUDGED = Path(__file__).parent / "judged" / "polnear-dev.jsonl"


def read(path: Path) -> Claims:
    """The claims of one article, from our own attributions and actors."""
    text = path.read_text(encoding="utf-8")
    report = Report(text=text, blocks=lay_out(text).blocks)
    records = process(report)
    doc = analyse(report.text, report.blocks)
    return interpret(report, doc, records.attributions, records.actors, records.mentions)


def places(claims: Claims) -> set[tuple[str, int, int, str]]:
    patterns = dict(claims.patterns)
    found = {
        (kind, record.evidence[0].start, record.evidence[-1].end, patterns[record.id])
        for kind, records in (("position", claims.positions), ("condition", claims.conditions))
        for record in records
    }
    return found


def score(rows: list[dict[str, Any]], folder: Path) -> dict[str, dict[str, float]]:
    known = {name: places(read(folder / name)) for name in sorted({row["file"] for row in rows})}
    counts: Counter[str] = Counter()
    for row in rows:
        there = (row["kind"], row["start"], row["end"], row["pattern"]) in known[row["file"]]
        counts[f"{row['kind']} {row['verdict']} {'found' if there else 'gone'}"] += 1
    shown = {}
    for kind in ("position", "condition"):
        right, wrong = counts[f"{kind} right found"], counts[f"{kind} wrong found"]
        shown[kind] = {
            "right": right,
            "wrong": wrong,
            "right_gone": counts[f"{kind} right gone"],
            "wrong_gone": counts[f"{kind} wrong gone"],
            "share_right": round(100 * right / max(1, right + wrong), 1),
        }
    return shown


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--json", action="store_true", help="figures as JSON on standard output")
    options = parser.parse_args()
    if "ONRECORD_SHARED" not in os.environ:
        print("ONRECORD_SHARED is not set: it names the folder that holds data/polnear.", file=sys.stderr)
        return 2
    folder = Path(os.environ["ONRECORD_SHARED"]) / "data" / "polnear" / "dev" / "text"
    rows = [json.loads(line) for line in JUDGED.read_text(encoding="utf-8").splitlines()]
    shown = score(rows, folder)
    if options.json:
        print(json.dumps(shown))
    else:
        for kind, numbers in shown.items():
            print(kind, " ".join(f"{key} {value}" for key, value in numbers.items()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
