"""What holds over time: states, changes and conflicts of the parties and at the issues that were touched.

States and changes of a party depend on what that party says of an issue and of those near it
(`onrecord.track.matters`), and for conditions on what it says of their steps and requirements; conflicts on
the sides that parties took there, which are kept. So what a report touches is what its few parties said of
its few issues, however much all others said.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date as Day

from sqlalchemy import Connection

from onrecord.consolidation import bearing, opposing, telling
from onrecord.consolidation.framing import Issues
from onrecord.consolidation.judged_tracked import JudgedTracked, judged_tracked
from onrecord.consolidation.placing import place
from onrecord.consolidation.telling import News
from onrecord.model import Change, Condition, Position
from onrecord.model.claims import LEAST_SURE
from onrecord.store import copies, matters, sides, standing, stands, touched
from onrecord.store.rows import batches
from onrecord.store.sides import KeptSide
from onrecord.store.stands import EVERYONE, Held, Place
from onrecord.text.folding import folded_words
from onrecord.track.changes import changes_by_issue
from onrecord.track.days import order
from onrecord.track.frames import CLAIMED, Frame
from onrecord.track.settled import with_met, with_opened
from onrecord.track.sides import sides as sides_of
from onrecord.track.sides import standpoints
from onrecord.track.states import with_condition_states, with_states

AT_ONCE = 20_000  # claims whose parties are worked out together
FEW_PARTIES = 60  # as many as a few reports touch
FEW = 400  # reports that are looked at together
WHOLE_COPY = 0.8
"""Of a text of which so much is another's every claim is the other's."""
ALIKE = 0.6
"""A claim of a copy is the original's where so many of its words stand in one of the original's claims."""


def settle(connection: Connection) -> None:
    """Work out anew what was touched."""
    new = place(connection)
    fresh = {stand for one in new for stand in one.stands()}
    deep = touched.touched_stands_of(connection)
    if not fresh and not deep:
        return
    there = matters.there(connection, {issue for issue, _ in fresh | deep})
    deep |= stands.said_near(connection, {issue for issue, party in deep if party == EVERYONE} & there)
    noted = {(issue, party) for issue, party in fresh | deep if party != EVERYONE}
    near = matters.neighbours(connection, matters.there(connection, {issue for issue, _ in noted}))
    by_party: dict[int, set[int]] = {}
    # Where sides are what they were their conflicts are too, unless claims went or moved.
    again: dict[int, dict[int, Day]] = {}
    for issue, party in noted:
        by_party.setdefault(party, set()).update(near.get(issue, ()))
        if (issue, party) in deep:
            for other in near.get(issue, ()):
                again.setdefault(other, {})[party] = Day.min
    by_party.pop(0, None)
    known, judged = Issues(connection), judged_tracked(connection)
    # With what is near those, too: at each of them conflicts may change.
    known.widen(known.nearby({other for others in near.values() for other in others}))
    told = _told(new, deep, near)
    moved = {party for _, party in deep}
    news = {one.claim for one in new}
    for parties in _chunks(connection, by_party):
        wanted = {issue for party in parties for issue in by_party[party]}
        own_news = None if parties & moved else news
        turned = _work_out(connection, parties, wanted, known, judged, own_news, told)
        for (issue, party), since in turned.items():
            again.setdefault(issue, {}).setdefault(party, since)
    for issue, turns in sorted(again.items()):
        turns.pop(0, None)
        opposing.oppose(connection, issue, turns, known, judged)
    telling.tell(connection, told, known, judged)
    touched.forget_stands(connection)


def _told(new: Iterable[Place], deep: Iterable[tuple[int, int]], near: Mapping[int, set[int]]) -> News:
    """What is new of events, allegations, denials, and of what some say that others hold."""
    told = News()
    for issue, party in deep:
        if party == 0:
            told.note(near.get(issue, ()), Day.min)
            told.settled |= near.get(issue, set())
    for one in new:
        if one.told:
            told.note(near.get(one.about, ()), one.since)
        if one.settles:
            told.settled |= near.get(one.about, set())
    return told


def _chunks(connection: Connection, by_party: Mapping[int, set[int]]) -> Iterator[set[int]]:
    """Parties in such numbers that their claims can be held in memory.

    What parties share a pass have all their issues looked at. After few reports, whose parties have little in
    common, each has a pass of its own.
    """
    if len(by_party) <= FEW_PARTIES:
        yield from ({party} for party in sorted(by_party))
        return
    some: set[int] = set()
    count = 0
    for party, size in sorted(stands.sizes(connection, by_party).items()):
        if some and count + size > AT_ONCE:
            yield some
            some, count = set(), 0
        some.add(party)
        count += size
    if some:
        yield some


def _work_out(
    connection: Connection,
    parties: set[int],
    issues: set[int],
    known: Issues,
    judged: JudgedTracked,
    news: Collection[int] | None,
    told: News,
) -> Mapping[tuple[int, int], Day]:
    """States, changes and sides of some parties at some issues.

    Allegations, denials, and what somebody else says, are noted as news where they restate another than
    before.

    Returns:
        The issues and parties whose sides there are not what they were, with the days from which on.
    """
    found = bearing.read(connection, parties, issues, known, news)
    held, here = found.held, found.here
    numbers = known.numbers
    frame = known.frame(set())
    positions = with_states(held.positions.values(), frame, about=here)
    conditions = with_condition_states(
        held.conditions.values(), positions, frame, about=found.repeating, anew=found.ending
    )
    bound = [one for one in conditions if one.step in found.repeating]
    mine = [one for one in positions if one.issue in here]
    done = known.done(known.nearby(issues))
    opened = with_opened(mine, conditions, frame)
    met = with_met(opened, done.events, frame, done.denied)
    moved = sides.put_states(
        connection,
        [
            *((one, own.until, all_.until) for one, own, all_ in zip(mine, opened, met, strict=True)),
            *((one, one.until, one.until) for one in bound),
        ],
        held,
    )
    looked_for: dict[int, set[str]] = {numbers[id_]: {"position", "told"} for id_ in here}
    for steps, what in ((found.steps, "condition"), (found.ended, "ended")):
        for id_ in steps:
            looked_for.setdefault(numbers[id_], set()).add(what)
    changed: dict[int, list[tuple[str, Change]]] = {}
    for id_, of, change in changes_by_issue(positions, conditions, frame, here, found.steps, found.ended):
        changed.setdefault(numbers[id_], []).append((of, change))
    changed = {at: judged.changes(every) for at, every in changed.items()}
    sides.put_changes(connection, changed, looked_for, held, parties, numbers)
    # What ended bears on the sides at all that is near it: its issue, its step, what it waits for.
    ended = {one.issue for one in mine if one.until != held.positions[one.id].until}
    for one in bound:
        if one.until != held.conditions[one.id].until:
            ended |= {one.step, one.requirement}
    turned = {near for id_ in ended for near in frame.matter(id_)}
    bearing.complete(connection, found, parties, known.nearby({numbers[id_] for id_ in turned}), known)
    records: dict[str, Position | Condition] = {**held.positions, **held.conditions}
    records |= {one.id: one for one in positions} | {one.id: one for one in bound}
    kept = list(_sides(here | turned, records.values(), frame, held, numbers))
    for said in mine:
        if said.id in moved and (said.act in CLAIMED or said.via is not None):
            told.note(known.nearby({numbers[said.issue]}), said.date.earliest or Day.min)
            told.moved.add(held.numbers[said.id])
    return sides.put_sides(connection, kept, {numbers[id_] for id_ in here | turned}, parties)


def _sides(
    wanted: Iterable[str],
    records: Iterable[Position | Condition],
    frame: Frame,
    held: Held,
    numbers: Mapping[str, int],
) -> Iterator[KeptSide]:
    """The sides that parties took on some issues."""
    shelves: dict[str, list[Position | Condition]] = {}
    for record in records:
        if record.confidence >= LEAST_SURE and not record.hypothetical:
            for id_, _ in standpoints(record):
                shelves.setdefault(id_, []).append(record)
    for issue in sorted(wanted):
        said = {one.id: one for id_ in frame.matter(issue) for one in shelves.get(id_, ())}
        for side in sides_of(issue, sorted(said.values(), key=order), frame):
            yield KeptSide(
                at=numbers[issue],
                party=held.parties[side.party],
                polarity=side.polarity,
                said=tuple((one.day, held.numbers[one.claim], one.plain) for one in side.said),
                until=side.until,
                statements=side.statements,
            )


def carry(connection: Connection, reports: Iterable[int]) -> None:
    """See which claims of some reports stand in the reports that those were copied from.

    Args:
        connection: of a transaction that writes.
        reports: numbers of reports, copies or not.
    """
    for some in batches(sorted(set(reports)), FEW):
        sources = copies.shares_of(connection, some)
        evidence = standing.evidence_of(connection, {*some, *(origin for origin, _ in sources.values())})
        carried: dict[int, bool] = {}
        for number in some:
            origin, share = sources.get(number, (0, 0.0))
            theirs: dict[str, list[frozenset[str]]] = {}
            for type_, words in evidence.get(origin, {}).values():
                theirs.setdefault(type_, []).append(frozenset(folded_words(words)))
            for claim, (type_, words) in evidence.get(number, {}).items():
                carried[claim] = origin > 0 and (
                    share >= WHOLE_COPY or _alike(frozenset(folded_words(words)), theirs.get(type_, ()))
                )
        standing.put_carried(connection, carried)


def _alike(words: frozenset[str], others: Iterable[frozenset[str]]) -> bool:
    return any(len(words & other) >= ALIKE * len(words) for other in others)
