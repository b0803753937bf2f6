"""Which steps have happened by a day, and which are under way, as far as nobody disputes it."""

from collections.abc import Iterable, Mapping
from datetime import date

from onrecord.model import Event, Position
from onrecord.reason.question import Material, Question
from onrecord.reason.stands import in_force, known, since

UNDER_WAY = frozenset({"begun", "agreed"})


def happened(
    material: Material, question: Question, as_of: date, opposites: Mapping[str, frozenset[str]]
) -> dict[str, Event]:
    """The steps that have happened, each with the event that says so.

    An event counts from its date. It is disputed where somebody denies it on that day or later, where a
    later event says that it failed, or where the question names it so; and it is past where its
    opposite happened later.
    """
    last: dict[str, Event] = {}
    for event in _ordered(material.events, question, as_of):
        if event.status == "done":
            for other in opposites.get(event.issue, frozenset()):
                last.pop(other, None)
            last[event.issue] = event
        elif event.status == "failed":
            last.pop(event.issue, None)
    denials = _denials(material.positions, question, as_of)
    return {issue: event for issue, event in last.items() if not _disputed(event, denials, question)}


def under_way(
    material: Material, question: Question, as_of: date, opposites: Mapping[str, frozenset[str]]
) -> frozenset[str]:
    """The steps that have begun or been agreed, and so need nobody to offer them."""
    last: dict[str, Event] = {}
    for event in _ordered(material.events, question, as_of):
        if event.status in UNDER_WAY:
            last[event.issue] = event
        elif event.status == "failed":
            last.pop(event.issue, None)
        if event.status in UNDER_WAY or event.status == "done":
            for other in opposites.get(event.issue, frozenset()):
                last.pop(other, None)
    denials = _denials(material.positions, question, as_of)
    return frozenset(issue for issue, event in last.items() if not _disputed(event, denials, question))


def _ordered(events: Iterable[Event], question: Question, as_of: date) -> list[Event]:
    own = [event for event in events if event.id not in question.ignore and known(event, as_of)]
    return sorted(own, key=lambda event: (since(event.date) or date.min, event.status == "failed", event.id))


def _denials(positions: Iterable[Position], question: Question, as_of: date) -> dict[str, list[Position]]:
    found: dict[str, list[Position]] = {}
    for position in positions:
        counts = position.act == "deny" and position.polarity == "against" and in_force(position, as_of)
        if counts and not position.hypothetical and position.id not in question.ignore:
            found.setdefault(position.issue, []).append(position)
    return found


def _disputed(event: Event, denials: Mapping[str, list[Position]], question: Question) -> bool:
    day = since(event.date)
    later = [one for one in denials.get(event.issue, []) if day is None or (since(one.date) or day) >= day]
    return bool(later) or event.id in question.disputed
