"""Positions and conditions over time: what restates what, and until when each held.

Every function here looks at one party and one issue at a time, together with the issues that are one matter
with it (`Frame.near`); and for a condition besides at what the same party says of its step and of its
requirement. Nothing else bears on a record's `restates` and `until`. The dates are those of the statements.
Only a statement that is surely later replaces another; one of the same day does so only where its act says
by itself that something else held before: taking back, giving way.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date as Day
from functools import lru_cache
from itertools import chain

from onrecord.model import Condition, Position
from onrecord.text.words import word_set
from onrecord.track.days import day_of, in_force, order, surely_later
from onrecord.track.frames import CLAIMED, GIVES, TELLS_A_CHANGE, Frame, Key, takes_effect
from onrecord.track.stances import NOBODY, Stance, stance_of

REMEMBERED = 16_384  # texts whose marks are likely to be asked for again
NEGATIVE = word_set("no not never nobody nothing none neither nor cannot until unless without refuse refuses")
_NO = r"\b(?:no|not|never|nobody|nothing|none|neither|nor|cannot|refuses?|refused)\b|n[\u2019']t\b"
_UNTIL = r"\b(?:until|till|unless|before|without|while|except|as long as|so long as)\b"
NO_CONFIDENCE = re.compile(r"\bno confidence\b", re.IGNORECASE)
"""A motion of that name refuses nothing."""
REFUSES = re.compile(rf"(?:{_NO}).*{_UNTIL}|^\W*(?:without|unless|until)\b.*(?:{_NO})", re.DOTALL)
"""A refusal up to a point: "no talks until the gates open", "without monitors there will be no signature"."""


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
    own: dict[Key, list[tuple[int, Position]]] = {}
    for place, position in enumerate(sorted(_meant(positions), key=_told_last)):
        own.setdefault(frame.key(position), []).append((place, position))
    wanted = [key for key in sorted(own) if about is None or key[1] in about]
    return {key: _of_matter(key, own, frame) for key in wanted}


def own_by_key(positions: Iterable[Position], frame: Frame = NOBODY) -> dict[Key, list[Position]]:
    """What each party says of each issue itself, in order of time; hypothetical positions are left out."""
    own: dict[Key, list[Position]] = {}
    for position in sorted(_meant(positions), key=_told_last):
        own.setdefault(frame.key(position), []).append(position)
    return own


def _meant(positions: Iterable[Position]) -> Iterator[Position]:
    return (one for one in positions if not one.hypothetical)


def _of_matter(key: Key, own: Mapping[Key, list[tuple[int, Position]]], frame: Frame) -> list[Position]:
    """What a party says of a matter, in order of the places that all positions have."""
    party, about = key
    groups = [own[party, issue] for issue in frame.matter(about) if (party, issue) in own]
    every = sorted(chain.from_iterable(groups)) if len(groups) > 1 else groups[0]
    return [position for _, position in every]


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
        filled.update((one.id, one) for one in _with_states(group, issue, frame))
    return tuple(
        one
        if about is not None and one.issue not in about
        else filled.get(one.id) or _filled(one, None, None)
        for one in every
    )


def _with_states(group: Sequence[Position], about: str, frame: Frame) -> Iterator[Position]:
    """The positions of one party on one issue, from those on its matter in order of time."""
    stances = [stance_of(one, about, frame) for one in group]
    ends = _Ends(group, stances, frame)
    # Statements that restate nothing, by stance, those left out that held no longer by now: their ids, and
    # until when each held.
    first: dict[Stance, list[tuple[str, Day | None]]] = {}
    alike: dict[Stance, list[list[tuple[str, Day | None]]]] = {}  # those that a stance may restate
    for place, (one, stance) in enumerate(zip(group, stances, strict=True)):
        until = ends.of(place)
        day = day_of(one.date)
        if stance not in alike:
            alike[stance] = [roots for other, roots in first.items() if other.same(stance)]
        root = None
        for roots in alike[stance]:
            while roots and (held := roots[0][1]) is not None and held <= day:
                del roots[0]
            root = next((id_ for id_, held in roots if held is None or held > day), None)
            if root is not None:
                break
        if root is None:
            if stance not in first:
                first[stance] = []
                for other, those in alike.items():
                    if stance.same(other):
                        those.append(first[stance])
            first[stance].append((one.id, until))
        if one.issue == about:
            yield _filled(one, root, until)


def _filled(one: Position, restates: str | None, until: Day | None) -> Position:
    same = one.restates == restates and one.until == until
    return one if same else replace(one, restates=restates, until=until)


class _Ends:
    """The days on which the positions of one group were replaced."""

    def __init__(self, group: Sequence[Position], stances: Sequence[Stance], frame: Frame) -> None:
        self.group, self.stances = group, stances
        self.own = [frame.own(one) for one in group]
        classes: dict[tuple[Stance, bool], list[Position]] = {}
        for one, stance, own in zip(group, stances, self.own, strict=True):
            if one.act not in CLAIMED and one.date.earliest is not None:
                classes.setdefault((stance, own), []).append(one)
        self.later: dict[tuple[Stance, bool], tuple[list[Day], list[Day]]] = {}
        for name, members in classes.items():
            members.sort(key=lambda one: (one.date.earliest or Day.min, day_of(one.date)))
            soonest: list[Day] = []
            for one in reversed(members):
                soonest.append(min(day_of(one.date), soonest[-1]) if soonest else day_of(one.date))
            starts = [one.date.earliest or Day.min for one in members]
            self.later[name] = starts, soonest[::-1]
        self.telling = [place for place, one in enumerate(group) if one.act in TELLS_A_CHANGE]
        self._replacing: dict[tuple[Stance, bool], list[tuple[list[Day], list[Day]]]] = {}

    def of(self, place: int) -> Day | None:
        """The day on which the position at a place was replaced, or None."""
        position, stance, own = self.group[place], self.stances[place], self.own[place]
        last = position.date.latest
        if position.act in CLAIMED or last is None:
            return None
        found: list[Day] = []
        for starts, soonest in self._replacing_of(stance, own):
            index = bisect_right(starts, last)
            found += soonest[index : index + 1]
        if position.act not in TELLS_A_CHANGE:
            for other in self.telling:
                one = self.group[other]
                if (
                    (self.own[other] or not own)
                    and takes_effect(one) is not None
                    and one.date.latest is not None
                    and not surely_later(position.date, one.date)
                    and stance.differs(self.stances[other])
                ):
                    found.append(max(day_of(one.date), day_of(position.date)))
        return min(found, default=None)

    def _replacing_of(self, stance: Stance, own: bool) -> list[tuple[list[Day], list[Day]]]:
        """What may replace a stance that its party took itself, or took by what others say."""
        if (stance, own) not in self._replacing:
            self._replacing[stance, own] = [
                days
                for (other, first_hand), days in self.later.items()
                if (first_hand or not own) and stance.differs(other)
            ]
        return self._replacing[stance, own]


def with_condition_states(
    conditions: Iterable[Condition],
    positions: Iterable[Position],
    frame: Frame = NOBODY,
    *,
    about: Container[str] | None = None,
    anew: Container[str] | None = None,
) -> tuple[Condition, ...]:
    """Conditions with `restates` and `until` filled.

    A condition restates the first of the same party with the same step and requirement that was still in
    force. It holds until the party surely later gives the step without it, takes the step back, gives the
    requirement up, or names more that would do instead.

    Args:
        conditions: any; those of one party and step must be complete.
        positions: what the same parties say of those steps and requirements; others don't matter.
        frame: who speaks for whom.
        about: ids of the steps that are wanted, or None for all; other conditions stay as they are.
        anew: ids of the conditions of which it is to be found until when they held, or None for all; of the
            others it is taken to be known.

    Returns:
        The same conditions in the same order. Hypothetical ones restate nothing and are not replaced.
    """
    every = list(conditions)
    turns = Turns(own_by_key(positions, frame), frame)
    lasting: dict[str, Condition] = {}
    groups = terms_by_key(every, frame)
    for (_, step), group in groups.items():
        terms = Terms(group)
        for one in group:
            if one.step == step and (anew is None or one.id in anew):
                by = ending(one, terms, turns)
                lasting[one.id] = replace(one, until=day_of(by.date) if by is not None else None)
    filled: dict[str, Condition] = {}
    for (_, step), group in groups.items():
        if about is not None and step not in about:
            continue
        roots: dict[str, list[Condition]] = {}
        for known in group:
            one = lasting.get(known.id, known)
            near = [
                root
                for root in (_root(one, roots.get(id_, ()), frame) for id_ in frame.matter(one.requirement))
                if root
            ]
            root = min(near, key=order, default=None)
            if root is None:
                roots.setdefault(one.requirement, []).append(one)
            if one.step == step:
                filled[one.id] = replace(one, restates=root.id if root else None)
    return tuple(
        one
        if about is not None and one.step not in about
        else filled.get(one.id) or replace(one, restates=None, until=None)
        for one in every
    )


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
    return _refuses(" ".join(span.text for span in condition.evidence))


@lru_cache(maxsize=REMEMBERED)
def _refuses(words: str) -> bool:
    return bool(REFUSES.search(NO_CONFIDENCE.sub("", words.casefold())))


def opens(condition: Condition) -> bool:
    """Whether a condition is put as what the party would do, not as what it won't."""
    return _opens(" ".join(span.text for span in condition.evidence))


@lru_cache(maxsize=REMEMBERED)
def _opens(text: str) -> bool:
    plain = NO_CONFIDENCE.sub("", text)
    words = {word.strip(".,;:'\"“”’").casefold() for word in plain.split()}
    refused = words & NEGATIVE or any(word.endswith(("n't", "n’t")) for word in words)
    return not refused


def _root(one: Condition, roots: Sequence[Condition], frame: Frame) -> Condition | None:
    """The first condition in force with the same terms, of those with one requirement."""
    if not roots or not same_terms(one, roots[0], frame):
        return None
    return next((root for root in roots if _restates(one, root)), None)


def _restates(one: Condition, root: Condition) -> bool:
    there = root.until is None or root.until > day_of(one.date)
    return there and not set(one.alternatives) - set(root.alternatives)


class Terms:
    """The conditions of one party on one matter, in order of time."""

    def __init__(self, conditions: Sequence[Condition]) -> None:
        self.conditions = conditions
        self.with_more = [one for one in conditions if one.alternatives]
        days = sorted((one.date.latest or Day.max for one in conditions), reverse=True)
        self._last, self._before_last = [*days, Day.min, Day.min][:2]

    def last_beside(self, condition: Condition) -> Day:
        """The last day on which one of the others was put; the last of all days where that is unknown."""
        own = condition.date.latest or Day.max
        return self._before_last if own == self._last else self._last


class Turns:
    """What parties said by which conditions of theirs may end, so that each finds what came after it.

    Args:
        said: positions by party and issue, in order of time.
        frame: who speaks for whom.
    """

    def __init__(self, said: Mapping[Key, Sequence[Position]], frame: Frame = NOBODY) -> None:
        self.said, self.frame = said, frame
        self._found: dict[tuple[str, str, str], tuple[list[Position], list[Day]]] = {}

    def taken_back(self, party: str, step: str) -> tuple[list[Position], list[Day]]:
        """What takes a step back, in order, and the days of these."""
        return self._of("back", party, step, lambda one: one.act == "withdraw" and one.polarity != "for")

    def given(self, party: str, step: str) -> tuple[list[Position], list[Day]]:
        """What gives a step, likewise."""
        return self._of(
            "given",
            party,
            step,
            lambda one: one.act in GIVES and self.frame.polarity(one.polarity, one.issue, step) == "for",
        )

    def given_up(self, party: str, requirement: str) -> tuple[list[Position], list[Day]]:
        """What gives a requirement up, likewise."""
        return self._of(
            "up",
            party,
            requirement,
            lambda one: (
                one.act not in CLAIMED
                and (
                    one.act == "withdraw"
                    or self.frame.polarity(one.polarity, one.issue, requirement) == "against"
                )
            ),
        )

    def _of(
        self, name: str, party: str, issue: str, wanted: Callable[[Position], bool]
    ) -> tuple[list[Position], list[Day]]:
        if (name, party, issue) not in self._found:
            every = sorted(
                (one for one in about(party, issue, self.said, self.frame) if wanted(one)), key=order
            )
            self._found[name, party, issue] = every, [day_of(one.date) for one in every]
        return self._found[name, party, issue]


def ending(condition: Condition, terms: Terms, turns: Turns) -> Position | Condition | None:
    """The first record by which a condition no longer holds, or None.

    Args:
        condition: a condition.
        terms: all conditions of the same party on the same step.
        turns: what the party said of that step, and of what the condition waits for.
    """
    frame = turns.frame
    party = frame.party(condition.holder, condition.date)
    own = frame.own(condition)
    last = condition.date.latest
    if last is None:
        return None
    found: list[Position | Condition] = []
    beside = terms.last_beside(condition)  # a step is not given where its terms are put again then, or later
    for (every, days), after in (
        (turns.taken_back(party, condition.step), last),
        (turns.given(party, condition.step), max(last, beside)),
        (turns.given_up(party, condition.requirement), last),
    ):
        for position in every[bisect_right(days, after) :]:
            first = takes_effect(position)
            if first is not None and first > after and (not own or frame.own(position)):
                found.append(position)
                break
    for other in terms.with_more:
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
