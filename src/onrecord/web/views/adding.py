"""Adding a report that somebody sends; nothing is fetched from an address, and no file here is read."""

from datetime import date
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from pydantic import Field

from onrecord.errors import EmptyInput
from onrecord.ledger import Added, Ledger
from onrecord.model import UNKNOWN_DATE, DateInterval
from onrecord.read.given import Given, Limits
from onrecord.read.reading import read_bytes
from onrecord.web.answers import ERRORS, Envelope, Links, Shape
from onrecord.web.opened import Here
from onrecord.web.queries import Day
from onrecord.web.rendering import render
from onrecord.web.shapes import AddedData
from onrecord.web.writing import Hand, Program

router = APIRouter(prefix="/l/{ledger}")

Line = Annotated[str, Form(max_length=1_000)]
LARGEST = 5_000_000
AT_ONCE = 20  # reports that one request can bring: a feed or a file of many is for `onrecord add`


class NewReport(Shape):
    """A report to be added."""

    text: Annotated[str, Field(min_length=1)]
    """Its text, or a whole page of HTML."""
    media_type: Annotated[str, Field(max_length=100)] = ""
    """Such as `text/html`; told from the text unless given."""
    outlet: Annotated[str, Field(max_length=1_000)] = ""
    title: Annotated[str, Field(max_length=1_000)] = ""
    author: Annotated[str, Field(max_length=1_000)] = ""
    url: Annotated[str, Field(max_length=2_000)] = ""
    """Where it was published. It is kept, and not fetched."""
    published: Day = None
    """The day it was published."""


@router.post("/reports.json", responses=ERRORS, status_code=201, response_model=Envelope[AddedData])
def add_by_program(here: Here, report: NewReport, by: Program) -> Response:
    """Add a report."""
    added = _add(here.ledger, report, by.name)
    assert added.report is not None
    page = f"reports/{added.report}"
    links = Links(self=here.at(f"{page}.json"), html=here.at(page))
    data = AddedData(status=added.status, report=added.report, statements=added.attributions)
    status = HTTPStatus.OK if added.status == "known" else HTTPStatus.CREATED
    envelope = Envelope[AddedData](data=data, links=links)
    return JSONResponse(envelope.model_dump(mode="json"), status)


@router.get("/add", include_in_schema=False)
def add_page(request: Request, here: Here) -> Response:
    """Where a report is typed or pasted in."""
    return HTMLResponse(render(request, "add.html"))


@router.post("/reports", include_in_schema=False)
def add_by_hand(
    here: Here,
    by: Hand,
    text: Annotated[str, Form()],
    outlet: Line = "",
    title: Line = "",
    author: Line = "",
    url: Line = "",
    published: Annotated[Day, Form()] = None,
) -> Response:
    """Add a report in a form."""
    report = NewReport(
        text=text or " ", outlet=outlet, title=title, author=author, url=url, published=published
    )
    added = _add(here.ledger, report, by.name)
    return RedirectResponse(here.at(f"reports/{added.report}"), HTTPStatus.SEE_OTHER)


def _add(ledger: Ledger, report: NewReport, by: str) -> Added:
    given = Given(
        outlet=report.outlet,
        title=report.title,
        author=report.author,
        url=report.url,
        published=_on(report.published),
    )
    limits = Limits(max_bytes=LARGEST, max_records=AT_ONCE)
    data = report.text.encode("utf-8", "replace")
    media_type = f"{report.media_type}; charset=utf-8" if report.media_type else ""
    found = read_bytes(data, f"what {by} sent", media_type, given=given, limits=limits)
    last: Added | None = None
    for last in ledger.add_found(found, given=given):
        if last.error is not None:
            raise last.error
    if last is None:
        raise EmptyInput("There is nothing in it to read.", "Paste the text of the report.")
    return last


def _on(day: date | None) -> DateInterval:
    return DateInterval.on(day) if day else UNKNOWN_DATE
