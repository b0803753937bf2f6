"""The failures that `docs/explanation/errors.md` tells of, with their words: `python bench/failures.py`.

The project holds their places alone (`judged/failures.jsonl`: article of PolNeAR dev, offset, class, reason);
the words are read from ONRECORD_SHARED.
"""

import json
import os
import sys
from itertools import groupby
from pathlib import Path

PLACES = Path(__file__).with_name("judged") / "failures.jsonl"


def main() -> int:
    folder = Path(os.environ.get("ONRECORD_SHARED", "")) / "data/polnear/dev/text"
    if not folder.is_dir():
        print("Set ONRECORD_SHARED to the folder that holds data/polnear.", file=sys.stderr)
        return 2
    rows = [json.loads(line) for line in PLACES.read_text(encoding="utf-8").splitlines()]
    for name, group in groupby(rows, key=lambda row: str(row["class"])):
        print(f"## {name}")
        for row in group:
            text = (folder / f"{row['article']}.txt").read_text(encoding="utf-8")
            begin, end = row["paragraph"]
            words = f"{text[begin : row['start']]}>>{text[row['start'] : end]}".replace("\n", " ")
            print(f"{row['what']}: {row['why']}\n    {words[-500:]}\n    {row['article']} at {row['start']}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
