"""Building the site: its pages, the same as JSON, and what stands before them."""

from collections.abc import Iterable
from http import HTTPStatus

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
    told = "; ".join(
        f"{'.'.join(str(part) for part in one['loc'][1:])}: {one['msg']}" for one in error.errors()[:5]
    )
    usage = UsageError(f"What was asked can't be read: {told}.", "See /openapi.json for what may be asked.")
    return answer_error(request, HTTPStatus.UNPROCESSABLE_ENTITY, usage)


def _of_http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    if error.status_code == HTTPStatus.NOT_FOUND:
        told: OnrecordError = NotFound("There is no such page.", "Go to the first page: /")
    else:
        told = UsageError(f"{error.detail}.", "See /openapi.json for what can be done here.")
    return answer_error(request, error.status_code, told)
