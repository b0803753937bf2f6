"""Phase one of a question about a goal: all issues of a ledger, and what conditions link them by.

Read bare, without a claim's words. From it follows which issue stands for each matter, which one somebody
means, and which matters a goal hangs together with; the claims on those alone are read then (`grounds`).
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import Connection

from onrecord.ledger.indexes import Index, index_of
from onrecord.model import Condition, Event, Issue, Position
from onrecord.model.claims import LEAST_SURE
from onrecord.reason.question import alternative_issues, negations
from onrecord.store import claim_joining, goal_rows, judgements, stands
from onrecord.store.columns import interval
from onrecord.track.bare import matter_of
from onrecord.track.days import day_of
from onrecord.track.frames import Frame, frame_of
from onrecord.track.together import together

Record = Position | Condition | Event


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """What a ledger's questions about goals share.

    Attributes:
        matter: the issue that stands for each issue.
        issues: those that stand for a matter, with what any of its issues says of it, by id.
        labels: theirs.
        wordings: the other labels of each matter, sorted.
        near: for each issue those that are one matter with it, as `Frame` has it.
        opposites: of each matter, as `reason.negations` gives them.
        named: the matters "alternative to A" of each matter A.
        conditions: all that count, in order of time; their holders are parties, their issues matters, and
            numbers stand for their reports.
        instead: for each matter what would do instead of it by what some party says.
        instead_of: for each of these, for what.
        numbers: of the issues of each matter.
        claims: how many claims are about each matter.
        on: the conditions on each matter.
        on_others: those that wait for each matter, or for what would do instead.
        place: of each condition among all, by its id.
        alternatives: what would do instead, by the number of the claim that says so; issues, not matters.
        copied: the outlets that carry copies of each report.
        ignored: ids of records that a judgement rejects or marks stale.
        first: records that come before all others: without them "since when" would be another day.
        last_day: the last day that a report or a statement is dated, or None.
        empty: whether there is no claim at all to reason about.
        ids: of all issues, by number.
        index: of the matters.
        worked_out: what questions worked out of it for those that come after.
    """

    matter: Mapping[str, str]
    issues: Mapping[str, Issue]
    labels: Mapping[str, str]
    wordings: Mapping[str, tuple[str, ...]]
    near: Mapping[str, Mapping[str, int]]
    opposites: Mapping[str, frozenset[str]]
    named: Mapping[str, tuple[str, ...]]
    conditions: Sequence[Condition]
    instead: Mapping[str, frozenset[str]]
    instead_of: Mapping[str, frozenset[str]]
    numbers: Mapping[str, tuple[int, ...]]
    claims: Mapping[str, int]
    on: Mapping[str, Sequence[Condition]]
    on_others: Mapping[str, Sequence[Condition]]
    place: Mapping[str, int]
    alternatives: Mapping[int, tuple[str, ...]]
    copied: Mapping[str, set[str]]
    ignored: frozenset[str]
    first: Sequence[Record]
    last_day: date | None
    empty: bool
    ids: Mapping[int, str]
    index: Index
    worked_out: dict[str, Any] = field(default_factory=dict, repr=False, compare=False)


def chart_of(connection: Connection) -> Chart:
    """Read what a ledger's questions about goals share."""
    issues = [entry.issue for entry in claim_joining.all_issues(connection)]
    numbered = goal_rows.numbers_of_issues(connection)
    ids = {one.number: id_ for id_, one in numbered.items()}
    spoken = {ids[number]: found for number, found in goal_rows.spoken_of(connection).items()}
    rows = sorted(goal_rows.every_condition(connection), key=in_time)
    bound = [(ids[row.about], ids[row.waits_for]) for row in rows if row.about != row.waits_for]
    frame = frame_of((), issues)
    matter = together(issues, {id_: {str(one) for one in found} for id_, found in spoken.items()}, bound)
    groups: dict[str, list[Issue]] = {}
    for issue in issues:
        groups.setdefault(matter[issue.id], []).append(issue)
    matters = {one.id: one for one in matters_of(groups, matter, frame)}
    alternatives = stands.alternatives(connection)
    restates = {row.number: row.id for row in rows}
    conditions = tuple(
        record
        for row in rows
        if row.confidence >= LEAST_SURE
        and isinstance(record := record_from(row, ids, matter, alternatives, restates), Condition)
    )
    instead: dict[str, set[str]] = {}
    speaking = goal_rows.ids_of(connection, alternatives.keys() - restates.keys())
    for number, (_, about) in speaking.items():
        of = instead.setdefault(matter[ids[about]], set())
        of.update(matter[one] for one in alternatives[number])
    ignored = _ignored(connection)
    firsts = goal_rows.first_claims(connection, LEAST_SURE)
    return Chart(
        matter=matter,
        issues=matters,
        labels={id_: one.label for id_, one in matters.items()},
        wordings={
            id_: tuple(sorted({one.label for one in group} - {matters[id_].label}))
            for id_, group in groups.items()
        },
        near=frame.near,
        opposites=negations(matters.values()),
        named=alternative_issues(matters),
        conditions=conditions,
        instead={id_: frozenset(others) for id_, others in instead.items()},
        instead_of=_turned(instead),
        numbers={id_: tuple(numbered[one.id].number for one in group) for id_, group in groups.items()},
        claims={id_: sum(numbered[one.id].claims for one in group) for id_, group in groups.items()},
        on=_by(conditions, lambda one: (one.step,)),
        on_others=_by(conditions, lambda one: (one.requirement, *one.alternatives)),
        place={one.id: place for place, one in enumerate(conditions)},
        alternatives=alternatives,
        copied=goal_rows.carriers_of_copies(connection),
        ignored=ignored,
        first=_first([record_from(row, ids, matter, alternatives, {}) for row in firsts], ignored),
        last_day=goal_rows.last_day(connection),
        empty=not firsts,
        ids=ids,
        index=index_of(matters),
    )


def record_from(
    row: Any,
    ids: Mapping[int, str],
    matter: Mapping[str, str],
    alternatives: Mapping[int, tuple[str, ...]],
    restates: Mapping[int, str],
) -> Record:
    """A record to reason about, from a row of `goal_rows.claim_rows`.

    Args:
        row: the row.
        ids: of issues, by number.
        matter: the issue that stands for each issue.
        alternatives: what would do instead, by the number of the claim that says so.
        restates: the ids of claims that others restate, by number.
    """
    date = interval(row.date_earliest, row.date_latest, row.date_basis)
    about = matter[ids[row.about]]
    if row.type == "event":
        return Event(
            id=row.id,
            issue=about,
            status=row.does,
            date=date,
            report=str(row.report),
            confidence=row.confidence,
        )
    shared: dict[str, Any] = {
        "id": row.id,
        "holder": row.party_id,
        "alternatives": tuple(dict.fromkeys(matter[one] for one in alternatives.get(row.number, ()))),
        "date": date,
        "until": row.ended,
        "report": str(row.report),
        "restates": restates.get(row.restates) if row.restates else None,
        "hypothetical": row.hypothetical,
        "confidence": row.confidence,
    }
    if row.type == "position":
        return Position(act=row.does, polarity=row.polarity, issue=about, **shared)
    return Condition(relation=row.does, step=about, requirement=matter[ids[row.waits_for]], **shared)


def in_time(row: Any) -> tuple[date, str]:
    """The order of time of bare claims, and of their places in their reports; undated ones come first."""
    return row.date_latest or row.date_earliest or date.min, row.sort_key[len("2000-01-01") :]


def _by(
    conditions: Iterable[Condition], matters_of: Callable[[Condition], Iterable[str]]
) -> dict[str, list[Condition]]:
    found: dict[str, list[Condition]] = {}
    for one in conditions:
        for matter in matters_of(one):
            found.setdefault(matter, []).append(one)
    return found


def _turned(matters: Mapping[str, Iterable[str]]) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for one, others in matters.items():
        for other in others:
            found.setdefault(other, set()).add(one)
    return {id_: frozenset(others) for id_, others in found.items()}


def matters_of(groups: Mapping[str, list[Issue]], matter: Mapping[str, str], frame: Frame) -> Iterable[Issue]:
    """One issue for each matter, with what any of its issues says of it.

    Args:
        groups: the issues of each matter, by its id.
        matter: the matter of each issue, by id.
        frame: which issues are opposites.
    """
    for id_, group in groups.items():
        opposite = {
            matter[other]
            for one in group
            for other in frame.matter(one.id)
            if frame.sign(other, one.id) < 0 and other in matter and matter[other] != id_
        }
        absent = any((found := matter_of(one.label)) is not None and found.absent for one in group)
        parents = [matter[one.parent] for one in group if one.parent and one.parent in matter]
        wholes = [matter[one.part_of] for one in group if one.part_of and one.part_of in matter]
        yield Issue(
            id=id_,
            label=_plainest(group),
            aliases=tuple(sorted({alias for one in group for alias in (one.label, *one.aliases)})),
            kind="step" if any(one.kind == "step" for one in group) else "topic",
            actors=tuple(sorted({actor for one in group for actor in one.actors})),
            parent=next((parent for parent in parents if parent != id_), None),
            part_of=next((whole for whole in wholes if whole != id_), None),
            negates=min(opposite) if opposite and absent else None,
        )


def _plainest(group: Iterable[Issue]) -> str:
    """The shortest label that says more than its head alone."""

    def plainness(label: str) -> tuple[bool, int, str]:
        found = matter_of(label)
        return (found is None or not found.words, len(label), label)

    return min((one.label for one in group), key=plainness)


def _ignored(connection: Connection) -> frozenset[str]:
    closing = judgements.load(connection, verdicts=["reject", "stale"], only_open=True)
    return frozenset(id_ for one in closing if one.closed_at is None for id_ in one.subject)


def _first(records: Iterable[Record], ignored: frozenset[str]) -> tuple[Record, ...]:
    """The first record that is dated and counts, and one that nothing dates."""
    dated: list[Record] = []
    undated: list[Record] = []
    for one in records:
        if one.date.earliest is None and one.date.latest is None:
            undated.append(one)
        elif one.id not in ignored and (isinstance(one, Event) or not one.hypothetical):
            dated.append(one)
    return (*sorted(dated, key=lambda one: (day_of(one.date), one.id))[:1], *undated[:1])
