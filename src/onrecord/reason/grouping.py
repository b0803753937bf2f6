"""Claims: which positions and conditions are one, whatever the day.

Restatements belong together, and so do records that say the same: one holder's refusals of one step, and
one holder's conditions with the same step, requirement and alternatives, be it `requires` or `before`.
"""

from collections import Counter, deque
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain
from operator import attrgetter
from threading import Lock
from typing import TypeVar

from onrecord.model import Condition, Issue, Position
from onrecord.reason.question import Material, Question, alternative_issues, negations
from onrecord.reason.stands import blocked, days_of, withdrawals_that_block

Record = TypeVar("Record", Position, Condition, Position | Condition)
KEPT = 4


@dataclass(frozen=True, slots=True)
class Grouping:
    """What doesn't depend on the day.

    Attributes:
        positions: those that count at all, by id.
        conditions: likewise.
        blocks: the steps that a position holds back, by its id; only positions that hold some back.
        claim_of: the claim of each of those positions and of each condition, by its id. A claim's own
            id is that of its smallest record.
        issues: by id.
        opposites: each issue's opposites.
        named: the issues that tell by their names what would do instead of each issue.
        bearing: the positions that hold something back or name what would do instead: in the lenient reading
            the others make no difference.
        naming: those of them that name what would do instead.
        records_of: the positions and conditions of each claim, but those that hold nothing back.
        days: on which any of the positions or conditions begins or ends to count, and how often; None for an
            unknown one.
        bearing_days: those of the bearing positions and of the conditions.
    """

    positions: Iterable[Position]
    conditions: Iterable[Condition]
    blocks: Mapping[str, frozenset[str]]
    claim_of: Mapping[str, str]
    issues: Mapping[str, Issue]
    opposites: Mapping[str, frozenset[str]]
    named: Mapping[str, tuple[str, ...]]
    bearing: Iterable[Position]
    naming: Iterable[Position]
    records_of: Mapping[str, Sequence[Position | Condition]]
    days: Counter[date | None]
    bearing_days: Counter[date | None]


_kept: deque[tuple[Material, tuple[object, ...], Grouping]] = deque(maxlen=KEPT)
_lock = Lock()


def group(material: Material, question: Question) -> Grouping:
    """Put records into claims, leaving out those that the question leaves out.

    The last few groupings are kept: deadlocks, unlockings and what-ifs are asked of one material in turn.
    """
    left_out = question.actors, question.hypothetical, question.ignore
    with _lock:
        for of, how, known in _kept:
            if of is material and how == left_out:
                return known
    made = _grouped(material, question)
    with _lock:
        _kept.append((material, left_out, made))
    return made


def _grouped(material: Material, question: Question) -> Grouping:
    issues = {issue.id: issue for issue in material.issues}
    opposites = negations(material.issues)
    positions = tuple(counting(material.positions, question))
    conditions = tuple(counting(material.conditions, question))
    withdrawals = withdrawals_that_block(positions)
    blocks = {
        position.id: steps
        for position in positions
        if _may_hold_back(position, question) and (steps := blocked(position, opposites, withdrawals))
    }
    own_conditions = tuple(one for one in conditions if _may_hold_back(one, question))
    keys = keys_of(positions, conditions, own_conditions, blocks)
    bearing = tuple(one for one in positions if one.id in blocks or one.alternatives)
    claim_of = components(keys)
    records_of: dict[str, list[Position | Condition]] = {}
    for one in chain[Position | Condition](bearing, own_conditions):
        if one.id in claim_of:
            records_of.setdefault(claim_of[one.id], []).append(one)
    terms = Counter(days_of(conditions))
    return Grouping(
        positions=positions,
        conditions=conditions,
        blocks=blocks,
        claim_of=claim_of,
        issues=issues,
        opposites=opposites,
        named=alternative_issues(issues),
        bearing=bearing,
        naming=tuple(one for one in bearing if one.alternatives),
        records_of=records_of,
        days=terms + Counter(days_of(positions)),
        bearing_days=terms + Counter(days_of(bearing)),
    )


def counting(records: Iterable[Record], question: Question) -> list[Record]:
    """Those of some records that a question doesn't leave out, by id."""
    own = [
        record
        for record in records
        if record.id not in question.ignore and (question.hypothetical or not record.hypothetical)
    ]
    return sorted(own, key=attrgetter("id"))


def _may_hold_back(record: Position | Condition, question: Question) -> bool:
    return question.actors is None or record.holder in question.actors


def keys_of(
    positions: Iterable[Position],
    conditions: Iterable[Condition],
    own: Iterable[Condition],
    blocks: Mapping[str, frozenset[str]],
) -> dict[str, list[Hashable]]:
    """What makes records one claim where they share it, by their ids and those of what they restate.

    Args:
        positions: that count.
        conditions: that count.
        own: those of them that can stand in the way.
        blocks: the steps that a position holds back, by its id.
    """
    keys: dict[str, list[Hashable]] = {}
    for position in positions:
        if position.id in blocks:
            kept_out = (tuple(sorted(blocks[position.id])), tuple(sorted(position.alternatives)))
            keys[position.id] = [("position", position.holder, *kept_out)]
    for condition in own:
        instead = tuple(sorted(condition.alternatives))
        keys[condition.id] = [("condition", condition.holder, condition.step, condition.requirement, instead)]
    for record in chain[Position | Condition](positions, conditions):
        if record.restates is not None and record.restates != record.id:
            keys.setdefault(record.id, []).append(("id", record.restates))
            keys.setdefault(record.restates, []).append(("id", record.restates))
    return keys


def components(keys: Mapping[str, list[Hashable]]) -> dict[str, str]:
    """The smallest id of each record's component, where records that share a key are connected."""
    parents = {record_id: record_id for record_id in keys}

    def root(record_id: str) -> str:
        while parents[record_id] != record_id:
            parents[record_id] = parents[parents[record_id]]
            record_id = parents[record_id]
        return record_id

    first: dict[Hashable, str] = {}
    for record_id in sorted(keys):
        for key in keys[record_id]:
            one, other = root(first.setdefault(key, record_id)), root(record_id)
            if one < other:
                parents[other] = one
            else:
                parents[one] = other
    return {record_id: root(record_id) for record_id in keys}
