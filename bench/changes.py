"""Changes and conflicts on dossiers with gold.

    python bench/changes.py DIR... [--gold] [--dated] [--shown] [--errors] [--json]

Works from the texts: each report is read and processed, and what the reports say is joined. With `--gold`
it works from the gold positions, conditions and issues instead, so that what is measured is the following
of positions alone. With `--dated` reports whose text doesn't state a date get the gold's, as `--published`
would give it.

A change of ours is a gold one where holder agrees, and both members: by their words (evidence that overlaps
by half of the shorter one in the same report, or in one of the gold's repeats), or by party, polarity or
act, and issue (word F1 of at least 0.5), at least one of the two by its words. Conflicts likewise, in
either order. A change that the report itself tells ("gave up its claim") and that leads from no statement of
ours is gold's where what it leads to is, by its words. Kinds are scored on the matched ones. What is shown
from the texts is judged by reading, in `bench/judged/changes.jsonl`.
"""

import argparse
import json
import sys
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from deadlocks import material_of
from matching import Sides, labels_match, overlaps, place_of
from onrecord.model import (
    ActingFor,
    Actor,
    Change,
    Condition,
    Conflict,
    Event,
    Position,
    Span,
)
from onrecord.track.changes import changes
from onrecord.track.conflicts import conflicts
from onrecord.track.frames import frame_of
from onrecord.track.states import with_condition_states, with_states
from together import Together, gold_of, join, read_folder

JUDGED = Path(__file__).parent / "judged" / "changes.jsonl"
Record = Position | Condition | Event
Pair = tuple[str, str]


@dataclass(frozen=True)
class Shown:
    """What is shown of a dossier, and how to compare it with gold.

    Attributes:
        changes: in order.
        conflicts: in order.
        is_gold: whether a record of ours is a gold one: by its words, by what it says, or not at all.
        told: a record in words.
        places: report, start and end of a record's words.
    """

    changes: tuple[Change, ...]
    conflicts: tuple[Conflict, ...]
    is_gold: Callable[[str, str], str]
    told: Callable[[str], str]
    places: Callable[[str], tuple[str, int, int]]


def from_texts(folder: Path, gold: dict[str, Any], *, dated: bool) -> Shown:
    """What the texts of a dossier give."""
    published = {entry["id"]: entry["published"] for entry in gold["reports"]}
    return shown(join(read_folder(folder, published if dated else {})), gold)


def shown(whole: Together, gold: dict[str, Any]) -> Shown:
    """Changes and conflicts of joined records."""
    records: dict[str, Record] = {one.id: one for one in (*whole.positions, *whole.conditions, *whole.events)}
    actors = {actor.id: actor for actor in whole.actors}
    issues = {issue.id: [issue.label, *issue.aliases] for issue in whole.issues}
    labels = {issue["id"]: [issue["label"], *issue["aliases"]] for issue in gold["issues"]}
    expected = {entry["id"]: entry for kind in ("positions", "conditions") for entry in gold[kind]}
    sides = Sides(gold["actors"])
    reports = {one.name: one.report for one in whole.reports.values()}

    def is_gold(ours: str, wanted: str) -> str:
        record, entry = records[ours], expected[wanted]
        report = whole.reports[record.report]
        own = (record.evidence[0].start, record.evidence[-1].end)
        words = [(entry["report"], entry["evidence"])]
        words += [(other["report"], other["evidence"]) for other in entry.get("also_in") or ()]
        for name, text in words:
            place = place_of(reports[name].text, text) if name == report.name and name in reports else None
            if place is not None and overlaps(own, place):
                return "words"
        if isinstance(record, Event) or not sides.agree(record.holder, entry["holder"], actors):
            return ""
        about = [record.step, record.requirement] if isinstance(record, Condition) else [record.issue]
        wanted_issues = [entry[key] for key in ("issue", "step", "requirement") if key in entry]
        same = any(labels_match(issues[one], labels[other]) for one in about for other in wanted_issues)
        polarity = getattr(record, "polarity", None), entry.get("polarity")
        return "saying" if same and (None in polarity or polarity[0] == polarity[1]) else ""

    def told(ours: str) -> str:
        record = records[ours]
        name = whole.reports[record.report].name
        words = " .. ".join(span.text for span in record.evidence)
        if isinstance(record, Event):
            what = f"{record.status} <{issues[record.issue][0]}>"
        elif isinstance(record, Condition):
            what = f"{actors[record.holder].name}: <{issues[record.step][0]}> {record.relation} "
            what += f"<{issues[record.requirement][0]}>"
        else:
            what = f"{actors[record.holder].name}: {record.act}/{record.polarity} <{issues[record.issue][0]}>"
        via = f" via {actors[record.via].name}" if record.via else ""
        return f"{name} {record.date.day} {what}{via} | {words}"

    def places(ours: str) -> tuple[str, int, int]:
        record = records[ours]
        name = whole.reports[record.report].name
        return name, record.evidence[0].start, record.evidence[-1].end

    return Shown(
        changes(whole.positions, whole.conditions, whole.frame),
        conflicts(whole.positions, whole.conditions, whole.events, whole.frame, outlets=whole.outlets),
        is_gold,
        told,
        places,
    )


def from_gold(gold: dict[str, Any]) -> Shown:
    """What the gold positions and conditions give."""
    material = material_of(gold)
    expected = {entry["id"]: entry for kind in ("positions", "conditions") for entry in gold[kind]}
    words = {id_: (Span.of(one["evidence"], 0, len(one["evidence"])),) for id_, one in expected.items()}
    frame = frame_of(
        (
            Actor(
                id=entry["id"],
                name=entry["name"],
                kind="unnamed" if entry["kind"] == "anonymous" else entry["kind"],
                acts_for=(ActingFor(entry["acts_for"]),) if entry.get("acts_for") else (),
            )
            for entry in gold["actors"]
        ),
        material.issues,
    )
    positions = with_states((replace(one, evidence=words[one.id]) for one in material.positions), frame)
    terms = with_condition_states(
        (replace(one, evidence=words[one.id]) for one in material.conditions), positions, frame
    )
    root = {one.id: one.restates or one.id for one in (*positions, *terms)}

    def is_gold(ours: str, wanted: str) -> str:
        return "words" if root[ours] == root.get(wanted, wanted) else ""

    def told(ours: str) -> str:
        entry = expected[ours]
        return f"{ours} {entry['report']} {entry['holder']} {entry.get('act', '')} | {entry['evidence']}"

    return Shown(
        changes(positions, terms, frame),
        conflicts(positions, terms, material.events, frame),
        is_gold,
        told,
        lambda ours: (expected[ours]["report"], 0, 0),
    )


def matched(
    ours: list[Pair], gold: list[Pair], is_gold: Callable[[str, str], str], *, either_way: bool
) -> dict[int, int]:
    """Pairs of ours that are gold's, by their numbers; each of both at most once, the surest first."""
    scored = []
    for number, (one, other) in enumerate(ours):
        for index, (first, second) in enumerate(gold):
            ways = [(first, second), (second, first)] if either_way else [(first, second)]
            found = [(is_gold(one, a) if one else "told", is_gold(other, b)) for a, b in ways]
            best = max((way.count("words") for way in found if all(way)), default=0)
            if best:
                scored.append((-best, number, index))
    pairs: dict[int, int] = {}
    for _, number, index in sorted(scored):
        if number not in pairs and index not in pairs.values():
            pairs[number] = index
    return pairs


def score(found: Shown, gold: dict[str, Any], errors: list[str]) -> Counter[str]:
    """Counts for one dossier."""
    counts: Counter[str] = Counter()
    ours_changes = [(one.before or "", one.after or "") for one in found.changes]
    ours_conflicts = [(one.members[0], one.members[-1]) for one in found.conflicts]
    for name, ours, kinds, wanted, either in (
        ("change", ours_changes, [one.kind for one in found.changes],
         [((one["from"], one["to"]), one["kind"]) for one in gold["changes"]], False),
        ("conflict", ours_conflicts, [one.kind for one in found.conflicts],
         [((one["a"], one["b"]), one["kind"]) for one in gold["conflicts"]], True),
    ):  # fmt: skip
        pairs = matched(ours, [pair for pair, _ in wanted], found.is_gold, either_way=either)
        counts[f"{name}_gold"] += len(wanted)
        counts[f"{name}_ours"] += len(ours)
        counts[f"{name}_matched"] += len(pairs)
        counts[f"{name}_kind"] += sum(kinds[one] == wanted[other][1] for one, other in pairs.items())
        for number, (members, kind) in enumerate(zip(ours, kinds, strict=True)):
            mark = "FOUND" if number in pairs else "EXTRA"
            errors.append("\n    ".join([f"{mark} {name} {kind}", *map(found.told, filter(None, members))]))
        for index, (pair, kind) in enumerate(wanted):
            if index not in pairs.values():
                texts = {e["id"]: e["evidence"] for k in ("positions", "conditions") for e in gold[k]}
                errors.append(
                    "\n    ".join([f"MISSED {name} {kind}", *(f"{one}: {texts[one]}" for one in pair)])
                )
    return counts


def rows(name: str, found: Shown) -> Iterable[dict[str, Any]]:
    """What is shown, by the places of its words."""
    for change in found.changes:
        members = [found.places(id_) for id_ in (change.before, change.after) if id_]
        yield {"dossier": name, "type": "change", "kind": change.kind, "members": members}
    for conflict in found.conflicts:
        members = [found.places(id_) for id_ in conflict.members]
        yield {"dossier": name, "type": "conflict", "kind": conflict.kind, "members": members}


def verdicts() -> dict[str, str]:
    """What was judged, by what it says of itself."""
    if not JUDGED.exists():
        return {}
    found = {}
    for line in JUDGED.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        found[key_of(row)] = row["verdict"]
    return found


def key_of(row: dict[str, Any]) -> str:
    """What names a shown change or conflict."""
    return json.dumps([row["dossier"], row["type"], row["kind"], [list(one) for one in row["members"]]])


def figures(counts: Counter[str]) -> dict[str, float]:
    """Counts as figures."""
    result: dict[str, float] = {}
    for name in ("change", "conflict"):
        precision = counts[f"{name}_matched"] / max(1, counts[f"{name}_ours"])
        recall = counts[f"{name}_matched"] / max(1, counts[f"{name}_gold"])
        result[f"{name}_precision"] = round(100 * precision, 1)
        result[f"{name}_recall"] = round(100 * recall, 1)
        result[f"{name}_f1"] = round(200 * precision * recall / max(1e-9, precision + recall), 1)
        result[f"{name}_kind"] = round(100 * counts[f"{name}_kind"] / max(1, counts[f"{name}_matched"]), 1)
        result[f"{name}_shown"] = counts[f"{name}_ours"]
        if counts[f"{name}_right"] or counts[f"{name}_wrong"] or counts[f"{name}_unjudged"]:
            judged = counts[f"{name}_right"] + counts[f"{name}_wrong"]
            result[f"{name}_right"] = round(100 * counts[f"{name}_right"] / max(1, judged), 1)
            result[f"{name}_unjudged"] = counts[f"{name}_unjudged"]
    return result


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folders", nargs="+", type=Path, metavar="DIR")
    parser.add_argument("--gold", action="store_true", help="from the gold positions and conditions")
    parser.add_argument("--dated", action="store_true", help="give undated reports the gold's date")
    parser.add_argument("--shown", action="store_true", help="what is shown, as rows to be judged")
    parser.add_argument("--errors", action="store_true", help="what was found, missed and added")
    parser.add_argument("--json", action="store_true", help="figures as JSON on standard output")
    options = parser.parse_args()
    total: Counter[str] = Counter()
    result: dict[str, dict[str, float]] = {}
    judged = verdicts()
    for folder in options.folders:
        gold, errors = gold_of(folder), []  # type: ignore[var-annotated]
        found = from_gold(gold) if options.gold else from_texts(folder, gold, dated=options.dated)
        counts = score(found, gold, errors)
        if not options.gold:
            for row in rows(folder.name, found):
                counts[f"{row['type']}_{judged.get(key_of(row), 'unjudged')}"] += 1
                if options.shown:
                    print(json.dumps({**row, "verdict": judged.get(key_of(row), ""), "reason": ""}))
        total += counts
        result[folder.name] = figures(counts)
        if options.errors:
            print(f"== {folder.name}", *errors, sep="\n", file=sys.stderr)
    if len(options.folders) > 1:
        result["all"] = figures(total)
    if options.json:
        print(json.dumps(result))
    elif not options.shown:
        for name, numbers in result.items():
            print(name, " ".join(f"{key} {value}" for key, value in numbers.items()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
