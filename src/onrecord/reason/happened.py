"""Which steps have happened by a day, and which are under way, as far as nobody disputes it."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from copy import copy
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
        opposites: each issue's opposites.

    Attributes:
        denials: the positions that deny something, and count, by the issue that they are about.
    """

    def __init__(
        self, material: Material, question: Question, opposites: Mapping[str, frozenset[str]]
    ) -> None:
        self._question = question
        self.denials: Mapping[str, Sequence[Position]] = _by_issue(
            one for one in material.positions if denies(one, question)
        )
        # For each issue the days on which what is said of it turned, and the event since then, if any.
        self._turns: dict[str, tuple[list[date], list[Event | None]]] = {}
        for event in _ordered((one for one in material.events if one.status in ENDS), question, date.max):
            for other in opposites.get(event.issue, ()) if event.status == "done" else ():
                self._turn(other, event, None)
            self._turn(event.issue, event, event if event.status == "done" else None)

    def _turn(self, issue: str, by: Event, now: Event | None) -> None:
        days, events = self._turns.setdefault(issue, ([], []))
        days.append(since(by.date) or date.min)
        events.append(now)

    def on(self, as_of: date, steps: Iterable[str] | None = None) -> dict[str, Event]:
        """The steps that have happened by a day, each with the event that says so.

        Args:
            as_of: the day.
            steps: those asked for; all unless given.
        """
        found: dict[str, Event] = {}
        for step in self._turns if steps is None else steps:
            days, events = self._turns.get(step, ((), ()))
            turned = bisect_right(days, as_of)
            last = events[turned - 1] if turned else None
            if last is not None:
                denials = (one for one in self.denials.get(step, ()) if in_force(one, as_of))
                if not _disputed(last, denials, self._question):
                    found[step] = last
        return found

    def days(self, steps: Iterable[str]) -> Iterator[date | None]:
        """The days on which it can turn whether some steps have happened."""
        for step in steps:
            if step in self._turns:
                yield from self._turns[step][0]
                for denial in self.denials.get(step, ()):
                    yield since(denial.date)
                    yield denial.until

    def with_denials(self, issues: Set[str], gone: Set[str], new: Iterable[Position]) -> "Happenings":
        """The same where some issues are denied otherwise.

        Args:
            issues: their ids.
            gone: ids of denials that count no more, or not as they did.
            new: denials that count now.
        """
        now = _by_issue(new)
        changed = {
            issue: [*(one for one in self.denials.get(issue, ()) if one.id not in gone), *now.get(issue, ())]
            for issue in issues
        }
        found = copy(self)
        found.denials = {**self.denials, **changed}
        return found


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
    denied = (one for one in material.positions if denies(one, question) and in_force(one, as_of))
    denials = _by_issue(denied)
    return frozenset(
        issue for issue, event in last.items() if not _disputed(event, denials.get(issue, ()), question)
    )


def _ordered(events: Iterable[Event], question: Question, as_of: date) -> list[Event]:
    own = [event for event in events if event.id not in question.ignore and known(event, as_of)]
    return sorted(own, key=lambda event: (since(event.date) or date.min, event.status == "failed", event.id))


def denies(position: Position, question: Question) -> bool:
    """Whether a position denies that something is so, and counts."""
    so = position.act == "deny" and position.polarity == "against"
    return so and not position.hypothetical and position.id not in question.ignore


def _by_issue(positions: Iterable[Position]) -> dict[str, list[Position]]:
    found: dict[str, list[Position]] = {}
    for one in positions:
        found.setdefault(one.issue, []).append(one)
    return found


def _disputed(event: Event, denials: Iterable[Position], question: Question) -> bool:
    """Whether an event is disputed; the denials are those of its issue that are in force."""
    day = since(event.date)
    return event.id in question.disputed or any(
        day is None or (since(one.date) or day) >= day for one in denials
    )
