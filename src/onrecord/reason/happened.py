"""Which steps have happened by a day, and which are under way, as far as nobody disputes it."""

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from datetime import date

from onrecord.model import Event, Position
from onrecord.reason.question import Material, Question
from onrecord.reason.stands import in_force, known, since

ENDS = frozenset({"done", "failed"})
UNDER_WAY = frozenset({"begun", "agreed"})


class Happenings:
    """What happened and what is denied, put in order once for all days that are asked about.

    An event counts from its date. It is disputed where somebody denies it on that day or later, where a
    later event says that it failed, or where the question names it so; and it is past where its
    opposite happened later.

    Args:
        material: the records.
        question: what is asked: which of them don't count.
    """

    def __init__(self, material: Material, question: Question) -> None:
        self.question = question
        self._events = _ordered((one for one in material.events if one.status in ENDS), question, date.max)
        self._days = [since(one.date) or date.min for one in self._events]
        self._denials = tuple(one for one in material.positions if _denies(one, question))

    def on(self, as_of: date, opposites: Mapping[str, frozenset[str]]) -> dict[str, Event]:
        """The steps that have happened by a day, each with the event that says so."""
        last: dict[str, Event] = {}
        for event in self._events[: bisect_right(self._days, as_of)]:
            if event.status == "done":
                for other in opposites.get(event.issue, ()):
                    last.pop(other, None)
                last[event.issue] = event
            else:
                last.pop(event.issue, None)
        denials = _by_issue(one for one in self._denials if in_force(one, as_of))
        return {issue: event for issue, event in last.items() if not _disputed(event, denials, self.question)}


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
    denied = (one for one in material.positions if _denies(one, question) and in_force(one, as_of))
    denials = _by_issue(denied)
    return frozenset(issue for issue, event in last.items() if not _disputed(event, denials, question))


def _ordered(events: Iterable[Event], question: Question, as_of: date) -> list[Event]:
    own = [event for event in events if event.id not in question.ignore and known(event, as_of)]
    return sorted(own, key=lambda event: (since(event.date) or date.min, event.status == "failed", event.id))


def _denies(position: Position, question: Question) -> bool:
    """Whether a position denies that something is so, and counts."""
    denies = position.act == "deny" and position.polarity == "against"
    return denies and not position.hypothetical and position.id not in question.ignore


def _by_issue(positions: Iterable[Position]) -> dict[str, list[Position]]:
    found: dict[str, list[Position]] = {}
    for one in positions:
        found.setdefault(one.issue, []).append(one)
    return found


def _disputed(event: Event, denials: Mapping[str, list[Position]], question: Question) -> bool:
    day = since(event.date)
    later = [one for one in denials.get(event.issue, []) if day is None or (since(one.date) or day) >= day]
    return bool(later) or event.id in question.disputed
