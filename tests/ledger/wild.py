"""Made-up reports as news never is: few speakers who say everything of few issues, on doubtful days.

What follows from one statement then meets what follows from many.
"""

import random
import sys
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2] / "bench"))

from made_up import Records, World, draft
from onrecord.model import Condition, DateInterval, Report, ReportRecords, Span, stable_id

ACTS = ["withdraw", "concede", "accept", "commit", "offer", "demand", "reject", "oppose", "allege", "deny"]


@dataclass(frozen=True, slots=True)
class Village(World):
    """A world in which everybody speaks of everything."""

    people: int = 24  # type: ignore[assignment]
    parties: int = 6  # type: ignore[assignment]
    issues: int = 24  # type: ignore[assignment]


def wild(report: Report) -> ReportRecords:
    """The records of a report of a `Village`, with acts, days and conditions by chance."""
    pick = random.Random(report.id)
    number, reports, statements = (int(part) for part in report.path.split("/"))
    found = Records(report)
    found.world = Village(reports, statements)
    found.draft = draft(found.world, number)
    records = found.found()
    issues, actors = [one.id for one in records.issues], [one.id for one in records.actors]

    def day(date: DateInterval) -> DateInterval:
        chance = pick.random()
        if chance < 0.75 or date.earliest is None:
            return date
        if chance < 0.8:
            return DateInterval(None, None, "unknown")
        first = date.earliest + timedelta(days=pick.randint(-40, 5))
        return DateInterval(first, first + timedelta(days=pick.randint(0, 30)), "inferred")

    positions, conditions = [], list(records.conditions)
    for one in records.positions:
        positions.append(
            replace(
                one,
                act=one.act if pick.random() < 0.5 else pick.choice(ACTS),
                polarity=one.polarity if pick.random() < 0.6 else pick.choice(("for", "against", "open")),
                date=day(one.date),
                hypothetical=pick.random() < 0.05,
                via=pick.choice(actors) if pick.random() < 0.15 else None,
                confidence=pick.choice((0.8, 0.8, 0.8, 0.2)),
            )
        )
        others = [issue for issue in issues if issue != one.issue]
        if others and pick.random() < 0.35:
            requirement = pick.choice(others)
            conditions.append(
                Condition(
                    id=stable_id("condition", report.id, one.id),
                    holder=one.holder,
                    relation="requires",
                    step=one.issue,
                    requirement=requirement,
                    report=report.id,
                    date=day(one.date),
                    evidence=one.evidence,
                    attribution=one.attribution,
                    alternatives=tuple(issue for issue in others if issue != requirement)[:1],
                    connective=_connective(one.evidence[0]),
                    confidence=pick.choice((0.8, 0.8, 0.2)),
                )
            )
    events = [
        replace(one, date=day(one.date), status=pick.choice(("done", "done", "agreed", "failed")))
        for one in records.events
    ]
    return replace(records, positions=tuple(positions), conditions=tuple(conditions), events=tuple(events))


def _connective(words: Span) -> tuple[Span, ...]:
    place = words.text.find(" ", 6)
    if place < 0:
        return ()
    return (Span(words.start + place + 1, words.start + place + 2, words.text[place + 1 : place + 2]),)
