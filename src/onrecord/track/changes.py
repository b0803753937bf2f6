"""Changes: a party that took one stance on an issue and then another, with both statements.

Precision comes first. A change needs two sure, first-hand statements of one party on one issue, the second
surely later, or one whose act says by itself that something else held before. What several statements of
one day say against each other is left alone.
"""

import re
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from datetime import date as Day
from typing import TypeVar

from onrecord.model import Change, ChangeKind, Condition, Position, stable_id
from onrecord.model.claims import LEAST_SURE
from onrecord.track.amounts import amounts_of, offered
from onrecord.track.days import day_of, order, surely_later
from onrecord.track.frames import CLAIMED, TELLS_A_CHANGE, Frame, Key, takes_effect
from onrecord.track.stances import NOBODY, Stance, stance_of
from onrecord.track.states import (
    Terms,
    Turns,
    about,
    by_key,
    ending,
    opens,
    own_by_key,
    same_terms,
    terms_by_key,
)
from onrecord.track.told import told_move

DEMANDS = frozenset({"demand", "threaten"})
ASKING = frozenset({"demand", "offer", "accept", "commit"})
TAKEN = re.compile(r"\b(?:accept|agree|live with|content|settle for)", re.IGNORECASE)
"""Of what is taken and not given, less is the softer word."""
ONLY = re.compile(r"\bonly (?:if|when|once|after|on)\b", re.IGNORECASE)
Record = TypeVar("Record", Position, Condition)
RANK = {"for": 2, "open": 1, "against": 0}


def changes(
    positions: Iterable[Position],
    conditions: Iterable[Condition] = (),
    frame: Frame = NOBODY,
    *,
    least: float = LEAST_SURE,
) -> tuple[Change, ...]:
    """How parties moved: reversed, softened, hardened, withdrawn.

    Args:
        positions: any; those of one party and issue must be complete, and those in copies left out. Their
            `restates` and `until` are not read.
        conditions: likewise, with what the same parties say of their steps and requirements.
        frame: who speaks for whom.
        least: the confidence that a record needs.

    Returns:
        Changes in order of their days. `before` is the last statement of the stance that was left, `after`
        the first of the one that took its place. Where the words of that one alone say that something else
        held before, `before` is None. One statement by which several conditions cease to hold is one change,
        from the last of them that was put.
    """
    every = list(positions)
    found = {one.id: one for one in position_changes(every, frame, least=least)}
    taken = {one.after for one in found.values()}
    terms = list(conditions)
    said = {one.id: day_of(one.date) for one in every} | {one.id: day_of(one.date) for one in terms}
    moves = sorted(
        condition_changes(every, terms, frame, least=least),
        key=lambda one: (said.get(one.before or "", Day.min), one.id),
    )
    found |= {one.id: one for one in {one.after: one for one in moves if one.after not in taken}.values()}
    taken = {one.after for one in found.values()}
    for one in told_changes(every, frame, least=least):
        if one.after not in taken:
            found.setdefault(one.id, one)
    return tuple(sorted(found.values(), key=lambda one: (str(one.date.latest or one.date.earliest), one.id)))


def position_changes(
    positions: Iterable[Position],
    frame: Frame = NOBODY,
    *,
    least: float = LEAST_SURE,
    about: Container[str] | None = None,
) -> Iterator[Change]:
    """How parties moved from one position to another.

    Args:
        positions: as for `changes`.
        frame: who speaks for whom.
        least: the confidence that a record needs.
        about: ids of the issues to look at, or None for all. Of these and of those near them the positions
            must be complete.

    Yields:
        Each change once.
    """
    for key, group in by_key(_sure(positions, frame, least), frame, about).items():
        yield from _of_positions(key, group, frame)


def told_changes(
    positions: Iterable[Position],
    frame: Frame = NOBODY,
    *,
    least: float = LEAST_SURE,
    about: Container[str] | None = None,
) -> Iterator[Change]:
    """How parties moved by words that say so by themselves: took back, gave way.

    Args:
        positions: as for `changes`.
        frame: who speaks for whom.
        least: the confidence that a record needs.
        about: ids of the issues to look at, or None for all.

    Yields:
        Changes without what was left, each stance once. What was left may be among the positions or the
        conditions all the same: `changes` then leaves these out.
    """
    for key, group in by_key(_sure(positions, frame, least), frame, about).items():
        yield from _told(key, group, frame)


def _told(key: Key, group: Sequence[Position], frame: Frame) -> Iterator[Change]:
    """The first statement of each stance, where its words alone say that another held before."""
    if not any(one.issue == key[1] and _kind_told(one) for one in group):
        return
    before: dict[Stance, None] = {}
    for position in group:
        stance = stance_of(position, key[1], frame)
        kind = _kind_told(position) if position.issue == key[1] else None
        new = kind is not None and not any(stance.same(other) for other in before)
        before[stance] = None
        if new and kind is not None:
            yield Change(
                id=stable_id("change", "told", position.id),
                holder=key[0],
                issue=key[1],
                kind=kind,
                before=None,
                after=position.id,
                date=position.date,
                confidence=position.confidence,
            )


def _kind_told(position: Position) -> ChangeKind | None:
    """What the act or the words of a position tell of a move to it."""
    if position.act == "withdraw":
        return "withdrawn"
    return "softened" if position.act in TELLS_A_CHANGE else told_move(position)


def condition_changes(
    positions: Iterable[Position],
    conditions: Iterable[Condition],
    frame: Frame = NOBODY,
    *,
    least: float = LEAST_SURE,
    about: Container[str] | None = None,
) -> Iterator[Change]:
    """How parties gave conditions up or loosened them, or opened what they had refused.

    Args:
        positions: as for `changes`.
        conditions: likewise.
        frame: who speaks for whom.
        least: the confidence that a record needs.
        about: ids of the steps to look at, or None for all.

    Yields:
        Changes in order of party and step; one that several steps of one matter show comes once for each.
        Those that lead to what a position changed to are among them: `changes` leaves them out.
    """
    turns = Turns(own_by_key(_sure(positions, frame, least), frame), frame)
    sure = _sure(conditions, frame, least)
    for key, group in terms_by_key(sure, frame).items():
        if about is None or key[1] in about:
            yield from _of_conditions(key, group, turns)
    yield from _of_offers(sure, turns.said, frame, about)


def changes_by_issue(
    positions: Iterable[Position],
    conditions: Iterable[Condition],
    frame: Frame,
    about: Container[str],
    steps: Container[str] | None = None,
    ended: Container[str] = (),
    *,
    least: float = LEAST_SURE,
) -> Iterator[tuple[str, str, Change]]:
    """The changes at many issues at once.

    Args:
        positions: of some parties, on these issues and on all that bears on them.
        conditions: likewise.
        frame: who speaks for whom.
        about: ids of the issues to look at.
        steps: ids of the issues to look at for changes of conditions; as `about` unless given.
        ended: ids of steps at which only those changes are wanted by which conditions ceased to hold.
        least: the confidence that a record needs.

    Yields:
        The issue, `position`, `condition` or `told` for what it was found by, and the change.
    """
    first_hand = _sure(positions, frame, least)
    for key, group in by_key(first_hand, frame, about).items():
        for found in _of_positions(key, group, frame):
            yield key[1], "position", found
        for found in _told(key, group, frame):
            yield key[1], "told", found
    turns = Turns(own_by_key(first_hand, frame), frame)
    sure = _sure(conditions, frame, least)
    steps = about if steps is None else steps
    for key, terms in terms_by_key(sure, frame).items():
        if key[1] in steps:
            for found in _of_conditions(key, terms, turns):
                yield key[1], "condition", found
        elif key[1] in ended:
            for found in _of_ended(key, terms, turns):
                yield key[1], "condition", found
    for found in _of_offers(sure, turns.said, frame, steps):
        yield found.issue, "condition", found


def _sure(records: Iterable[Record], frame: Frame, least: float) -> list[Record]:
    return [one for one in records if one.confidence >= least and not one.hypothetical and frame.own(one)]


def _of_positions(key: Key, group: Sequence[Position], frame: Frame) -> Iterator[Change]:
    """The changes within the positions of one party on one issue, in order of time."""
    held: list[tuple[Position, Stance]] = []  # the statements of the stance that is held
    stances: set[Stance] = set()  # theirs
    for position in group:
        if position.act in CLAIMED:
            continue
        stance = stance_of(position, key[1], frame)
        if not any(stance.differs(left) for left in stances):
            held.append((position, stance))
            stances.add(stance)
            continue
        if not all(_follows(position, one) for one, _ in reversed(held)):
            continue  # both on one day: neither replaces the other
        before, left = _last([(one, left) for one, left in held if stance.differs(left)], position.issue)
        kind = kind_of(before, left, position, stance)
        if kind is not None and position.issue == key[1]:
            yield _change(kind, key, before, position)
        held, stances = [(position, stance)], {stance}


def _last(held: Sequence[tuple[Position, Stance]], issue: str) -> tuple[Position, Stance]:
    """The first of the statements of the last day; one on the very issue rather than on one near it."""
    return max(held, key=lambda one: (one[0].issue == issue, day_of(one[0].date)))


def _follows(later: Position, earlier: Position) -> bool:
    """Whether a statement takes the place of another."""
    if surely_later(later.date, earlier.date):
        return True
    if later.act not in TELLS_A_CHANGE or earlier.act in TELLS_A_CHANGE:
        return False
    effect, last = takes_effect(later), earlier.date.latest
    if effect is not None and later.date.earliest is None:
        return last is not None and last <= effect
    return later.date.day is not None and later.date.day == earlier.date.day


def kind_of(before: Position, left: Stance, after: Position, taken: Stance) -> ChangeKind | None:
    """What a change from one stance to another amounts to; None where the words don't tell.

    A party that asks for a thing softens where it becomes open about it; one that gives it hardens.
    """
    if {left.polarity, taken.polarity} == {"for", "against"}:
        # A threat is against one event, "the ministry going to them", and not against what it is about.
        near = before.issue != after.issue and "threaten" in (before.act, after.act)
        return None if near else "reversed"
    if taken.kind == "withdraw":
        return "withdrawn"
    if left.kind == "withdraw":
        if (after.act, taken.polarity) == ("commit", "against"):
            return None  # who called a strike off, and undertakes not to strike, has not moved again
        return "hardened" if after.act in DEMANDS or taken.polarity == "against" else "softened"
    up = RANK[taken.polarity] - RANK[left.polarity]
    if up == 0:
        moved = taken.moves(left)
        if moved is None:
            return None
        lower = moved[0] < moved[1]
        asked = taken.demands if taken.demands is not None else bool(left.demands)
        return "softened" if lower == asked else "hardened"
    asks = before.act in DEMANDS if up < 0 else after.act in DEMANDS
    if "against" not in (left.polarity, taken.polarity) and asks:
        return "softened" if up < 0 else "hardened"
    return "softened" if up > 0 else "hardened"


def _of_conditions(key: Key, group: Sequence[Condition], turns: Turns) -> Iterator[Change]:
    """Conditions of a party on a step that fell away or were loosened, and those that open a refusal."""
    yield from _of_ended(key, group, turns)
    party, step = key
    frame = turns.frame
    openings = [one for one in group if one.step == step and one.relation == "requires" and opens(one)]
    if not openings:
        return
    stands = [one for one in about(party, step, turns.said, frame) if one.act not in CLAIMED]
    refusals = [one for one in stands if frame.polarity(one.polarity, one.issue, step) == "against"]
    refusals = [one for one in refusals if one.act != "withdraw"]
    first = min((one.date.latest for one in refusals if one.date.latest), default=Day.max)
    for opening in openings:
        if opening.date.earliest is None or opening.date.earliest <= first:
            continue
        before = [one for one in refusals if surely_later(opening.date, one.date)]
        refusal = max(sorted(before, key=order), key=lambda one: day_of(one.date))
        others = [one for one in stands if surely_later(one.date, refusal.date)]
        if all(surely_later(one.date, opening.date) for one in others):
            yield _change("softened", key, refusal, opening)
        return


def _of_ended(key: Key, group: Sequence[Condition], turns: Turns) -> Iterator[Change]:
    """Conditions of a party on a step that fell away or were loosened."""
    party, step = key
    for condition, by in _ended(group, turns):
        if isinstance(by, Condition):
            yield _change("softened", key, condition, by)
        elif not turns.frame.sign(by.issue, step):
            yield _change("withdrawn", (party, by.issue), condition, by)
        elif by.act == "withdraw" or not (opens(condition) or ONLY.search(_said(condition))):
            # Who does what was to be done on a condition may have had it met.
            yield _change("withdrawn" if by.act == "withdraw" else "softened", key, condition, by)


def _of_offers(
    conditions: Sequence[Condition],
    said: Mapping[Key, Sequence[Position]],
    frame: Frame,
    steps: Container[str] | None,
) -> Iterator[Change]:
    """Another amount for the same thing: "six percent for a trial", then "seven, still for the trial"."""
    offers: dict[str, list[Condition]] = {}
    for later in sorted((one for one in conditions if opens(one) and offered(one)), key=order):
        party = frame.party(later.holder, later.date)
        own = offers.setdefault(party, [])
        own.append(later)
        if steps is not None and later.step not in steps:
            continue
        earlier: list[tuple[Position | Condition, Mapping[str, float]]] = [
            (one, offered(one))
            for one in own[:-1]
            if same_terms(one, later, frame) or frame.sign(one.step, later.step) > 0
        ]
        earlier += [
            (one, amounts_of(one))
            for one in about(party, later.step, said, frame)
            if one.act in ASKING and one.polarity == "for" and frame.sign(one.issue, later.step) > 0
        ]
        earlier = [
            (one, amount)
            for one, amount in earlier
            if surely_later(later.date, one.date) and not amount.keys().isdisjoint(offered(later))
        ]
        if not earlier:
            continue
        before, amount = max(earlier, key=lambda one: (day_of(one[0].date), order(one[0])))
        unit = min(amount.keys() & offered(later).keys())
        was, now = amount[unit], offered(later)[unit]
        if was != now:
            takes = bool(TAKEN.search(_said(later)))
            kind: ChangeKind = "softened" if (now > was) != takes else "hardened"
            yield _change(kind, (party, later.step), before, later)


def _said(condition: Condition) -> str:
    return " ".join(span.text for span in condition.evidence)


def _ended(group: Sequence[Condition], turns: Turns) -> Iterator[tuple[Condition, Position | Condition]]:
    """The conditions that ceased to hold, of those with the same terms the last said, and what ended them."""
    terms = Terms(group)
    done: set[str] = set()
    for condition in sorted(group, key=lambda one: (-day_of(one.date).toordinal(), order(one))):
        by = ending(condition, terms, turns)
        if by is not None and by.id not in done:
            done.add(by.id)
            yield condition, by


def _change(kind: ChangeKind, key: Key, before: Position | Condition, after: Position | Condition) -> Change:
    return Change(
        id=stable_id("change", kind, before.id, after.id),
        holder=key[0],
        issue=key[1],
        kind=kind,
        before=before.id,
        after=after.id,
        date=after.date,
        confidence=round(min(before.confidence, after.confidence), 3),
    )
