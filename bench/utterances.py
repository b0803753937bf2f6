"""Utterances on dossiers with gold: `python bench/utterances.py DIR... [--gold-only] [--json] [--errors]`.

Pairwise F1: of all pairs of statements of different reports, those that gold and we put into one utterance.
Twice: from the gold attributions and copies, which measures the grouping alone, and end to end from the
texts, with the days of publication given. Statements of ours are gold's by token F1 of at least 0.5.

A quotation that is taken up again after its cue is the same utterance by the vocabulary; gold lists its
pieces one by one. `f1` leaves the pairs of one piece with another of the same quotation out; `strict_f1`
counts them as wrong.
"""

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from itertools import combinations, pairwise
from pathlib import Path
from typing import Any

from dossiers import match, read_file
from onrecord.model import DateInterval, ReportRecords
from onrecord.pipeline import process
from onrecord.resolve.across import actors_from_nothing
from onrecord.track.copies import Copied, Printed, find_copies
from onrecord.track.linking import connected, pairs
from onrecord.track.sayings import Said
from onrecord.track.utterances import utterances

Pair = tuple[str, str]


class Gold:
    """The gold of a dossier: its statements by their number, written `report/number`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.content = json.loads((folder / "gold.json").read_text(encoding="utf-8"))
        self.statements = {
            f"{entry['report']}/{number:04}": entry
            for number, entry in enumerate(self.content["attributions"])
            if entry["content"]
        }
        self.reports = {entry["id"]: entry for entry in self.content["reports"]}
        groups = [self._members(entry) for entry in self.content["utterances"]]
        self.pairs = across(groups)
        self.of_one_quotation = self._closed(groups) - self.pairs

    def in_report(self, report: str) -> list[str]:
        """The statements of a report."""
        return [name for name, entry in self.statements.items() if entry["report"] == report]

    def _members(self, utterance: dict[str, Any]) -> list[str]:
        """The statements of an utterance: with its words and speaker, with its words, or the nearest."""
        found = []
        for report, content in zip(utterance["reports"], utterance["contents"], strict=True):
            names = self.in_report(report)
            same = [name for name in names if self.statements[name]["content"] == content]
            own = [name for name in same if self.statements[name]["speaker"] == utterance["speaker"]]
            if own or same:
                found.append((own or same)[0])
            elif 0 in (near := match([content], [self.statements[name]["content"] for name in names])):
                found.append(names[near[0]])
        return found

    def _closed(self, groups: list[list[str]]) -> set[Pair]:
        """Pairs of statements that are one utterance when the pieces of a quotation are."""
        links = [two for group in groups for two in pairwise(group)]
        by_id = {entry["id"]: name for name, entry in self.statements.items() if entry.get("id")}
        for (before, one), (after, other) in pairwise(self.statements.items()):
            if other.get("part_of") in by_id:
                links.append((after, by_id[other["part_of"]]))
            elif not other["cue_text"] and (one["report"], one["speaker"]) == (
                other["report"],
                other["speaker"],
            ):
                links.append((before, after))
        return across(connected(self.statements, links))


def across(groups: Iterable[Iterable[str]]) -> set[Pair]:
    """All pairs within groups that are of different reports."""
    found = pairs([sorted(set(group)) for group in groups])
    return {(one, other) for one, other in found if one.split("/")[0] != other.split("/")[0]}


def from_gold(gold: Gold) -> set[Pair]:
    """The pairs that grouping gives from gold attributions and copies."""
    acts_for = {entry["id"]: listed(entry["acts_for"]) for entry in gold.content["actors"]}
    kinds = {
        entry["id"]: "unnamed" if entry["kind"] == "anonymous" else entry["kind"]
        for entry in gold.content["actors"]
    }
    said = []
    for place, (name, entry) in enumerate(gold.statements.items()):
        published = date.fromisoformat(gold.reports[entry["report"]]["published"])
        day = date.fromisoformat(entry["said_on"]) if entry["said_on"] else None
        start = place * 1000 if entry["cue_text"] else (place - 1) * 1000 + 500
        said.append(
            Said(
                id=name,
                report=entry["report"],
                speaker=entry["speaker"],
                text=entry["content"],
                kind=entry["kind"],
                cue=entry["cue_text"] or "",
                said_on=DateInterval.on(day) if day else DateInterval(None, published, "inferred"),
                published=DateInterval.on(published),
                parties=frozenset(acts_for.get(entry["speaker"], ())),
                who=kinds.get(entry["speaker"]),
                start=start,
                end=start + 450,
            )
        )
    origins = {report: entry["syndicated_from"] for report, entry in gold.reports.items()}
    copied = [Copied(copy, origin, 1.0, "credit") for copy, origin in origins.items() if origin]
    copied += [
        Copied(max(two), min(two), 0.9, "cut")
        for two in combinations([pair.copy for pair in copied], 2)
        if origins[two[0]] == origins[two[1]]
    ]
    return across(group.attributions for group in utterances(said, copied))


def listed(value: Any) -> list[str]:
    return [value] if isinstance(value, str) else list(value or ())


def end_to_end(gold: Gold) -> set[Pair]:
    """The pairs that all of it gives from the texts, by the gold statements that ours are."""
    read: dict[str, ReportRecords] = {}
    printed: dict[str, Printed] = {}
    published: dict[str, DateInterval] = {}
    for id_, entry in gold.reports.items():
        report = read_file(gold.folder / "reports" / Path(entry["file"]).name)
        published[id_] = DateInterval.on(date.fromisoformat(entry["published"]))
        report = replace(report, published=published[id_], outlet=entry["outlet"])
        read[id_] = process(report)
        printed[id_] = replace(Printed.of(report), id=id_)
    groups = actors_from_nothing(
        (records.actors for records in read.values()), (records.attributions for records in read.values())
    )
    ledger = {id_: group[0] for group in groups for id_ in group}
    kinds = {actor.id: actor.kind for records in read.values() for actor in records.actors}
    parties: dict[str, set[str]] = {}
    for actor in (actor for records in read.values() for actor in records.actors):
        parties.setdefault(ledger[actor.id], set()).update(ledger[other.actor] for other in actor.acts_for)
    said: list[Said] = []
    ours: dict[str, list[str]] = {}
    for id_, records in read.items():
        spoken = [each for each in records.attributions if each.attitude == "speech"]
        pieces = [(span.text, each.id) for each in spoken for span in each.content]
        names = gold.in_report(id_)
        matched = match([gold.statements[name]["content"] for name in names], [text for text, _ in pieces])
        for place, piece in matched.items():
            content = gold.statements[names[place]]["content"]
            same = [name for name in names if gold.statements[name]["content"] == content]
            ours.setdefault(pieces[piece][1], []).extend(same)
        for each in spoken:
            speaker = ledger[each.speaker] if each.speaker else None
            of_party = parties.get(speaker or "", set()) - {speaker}
            who = kinds.get(each.speaker or "")
            said.append(replace(Said.of(each, published[id_], speaker, of_party, who), report=id_))
    found = utterances(said, find_copies(printed))
    return across([name for id_ in group.attributions for name in ours.get(id_, ())] for group in found)


def compare(gold: Gold, found: set[Pair], label: str, errors: list[str]) -> Counter[str]:
    wrong = found - gold.pairs - gold.of_one_quotation
    for kind, some in (("MISSED", gold.pairs - found), ("WRONG", wrong)):
        for two in sorted(some):
            one, other = (gold.statements[name]["content"][:70] for name in two)
            errors.append(f"{label} {kind} {two[0]} {one!r} | {two[1]} {other!r}")
    return Counter(
        gold=len(gold.pairs), right=len(found & gold.pairs), wrong=len(wrong), strict=len(found - gold.pairs)
    )


def figures(counts: Counter[str]) -> dict[str, float]:
    right, gold = counts["right"], max(1, counts["gold"])
    return {
        "pairs": counts["gold"],
        "precision": round(right / max(1, right + counts["wrong"]), 3),
        "recall": round(right / gold, 3),
        "f1": round(2 * right / (gold + right + counts["wrong"]), 3),
        "strict_f1": round(2 * right / (gold + right + counts["strict"]), 3),
    }


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folders", nargs="+", type=Path, metavar="DIR")
    parser.add_argument("--gold-only", action="store_true", help="leave the reading of the texts out")
    parser.add_argument("--json", action="store_true", help="figures as JSON on standard output")
    parser.add_argument("--errors", action="store_true", help="what was missed or wrong, on standard error")
    args = parser.parse_args()
    ways = {"grouping": from_gold} if args.gold_only else {"grouping": from_gold, "end_to_end": end_to_end}
    found: dict[str, dict[str, Any]] = {}
    errors: list[str] = []
    for way, run in ways.items():
        total: Counter[str] = Counter()
        found[way] = {}
        for folder in args.folders:
            gold = Gold(folder)
            counts = compare(gold, run(gold), f"{way} {folder.name}", errors)
            total += counts
            found[way][folder.name] = figures(counts)
        found[way]["all"] = figures(total)
    if args.errors:
        print("\n".join(errors), file=sys.stderr)
    print(json.dumps(found) if args.json else json.dumps(found, indent=2))
    return 0


if __name__ == "__main__":
    sys.exit(main())
