"""The first pages: which ledgers there are, and one of them at a glance."""

from datetime import date, timedelta

from fastapi import APIRouter

from onrecord.exchange.claims import issue_record
from onrecord.web.answers import Answer
from onrecord.web.joining import actor_records, report_records
from onrecord.web.opened import Here, Opened, Whole
from onrecord.web.shapes import IndexData, LedgerData, OutletData, OverviewData
from onrecord.web.showing import page
from onrecord.web.views.judging import KINDS
from onrecord.web.views.tracked import changes_data

index_router = APIRouter()
router = APIRouter(prefix="/l/{ledger}")

AT_A_GLANCE = 8
FEW = 5
LATELY = timedelta(days=90)


@page(index_router, "/index", "index.html", IndexData)
def ledgers(site: Whole) -> Answer[IndexData]:
    """The ledgers that are served."""
    return Answer(data=IndexData(items=[_ledger(one) for one in site.ledgers.values()]))


@page(router, "", "overview.html", OverviewData)
def overview(here: Here) -> Answer[OverviewData]:
    """A ledger at a glance."""
    ledger = here.ledger
    first, last = ledger.days()
    actors = ledger.actors(limit=AT_A_GLANCE).items
    outlets = ledger.outlets(AT_A_GLANCE)
    moved = changes_data(ledger.changes(since=_lately(last)).items[-FEW:][::-1])
    return Answer(
        data=OverviewData(
            ledger=_ledger(here),
            first=first.isoformat() if first else None,
            last=last.isoformat() if last else None,
            newest=report_records(ledger.newest(AT_A_GLANCE)),
            actors=actor_records(actors),
            quoted={entry.actor.id: entry.attributions for entry in actors},
            outlets=[OutletData(name=one.name, reports=one.count) for one in outlets],
            issues=[issue_record(one.issue) for one in ledger.issues(limit=AT_A_GLANCE).items],
            changes=moved.items,
            names=moved.names,
            waiting=sum(ledger.doubts(kind, limit=1).total for kind in KINDS),
        )
    )


def _lately(last: date | None) -> date | None:
    """The day since which a change is one of the latest."""
    return last - LATELY if last else None


def _ledger(opened: Opened) -> LedgerData:
    return LedgerData(slug=opened.slug, name=opened.title, counts=opened.ledger.counts())
