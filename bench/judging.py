"""Judged positions and conditions: what became of them.

    python bench/judging.py [--json] [--patterns] [--signs FILE]

`ONRECORD_SHARED` names the folder that holds `data/polnear`. For each file of verdicts in `bench/judged` and
each kind: the share that was right when it was judged; of the right and of the wrong ones how many are still
found at the same place by the same pattern, and the share of right ones among those. What changed after the
judging was changed with these verdicts in view, so the second share flatters; the first does not.

Verdicts on dossiers (`--dossiers`: the shared ones and those of `bench/dossiers`) hold for what was read word
by word: they name it by a digest of holder, act, polarity, issue and via, so that no word of a text is kept.
"""

import argparse
import hashlib
import json
import os
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dossiers import read_file
from onrecord.interpret import Claims, interpret
from onrecord.language import analyse
from onrecord.model import Report
from onrecord.model.claims import Condition, Position
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
OF_DOSSIERS = ("reports", "fresh", "unread", "midway", "blind")
Key = tuple[str, int, str]


@dataclass(frozen=True)
class Read:
    """What was read of a report: its claims, and the names of their actors and issues by id."""

    claims: Claims
    names: dict[str, str]


def read(path: Path, least: float | None = None) -> Read:
    """The claims of one report that are sure enough, from our own attributions and actors."""
    if path.parent.name == "reports":
        report = read_file(path)
    else:
        text = path.read_text(encoding="utf-8")
        report = Report(text=text, blocks=lay_out(text).blocks)
    records = process(report)
    doc = read_out(analyse(report.text, report.blocks))
    claims = interpret(report, doc, records.attributions, records.actors, records.mentions, least)
    names = {actor.id: actor.name for actor in records.actors}
    return Read(claims, names | {issue.id: issue.label for issue in claims.issues})


def said_of(record: Position | Condition, names: dict[str, str]) -> str:
    """A digest of what a record says, the places left out."""
    what = (
        (record.act, record.polarity, names[record.issue])
        if isinstance(record, Position)
        else (record.relation, names[record.step], names[record.requirement])
    )
    words = "|".join((names[record.holder], *what, names.get(record.via or "", "")))
    return hashlib.blake2s(words.encode(), digest_size=6).hexdigest()


def keyed(found: Read) -> Iterator[tuple[Key, Position | Condition]]:
    """Each record by its kind, its place and its pattern, and by its kind, its place and what it says."""
    patterns = dict(found.claims.patterns)
    records: tuple[Position | Condition, ...] = (*found.claims.positions, *found.claims.conditions)
    for record in records:
        kind, start = type(record).__name__.lower(), record.evidence[0].start
        yield (kind, start, patterns[record.id]), record
        yield (kind, start, said_of(record, found.names)), record


def key_of(row: dict[str, Any]) -> Key:
    """By what a verdict names its record."""
    return row["kind"], row["start"], row.get("said") or row["pattern"]


def path_of(shared: Path, row: dict[str, Any]) -> Path:
    """Where the report of a verdict is."""
    if "said" not in row:
        return shared / "data" / "polnear" / str(row.get("split", "dev")) / "text" / str(row["file"])
    dossier, _, file = str(row["file"]).partition("/")
    folders = (JUDGED / "fresh", Path(__file__).parent / "dossiers", shared / "dossiers")
    places = [folder / dossier / "reports" / file for folder in folders]
    return next((place for place in places if place.exists()), places[-1])


def score(rows: list[dict[str, Any]], found: dict[str, dict[Key, float]]) -> dict[str, dict[str, float]]:
    counts: Counter[str] = Counter()
    sure: dict[str, list[float]] = {"position": [], "condition": []}
    for row in rows:
        there = key_of(row) in found[row["file"]]
        counts[f"{row['kind']} {row['verdict']} {'found' if there else 'gone'}"] += 1
        if there:
            sure[row["kind"]].append(100 * found[row["file"]][key_of(row)])
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


def by_pattern(rows: list[dict[str, Any]], found: dict[str, dict[Key, float]]) -> list[tuple[str, int, int]]:
    """Each pattern with its right and its wrong ones that are still found."""
    counts: Counter[tuple[str, str]] = Counter()
    for row in rows:
        if key_of(row) in found[row["file"]]:
            counts[row["pattern"], row["verdict"]] += 1
    names = sorted({pattern for pattern, _ in counts})
    return [(name, counts[name, "right"], counts[name, "wrong"]) for name in names]


def signs_of(sets: dict[str, list[dict[str, Any]]], reports: dict[str, Read]) -> Iterator[dict[str, Any]]:
    """The signs of each judged record that is still found; what was read again has the later verdict."""
    last = {
        (row["file"], key_of(row)): (name, row["verdict"], row["kind"])
        for name, rows in sets.items()
        for row in rows
    }
    signs = {
        (file, key): signs
        for file, report in reports.items()
        for key, record in keyed(report)
        if (signs := dict(report.claims.signs).get(record.id)) is not None
    }
    for place, (name, verdict, kind) in last.items():
        if place in signs:
            right = verdict == "right"
            yield {"group": place[0], "right": right, "signs": signs[place], "set": name, "kind": kind}


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--json", action="store_true", help="figures as JSON on standard output")
    parser.add_argument("--patterns", action="store_true", help="right and wrong ones of each pattern too")
    parser.add_argument("--dossiers", action="store_true", help="the verdicts on dossiers alone")
    parser.add_argument(
        "--signs", type=Path, help="a file for the signs of each judged position still found, however sure"
    )
    options = parser.parse_args()
    if "ONRECORD_SHARED" not in os.environ:
        print("ONRECORD_SHARED is not set: it names the folder that holds data/polnear.", file=sys.stderr)
        return 2
    shared = Path(os.environ["ONRECORD_SHARED"])
    sets = {
        name: [json.loads(line) for line in (JUDGED / f"{name}.jsonl").read_text("utf-8").splitlines()]
        for name in (OF_DOSSIERS if options.dossiers else NAMES)
    }
    paths = {row["file"]: path_of(shared, row) for rows in sets.values() for row in rows}
    least = 0.0 if options.signs else None
    reports = {name: read(path, least) for name, path in sorted(paths.items())}
    found = {
        name: {key: record.confidence for key, record in keyed(report)} for name, report in reports.items()
    }
    if options.signs:
        options.signs.write_text(
            "".join(json.dumps(line) + "\n" for line in signs_of(sets, reports)), encoding="utf-8"
        )
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
