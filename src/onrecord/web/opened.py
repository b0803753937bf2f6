"""The ledgers that are open here, each under a short name in its address."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from threading import BoundedSemaphore
from typing import Annotated

from fastapi import Depends, Path, Request

from onrecord.errors import NotFound, UsageError
from onrecord.ledger import Ledger
from onrecord.text.folding import fold
from onrecord.web.people import Door, Person
from onrecord.web.settings import Settings


@dataclass(frozen=True, slots=True)
class Opened:
    """A ledger as it is open here.

    Attributes:
        slug: its name in addresses.
        title: what it is about.
        ledger: the ledger.
    """

    slug: str
    title: str
    ledger: Ledger

    def at(self, page: str = "") -> str:
        """The address of one of its pages."""
        return f"/l/{self.slug}" + (f"/{page}" if page else "")


@dataclass(frozen=True, slots=True)
class Site:
    """All that the pages are made from.

    Attributes:
        ledgers: by slug.
        settings: how they are served.
        door: tells who is asking.
        turns: at questions that take long; few at once, so that other pages stay quick.
    """

    ledgers: Mapping[str, Opened]
    settings: Settings
    door: Door
    turns: BoundedSemaphore = field(default_factory=lambda: BoundedSemaphore(2))


def opened_all(ledgers: Iterable[Ledger]) -> dict[str, Opened]:
    """Ledgers by a short name, made of the name of their file.

    Args:
        ledgers: open ones.

    Raises:
        UsageError: there is none.
    """
    found: dict[str, Opened] = {}
    for ledger in ledgers:
        stem = ledger.short_name
        start = re.sub(r"[^a-z0-9]+", "-", fold(stem)).strip("-") or "ledger"
        slug, number = start, 1
        while slug in found:
            number += 1
            slug = f"{start}-{number}"
        found[slug] = Opened(slug, ledger.name or stem, ledger)
    if not found:
        raise UsageError("There is no ledger to serve.", "Give the file of one, such as talks.db.")
    return found


def site_of(request: Request) -> Site:
    """The site that a request came to."""
    site: Site = request.app.state.site
    return site


def _opened(
    request: Request, ledger: Annotated[str, Path(description="The ledger's name in addresses.")]
) -> Opened:
    found = site_of(request).ledgers.get(ledger)
    if found is None:
        raise NotFound(f"There is no ledger {ledger!r} here.", "The first page lists those that there are.")
    return found


def _person(request: Request) -> Person | None:
    person: Person | None = request.state.person
    return person


Here = Annotated[Opened, Depends(_opened)]
Whole = Annotated[Site, Depends(site_of)]
Asking = Annotated[Person | None, Depends(_person)]
