"""The first pages: which ledgers there are, and one of them at a glance."""

from datetime import date, timedelta

from fastapi import APIRouter

from onrecord.exchange.claims import issue_record
from onrecord.exchange.tracked import conflict_record
from onrecord.ledger import Ledger
from onrecord.store.entries import ActorEntry
from onrecord.web.answers import Answer
from onrecord.web.doubting import waiting_in
from onrecord.web.joining import actor_records, report_records
from onrecord.web.opened import Here, Opened, Whole
from onrecord.web.shapes import FacetData, IndexData, LedgerData, OutletData, OverviewData
from onrecord.web.showing import page
from onrecord.web.views.judging import OF_REPORTS
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
    outlets, held_back = ledger.outlets(AT_A_GLANCE), ledger.held_back(FEW)
    parties = _parties(ledger)
    changed, opposed = ledger.latest(FEW, since=_lately(last))
    moved = changes_data(changed)
    return Answer(
        data=OverviewData(
            ledger=_ledger(here),
            first=first.isoformat() if first else None,
            last=last.isoformat() if last else None,
            newest=report_records(ledger.newest(AT_A_GLANCE)),
            actors=actor_records(actors),
            quoted={entry.actor.id: entry.attributions for entry in (*actors, *parties)},
            outlets=[OutletData(name=one.name, reports=one.count) for one in outlets],
            issues=[issue_record(one.issue) for one in ledger.issues(limit=AT_A_GLANCE).items],
            parties=actor_records(parties),
            held_back=[FacetData(value=one.value, name=one.name, count=one.count) for one in held_back],
            conflicts=[conflict_record(one.conflict) for one in opposed],
            changes=moved.items,
            names=moved.names | {one.conflict.issue: one.issue for one in opposed if one.conflict.issue},
            waiting=len(waiting_in(here)) + sum(ledger.doubts(kind, limit=1).total for kind in OF_REPORTS),
        )
    )


def _parties(ledger: Ledger) -> list[ActorEntry]:
    """The states, organisations and groups that speak most."""
    kinds = ("state", "organization", "group")
    found = [entry for kind in kinds for entry in ledger.actors(kind=kind, limit=AT_A_GLANCE).items]
    spoken = [entry for entry in found if entry.attributions]
    return sorted(spoken, key=lambda entry: -entry.attributions)[:AT_A_GLANCE]


def _lately(last: date | None) -> date | None:
    """The day since which a change is one of the latest."""
    return last - LATELY if last else None


def _ledger(opened: Opened) -> LedgerData:
    return LedgerData(slug=opened.slug, name=opened.title, counts=opened.ledger.counts())
