"""What parties want and on which terms: issues, events, positions, conditions, and what follows from them.

The fields are those that `docs/reference/records.md` documents.
"""

from dataclasses import dataclass
from datetime import date as Day
from typing import Literal

from onrecord.model.dates import UNKNOWN_DATE, DateInterval
from onrecord.model.spans import Span

IssueKind = Literal["step", "topic"]
EventStatus = Literal["done", "begun", "agreed", "postponed", "failed"]
Act = Literal[
    "demand", "offer", "accept", "commit", "support", "concede",
    "reject", "oppose", "withdraw", "threaten", "deny", "allege",
]  # fmt: skip
Polarity = Literal["for", "against", "open"]
Relation = Literal["requires", "before"]
Reading = Literal["strict", "lenient"]

LEAST_SURE = 0.35
"""A claim less sure than this counts for nothing: it isn't kept from a report of negotiations, and is part of
no change, conflict or question about a goal. Chosen on the dossiers of `bench/dossiers`: a bound of 0.5 finds
less and is hardly more often right."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """What is negotiated over.

    Attributes:
        id: hash of its smallest member key.
        label: a noun phrase that names it.
        aliases: every wording found for it, sorted.
        kind: `step`, something that can be done or happen; `topic`, anything else talked about.
        actors: ids of those whose step it is; empty where that is unknown.
        parent: id of the wider issue, or None.
        part_of: id of the issue that this is a part of, or None.
        negates: id of the issue whose absence this is ("no A", "end of A"), or None.
        confidence: 0 to 1.
        judged: whether a person decided it.
    """

    id: str
    label: str
    aliases: tuple[str, ...] = ()
    kind: IssueKind = "step"
    actors: tuple[str, ...] = ()
    parent: str | None = None
    part_of: str | None = None
    negates: str | None = None
    confidence: float = 1.0
    judged: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """What a report says has happened to a step.

    Attributes:
        id: hash of the report, the type and the evidence.
        issue: id of the step.
        status: `done`, `begun`, `agreed`, `postponed` or `failed`.
        actors: ids of those who did it.
        date: when.
        report: id of the report.
        evidence: the words it rests on.
        attribution: id of the attribution that says so, or None where the report itself does.
        via: id of the actor who says so, or None.
        confidence: 0 to 1.
        judged: whether a person decided it.
    """

    id: str
    issue: str
    status: EventStatus
    actors: tuple[str, ...] = ()
    date: DateInterval = UNKNOWN_DATE
    report: str
    evidence: tuple[Span, ...] = ()
    attribution: str | None = None
    via: str | None = None
    confidence: float = 1.0
    judged: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """A holder's act on an issue, from a date.

    Attributes:
        id: hash of the report, the type and the evidence.
        holder: id of the actor whose position it is.
        act: what the holder does by the words.
        polarity: `for`, `against` or `open`, about the issue as it is labelled.
        issue: id of the issue.
        alternatives: ids of issues that would do instead.
        date: when it was stated.
        until: the day on which a later position replaced it, or None.
        report: id of the report.
        evidence: the words it rests on.
        attribution: id of the attribution that it comes from, or None where the report itself says so.
        via: id of the actor who says that the holder holds it, or None.
        restates: id of the position that this repeats, or None.
        hypothetical: whether it was put as a question, an example, or an outsider's opinion.
        plover: the act in the PLOVER scheme, or empty where it has none.
        confidence: 0 to 1.
        judged: whether a person decided it.
    """

    id: str
    holder: str
    act: Act
    polarity: Polarity
    issue: str
    alternatives: tuple[str, ...] = ()
    date: DateInterval = UNKNOWN_DATE
    until: Day | None = None
    report: str
    evidence: tuple[Span, ...] = ()
    attribution: str | None = None
    via: str | None = None
    restates: str | None = None
    hypothetical: bool = False
    plover: str = ""
    confidence: float = 1.0
    judged: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """A holder's word that a step needs a requirement, or must come after it.

    Attributes:
        id: hash of the report, the type and the evidence.
        holder: id of the actor whose condition it is.
        relation: `requires`, or `before` where the words give only an order.
        step: id of the issue that is held back.
        requirement: id of the issue that it waits for.
        alternatives: ids of issues that would do instead of the requirement.
        connective: the words that make it a condition ("only if", "until").
        date: when it was stated.
        until: the day on which it was dropped or replaced, or None.
        report: id of the report.
        evidence: the words it rests on.
        attribution: id of the attribution that it comes from, or None where the report itself says so.
        via: id of the actor who says that the holder holds it, or None.
        restates: id of the condition that this repeats, or None.
        hypothetical: whether it was put as a question, an example, or an outsider's opinion.
        confidence: 0 to 1.
        judged: whether a person decided it.
    """

    id: str
    holder: str
    relation: Relation
    step: str
    requirement: str
    alternatives: tuple[str, ...] = ()
    connective: tuple[Span, ...] = ()
    date: DateInterval = UNKNOWN_DATE
    until: Day | None = None
    report: str
    evidence: tuple[Span, ...] = ()
    attribution: str | None = None
    via: str | None = None
    restates: str | None = None
    hypothetical: bool = False
    confidence: float = 1.0
    judged: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadlock:
    """A minimal set of claims that keeps a goal from being reached.

    Attributes:
        id: hash of the goal, the reading, the claims and what is missing.
        goal: id of the issue asked about.
        as_of: the day that it is computed for.
        reading: `strict` or `lenient` (whether silence holds a step back).
        members: claims, each the ids of a position or condition and its restatements; drop any one
            claim and this deadlock is gone.
        missing: ids of the steps in it that nobody offers; always empty in the lenient reading.
        since: the day from which it has stood without a break, or None where that is unknown.
        complete: whether all deadlocks of this goal were found.
        confidence: 0 to 1; that of its least sure claim.
        judged: whether a person decided it.
    """

    id: str
    goal: str
    as_of: Day
    reading: Reading
    members: tuple[tuple[str, ...], ...]
    missing: tuple[str, ...] = ()
    since: Day | None = None
    complete: bool = False
    confidence: float = 1.0
    judged: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Unlocking:
    """A smallest set of claims that would have to be given up for a goal.

    Attributes:
        id: hash of the goal and the claims.
        goal: id of the issue asked about.
        as_of: the day that it is computed for.
        moves: claims to be given up, each the ids of its positions or conditions.
        actors_moving: ids of the holders of those claims, sorted.
        order: the steps that become possible, as pairs of issue ids: the first before the second.
        confidence: 0 to 1; that of its least sure claim.
        judged: whether a person decided it.
    """

    id: str
    goal: str
    as_of: Day
    moves: tuple[tuple[str, ...], ...]
    actors_moving: tuple[str, ...] = ()
    order: tuple[tuple[str, str], ...] = ()
    confidence: float = 1.0
    judged: bool = False
