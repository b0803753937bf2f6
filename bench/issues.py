"""Issues across reports on dossiers with gold: `python bench/issues.py DIR... [--json] [--errors]`.

Each issue of ours in a report is held against the gold issue of a position or condition that shares evidence
and holder's wording with it (`labelled`: some label or alias of the two agree by a word F1 of 0.5, as in
bench/claims.py). Among those that have a gold issue, pairs in two different reports are scored: `precision`,
how many of the pairs that we join the gold joins too; `recall`, how many of the pairs that the gold joins we
join. `joined` counts all pairs joined across reports, those without a gold issue among them: `--errors` lists
them to be read.
"""

import argparse
import json
import pickle
import sys
from collections import defaultdict
from itertools import combinations
from pathlib import Path
from typing import Any

from claims import labels_match, overlaps, place_of
from dossiers import read_file
from onrecord.model import Report, ReportRecords
from onrecord.pipeline import process
from onrecord.track.issues import join_issues


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
    """The gold issue of each issue of ours in a report, where one can be told."""
    labels = {one["id"]: [one["label"], *one["aliases"]] for one in gold["issues"]}
    ours = {one.id: [one.label, *one.aliases] for one in records.issues}
    wanted = [
        (place, issue)
        for kind, fields in (("positions", ("issue",)), ("conditions", ("step", "requirement")))
        for one in gold[kind]
        if one["report"] == name and (place := place_of(report.text, one["evidence"]))
        for issue in (one[field] for field in fields)
    ]
    found: dict[str, str] = {}
    claims = [(one, (one.issue,)) for one in records.positions]
    claims += [(one, (one.step, one.requirement)) for one in records.conditions]
    for claim, issues in claims:
        here = claim.evidence[0].start, claim.evidence[-1].end
        for issue in issues:
            for place, expected in wanted:
                if overlaps(here, place) and labels_match(ours[issue], labels[expected]):
                    found.setdefault(issue, expected)
    return found


def score(folder: Path, errors: list[str], cache: Path | None) -> dict[str, float]:
    """The figures of one dossier."""
    gold = json.loads((folder / "gold.json").read_text(encoding="utf-8"))
    read = read_all(folder, gold, cache)
    every = [(name, issue) for name, (_, records) in read.items() for issue in records.issues]
    joined, place = join_issues([issue for _, issue in every])
    known: dict[str, str] = {}
    for name, (report, records) in read.items():
        known |= gold_issues(name, report, records, gold)
    label = {issue.id: f"{name} {issue.label}" for name, issue in every}
    of_report = {issue.id: name for name, issue in every}

    def across(groups: dict[str, list[str]]) -> set[tuple[str, str]]:
        return {
            (min(two), max(two))
            for ids in groups.values()
            for two in combinations(ids, 2)
            if of_report[two[0]] != of_report[two[1]]
        }

    by_ours: dict[str, list[str]] = defaultdict(list)
    by_gold: dict[str, list[str]] = defaultdict(list)
    for _, issue in every:
        by_ours[place[issue.id]].append(issue.id)
        if issue.id in known:
            by_gold[known[issue.id]].append(issue.id)
    ours, wanted = across(by_ours), across(by_gold)
    scored = {pair for pair in ours if pair[0] in known and pair[1] in known}
    for one, other in sorted(wanted - ours):
        errors.append(f"{folder.name} APART {known[one]} | {label[one]} | {label[other]}")
    for one, other in sorted(ours):
        mark = "RIGHT" if (one, other) in wanted else "WRONG" if (one, other) in scored else "JOINED"
        errors.append(f"{folder.name} {mark} {label[one]} | {label[other]}")
    right = len(scored & wanted)
    precision, recall = right / max(1, len(scored)), right / max(1, len(wanted))
    return {
        "issues": len(every),
        "with_gold": len(known),
        "ledger": len(joined),
        "joined": len(ours),
        "right": right,
        "scored": len(scored),
        "wanted": len(wanted),
        "precision": round(precision, 3),
        "recall": round(recall, 3),
        "parents": sum(issue.parent is not None for issue in joined),
        "negations": sum(issue.negates is not None for issue in joined),
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
    if args.errors:
        print("\n".join(errors), file=sys.stderr)
    if args.json:
        print(json.dumps(found))
    else:
        for name, numbers in found.items():
            print(name, " ".join(f"{key} {value}" for key, value in numbers.items()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
