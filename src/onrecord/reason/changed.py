"""What holds after a small change, from what held before it: a what-if then costs what it changes.

In an archive, putting all records into claims anew takes seconds, and a what-if touches a few of them. What
is given here is what `grouping.group` and `problem.day_of` give for the changed records, or nothing where the
change reaches too far to be followed: in the strict reading, where an event is among the records, or where
one of them bears on what would do instead of something.
"""

from collections import Counter
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, replace
from itertools import chain

from onrecord.model import Condition, Position
from onrecord.reason.grouping import Grouping, components, counting, keys_of
from onrecord.reason.lookup import Lookup, Record
from onrecord.reason.patched import Exchanged, Overlaid
from onrecord.reason.problem import Alternatives, Day, Wait, wait_order
from onrecord.reason.question import Question
from onrecord.reason.stands import blocked, days_of, in_force, withdrawals_that_block


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


def day_after(
    former: Day,
    question: Question,
    change: Difference,
    lookup: Lookup,
    members: Mapping[str, Sequence[str]],
) -> Day | None:
    """What holds on a day after a change, for whatever goal; None where that can't be told from the former.

    Args:
        former: what held on that day before it.
        question: what is asked, after the change.
        change: of the records that count; no event is changed. What happened is given as it was.
        lookup: where the records are that there were before it.
        members: the ids in each claim before it.
    """
    if question.reading != "lenient" or question.actors is not None:
        return None
    before = former.grouping
    instead = frozenset(chain.from_iterable(before.named.values()))
    gone, new, withdrawals = _with_withdrawals(before, question, change, lookup)
    grouping, touched = _grouping_after(before, question, gone, new, withdrawals, lookup, members)
    steps: set[str] = set()
    for position in chain(touched.positions, (one for one in gone.values() if isinstance(one, Position))):
        own = before.blocks.get(position.id, frozenset()) | grouping.blocks.get(position.id, frozenset())
        if position.alternatives or not own.isdisjoint(instead):
            return None
        steps |= own
    here = [one for one in touched.positions if one.id in grouping.blocks and in_force(one, question.as_of)]
    blocks = _blocks_after(former, touched, here, steps, grouping)
    terms = [one for one in touched.conditions if in_force(one, question.as_of)]
    keeping_out = (one for step in instead for claim in blocks.get(step, ()) for one in former.records[claim])
    bearing = {one.id: one for one in chain(grouping.naming, keeping_out) if isinstance(one, Position)}
    in_order = [bearing[id_] for id_ in sorted(bearing) if in_force(bearing[id_], question.as_of)]
    alternatives = Alternatives(in_order, grouping)
    gone_terms = (one for one in gone.values() if isinstance(one, Condition))
    on = {one.step for one in chain(touched.conditions, gone_terms)}
    waits = _waits_after(former, touched, terms, on, alternatives)
    lost = touched.former | set(touched.claim_of.values())
    claims = dict(former.claims)
    for claim in lost:
        claims.pop(claim, None)
    records: dict[str, list[Record]] = {}
    for one in chain[Record](here, terms):
        records.setdefault(touched.claim_of[one.id], []).append(one)
    return replace(
        former,
        grouping=grouping,
        blocks=blocks,
        waits=waits,
        records=Overlaid(former.records, lost, records),
        claims=claims,
        problems={},
    )


def _blocks_after(
    former: Day, touched: _Touched, here: Sequence[Position], steps: Set[str], grouping: Grouping
) -> dict[str, tuple[str, ...]]:
    """The claims that hold each step back after a change.

    Args:
        former: what held before it.
        touched: the claims that it touches.
        here: their positions in force that hold something back.
        steps: those that these, or what is gone, hold back or did.
        grouping: of the records after the change.
    """
    blocks = dict(former.blocks)
    for step in steps:
        held = {one for one in blocks.pop(step, ()) if one not in touched.former}
        held |= {touched.claim_of[one.id] for one in here if step in grouping.blocks[one.id]}
        if held:
            blocks[step] = tuple(sorted(held))
    return blocks


def _waits_after(
    former: Day,
    touched: _Touched,
    terms: Sequence[Condition],
    steps: Set[str],
    alternatives: Alternatives,
) -> dict[str, tuple[Wait, ...]]:
    """What each step waits for after a change.

    Args:
        former: what held before it.
        touched: the claims that it touches.
        terms: their conditions in force.
        steps: those that these, or what is gone, are or were put on.
        alternatives: to what is required, after the change.
    """
    waits = dict(former.waits)
    for step in steps:
        kept = {one for one in waits.pop(step, ()) if one.claim not in touched.former}
        kept |= {
            Wait(touched.claim_of[one.id], step, alternatives.options(one))
            for one in terms
            if one.step == step
        }
        if kept:
            waits[step] = tuple(sorted(kept, key=wait_order))
    return waits


def _with_withdrawals(
    before: Grouping, question: Question, change: Difference, lookup: Lookup
) -> tuple[dict[str, Record], list[Record], frozenset[str]]:
    """The records of a change, with the withdrawals that hold back other steps by it than before.

    Returns:
        The records that are gone, by id; those that are new; and the ids of withdrawals among them that hold
        a step back.
    """
    gone, new = {one.id: one for one in change.gone}, list(change.new)
    pairs = {(one.holder, one.issue) for one in chain(gone.values(), new) if isinstance(one, Position)}
    left = (one for pair in pairs for one in lookup.said(*pair) if one.id not in gone)
    others = counting(left, question)
    withdrawals = withdrawals_that_block([*others, *(one for one in new if isinstance(one, Position))])
    for one in others:
        steps = blocked(one, before.opposites, withdrawals)
        if one.act == "withdraw" and steps != before.blocks.get(one.id, frozenset()):
            gone[one.id] = one
            new.append(one)
    return gone, new, withdrawals


def _grouping_after(
    before: Grouping,
    question: Question,
    gone: Mapping[str, Record],
    new: Sequence[Record],
    withdrawals: frozenset[str],
    lookup: Lookup,
    members: Mapping[str, Sequence[str]],
) -> tuple[Grouping, _Touched]:
    """The records in claims after a change, and the claims that it touches.

    Args:
        before: the records in claims, none left out for its holder.
        question: what is asked, after the change.
        gone: records that count no more, or no longer as they were, by id.
        new: those that count now.
        withdrawals: the ids of those among them that hold a step back.
        lookup: where the records are that there were before the change.
        members: the ids in each claim before it.
    """
    said = [one for one in new if isinstance(one, Position)]
    terms = [one for one in new if isinstance(one, Condition)]
    blocking = {one.id: steps for one in said if (steps := blocked(one, before.opposites, withdrawals))}
    blocks = Overlaid(before.blocks, gone.keys(), blocking)
    near = {*gone, *(one.id for one in new), *(one.restates for one in new if one.restates)}
    near |= _saying_the_same(before, said, terms, blocks, lookup)
    former = frozenset(before.claim_of[one] for one in near if one in before.claim_of)
    touched = near.union(*(members[claim] for claim in former))
    there = {one.id: one for one in lookup.records(touched) if one.id not in gone}
    every = counting([*there.values(), *new], question)
    own = tuple(one for one in every if isinstance(one, Position))
    own_terms = tuple(one for one in every if isinstance(one, Condition))
    components_now = components(keys_of(own, own_terms, own_terms, blocks))
    claim_of = Overlaid(before.claim_of, touched, components_now)
    of_claim: dict[str, list[Record]] = {}
    for one in chain[Record]((one for one in own if one.id in blocks or one.alternatives), own_terms):
        if one.id in claim_of:
            of_claim.setdefault(claim_of[one.id], []).append(one)
    lost = [one for one in gone.values() if _weighed(one, before.blocks)]
    weighed = [one for one in new if _weighed(one, blocks)]
    grouping = replace(
        before,
        positions=Exchanged(before.positions, gone, said),
        conditions=Exchanged(before.conditions, gone, terms),
        blocks=blocks,
        claim_of=claim_of,
        bearing=Exchanged(before.bearing, gone, [one for one in weighed if isinstance(one, Position)]),
        naming=Exchanged(before.naming, gone, [one for one in said if one.alternatives]),
        records_of=Overlaid(before.records_of, former, of_claim),
        days=before.days - Counter(days_of(gone.values())) + Counter(days_of(new)),
        bearing_days=before.bearing_days - Counter(days_of(lost)) + Counter(days_of(weighed)),
    )
    return grouping, _Touched(former, own, own_terms, components_now)


def _saying_the_same(
    before: Grouping,
    said: Sequence[Position],
    terms: Sequence[Condition],
    blocks: Mapping[str, frozenset[str]],
    lookup: Lookup,
) -> set[str]:
    """The ids of records that say what new ones say, so that they are one claim."""
    found: set[str] = set()
    for new in said:
        steps = blocks.get(new.id, frozenset())
        about = steps.union(*(before.opposites.get(step, frozenset()) for step in steps))
        for issue in about:
            others = lookup.said(new.holder, issue)
            found.update(one.id for one in others if before.blocks.get(one.id) == steps)
    for term in terms:
        others_on = lookup.terms(term.holder, term.step)
        found.update(one.id for one in others_on if one.requirement == term.requirement)
    return found


def _weighed(record: Record, blocks: Mapping[str, frozenset[str]]) -> bool:
    """Whether a record can make a difference in the lenient reading."""
    return isinstance(record, Condition) or record.id in blocks or bool(record.alternatives)
