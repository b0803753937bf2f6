"""Short ways to write fictional claims for the tests of tracking."""

from datetime import date

from onrecord.model import (
    Act,
    ActingFor,
    Actor,
    ActorKind,
    Condition,
    DateInterval,
    Event,
    EventStatus,
    Polarity,
    Position,
    Relation,
    Span,
)

AGAINST = {"reject", "oppose", "threaten", "deny"}


def may(day: int) -> DateInterval:
    """A day in May 2031."""
    return DateInterval.on(date(2031, 5, day))


def words(text: str) -> tuple[Span, ...]:
    """Evidence of these words."""
    return (Span(0, len(text), text),) if text else ()


def position(
    id_: str, holder: str, act: Act, issue: str, when: DateInterval, *, polarity: Polarity | None = None,
    text: str = "", via: str | None = None, report: str = "r1", hypothetical: bool = False,
    confidence: float = 0.8,
) -> Position:  # fmt: skip
    usual: Polarity = "open" if act == "withdraw" else "against" if act in AGAINST else "for"
    return Position(
        id=id_, holder=holder, act=act, polarity=polarity or usual, issue=issue, date=when, report=report,
        evidence=words(text), via=via, hypothetical=hypothetical, confidence=confidence,
    )  # fmt: skip


def condition(
    id_: str, holder: str, step: str, requirement: str, when: DateInterval, *, text: str = "",
    relation: Relation = "requires", report: str = "r1", alternatives: tuple[str, ...] = (),
    confidence: float = 0.8,
) -> Condition:  # fmt: skip
    return Condition(
        id=id_, holder=holder, relation=relation, step=step, requirement=requirement, date=when,
        report=report, evidence=words(text), alternatives=alternatives, confidence=confidence,
    )  # fmt: skip


def event(
    id_: str,
    issue: str,
    when: DateInterval,
    *,
    status: EventStatus = "done",
    text: str = "",
    report: str = "r1",
) -> Event:
    return Event(
        id=id_, issue=issue, status=status, date=when, report=report, evidence=words(text), confidence=0.8
    )


def actor(id_: str, kind: ActorKind = "organization", *, acts_for: str = "") -> Actor:
    return Actor(id=id_, name=id_, kind=kind, acts_for=(ActingFor(acts_for),) if acts_for else ())
