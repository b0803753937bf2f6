"""What if: the same questions after a change, without touching any record."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain
from time import monotonic
from typing import TypeVar

from onrecord.errors import NotFound
from onrecord.model import Act, Condition, DateInterval, Deadlock, Event, Polarity, Position, stable_id
from onrecord.reason.answers import Answer
from onrecord.reason.asking import deadlocks, unlock
from onrecord.reason.changed import Difference
from onrecord.reason.grouping import counting
from onrecord.reason.lookup import Lookup
from onrecord.reason.patched import Replaced
from onrecord.reason.question import Material, Order, Question
from onrecord.reason.stands import GIVES, since
from onrecord.reason.timeline import calendar_of, follow, timeline_of

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


def ids_in(material: Material, question: Question, ids: Iterable[str]) -> set[str]:
    """Those of some ids that are of a material's records."""
    wanted = set(ids)
    lookup = calendar_of(material, question).lookup if wanted else ()
    return {id_ for id_ in wanted if id_ in lookup}


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
    changed, asked, _ = suppose_and_tell(material, question, drop, add)
    return changed, asked


def suppose_and_tell(
    material: Material,
    question: Question,
    drop: Collection[str],
    add: Iterable[Position | Condition | Event],
) -> tuple[Material, Question, Difference | None]:
    """What `suppose` gives, and what that makes of the records that count.

    Args:
        material: the records as they are.
        question: what is asked.
        drop: ids of records.
        add: records that nobody has reported.

    Returns:
        The material and the question after the change, and the difference; None for that where it can't be
        told, as where an event is changed.

    Raises:
        NotFound: no record has an id that is to be dropped.
    """
    more = tuple(add)
    if not drop and not more:
        return material, question, Difference((), ())
    calendar = calendar_of(material, question)
    lookup, claim_of = calendar.lookup, calendar.grouping.claim_of
    for missing in sorted(one for one in set(drop) if one not in lookup):
        raise NotFound(f"There is no record {missing!r} to drop.", "Take an id from the answer.")
    left = set(drop)
    for claim in {claim_of[one] for one in drop if one in claim_of}:
        left.update(calendar.members[claim])
    asked = replace(question, ignore=question.ignore | left)
    happened = tuple(one for one in more if isinstance(one, Event))
    said = [one for one in more if isinstance(one, Position)]
    terms = [one for one in more if isinstance(one, Condition)]
    ended = tuple(_ended_by(lookup, said, terms, question.as_of))
    now = {one.id: one for _, one in ended}
    changed = material
    if more:
        others = {place: one for place, one in ended if isinstance(one, Position)}
        other_terms = {place: one for place, one in ended if isinstance(one, Condition)}
        changed = Material(
            positions=Replaced(material.positions, others, said),
            conditions=Replaced(material.conditions, other_terms, terms),
            events=(*material.events, *happened),
            issues=material.issues,
        )
    new_ids = {one.id for one in more}
    unique = lookup.unique and len(new_ids) == len(more) and not any(one in lookup for one in new_ids)
    if happened or not unique or not lookup.events.isdisjoint(left):
        return changed, asked, None
    gone = counting(lookup.records(left | now.keys()), question)
    new = counting(chain[Position | Condition](now.values(), said, terms), asked)
    return changed, asked, Difference(gone, new)


def _ended_by(
    lookup: Lookup, said: Sequence[Position], terms: Sequence[Condition], day: date
) -> Iterator[tuple[int, Position | Condition]]:
    """What is left of the records in whose place new ones come, each after its place in the material."""
    kept = {(one.holder, one.step) for one in terms}
    for new in said:
        for place in lookup.said_at(new.holder, new.issue):
            if lookup.material.positions[place].polarity != new.polarity:
                yield place, _ended(lookup.material.positions[place], day)
        if new.act in GIVES and new.polarity == "for" and (new.holder, new.issue) not in kept:
            for place in lookup.terms_at(new.holder, new.issue):
                yield place, _ended(lookup.material.conditions[place], day)


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
    changed, asked, change = suppose_and_tell(material, question, drop, add)
    before = _as_it_is(material, question, limit, seconds)
    same = changed is material and asked is question
    if not same and change is not None:
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


def _as_it_is(material: Material, question: Question, limit: int, seconds: float) -> Answer:
    """What stands in the way now; kept, since one what-if after another is asked of the same."""
    known = timeline_of(material, question).answers
    if limit not in known:
        deadline = monotonic() + seconds
        found = deadlocks(material, question, limit=limit, seconds=seconds)
        if found.out_of_time or monotonic() > deadline:  # then it may not tell since when a deadlock holds
            return found
        known[limit] = found
    return known[limit]
