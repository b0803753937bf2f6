"""Building the site: its pages, the same as JSON, and what stands before them."""

from collections.abc import Iterable, Mapping
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.exceptions import HTTPException

from onrecord.errors import NotFound, OnrecordError, UsageError
from onrecord.ledger import Ledger
from onrecord.version import __version__
from onrecord.web import files
from onrecord.web.answers import error_envelope, status_of
from onrecord.web.guard import Guard, Refuse, wants_json
from onrecord.web.opened import Site, opened_all
from onrecord.web.people import Door
from onrecord.web.rendering import render
from onrecord.web.settings import Settings
from onrecord.web.tokens import Tokens, usual_path
from onrecord.web.views import (
    actors,
    adding,
    briefing,
    conditions,
    feed,
    goals,
    judging,
    overview,
    positions,
    reports,
    signing_in,
    statements,
    tracked,
)

EXAMPLE = "2024-03-05"
LONGEST_SHOWN = 40  # characters of what was given
DESCRIPTION = """Who said what, what each party wants and on which conditions, traced to the exact words.

Every page of the site is also here, at the same address with `.json`. Every answer is one envelope
(`ok`, `data`, `next`, `total`, `links`); every error is one shape (`ok`, `error`). What stands in `data` is
built of the records of format 1. Paths, parameters and fields stay as they are within a major version of
onrecord; fields and parameters may be added."""

ROUTERS = (
    overview.index_router,
    signing_in.router,
    overview.router,
    reports.router,
    actors.router,
    statements.router,
    judging.router,
    adding.router,
    feed.router,
    positions.router,
    conditions.router,
    goals.router,
    briefing.router,
    tracked.router,
)


def create_app(
    ledgers: Iterable[Ledger],
    settings: Settings = Settings(),  # noqa: B008 - frozen
    tokens: Tokens | None = None,
) -> FastAPI:
    """The site of some ledgers.

    Args:
        ledgers: open ones; whoever opened them closes them.
        settings: how it is served.
        tokens: who may write; the user's own unless given.

    Returns:
        An ASGI application.

    Raises:
        UsageError: there is no ledger.
    """
    app = FastAPI(
        title="onrecord",
        version=__version__,
        description=DESCRIPTION,
        docs_url=None,
        redoc_url=None,
        openapi_url="/openapi.json",
    )
    door = Door(tokens or Tokens(usual_path()))
    app.state.site = Site(opened_all(ledgers), settings, door)
    for router in ROUTERS:
        app.include_router(router)
    app.include_router(files.router)
    app.add_api_route("/", _first_page, include_in_schema=False)
    app.add_exception_handler(OnrecordError, _of_onrecord)
    app.add_exception_handler(RequestValidationError, _of_validation)
    app.add_exception_handler(HTTPException, _of_http)
    app.add_middleware(Guard, settings=settings, door=door, refuse=refuse_in(app))
    return app


def refuse_in(app: FastAPI) -> Refuse:
    """What makes the answer to a request that is turned away before it reaches the site."""

    def refuse(request: Request, status: int, error: OnrecordError) -> Response:
        request.scope["app"] = app
        return answer_error(request, status, error)

    return refuse


def answer_error(request: Request, status: int, error: OnrecordError) -> Response:
    """An error in the form that the request's address asks for."""
    if wants_json(request) or request.url.path == "/openapi.json":
        return JSONResponse(error_envelope(error).model_dump(mode="json"), status)
    text = render(request, "error.html", error=error, status=status, title=HTTPStatus(status).phrase)
    return HTMLResponse(text, status)


def _first_page(request: Request) -> Response:
    site: Site = request.app.state.site
    only = list(site.ledgers.values())
    return RedirectResponse(only[0].at() if len(only) == 1 else "/index", HTTPStatus.SEE_OTHER)


def _of_onrecord(request: Request, error: Exception) -> Response:
    assert isinstance(error, OnrecordError)
    return answer_error(request, status_of(error), error)


def _of_validation(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    usage = UsageError(
        f"What was asked can't be read: {'; '.join(map(_fault, error.errors()[:5]))}.",
        "Correct it in the address, or begin from the page without it; /openapi.json has what may be asked.",
    )
    return answer_error(request, HTTPStatus.UNPROCESSABLE_ENTITY, usage)


def _fault(found: Mapping[str, Any]) -> str:
    """A fault that validation found, in words: which field, what was given, and what may be given."""
    field = ".".join(str(part) for part in found["loc"][1:])
    given = str(found.get("input", ""))[:LONGEST_SHOWN]
    kind, limits = str(found["type"]), found.get("ctx", {})
    if kind.startswith("date"):
        return f"{field} is to be a day such as {EXAMPLE}, not {given!r}"
    if kind == "literal_error":
        return f"{field} is to be {limits['expected']}, not {given!r}"
    if kind.startswith("int"):
        return f"{field} is to be a whole number, not {given!r}"
    if kind in ("greater_than_equal", "less_than_equal"):
        bound = f"at least {limits['ge']}" if "ge" in limits else f"at most {limits['le']}"
        return f"{field} is to be {bound}, not {given}"
    if kind in ("string_too_long", "too_long"):
        return f"{field} is too long: at most {limits['max_length']}"
    return f"{field}: {found['msg']}"


def _of_http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    if error.status_code == HTTPStatus.NOT_FOUND:
        told: OnrecordError = NotFound("There is no such page.", "Go to the first page: /")
    else:
        told = UsageError(f"{error.detail}.", "See /openapi.json for what can be done here.")
    return answer_error(request, error.status_code, told)
