"""What only several reports together show: utterances in all their wordings, and who moved."""

from collections.abc import Sequence

from fastapi import APIRouter

from onrecord.errors import NotFound
from onrecord.exchange.claims import record_of
from onrecord.exchange.parts import interval_record, span_record
from onrecord.exchange.tracked import conflict_record
from onrecord.store.entries import (
    AttributionEntry,
    ChangeEntry,
    ClaimEntry,
    ConditionEntry,
    EventEntry,
    PositionEntry,
    ReportEntry,
    UtteranceEntry,
)
from onrecord.web.answers import Answer, id_after
from onrecord.web.claim_shapes import (
    ChangesData,
    ConflictsData,
    CorrectionData,
    CorrectionsData,
    SpokenData,
    UtteranceData,
    UtterancesData,
)
from onrecord.web.joining import (
    names_of,
    names_of_claims,
    report_records,
    reports_of,
    statement_records,
)
from onrecord.web.opened import Here
from onrecord.web.queries import AboutChanges, AboutConflicts, AboutCorrections, AboutUtterances, Asks
from onrecord.web.shapes import ChangeData
from onrecord.web.showing import page

router = APIRouter(prefix="/l/{ledger}")


@page(router, "/utterances", "utterances.html", UtterancesData)
def utterances(here: Here, query: Asks[AboutUtterances]) -> Answer[UtterancesData]:
    """Acts of speaking, each with every statement of it."""
    found = here.ledger.utterances(
        speaker=query.speaker,
        since=query.since,
        until=query.until,
        search=query.search,
        several=query.several,
        limit=query.limit,
        after=id_after(query.after),
    )
    every = [one for entry in found.items for one in entry.attributions]
    data = UtterancesData(
        items=[spoken(one) for one in found.items],
        statements={one["id"]: one for one in statement_records(every)},
        names=names_of(every),
        reports=reports_of(every),
    )
    return Answer(data=data, after=found.next, total=found.total)


@page(router, "/utterances/{utterance}", "utterance.html", UtteranceData)
def utterance(here: Here, utterance: str) -> Answer[UtteranceData]:
    """One act of speaking: all its wordings, with what differs, and copies under their origin."""
    entry = here.ledger.record(utterance)
    if not isinstance(entry, UtteranceEntry):
        raise NotFound(f"{utterance} is no utterance.", "Take the id of one from the list.")
    data = UtteranceData(
        utterance=spoken(entry),
        statements=statement_records(entry.attributions),
        names=names_of(entry.attributions),
        reports=reports_of(entry.attributions),
    )
    return Answer(data=data)


@page(router, "/changes", "changes.html", ChangesData)
def changes(here: Here, query: Asks[AboutChanges]) -> Answer[ChangesData]:
    """Who moved, in order of the day of the later statement."""
    found = here.ledger.changes(
        holder=query.holder,
        issue=query.issue,
        kind=query.kind or "",
        since=query.since,
        limit=query.limit,
        after=id_after(query.after),
    )
    data = changes_data(found.items)
    return Answer(data=data, after=found.next, total=found.total)


@page(router, "/conflicts", "conflicts.html", ConflictsData)
def conflicts(here: Here, query: Asks[AboutConflicts]) -> Answer[ConflictsData]:
    """What stands against each other, in order of the day of the later of the two."""
    found = here.ledger.conflicts(
        issue=query.issue,
        kind=query.kind or "",
        since=query.since,
        limit=query.limit,
        after=id_after(query.after),
    )
    members = [one for entry in found.items for one in entry.members]
    data = ConflictsData(
        items=[conflict_record(one.conflict) for one in found.items],
        claims={one.record.id: record_of(one.record) for one in members},
        names=names_of_claims(members)
        | {one.conflict.issue: one.issue for one in found.items if one.conflict.issue},
        reports=reports_of(members),
    )
    return Answer(data=data, after=found.next, total=found.total)


@page(router, "/corrections", "corrections.html", CorrectionsData)
def corrections(here: Here, query: Asks[AboutCorrections]) -> Answer[CorrectionsData]:
    """What outlets correct of what they published, and which records that touches."""
    found = here.ledger.corrections(outlet=query.outlet, of=query.of)
    touched = [one for entry in found for one in entry.corrected]
    said = [one for one in touched if isinstance(one, AttributionEntry)]
    claims = [one for one in touched if isinstance(one, PositionEntry | ConditionEntry | EventEntry)]
    reports = [entry.report for entry in found] + [one for one in touched if isinstance(one, ReportEntry)]
    data = CorrectionsData(
        items=[
            CorrectionData(
                kind=entry.correction.note.kind,
                report=entry.report.id,
                note=span_record(entry.correction.note.note),
                corrects=list(entry.correction.corrects),
            )
            for entry in found
        ],
        statements={one["id"]: one for one in statement_records(said)},
        claims={one.record.id: record_of(one.record) for one in claims},
        names=names_of(said) | names_of_claims(claims),
        reports=reports_of(said) | reports_of(claims) | {one["id"]: one for one in report_records(reports)},
    )
    return Answer(data=data, total=len(found))


def changes_data(entries: Sequence[ChangeEntry]) -> ChangesData:
    """Changes with both statements."""
    sides: list[ClaimEntry] = [
        side for entry in entries for side in (entry.before, entry.after) if side is not None
    ]
    names = names_of_claims(sides)
    for entry in entries:
        names[entry.change.holder], names[entry.change.issue] = entry.holder, entry.issue
    return ChangesData(
        items=[
            ChangeData(
                id=entry.change.id,
                holder=entry.change.holder,
                issue=entry.change.issue,
                kind=entry.change.kind,
                date=interval_record(entry.change.date),
                before=record_of(entry.before.record) if entry.before else None,
                after=record_of(entry.after.record) if entry.after else None,
                confidence=round(entry.change.confidence, 4),
            )
            for entry in entries
        ],
        names=names,
        reports=reports_of(sides),
    )


def spoken(entry: UtteranceEntry) -> SpokenData:
    """An utterance, as data."""
    one = entry.utterance
    return SpokenData(
        id=one.id,
        speaker=one.speaker,
        said_on=interval_record(one.said_on),
        attributions=list(one.attributions),
        independent_reports=one.independent_reports,
        first_report=one.first_report,
        variants=list(one.variants),
        confidence=round(one.confidence, 4),
    )
