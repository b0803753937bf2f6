"""Positions that hold no longer though their holder took no other: what is done, and what has got terms.

Both are looked up apart from `onrecord.track.states`: they bear on what holds now, and not on who stood
against whom at the time.
"""

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date as Day

from onrecord.model import Condition, DateInterval, Event, Position
from onrecord.track.days import day_of, surely_later
from onrecord.track.frames import CLAIMED, Frame, Key
from onrecord.track.stances import NOBODY
from onrecord.track.states import opens, terms_by_key

REFUSALS = frozenset({"reject", "oppose"})
SURE = 0.6
"""Below this confidence an event settles nothing."""


def with_met(
    positions: Iterable[Position],
    events: Iterable[Event],
    frame: Frame = NOBODY,
    denied: Container[str] | None = None,
) -> tuple[Position, ...]:
    """Positions that hold no longer once what they ask for or promise has been done.

    Args:
        positions: with `until` filled (`with_states`).
        events: what has happened to the same issues.
        frame: which issues are one matter.
        denied: ids of the issues that somebody denies something of, or None where the positions tell.

    Returns:
        The same positions in the same order. What somebody denies has not happened here.
    """
    every = list(positions)
    happened = _happened(events)
    if denied is None:
        denied = {one.issue for one in every if one.act == "deny"}
    found = []
    for one in every:
        met = _met(one, happened, denied, frame)
        until = min((day for day in (one.until, met) if day is not None), default=None)
        found.append(replace(one, until=until))
    return tuple(found)


def with_opened(
    positions: Iterable[Position], conditions: Iterable[Condition], frame: Frame = NOBODY
) -> tuple[Position, ...]:
    """Refusals that hold no longer once the same party names the terms on which it would do the thing.

    Args:
        positions: with `until` filled (`with_states`).
        conditions: those on the same steps.
        frame: who speaks for whom.

    Returns:
        The same positions in the same order.
    """
    terms = terms_by_key(conditions, frame)
    found = []
    for one in positions:
        days = []
        if one.act in REFUSALS and not one.hypothetical:
            days = [
                day_of(term.date)
                for term in terms_on(frame.key(one), terms, frame)
                if frame.polarity(one.polarity, one.issue, term.step) == "against"
                and opens(term)
                and surely_later(term.date, one.date)
                and (frame.own(term) or not frame.own(one))
            ]
        until = min((day for day in (one.until, *days) if day is not None), default=None)
        found.append(replace(one, until=until))
    return tuple(found)


def terms_on(
    key: Key, terms: Mapping[Key, Sequence[Condition]], frame: Frame = NOBODY
) -> Iterator[Condition]:
    """The conditions of a party on a step and on those of the same matter, as `terms_by_key` gives them."""
    party, issue = key
    for near in frame.matter(issue):
        yield from (one for one in terms.get((party, near), ()) if one.step == near)


def _happened(events: Iterable[Event]) -> dict[str, list[DateInterval]]:
    """The days on which issues were done, by issue."""
    found: dict[str, list[DateInterval]] = {}
    for event in events:
        if event.status == "done" and event.confidence >= SURE and event.via is None:
            found.setdefault(event.issue, []).append(event.date)
    return found


def _met(
    position: Position,
    happened: Mapping[str, Sequence[DateInterval]],
    denied: Container[str],
    frame: Frame,
) -> Day | None:
    """The first day on which what a party asked for or promised had surely been done since, or None."""
    if position.polarity != "for" or position.act in CLAIMED:
        return None
    days = [
        day_of(date)
        for issue in frame.matter(position.issue)
        if frame.sign(issue, position.issue) > 0 and issue not in denied
        for date in happened.get(issue, ())
        if surely_later(date, position.date)
    ]
    return min(days, default=None)
