"""The records derived from reports, as `docs/reference/records.md` documents them."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from onrecord.model.claims import Condition, Event, Issue, Position
from onrecord.model.dates import UNKNOWN_DATE, DateInterval
from onrecord.model.spans import Span

ActorKind = Literal["person", "state", "organization", "group", "unnamed"]
AttributionKind = Literal["direct", "indirect", "mixed"]
Attitude = Literal["speech", "belief", "intention"]


@dataclass(frozen=True, slots=True)
class Mention:
    """Words of a report that stand for an actor.

    Attributes:
        span: the words: "President Novak", "she", "the finance ministry".
        actor: id of the actor.
        confidence: 0 to 1.
    """

    span: Span
    actor: str
    confidence: float


@dataclass(frozen=True, slots=True)
class ActingFor:
    """That an actor acts for another, and when."""

    actor: str
    earliest: date | None = None
    latest: date | None = None


@dataclass(frozen=True, slots=True)
class Role:
    """A title that an actor holds: "foreign minister" for "Ostrava", and when."""

    title: str
    for_: str = ""
    earliest: date | None = None
    latest: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """A person, state, organization, group, or someone unnamed.

    Attributes:
        id: hash of its smallest member key.
        name: the fullest form seen.
        kind: `person`, `state`, `organization`, `group` or `unnamed`.
        aliases: every surface form, sorted.
        acts_for: whom it acts for, and when.
        roles: the titles it holds.
        confidence: 0 to 1.
        judged: whether a person decided it.
    """

    id: str
    name: str
    kind: ActorKind
    aliases: tuple[str, ...] = ()
    acts_for: tuple[ActingFor, ...] = ()
    roles: tuple[Role, ...] = ()
    confidence: float = 1.0
    judged: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """Source, cue and content in one report.

    Attributes:
        id: hash of the report, the type and the content with its occurrence.
        report: id of the report.
        kind: `direct`, `indirect` or `mixed`.
        attitude: `speech`, `belief` or `intention`.
        content: what is attributed, one or more spans in order.
        cue: the words that make it an attribution; empty where a quotation is continued without one.
        source: the words that name who speaks; empty where there are none.
        speaker: id of the actor that the source is resolved to, or None where that is unsure.
        candidates: ids of other possible speakers, the likeliest first.
        reported_by: id of the actor who says that the speaker said it, or None.
        said_on: the day of the act of speaking.
        addressee: whom it was said to, or None.
        venue: where or in what it was said, or None.
        confidence: 0 to 1, calibrated on development data.
        judged: whether a person decided it.
    """

    id: str
    report: str
    kind: AttributionKind
    attitude: Attitude
    content: tuple[Span, ...]
    cue: tuple[Span, ...] = ()
    source: tuple[Span, ...] = ()
    speaker: str | None = None
    candidates: tuple[str, ...] = ()
    reported_by: str | None = None
    said_on: DateInterval = UNKNOWN_DATE
    addressee: Span | None = None
    venue: Span | None = None
    confidence: float = 1.0
    judged: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportRecords:
    """All that `process` derives from one report; a pure function of it and the model.

    Attributes:
        report: id of the report.
        model: name and version of the model that it was derived with.
        actors: the actors of this report alone, their ids local to it until `consolidate`.
        mentions: the words that stand for them, in order.
        attributions: in the order of their content.
        issues: what the claims are about; their ids local to the report too.
        positions: in the order of their evidence.
        conditions: likewise.
        events: likewise.
        patterns: ids of positions, conditions and events, each with the name of the pattern behind it.
    """

    report: str
    model: str
    actors: tuple[Actor, ...] = ()
    mentions: tuple[Mention, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    issues: tuple[Issue, ...] = ()
    positions: tuple[Position, ...] = ()
    conditions: tuple[Condition, ...] = ()
    events: tuple[Event, ...] = ()
    patterns: tuple[tuple[str, str], ...] = ()
