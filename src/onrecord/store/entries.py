"""What a ledger answers with: records joined with what a reader needs beside them, as plain data."""

from dataclasses import dataclass
from datetime import datetime
from typing import Generic, Literal, TypeVar

from onrecord.late import Late
from onrecord.model import (
    Actor,
    Attribution,
    BlockKind,
    Change,
    Condition,
    Conflict,
    DateInterval,
    Event,
    Issue,
    Judgement,
    Position,
    Span,
    Utterance,
)

html_of = Late("onrecord.store.notebook", "html_of")

T = TypeVar("T")
SpanRole = Literal["content", "cue", "source", "addressee", "venue", "evidence", "connective"]


class Readable:
    """What a notebook shows in words rather than as its fields."""

    __slots__ = ()

    def _repr_html_(self) -> str:
        """What IPython shows (https://ipython.readthedocs.io/en/stable/config/integrating.html)."""
        return str(html_of(self))


@dataclass(frozen=True, slots=True)
class Page(Readable, Generic[T]):
    """Some of the records that answer a question.

    Attributes:
        items: the records, in order.
        next: what to give as `after` for those that follow, or empty where none do.
        total: how many answer in all.
    """

    items: tuple[T, ...]
    next: str
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Takedown:
    """What stays of a report that was taken down, beside its id, outlet, address and hash."""

    why: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportEntry(Readable):
    """A report in a ledger, without its text; its metadata with the judgements on it applied.

    Attributes:
        id: the report's id.
        outlet: who published it, or empty.
        title: its headline, or empty.
        author: its byline, or empty.
        credit: the agency named in it, or empty.
        url: its address, or empty.
        path: the file it was read from, or empty.
        published: the day it was published.
        retrieved: when it was fetched or read (UTC).
        language: an ISO 639-1 code, or `und`.
        sha256: the hash of its text.
        version_of: id of the report that stood at the same address before it, or None.
        copied_from: id of the report whose text it carries, or None.
        copied_share: how much of its text is that report's, 0 to 1.
        attributions: how many were found in it.
        model: what its records were derived with, or empty where it was not interpreted.
        judged: whether a person decided something of its metadata.
        removed: why, by whom and when it was taken down, or None.
    """

    id: str
    outlet: str
    title: str
    author: str
    credit: str
    url: str
    path: str
    published: DateInterval
    retrieved: datetime | None
    language: str
    sha256: str
    version_of: str | None = None
    copied_from: str | None = None
    copied_share: float = 0.0
    attributions: int = 0
    model: str = ""
    judged: bool = False
    removed: Takedown | None = None

    @property
    def address(self) -> str:
        """Its URL, else the file it was read from."""
        return self.url or self.path


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorEntry(Readable):
    """An actor of the ledger, and how many attributions have it as their speaker."""

    actor: Actor
    attributions: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AttributionEntry(Readable):
    """An attribution, its actors' ids those of the ledger, with the names and the report around it.

    Attributes:
        attribution: the record.
        report: the report that it stands in.
        speaker: name of the speaker, or empty where that is unsure.
        candidates: names of the other possible speakers, in the record's order.
        reported_by: name of who says that the speaker said it, or empty.
        utterance: id of the act of speaking that it is a statement of, or None where that waits to be found.
    """

    attribution: Attribution
    report: ReportEntry
    speaker: str = ""
    candidates: tuple[str, ...] = ()
    reported_by: str = ""
    utterance: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueEntry(Readable):
    """An issue of the ledger.

    Attributes:
        issue: the record.
        claims: how many positions, conditions and events are about it.
        actors: the names of those whose step it is, in the record's order.
    """

    issue: Issue
    claims: int
    actors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PositionEntry(Readable):
    """A position, its ids those of the ledger, with the names and the report around it.

    Attributes:
        position: the record.
        report: the report that it stands in.
        holder: name of whose position it is.
        issue: label of the issue.
        alternatives: labels of the issues that would do instead, in the record's order.
        via: name of who says that the holder holds it, or empty.
        speaker: name of who speaks where it is said, or empty where that is the report itself, or unsure.
    """

    position: Position
    report: ReportEntry
    holder: str
    issue: str
    alternatives: tuple[str, ...] = ()
    via: str = ""
    speaker: str = ""

    @property
    def record(self) -> Position:
        """The record itself."""
        return self.position


@dataclass(frozen=True, slots=True, kw_only=True)
class ConditionEntry(Readable):
    """A condition, its ids those of the ledger, with the names and the report around it.

    Attributes:
        condition: the record.
        report: the report that it stands in.
        holder: name of whose condition it is.
        step: label of the issue that is held back.
        requirement: label of the issue that it waits for.
        alternatives: labels of the issues that would do instead, in the record's order.
        via: name of who says that the holder holds it, or empty.
        speaker: name of who speaks where it is said, or empty where that is the report itself, or unsure.
    """

    condition: Condition
    report: ReportEntry
    holder: str
    step: str
    requirement: str
    alternatives: tuple[str, ...] = ()
    via: str = ""
    speaker: str = ""

    @property
    def record(self) -> Condition:
        """The record itself."""
        return self.condition


@dataclass(frozen=True, slots=True, kw_only=True)
class EventEntry(Readable):
    """An event, its ids those of the ledger, with the names and the report around it.

    Attributes:
        event: the record.
        report: the report that it stands in.
        issue: label of the step.
        actors: the names of those who did it, in the record's order.
        via: name of who says so, or empty where the report does.
    """

    event: Event
    report: ReportEntry
    issue: str
    actors: tuple[str, ...] = ()
    via: str = ""

    @property
    def record(self) -> Event:
        """The record itself."""
        return self.event


@dataclass(frozen=True, slots=True, kw_only=True)
class Claims:
    """All that a ledger holds on who wants what, as records, for those who reason about it.

    Attributes:
        actors: in order of id.
        issues: in order of id.
        positions: in order of date, also those that were replaced.
        conditions: likewise.
        events: in order of date.
    """

    actors: tuple[Actor, ...] = ()
    issues: tuple[Issue, ...] = ()
    positions: tuple[Position, ...] = ()
    conditions: tuple[Condition, ...] = ()
    events: tuple[Event, ...] = ()


@dataclass(frozen=True, slots=True)
class Mark:
    """A span in a passage, and what it is to the attribution or claim."""

    role: SpanRole
    span: Span


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph that evidence stands in.

    Attributes:
        start: offset of its first character in the report's text; marks count from the report's start too.
        end: offset after its last character.
        text: the paragraph.
        kind: the kind of block that it is.
        marks: the spans that lie in it, at least in part, in order.
    """

    start: int
    end: int
    text: str
    kind: BlockKind
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AttributionShown:
    """An attribution with its evidence in place.

    Attributes:
        entry: the attribution.
        passages: the paragraphs that its spans lie in, in order.
        judgements: the open judgements on it.
    """

    entry: AttributionEntry
    passages: tuple[Passage, ...]
    judgements: tuple[Judgement, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportShown:
    """A report with its paragraphs, each attribution's spans marked in them, and what was decided on it.

    Attributes:
        entry: the report.
        passages: all of its paragraphs, in order; none where it was taken down.
        attributions: those found in it, in order.
        judgements: the judgements on it, closed ones too, in order.
    """

    entry: ReportEntry
    passages: tuple[Passage, ...]
    attributions: tuple[AttributionEntry, ...]
    judgements: tuple[Judgement, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorShown:
    """An actor with the first of its attributions.

    Attributes:
        entry: the actor.
        attributions: the first of them; ask `attributions(speaker=id)` for the rest.
        judgements: the open judgements on it.
        may_be: the first of the actors that may be the same one and were left apart, as ids and names.
    """

    entry: ActorEntry
    attributions: Page[AttributionEntry]
    judgements: tuple[Judgement, ...] = ()
    may_be: tuple[tuple[str, str], ...] = ()


ClaimEntry = PositionEntry | ConditionEntry | EventEntry


@dataclass(frozen=True, slots=True, kw_only=True)
class UtteranceEntry(Readable):
    """One act of speaking, with every statement of it.

    Attributes:
        utterance: the record.
        speaker: name of who spoke, or empty where that is unsure.
        first: the report that had it first.
        attributions: the statements of it, in the record's order.
    """

    utterance: Utterance
    speaker: str
    first: ReportEntry
    attributions: tuple[AttributionEntry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeEntry(Readable):
    """A change with both statements.

    Attributes:
        change: the record.
        holder: name of who moved.
        issue: label of the issue.
        before: what was held, or None where a new condition came up.
        after: what took its place, or None where a condition fell away.
    """

    change: Change
    holder: str
    issue: str
    before: PositionEntry | ConditionEntry | None
    after: PositionEntry | ConditionEntry | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ConflictEntry(Readable):
    """A conflict with what stands against each other.

    Attributes:
        conflict: the record.
        issue: label of the issue.
        members: in the record's order.
    """

    conflict: Conflict
    issue: str
    members: tuple[ClaimEntry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyEntry(Readable):
    """A report that carries another's text, and that other.

    Attributes:
        copy: the report; `copied_share` says how much of it.
        origin: the report that it was copied from.
        basis: what tells the direction: `credit`, `date`, `cut` or `order`; see `onrecord.track.copies`.
    """

    copy: ReportEntry
    origin: ReportEntry
    basis: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimShown:
    """A position, condition or event with its evidence in place.

    Attributes:
        entry: the record.
        passages: the paragraphs that its spans lie in, in order.
        judgements: the open judgements on it.
    """

    entry: ClaimEntry
    passages: tuple[Passage, ...]
    judgements: tuple[Judgement, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TrackedShown:
    """An utterance, change or conflict.

    Attributes:
        entry: the record.
        judgements: the open judgements on it.
    """

    entry: UtteranceEntry | ChangeEntry | ConflictEntry
    judgements: tuple[Judgement, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueShown:
    """An issue with the first of what is said about it.

    Attributes:
        entry: the issue.
        positions: the first of the positions on it; ask `positions(issue=id)` for the rest.
        conditions: the first of the conditions that it is the step or the requirement of.
        events: the first of its events.
        judgements: the open judgements on it.
    """

    entry: IssueEntry
    positions: Page[PositionEntry]
    conditions: Page[ConditionEntry]
    events: Page[EventEntry]
    judgements: tuple[Judgement, ...] = ()


TrackedEntry = UtteranceEntry | ChangeEntry | ConflictEntry
Entry = ReportEntry | ActorEntry | AttributionEntry | IssueEntry | ClaimEntry | TrackedEntry | Judgement
Shown = ReportShown | ActorShown | AttributionShown | IssueShown | ClaimShown | TrackedShown
