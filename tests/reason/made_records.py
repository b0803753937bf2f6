"""Short ways to write fictional records for the tests of the reasoner."""

from datetime import date

from onrecord.model import Act, Condition, DateInterval, Event, EventStatus, Issue, Polarity, Position
from onrecord.reason import Material, Question

START = date(2031, 1, 1)
DAY = date(2031, 6, 1)
AGAINST = {"reject", "oppose", "threaten", "deny"}


def on(day: date | None) -> DateInterval:
    return DateInterval.on(day) if day else DateInterval()


def position(
    id_: str, holder: str, act: Act, issue: str, *, polarity: Polarity | None = None,
    day: date | None = START, until: date | None = None, alternatives: tuple[str, ...] = (),
    restates: str | None = None, hypothetical: bool = False, report: str = "rep-1",
) -> Position:  # fmt: skip
    usual: Polarity = "open" if act == "withdraw" else "against" if act in AGAINST else "for"
    return Position(
        id=id_, holder=holder, act=act, polarity=polarity or usual, issue=issue, date=on(day), until=until,
        alternatives=alternatives, restates=restates, hypothetical=hypothetical, report=report,
    )  # fmt: skip


def condition(
    id_: str, holder: str, step: str, requirement: str, *, before: bool = False, day: date | None = START,
    until: date | None = None, alternatives: tuple[str, ...] = (), restates: str | None = None,
    hypothetical: bool = False, report: str = "rep-1",
) -> Condition:  # fmt: skip
    return Condition(
        id=id_, holder=holder, relation="before" if before else "requires", step=step,
        requirement=requirement, date=on(day), until=until, alternatives=alternatives, restates=restates,
        hypothetical=hypothetical, report=report,
    )  # fmt: skip


def event(id_: str, issue: str, status: EventStatus = "done", *, day: date | None = START) -> Event:
    return Event(id=id_, issue=issue, status=status, date=on(day), report="rep-1")


def material(*records: Position | Condition | Event | Issue) -> Material:
    return Material(
        positions=tuple(one for one in records if isinstance(one, Position)),
        conditions=tuple(one for one in records if isinstance(one, Condition)),
        events=tuple(one for one in records if isinstance(one, Event)),
        issues=tuple(one for one in records if isinstance(one, Issue)),
    )


def lenient(goal: str, **more: object) -> Question:
    return Question(**{"goal": goal, "as_of": DAY, "reading": "lenient", **more})  # type: ignore[arg-type]


def strict(goal: str, **more: object) -> Question:
    return Question(**{"goal": goal, "as_of": DAY, "reading": "strict", **more})  # type: ignore[arg-type]
