"""What holds after a small change, from what held before it: a what-if then costs what it changes.

In an archive, putting all records into claims anew takes seconds, and a what-if touches a few of them. What
is given here is what `grouping.group` and `problem.day_of` give for the changed records, or nothing where the
change reaches too far to be followed: in the strict reading, where an event or a denial is among the records,
or where one of them bears on what would do instead of something.
"""

from bisect import insort
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain
from operator import attrgetter
from typing import TypeVar

from onrecord.model import Condition, Position
from onrecord.reason.grouping import Grouping, components, keys_of
from onrecord.reason.problem import Alternatives, Day, Wait, alternative_issues, wait_order
from onrecord.reason.question import Question
from onrecord.reason.stands import blocked, days_of, in_force, since

Record = Position | Condition
Some = TypeVar("Some", Position, Condition)


@dataclass(frozen=True, slots=True)
class Difference:
    """What a change makes of the records that count; one that only ends sooner is among both.

    Attributes:
        gone: those that count no more.
        new: those that count now.
    """

    gone: Sequence[Record]
    new: Sequence[Record]


@dataclass(frozen=True, slots=True)
class _Touched:
    """The claims that a change touches.

    Attributes:
        former: the ids that they had.
        positions: those in them now, by id.
        conditions: likewise.
        claim_of: their claims now, by the ids of their records and of what these restate.
    """

    former: frozenset[str]
    positions: tuple[Position, ...]
    conditions: tuple[Condition, ...]
    claim_of: Mapping[str, str]


def day_after(former: Day, question: Question, change: Difference) -> Day | None:
    """What holds on a day after a change, for whatever goal; None where that can't be told from the former.

    Args:
        former: what held on that day before it.
        question: what is asked, after the change.
        change: of the records that count; no event is changed.
    """
    before = former.grouping
    named = alternative_issues(former.issues)
    instead = frozenset(one for issues in named.values() for one in issues)
    changed = [one for one in chain(change.gone, change.new) if isinstance(one, Position)]
    if question.reading != "lenient" or question.actors is not None or any(map(_reaches_far, changed)):
        return None
    pairs = {(one.holder, one.issue) for one in changed}
    if any(one.act == "withdraw" and (one.holder, one.issue) in pairs for one in before.positions):
        return None
    gone = {one.id for one in change.gone}
    grouping, touched = _grouping_after(before, gone, change.new)
    seen = chain(touched.positions, (one for one in changed if one.id in gone))
    steps: set[str] = set()
    for position in seen:
        own = before.blocks.get(position.id, frozenset()) | grouping.blocks.get(position.id, frozenset())
        if position.alternatives or not own.isdisjoint(instead):
            return None
        steps |= own
    here = [one for one in touched.positions if one.id in grouping.blocks and in_force(one, question.as_of)]
    blocks = dict(former.blocks)
    for step in steps:
        held = {one for one in blocks.pop(step, ()) if one not in touched.former}
        held |= {touched.claim_of[one.id] for one in here if step in grouping.blocks[one.id]}
        if held:
            blocks[step] = tuple(sorted(held))
    terms = [one for one in touched.conditions if in_force(one, question.as_of)]
    bearing = (one for one in grouping.bearing if one.alternatives or _holds(one, grouping, instead))
    alternatives = Alternatives(
        [one for one in bearing if in_force(one, question.as_of)], grouping, former.issues
    )
    waits = dict(former.waits)
    gone_terms = (one for one in change.gone if isinstance(one, Condition))
    for step in {one.step for one in chain(touched.conditions, gone_terms)}:
        kept = {one for one in waits.pop(step, ()) if one.claim not in touched.former}
        kept |= {
            Wait(touched.claim_of[one.id], step, alternatives.options(one))
            for one in terms
            if one.step == step
        }
        if kept:
            waits[step] = tuple(sorted(kept, key=wait_order))
    records = dict(former.records)
    claims = dict(former.claims)
    for claim in touched.former | set(touched.claim_of.values()):
        records.pop(claim, None)
        claims.pop(claim, None)
    for one in chain[Record](here, terms):
        records.setdefault(touched.claim_of[one.id], []).append(one)
    return replace(former, grouping=grouping, blocks=blocks, waits=waits, records=records, claims=claims)


def _reaches_far(position: Position) -> bool:
    """Whether more hangs on a position than the claim that it is part of."""
    return position.act in ("deny", "withdraw") or bool(position.alternatives)


def _holds(position: Position, grouping: Grouping, steps: Set[str]) -> bool:
    """Whether a position holds one of some steps back."""
    return not steps.isdisjoint(grouping.blocks.get(position.id, ()))


def _grouping_after(before: Grouping, gone: Set[str], new: Sequence[Record]) -> tuple[Grouping, _Touched]:
    """The records in claims after a change, and the claims that it touches.

    Args:
        before: the records in claims, none left out for its holder.
        gone: ids of records that count no more, or no longer as they were.
        new: those that count now; no withdrawal is taken for another by them, or by those that are gone.
    """
    said = [one for one in new if isinstance(one, Position)]
    terms = [one for one in new if isinstance(one, Condition)]
    positions = _exchanged(before.positions, gone, said)
    conditions = _exchanged(before.conditions, gone, terms)
    blocks = {id_: steps for id_, steps in before.blocks.items() if id_ not in gone}
    for position in said:
        if steps := blocked(position, before.opposites, frozenset()):
            blocks[position.id] = steps
    bearing = _exchanged(before.bearing, gone, [one for one in said if one.id in blocks or one.alternatives])
    near = {*gone, *(one.id for one in new), *(one.restates for one in new if one.restates)}
    near |= _saying_the_same(before, said, terms, blocks)
    former = frozenset(before.claim_of[one] for one in near if one in before.claim_of)
    members = near | {one for one, claim in before.claim_of.items() if claim in former}
    own = tuple(one for one in positions if one.id in members)
    own_terms = tuple(one for one in conditions if one.id in members)
    claim_of = components(keys_of(own, own_terms, own_terms, blocks))
    records_of = dict(before.records_of)
    for claim in former:
        records_of.pop(claim, None)
    of_claim: dict[str, list[Record]] = {}
    for one in chain[Record]((one for one in own if one.id in blocks or one.alternatives), own_terms):
        if one.id in claim_of:
            of_claim.setdefault(claim_of[one.id], []).append(one)
    records_of.update(of_claim)
    every, weighed = chain[Record](positions, conditions), chain[Record](bearing, conditions)
    former_records = chain[Record](before.positions, before.conditions)
    turned = days_of(chain(new, (one for one in former_records if one.id in gone)))
    grouping = Grouping(
        positions=positions,
        conditions=conditions,
        blocks=blocks,
        claim_of={id_: claim for id_, claim in before.claim_of.items() if id_ not in members} | claim_of,
        opposites=before.opposites,
        bearing=bearing,
        naming=tuple(one for one in bearing if one.alternatives),
        records_of=records_of,
        days=_days_after(before.days, turned, every),
        bearing_days=_days_after(before.bearing_days, turned, weighed),
    )
    return grouping, _Touched(former, own, own_terms, claim_of)


def _exchanged(records: Sequence[Some], gone: Set[str], new: Iterable[Some]) -> tuple[Some, ...]:
    """Records in the order of their ids without some, and with others."""
    found = [one for one in records if one.id not in gone]
    for one in new:
        insort(found, one, key=attrgetter("id"))
    return tuple(found)


def _saying_the_same(
    before: Grouping,
    said: Sequence[Position],
    terms: Sequence[Condition],
    blocks: Mapping[str, frozenset[str]],
) -> set[str]:
    """The ids of records that say what new ones say, so that they are one claim."""
    found: set[str] = set()
    for new in said:
        steps = blocks.get(new.id)
        found.update(
            one.id
            for one in (before.bearing if steps else ())
            if one.holder == new.holder
            and before.blocks.get(one.id) == steps
            and set(one.alternatives) == set(new.alternatives)
        )
    for term in terms:
        found.update(
            one.id
            for one in before.conditions
            if (one.holder, one.step, one.requirement) == (term.holder, term.step, term.requirement)
        )
    return found


def _days_after(
    before: frozenset[date | None],
    changed: Set[date | None],
    records: Iterable[Record],
) -> frozenset[date | None]:
    """Days on which records begin or end to count, where those of a few have changed.

    Args:
        before: the days as they were.
        changed: those of records that are gone or new.
        records: all that there are now.
    """
    found, left = set(before), set(changed)
    for one in records:
        for day in {since(one.date), one.until} & left:
            found.add(day)
            left.discard(day)
        if not left:
            break
    return frozenset(found - left)
