"""Reports: the list, one with its text as it was read, and the outlets that published them."""

from fastapi import APIRouter

from onrecord.errors import NotFound, UsageError
from onrecord.exchange.claims import condition_record, event_record, position_record
from onrecord.exchange.jsonl import report_record
from onrecord.model import Edit, Report
from onrecord.store.entries import ClaimEntry, ConditionEntry, EventEntry, PositionEntry, ReportShown
from onrecord.text.edits import restore
from onrecord.web.answers import Answer, id_after
from onrecord.web.joining import (
    evidence_of,
    judgement_records,
    marks_of,
    names_of,
    names_of_claims,
    passages_with,
    report_records,
    statement_records,
)
from onrecord.web.opened import Here, Opened
from onrecord.web.queries import AboutReports, Asks, OfOutlet, OfReport
from onrecord.web.shapes import OutletData, OutletPageData, OutletsData, ReportData, ReportsData, TrimmedData
from onrecord.web.showing import page

router = APIRouter(prefix="/l/{ledger}")


@page(router, "/reports", "reports.html", ReportsData)
def reports(here: Here, query: Asks[AboutReports]) -> Answer[ReportsData]:
    """Reports, the first published first."""
    found = here.ledger.reports(
        outlet=query.outlet,
        since=query.since,
        until=query.until,
        search=query.search,
        limit=query.limit,
        after=id_after(query.after),
    )
    statements = {entry.id: entry.attributions for entry in found.items}
    data = ReportsData(items=report_records(found.items), statements=statements)
    return Answer(data=data, after=found.next, total=found.total)


@page(router, "/reports/{report}", "report.html", ReportData)
def report(here: Here, report: str, query: Asks[OfReport]) -> Answer[ReportData]:
    """A report with its text and what was found in it."""
    shown = here.ledger.show(report)
    if not isinstance(shown, ReportShown):
        raise NotFound(f"{report} is no report.", "Take the id of a report from the list.")
    attributions = [entry.attribution for entry in shown.attributions]
    claims = _claims(here, shown.entry.id)
    whole = here.ledger.report(shown.entry.id) if query.text and not shown.entry.removed else None
    data = ReportData(
        report=report_record(shown.entry),
        passages=passages_with(
            shown.passages,
            sorted([*marks_of(attributions), *evidence_of(unsaid(claims))]),
        ),
        statements=statement_records(shown.attributions),
        positions=[position_record(one.position) for one in claims if isinstance(one, PositionEntry)],
        conditions=[condition_record(one.condition) for one in claims if isinstance(one, ConditionEntry)],
        events=[event_record(one.event) for one in claims if isinstance(one, EventEntry)],
        names={**names_of(shown.attributions), **names_of_claims(claims)},
        judgements=judgement_records(shown.judgements),
        raw=as_read(whole) if whole and query.text == "raw" else None,
        trimmed=[_trimmed(edit) for edit in whole.edits] if whole and query.text == "trimmed" else [],
    )
    return Answer(data=data)


@page(router, "/outlets", "outlets.html", OutletsData)
def outlets(here: Here) -> Answer[OutletsData]:
    """Outlets, those with most reports first."""
    found = [OutletData(name=one.name, reports=one.count) for one in here.ledger.outlets()]
    return Answer(data=OutletsData(items=found), total=len(found))


@page(router, "/outlet", "outlet.html", OutletPageData)
def outlet(here: Here, query: Asks[OfOutlet]) -> Answer[OutletPageData]:
    """An outlet with its reports."""
    if not query.name:
        raise UsageError("No outlet was named.", "Give its name, such as ?name=The+Harbour+Post.")
    found = here.ledger.reports(outlet=query.name, limit=query.limit, after=id_after(query.after))
    if not found.items:
        raise NotFound(f"There is no outlet {query.name!r} in this ledger.", "See the list of outlets.")
    data = OutletPageData(
        outlet=OutletData(name=found.items[0].outlet, reports=found.total),
        items=report_records(found.items),
        statements={entry.id: entry.attributions for entry in found.items},
    )
    return Answer(data=data, after=found.next, total=found.total)


def _claims(here: Opened, report: str) -> list[ClaimEntry]:
    """What a report says of who wants what, in the order of its words."""
    every: list[ClaimEntry] = [
        *here.ledger.positions(report=report).items,
        *here.ledger.conditions(report=report).items,
        *here.ledger.events(report=report).items,
    ]
    return sorted(every, key=lambda one: (one.record.evidence[0].start, one.record.id))


def unsaid(claims: list[ClaimEntry]) -> list[ClaimEntry]:
    """Those that the report itself tells, outside any statement."""
    return [one for one in claims if one.record.attribution is None]


def as_read(report: Report) -> str:
    """A report's text before it was cleaned."""
    return restore(report.text, report.edits)


def _trimmed(edit: Edit) -> TrimmedData:
    return TrimmedData(start=edit.start, removed=edit.removed, inserted=edit.inserted, reason=edit.reason)
