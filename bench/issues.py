"""Issues across reports on dossiers with gold: `python bench/issues.py DIR... [--json] [--errors]`.

Each issue of ours is held against the gold issue of the position or condition that shares its evidence: a
position of ours with one of the same polarity, a step with the step, a requirement with the requirement.
Whether the labels agree isn't asked, so that what is worded quite differently counts as torn apart. Among
the issues that have one gold issue, pairs are scored, within reports and across: `precision`, how many of the
pairs that we take for one the gold does too; `recall`, how many of the gold's pairs we take for one. Three
times: `ledger`, one issue in the ledger's list; `matter`, one matter by the two labels alone, as states,
changes and conflicts see it; `question`, one matter among all issues, as deadlocks see it. `taken` counts all
pairs taken for one, those without a gold issue among them: `--errors` lists them to be read.
"""

import argparse
import json
import pickle
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from itertools import combinations
from pathlib import Path
from typing import Any

from dossiers import read_file
from matching import overlaps, place_of
from onrecord.model import Issue, Report, ReportRecords
from onrecord.pipeline import process
from onrecord.track.issues import join_issues
from onrecord.track.matters import neighbours
from onrecord.track.together import together
from onrecord.track.within import named_in_full


def read_all(
    folder: Path, gold: dict[str, Any], cache: Path | None
) -> dict[str, tuple[Report, ReportRecords]]:
    """Reports and records of a dossier, copies left out: positions stand once, at the original."""
    place = cache / f"{folder.name}.issues.pickle" if cache else None
    if place and place.exists():
        found: dict[str, tuple[Report, ReportRecords]] = pickle.loads(place.read_bytes())
        return found
    found = {}
    for entry in gold["reports"]:
        if not entry["syndicated_from"]:
            report = read_file(folder / "reports" / Path(entry["file"]).name)
            found[entry["id"]] = report, process(report)
    if place:
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(pickle.dumps(found))
    return found


def gold_issues(name: str, report: Report, records: ReportRecords, gold: dict[str, Any]) -> dict[str, str]:
    """The gold issue of each issue of ours in a report, where it is one."""

    def places(kind: str) -> list[tuple[tuple[int, int], dict[str, Any]]]:
        found = []
        for one in gold[kind]:
            for other in (
                {"report": one["report"], "evidence": one["evidence"]},
                *(one.get("also_in") or ()),
            ):
                if other["report"] == name and (place := place_of(report.text, other["evidence"])):
                    found.append((place, one))
        return found

    positions, conditions = places("positions"), places("conditions")
    found: dict[str, set[str]] = defaultdict(set)
    for position in records.positions:
        here = position.evidence[0].start, position.evidence[-1].end
        same = [one for place, one in positions if overlaps(here, place)]
        same = [one for one in same if one["polarity"] == position.polarity]
        found[position.issue] |= {one["issue"] for one in same} if len(same) == 1 else set()
    for condition in records.conditions:
        here = condition.evidence[0].start, condition.evidence[-1].end
        terms = {(one["step"], one["requirement"]) for place, one in conditions if overlaps(here, place)}
        if len(terms) == 1:
            ((step, requirement),) = terms
            found[condition.step].add(step)
            found[condition.requirement].add(requirement)
    return {issue: min(wanted) for issue, wanted in found.items() if len(wanted) == 1}


def score(folder: Path, errors: list[str], cache: Path | None) -> dict[str, dict[str, float]]:
    """The figures of one dossier."""
    gold = json.loads((folder / "gold.json").read_text(encoding="utf-8"))
    read = read_all(folder, gold, cache)
    every: list[Issue] = []
    known: dict[str, str] = {}
    label: dict[str, str] = {}
    spoken: dict[str, set[str]] = {}
    bound: list[tuple[str, str]] = []
    for name, (report, records) in read.items():
        own = named_in_full(records.issues, records.conditions)
        every += own
        known |= gold_issues(name, report, records, gold)
        label |= {issue.id: f"{name} {issue.label}" for issue in own}
        spoken |= {issue.id: {name} for issue in own}
        bound += [(one.step, one.requirement) for one in records.conditions if one.step != one.requirement]
    place = join_issues(every)[1]
    near = neighbours(every)
    one_of = together(every, spoken, bound)
    ways: dict[str, Callable[[str, str], bool]] = {
        "ledger": lambda one, other: place[one] == place[other],
        "matter": lambda one, other: near[one].get(other, 0) > 0,
        "question": lambda one, other: one_of[one] == one_of[other],
    }
    two = list(combinations(sorted(label), 2))
    wanted = {pair for pair in two if pair[0] in known and known[pair[0]] == known.get(pair[1])}
    found = {}
    for way, same in ways.items():
        taken = {pair for pair in two if same(*pair)}
        scored = {pair for pair in taken if pair[0] in known and pair[1] in known}
        right = len(scored & wanted)
        for one, other in sorted(taken | wanted):
            mark = "APART" if (one, other) not in taken else "RIGHT" if (one, other) in wanted else "TAKEN"
            mark = "WRONG" if (one, other) in scored - wanted else mark
            errors.append(f"{folder.name} {way} {mark} {label[one]} | {label[other]}")
        found[way] = {
            "taken": len(taken),
            "scored": len(scored),
            "right": right,
            "wanted": len(wanted),
            "precision": round(right / max(1, len(scored)), 3),
            "recall": round(right / max(1, len(wanted)), 3),
        }
    return found


def in_all(every: Iterable[dict[str, dict[str, float]]]) -> dict[str, dict[str, float]]:
    """The figures of all dossiers together."""
    total: dict[str, Counter[str]] = defaultdict(Counter)
    for one in every:
        for way, numbers in one.items():
            total[way].update({key: int(numbers[key]) for key in ("taken", "scored", "right", "wanted")})
    return {
        way: {
            **counts,
            "precision": round(counts["right"] / max(1, counts["scored"]), 3),
            "recall": round(counts["right"] / max(1, counts["wanted"]), 3),
        }
        for way, counts in total.items()
    }


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folders", nargs="+", type=Path, metavar="DIR")
    parser.add_argument("--json", action="store_true", help="figures as JSON on standard output")
    parser.add_argument("--errors", action="store_true", help="what was torn apart or thrown together")
    parser.add_argument("--records", type=Path, metavar="CACHE", help="folder to keep processed records in")
    args = parser.parse_args()
    errors: list[str] = []
    found = {folder.name: score(folder, errors, args.records) for folder in args.folders}
    if len(found) > 1:
        found["all"] = in_all(found.values())
    if args.errors:
        print("\n".join(errors), file=sys.stderr)
    if args.json:
        print(json.dumps(found))
    else:
        for name, ways in found.items():
            for way, numbers in ways.items():
                print(name, way, " ".join(f"{key} {value}" for key, value in numbers.items()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
