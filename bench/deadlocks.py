"""Deadlocks on dossiers with gold: `python bench/deadlocks.py DIR... [--texts] [--strict] [--quiet]`.

From the gold positions and conditions, or with `--texts` from the reports, added to a new ledger.

Each directory holds a `gold.json`. For each of its deadlocks the reasoner is asked, on the gold
records alone, what stands in the way of the goal on that day. It counts as found when some minimal deadlock
for the goal uses only claims that have a member among the gold's. The exit status is 1 where one was not.

Gold has no `until`: a position holds until its holder takes another polarity on the issue, and a condition
until its holder later offers or accepts the step without it, gives up the requirement, or changes it by gold.

From the texts, the goal is asked for by the gold's label and aliases. A claim of ours has a member among the
gold's where one of its records has words that overlap with the member's by half of the shorter, or the same
party, issue and polarity (`bench/changes.py` has the rule). Each goal's date is the gold's; reports that
state no date get it with `--dated`.
"""

import argparse
import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from deadlocks_from_texts import from_texts
from onrecord.ledger.grounds import record_of
from onrecord.model import Condition, DateInterval, Event, Issue, Position
from onrecord.reason import Answer, Material, Question, deadlocks

GIVES = ("offer", "accept", "commit", "concede")
ABSENCES = ("no ", "end of ", "end to ")
LIMIT = 1000
SECONDS = 60.0


@dataclass(frozen=True)
class Outcome:
    """One gold deadlock, and what came of it."""

    goal: str
    as_of: str
    members: frozenset[str]
    answer: Answer
    by: tuple[tuple[str, ...], ...]

    @property
    def found(self) -> bool:
        """Whether some deadlock of ours uses only gold's members."""
        return bool(self.by)


def interval(value: Any) -> DateInterval:
    """A gold date: a day, an interval, or nothing."""
    if isinstance(value, str):
        return DateInterval.on(date.fromisoformat(value))
    if isinstance(value, dict):
        ends = [
            date.fromisoformat(end) if end else None for end in (value.get("earliest"), value.get("latest"))
        ]
        return DateInterval(*ends, value.get("basis") or "stated")
    return DateInterval()


def material_of(gold: dict[str, Any]) -> Material:
    """A dossier's gold as the reasoner's input."""
    own = [
        Position(
            id=entry["id"],
            holder=entry["holder"],
            act=entry["act"],
            polarity=entry["polarity"],
            issue=entry["issue"],
            alternatives=tuple(entry.get("alternatives") or ()),
            date=interval(entry.get("date")),
            report=entry.get("report") or "",
            via=entry.get("via"),
            restates=entry.get("restates"),
            hypothetical=bool(entry.get("hypothetical")),
        )
        for entry in gold["positions"]
    ]
    conditions = [
        Condition(
            id=entry["id"],
            holder=entry["holder"],
            relation=entry["relation"],
            step=entry["step"],
            requirement=entry["requirement"],
            alternatives=tuple(entry.get("alternatives") or ()),
            date=interval(entry.get("date")),
            report=entry.get("report") or "",
            via=entry.get("via"),
            restates=entry.get("restates"),
            hypothetical=bool(entry.get("hypothetical")),
        )
        for entry in gold["conditions"]
    ]
    events = [
        Event(
            id=entry.get("id") or f"e{number}",
            issue=entry["issue"],
            status=entry["status"],
            date=interval(entry.get("date")),
            report=entry.get("report") or "",
        )
        for number, entry in enumerate(gold.get("events") or ())
    ]
    replaced = replacements(own, conditions, gold.get("changes") or [])
    return Material(
        positions=tuple(replace(one, until=replaced.get(one.id)) for one in own),
        conditions=tuple(replace(one, until=replaced.get(one.id)) for one in conditions),
        events=tuple(events),
        issues=tuple(issues_of(gold["issues"])),
    )


def issues_of(entries: list[dict[str, Any]]) -> Iterator[Issue]:
    """The issues; the absence of another is one by its label where gold doesn't say."""
    by_label = {entry["label"].casefold(): entry["id"] for entry in entries}
    for entry in entries:
        label = entry["label"].casefold()
        absence = next((start for start in ABSENCES if label.startswith(start)), None)
        of = by_label.get(label.removeprefix(absence).removeprefix("the ")) if absence else None
        yield Issue(
            id=entry["id"],
            label=entry["label"],
            aliases=tuple(entry.get("aliases") or ()),
            kind=entry.get("kind") or "step",
            actors=tuple(entry.get("actors") or ()),
            parent=entry.get("parent"),
            negates=entry.get("negates") or of,
        )


def replacements(
    positions: list[Position], conditions: list[Condition], changes: list[dict[str, Any]]
) -> dict[str, date]:
    """When each record was replaced; see the head of this file."""
    day = {one.id: one.date.latest or date.min for one in positions}
    day.update((one.id, one.date.latest or date.min) for one in conditions)
    found: dict[str, date] = {}

    def note(replaced: str, by: str) -> None:
        if replaced in day and by in day and day[replaced] < day[by]:
            found[replaced] = min(day[by], found.get(replaced, date.max))

    stands = [one for one in positions if one.act not in ("allege", "deny")]
    for one in stands:
        for later in stands:
            if (one.holder, one.issue) == (later.holder, later.issue) and one.polarity != later.polarity:
                note(one.id, later.id)
    for condition in conditions:
        for later in stands:
            same = (condition.holder, condition.step) == (later.holder, later.issue)
            if (
                same
                and later.polarity == "for"
                and later.act in GIVES
                and not repeated(condition, later, conditions)
            ):
                note(condition.id, later.id)
            gives_up = later.act == "withdraw" or later.polarity == "against"
            if gives_up and (condition.holder, condition.requirement) == (later.holder, later.issue):
                note(condition.id, later.id)
    for change in changes:
        note(change["from"], change["to"])
    return found


def repeated(condition: Condition, later: Position, conditions: list[Condition]) -> bool:
    """Whether the holder put a condition on the step again on the day of the position, or later."""
    return any(
        (one.holder, one.step) == (condition.holder, condition.step)
        and (one.date.latest or date.min) >= (later.date.latest or date.min)
        and one.id != condition.id
        for one in conditions
    )


def outcomes(gold: dict[str, Any], reading: str = "lenient") -> Iterator[Outcome]:
    """Each gold deadlock, and what the reasoner makes of its goal on its day."""
    records = material_of(gold)
    for deadlock in gold["deadlocks"]:
        question = Question(
            goal=deadlock["goal"],
            as_of=date.fromisoformat(deadlock["as_of"]),
            reading=reading,  # type: ignore[arg-type]
        )
        answer = deadlocks(records, question, limit=LIMIT, seconds=SECONDS)
        members = frozenset(deadlock["members"])
        by = [one for one in answer.deadlocks if all(members & set(claim) for claim in one.members)]
        named = tuple(tuple("=".join(claim) for claim in one.members) for one in by if not one.missing)
        yield Outcome(deadlock["goal"], deadlock["as_of"], members, answer, named)


def report(folder: Path, reading: str, quiet: bool) -> bool:
    """Print what was found in one dossier; whether all of it was."""
    gold = json.loads((folder / "gold.json").read_text(encoding="utf-8"))
    labels = {issue["id"]: issue["label"] for issue in gold["issues"]}
    every = True
    for outcome in outcomes(gold, reading):
        every = every and outcome.found
        mark = "found " if outcome.found else "MISSED"
        goal = labels.get(outcome.goal, outcome.goal)
        print(f"{mark} {folder.name}: {goal} ({outcome.as_of}): {' '.join(sorted(outcome.members))}")
        if not outcome.found:
            print(f"       {outcome.answer.sentence}")
        if not quiet:
            for deadlock in outcome.answer.deadlocks:
                words = " + ".join("=".join(claim) for claim in deadlock.members)
                missing = "".join(f", nobody offers {labels.get(step, step)}" for step in deadlock.missing)
                print(f"       {words}{missing}")
    return every


def report_texts(folder: Path, reading: str, quiet: bool, dated: bool) -> tuple[int, int]:
    """Print what the texts of a dossier give; how many gold deadlocks were found, of how many."""
    gold = json.loads((folder / "gold.json").read_text(encoding="utf-8"))
    found = every = 0
    for one in from_texts(folder, gold, reading, dated=dated):
        every += 1
        found += bool(one.by)
        mark = "found " if one.by else "MISSED"
        print(f"{mark} {folder.name}: {one.goal} ({one.as_of}): {' '.join(one.members)}")
        if quiet:
            continue
        for answer in one.asked:
            print(f"       {answer.answer.sentence}")
            for finding in answer.answer.findings:
                for told in answer.members(finding):
                    words = " / ".join(
                        " .. ".join(span.text for span in record_of(entry).evidence)
                        for entry in told.statements
                    )
                    print(f"         {told.sentence} | {words}")
                for step in finding.deadlock.missing:
                    print(f"         nobody offers {answer.labels.get(step, step)}")
                print("         --")
    return found, every


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path, metavar="DIR")
    parser.add_argument("--strict", action="store_true", help="ask in the strict reading")
    parser.add_argument("--quiet", action="store_true", help="leave out what else stands in the way")
    parser.add_argument("--texts", action="store_true", help="from the reports, and not from the gold")
    parser.add_argument(
        "--dated", action="store_true", help="with --texts: give undated reports the gold's date"
    )
    options = parser.parse_args()
    absent = [folder for folder in options.folders if not (folder / "gold.json").is_file()]
    if absent:
        print(f"{absent[0]}: no gold.json there.", file=sys.stderr)
        return 1
    reading = "strict" if options.strict else "lenient"
    if options.texts:
        counts = [report_texts(folder, reading, options.quiet, options.dated) for folder in options.folders]
        found, every = sum(one for one, _ in counts), sum(other for _, other in counts)
        print(f"{found} of {every} found from the texts")
        return 0 if found == every else 1
    results = [report(folder, reading, options.quiet) for folder in options.folders]
    return 0 if all(results) else 1


if __name__ == "__main__":
    raise SystemExit(main())
