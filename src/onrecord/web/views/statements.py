"""Statements: the search, and one with its evidence in place."""

from typing import Any

from fastapi import APIRouter

from onrecord.errors import NotFound
from onrecord.exchange.jsonl import attribution_record, report_record
from onrecord.store.entries import AttributionShown
from onrecord.store.facets import Facet
from onrecord.web.answers import Answer, id_after
from onrecord.web.joining import (
    judgement_records,
    marks_of,
    names_of,
    passages_with,
    reports_of,
    statement_records,
)
from onrecord.web.opened import Here
from onrecord.web.queries import AboutStatements, Asks
from onrecord.web.shapes import FacetData, StatementData, StatementsData
from onrecord.web.showing import page

router = APIRouter(prefix="/l/{ledger}")

FACETS = 8
WORDED = {"search", "speaker", "outlet", "kind", "issue", "act"}


@page(router, "/statements", "statements.html", StatementsData)
def statements(here: Here, query: Asks[AboutStatements]) -> Answer[StatementsData]:
    """Statements, in order of the day they were said."""
    asked: dict[str, Any] = {name: value or "" for name, value in query.model_dump(include=WORDED).items()}
    asked |= {"since": query.since, "until": query.until}
    found = here.ledger.attributions(**asked, limit=query.limit, after=id_after(query.after))
    facets = here.ledger.facets(**asked, most=FACETS)
    in_reports = here.ledger.reports(search=query.search, limit=1).total if query.search else 0
    data = StatementsData(
        items=statement_records(found.items),
        reports=reports_of(found.items),
        names=names_of(found.items),
        speakers=[_facet(one) for one in facets.speakers],
        outlets=[_facet(one) for one in facets.outlets],
        kinds=[_facet(one) for one in facets.kinds],
        acts=[_facet(one) for one in facets.acts],
        issues=[_facet(one) for one in facets.issues],
        dates=[_facet(one) for one in facets.dates],
        in_reports=in_reports,
    )
    return Answer(data=data, after=found.next, total=found.total)


@page(router, "/statements/{statement}", "statement.html", StatementData)
def statement(here: Here, statement: str) -> Answer[StatementData]:
    """A statement with its evidence in place."""
    shown = here.ledger.show(statement)
    if not isinstance(shown, AttributionShown):
        raise NotFound(f"{statement} is no statement.", "Take the id of a statement from a list.")
    entry = shown.entry
    data = StatementData(
        statement=attribution_record(entry.attribution, entry.utterance),
        report=report_record(entry.report),
        passages=passages_with(shown.passages, marks_of([entry.attribution])),
        names=names_of([entry]),
        judgements=judgement_records(shown.judgements),
    )
    return Answer(data=data)


def _facet(facet: Facet) -> FacetData:
    return FacetData(value=facet.value, name=facet.name, count=facet.count)
