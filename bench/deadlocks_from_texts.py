"""The deadlocks that a dossier's reports give, in a ledger of their own: `bench/deadlocks.py --texts`."""

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from dossiers import read_file
from matching import Sides, labels_match, overlaps, place_of
from onrecord.ledger import Ledger
from onrecord.ledger.grounds import record_of
from onrecord.ledger.reasoned import Reasoned, Told
from onrecord.model import Condition, DateInterval, Event, Report
from onrecord.store.entries import ClaimEntry, ConditionEntry


@dataclass(frozen=True)
class Read:
    """One gold deadlock, and what the texts give for its goal.

    Attributes:
        goal: the gold's label.
        as_of: the gold's day.
        members: the gold's members.
        asked: the answers, one for each issue that answers to the goal.
        by: the deadlocks found that use only the gold's claims.
    """

    goal: str
    as_of: str
    members: tuple[str, ...]
    asked: tuple[Reasoned, ...]
    by: tuple[tuple[Told, ...], ...]


def from_texts(folder: Path, gold: dict[str, Any], reading: str, *, dated: bool) -> Iterator[Read]:
    """Each gold deadlock, and what a ledger of the dossier's reports makes of its goal on its day."""
    reports = {entry["id"]: _report(folder, entry, dated=dated) for entry in gold["reports"]}
    with tempfile.TemporaryDirectory() as scratch, Ledger.create(Path(scratch) / "bench.db") as ledger:
        for report in reports.values():
            ledger.add_report(report)
        known = {actor.actor.id: actor.actor for actor in ledger.actors().items}
        is_gold = _comparison(gold, reports, known)
        issues = [entry.issue for entry in ledger.issues().items]
        labels = {entry["id"]: [entry["label"], *entry["aliases"]] for entry in gold["issues"]}
        for deadlock in gold["deadlocks"]:
            wanted = labels[deadlock["goal"]]
            goals = [one.id for one in issues if labels_match([one.label, *one.aliases], wanted)]
            answers: dict[str, Reasoned] = {}
            for goal in goals:
                answer = ledger.deadlocks(
                    goal,
                    as_of=date.fromisoformat(deadlock["as_of"]),
                    reading=reading,  # type: ignore[arg-type]
                    limit=100,
                    seconds=60.0,
                )
                answers.setdefault(answer.answer.goal, answer)
            by = [
                answer.members(finding)
                for answer in answers.values()
                for finding in answer.answer.findings
                if not finding.deadlock.missing
                and all(
                    any(is_gold(entry, member) for entry in told.statements for member in deadlock["members"])
                    for told in answer.members(finding)
                )
            ]
            yield Read(
                goal=wanted[0],
                as_of=deadlock["as_of"],
                members=tuple(deadlock["members"]),
                asked=tuple(answers.values()),
                by=tuple(by),
            )


def _report(folder: Path, entry: dict[str, Any], *, dated: bool) -> Report:
    report = read_file(folder / "reports" / Path(entry["file"]).name)
    if dated and entry["published"] and report.published.day is None:
        return replace(report, published=DateInterval.on(date.fromisoformat(entry["published"])))
    return report


def _comparison(gold: dict[str, Any], reports: dict[str, Report], known: dict[str, Any]) -> Any:
    """Whether a record of ours is a gold one: by its words, or by party, issues and polarity."""
    expected = {entry["id"]: entry for kind in ("positions", "conditions") for entry in gold[kind]}
    labels = {entry["id"]: [entry["label"], *entry["aliases"]] for entry in gold["issues"]}
    sides = Sides(gold["actors"])
    names = {report.id: name for name, report in reports.items()}

    def is_gold(entry: ClaimEntry, wanted: str) -> bool:
        record, other = record_of(entry), expected[wanted]
        if isinstance(record, Event):
            return False
        own = (record.evidence[0].start, record.evidence[-1].end)
        places = [(other["report"], other["evidence"])]
        places += [(one["report"], one["evidence"]) for one in other.get("also_in") or ()]
        for name, words in places:
            place = place_of(reports[name].text, words) if name == names.get(record.report) else None
            if place is not None and overlaps(own, place):
                return True
        if not sides.agree(record.holder, other["holder"], known):
            return False
        if isinstance(record, Condition) and isinstance(entry, ConditionEntry):
            return "step" in other and all(
                labels_match([label], labels[other[key]])
                for key, label in (("step", entry.step), ("requirement", entry.requirement))
            )
        if isinstance(record, Condition) or isinstance(entry, ConditionEntry) or "issue" not in other:
            return False
        return record.polarity == other["polarity"] and labels_match([entry.issue], labels[other["issue"]])

    return is_gold
