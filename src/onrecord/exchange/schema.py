"""The records of format 1 as types: exports are built as these, and the JSON Schema is made of them.

Fields may be added within format 1; none changes its meaning. A consumer passes over what it doesn't know.
"""

from typing import Annotated, Any, Final, Literal, NotRequired

from pydantic import ConfigDict, Field, TypeAdapter, with_config
from typing_extensions import TypedDict  # typing's own is too bare for pydantic before Python 3.12

from onrecord.model import ActorKind, Attitude, AttributionKind, Basis, ChangeKind, ConflictKind, Verdict
from onrecord.model.claims import Act, EventStatus, IssueKind, Polarity, Reading, Relation

FORMAT: Final = 1
Id = Annotated[str, Field(pattern=r"^[a-z]{3}-[0-9a-f]{16}$")]
Sha256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
Day = Annotated[str, Field(pattern=r"^\d{4}-\d{2}-\d{2}$")]
Moment = Annotated[str, Field(pattern=r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?Z$")]
Share = Annotated[float, Field(ge=0, le=1)]
Offset = Annotated[int, Field(ge=0)]

# Sources of a field's meaning are RECORDS and the model's docstrings; the schema carries the short form.
described = with_config(ConfigDict(use_attribute_docstrings=True))


@described
class SpanRecord(TypedDict):
    """Words of a report: `text` equals the report's text from `start` to `end`, in Unicode code points."""

    start: Offset
    end: Offset
    """Exclusive."""
    text: str


@described
class IntervalRecord(TypedDict):
    """A day, or a stretch of days that one day lies in; a bound that is not known is null."""

    earliest: Day | None
    latest: Day | None
    basis: Basis


@described
class LedgerRecord(TypedDict):
    """The first line: what follows, and what it was made with."""

    type: Literal["ledger"]
    id: Id
    format: Literal[1]
    name: str
    as_of: Day | None
    """The last day that a report of it was published on."""
    software: str
    model: str
    """What the records were derived with; several, where not all were derived with one."""
    counts: dict[str, int]
    """How many records of each type there are."""


@described
class RemovedRecord(TypedDict):
    """Why, by whom and when a report was taken down."""

    why: str
    by: str
    at: Moment


@described
class ReportRecord(TypedDict):
    """One text as one outlet published it."""

    type: Literal["report"]
    id: Id
    outlet: str | None
    title: str | None
    author: str | None
    credit: str | None
    """The agency named in it."""
    url: str | None
    path: str | None
    """The file it was read from, where it has no URL."""
    published: IntervalRecord
    retrieved: Moment | None
    language: str
    """An ISO 639-1 code, or `und`. What is not English is kept and not interpreted."""
    sha256: Sha256
    """Of the text, in UTF-8."""
    text: NotRequired[str | None]
    """With `--with-text`; null where the report was taken down."""
    copied_from: Id | None
    copied_share: Share
    version_of: Id | None
    """The report that stood at the same address before it."""
    corrects: list[Id]
    judged: bool
    """Whether a person decided something of its metadata."""
    removed: RemovedRecord | None


@described
class ActingForRecord(TypedDict):
    """Whom an actor acts for, and when."""

    actor: Id
    earliest: Day | None
    latest: Day | None


# Not a class: `for` is a word of the language.
RoleRecord = TypedDict("RoleRecord", {"title": str, "for": str, "earliest": Day | None, "latest": Day | None})


@described
class ActorRecord(TypedDict):
    """A person, state, organization, group, or someone unnamed, across reports."""

    type: Literal["actor"]
    id: Id
    name: str
    """The fullest form seen."""
    kind: ActorKind
    aliases: list[str]
    acts_for: list[ActingForRecord]
    roles: list[RoleRecord]
    confidence: Share
    judged: bool


@described
class AttributionRecord(TypedDict):
    """Source, cue and content in one report."""

    type: Literal["attribution"]
    id: Id
    report: Id
    kind: AttributionKind
    attitude: Attitude
    content: Annotated[list[SpanRecord], Field(min_length=1)]
    cue: list[SpanRecord]
    source: list[SpanRecord]
    speaker: Id | None
    """Null where it is unsure who the source is."""
    candidates: list[Id]
    reported_by: Id | None
    said_on: IntervalRecord
    addressee: SpanRecord | None
    venue: SpanRecord | None
    utterance: Id | None
    confidence: Share
    judged: bool


@described
class IssueRecord(TypedDict):
    """What is negotiated over."""

    type: Literal["issue"]
    id: Id
    label: str
    aliases: list[str]
    kind: IssueKind
    """`step`: something that can be done or happen; `topic`: anything else talked about."""
    actors: list[Id]
    """Whose step it is; empty where that is unknown."""
    parent: Id | None
    part_of: Id | None
    negates: Id | None
    """The issue whose absence this is."""
    confidence: Share
    judged: bool


@described
class PositionRecord(TypedDict):
    """A holder's act on an issue, from a date."""

    type: Literal["position"]
    id: Id
    holder: Id
    act: Act
    polarity: Polarity
    """About the issue as it is labelled."""
    issue: Id
    alternatives: list[Id]
    date: IntervalRecord
    until: Day | None
    """When a later one replaced it."""
    report: Id
    evidence: Annotated[list[SpanRecord], Field(min_length=1)]
    attribution: Id | None
    """Null where the report itself says so."""
    via: Id | None
    """Who says that the holder holds it."""
    restates: Id | None
    hypothetical: bool
    plover: str
    pattern: NotRequired[str]
    """With `--explain`: the name of the pattern that found it."""
    confidence: Share
    judged: bool


@described
class ConditionRecord(TypedDict):
    """A holder's word that a step needs a requirement, or must come after it."""

    type: Literal["condition"]
    id: Id
    holder: Id
    relation: Relation
    step: Id
    requirement: Id
    alternatives: list[Id]
    """Issues that would do instead."""
    connective: list[SpanRecord]
    date: IntervalRecord
    until: Day | None
    report: Id
    evidence: Annotated[list[SpanRecord], Field(min_length=1)]
    attribution: Id | None
    via: Id | None
    restates: Id | None
    hypothetical: bool
    pattern: NotRequired[str]
    """With `--explain`: the name of the pattern that found it."""
    confidence: Share
    judged: bool


@described
class EventRecord(TypedDict):
    """What a report says has happened to a step."""

    type: Literal["event"]
    id: Id
    issue: Id
    status: EventStatus
    actors: list[Id]
    date: IntervalRecord
    report: Id
    evidence: Annotated[list[SpanRecord], Field(min_length=1)]
    attribution: Id | None
    via: Id | None
    pattern: NotRequired[str]
    """With `--explain`: the name of the pattern that found it."""
    confidence: Share
    judged: bool


@described
class UtteranceRecord(TypedDict):
    """One act of speaking on one occasion, however many reports carry it."""

    type: Literal["utterance"]
    id: Id
    speaker: Id | None
    said_on: IntervalRecord
    attributions: Annotated[list[Id], Field(min_length=1)]
    """Of every report of it."""
    independent_reports: Annotated[int, Field(ge=1)]
    """Copies taken out."""
    first_report: Id
    variants: list[str]
    """The differing wordings, the fullest first."""
    confidence: Share
    judged: bool


# Not a class: `from` is a word of the language. The ids are of positions or conditions; null where a new
# condition came up, or one fell away.
ChangeRecord = TypedDict(
    "ChangeRecord",
    {
        "type": Literal["change"],
        "id": Id,
        "holder": Id,
        "issue": Id,
        "kind": ChangeKind,
        "from": Id | None,
        "to": Id | None,
        "date": IntervalRecord,
        "confidence": Share,
        "judged": bool,
    },
)


@described
class ConflictRecord(TypedDict):
    """Records that can't all be so, or parties that stand against each other."""

    type: Literal["conflict"]
    id: Id
    kind: ConflictKind
    members: list[Id]
    """Positions, conditions or events, in order of their dates."""
    issue: Id | None
    confidence: Share
    judged: bool


@described
class DeadlockRecord(TypedDict):
    """A minimal set of claims that keeps a goal from being reached."""

    type: Literal["deadlock"]
    id: Id
    goal: Id
    as_of: Day
    reading: Reading
    members: list[list[Id]]
    """Claims, each the ids of a position or condition and its restatements."""
    missing: list[Id]
    """Steps that nobody offers."""
    since: Day | None
    complete: bool
    """Whether all deadlocks of this goal were found."""
    confidence: Share
    judged: bool


@described
class UnlockingRecord(TypedDict):
    """A smallest set of claims that would have to be given up for a goal."""

    type: Literal["unlocking"]
    id: Id
    goal: Id
    as_of: Day
    moves: list[list[Id]]
    actors_moving: list[Id]
    order: list[list[Id]]
    """Pairs of steps that become possible: the first before the second."""
    confidence: Share
    judged: bool


@described
class AnchorRecord(TypedDict):
    """The words that a judgement holds on to."""

    report: Id
    quotation: str
    position: Offset


@described
class HeldRecord(TypedDict):
    """Words that a judgement holds on to, and what they stand for."""

    report: Id
    quotation: str
    position: Offset
    side: int
    """Of a merger the place of the subject; of a split 0 for what stays and 1 for what goes; of a change or
    conflict the place of the member; -1 for the actor that `set_speaker` names."""
    known_as: str
    """What an actor's name, or an issue's wording, comes to; else the id of the record."""


@described
class JudgementRecord(TypedDict):
    """A person's decision."""

    type: Literal["judgement"]
    id: Id
    subject: list[Id]
    verdict: Verdict
    value: Any
    anchor: AnchorRecord | None
    anchors: NotRequired[list[HeldRecord]]
    """All that it holds on to, `anchor` the first of them."""
    by: str
    at: Moment
    note: str
    closed_at: Moment | None
    """When it ceased to hold."""


Record = Annotated[
    LedgerRecord
    | ReportRecord
    | ActorRecord
    | AttributionRecord
    | IssueRecord
    | PositionRecord
    | ConditionRecord
    | EventRecord
    | UtteranceRecord
    | ChangeRecord
    | ConflictRecord
    | DeadlockRecord
    | UnlockingRecord
    | JudgementRecord,
    Field(discriminator="type"),
]


def schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of one line of an export."""
    made = TypeAdapter(Record).json_schema()
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"A record of onrecord, format {FORMAT}",
        **made,
    }
