"""The one shape of every answer: a success envelope, an error, an opaque cursor; as JSON or as a page."""

import base64
import binascii
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, Generic, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field

from onrecord.errors import (
    Ambiguous,
    LedgerBusy,
    LedgerError,
    NotFound,
    OnrecordError,
    ReadError,
    TakenDown,
    TooLarge,
    UsageError,
)

Data = TypeVar("Data")


class Shape(BaseModel):
    """Data of a page; each field has a description in the OpenAPI document."""

    model_config = ConfigDict(frozen=True, use_attribute_docstrings=True)


class Links(Shape):
    """Where this answer, its page and what follows are."""

    self: str
    """This answer."""
    html: str
    """The same as a page to look at."""
    next: str | None = None
    """What follows, or null where nothing does."""


class Envelope(Shape, Generic[Data]):
    """Every answer that is no error."""

    ok: Literal[True] = True
    data: Data
    next: str | None = Field(default=None)
    """What to give as `after` for what follows, or null where nothing does. It says nothing to a reader."""
    total: int | None = None
    """How many items answer in all, where the data is a list."""
    links: Links


class ErrorShape(Shape):
    """What went wrong."""

    type: str
    """The name of the error's class, such as `NotFound`."""
    what: str
    """What happened, and where."""
    hint: str
    """What to do next, or empty."""


class ErrorEnvelope(Shape):
    """Every answer that is an error."""

    ok: Literal[False] = False
    error: ErrorShape


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer(Generic[Data]):
    """What a view gives: the data of a page, whatever it is shown as.

    Attributes:
        data: of the page.
        after: id of the last record, where others follow it, or empty.
        total: how many records answer in all, or None where the page is no list.
        styles_by_script: whether the page holds a figure, whose script sets styles.
    """

    data: Data
    after: str = ""
    total: int | None = None
    styles_by_script: bool = False


class Refused(OnrecordError):
    """A request may not do what it asks."""


class NotSignedIn(UsageError):
    """A request would write, and shows no token."""


STATUSES: tuple[tuple[type[OnrecordError], HTTPStatus], ...] = (
    (NotSignedIn, HTTPStatus.UNAUTHORIZED),
    (Refused, HTTPStatus.FORBIDDEN),
    (NotFound, HTTPStatus.NOT_FOUND),
    (Ambiguous, HTTPStatus.CONFLICT),
    (UsageError, HTTPStatus.BAD_REQUEST),
    (TooLarge, HTTPStatus.REQUEST_ENTITY_TOO_LARGE),
    (ReadError, HTTPStatus.UNPROCESSABLE_ENTITY),
    (TakenDown, HTTPStatus.GONE),
    (LedgerBusy, HTTPStatus.SERVICE_UNAVAILABLE),
    (LedgerError, HTTPStatus.CONFLICT),
)

ERRORS: dict[int | str, dict[str, Any]] = {
    status: {"model": ErrorEnvelope, "description": description}
    for status, description in (
        (400, "The question makes no sense."),
        (401, "A token is needed."),
        (403, "That is not allowed."),
        (404, "There is no such record."),
        (409, "Several records answer to that id, or the ledger is in another state."),
        (422, "A parameter is not of its kind."),
        (503, "Another process holds the ledger."),
    )
}


def status_of(error: OnrecordError) -> int:
    """The HTTP status that an error amounts to."""
    return next(
        (status for kind, status in STATUSES if isinstance(error, kind)), HTTPStatus.INTERNAL_SERVER_ERROR
    )


def error_envelope(error: OnrecordError) -> ErrorEnvelope:
    """An error as every program gets it."""
    return ErrorEnvelope(error=ErrorShape(type=type(error).__name__, what=error.what, hint=error.hint))


def cursor(id_: str) -> str:
    """An opaque `next` of a record's id."""
    return base64.urlsafe_b64encode(f"1 {id_}".encode()).decode().rstrip("=") if id_ else ""


def id_after(text: str) -> str:
    """The id in an opaque `next`, or empty where that is.

    Raises:
        UsageError: it is none that this site gave.
    """
    if not text:
        return ""
    try:
        version, _, id_ = (
            base64.urlsafe_b64decode(text.encode("ascii") + b"=" * (-len(text) % 4)).decode().partition(" ")
        )
    except (binascii.Error, UnicodeError, ValueError):
        version = id_ = ""
    if version != "1" or not id_:
        raise UsageError(f"There is no place {text[:60]!r} to go on from.", "Take `next` of the page before.")
    return id_
