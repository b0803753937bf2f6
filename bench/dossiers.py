"""All that is measured on dossiers with gold: `python bench/dossiers.py DIR... [--json]`.

Each directory holds `reports/` and `gold.json`. Attributions and speakers are scored here; positions and
conditions, actors across reports, copies, utterances, changes and conflicts by the scripts beside this one,
which can also be run alone, and say by which rules. With `--attributions` no others are run.

Attributions are compared piece by piece (each content
span) within a report, by token F1 of at least 0.5, each gold piece with one of ours; those with another
attitude than `speech`, and headlines, are left out. Speakers, those who report another's words and kinds
are scored on the matched ones, and days: in the interval that ours gives (which for an undated report may be
open on one side), and in one of at most seven days. A speaker is right where the actor's name, or an alias
that no other gold actor of the dossier has, is the gold actor's.
"""

import argparse
import json
import re
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from rapidfuzz import fuzz

from onrecord.model import Actor, Attribution, Report
from onrecord.pipeline import process
from onrecord.read import Problem, read_bytes
from onrecord.text.folding import fold

LEAST_F1 = 0.5
ALIKE = 90.0


@dataclass(frozen=True)
class Piece:
    """One content span of an attribution of ours."""

    text: str
    start: int
    attribution: Attribution


def read_file(path: Path) -> Report:
    (report,) = read_bytes(path.read_bytes(), path.name)
    if isinstance(report, Problem):
        raise SystemExit(f"{path}: {report.error}")
    return report


def words(text: str) -> Counter[str]:
    return Counter(re.findall(r"\w+", text.lower()))


def token_f1(one: Counter[str], other: Counter[str]) -> float:
    shared = sum((one & other).values())
    return 2 * shared / max(1, sum(one.values()) + sum(other.values()))


def match(gold: list[str], ours: list[str]) -> dict[int, int]:
    """Pairs of gold and our pieces, the best first."""
    gold_words, our_words = [words(text) for text in gold], [words(text) for text in ours]
    scored = sorted(
        (
            (-token_f1(one, other), i, j)
            for i, one in enumerate(gold_words)
            for j, other in enumerate(our_words)
        )
    )
    pairs: dict[int, int] = {}
    for score, i, j in scored:
        if -score >= LEAST_F1 and i not in pairs and j not in pairs.values():
            pairs[i] = j
    return pairs


def plain_name(name: str) -> str:
    return re.sub(r"^(?:the|a|an|mr|ms|mrs|dr) ", "", fold(name))


class Actors:
    """The gold actors of a dossier, found by the names of ours."""

    def __init__(self, gold: list[dict[str, Any]]) -> None:
        self.names: dict[str, set[str]] = {
            entry["id"]: {plain_name(name) for name in [entry["name"], *entry["aliases"]]} for entry in gold
        }
        self.holders = Counter(name for names in self.names.values() for name in names)

    def is_right(self, actor: Actor | None, expected: str) -> bool:
        """Whether an actor of ours is the gold actor."""
        if actor is None:
            return False
        wanted = self.names.get(expected, set())
        name = plain_name(actor.name)
        if name in wanted:
            return True
        if any(name in names for other, names in self.names.items() if other != expected):
            return False
        aliases = {plain_name(alias) for alias in actor.aliases} - {"he", "she", "they", "it", "i"}
        if any(alias in wanted and self.holders[alias] == 1 for alias in aliases):
            return True
        return any(
            min(len(name), len(other)) > 5 and fuzz.token_set_ratio(name, other) >= ALIKE for other in wanted
        )


def score(folder: Path, errors: list[str]) -> Counter[str]:
    """Counts for one dossier."""
    gold = json.loads((folder / "gold.json").read_text(encoding="utf-8"))
    actors = Actors(gold["actors"])
    counts: Counter[str] = Counter()
    for entry in gold["reports"]:
        report = read_file(folder / "reports" / Path(entry["file"]).name)
        records = process(report)
        known = {actor.id: actor for actor in records.actors}
        expected = [
            a for a in gold["attributions"]
            if a["report"] == entry["id"] and "headline" not in (a.get("hard") or "") and a["content"]
        ]  # fmt: skip
        pieces = [
            Piece(span.text, span.start, attribution)
            for attribution in records.attributions
            if attribution.attitude == "speech"
            for span in attribution.content
        ]
        pairs = match([a["content"] for a in expected], [piece.text for piece in pieces])
        counts.update(gold=len(expected), ours=len(pieces), matched=len(pairs))
        label = f"{folder.name}/{entry['id']}"
        for index, wanted in enumerate(expected):
            if index not in pairs:
                errors.append(
                    f"{label} MISSED {wanted['speaker']} {wanted['source_text']} | {wanted['content']}"
                )
                continue
            compare(pieces[pairs[index]].attribution, wanted, known, actors, counts, errors, label)
        for number, piece in enumerate(pieces):
            if number not in pairs.values():
                speaker = known.get(piece.attribution.speaker or "")
                cue = [span.text for span in piece.attribution.cue]
                errors.append(f"{label} EXTRA {speaker.name if speaker else None} {cue} | {piece.text}")
    return counts


def compare(
    ours: Attribution,
    wanted: dict[str, Any],
    known: dict[str, Actor],
    actors: Actors,
    counts: Counter[str],
    errors: list[str],
    label: str,
) -> None:
    """Count whether a matched attribution has the right speaker, reporter and kind."""
    speaker = known.get(ours.speaker or "")
    if actors.is_right(speaker, wanted["speaker"]):
        counts["speaker"] += 1
    else:
        found = speaker.name if speaker else None
        counts["open"] += speaker is None
        source = [span.text for span in ours.source]
        errors.append(
            f"{label} SPEAKER {found} for {wanted['speaker']} {source} (gold {wanted['source_text']})"
            f" | {wanted['content'][:90]}"
        )
    if ours.kind == wanted["kind"]:
        counts["kind"] += 1
    else:
        errors.append(f"{label} KIND {ours.kind} for {wanted['kind']} | {wanted['content'][:90]}")
    if wanted["said_on"]:
        counts["dated"] += 1
        day = date.fromisoformat(wanted["said_on"])
        low, high = ours.said_on.earliest or date.min, ours.said_on.latest or date.max
        if ours.said_on.basis != "unknown" and low <= day <= high:
            counts["said_on"] += 1
            counts["said_on_within_week"] += (high - low).days < 7
        else:
            errors.append(f"{label} SAID_ON {low} to {high} for {day} | {wanted['content'][:60]}")
    if wanted["reported_by"]:
        counts["nested"] += 1
        reporter = known.get(ours.reported_by or "")
        if actors.is_right(reporter, wanted["reported_by"]):
            counts["reported_by"] += 1
        else:
            errors.append(
                f"{label} REPORTED_BY {reporter.name if reporter else None} for {wanted['reported_by']}"
            )


def figures(counts: Counter[str]) -> dict[str, float]:
    precision, recall = counts["matched"] / max(1, counts["ours"]), counts["matched"] / max(1, counts["gold"])
    matched = max(1, counts["matched"])
    return {
        "precision": round(100 * precision, 1),
        "recall": round(100 * recall, 1),
        "f1": round(200 * precision * recall / max(1e-9, precision + recall), 1),
        "speaker": round(100 * counts["speaker"] / matched, 1),
        "speaker_wrong": round(100 * (matched - counts["speaker"] - counts["open"]) / matched, 1),
        "kind": round(100 * counts["kind"] / matched, 1),
        "said_on": round(100 * counts["said_on"] / max(1, counts["dated"]), 1),
        "said_on_within_week": round(100 * counts["said_on_within_week"] / max(1, counts["dated"]), 1),
        "reported_by": round(100 * counts["reported_by"] / max(1, counts["nested"]), 1),
    }


# What the other scripts measure, and how they are asked for it.
OTHERS = {
    "positions and conditions": ("claims.py",),
    "actors across reports, by B-cubed": ("actors.py",),
    "copies": ("copies.py", "--dossiers-only", "--dossiers"),
    "utterances": ("utterances.py",),
    "changes and conflicts": ("changes.py",),
}


def others(folders: list[Path]) -> dict[str, Any]:
    """What the scripts beside this one say of the same folders."""
    found = {}
    for name, (script, *flags) in OTHERS.items():
        command = [
            sys.executable,
            str(Path(__file__).with_name(script)),
            *flags,
            *map(str, folders),
            "--json",
        ]
        done = subprocess.run(command, capture_output=True, text=True)
        found[name] = json.loads(done.stdout) if done.stdout else {"failed": done.stderr[-500:]}
    return found


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folders", nargs="+", type=Path, metavar="DIR")
    parser.add_argument("--json", action="store_true", help="figures as JSON on standard output")
    parser.add_argument("--errors", action="store_true", help="what was missed, made up or given to another")
    parser.add_argument("--attributions", action="store_true", help="attributions and speakers alone")
    args = parser.parse_args()
    found: dict[str, dict[str, float]] = {}
    total: Counter[str] = Counter()
    for folder in args.folders:
        errors: list[str] = []
        counts = score(folder, errors)
        total += counts
        found[folder.name] = figures(counts)
        if args.errors:
            print("\n".join(errors), file=sys.stderr)
    if len(args.folders) > 1:
        found["all"] = figures(total)
    rest = {} if args.attributions or args.errors else others(args.folders)
    if args.json:
        print(json.dumps({**found, **rest}))
        return 0
    for name, numbers in found.items():
        print(name, " ".join(f"{key} {value}" for key, value in numbers.items()))
    for name, numbers in rest.items():
        print(f"\n{name}\n{json.dumps(numbers, indent=1)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
