"""Registering a view twice: as a page to look at, and at the same address with `.json`."""

import inspect
from collections.abc import Callable, Mapping
from typing import Any, TypeVar
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, JSONResponse, Response

from onrecord.web.answers import ERRORS, Answer, Envelope, Links, Shape, cursor
from onrecord.web.guard import POLICY
from onrecord.web.queries import Nothing, Query
from onrecord.web.rendering import render

View = TypeVar("View", bound=Callable[..., Answer[Any]])
# Plotly sets styles on its drawings from script; browsers count a part of that as inline.
FOR_FIGURES = POLICY.format(styles="'self' 'unsafe-inline'")


def page(router: APIRouter, path: str, template: str, shape: type[Shape]) -> Callable[[View], View]:
    """Register a view as a page and as JSON.

    Args:
        router: of the pages.
        path: its address, without an ending.
        template: what shows it.
        shape: of its data.
    """

    def register(view: View) -> View:
        signature = inspect.signature(view, eval_str=True)
        more = inspect.Parameter("request", inspect.Parameter.KEYWORD_ONLY, annotation=Request)
        with_request = [*signature.parameters.values(), more]

        def as_json(*, request: Request, **values: Any) -> Response:
            answer = view(**values)
            links = links_of(request, values.get("query", Nothing()), answer.after)
            envelope = Envelope[Any](
                data=answer.data, next=cursor(answer.after) or None, total=answer.total, links=links
            )
            return JSONResponse(envelope.model_dump(mode="json"))

        def as_page(*, request: Request, **values: Any) -> Response:
            answer = view(**values)
            query = values.get("query", Nothing())
            links = links_of(request, query, answer.after)
            text = render(request, template, answer=answer, data=answer.data, query=query, links=links)
            headers = {"content-security-policy": FOR_FIGURES} if answer.styles_by_script else None
            return HTMLResponse(text, headers=headers)

        for made, result in ((as_json, Envelope[shape]), (as_page, Response)):  # type: ignore[valid-type]
            made.__signature__ = signature.replace(  # type: ignore[attr-defined]
                parameters=with_request, return_annotation=result
            )
            made.__doc__ = view.__doc__
        router.get(
            f"{path}.json",
            response_model=Envelope[shape],  # type: ignore[valid-type]
            responses=ERRORS,
            operation_id=view.__name__,
            summary=(view.__doc__ or "").partition("\n")[0],
        )(as_json)
        router.get(path, include_in_schema=False)(as_page)
        return view

    return register


def links_of(request: Request, query: Query, after: str) -> Links:
    """Where an answer, its page and what follows are, with what was asked in one form."""
    path = request.url.path.removesuffix(".json")
    json_path = f"{path}.json"
    asked = query.asked()
    following = {**asked, "after": cursor(after)}
    return Links(
        self=address(json_path, asked),
        html=address(path, asked),
        next=address(json_path, following) if after else None,
    )


def address(path: str, asked: Mapping[str, str | list[str]]) -> str:
    """An address with what is asked."""
    return f"{path}?{urlencode(asked, doseq=True)}" if asked else path
