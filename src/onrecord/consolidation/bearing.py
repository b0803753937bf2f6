"""What bears on what is touched: of all that parties hold what must be read, and what may be found otherwise.

A new statement ends few conditions, and a condition waits for other issues, on which its party said more.
What did not change is taken as the ledger has it: until when a condition held of whose step and requirement
nobody spoke, and which refusal its terms opened.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date as Day

from sqlalchemy import Connection

from onrecord.consolidation.framing import Issues
from onrecord.model import Condition
from onrecord.store import stands
from onrecord.store.rows import batches
from onrecord.store.stands import Held, Which
from onrecord.track.amounts import offered
from onrecord.track.days import surely_later
from onrecord.track.frames import CLAIMED, GIVES, Frame, takes_effect

FEW = 400  # issues up to which a party's claims are looked up by issue
TOGETHER = 60  # issues of which what ends conditions is read together, from the first day on of any


@dataclass(slots=True)
class Bearing:
    """What parties hold that bears on some issues, and what of it is to be worked out; issues by their ids.

    Attributes:
        here: the issues at which states and sides are to be found.
        held: all that was read.
        ending: ids of the conditions of which it is to be found until when they held.
        repeating: the steps at which it is to be found which condition restates which.
        steps: the issues at which changes of conditions are to be found.
        ended: those at which only which conditions ceased to hold is to be found.
        whole: numbers of the issues all statements on which were read; None for all.
    """

    here: set[str]
    held: Held = field(default_factory=Held)
    ending: set[str] = field(default_factory=set)
    repeating: set[str] = field(default_factory=set)
    steps: set[str] = field(default_factory=set)
    ended: set[str] = field(default_factory=set)
    whole: set[int] | None = None


def read(
    connection: Connection,
    parties: Collection[int],
    issues: Collection[int],
    known: Issues,
    news: Collection[int] | None,
) -> Bearing:
    """Read what some parties hold that bears on some issues.

    Args:
        connection: of a transaction.
        parties: numbers of the parties.
        issues: numbers of the issues, with all that is near what was touched.
        known: what gives frames.
        news: numbers of the claims that are new, where nothing else changed; else None.
    """
    known.load(issues)
    found = Bearing({known.ids[number] for number in issues})
    if len(issues) > FEW:
        scope = known.every()
        _take(connection, found, parties, (), known, "all")
        _touch(found, known.frame(scope), None)
        found.steps = found.here | found.ended
        return found
    around = known.nearby(issues)
    found.whole = set()
    complete(connection, found, parties, around, known)
    frame = known.frame(known.nearby(around | _named(found.held.conditions.values(), known)))
    _touch(found, frame, news)
    _take(connection, found, parties, _near(found.ended, known) - around, known, "terms on")
    # What stands beside those terms is only known to be near once their own steps are looked at.
    known.widen(known.nearby(_named(found.held.conditions.values(), known)))
    offering = {step for step in found.ended if any(map(offered, _on({step}, found, frame)))}
    found.steps |= offering
    found.ended -= offering
    complete(connection, found, parties, _near(offering, known), known)
    bearing = _on(found.steps | found.ended, found, frame)
    asked = {one.requirement for one in bearing if one.step in found.steps and offered(one)}
    _take(connection, found, parties, _near(asked, known), known, "waiting for")
    known.frame(known.nearby(_named(found.held.conditions.values(), known)))
    _take_enders(connection, found, parties, bearing, known, frame)
    return found


def complete(
    connection: Connection, found: Bearing, parties: Collection[int], scope: set[int], known: Issues
) -> None:
    """Read all that the parties say of some issues, or wait for, what was not read."""
    if found.whole is None or scope <= found.whole:
        return
    new = scope - found.whole
    found.whole |= new
    _take(connection, found, parties, new, known, "about")
    _take(connection, found, parties, new, known, "waiting for")
    known.widen(known.nearby(new))


def _take(
    connection: Connection,
    found: Bearing,
    parties: Collection[int],
    scope: Collection[int],
    known: Issues,
    which: Which,
    **given: object,
) -> None:
    rows = stands.unloaded(connection, found.held, parties, scope, which, **given)
    known.load({number for row in rows for number in (row.about, row.waits_for) if number is not None})
    stands.put_held(connection, found.held, rows, known.ids)


def _named(conditions: Iterable[Condition], known: Issues) -> set[int]:
    """The numbers of the issues that conditions name."""
    return {known.numbers[id_] for one in conditions for id_ in (one.step, one.requirement)}


def _near(ids: Iterable[str], known: Issues) -> set[int]:
    return known.nearby(known.numbers[id_] for id_ in ids)


def _on(steps: Collection[str], found: Bearing, frame: Frame) -> list[Condition]:
    """The conditions on some steps and on those of the same matter."""
    near = {other for step in steps for other in frame.matter(step)}
    return [one for one in found.held.conditions.values() if one.step in near]


def _touch(found: Bearing, frame: Frame, news: Collection[int] | None) -> None:
    """See which conditions may have ended otherwise, and where changes of conditions may be others."""
    conditions = found.held.conditions.values()
    if news is None:
        touched = [one for one in conditions if one.step in found.here or one.requirement in found.here]
        found.steps = set(found.here)
    else:
        touched = _touched_by(found, frame, news)
    found.ending = {one.id for one in touched}
    found.repeating = {near for one in touched for near in frame.matter(one.step)}
    found.ended = found.repeating - found.steps


def _touched_by(found: Bearing, frame: Frame, news: Collection[int]) -> list[Condition]:
    """The conditions that new statements may end, and new ones with those that they stand beside."""
    held = found.held
    conditions = held.conditions.values()
    given: dict[str, Day] = {}  # steps that new statements give, or take back, and the last day of these
    given_up: dict[str, Day] = {}  # likewise what is asked for no longer
    for term in conditions:
        if held.numbers[term.id] in news:
            found.steps.update(frame.matter(term.step))
            given |= dict.fromkeys(frame.matter(term.step), Day.max)
            given_up |= dict.fromkeys(frame.matter(term.requirement), Day.max)
    for one in held.positions.values():
        if held.numbers[one.id] not in news or one.hypothetical or one.act in CLAIMED:
            continue
        day = takes_effect(one) or Day.min
        for near in frame.matter(one.issue):
            if not all(surely_later(one.date, term.date) for term in _on({near}, found, frame)):
                found.steps.add(near)  # it may stand between a refusal and its terms, or before an offer
            polarity = frame.polarity(one.polarity, one.issue, near)
            if (one.act == "withdraw" and one.polarity != "for") or (one.act in GIVES and polarity == "for"):
                given[near] = max(day, given.get(near, day))
            if one.act == "withdraw" or polarity == "against":
                given_up[near] = max(day, given_up.get(near, day))
    return [
        one
        for one in conditions
        if held.numbers[one.id] in news
        or _may_end(one, given.get(one.step))
        or _may_end(one, given_up.get(one.requirement))
    ]


def _may_end(condition: Condition, day: Day | None) -> bool:
    """Whether a statement of a day may end a condition; by `Day.max`, whatever the condition's own day."""
    if day is None or day == Day.max:
        return day is not None
    return condition.date.latest is not None and condition.date.latest < day


def _take_enders(
    connection: Connection,
    found: Bearing,
    parties: Collection[int],
    bearing: Collection[Condition],
    known: Issues,
    frame: Frame,
) -> None:
    """Read the statements by which conditions may have ceased to hold."""
    assert found.whole is not None
    since: dict[int, Day] = {}  # near issues, each with the day of the first condition that ends by it
    for one in bearing:
        if one.date.latest is not None:
            for number in known.nearby(_named([one], known)) - found.whole:
                since[number] = min(one.date.latest, since.get(number, Day.max))
    for scope in batches(sorted(since, key=lambda number: (since[number], number)), TOGETHER):
        negated = [number for number in scope if -1 in _signs(known.ids[number], frame.near)]
        _take(connection, found, parties, scope, known, "ending", after=since[scope[0]], negated=negated)


def _signs(issue: str, near: Mapping[str, Mapping[str, int]]) -> Collection[int]:
    return near.get(issue, {}).values()
