"""Judging: what waits for a person, what people decided, and deciding it, by form or by program."""

from http import HTTPStatus
from typing import Annotated, Any

from fastapi import APIRouter, Form
from fastapi.responses import JSONResponse, RedirectResponse, Response
from pydantic import Field

from onrecord.errors import UsageError
from onrecord.exchange.jsonl import attribution_record, judgement_record, report_record
from onrecord.model import Judgement, Verdict
from onrecord.store.doubts import DoubtKind
from onrecord.store.entries import AttributionEntry, AttributionShown, ReportEntry
from onrecord.web.answers import ERRORS, Answer, Envelope, Links, Shape, id_after
from onrecord.web.joining import judgement_records, marks_of, names_of, passages_with
from onrecord.web.opened import Here, Opened
from onrecord.web.queries import AboutDoubts, AboutJudgements, Asks
from onrecord.web.shapes import DoubtData, JudgementsData, ReviewData
from onrecord.web.showing import page
from onrecord.web.views.signing_in import inside
from onrecord.web.writing import Hand, Program

router = APIRouter(prefix="/l/{ledger}")

KINDS: tuple[DoubtKind, ...] = ("speaker", "outlet", "date")
OPENING = 600  # characters of a report to judge its metadata by
MOST_JUDGEMENTS = 200

Field_ = Annotated[str, Form(max_length=500)]


class Decision(Shape):
    """A judgement to be made."""

    subject: Annotated[list[str], Field(min_length=1, max_length=50)]
    """Ids of the records it is about, or as much of each as tells it apart."""
    verdict: Verdict
    value: Any = None
    """For `set_metadata` texts by name; for `set_date` a date interval."""
    note: Annotated[str, Field(max_length=2_000)] = ""
    """Why."""


@page(router, "/review", "review.html", ReviewData)
def review(here: Here, query: Asks[AboutDoubts]) -> Answer[ReviewData]:
    """What waits for a person's judgement, with its evidence."""
    queues = {kind: here.ledger.doubts(kind, limit=1).total for kind in KINDS}
    waiting = [one for one in KINDS if queues[one]]
    kind = query.kind or (waiting or KINDS)[0]
    found = here.ledger.doubts(kind, limit=query.limit, after=id_after(query.after))
    data = ReviewData(
        kind=kind,
        queues={str(one): count for one, count in queues.items()},
        items=[_doubt(here, entry) for entry in found.items],
        outlets=[one.name for one in here.ledger.outlets(50)] if kind == "outlet" else [],
    )
    return Answer(data=data, after=found.next, total=found.total)


@page(router, "/judgements", "judgements.html", JudgementsData)
def judgements(here: Here, query: Asks[AboutJudgements]) -> Answer[JudgementsData]:
    """What people decided, the latest first."""
    found = here.ledger.judgements(only_open=query.open)[::-1]
    return Answer(data=JudgementsData(items=judgement_records(found[:MOST_JUDGEMENTS])), total=len(found))


@router.post("/judgements.json", responses=ERRORS, status_code=201, response_model=Envelope[JudgementsData])
def judge_by_program(here: Here, decision: Decision, by: Program) -> Response:
    """Decide something: a judgement is kept, and what rests on it is derived again."""
    made = here.ledger.judge(
        decision.subject, decision.verdict, decision.value, by=by.name, note=decision.note
    )
    return _made(here, made, HTTPStatus.CREATED)


@router.post("/judgements/{judgement}/close.json", responses=ERRORS, response_model=Envelope[JudgementsData])
def close_by_program(here: Here, judgement: str, by: Program) -> Response:
    """Let a judgement go: it stays in the record, and no longer holds."""
    return _made(here, here.ledger.close_judgement(judgement), HTTPStatus.OK)


@router.post("/judgements", include_in_schema=False)
def judge_by_hand(
    here: Here,
    by: Hand,
    subject: Field_,
    verdict: Field_,
    value: Field_ = "",
    until: Field_ = "",
    note: Field_ = "",
    then: Annotated[str, Form(max_length=2_000)] = "",
) -> Response:
    """Decide something in a form."""
    here.ledger.judge(subject, _verdict(verdict), _value(verdict, value, until), by=by.name, note=note)
    return RedirectResponse(inside(then) if then else here.at("review"), HTTPStatus.SEE_OTHER)


@router.post("/judgements/{judgement}/close", include_in_schema=False)
def close_by_hand(
    here: Here, by: Hand, judgement: str, then: Annotated[str, Form(max_length=2_000)] = ""
) -> Response:
    """Let a judgement go in a form."""
    here.ledger.close_judgement(judgement)
    return RedirectResponse(inside(then) if then else here.at("judgements"), HTTPStatus.SEE_OTHER)


def _verdict(text: str) -> Verdict:
    if text not in ("set_date", "set_outlet"):
        raise UsageError(f"The verdict {text!r} can't be given here.", "Use the form of the page.")
    return "set_date" if text == "set_date" else "set_metadata"


def _value(verdict: str, value: str, until: str) -> dict[str, Any]:
    if not value.strip():
        raise UsageError("Nothing was decided.", "Fill the field in, or go on to the next.")
    if verdict == "set_date":
        return {"earliest": value, "latest": until or value, "basis": "stated"}
    return {"outlet": " ".join(value.split())}


def _doubt(here: Opened, entry: ReportEntry | AttributionEntry) -> DoubtData:
    """What is doubted, with what there is to judge it by."""
    if isinstance(entry, AttributionEntry):
        shown = here.ledger.show(entry.attribution.id)
        assert isinstance(shown, AttributionShown)
        return DoubtData(
            report=report_record(entry.report),
            statement=attribution_record(entry.attribution, entry.utterance),
            passages=passages_with(shown.passages, marks_of([entry.attribution])),
            names=names_of([entry]),
            opening="",
        )
    text = here.ledger.report(entry.id).text
    return DoubtData(
        report=report_record(entry), statement=None, passages=[], names={}, opening=text[:OPENING]
    )


def _made(here: Opened, judgement: Judgement, status: int) -> Response:
    links = Links(self=here.at("judgements.json"), html=here.at("judgements"))
    data = JudgementsData(items=[judgement_record(judgement)])
    return JSONResponse(Envelope[JudgementsData](data=data, links=links).model_dump(mode="json"), status)
