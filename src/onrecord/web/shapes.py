"""The data of each page, built of the records of format 1: what programs get, and what templates show."""

from typing import Annotated, Any, Literal

from pydantic import Field

from onrecord.exchange.schema import (
    ActorRecord,
    AttributionRecord,
    ConditionRecord,
    EventRecord,
    IntervalRecord,
    IssueRecord,
    JudgementRecord,
    PositionRecord,
    ReportRecord,
)
from onrecord.model import BlockKind, ChangeKind, Polarity
from onrecord.web.answers import Shape

Names = Annotated[
    dict[str, str],
    Field(description="The names of actors, and labels of issues, that are referred to, by id."),
]
Reports = Annotated[dict[str, ReportRecord], Field(description="The reports that are referred to, by id.")]


class LedgerData(Shape):
    """A ledger that is served."""

    slug: str
    """Its name in addresses."""
    name: str
    """What it is about."""
    counts: dict[str, int]
    """How many records of each type there are."""


class IndexData(Shape):
    """The ledgers that are served."""

    items: list[LedgerData]


class OutletData(Shape):
    """An outlet."""

    name: str
    reports: int
    """How many reports of it there are."""


class ChangeData(Shape):
    """Two positions of one holder on one issue that differ, or a condition dropped or added."""

    id: str
    holder: str
    issue: str
    kind: ChangeKind
    date: IntervalRecord
    before: PositionRecord | ConditionRecord | None
    """What was held, or null where a new condition came up."""
    after: PositionRecord | ConditionRecord | None
    """What took its place, or null where a condition fell away."""
    confidence: float


class OverviewData(Shape):
    """A ledger at a glance."""

    ledger: LedgerData
    first: str | None
    """The first day that a report of it was published on."""
    last: str | None
    """The last."""
    newest: list[ReportRecord]
    """The reports published last."""
    actors: list[ActorRecord]
    """Those who are quoted most."""
    quoted: dict[str, int]
    """How many statements each of them has."""
    outlets: list[OutletData]
    """The outlets with most reports."""
    issues: list[IssueRecord]
    """What most is said of."""
    changes: list[ChangeData]
    """Who moved last, the latest first."""
    names: Names
    waiting: int
    """How many records wait for a person's judgement."""


class ReportsData(Shape):
    """Reports, the first published first."""

    items: list[ReportRecord]
    statements: dict[str, int]
    """How many statements each has."""


class MarkData(Shape):
    """A stretch of a report's text, and what it is to a record."""

    start: int
    end: int
    role: str
    """`content`, `cue`, `source`, `addressee` or `venue` of a statement; `evidence` of a claim."""
    record: str
    """Id of the record."""


class PassageData(Shape):
    """A paragraph of a report."""

    start: int
    end: int
    text: str
    kind: BlockKind
    marks: list[MarkData]


class TrimmedData(Shape):
    """What cleaning took out of a report, or put another text for."""

    start: int
    """Its offset in what was read, in code points."""
    removed: str
    inserted: str
    reason: str


class ReportData(Shape):
    """A report with its text and what was found in it."""

    report: ReportRecord
    passages: list[PassageData]
    """Its paragraphs; none where it was taken down."""
    statements: list[AttributionRecord]
    positions: list[PositionRecord]
    conditions: list[ConditionRecord]
    events: list[EventRecord]
    names: Names
    judgements: list[JudgementRecord]
    raw: str | None
    """What was read, before cleaning, where that was asked for and it was text."""
    trimmed: list[TrimmedData]
    """What cleaning took out, where that was asked for."""


class ActorsData(Shape):
    """Actors, those who are quoted most first."""

    items: list[ActorRecord]
    quoted: dict[str, int]
    """How many statements each has."""


class ActorData(Shape):
    """An actor with what it said."""

    actor: ActorRecord
    quoted: int
    """How many statements it has."""
    items: list[AttributionRecord]
    """Its statements, in order of the day they were said."""
    reports: Reports
    names: Names
    judgements: list[JudgementRecord]


class FacetData(Shape):
    """A value that narrows what was found."""

    value: str
    """What to ask for."""
    name: str
    """What it is called."""
    count: int
    """How many of those found have it."""


class StatementsData(Shape):
    """Statements, in order of the day they were said."""

    items: list[AttributionRecord]
    reports: Reports
    names: Names
    speakers: list[FacetData]
    """Who said those found, the most frequent first."""
    outlets: list[FacetData]
    """Where they stand, the most frequent first."""
    in_reports: int
    """In how many reports the words that were searched for stand, said by anybody or not."""


class StatementData(Shape):
    """A statement with its evidence in place."""

    statement: AttributionRecord
    report: ReportRecord
    passages: list[PassageData]
    names: Names
    judgements: list[JudgementRecord]


class OutletsData(Shape):
    """Outlets, those with most reports first."""

    items: list[OutletData]


class OutletPageData(Shape):
    """An outlet with its reports."""

    outlet: OutletData
    items: list[ReportRecord]
    statements: dict[str, int]
    """How many statements each has."""


class DoubtData(Shape):
    """Something that waits for a person's judgement, with what there is to judge it by."""

    report: ReportRecord
    statement: AttributionRecord | None
    """The statement whose speaker is unsure, or null where the report itself is in doubt."""
    passages: list[PassageData]
    """Where the statement stands."""
    names: Names
    opening: str
    """How the report begins, where that is in doubt."""


class ReviewData(Shape):
    """What waits for a person's judgement, in the order it came in."""

    kind: str
    """`speaker`, `outlet` or `date`: what these leave open."""
    queues: dict[str, int]
    """How many wait, of each kind; 1,000 stands for that and more."""
    items: list[DoubtData]
    outlets: list[str]
    """Outlets to choose from."""


class JudgementsData(Shape):
    """Judgements, the latest first."""

    items: list[JudgementRecord]


class AddedData(Shape):
    """What became of a report that was sent."""

    status: str
    """`added`, `known` or `new_version`."""
    report: str
    """Its id."""
    statements: int
    """How many were found in it."""


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
    """Its records, by date."""
    first: str | None
    """The day it was first said."""
    last: str | None
    """The day it was last said."""
    outlets: list[str]
    """Who carried it, copies among them."""
    independent_reports: int
    """How many reports carry it, copies taken out."""
    flags: list[str]
    """What is doubtful about it: `single-sourced`, `disputed`, `via`, `hypothetical`, `stale`, `undated`,
    `unsure`."""


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
    suggestions: list[str]
    """Labels that are written like the goal, where no issue answers to it."""
    findings: list[FindingData]
    ways: list[WayData]
    waits: list[ToldData]
    """The conditions on the way to the goal that are in no deadlock."""
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
    """The last word of each holder."""
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
