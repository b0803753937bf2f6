"""Who may write: the holder of a token, by a form of their own session or by a program's request."""

from typing import Annotated

from fastapi import Depends, Form

from onrecord.web.answers import NotSignedIn, Refused
from onrecord.web.opened import Asking, Whole
from onrecord.web.people import Person


def _allowed(site: Whole, person: Asking) -> Person:
    if site.settings.public_read_only:
        raise Refused("This site is read-only.", "Serve it without --public-read-only to write.")
    if person is None:
        raise NotSignedIn(
            "Writing takes a token.", "Make one with `onrecord token`, and send it or sign in with it."
        )
    return person


def _by_program(person: Annotated[Person, Depends(_allowed)]) -> Person:
    if person.session:
        raise Refused("A session writes by its forms alone.", "Send the token: Authorization: Bearer TOKEN.")
    return person


def _by_form(
    site: Whole,
    person: Annotated[Person, Depends(_allowed)],
    key: Annotated[str, Form(max_length=200)] = "",
) -> Person:
    if not site.door.may_send(person, key):
        raise Refused("This form is not of your session.", "Load the page again, then send it.")
    return person


Program = Annotated[Person, Depends(_by_program)]
Hand = Annotated[Person, Depends(_by_form)]
