"""Judged positions and conditions: what became of them.

    python bench/judging.py [--json] [--patterns] [--signs FILE]

`ONRECORD_SHARED` names the folder that holds `data/polnear`. For each file of verdicts in `bench/judged` and
each kind: the share that was right when it was judged; of the right and of the wrong ones how many are still
found at the same place by the same pattern, and the share of right ones among those. What changed after the
judging was changed with these verdicts in view, so the second share flatters; the first does not.
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
from onrecord.text.tokens import read_out

JUDGED = Path(__file__).parent / "judged"
NAMES = (
    "polnear-dev",
    "polnear-second",
    "polnear-third",
    "polnear-fourth",
    "polnear-fifth",
    "polnear-conditions",
    "polnear-again",
    "polnear-sixth",
)


def read(path: Path, least: float | None = None) -> Claims:
    """The claims of one article that are sure enough, from our own attributions and actors."""
    text = path.read_text(encoding="utf-8")
    report = Report(text=text, blocks=lay_out(text).blocks)
    records = process(report)
    doc = read_out(analyse(report.text, report.blocks))
    return interpret(report, doc, records.attributions, records.actors, records.mentions, least)


def signs_at(claims: Claims) -> dict[tuple[int, str], tuple[str, ...]]:
    """The signs of each position by its place and pattern."""
    patterns, signs = dict(claims.patterns), dict(claims.signs)
    return {(p.evidence[0].start, patterns[p.id]): signs[p.id] for p in claims.positions}


def places(claims: Claims) -> dict[tuple[str, int, str], float]:
    patterns = dict(claims.patterns)
    found = {
        (kind, record.evidence[0].start, patterns[record.id]): record.confidence
        for kind, records in (("position", claims.positions), ("condition", claims.conditions))
        for record in records
    }
    return found


def score(
    rows: list[dict[str, Any]], found: dict[str, dict[tuple[str, int, str], float]]
) -> dict[str, dict[str, float]]:
    counts: Counter[str] = Counter()
    sure: dict[str, list[float]] = {"position": [], "condition": []}
    for row in rows:
        there = (row["kind"], row["start"], row["pattern"]) in found[row["file"]]
        counts[f"{row['kind']} {row['verdict']} {'found' if there else 'gone'}"] += 1
        if there:
            sure[row["kind"]].append(100 * found[row["file"]][row["kind"], row["start"], row["pattern"]])
    shown = {}
    for kind in ("position", "condition"):
        right, wrong = counts[f"{kind} right found"], counts[f"{kind} wrong found"]
        all_right, all_wrong = right + counts[f"{kind} right gone"], wrong + counts[f"{kind} wrong gone"]
        shown[kind] = {
            "judged": all_right + all_wrong,
            "share_when_judged": round(100 * all_right / max(1, all_right + all_wrong), 1),
            "right": right,
            "wrong": wrong,
            "right_gone": all_right - right,
            "wrong_gone": all_wrong - wrong,
            "share_right": round(100 * right / max(1, right + wrong), 1),
            "mean_confidence": round(sum(sure[kind]) / max(1, len(sure[kind])), 1),
        }
    return shown


def by_pattern(
    rows: list[dict[str, Any]], found: dict[str, dict[tuple[str, int, str], float]]
) -> list[tuple[str, int, int]]:
    """Each pattern with its right and its wrong ones that are still found."""
    counts: Counter[tuple[str, str]] = Counter()
    for row in rows:
        if (row["kind"], row["start"], row["pattern"]) in found[row["file"]]:
            counts[row["pattern"], row["verdict"]] += 1
    names = sorted({pattern for pattern, _ in counts})
    return [(name, counts[name, "right"], counts[name, "wrong"]) for name in names]


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--json", action="store_true", help="figures as JSON on standard output")
    parser.add_argument("--patterns", action="store_true", help="right and wrong ones of each pattern too")
    parser.add_argument(
        "--signs", type=Path, help="a file for the signs of each judged position still found, however sure"
    )
    options = parser.parse_args()
    if "ONRECORD_SHARED" not in os.environ:
        print("ONRECORD_SHARED is not set: it names the folder that holds data/polnear.", file=sys.stderr)
        return 2
    folder = Path(os.environ["ONRECORD_SHARED"]) / "data" / "polnear"
    sets = {
        name: [json.loads(line) for line in (JUDGED / f"{name}.jsonl").read_text("utf-8").splitlines()]
        for name in NAMES
    }
    files = {row["file"]: row.get("split", "dev") for rows in sets.values() for row in rows}
    least = 0.0 if options.signs else None
    claims = {name: read(folder / split / "text" / name, least) for name, split in sorted(files.items())}
    found = {name: places(each) for name, each in claims.items()}
    if options.signs:
        signs = {name: signs_at(each) for name, each in claims.items()}
        # What was read again has the later verdict.
        last = {
            (row["file"], row["start"], row["pattern"]): (name, row["verdict"])
            for name, rows in sets.items()
            for row in rows
            if row["kind"] == "position"
        }
        lines = [
            {"group": file, "right": verdict == "right", "signs": signs[file][start, pattern], "set": name}
            for (file, start, pattern), (name, verdict) in last.items()
            if (start, pattern) in signs[file]
        ]
        options.signs.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    shown = {name: score(rows, found) for name, rows in sets.items()}
    if options.json:
        print(json.dumps(shown))
        return 0
    for name, kinds in shown.items():
        for kind, numbers in kinds.items():
            print(name, kind, " ".join(f"{key} {value}" for key, value in numbers.items()))
    if options.patterns:
        for pattern, right, wrong in by_pattern([row for rows in sets.values() for row in rows], found):
            print(f"{pattern:<24} right {right:>3} wrong {wrong:>3}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
