"""Judging: what waits for a person, what people decided, and deciding it, by form or by program."""

from collections.abc import Sequence
from http import HTTPStatus
from typing import Annotated, Any

from fastapi import APIRouter, Form
from fastapi.responses import JSONResponse, RedirectResponse, Response
from pydantic import Field

from onrecord.errors import UsageError
from onrecord.exchange.jsonl import judgement_record
from onrecord.exchange.schema import JudgementRecord
from onrecord.ledger.reviewing import Doubt
from onrecord.model import Judgement, Verdict
from onrecord.store.doubts import DoubtKind
from onrecord.store.entries import ReportEntry
from onrecord.web.answers import ERRORS, Answer, Envelope, Links, Shape, id_after
from onrecord.web.doubting import forget_waiting, of_doubt, of_report, waiting_in
from onrecord.web.joining import judgement_records
from onrecord.web.opened import Asking, Here, Opened
from onrecord.web.queries import AboutDoubts, AboutJudgements, Asks
from onrecord.web.shapes import JudgementsData, ReviewData
from onrecord.web.showing import page
from onrecord.web.views.signing_in import inside
from onrecord.web.writing import Hand, Program

router = APIRouter(prefix="/l/{ledger}")

OF_REPORTS: tuple[DoubtKind, ...] = ("outlet", "date")
QUEUED = ("actor", "issue", "claim", "single", "speaker")
BY_HAND: tuple[Verdict, ...] = (
    "confirm", "reject", "merge", "split", "rename", "set_speaker", "set_date",
)  # fmt: skip
MOST_JUDGEMENTS = 200

Field_ = Annotated[str, Form(max_length=500)]


class Decision(Shape):
    """A judgement to be made."""

    subject: Annotated[list[str], Field(min_length=1, max_length=50)]
    """Ids of the records it is about, or as much of each as tells it apart."""
    verdict: Verdict
    value: Any = None
    """For `set_metadata` texts by name; for `set_date` a date interval; for `rename` a name; for `merge` a
    name or null; for `set_speaker` an actor's id or a name; for `split` what goes of one record, or null to
    keep several apart."""
    note: Annotated[str, Field(max_length=2_000)] = ""
    """Why."""


@page(router, "/review", "review.html", ReviewData)
def review(here: Here, query: Asks[AboutDoubts], person: Asking) -> Answer[ReviewData]:
    """What waits for a person's judgement, with its evidence."""
    waiting = waiting_in(here)
    queues: dict[str, int] = {"first": len(waiting)}
    queues |= {kind: sum(one.kind == kind for one in waiting) for kind in QUEUED}
    queues |= {kind: here.ledger.doubts(kind, limit=1).total for kind in OF_REPORTS}
    kind: str = query.kind or next((one for one in ("first", *OF_REPORTS) if queues[one]), "first")
    of_reports = next((one for one in OF_REPORTS if one == kind), None)
    if of_reports is not None:
        found = here.ledger.doubts(of_reports, limit=query.limit, after=id_after(query.after))
        items = [
            of_report(here, of_reports, entry) for entry in found.items if isinstance(entry, ReportEntry)
        ]
        after, total = found.next, found.total
    else:
        chosen = [one for one in waiting if kind in ("first", one.kind)]
        start = _start(chosen, id_after(query.after))
        part = chosen[start : start + query.limit]
        items = [shown for one in part if (shown := of_doubt(here, one)) is not None]
        after = " ".join(part[-1].subject) if start + query.limit < len(chosen) else ""
        total = len(chosen)
    data = ReviewData(
        kind=kind,
        queues=queues,
        last=_last(here, person.name) if person else None,
        items=items,
        outlets=[one.name for one in here.ledger.outlets(50)] if kind == "outlet" else [],
    )
    return Answer(data=data, after=after, total=total)


@page(router, "/judgements", "judgements.html", JudgementsData)
def judgements(here: Here, query: Asks[AboutJudgements]) -> Answer[JudgementsData]:
    """What people decided, the latest first."""
    found = here.ledger.judgements(only_open=query.open)[::-1]
    against = [[one.id, other.id] for one, other in here.ledger.opposed()]
    data = JudgementsData(items=judgement_records(found[:MOST_JUDGEMENTS]), opposed=against)
    return Answer(data=data, total=len(found))


def _start(chosen: Sequence[Doubt], after: str) -> int:
    """Where to go on after a doubt; at the beginning where it was judged meanwhile."""
    places = (at for at, one in enumerate(chosen, start=1) if " ".join(one.subject) == after)
    return next(places, 0) if after else 0


def _last(here: Opened, name: str) -> JudgementRecord | None:
    own = [one for one in here.ledger.judgements(only_open=True) if one.by == name]
    own = [one for one in own if one.verdict != "remove"]
    return judgement_record(own[-1]) if own else None


@router.post("/judgements.json", responses=ERRORS, status_code=201, response_model=Envelope[JudgementsData])
def judge_by_program(here: Here, decision: Decision, by: Program) -> Response:
    """Decide something: a judgement is kept, and what rests on it is derived again."""
    made = here.ledger.judge(
        decision.subject, decision.verdict, decision.value, by=by.name, note=decision.note
    )
    forget_waiting(here)
    return _made(here, made, HTTPStatus.CREATED)


@router.post("/judgements/{judgement}/close.json", responses=ERRORS, response_model=Envelope[JudgementsData])
def close_by_program(here: Here, judgement: str, by: Program) -> Response:
    """Let a judgement go: it stays in the record, and no longer holds."""
    closed = here.ledger.close_judgement(judgement)
    forget_waiting(here)
    return _made(here, closed, HTTPStatus.OK)


@router.post("/judgements", include_in_schema=False)
def judge_by_hand(
    here: Here,
    by: Hand,
    subject: Annotated[list[str], Form(max_length=50)],
    verdict: Field_,
    value: Field_ = "",
    until: Field_ = "",
    note: Field_ = "",
    then: Annotated[str, Form(max_length=2_000)] = "",
) -> Response:
    """Decide something in a form."""
    here.ledger.judge(subject, _verdict(verdict), _value(verdict, value, until), by=by.name, note=note)
    forget_waiting(here)
    return RedirectResponse(inside(then) if then else here.at("review"), HTTPStatus.SEE_OTHER)


@router.post("/judgements/{judgement}/close", include_in_schema=False)
def close_by_hand(
    here: Here, by: Hand, judgement: str, then: Annotated[str, Form(max_length=2_000)] = ""
) -> Response:
    """Let a judgement go in a form."""
    here.ledger.close_judgement(judgement)
    forget_waiting(here)
    return RedirectResponse(inside(then) if then else here.at("judgements"), HTTPStatus.SEE_OTHER)


def _verdict(text: str) -> Verdict:
    if text == "set_outlet":
        return "set_metadata"
    found = next((one for one in BY_HAND if one == text), None)
    if found is None:
        raise UsageError(f"The verdict {text!r} can't be given here.", "Use the form of the page.")
    return found


def _value(verdict: str, value: str, until: str) -> Any:
    value = " ".join(value.split())
    if verdict in ("confirm", "reject", "split"):
        return None
    if verdict == "merge":
        return value or None
    if not value:
        raise UsageError("Nothing was decided.", "Fill the field in, or go on to the next.")
    if verdict == "set_date":
        return {"earliest": value, "latest": until or value, "basis": "stated"}
    return {"outlet": value} if verdict == "set_outlet" else value


def _made(here: Opened, judgement: Judgement, status: int) -> Response:
    links = Links(self=here.at("judgements.json"), html=here.at("judgements"))
    data = JudgementsData(items=[judgement_record(judgement)])
    return JSONResponse(Envelope[JudgementsData](data=data, links=links).model_dump(mode="json"), status)
