"""Positions and conditions over time: what restates what, and until when each held.

Every function here looks at one party and one issue at a time, together with the issues that are one matter
with it (`Frame.near`); and for a condition besides at what the same party says of its step and of its
requirement. Nothing else bears on a record's `restates` and `until`. The dates are those of the statements.
Only a statement that is surely later replaces another; one of the same day does so only where its act says
by itself that something else held before: taking back, giving way.
"""

import re
from bisect import bisect_right
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date as Day

from onrecord.model import Condition, Polarity, Position
from onrecord.text.words import word_set
from onrecord.track.amounts import amounts_of
from onrecord.track.days import day_of, in_force, order, surely_later
from onrecord.track.frames import CLAIMED, GIVES, TELLS_A_CHANGE, Frame, Key

NOBODY = Frame()
NEGATIVE = word_set("no not never nobody nothing none neither nor cannot until unless without refuse refuses")
_NO = r"\b(?:no|not|never|nobody|nothing|none|neither|nor|cannot|refuses?|refused)\b|n[\u2019']t\b"
_UNTIL = r"\b(?:until|till|unless|before|without|while|except|as long as|so long as)\b"
REFUSES = re.compile(rf"(?:{_NO}).*{_UNTIL}|^\W*(?:without|unless|until)\b.*(?:{_NO})", re.DOTALL)
"""A refusal up to a point: "no talks until the gates open", "without monitors there will be no signature"."""


@dataclass(frozen=True, slots=True)
class Stance:
    """What a position amounts to: two positions of one party on one issue differ where their stances do.

    Attributes:
        kind: the act for an allegation or a denial, `withdraw` for a withdrawal, else empty.
        polarity: about the issue, not about its absence.
        amounts: what is asked or offered, by unit.
        demands: whether the amount is asked for, and not offered; None where it is only accepted.
    """

    kind: str
    polarity: Polarity
    amounts: tuple[tuple[str, float], ...]
    demands: bool | None

    def differs(self, other: "Stance") -> bool:
        """Whether the two can't be one position."""
        if (self.kind, self.polarity) != (other.kind, other.polarity):
            return True
        return self.moves(other) is not None

    def moves(self, other: "Stance") -> tuple[float, float] | None:
        """Two amounts of one unit that differ between this stance and another of the same kind, if any."""
        if None not in (self.demands, other.demands) and self.demands != other.demands:
            return None
        theirs = dict(other.amounts)
        for unit, amount in self.amounts:
            if unit in theirs and theirs[unit] != amount:
                return amount, theirs[unit]
        return None


def stance_of(position: Position, about: str, frame: Frame = NOBODY) -> Stance:
    """What a position amounts to, about its own issue or another of the same matter."""
    kind = position.act if position.act in CLAIMED or position.act == "withdraw" else ""
    counted = (
        amounts_of(position) if position.act in {"demand", "offer", "accept", "commit", "concede"} else {}
    )
    return Stance(
        kind,
        frame.polarity(position.polarity, position.issue, about),
        tuple(sorted(counted.items())),
        None if position.act == "accept" else position.act == "demand",
    )


def by_key(
    positions: Iterable[Position], frame: Frame = NOBODY, about: Container[str] | None = None
) -> dict[Key, list[Position]]:
    """What each party says of each issue and of those that are one matter with it, in order of time.

    Hypothetical positions are left out. A position stands under every issue of its matter.

    Args:
        positions: any.
        frame: who speaks for whom, and which issues are one matter.
        about: ids of the issues that are wanted, or None for all.
    """
    own: dict[Key, list[Position]] = {}
    for position in positions:
        if not position.hypothetical:
            own.setdefault(frame.key(position), []).append(position)
    wanted = [key for key in sorted(own) if about is None or key[1] in about]
    return {key: sorted(_of_matter(key, own, frame), key=_told_last) for key in wanted}


def own_by_key(positions: Iterable[Position], frame: Frame = NOBODY) -> dict[Key, list[Position]]:
    """What each party says of each issue itself, in order of time; hypothetical positions are left out."""
    own: dict[Key, list[Position]] = {}
    for position in positions:
        if not position.hypothetical:
            own.setdefault(frame.key(position), []).append(position)
    return {key: sorted(group, key=_told_last) for key, group in own.items()}


def _of_matter(key: Key, own: Mapping[Key, list[Position]], frame: Frame) -> Iterator[Position]:
    party, about = key
    for issue in frame.matter(about):
        yield from own.get((party, issue), ())


def _told_last(position: Position) -> tuple[Day, bool, tuple[Day, str, int, str]]:
    """The order of time; within a day, what tells of a change comes after what it changes."""
    return day_of(position.date), position.act in TELLS_A_CHANGE, order(position)


def with_states(
    positions: Iterable[Position], frame: Frame = NOBODY, about: Container[str] | None = None
) -> tuple[Position, ...]:
    """Positions with `restates` and `until` filled.

    A position restates the first statement of the same stance that was still in force on its day. It holds
    until the first day on which the same party surely took another stance on the issue. What others say
    that a party holds doesn't replace what the party said itself. Allegations and denials are restated and
    never replaced.

    Args:
        positions: any; those of one party and issue must be complete, and those in copies left out.
        frame: who speaks for whom.
        about: ids of the issues that are wanted, or None for all.

    Returns:
        The same positions in the same order, those on other issues than the wanted as they were. Hypothetical
        ones restate nothing and are not replaced.
    """
    every = list(positions)
    filled: dict[str, Position] = {}
    for (_, issue), group in by_key(every, frame, about).items():
        filled.update((one.id, one) for one in _with_states(group, issue, frame) if one.issue == issue)
    return tuple(
        one
        if about is not None and one.issue not in about
        else filled.get(one.id) or replace(one, restates=None, until=None)
        for one in every
    )


def _with_states(group: Sequence[Position], about: str, frame: Frame) -> list[Position]:
    """The positions of one party on one matter, in order of time."""
    stances = {one.id: stance_of(one, about, frame) for one in group}
    ends = _Ends(group, stances, frame)
    filled: list[Position] = []
    first: dict[Stance, list[Position]] = {}  # statements that restate nothing, by stance
    for one in group:
        until = ends.of(one)
        day = day_of(one.date)
        root = next(
            (
                root
                for stance, roots in first.items()
                if not stance.differs(stances[one.id])
                for root in roots
                if root.until is None or root.until > day
            ),
            None,
        )
        done = replace(one, restates=root.id if root else None, until=until)
        if root is None:
            first.setdefault(stances[one.id], []).append(done)
        filled.append(done)
    return filled


class _Ends:
    """The days on which the positions of one group were replaced."""

    def __init__(self, group: Sequence[Position], stances: Mapping[str, Stance], frame: Frame) -> None:
        self.stances = stances
        self.own = {one.id: frame.own(one) for one in group}
        classes: dict[tuple[Stance, bool], list[Position]] = {}
        for one in group:
            if one.act not in CLAIMED and one.date.earliest is not None:
                classes.setdefault((stances[one.id], self.own[one.id]), []).append(one)
        self.later: dict[tuple[Stance, bool], tuple[list[Day], list[Day]]] = {}
        for name, members in classes.items():
            members.sort(key=lambda one: (one.date.earliest or Day.min, day_of(one.date)))
            soonest: list[Day] = []
            for one in reversed(members):
                soonest.append(min(day_of(one.date), soonest[-1]) if soonest else day_of(one.date))
            starts = [one.date.earliest or Day.min for one in members]
            self.later[name] = starts, soonest[::-1]
        self.telling = [one for one in group if one.act in TELLS_A_CHANGE]

    def of(self, position: Position) -> Day | None:
        """The day on which a position was replaced, or None."""
        if position.act in CLAIMED:
            return None
        stance, own = self.stances[position.id], self.own[position.id]
        found: list[Day] = []
        if position.date.latest is not None:
            for (other, first_hand), (starts, soonest) in self.later.items():
                if stance.differs(other) and (first_hand or not own):
                    index = bisect_right(starts, position.date.latest)
                    found += soonest[index : index + 1]
        if position.act not in TELLS_A_CHANGE:
            found += [
                max(day_of(one.date), day_of(position.date))
                for one in self.telling
                if (self.own[one.id] or not own)
                and stance.differs(self.stances[one.id])
                and not surely_later(position.date, one.date)
                and one.date.earliest is not None
                and one.date.latest is not None
                and position.date.latest is not None
            ]
        return min(found, default=None)


def with_condition_states(
    conditions: Iterable[Condition], positions: Iterable[Position], frame: Frame = NOBODY
) -> tuple[Condition, ...]:
    """Conditions with `restates` and `until` filled.

    A condition restates the first of the same party with the same step and requirement that was still in
    force. It holds until the party surely later gives the step without it, takes the step back, gives the
    requirement up, or names more that would do instead.

    Args:
        conditions: any; those of one party and step must be complete.
        positions: what the same parties say of those steps and requirements; others don't matter.
        frame: who speaks for whom.

    Returns:
        The same conditions in the same order. Hypothetical ones restate nothing and are not replaced.
    """
    every = list(conditions)
    said = own_by_key(positions, frame)
    filled: dict[str, Condition] = {}
    for (_, step), group in terms_by_key(every, frame).items():
        roots: list[Condition] = []
        for one in group:
            by = ending(one, group, said, frame)
            until = day_of(by.date) if by is not None else None
            root = next((root for root in roots if _restates(one, root, frame)), None)
            done = replace(one, restates=root.id if root else None, until=until)
            if root is None:
                roots.append(done)
            if one.step == step:
                filled[one.id] = done
    return tuple(filled.get(one.id, replace(one, restates=None, until=None)) for one in every)


def terms_by_key(conditions: Iterable[Condition], frame: Frame = NOBODY) -> dict[Key, list[Condition]]:
    """The conditions of each party on each step and on those of the same matter, in order of time."""
    own: dict[Key, list[Condition]] = {}
    for one in conditions:
        if not one.hypothetical:
            own.setdefault(frame.key(one), []).append(one)
    found = {}
    for party, step in sorted(own):
        group = [one for issue in frame.matter(step) for one in own.get((party, issue), ())]
        found[party, step] = sorted((one for one in group if frame.sign(one.step, step) > 0), key=order)
    return found


def same_terms(one: Condition, other: Condition, frame: Frame = NOBODY) -> bool:
    """Whether two conditions on one step wait for the same thing."""
    return frame.sign(one.requirement, other.requirement) > 0


def refuses(condition: Condition) -> bool:
    """Whether a condition is put as what the party won't do: "no talks until ...", "nobody unless ..."."""
    words = " ".join(span.text for span in condition.evidence).casefold()
    return bool(REFUSES.search(words))


def opens(condition: Condition) -> bool:
    """Whether a condition is put as what the party would do, not as what it won't."""
    words = {word.strip(".,;:'\"“”’").casefold() for span in condition.evidence for word in span.text.split()}
    refused = words & NEGATIVE or any(word.endswith(("n't", "n’t")) for word in words)
    return not refused


def _restates(one: Condition, root: Condition, frame: Frame) -> bool:
    there = root.until is None or root.until > day_of(one.date)
    return there and same_terms(one, root, frame) and not set(one.alternatives) - set(root.alternatives)


def ending(
    condition: Condition,
    beside: Sequence[Condition],
    said: Mapping[Key, Sequence[Position]],
    frame: Frame = NOBODY,
) -> Position | Condition | None:
    """The first record by which a condition no longer holds, or None.

    Args:
        condition: a condition.
        beside: all conditions of the same party on the same step.
        said: positions by party and issue, in order of time.
        frame: who speaks for whom.
    """
    party = frame.party(condition.holder, condition.date)
    own = frame.own(condition)
    found: list[Position | Condition] = []
    for position in about(party, condition.step, said, frame):
        gives = position.act in GIVES
        if not gives and position.act != "withdraw":
            continue
        if surely_later(position.date, condition.date) and (frame.own(position) or not own):
            gives = gives and frame.polarity(position.polarity, position.issue, condition.step) == "for"
            taken_back = position.act == "withdraw" and position.polarity != "for"
            if taken_back or (gives and not _put_again(condition, position, beside)):
                found.append(position)
    for position in about(party, condition.requirement, said, frame):
        if position.act in CLAIMED or not surely_later(position.date, condition.date):
            continue
        if own and not frame.own(position):
            continue
        wanted = frame.polarity(position.polarity, position.issue, condition.requirement)
        if position.act == "withdraw" or wanted == "against":
            found.append(position)
    for other in beside:
        more = set(other.alternatives) - set(condition.alternatives)
        if more and surely_later(other.date, condition.date) and same_terms(condition, other, frame):
            found.append(other)
    return min(found, key=order, default=None)


def about(
    party: str, issue: str, said: Mapping[Key, Sequence[Position]], frame: Frame = NOBODY
) -> Iterator[Position]:
    """What a party says of an issue and of those that are one matter with it.

    Args:
        party: the party.
        issue: the issue.
        said: as `own_by_key` gives it.
        frame: which issues are one matter.
    """
    for near in frame.matter(issue):
        yield from (one for one in said.get((party, near), ()) if one.issue == near)


def _put_again(condition: Condition, position: Position, beside: Iterable[Condition]) -> bool:
    """Whether the party put a condition on the step again when it gave the step, or later."""
    return any(one.id != condition.id and not surely_later(position.date, one.date) for one in beside)


def state(
    positions: Iterable[Position], as_of: Day, frame: Frame = NOBODY
) -> dict[Key, tuple[Position, ...]]:
    """What each party holds on each issue on a day.

    Args:
        positions: with `until` filled (`with_states`).
        as_of: the day.
        frame: who speaks for whom.

    Returns:
        By party and issue, the statements in force on that day on it and its matter, the latest first, what
        the party says itself before what others say of it. Allegations, denials and hypothetical positions
        are no states.
    """
    found: dict[Key, tuple[Position, ...]] = {}
    for key, group in by_key(positions, frame).items():
        there = [one for one in group if one.act not in CLAIMED and in_force(one, as_of)]
        if any(one.issue == key[1] for one in there):
            found[key] = tuple(sorted(reversed(there), key=lambda one: not frame.own(one)))
    return found
