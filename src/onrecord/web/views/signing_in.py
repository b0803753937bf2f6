"""Signing in with a token, and out again."""

from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Form, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from onrecord.errors import UsageError
from onrecord.web.answers import Refused
from onrecord.web.opened import Asking, Whole
from onrecord.web.people import COOKIE, HOURS
from onrecord.web.rendering import render

router = APIRouter(include_in_schema=False)

LONGEST = 2_000


@router.get("/sign-in")
def sign_in_page(
    request: Request, site: Whole, then: Annotated[str, Query(max_length=LONGEST)] = "/"
) -> Response:
    """Where a token is asked for."""
    if site.settings.public_read_only:
        raise UsageError("This site is read-only: nobody signs in.", "Serve it without --public-read-only.")
    return HTMLResponse(render(request, "sign_in.html", then=inside(then), wrong=False))


@router.post("/sign-in")
def sign_in(
    request: Request,
    site: Whole,
    token: Annotated[str, Form(max_length=200)] = "",
    then: Annotated[str, Form(max_length=LONGEST)] = "/",
) -> Response:
    """Begin a session with a token."""
    if site.settings.public_read_only:
        raise UsageError("This site is read-only: nobody signs in.", "Serve it without --public-read-only.")
    found = site.door.tokens.find(token.strip())
    if found is None:
        text = render(request, "sign_in.html", then=inside(then), wrong=True)
        return HTMLResponse(text, HTTPStatus.UNAUTHORIZED)
    answer = RedirectResponse(inside(then), HTTPStatus.SEE_OTHER)
    answer.set_cookie(
        COOKIE,
        site.door.begin(found),
        max_age=HOURS * 3600,
        httponly=True,
        samesite="lax",
        secure=request.url.scheme == "https",
    )
    return answer


@router.post("/sign-out")
def sign_out(site: Whole, person: Asking, key: Annotated[str, Form(max_length=200)] = "") -> Response:
    """End a session."""
    if person is not None and not site.door.may_send(person, key):
        raise Refused("This form is not of your session.", "Load the page again, then send it.")
    answer = RedirectResponse("/index", HTTPStatus.SEE_OTHER)
    answer.delete_cookie(COOKIE)
    return answer


def inside(address: str) -> str:
    """An address of this site, or the first page's where it is another site's."""
    safe = address.startswith("/") and not address.startswith(("//", "/\\"))
    return address if safe and address.isprintable() and "\\" not in address else "/"
