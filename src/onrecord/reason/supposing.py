"""What if: the same questions after a change, without touching any record."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain
from typing import TypeVar

from onrecord.errors import NotFound
from onrecord.model import Act, Condition, DateInterval, Deadlock, Event, Polarity, Position, stable_id
from onrecord.reason.answers import Answer
from onrecord.reason.asking import deadlocks, unlock
from onrecord.reason.changed import Difference
from onrecord.reason.grouping import counting, group
from onrecord.reason.question import Material, Order, Question
from onrecord.reason.stands import GIVES, since
from onrecord.reason.timeline import calendar_of, follow

Record = TypeVar("Record", Position, Condition)
SUPPOSED = "supposed"  # stands where the report's id stands in a record of a report
AGAINST = frozenset({"reject", "oppose", "threaten", "deny"})


@dataclass(frozen=True, slots=True, kw_only=True)
class WhatIf:
    """The answers before and after a change.

    Attributes:
        before: what stands in the way now.
        after: what would stand in the way.
        gone: the deadlocks that the change would remove.
        new: those that it would make.
        unlocking: whose word would have to move after it.
    """

    before: Answer
    after: Answer
    gone: tuple[Deadlock, ...]
    new: tuple[Deadlock, ...]
    unlocking: Answer


def supposed(holder: str, act: Act, issue: str, as_of: date, *, polarity: Polarity | None = None) -> Position:
    """A position that nobody has reported, to be added in a what-if.

    Args:
        holder: id of the actor who would hold it.
        act: what the holder would do.
        issue: id of the issue.
        as_of: the day from which it would hold.
        polarity: `for`, `against` or `open`; the act's usual one if not given.
    """
    usual: Polarity = "open" if act == "withdraw" else "against" if act in AGAINST else "for"
    return Position(
        id=stable_id("position", SUPPOSED, holder, act, issue, polarity or usual),
        holder=holder,
        act=act,
        polarity=polarity or usual,
        issue=issue,
        date=DateInterval.on(as_of, "inferred"),
        report=SUPPOSED,
    )


def suppose(
    material: Material,
    question: Question,
    *,
    drop: Collection[str] = (),
    add: Iterable[Position | Condition | Event] = (),
) -> tuple[Material, Question]:
    """The material and the question after a change.

    A dropped record takes its claim with it: restatements go too. An added position takes the place of
    what its holder said of the issue before with another polarity; one by which the holder gives, accepts
    or concedes the step also takes the place of the holder's conditions on it, if none is added.

    Args:
        material: the records as they are.
        question: what is asked.
        drop: ids of positions, conditions or events that are given up.
        add: records that are added.

    Raises:
        NotFound: no record has an id that is to be dropped.
    """
    wanted, more = set(drop), tuple(add)
    if not wanted and not more:
        return material, question
    every = chain[Position | Condition | Event](material.positions, material.conditions, material.events)
    for missing in sorted(wanted - {one.id for one in every if one.id in wanted}):
        raise NotFound(f"There is no record {missing!r} to drop.", "Take an id from the answer.")
    claim_of = group(material, question).claim_of
    claims = {claim_of[one] for one in drop if one in claim_of}
    gone = set(drop) | {one for one, claim in claim_of.items() if claim in claims}
    new_positions = [one for one in more if isinstance(one, Position)]
    new_conditions = [one for one in more if isinstance(one, Condition)]
    terms = {(one.holder, one.step) for one in new_conditions}

    def position_now(old: Position) -> Position:
        replaced = any(
            (new.holder, new.issue) == (old.holder, old.issue) and new.polarity != old.polarity
            for new in new_positions
        )
        return _ended(old, question.as_of) if replaced else old

    def condition_now(old: Condition) -> Condition:
        given = any(
            new.act in GIVES and new.polarity == "for" and (new.holder, new.issue) == (old.holder, old.step)
            for new in new_positions
        )
        return _ended(old, question.as_of) if given and (old.holder, old.step) not in terms else old

    asked = replace(question, ignore=question.ignore | gone)
    if not more:
        return material, asked
    about = {one.issue for one in new_positions}
    changed = Material(
        positions=(
            *(position_now(one) if one.issue in about else one for one in material.positions),
            *new_positions,
        ),
        conditions=(
            *(condition_now(one) if one.step in about else one for one in material.conditions),
            *new_conditions,
        ),
        events=(*material.events, *(one for one in more if isinstance(one, Event))),
        issues=material.issues,
    )
    return changed, asked


def difference(
    material: Material, question: Question, changed: Material, asked: Question
) -> Difference | None:
    """What a change, as `suppose` gives it, makes of the records that count; None where it is in an event.

    Args:
        material: the records as they were.
        question: what was asked of them.
        changed: the records after the change.
        asked: what is asked of these.
    """
    left = asked.ignore - question.ignore
    if len(changed.events) > len(material.events) or any(one.id in left for one in material.events):
        return None
    grouping = group(material, question)
    there: list[Position | Condition] = [*grouping.positions, *grouping.conditions]
    gone = [one for one in there if one.id in left]
    new: list[Position | Condition] = []
    if changed is not material:
        said, terms = len(material.positions), len(material.conditions)
        before = chain[Position | Condition](material.positions, material.conditions)
        after = chain[Position | Condition](changed.positions[:said], changed.conditions[:terms])
        now = {old.id: one for old, one in zip(before, after, strict=True) if one is not old}
        ended = [one for one in there if one.id in now and one.id not in left]
        gone += ended
        new += [now[one.id] for one in ended]
        new += counting(changed.positions[said:], asked)
        new += counting(changed.conditions[terms:], asked)
    return Difference(gone, new)


def _ended(record: Record, day: date) -> Record:
    start, until = since(record.date), record.until
    counts = (start is None or start <= day) and (until is None or until > day)
    return replace(record, until=day) if counts else record


def what_if(
    material: Material,
    question: Question,
    *,
    drop: Collection[str] = (),
    add: Iterable[Position | Condition | Event] = (),
    limit: int = 20,
    ways: int | None = None,
    by: Order = "claims",
    seconds: float = 10.0,
) -> WhatIf:
    """The questions of `deadlocks` and `unlock` after a change; see `suppose`.

    Args:
        material: the records as they are; they stay as they are.
        question: what is asked.
        drop: ids of records that are given up.
        add: records that are added, such as those that `supposed` makes.
        limit: how many deadlocks to give at most, before and after.
        ways: how many unlockings at most; as many as deadlocks unless given.
        by: as for `unlock`.
        seconds: how long each of the three searches may take.

    Raises:
        NotFound: no record has an id that is to be dropped.
        UsageError: the limit, the time or the order makes no sense.
    """
    changed, asked = suppose(material, question, drop=drop, add=add)
    before = deadlocks(material, question, limit=limit, seconds=seconds)
    same = changed is material and asked is question
    if not same and (change := difference(material, question, changed, asked)) is not None:
        follow(calendar_of(material, question), changed, asked, change)
    after = before if same else deadlocks(changed, asked, limit=limit, seconds=seconds)
    ids_before = {one.id for one in before.deadlocks}
    ids_after = {one.id for one in after.deadlocks}
    return WhatIf(
        before=before,
        after=after,
        gone=tuple(one for one in before.deadlocks if one.id not in ids_after) if after.complete else (),
        new=tuple(one for one in after.deadlocks if one.id not in ids_before) if before.complete else (),
        unlocking=unlock(changed, asked, limit=limit if ways is None else ways, by=by, seconds=seconds),
    )
