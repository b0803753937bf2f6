"""Records as JSON Lines: format 1, the program's stable interface to the world."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime

from sqlalchemy import Connection, func, select

from onrecord.consolidation.corrections import find_corrections
from onrecord.exchange.claims import claim_records, issue_record, record_of
from onrecord.exchange.parts import day, interval_record, rounded, span_record, span_records
from onrecord.exchange.schema import (
    FORMAT,
    ActingForRecord,
    ActorRecord,
    AttributionRecord,
    JudgementRecord,
    LedgerRecord,
    Record,
    ReportRecord,
    RoleRecord,
)
from onrecord.exchange.tracked import tracked_record
from onrecord.model import (
    Actor,
    Attribution,
    Judgement,
    Report,
    ReportRecords,
    Role,
    text_hash,
)
from onrecord.model.ids import DIGITS
from onrecord.store import claim_joining, joining, judgements, reports, track_joining, upkeep
from onrecord.store.entries import (
    ActorEntry,
    AttributionEntry,
    ChangeEntry,
    ConditionEntry,
    ConflictEntry,
    Entry,
    EventEntry,
    IssueEntry,
    PositionEntry,
    ReportEntry,
    UtteranceEntry,
)
from onrecord.store.tables import processed
from onrecord.version import __version__

SOFTWARE = f"onrecord {__version__}"


def ledger_lines(connection: Connection, *, with_text: bool = False) -> Iterator[str]:
    """A whole ledger: the line about it, then its records, type by type.

    Args:
        connection: of a transaction that reads.
        with_text: put each report's text in.

    Yields:
        Lines without their ends, in an order that is the same on every machine.
    """
    yield line(_ledger(connection))
    corrections: dict[str, list[str]] = {}
    for correction in find_corrections(connection):
        corrections.setdefault(correction.report, []).extend(correction.corrects)
    for report in joining.all_reports(connection):
        record = report_record(report)
        record["corrects"] = list(dict.fromkeys(corrections.get(report.id, ())))
        if with_text:
            stored = reports.by_id(connection, report.id)
            record["text"] = reports.text_of(connection, stored.number) if stored else None
        yield line(record)
    for actor in joining.all_actors(connection):
        yield line(actor_record(actor.actor))
    for attribution in joining.all_attributions(connection):
        yield line(entry_record(attribution))
    for issue in claim_joining.all_issues(connection):
        yield line(issue_record(issue.issue))
    for type_ in ("position", "condition", "event"):
        for claim in claim_joining.all_claims(connection, type_):
            yield line(entry_record(claim))
    yield from _tracked_lines(connection)
    every = judgements.load(connection)
    for judgement in sorted(every, key=lambda judgement: (judgement.at, judgement.id)):
        yield line(judgement_record(judgement))


def _tracked_lines(connection: Connection) -> Iterator[str]:
    for entries in (
        track_joining.all_utterances(connection),
        track_joining.all_changes(connection),
        track_joining.all_conflicts(connection),
    ):
        for entry in entries:
            yield line(tracked_record(entry))


def lines_of_records(
    report: Report,
    records: ReportRecords,
    *,
    with_text: bool = False,
    explain: bool = False,
) -> Iterator[str]:
    """The same for one report without a ledger.

    Args:
        report: the report.
        records: what `process` derived from it.
        with_text: put its text in.
        explain: name the pattern that each claim was found by.
    """
    latest = report.published.latest
    yield line(
        LedgerRecord(
            type="ledger",
            id=_ledger_id(""),
            format=FORMAT,
            name="",
            as_of=day(latest),
            software=SOFTWARE,
            model=records.model,
            counts={
                "reports": 1,
                "actors": len(records.actors),
                "attributions": len(records.attributions),
                "issues": len(records.issues),
                "positions": len(records.positions),
                "conditions": len(records.conditions),
                "events": len(records.events),
            },
        )
    )
    record = report_record(entry_of(report, records))
    if with_text:
        record["text"] = report.text
    yield line(record)
    for actor in sorted(records.actors, key=lambda actor: actor.id):
        yield line(actor_record(actor))
    for attribution in records.attributions:
        yield line(attribution_record(attribution))
    for claim in claim_records(records, explain=explain):
        yield line(claim)


def entry_of(report: Report, records: ReportRecords) -> ReportEntry:
    """A report as a ledger would list it, were it the only one."""
    return ReportEntry(
        id=report.id,
        outlet=report.outlet,
        title=report.title,
        author=report.author,
        credit=report.credit,
        url=report.url,
        path=report.path,
        published=report.published,
        retrieved=report.retrieved,
        language=report.language,
        sha256=report.sha256,
        attributions=len(records.attributions),
        model=records.model,
    )


def line(record: Record) -> str:
    """A record as one line of JSON, its letters as they are."""
    return json.dumps(record, ensure_ascii=False)


def entry_record(entry: Entry) -> Record:
    """The record of what a ledger answers with."""
    if isinstance(entry, ReportEntry):
        return report_record(entry)
    if isinstance(entry, ActorEntry):
        return actor_record(entry.actor)
    if isinstance(entry, AttributionEntry):
        return attribution_record(entry.attribution, entry.utterance)
    if isinstance(entry, IssueEntry):
        return issue_record(entry.issue)
    if isinstance(entry, PositionEntry | ConditionEntry | EventEntry):
        return record_of(entry.record)
    if isinstance(entry, UtteranceEntry | ChangeEntry | ConflictEntry):
        return tracked_record(entry)
    return judgement_record(entry)


def report_record(entry: ReportEntry) -> ReportRecord:
    """A report, without its text."""
    removed = entry.removed
    return ReportRecord(
        type="report",
        id=entry.id,
        outlet=entry.outlet or None,
        title=entry.title or None,
        author=entry.author or None,
        credit=entry.credit or None,
        url=entry.url or None,
        path=entry.path or None,
        published=interval_record(entry.published),
        retrieved=_moment(entry.retrieved),
        language=entry.language,
        sha256=entry.sha256,
        copied_from=entry.copied_from,
        copied_share=entry.copied_share,
        version_of=entry.version_of,
        corrects=[],
        judged=entry.judged,
        removed={"why": removed.why, "by": removed.by, "at": _stamp(removed.at)} if removed else None,
    )


def actor_record(actor: Actor) -> ActorRecord:
    """An actor."""
    return ActorRecord(
        type="actor",
        id=actor.id,
        name=actor.name,
        kind=actor.kind,
        aliases=list(actor.aliases),
        acts_for=[
            ActingForRecord(
                actor=relation.actor, earliest=day(relation.earliest), latest=day(relation.latest)
            )
            for relation in actor.acts_for
        ],
        roles=[_role(role) for role in actor.roles],
        confidence=rounded(actor.confidence),
        judged=actor.judged,
    )


def attribution_record(attribution: Attribution, utterance: str | None = None) -> AttributionRecord:
    """An attribution, with the id of its utterance where that is known."""
    return AttributionRecord(
        type="attribution",
        id=attribution.id,
        report=attribution.report,
        kind=attribution.kind,
        attitude=attribution.attitude,
        content=span_records(attribution.content),
        cue=span_records(attribution.cue),
        source=span_records(attribution.source),
        speaker=attribution.speaker,
        candidates=list(attribution.candidates),
        reported_by=attribution.reported_by,
        said_on=interval_record(attribution.said_on),
        addressee=span_record(attribution.addressee) if attribution.addressee else None,
        venue=span_record(attribution.venue) if attribution.venue else None,
        utterance=utterance,
        confidence=rounded(attribution.confidence),
        judged=attribution.judged,
    )


def judgement_record(judgement: Judgement) -> JudgementRecord:
    """A judgement."""
    anchor = judgement.anchor
    return JudgementRecord(
        type="judgement",
        id=judgement.id,
        subject=list(judgement.subject),
        verdict=judgement.verdict,
        value=judgement.value,
        anchor={"report": anchor.report, "quotation": anchor.quotation, "position": anchor.position}
        if anchor
        else None,
        anchors=[
            {
                "report": one.report,
                "quotation": one.quotation,
                "position": one.position,
                "side": one.side,
                "known_as": one.known_as,
            }
            for one in judgement.anchors
        ],
        by=judgement.by,
        at=_stamp(judgement.at),
        note=judgement.note,
        closed_at=_moment(judgement.closed_at),
    )


def _ledger(connection: Connection) -> LedgerRecord:
    name = upkeep.property_of(connection, "name")
    models = select(processed.c.model).where(processed.c.model != "").distinct().order_by(processed.c.model)
    latest = connection.execute(select(func.max(processed.c.published_latest))).scalar()
    return LedgerRecord(
        type="ledger",
        id=_ledger_id(name),
        format=FORMAT,
        name=name,
        as_of=day(latest),
        software=SOFTWARE,
        model=", ".join(connection.execute(models).scalars()),
        counts=upkeep.counts(connection),
    )


def _ledger_id(name: str) -> str:
    """A ledger has no content to hash that would stay: its name stands for it."""
    return f"led-{text_hash('ledger' + name)[:DIGITS]}"


def _role(role: Role) -> RoleRecord:
    return {
        "title": role.title,
        "for": role.for_,
        "earliest": day(role.earliest),
        "latest": day(role.latest),
    }


def _moment(moment: datetime | None) -> str | None:
    return _stamp(moment) if moment else None


def _stamp(moment: datetime) -> str:
    in_utc = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    return in_utc.isoformat(timespec="seconds").replace("+00:00", "Z")
