"""From what a ledger answers to the data of pages: records, with the names and reports that they refer to."""

from collections.abc import Iterable, Sequence

from onrecord.exchange.jsonl import actor_record, attribution_record, judgement_record, report_record
from onrecord.exchange.schema import ActorRecord, AttributionRecord, JudgementRecord, ReportRecord
from onrecord.model import Attribution, Judgement
from onrecord.store.entries import (
    ActorEntry,
    AttributionEntry,
    ClaimEntry,
    ConditionEntry,
    EventEntry,
    Passage,
    PositionEntry,
    ReportEntry,
)
from onrecord.web.marking import Marked
from onrecord.web.shapes import MarkData, PassageData


def statement_records(entries: Iterable[AttributionEntry]) -> list[AttributionRecord]:
    """Statements as records."""
    return [attribution_record(entry.attribution, entry.utterance) for entry in entries]


def reports_of(entries: Iterable[AttributionEntry | ClaimEntry]) -> dict[str, ReportRecord]:
    """The reports that statements, positions, conditions or events stand in, by id."""
    found: dict[str, ReportRecord] = {}
    for entry in entries:
        if entry.report.id not in found:
            found[entry.report.id] = report_record(entry.report)
    return found


def names_of(entries: Iterable[AttributionEntry]) -> dict[str, str]:
    """The names of all whom statements refer to, by id."""
    names: dict[str, str] = {}
    for entry in entries:
        attribution = entry.attribution
        if attribution.speaker:
            names[attribution.speaker] = entry.speaker
        if attribution.reported_by:
            names[attribution.reported_by] = entry.reported_by
        names.update(zip(attribution.candidates, entry.candidates, strict=True))
    return names


def report_records(entries: Iterable[ReportEntry]) -> list[ReportRecord]:
    """Reports as records."""
    return [report_record(entry) for entry in entries]


def actor_records(entries: Iterable[ActorEntry]) -> list[ActorRecord]:
    """Actors as records."""
    return [actor_record(entry.actor) for entry in entries]


def judgement_records(judgements: Iterable[Judgement]) -> list[JudgementRecord]:
    """Judgements as records."""
    return [judgement_record(judgement) for judgement in judgements]


def marks_of(attributions: Iterable[Attribution]) -> list[Marked]:
    """Where the parts of statements stand, in order."""
    marks = []
    for one in attributions:
        parts = (
            ("content", one.content),
            ("cue", one.cue),
            ("source", one.source),
            ("addressee", (one.addressee,) if one.addressee else ()),
            ("venue", (one.venue,) if one.venue else ()),
        )
        for role, spans in parts:
            marks += [Marked(span.start, span.end, role, one.id) for span in spans]
    return sorted(marks)


def passages_with(passages: Iterable[Passage], marks: Sequence[Marked]) -> list[PassageData]:
    """Paragraphs with the marks that lie in each, at least in part.

    Args:
        passages: in order, none overlapping another.
        marks: sorted.
    """
    found, first = [], 0
    for passage in passages:
        inside = []
        while first < len(marks) and marks[first].start < passage.start and marks[first].end <= passage.start:
            first += 1
        for mark in marks[first:]:
            if mark.start >= passage.end:
                break
            if mark.end > passage.start:
                inside.append(MarkData(start=mark.start, end=mark.end, role=mark.role, record=mark.record))
        found.append(
            PassageData(
                start=passage.start, end=passage.end, text=passage.text, kind=passage.kind, marks=inside
            )
        )
    return found


def position_names(entries: Iterable[PositionEntry]) -> dict[str, str]:
    """The names and labels that positions refer to, by id."""
    names: dict[str, str] = {}
    for entry in entries:
        position = entry.position
        names[position.holder] = entry.holder
        names[position.issue] = entry.issue
        names.update(zip(position.alternatives, entry.alternatives, strict=True))
        if position.via:
            names[position.via] = entry.via
    return names


def condition_names(entries: Iterable[ConditionEntry]) -> dict[str, str]:
    """The names and labels that conditions refer to, by id."""
    names: dict[str, str] = {}
    for entry in entries:
        condition = entry.condition
        names[condition.holder] = entry.holder
        names[condition.step] = entry.step
        names[condition.requirement] = entry.requirement
        names.update(zip(condition.alternatives, entry.alternatives, strict=True))
        if condition.via:
            names[condition.via] = entry.via
    return names


def event_names(entries: Iterable[EventEntry]) -> dict[str, str]:
    """The names and labels that events refer to, by id."""
    names: dict[str, str] = {}
    for entry in entries:
        names[entry.event.issue] = entry.issue
        names.update(zip(entry.event.actors, entry.actors, strict=True))
        if entry.event.via:
            names[entry.event.via] = entry.via
    return names


def evidence_of(entries: Iterable[ClaimEntry]) -> list[Marked]:
    """Where the words stand that positions, conditions and events rest on."""
    return [
        Marked(span.start, span.end, "evidence", entry.record.id)
        for entry in entries
        for span in entry.record.evidence
    ]


def names_of_claims(entries: Iterable[ClaimEntry]) -> dict[str, str]:
    """The names and labels that claims of any kind refer to, by id."""
    every = list(entries)
    return {
        **position_names(one for one in every if isinstance(one, PositionEntry)),
        **condition_names(one for one in every if isinstance(one, ConditionEntry)),
        **event_names(one for one in every if isinstance(one, EventEntry)),
    }
