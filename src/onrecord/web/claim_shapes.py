"""The data of the pages about who wants what: positions, conditions, issues, goals, utterances, changes."""

from typing import Any, Literal

from onrecord.exchange.schema import (
    AttributionRecord,
    ConditionRecord,
    ConflictRecord,
    EventRecord,
    IntervalRecord,
    IssueRecord,
    PositionRecord,
    SpanRecord,
)
from onrecord.model import Polarity
from onrecord.web.answers import Shape
from onrecord.web.shapes import ChangeData, Names, Reports


class NamedData(Shape):
    """An actor or issue, by name."""

    id: str
    name: str


class CellData(Shape):
    """Where a holder stands on an issue."""

    holder: str
    issue: str
    polarities: list[Polarity]
    """Those of the last day on which it said something; several where that is mixed."""
    sign: str
    """`+` for, `-` against, `?` open."""
    doubtful: bool
    """Whether nothing of that is sure and first-hand."""
    changed: bool
    """Whether the holder moved by one of the last things that it said."""
    position: str
    """Id of the last position."""
    act: str
    """What the holder did by it."""
    via: str | None
    """Name of who says so, where it is somebody else."""


class PositionsData(Shape):
    """Who wants what as of a day; holders and issues that most is said of first."""

    as_of: str | None
    """The day, or null for the latest."""
    first: str | None
    """The first day that a report was published on."""
    last: str | None
    """The last."""
    holders: list[NamedData]
    more_holders: int
    """How many more speak of these issues."""
    issues: list[NamedData]
    also: dict[str, str]
    """What tells issues of one name apart, by their ids."""
    cells: list[CellData]


class HistoryData(Shape):
    """What was said by one holder, or of one issue, in order of time."""

    items: list[PositionRecord]
    names: Names
    reports: Reports
    holder: str
    issue: str


class TimelineData(Shape):
    """Positions over time."""

    items: list[PositionRecord]
    names: Names
    reports: Reports
    issues: list[NamedData]
    """Issues to narrow it by."""
    figure: str
    """Where the figure is."""


class ConditionsData(Shape):
    """Who needs what before what, in order of time."""

    items: list[ConditionRecord]
    names: Names
    reports: Reports
    cycles: list[list[NamedData]]
    """Issues that wait for each other."""
    figure: str
    """Where the figure is."""


class IssuesData(Shape):
    """Issues, those with most claims first."""

    items: list[IssueRecord]
    claims: dict[str, int]
    """How many positions, conditions and events are about each."""
    names: Names


class IssueData(Shape):
    """An issue with what is said about it, in order of time."""

    issue: IssueRecord
    claims: int
    """How many positions, conditions and events are about it."""
    positions: list[PositionRecord]
    conditions: list[ConditionRecord]
    events: list[EventRecord]
    names: Names
    reports: Reports


class DrawnData(Shape):
    """A figure."""

    figure: dict[str, Any]
    """Data and layout, as Plotly takes them."""


class FigureData(Shape):
    """The envelope of a figure."""

    ok: Literal[True] = True
    data: DrawnData


class ToldData(Shape):
    """A claim: a position or condition with its restatements, or an event."""

    id: str
    """Of its first record."""
    sentence: str
    """Who holds what, in a few words."""
    holder: str
    statements: list[PositionRecord | ConditionRecord | EventRecord]
    """Its records, by date: the first of them."""
    first: str | None
    """The day it was first said."""
    last: str | None
    """The day it was last said."""
    outlets: list[str]
    """Who carried it, copies among them."""
    independent_reports: int
    """How many reports carry it, copies taken out."""
    said: int
    """How many records it has."""
    flags: list[str]
    """What is doubtful about it: `alleged`, `denied`, `single-sourced`, `disputed`, `via`, `hypothetical`,
    `stale`, `undated`, `unsure`."""


class TiedData(Shape):
    """A claim against something that is tied to the goal in words, though by no condition."""

    claim: ToldData
    to: str
    """The goal, or what it waits for."""
    words: str
    """The sentence that ties them, or empty where a name does."""
    by: ToldData | None
    """Whose words these are, where they aren't the claim's own."""


class NearData(Shape):
    """A claim that stands near the goal without being linked to it."""

    claim: ToldData
    why: str


class FindingData(Shape):
    """A deadlock: claims that can't all be met with the goal reached."""

    id: str
    shape: str
    """`circle`: steps that wait for each other; `refusal`: somebody is against a step that is needed;
    `unoffered`: nobody offers one; `clash`: two needed steps exclude each other."""
    steps: list[NamedData]
    """The steps that are stuck, from the goal onwards."""
    members: list[ToldData]
    """Drop any one of these and this deadlock is gone."""
    missing: list[NamedData]
    """Steps that nobody offers."""
    since: str | None
    """Since when it has stood."""


class WayData(Shape):
    """A smallest set of claims to be given up for the goal."""

    id: str
    moves: list[ToldData]
    """The first of them."""
    more_moves: int
    """How many more there are."""
    offers: list[NamedData]
    """Steps that somebody would have to offer besides."""
    steps: list[NamedData]
    """The steps to be taken, in an order that fits; the goal is the last."""
    first: list[NamedData]
    """The steps that any way begins with."""


class ReasonedData(Shape):
    """An answer about a goal, as reported up to a day."""

    goal: str
    goal_id: str
    as_of: str
    reading: str
    status: str
    """`empty`, `unmentioned`, `reached`, `unopposed`, `possible`, `unoffered`, `blocked` or `undecided`."""
    sentence: str
    """The status in words."""
    complete: bool
    """Whether all that there are were found."""
    wordings: list[str]
    """Other labels that are taken for the same matter."""
    taken_as_one: dict[str, list[str]]
    """Of the other steps that the deadlocks or ways name, by id, the labels that are taken for the same."""
    suggestions: list[str]
    """Labels that are written like the goal, where no issue answers to it."""
    findings: list[FindingData]
    ways: list[WayData]
    waits: list[ToldData]
    """The conditions on the way to the goal that are in no deadlock: the first of them."""
    more_waits: int
    """How many more there are."""
    tied: list[TiedData]
    near: list[NearData]
    names: Names
    reports: Reports


class DeadlocksData(Shape):
    """What keeps a goal from being reached."""

    goals: list[NamedData]
    """Steps to ask about."""
    answer: ReasonedData | None
    """Null where no goal was given."""


class UnlockData(Shape):
    """Whose word would have to move for a goal."""

    goals: list[NamedData]
    answer: ReasonedData | None


class WhatIfData(Shape):
    """The answers before and after a change that nobody has reported."""

    goals: list[NamedData]
    before: ReasonedData | None
    after: ReasonedData | None
    unlocking: ReasonedData | None
    """Whose word would have to move after it."""
    gone: list[str]
    """Ids of the deadlocks that the change would remove."""
    new: list[str]
    """Ids of those that it would make."""


class BriefedData(Shape):
    """An issue in a briefing."""

    issue: NamedData
    positions: list[PositionRecord]
    """The last word of each holder, of many those who spoke last."""
    more_holders: int
    """How many more spoke of it."""
    conditions: list[ConditionRecord]
    events: list[EventRecord]


class BriefingData(Shape):
    """Where holders stand on some issues."""

    as_of: str | None
    choices: list[NamedData]
    """Issues to choose from, those with most claims first."""
    items: list[BriefedData]
    names: Names
    reports: Reports


class SpokenData(Shape):
    """One act of speaking on one occasion, however many reports carry it."""

    id: str
    speaker: str | None
    """Null where it is unsure who spoke."""
    said_on: IntervalRecord
    attributions: list[str]
    """Ids of every statement of it, in the order of their reports."""
    independent_reports: int
    """How many reports carry it in words of their own, copies taken out."""
    first_report: str
    """Id of the report that had it first."""
    variants: list[str]
    """Its differing wordings, the fullest first."""
    confidence: float


class UtterancesData(Shape):
    """Acts of speaking, in order of the day."""

    items: list[SpokenData]
    statements: dict[str, AttributionRecord]
    """Their statements, by id."""
    names: Names
    reports: Reports


class UtteranceData(Shape):
    """One act of speaking with every statement of it."""

    utterance: SpokenData
    statements: list[AttributionRecord]
    names: Names
    reports: Reports


class ChangesData(Shape):
    """Who moved, in order of the day."""

    items: list[ChangeData]
    names: Names
    reports: Reports


class ConflictsData(Shape):
    """What stands against each other, in order of the day of the later of the two."""

    items: list[ConflictRecord]
    claims: dict[str, PositionRecord | ConditionRecord | EventRecord]
    """Their members, by id."""
    names: Names
    reports: Reports


class CorrectionData(Shape):
    """A note by which an outlet corrects what it published. What it corrects stays as it was."""

    kind: str
    """`correction`, `clarification`, or `retraction` of a report as a whole."""
    report: str
    """Id of the report that the note stands in."""
    note: SpanRecord
    corrects: list[str]
    """Ids of statements, positions, conditions and events, or of a report; empty where it can't be told."""


class CorrectionsData(Shape):
    """What outlets correct, in the order in which their reports were added."""

    items: list[CorrectionData]
    statements: dict[str, AttributionRecord]
    """What is corrected, by id; so too `claims`, and `reports`, which hold more than these."""
    claims: dict[str, PositionRecord | ConditionRecord | EventRecord]
    names: Names
    reports: Reports
