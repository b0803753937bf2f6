"""Conflicts: parties that stand against each other, claims and their denials, events told differently.

All three look at one issue at a time, with those that are one matter with it, so that a report touches the
conflicts of the issues near those that it is about and no others. Precision comes first: what is unsure,
hypothetical, or no longer in force when the other side spoke makes no conflict.
"""

from bisect import bisect_right
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date as Day
from datetime import timedelta
from itertools import product
from typing import TypeGuard

from onrecord.model import Condition, Conflict, ConflictKind, Event, Position, stable_id
from onrecord.model.claims import LEAST_SURE
from onrecord.track.amounts import amounts
from onrecord.track.days import day_of, order, surely_later
from onrecord.track.frames import Frame
from onrecord.track.sides import opposed, standpoints
from onrecord.track.stances import NOBODY

NEAR = timedelta(days=3)
"""Events of one step further apart than this are taken for two."""
MOST_ANSWERED = 20
"""Of the claims that a denial may answer, the last so many are shown with it."""
TOLD = frozenset({"done", "begun", "agreed"})
NOT_TOLD = frozenset({"failed", "postponed"})

Record = Position | Condition | Event


def conflicts(
    positions: Iterable[Position],
    conditions: Iterable[Condition] = (),
    events: Iterable[Event] = (),
    frame: Frame = NOBODY,
    *,
    outlets: Mapping[str, str] | None = None,
    originals: Mapping[str, str] | None = None,
    least: float = LEAST_SURE,
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
            *(opposition(issue, members) for members in opposed(issue, group, frame, near)),
            *told_otherwise(issue, group, frame, outlets or {}, originals or {}),
        ):
            found.setdefault(conflict.id, conflict)
    days = {record.id: day_of(record.date) for group in by_issue.values() for record in group}
    return tuple(sorted(found.values(), key=lambda one: (max(days[id_] for id_ in one.members), one.id)))


def _issues(record: Record) -> set[str]:
    """The issues that a record can be in conflict about."""
    if not isinstance(record, Condition):
        return {record.issue}
    return {issue for issue, _ in standpoints(record)}


def opposition(issue: str, members: Sequence[Record]) -> Conflict:
    """The conflict of two statements that stand against each other."""
    return _conflict("opposed", issue, members)


def told_otherwise(
    issue: str,
    group: Sequence[Record],
    frame: Frame,
    outlets: Mapping[str, str],
    originals: Mapping[str, str],
    asked: "Asked | None" = None,
) -> Iterator[Conflict]:
    """Claims with their denials, and what reports tell differently.

    Args:
        issue: its id.
        group: what is said of it and of what is one matter with it, in order of time: positions that others
            say that a party holds, allegations, denials and events; the rest doesn't matter.
        frame: who speaks for whom.
        outlets: as for `conflicts`.
        originals: likewise.
        asked: what is wanted of all this; the whole unless given.
    """
    yield from _denied(issue, group, frame, asked)
    yield from _told_differently(issue, group, frame, outlets, originals)


@dataclass(frozen=True, slots=True)
class Asked:
    """Some denials of which it is wanted what they deny, where the earlier ones are known.

    Attributes:
        since: ids of these denials, each with the day from which on what it may deny is given, all of it.
        paired: what the other denials that it restates, or that restate the same, deny: the ids of the first
            statement of the claim and of the denial.
    """

    since: Mapping[str, Day]
    paired: Set[tuple[str, str]]


# A claim and its denial


def _denied(
    issue: str, group: Sequence[Record], frame: Frame, asked: Asked | None = None
) -> Iterator[Conflict]:
    """Each denial with what it denies: an allegation, what others say that the denier holds, an event."""
    denials = [one for one in group if isinstance(one, Position) and one.act == "deny" and one.issue == issue]
    if asked is not None:
        denials = [one for one in denials if one.id in asked.since]
    if not denials:
        return
    claims = _Claims(group, frame)
    paired: set[tuple[str, str]] = set(asked.paired) if asked else set()
    for denial in denials:
        answered: list[Position | Event] = []
        for found in claims.before(denial, asked.since[denial.id] if asked else Day.min):
            claim = claims.first_of(found, denial)
            pair = _root(claim), _root(denial)
            if pair not in paired and _denies(denial, claim, frame):
                paired.add(pair)
                answered.append(claim)
                if len(answered) == MOST_ANSWERED:
                    break
        for claim in answered:
            tellers = (claim.via or _holder(claim), denial.via or denial.holder)
            unnamed = all(teller is not None and _unnamed(teller, frame) for teller in tellers)
            apart = claim.report != denial.report
            kind: ConflictKind = "conflicting_reports" if unnamed and apart else "denial"
            yield _conflict(kind, issue, (claim, denial))


class _Claims:
    """What can be denied of an issue, so that a denial finds what came before it, the last first."""

    def __init__(self, group: Sequence[Record], frame: Frame) -> None:
        self.ordered = [one for one in group if _deniable(one, frame)]
        self.wide = sorted(self.ordered, key=lambda one: one.date.earliest or Day.min)
        self.begins = [one.date.earliest or Day.min for one in self.wide]
        self.own: dict[str, list[Position | Event]] = {}
        self.first: dict[str, Position | Event] = {}
        for one in self.ordered:
            self.own.setdefault(one.report, []).append(one)
            self.first.setdefault(_root(one), one)

    def before(self, denial: Position, since: Day) -> Iterator[Position | Event]:
        """What a denial may answer: what its own report says, then what isn't surely later than it.

        Args:
            denial: the denial.
            since: the day before which nothing is wanted.
        """
        yield from reversed(self.own.get(denial.report, ()))
        last = denial.date.latest
        end = len(self.wide) if last is None else bisect_right(self.begins, last)
        for place in range(end - 1, -1, -1):
            if self.begins[place] < since:
                return
            if self.wide[place].report != denial.report:
                yield self.wide[place]

    def first_of(self, claim: Position | Event, denial: Position) -> Position | Event:
        """The first statement of a claim, where the denial may answer that too."""
        first = self.first[_root(claim)]
        later = surely_later(first.date, denial.date) and first.report != denial.report
        return claim if later or not _like(first, claim) else first


def _deniable(record: Record, frame: Frame) -> TypeGuard[Position | Event]:
    if isinstance(record, Event):
        return record.status in TOLD
    return (
        isinstance(record, Position)
        and record.act != "deny"
        and (record.act == "allege" or not frame.own(record))
    )


def _like(one: Position | Event, other: Position | Event) -> bool:
    """Whether two statements of one claim are told by one."""
    return (one.via, _holder(one)) == (other.via, _holder(other))


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
    if claim.act == "allege":
        # An official who won't be named may well contradict the body that the official works for.
        return claim.holder != denial.holder if _unnamed(claim.holder, frame) else holder != denier
    return holder == denier and not frame.own(claim)


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
    for one, other in _at_one_time(events):
        if _independent(one, other, outlets, originals) and _contradict(one, other):
            yield _conflict("conflicting_reports", issue, (one, other))
    charges = [record for record in group if isinstance(record, Position) and record.act == "allege"]
    pro = [one for one in charges if one.polarity == "for"]
    contra = [one for one in charges if one.polarity == "against"]
    for first, second in product(pro, contra):
        apart = _independent(first, second, outlets, originals) and first.holder != second.holder
        if apart and first.issue == second.issue:
            yield _conflict("conflicting_reports", issue, (first, second))


def _at_one_time(events: Iterable[Event]) -> Iterator[tuple[Event, Event]]:
    """Events that lie so near each other that they are taken for one, each two once."""
    dated = [one for one in events if None not in (one.date.earliest, one.date.latest)]
    running: list[Event] = []
    for event in sorted(dated, key=lambda one: day_of(one.date)):
        running = [one for one in running if day_of(event.date) - day_of(one.date) <= NEAR]
        yield from ((one, event) for one in running)
        running.append(event)


def _independent(
    one: Event | Position, other: Event | Position, outlets: Mapping[str, str], originals: Mapping[str, str]
) -> bool:
    first, second = one.report, other.report
    same_outlet = bool(outlets.get(first)) and outlets.get(first) == outlets.get(second)
    return originals.get(first, first) != originals.get(second, second) and not same_outlet


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
