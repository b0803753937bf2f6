"""The data of each page, built of the records of format 1: what programs get, and what templates show."""

from typing import Annotated

from pydantic import Field

from onrecord.exchange.schema import (
    ActorRecord,
    AttributionRecord,
    ConditionRecord,
    ConflictRecord,
    EventRecord,
    IntervalRecord,
    IssueRecord,
    JudgementRecord,
    PositionRecord,
    ReportRecord,
)
from onrecord.model import BlockKind, ChangeKind
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


class FacetData(Shape):
    """A value that narrows what was found."""

    value: str
    """What to ask for."""
    name: str
    """What it is called."""
    count: int
    """How many of those found have it."""


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
    """How many statements each of them, and each party, has."""
    outlets: list[OutletData]
    """The outlets with most reports."""
    issues: list[IssueRecord]
    """What most is said of."""
    parties: list[ActorRecord]
    """The states, organisations and groups that speak most."""
    held_back: list[FacetData]
    """The steps that most conditions are put on: goals to ask about."""
    conflicts: list[ConflictRecord]
    """What stood against each other last, the latest first."""
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
    positions: int
    """How many positions are its own, as a party or as who speaks."""
    items: list[AttributionRecord]
    """Its statements, in order of the day they were said."""
    reports: Reports
    names: Names
    judgements: list[JudgementRecord]


class StatementsData(Shape):
    """Statements, in order of the day they were said."""

    items: list[AttributionRecord]
    reports: Reports
    names: Names
    speakers: list[FacetData]
    """Who said those found, the most frequent first."""
    outlets: list[FacetData]
    """Where they stand, the most frequent first."""
    kinds: list[FacetData]
    """How they are worded, likewise."""
    acts: list[FacetData]
    """What is done in them, likewise."""
    issues: list[FacetData]
    """What they speak of, likewise."""
    dates: list[FacetData]
    """When they were said, in order: years, or months where they are of a year or two."""
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


class SaidData(Shape):
    """Words that an actor said, or that are about an issue, with where they stand."""

    report: str
    outlet: str
    title: str
    """Of the report, or empty."""
    start: int
    end: int
    text: str


class AlikeData(Shape):
    """An actor or issue that may be one with another."""

    id: str
    name: str
    kind: str
    aliases: list[str]
    roles: list[str]
    said: list[SaidData]
    """The first words of it."""


class DoubtData(Shape):
    """Something that waits for a person's judgement, with what there is to judge it by."""

    kind: str
    """`actor` or `issue`: whether two are one; `claim` or `single`: whether the words say it; `speaker`: who
    said it; `outlet` or `date` of a report."""
    subject: list[str]
    """Ids of the records that a judgement on it is about."""
    why: str
    """What depends on it, in words."""
    report: ReportRecord | None
    """The report that it stands in; null where two actors or issues may be one."""
    statement: AttributionRecord | None
    """The statement whose speaker is unsure, or null."""
    sentence: str
    """What a position, condition or event comes to, in words, or empty."""
    alike: list[AlikeData]
    """The two that may be one."""
    passages: list[PassageData]
    """Where the words stand."""
    names: Names
    opening: str
    """How the report begins, where that is in doubt."""


class ReviewData(Shape):
    """What waits for a person's judgement, the most valuable first; outlets and dates as they came in."""

    kind: str
    """What is asked about here; `first` for everything but outlets and dates."""
    queues: dict[str, int]
    """How many wait, of each kind; 1,000 stands for that and more, for the first five kinds 200."""
    last: JudgementRecord | None
    """The last judgement that whoever asks has made here and that holds, to be taken back."""
    items: list[DoubtData]
    outlets: list[str]
    """Outlets to choose from."""


class JudgementsData(Shape):
    """Judgements, the latest first."""

    items: list[JudgementRecord]
    opposed: list[list[str]] = Field(default_factory=list)
    """Ids of each two that hold and stand against each other."""


class AddedData(Shape):
    """What became of a report that was sent."""

    status: str
    """`added`, `known` or `new_version`."""
    report: str
    """Its id."""
    statements: int
    """How many were found in it."""
