"""What holds over time: states, changes and conflicts of the parties and at the issues that were touched.

States and changes of a party depend on what that party says of an issue and of those near it
(`onrecord.track.matters`), and for conditions on what it says of their steps and requirements; conflicts on
the sides that parties took there, which are kept. So what a report touches is what its few parties said of
its few issues, however much all others said.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date as Day

from sqlalchemy import Connection

from onrecord.consolidation import opposing
from onrecord.consolidation.framing import Issues
from onrecord.consolidation.judged_tracked import JudgedTracked, judged_tracked
from onrecord.consolidation.placing import place
from onrecord.model import Change, Condition, Position
from onrecord.model.claims import LEAST_SURE
from onrecord.store import copies, matters, sides, standing, stands, touched
from onrecord.store.rows import batches
from onrecord.store.sides import KeptSide
from onrecord.store.stands import EVERYONE, Held
from onrecord.text.folding import folded_words
from onrecord.track.changes import changes_by_issue
from onrecord.track.days import order
from onrecord.track.frames import CLAIMED, Frame
from onrecord.track.settled import with_met, with_opened
from onrecord.track.sides import sides as sides_of
from onrecord.track.sides import standpoints
from onrecord.track.states import with_condition_states, with_states

AT_ONCE = 20_000  # claims whose parties are worked out together
FEW_PARTIES = 25  # as many as one report or two touch
FEW = 400  # issues up to which a party's claims are looked up by issue
WHOLE_COPY = 0.8
"""Of a text of which so much is another's every claim is the other's."""
ALIKE = 0.6
"""A claim of a copy is the original's where so many of its words stand in one of the original's claims."""


def settle(connection: Connection) -> None:
    """Work out anew what was touched."""
    fresh = place(connection)
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
    told = by_party.pop(0, set())
    known, judged = Issues(connection), judged_tracked(connection)
    # With what is near those, too: at each of them conflicts may change.
    known.widen(matters.near(connection, {other for others in near.values() for other in others}))
    for parties in _chunks(connection, by_party):
        wanted = {issue for party in parties for issue in by_party[party]}
        worked = _work_out(connection, parties, wanted, known, judged)
        told |= worked.told
        for (issue, party), since in worked.sides.items():
            again.setdefault(issue, {}).setdefault(party, since)
    for issue, news in sorted(again.items()):
        news.pop(0, None)
        opposing.oppose(connection, issue, news, known, judged)
    opposing.tell(connection, told, known, judged)
    touched.forget_stands(connection)


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


@dataclass(frozen=True, slots=True)
class Worked:
    """What came of working out what some parties say.

    Attributes:
        told: the issues at which a statement restates another than before that is an allegation, a denial, or
            told by somebody else, with those near them.
        sides: issues and parties whose sides there are not what they were, and the days from which on.
    """

    told: set[int]
    sides: Mapping[tuple[int, int], Day]


def _work_out(
    connection: Connection, parties: set[int], issues: set[int], known: Issues, judged: JudgedTracked
) -> Worked:
    """States, changes and sides of some parties at some issues."""
    held, scope = _load(connection, parties, issues, known)
    frame, ids, numbers = known.frame(scope), known.ids, known.numbers
    here = {ids[number] for number in issues}
    positions = with_states(held.positions.values(), frame, about=here)
    conditions = with_condition_states(held.conditions.values(), positions, frame)
    touching = [one for one in conditions if one.step in here or one.requirement in here]
    # Which of the others on their steps restates which may be news, too.
    beside = {near for one in touching for near in frame.matter(one.step)}
    bound = [one for one in conditions if one.step in beside or one.requirement in here]
    mine = [one for one in positions if one.issue in here]
    done = standing.load_done(connection, matters.near(connection, issues), ids)
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
    steps = here | {near for near in beside if near in numbers}
    found: dict[int, list[tuple[str, Change]]] = {numbers[id_]: [] for id_ in steps}
    for id_, of, change in changes_by_issue(positions, conditions, frame, steps):
        found[numbers[id_]].append((of, change))
    sides.put_changes(
        connection, {at: judged.changes(every) for at, every in found.items()}, held, parties, numbers
    )
    # What ended bears on the sides at all that is near it: its issue, its step, what it waits for.
    ended = {one.issue for one in mine if one.until != held.positions[one.id].until}
    for one in touching:
        if one.until != held.conditions[one.id].until:
            ended |= {one.step, one.requirement}
    turned = {near for id_ in ended for near in frame.matter(id_)}
    terms = {**held.conditions, **{one.id: one for one in bound}}
    kept = list(_sides(here | turned, [*positions, *terms.values()], frame, held, numbers))
    restated = {
        numbers[one.issue] for one in mine if one.id in moved and (one.act in CLAIMED or one.via is not None)
    }
    return Worked(
        matters.near(connection, restated) if restated else set(),
        sides.put_sides(connection, kept, {numbers[id_] for id_ in here | turned}, parties),
    )


def _load(
    connection: Connection, parties: set[int], issues: set[int], known: Issues
) -> tuple[Held, set[int]]:
    """What some parties say that bears on some issues, and the issues that it is about."""
    held = Held()
    near = matters.near
    if len(issues) > FEW:
        every = known.every()
        for type_ in ("condition", "position"):
            rows = stands.unloaded(connection, held, type_, parties)
            stands.put_held(connection, held, rows, known.ids)
        return held, every

    def take(about: Collection[int]) -> None:
        for waiting in (False, True):
            rows = stands.unloaded(connection, held, "condition", parties, about, waiting=waiting)
            known.load({number for row in rows for number in (row.about, row.waits_for)})
            stands.put_held(connection, held, rows, known.ids)

    take(near(connection, issues))
    around = near(connection, near(connection, issues | _named(held, known)))
    take(around)
    scope = near(connection, around | _named(held, known))
    known.load(scope)
    rows = stands.unloaded(connection, held, "position", parties, scope)
    stands.put_held(connection, held, rows, known.ids)
    return held, scope


def _named(held: Held, known: Issues) -> set[int]:
    """The issues that conditions name."""
    return {known.numbers[id_] for one in held.conditions.values() for id_ in (one.step, one.requirement)}


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
