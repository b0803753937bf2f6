"""Conflicts: parties that stand against each other, claims and their denials, events told differently.

All three look at one issue at a time, with those that are one matter with it, so that a report touches the
conflicts of the issues near those that it is about and no others. Precision comes first: what is unsure,
hypothetical, or no longer in force when the other side spoke makes no conflict.
"""

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date as Day
from datetime import timedelta
from itertools import combinations

from onrecord.model import Condition, Conflict, ConflictKind, Event, Polarity, Position, stable_id
from onrecord.track.amounts import amounts
from onrecord.track.days import day_of, order, surely_later
from onrecord.track.frames import CLAIMED, Frame
from onrecord.track.states import NOBODY, refuses

LEAST = 0.5
"""Below this confidence a record is part of no conflict."""
NEAR = timedelta(days=3)
"""Events of one step further apart than this are taken for two."""
TOLD = frozenset({"done", "begun", "agreed"})
NOT_TOLD = frozenset({"failed", "postponed"})

Record = Position | Condition | Event


@dataclass(frozen=True, slots=True)
class _Side:
    """One party for or against an issue without a break: its statements in order of time, and until when."""

    party: str
    polarity: Polarity
    statements: tuple[Position | Condition, ...]
    until: Day | None

    @property
    def since(self) -> Day:
        """The day of its first statement."""
        return day_of(self.statements[0].date)

    def by(self, day: Day) -> Position | Condition:
        """The first statement of the last day up to one; a position rather than a condition."""
        said = [one for one in self.statements if day_of(one.date) <= day] or [self.statements[0]]
        plain = [one for one in said if isinstance(one, Position)]
        return max(plain or said, key=lambda one: day_of(one.date))


def conflicts(
    positions: Iterable[Position],
    conditions: Iterable[Condition] = (),
    events: Iterable[Event] = (),
    frame: Frame = NOBODY,
    *,
    outlets: Mapping[str, str] | None = None,
    originals: Mapping[str, str] | None = None,
    least: float = LEAST,
    about: Container[str] | None = None,
) -> tuple[Conflict, ...]:
    """What can't all be so, and who stands against whom.

    Args:
        positions: with `restates` and `until` filled; those of one issue must be complete.
        conditions: likewise; those whose step or requirement the issue is.
        events: of the same issues.
        frame: who speaks for whom, and which issue is the absence of which.
        outlets: the outlet of each report; two reports of one outlet don't contradict each other.
        originals: for each report that is a copy, the report it was copied from.
        least: the confidence that a record needs.
        about: ids of the issues to look at, or None for all. Of these and of those near them the records must
            be complete.

    Returns:
        Conflicts in order of their days. The members of each stand in order of theirs.
    """
    said = [one for one in positions if one.confidence >= least and not one.hypothetical]
    terms = [one for one in conditions if one.confidence >= least and not one.hypothetical]
    told = [one for one in events if one.confidence >= least]
    by_issue: dict[str, list[Record]] = {}
    every: list[Record] = [*said, *terms, *told]
    for record in every:
        for issue in _issues(record):
            by_issue.setdefault(issue, []).append(record)
    found: dict[str, Conflict] = {}
    for issue in sorted(by_issue):
        if about is not None and issue not in about:
            continue
        near = {record.id: record for other in frame.matter(issue) for record in by_issue.get(other, ())}
        group = sorted(near.values(), key=order)
        for conflict in (
            *_opposed(issue, group, frame),
            *_denied(issue, group, frame),
            *_told_differently(issue, group, frame, outlets or {}, originals or {}),
        ):
            found.setdefault(conflict.id, conflict)
    days = {record.id: day_of(record.date) for group in by_issue.values() for record in group}
    return tuple(sorted(found.values(), key=lambda one: (max(days[id_] for id_ in one.members), one.id)))


def _issues(record: Record) -> set[str]:
    """The issues that a record can be in conflict about."""
    if not isinstance(record, Condition):
        return {record.issue}
    return {issue for issue, _ in standpoints(record)}


def standpoints(record: Position | Condition) -> list[tuple[str, Polarity]]:
    """What a record is for and against.

    Who says "no talks until the gates open" wants the gates opened, and withholds the talks; who says "talks,
    provided that the gates open" withholds nothing.

    Returns:
        Issues with polarities.
    """
    if isinstance(record, Position):
        return [(record.issue, record.polarity)]
    if record.relation != "requires":
        return []
    stands: list[tuple[str, Polarity]] = [(record.requirement, "for")]
    return [*stands, (record.step, "against")] if refuses(record) else stands


# Opposed parties


def _opposed(issue: str, group: Sequence[Record], frame: Frame) -> Iterator[Conflict]:
    """Two parties of which one is for and one against, at the same time; each pair of stances once."""
    sides = _sides(issue, group, frame)
    for one, other in combinations(sides, 2):
        if one.party == other.party or {one.polarity, other.polarity} != {"for", "against"}:
            continue
        if not _at_once(one, other):
            continue
        start = max(one.since, other.since)
        members = sorted((one.by(start), other.by(start)), key=order)
        if not _plainly(issue, members, frame):
            continue
        if issue in _issues(members[-1]) and not _by_absence(issue, members, frame):
            yield _conflict("opposed", issue, members)


def _plainly(issue: str, members: Sequence[Position | Condition], frame: Frame) -> bool:
    """Whether one of two says for or against outright; what terms withhold must be asked for.

    Terms against terms are for the reasoner to hold against each other (`onrecord.reason`).
    """
    terms = [one for one in members if isinstance(one, Condition)]
    outright = [one for one in members if isinstance(one, Position)]
    withheld = [one for one in terms if frame.sign(one.step, issue)]
    return bool(outright) and (not withheld or outright[0].act == "demand")


def _by_absence(issue: str, members: Sequence[Position | Condition], frame: Frame) -> bool:
    """Whether a condition that waits for the absence of a thing is all that stands against the thing.

    "Without A no B" is too easily taken the wrong way round to be shown as a refusal of A.
    """
    conditions = [one for one in members if isinstance(one, Condition)]
    about = [near for one in members for near, _ in standpoints(one) if frame.sign(near, issue)]
    signs = {frame.sign(near, issue) for near in about}
    return bool(conditions) and len(signs) > 1


def _sides(issue: str, group: Sequence[Record], frame: Frame) -> list[_Side]:
    """Who is for an issue and who against: by positions, and by conditions that ask for it."""
    said: dict[tuple[str, Polarity], list[Position | Condition]] = {}
    for record in group:
        if isinstance(record, Event) or (isinstance(record, Position) and record.act in CLAIMED):
            continue
        if isinstance(record, Condition) and frame.sign(record.step, record.requirement):
            continue  # for and against at once: misread
        party = frame.party(record.holder, record.date)
        for near, stand in standpoints(record):
            polarity = frame.polarity(stand, near, issue)
            if polarity != "open" and frame.sign(near, issue):
                said.setdefault((party, polarity), []).append(record)
    found = []
    for (party, polarity), records in said.items():
        run: list[Position | Condition] = []
        for record in records:
            end = _end(run)
            if run and end is not None and end < day_of(record.date):
                found.append(_Side(party, polarity, tuple(run), end))
                run = []
            run.append(record)
        found.append(_Side(party, polarity, tuple(run), _end(run)))
    return sorted(found, key=lambda side: order(side.statements[0]))


def _end(run: Sequence[Position | Condition]) -> Day | None:
    """The day on which the last of some statements was replaced, or None."""
    ends = [record.until for record in run if record.until is not None]
    return max(ends) if ends and len(ends) == len(run) else None


def _at_once(one: _Side, other: _Side) -> bool:
    start = max(one.since, other.since)
    return all(side.until is None or side.until > start for side in (one, other))


# A claim and its denial


def _denied(issue: str, group: Sequence[Record], frame: Frame) -> Iterator[Conflict]:
    """Each denial with what it denies: an allegation, what others say that the denier holds, an event."""
    claims = [record for record in group if isinstance(record, Position | Event)]
    paired: set[tuple[str, str]] = set()
    for denial in claims:
        if not isinstance(denial, Position) or denial.act != "deny" or denial.issue != issue:
            continue
        for claim in claims:
            if surely_later(claim.date, denial.date) and claim.report != denial.report:
                continue
            pair = _root(claim), _root(denial)
            if pair in paired or not _denies(denial, claim, frame):
                continue
            paired.add(pair)
            tellers = (claim.via or _holder(claim), denial.via or denial.holder)
            unnamed = all(teller is not None and _unnamed(teller, frame) for teller in tellers)
            apart = claim.report != denial.report
            kind: ConflictKind = "conflicting_reports" if unnamed and apart else "denial"
            yield _conflict(kind, issue, (claim, denial))


def _root(record: Position | Event) -> str:
    return record.id if isinstance(record, Event) else record.restates or record.id


def _holder(record: Position | Event) -> str | None:
    return None if isinstance(record, Event) else record.holder


def _denies(denial: Position, claim: Position | Event, frame: Frame) -> bool:
    """Whether a claim of another is what a denial says is not so."""
    denier = frame.party(denial.holder, denial.date)
    if isinstance(claim, Event):
        told_by = frame.party(claim.via, claim.date) if claim.via else None
        there = frame.polarity("for", claim.issue, denial.issue)
        return claim.status in TOLD and there != denial.polarity and told_by != denier
    if claim.act == "deny" or (denial.via is not None and denial.via == claim.via):
        return False
    if frame.polarity(claim.polarity, claim.issue, denial.issue) == denial.polarity:
        return False
    holder = frame.party(claim.holder, claim.date)
    return holder != denier if claim.act == "allege" else holder == denier and not frame.own(claim)


def _unnamed(actor: str, frame: Frame) -> bool:
    known = frame.actors.get(actor)
    return known is not None and known.kind == "unnamed"


# One event, told differently


def _told_differently(
    issue: str,
    group: Sequence[Record],
    frame: Frame,
    outlets: Mapping[str, str],
    originals: Mapping[str, str],
) -> Iterator[Conflict]:
    """Events of one step that independent reports give other numbers, or say to have failed."""
    events = [record for record in group if isinstance(record, Event)]
    for one, other in combinations(events, 2):
        if (
            _independent(one, other, outlets, originals)
            and _one_event(one, other)
            and _contradict(one, other)
        ):
            yield _conflict("conflicting_reports", issue, (one, other))
    charges = [record for record in group if isinstance(record, Position) and record.act == "allege"]
    for first, second in combinations(charges, 2):
        apart = _independent(first, second, outlets, originals) and first.holder != second.holder
        if apart and first.issue == second.issue and {first.polarity, second.polarity} == {"for", "against"}:
            yield _conflict("conflicting_reports", issue, (first, second))


def _independent(
    one: Event | Position, other: Event | Position, outlets: Mapping[str, str], originals: Mapping[str, str]
) -> bool:
    first, second = one.report, other.report
    same_outlet = bool(outlets.get(first)) and outlets.get(first) == outlets.get(second)
    return originals.get(first, first) != originals.get(second, second) and not same_outlet


def _one_event(one: Event, other: Event) -> bool:
    """Whether two events lie so near each other that they are taken for one."""
    if None in (one.date.earliest, one.date.latest, other.date.earliest, other.date.latest):
        return False
    return abs(day_of(one.date) - day_of(other.date)) <= NEAR


def _contradict(one: Event, other: Event) -> bool:
    statuses = {one.status, other.status}
    if statuses & TOLD and statuses & NOT_TOLD:
        return one.date.day is not None and one.date.day == other.date.day
    if one.status != other.status:
        return False
    first, second = (amounts(" ".join(span.text for span in event.evidence)) for event in (one, other))
    return any(unit in second and second[unit] != amount for unit, amount in first.items())


def _conflict(kind: ConflictKind, issue: str, members: Sequence[Record]) -> Conflict:
    ids = tuple(record.id for record in sorted(members, key=order))
    return Conflict(
        id=stable_id("conflict", kind, *sorted(ids)),
        kind=kind,
        members=ids,
        issue=issue,
        confidence=round(min(record.confidence for record in members), 3),
    )
