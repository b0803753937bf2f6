"""A briefing to print: chosen issues as of a day, each line with a footnote that holds its words."""

from fastapi import APIRouter

from onrecord.exchange.claims import condition_record, event_record, position_record
from onrecord.figures.matrix import matrix_of
from onrecord.store.entries import ClaimEntry
from onrecord.web.answers import Answer
from onrecord.web.claim_shapes import BriefedData, BriefingData, NamedData
from onrecord.web.joining import names_of_claims, reports_of
from onrecord.web.opened import Here
from onrecord.web.queries import AboutBriefing, Asks
from onrecord.web.showing import page

router = APIRouter(prefix="/l/{ledger}")

CHOICES = 60
FEW = 5  # issues that a briefing is about where none were chosen
TRIED = 12  # of which something is said, among so many that most is said of
MOST = 40  # conditions and events of one issue
VOICES = 20  # holders on one issue, those who spoke last
LOOKED_AT = 160  # positions on one issue, the last ones


@page(router, "/briefing", "briefing.html", BriefingData)
def briefing(here: Here, query: Asks[AboutBriefing]) -> Answer[BriefingData]:
    """Where holders stand on some issues, with footnotes, to be printed."""
    ledger = here.ledger
    choices = ledger.issues(limit=CHOICES).items
    labels = {one.issue.id: one.issue.label for one in choices}
    for id_ in query.issue:
        if id_ not in labels:
            labels.update({one.issue.id: one.issue.label for one in ledger.issues(search=id_, limit=1).items})
    chosen = [one for one in query.issue if one in labels] or [one.issue.id for one in choices[:TRIED]]
    every: list[ClaimEntry] = []
    briefed: list[BriefedData] = []
    told: set[str] = set()  # a condition stands once, at the first of its issues
    for id_ in chosen:
        if not query.issue and len(briefed) == FEW:
            break
        words = ledger.standing([id_], as_of=query.as_of, in_all=LOOKED_AT, bare=True)
        place = {entry.position.id: number for number, entry in enumerate(words)}
        cells = sorted(matrix_of(words).cells.values(), key=lambda cell: place[cell.last[-1].position.id])[
            -VOICES:
        ]
        positions = ledger.positions_of([one.position.id for cell in cells for one in cell.last])
        conditions = ledger.conditions(issue=id_, as_of=query.as_of, limit=MOST).items
        events = ledger.events(issue=id_, as_of=query.as_of, limit=MOST).items
        conditions = tuple(one for one in conditions if one.condition.id not in told)
        if not query.issue and not (positions or conditions or events):
            continue
        told.update(one.condition.id for one in conditions)
        every += [*positions, *conditions, *events]
        briefed.append(
            BriefedData(
                issue=NamedData(id=id_, name=labels[id_]),
                positions=[position_record(one.position) for one in positions],
                more_holders=ledger.voices(id_, as_of=query.as_of) - len(cells),
                conditions=[condition_record(one.condition) for one in conditions],
                events=[event_record(one.event) for one in events],
            )
        )
    last = ledger.days()[1]
    day = query.as_of or last
    data = BriefingData(
        as_of=day.isoformat() if day else None,
        choices=[NamedData(id=one.issue.id, name=one.issue.label) for one in choices],
        items=briefed,
        names=names_of_claims(every),
        reports=reports_of(every),
    )
    return Answer(data=data)
