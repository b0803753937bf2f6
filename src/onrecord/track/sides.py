"""Sides: for how long a party was for or against an issue, and which parties stand against each other.

Each side is told by one party's statements on one issue and those near it, so that it can be kept and need
not be found again when another party speaks. Two sides that were taken at one time and are opposed make a
conflict.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date as Day
from datetime import timedelta

from onrecord.model import Condition, Event, Polarity, Position
from onrecord.track.amounts import amounts
from onrecord.track.days import day_of, order
from onrecord.track.frames import CLAIMED, Frame
from onrecord.track.states import refuses

MOST_HEARD = 30
"""Of an issue no more parties than these, those that said the most, are set against each other. Where
thousands speak, each against each would be millions of conflicts, and nobody's to read."""

LONGEST = timedelta(days=92)
"""A refusal of last winter that nobody has repeated is not set against a demand of this summer."""

Statement = Position | Condition


@dataclass(frozen=True, slots=True)
class Said:
    """The first statement of its kind that a party made on a day.

    Attributes:
        day: the day.
        claim: its id.
        plain: whether it is a position, not a condition.
    """

    day: Day
    claim: str
    plain: bool


@dataclass(frozen=True, slots=True)
class Side:
    """One party for or against an issue without a break.

    Attributes:
        party: id of the party.
        polarity: `for` or `against`.
        said: the first position and the first condition of each day, in order of time.
        until: the day on which the last of its statements was replaced, or None.
        statements: how many there were.
    """

    party: str
    polarity: Polarity
    said: tuple[Said, ...]
    until: Day | None
    statements: int

    @property
    def since(self) -> Day:
        """The day of its first statement."""
        return self.said[0].day

    def by(self, day: Day) -> str:
        """The first statement of the last day up to one; a position rather than a condition."""
        before = [one for one in self.said if one.day <= day] or [self.said[0]]
        plain = [one for one in before if one.plain]
        return max(plain or before, key=lambda one: one.day).claim


def standpoints(record: Statement) -> list[tuple[str, Polarity]]:
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


def sides(issue: str, records: Iterable[Statement | Event], frame: Frame) -> list[Side]:
    """Who is for an issue and who against: by positions, by conditions that ask for it or withhold it.

    Args:
        issue: its id.
        records: what is said of it and of what is one matter with it, in order of time, with `until` filled.
        frame: who speaks for whom.

    Returns:
        Sides, each party's in order of time.
    """
    said: dict[tuple[str, Polarity], list[Statement]] = {}
    for record in records:
        if isinstance(record, Event) or (isinstance(record, Position) and record.act in CLAIMED):
            continue
        if isinstance(record, Position) and (record.act, record.polarity) == ("commit", "against"):
            continue  # who undertakes not to strike stands against nobody else's strike
        if isinstance(record, Condition) and frame.sign(record.step, record.requirement):
            continue  # for and against at once: misread
        party = frame.party(record.holder, record.date)
        for near, stand in standpoints(record):
            polarity = frame.polarity(stand, near, issue)
            if polarity != "open" and frame.sign(near, issue):
                said.setdefault((party, polarity), []).append(record)
    return [side for key, statements in said.items() for side in _stretches(*key, statements)]


def _stretches(party: str, polarity: Polarity, statements: Iterable[Statement]) -> Iterator[Side]:
    """One party's statements of one polarity, parted where all before were replaced."""
    run: list[Statement] = []
    last, gone = Day.min, True  # until when the run held, if all of it was replaced
    for record in statements:
        if run and gone and last < day_of(record.date):
            yield _side(party, polarity, run, last)
            run, last, gone = [], Day.min, True
        run.append(record)
        gone = gone and record.until is not None
        last = max(last, record.until or Day.min)
    yield _side(party, polarity, run, last if gone else None)


def _side(party: str, polarity: Polarity, run: Sequence[Statement], until: Day | None) -> Side:
    first: dict[tuple[Day, bool], str] = {}
    for record in run:
        first.setdefault((day_of(record.date), isinstance(record, Position)), record.id)
    said = tuple(Said(day, id_, plain) for (day, plain), id_ in first.items())
    return Side(party, polarity, said, until, len(run))


def heard(every: Iterable[Side], most: int = MOST_HEARD) -> set[str]:
    """The parties that said the most; of those that said as much the ones with the smallest ids."""
    counts: dict[str, int] = {}
    for side in every:
        counts[side.party] = counts.get(side.party, 0) + side.statements
    return set(sorted(counts, key=lambda party: (-counts[party], party))[:most])


def opposed_pairs(
    every: Iterable[Side], news: Mapping[str, Day] | None = None
) -> Iterator[tuple[tuple[str, str], tuple[str, str]]]:
    """Sides of two parties, one for and one against, taken at one time.

    Args:
        every: the sides of the parties that are heard on an issue.
        news: ids of the parties of which one must be among the two, each with the day from which on those
            pairs are wanted that came to stand against each other; or None for all.

    Yields:
        The ids of a statement of each, the one for it first, and of their parties. The later of the two is of
        the day on which they came to stand against each other.
    """
    held: dict[Polarity, list[Side]] = {"for": [], "against": []}
    for side in sorted(every, key=lambda side: side.since):
        start = side.since
        if side.polarity == "open" or not _stands(side, start):
            continue
        against: Polarity = "against" if side.polarity == "for" else "for"
        held[against] = [one for one in held[against] if _stands(one, start)]
        held[side.polarity].append(side)
        for other in held[against]:
            wanted = news is None or any(news.get(one.party, Day.max) <= start for one in (side, other))
            if wanted and side.party != other.party:
                one, two = (side, other) if side.polarity == "for" else (other, side)
                yield (one.by(start), two.by(start)), (one.party, two.party)


def _stands(side: Side, day: Day) -> bool:
    return side.until is None or side.until > day


def stands_against(issue: str, members: Sequence[Statement], frame: Frame) -> bool:
    """Whether statements of two sides make a conflict at an issue."""
    last = max(members, key=order)
    apart = max(day_of(one.date) for one in members) - min(day_of(one.date) for one in members)
    return (
        apart <= LONGEST
        and _plainly(issue, members, frame)
        and not _of_other_amounts(members)
        and any(near == issue for near, _ in standpoints(last))
        and not _by_absence(issue, members, frame)
    )


def _plainly(issue: str, members: Sequence[Statement], frame: Frame) -> bool:
    """Whether one of two says for or against outright; what terms withhold must be asked for.

    Terms against terms are for the reasoner to hold against each other (`onrecord.reason`), unless each
    withholds what the other waits for.
    """
    terms = [one for one in members if isinstance(one, Condition)]
    outright = [one for one in members if isinstance(one, Position)]
    if len(terms) > 1:
        one, other = terms
        pairs = (one.step, other.requirement), (other.step, one.requirement)
        return all(_is_one(issue, *pair, frame) for pair in pairs)
    withheld = [one for one in terms if frame.sign(one.step, issue)]
    return bool(outright) and (not withheld or outright[0].act == "demand")


def _is_one(issue: str, one: str, other: str, frame: Frame) -> bool:
    """Whether two issues are one, or both are one matter with a third."""
    return one == other or (frame.sign(one, issue) > 0 and frame.sign(other, issue) > 0)


def _of_other_amounts(members: Sequence[Statement]) -> bool:
    """Whether two speak of different amounts of one measure: who takes 350 tonnes may well refuse 320."""
    first, second = (amounts(" ".join(span.text for span in one.evidence)) for one in members)
    common = first.keys() & second.keys()
    return bool(common) and all(first[unit] != second[unit] for unit in common)


def _by_absence(issue: str, members: Sequence[Statement], frame: Frame) -> bool:
    """Whether a condition that waits for the absence of a thing is all that stands against the thing.

    "Without A no B" is too easily taken the wrong way round to be shown as a refusal of A.
    """
    conditions = [one for one in members if isinstance(one, Condition)]
    about = [near for one in members for near, _ in standpoints(one) if frame.sign(near, issue)]
    signs = {frame.sign(near, issue) for near in about}
    return bool(conditions) and len(signs) > 1


def opposed(
    issue: str, records: Sequence[Statement | Event], frame: Frame, known: Mapping[str, Statement | Event]
) -> Iterator[tuple[Statement, Statement]]:
    """The statements that stand against each other on an issue, from nothing but what is said of it.

    Args:
        issue: its id.
        records: as for `sides`.
        frame: who speaks for whom.
        known: the records by id.
    """
    every = sides(issue, records, frame)
    loud = heard(every)
    for ids, _ in opposed_pairs([side for side in every if side.party in loud]):
        members = [one for id_ in ids if isinstance(one := known[id_], Position | Condition)]
        if stands_against(issue, members, frame):
            yield members[0], members[1]
