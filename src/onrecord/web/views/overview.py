"""The first pages: which ledgers there are, and one of them at a glance."""

from fastapi import APIRouter

from onrecord.web.answers import Answer
from onrecord.web.joining import actor_records, report_records
from onrecord.web.opened import Here, Opened, Whole
from onrecord.web.shapes import IndexData, LedgerData, OutletData, OverviewData
from onrecord.web.showing import page

index_router = APIRouter()
router = APIRouter(prefix="/l/{ledger}")

AT_A_GLANCE = 8


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
    return Answer(
        data=OverviewData(
            ledger=_ledger(here),
            first=first.isoformat() if first else None,
            last=last.isoformat() if last else None,
            newest=report_records(ledger.newest(AT_A_GLANCE)),
            actors=actor_records(actors),
            quoted={entry.actor.id: entry.attributions for entry in actors},
            outlets=[OutletData(name=one.name, reports=one.count) for one in outlets],
            unsure=0,
        )
    )


def _ledger(opened: Opened) -> LedgerData:
    return LedgerData(slug=opened.slug, name=opened.title, counts=opened.ledger.counts())
