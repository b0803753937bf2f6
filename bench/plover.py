"""The conditional records of the PLOVER gold standard: `python bench/plover.py [--json] [--show]`.

`ONRECORD_SHARED` names the folder that holds `data/plover`. `bench/judged/plover.jsonl` has, by record
number, what was found in each of the nineteen records that hold a condition, and whether that was right, as
one reader judged it. This runs the reader again and counts the records whose reading is still there: `right`
are those with the condition or threat judged right and nothing judged wrong, `partly` those where a position
is right and the condition is missed, `wrong` those with something wrong, `silent` those in which nothing is
found; `unjudged` are read otherwise than when they were judged.
"""

import argparse
import json
import os
import sys
from collections import Counter
from pathlib import Path
from typing import Any

from onrecord.model import Report
from onrecord.pipeline import process

JUDGED = Path(__file__).parent / "judged" / "plover.jsonl"


def found(text: str) -> list[tuple[str, str, int, int]]:
    """The kind, pattern and place of each position and condition of a text."""
    records = process(Report(text=text))
    patterns = dict(records.patterns)
    return sorted(
        (kind, patterns[record.id], record.evidence[0].start, record.evidence[-1].end)
        for kind, listed in (("position", records.positions), ("condition", records.conditions))
        for record in listed
    )


def show(text: str) -> None:
    records = process(Report(text=text))
    labels = {issue.id: issue.label for issue in records.issues}
    names = {actor.id: actor.name for actor in records.actors}
    for position in records.positions:
        print("   ", names[position.holder], position.act, position.polarity, f"<{labels[position.issue]}>")
    for condition in records.conditions:
        step, requirement = labels[condition.step], labels[condition.requirement]
        print("   ", names[condition.holder], f"<{step}>", condition.relation, f"<{requirement}>")


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--json", action="store_true", help="figures as JSON on standard output")
    parser.add_argument("--show", action="store_true", help="each record with what is found in it")
    options = parser.parse_args()
    if "ONRECORD_SHARED" not in os.environ:
        print("ONRECORD_SHARED is not set: it names the folder that holds data/plover.", file=sys.stderr)
        return 2
    file = Path(os.environ["ONRECORD_SHARED"]) / "data" / "plover" / "PLOVER_GSR_CAMEO.txt"
    records = json.loads(file.read_text(encoding="utf-8"))
    counts: Counter[str] = Counter()
    rows: list[dict[str, Any]] = [json.loads(line) for line in JUDGED.read_text("utf-8").splitlines()]
    for row in rows:
        text = records[row["record"]]["text"]
        if options.show:
            print(row["record"], text)
            show(text)
        now, then = found(text), sorted(tuple(item) for item in row["found"])
        counts["records"] += 1
        counts["unjudged" if now != then else row["verdict"]] += 1
    figures = {key: counts[key] for key in ("records", "right", "partly", "wrong", "silent", "unjudged")}
    if options.json:
        print(json.dumps(figures))
    else:
        print(" ".join(f"{key} {value}" for key, value in figures.items()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
