"""What an empty answer says: a name is nobody's, somebody is silent, or there is nothing yet."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from onrecord.cli.output import note, plural

if TYPE_CHECKING:
    from onrecord.ledger import Ledger

ACTORS = ("holder", "speaker", "via")
ISSUES = ("issue", "goal")
SIMILAR = 75  # of 100: below it, names of outlets have little in common


@dataclass(frozen=True, slots=True)
class Nothing:
    """Why an answer is empty.

    Attributes:
        said: the reason, in a sentence.
        unknown: the option that names what the ledger doesn't have, with that name; else nothing.
        similar: names in the ledger that are written like it, the likeliest first.
    """

    said: str
    unknown: Mapping[str, str]
    similar: tuple[str, ...] = ()

    def beside(self) -> dict[str, Any]:
        """What it adds to an answer in JSON."""
        found: dict[str, Any] = {"unknown": dict(self.unknown)} if self.unknown else {}
        return {**found, "did_you_mean": list(self.similar)} if self.similar else found

    def say(self) -> None:
        """Say it on standard error."""
        note(self.said)
        if self.similar:
            note(f"Did you mean {' or '.join(self.similar)}?")


def why_nothing(ledger: "Ledger", what: str, asked: Mapping[str, Any]) -> Nothing:
    """Why a question has no answer.

    Args:
        ledger: the ledger that was asked.
        what: of which there is none, such as `position`.
        asked: what the options of the command narrow it to, by their names; what is empty narrows nothing.
    """
    given = {option: value for option, value in asked.items() if value}
    reports = ledger.counts()["reports"]
    if not reports:
        return Nothing("There are no reports in this ledger yet: onrecord add", {})
    for option, name in given.items():
        unknown = _unknown(ledger, option, str(name))
        if unknown is not None:
            return unknown
    if not given:
        return Nothing(f"No {what} was found in {plural(reports, 'report')}.", {})
    option, name = next(iter(given.items()))
    if len(given) == 1 and option in ACTORS[:2]:
        called = ledger.actors(search=str(name), limit=2).items
        return Nothing(f"No {what} of {called[0].actor.name if len(called) == 1 else name} is on record.", {})
    return Nothing(f"No {what} answers to that.", {})


def _unknown(ledger: "Ledger", option: str, name: str) -> Nothing | None:
    """That nothing bears a name which an option gives; None where something does."""
    if option in ACTORS and not ledger.actors(search=name, limit=1).total:
        role = "actor" if option == "via" else option
        said = f"No such {role}: nobody here is called {name!r}. List who there is: onrecord actors"
        similar = ledger.similar_names(name)
    elif option in ISSUES and not ledger.issues(search=name, limit=1).total:
        said = f"No such issue: nothing here is called {name!r}. List what there is: onrecord issues"
        similar = ledger.similar_names(name, "issue")
    elif option == "outlet" and not ledger.reports(outlet=name, limit=1).total:
        said = f"No such outlet: none here is called {name!r}. List the reports: onrecord reports"
        similar = _outlets_like(ledger, name)
    else:
        return None
    return Nothing(said, {option: name}, similar)


def _outlets_like(ledger: "Ledger", name: str) -> tuple[str, ...]:
    """Outlets in the ledger that are spelt like a name, the likeliest first."""
    from rapidfuzz import fuzz, process, utils

    known = sorted({entry.outlet for entry in ledger.reports().items if entry.outlet})
    found = process.extract(
        name, known, scorer=fuzz.WRatio, processor=utils.default_process, limit=3, score_cutoff=SIMILAR
    )
    return tuple(dict.fromkeys(outlet for outlet, _, _ in found))
