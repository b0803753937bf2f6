"""What is told otherwise at issues, and what has been done: claims and denials, one event told differently.

A new statement bears on what is told from its day on and on nothing before, so only that is found anew. Of
what came before the claims are read that a denial may still answer: those that no other of the same did.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date as Day
from typing import Any

from sqlalchemy import Connection

from onrecord.consolidation.framing import Issues
from onrecord.consolidation.judged_tracked import JudgedTracked
from onrecord.model import Conflict, Event, Position
from onrecord.model.claims import LEAST_SURE
from onrecord.store import sides, standing, stands, told
from onrecord.store.rows import batches
from onrecord.store.standing import Loaded
from onrecord.store.told import Told
from onrecord.track.conflicts import MOST_ANSWERED, NEAR, TOLD, Asked, told_otherwise
from onrecord.track.days import order
from onrecord.track.settled import with_met

AT_ONCE = 100  # issues whose statements are read together
FIRST = 3 * MOST_ANSWERED  # claims that a denial is held against before more are read


@dataclass(slots=True)
class News:
    """What is new of what is told, by numbers of issues.

    Attributes:
        since: the issues, each with the first day of which something is new; the first of all for anything.
        moved: claims that restate another than before.
        settled: the issues at which it may be news what has been done.
    """

    since: dict[int, Day] = field(default_factory=dict)
    moved: set[int] = field(default_factory=set)
    settled: set[int] = field(default_factory=set)

    def note(self, issues: Iterable[int], since: Day) -> None:
        """Note that something of a day is new at some issues."""
        for issue in issues:
            self.since[issue] = min(since, self.since.get(issue, since))


def tell(connection: Connection, news: News, known: Issues, judged: JudgedTracked) -> None:
    """Find what is told otherwise at some issues anew: denials, events that reports tell differently."""
    rejected = _rejected(connection, judged)
    light: dict[int, list[Told]] = {}
    whole: list[int] = []
    for issue, first in sorted(news.since.items()):
        around = known.around(issue)
        if first > Day.min and not around & rejected:
            told.read_told(connection, around - light.keys(), light)
            every = [one for near in sorted(around) for one in light[near]]
            since = _parting(connection, issue, around, first, every, news.moved)
            if since > Day.min:
                _tell_since(connection, issue, around, since, every, known, judged)
                continue
        whole.append(issue)
    for some in batches(whole, AT_ONCE):
        _tell_all(connection, some, known, judged)
    for issue in sorted(news.settled):
        _meet(connection, issue, known)


def _rejected(connection: Connection, judged: JudgedTracked) -> set[int]:
    """The issues of what people rejected, which stands in no row."""
    ids = {id_ for of, verdict in judged.verdicts.items() if verdict == "reject" for id_ in of}
    return stands.issues_of(connection, ids) if ids else set()


def _parting(
    connection: Connection, issue: int, around: set[int], since: Day, every: Sequence[Told], moved: set[int]
) -> Day:
    """The last day up to one that parts what is told into what is surely before it and what is surely not.

    Returns:
        The day, or the first of all days where all must be looked at.
    """
    if moved and (first := told.told_with(connection, around, moved)):
        since = min(since, first)
    if any(one.act == "deny" and one.issue == issue and one.latest is None for one in every):
        return Day.min
    spans = sorted(((one.day, one.begins) for one in every), reverse=True)
    for day, begins in spans:
        if day < since:
            break
        since = min(since, begins)
    return since


def _tell_all(connection: Connection, issues: Sequence[int], known: Issues, judged: JudgedTracked) -> None:
    around = {issue: known.around(issue) for issue in issues}
    every = {near for nears in around.values() for near in nears}
    loaded = standing.load_told(connection, known.ids, known.actors, about=every)
    records: dict[str, list[Position | Event]] = {}
    for one in _counting(loaded):
        records.setdefault(one.issue, []).append(one)
    for issue in issues:
        frame = known.frame(around[issue], known.actors)
        group = [one for id_ in frame.matter(known.ids[issue]) for one in records.get(id_, ())]
        group.sort(key=order)
        found = told_otherwise(known.ids[issue], group, frame, loaded.outlets, loaded.originals)
        rows = _rows(issue, judged.conflicts(found), loaded)
        told.put_told(connection, issue, rows, told.kept_since(connection, issue, Day.min))


def _every(loaded: Loaded) -> list[Position | Event]:
    return [*loaded.positions.values(), *loaded.events.values()]


def _counting(loaded: Loaded) -> list[Position | Event]:
    return [
        one
        for one in _every(loaded)
        if one.confidence >= LEAST_SURE and not (isinstance(one, Position) and one.hypothetical)
    ]


def _rows(issue: int, conflicts: Iterable[Conflict], loaded: Loaded) -> Iterator[dict[str, Any]]:
    for conflict in conflicts:
        told_on = [_record(loaded, id_).date for id_ in conflict.members]
        dated = [day for date in told_on if (day := date.latest or date.earliest)]
        yield sides.conflict_row(conflict, issue, loaded.numbers, max(dated, default=None))


def _record(loaded: Loaded, id_: str) -> Position | Event:
    return loaded.positions[id_] if id_ in loaded.positions else loaded.events[id_]


def _tell_since(
    connection: Connection,
    issue: int,
    around: set[int],
    since: Day,
    every: Sequence[Told],
    known: Issues,
    judged: JudgedTracked,
) -> None:
    """The same of a day on, before which all stays as it is."""
    here = {one.number: one for one in every}
    denials = [one for one in every if one.act == "deny" and one.issue == issue and one.day >= since]
    paired = _paired(connection, issue, since, denials, here)
    beside = _beside(every, since, denials)
    most = FIRST
    while True:
        wanted = set(beside)
        reach: dict[int, Day] = {}
        for denial in denials:
            chosen, reach[denial.number] = _answerable(denial, every, paired, most)
            wanted |= chosen
        wanted |= _firsts(every, wanted)
        loaded = standing.load_told(connection, known.ids, known.actors, numbers=wanted)
        ids = {number: id_ for id_, number in loaded.numbers.items()}
        roots = {here[number].root for pair in paired for number in pair} - ids.keys()
        ids |= stands.ids_of_claims(connection, roots)
        asked = Asked(
            {ids[one.number]: reach[one.number] for one in denials},
            {(ids[here[one].root], ids[here[other].root]) for one, other in paired},
        )
        frame = known.frame(around, known.actors)
        group = sorted(_counting(loaded), key=order)
        found = list(told_otherwise(known.ids[issue], group, frame, loaded.outlets, loaded.originals, asked))
        if not _short(found, denials, reach, ids):
            break
        most *= 4
    new = [one for one in found if _of_now(one, since, here, loaded.numbers)]
    former = [
        row
        for row in told.kept_since(connection, issue, since)
        if _day_of((row["one"], row["other"]), here) >= since
    ]
    told.put_told(connection, issue, _rows(issue, judged.conflicts(new), loaded), former)


def _paired(
    connection: Connection, issue: int, since: Day, denials: Sequence[Told], here: Mapping[int, Told]
) -> set[tuple[int, int]]:
    """What earlier denials of the same deny, with these, as the ledger has it."""
    roots = {one.root for one in denials}
    earlier = {
        one.number
        for one in here.values()
        if one.act == "deny" and one.issue == issue and one.root in roots and one.day < since
    }
    found = set()
    for one, other in told.denied_by(connection, issue, earlier):
        claim, denial = (one, other) if other in earlier else (other, one)
        found.add((claim, denial))
    return found


def _beside(every: Sequence[Told], since: Day, denials: Sequence[Told]) -> set[int]:
    """What is told from a day on, with what events and allegations of then can be held against."""
    new = [one for one in every if one.day >= since]
    found = {one.number for one in new}
    if any(one.event for one in new) and since - Day.min > NEAR:
        found |= {one.number for one in every if one.event and one.day >= since - NEAR}
    charged = {(one.issue, one.polarity) for one in new if one.act == "allege" and not one.event}
    found |= {
        one.number
        for one in every
        if one.act == "allege"
        and not one.event
        and any(issue == one.issue and polarity != one.polarity for issue, polarity in charged)
    }
    reports = {one.report for one in denials}
    return found | {one.number for one in every if one.report in reports}


def _answerable(
    denial: Told, every: Sequence[Told], paired: set[tuple[int, int]], most: int
) -> tuple[set[int], Day]:
    """The last claims that a denial may answer and that no earlier one of the same did.

    Returns:
        Their numbers, and the day from which on these are all; the first of all days for all there are.
    """
    known = {one.number: one.root for one in every}
    answered = {known[claim] for claim, other in paired if known.get(other) == denial.root and claim in known}
    ahead = [
        one
        for one in every
        if _counts(one)
        and one.root not in answered
        and (denial.latest is None or one.begins <= denial.latest)
    ]
    ahead.sort(key=lambda one: one.begins, reverse=True)
    chosen: set[int] = set()
    roots: set[int] = set()
    day = Day.max
    for one in ahead:
        if len(roots) >= most and one.begins < day:
            return chosen, day
        chosen.add(one.number)
        roots.add(one.root)
        day = one.begins
    return chosen, Day.min


def _counts(one: Told) -> bool:
    """Whether it can be denied."""
    return one.deniable and (not one.event or one.act in TOLD)


def _firsts(every: Sequence[Told], numbers: set[int]) -> set[int]:
    """The first statements of some claims; all of the first day, where order is told by more."""
    roots = {one.root for one in every if one.number in numbers}
    first: dict[int, Day] = {}
    for one in every:
        if one.root in roots and _counts(one):
            first[one.root] = min(one.day, first.get(one.root, one.day))
    return {one.number for one in every if _counts(one) and first.get(one.root) == one.day}


def _short(
    found: Iterable[Conflict], denials: Iterable[Told], reach: Mapping[int, Day], ids: Mapping[int, str]
) -> bool:
    """Whether a denial answers fewer claims than it may, of which not all were read."""
    counts: dict[str, int] = {}
    for one in found:
        for id_ in one.members:
            counts[id_] = counts.get(id_, 0) + 1
    return any(
        reach[one.number] > Day.min and counts.get(ids[one.number], 0) < MOST_ANSWERED for one in denials
    )


def _of_now(one: Conflict, since: Day, here: Mapping[int, Told], numbers: Mapping[str, int]) -> bool:
    return _day_of([numbers[id_] for id_ in one.members], here) >= since


def _day_of(members: Iterable[int], here: Mapping[int, Told]) -> Day:
    """The day of a conflict: that of the denial, else the later one; the last of all where one is gone."""
    both = [here[number] for number in members if number in here]
    if len(both) < 2:
        return Day.max
    denials = [one.day for one in both if one.act == "deny" and not one.event]
    return max(denials or [one.day for one in both])


def _meet(connection: Connection, issue: int, known: Issues) -> None:
    """See until when the positions on an issue held, by what the reports say has been done since."""
    around = known.around(issue)
    done = known.done(around)
    days = [event.date.earliest for event in done.events if event.date.earliest is not None]
    positions = standing.load_wanted(connection, issue, known.ids[issue], max(days, default=None))
    if positions:
        met = with_met(positions.records, done.events, known.frame(around), done.denied)
        standing.put_until(connection, {one.id: one.until for one in met}, positions)
