"""Answers: the records found, and a plain sentence that says what they amount to."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from onrecord.model import Deadlock, Reading, Unlocking
from onrecord.text.telling import day

Status = Literal[
    "empty", "unmentioned", "reached", "unopposed", "possible", "unoffered", "blocked", "undecided"
]
Shape = Literal["circle", "refusal", "unoffered", "clash"]

SENTENCES: dict[Status, str] = {
    "empty": "There is no position, condition or event as reported {when}.",
    "unmentioned": "No position, condition or event is about {goal} as reported {when}.",
    "reached": "As reported {when}, {goal} has happened, and nobody disputes it.",
    "unopposed": "As reported {when}, nothing stands against {goal}.",
    "possible": "As reported {when}, {goal} is subject to conditions, and all of them can be met.",
    "unoffered": "As reported {when}, nobody whose step it is offers all that {goal} needs.",
    "blocked": "As reported {when}, {goal} can't be reached while all that has been said stands.",
    "undecided": "The time was over before it was known whether {goal} can be reached, as reported {when}.",
}


@dataclass(frozen=True, slots=True)
class Finding:
    """A deadlock, and how it holds the goal back.

    Attributes:
        deadlock: the record.
        shape: `circle`: steps that wait for each other; `refusal`: somebody is against a step that is
            needed; `unoffered`: nobody offers one; `clash`: two needed steps exclude each other.
        steps: the steps that are stuck, from the goal onwards.
    """

    deadlock: Deadlock
    shape: Shape
    steps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Way:
    """An unlocking, and what then becomes possible.

    Attributes:
        unlocking: the record; its `order` holds the pairs of steps.
        offers: the steps that somebody would have to offer besides (strict reading).
        steps: the steps to be taken, in an order that fits; the goal is the last.
        first: the steps that any way to the goal begins with: needed whatever else is done, and
            waiting for nothing that has not happened.
        weight: the cost by which it was ranked.
    """

    unlocking: Unlocking
    offers: tuple[str, ...]
    steps: tuple[str, ...]
    first: tuple[str, ...]
    weight: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a question about a goal comes to.

    Attributes:
        goal: id of the issue asked about.
        as_of: the day it is asked for.
        reading: `strict` or `lenient`.
        status: what it comes to.
        sentence: the status in words.
        reached_by: id of the event by which the goal was reached, or empty.
        findings: the deadlocks found, the smallest first.
        ways: the unlockings found, the cheapest first.
        complete: whether all that there are were found: neither the limit nor the time came first.
        out_of_time: whether the time was over before the search was.
    """

    goal: str
    as_of: date
    reading: Reading
    status: Status
    sentence: str
    reached_by: str = ""
    findings: tuple[Finding, ...] = ()
    ways: tuple[Way, ...] = ()
    complete: bool = True
    out_of_time: bool = False

    @property
    def deadlocks(self) -> tuple[Deadlock, ...]:
        """The deadlocks found, the smallest first."""
        return tuple(finding.deadlock for finding in self.findings)

    @property
    def unlockings(self) -> tuple[Unlocking, ...]:
        """The unlockings found, the cheapest first."""
        return tuple(way.unlocking for way in self.ways)


def sentence(status: Status, goal: str, as_of: date) -> str:
    """A status in words.

    Args:
        status: what it comes to.
        goal: the label of the issue asked about.
        as_of: the day it is asked for.
    """
    when = f"up to {day(as_of)}" if as_of < date.max else "by reports that carry no date"
    return SENTENCES[status].format(goal=f"“{goal}”", when=when)
