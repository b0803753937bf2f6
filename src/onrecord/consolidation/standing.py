"""What holds over time: states, changes and conflicts at the issues that were touched, and at no others.

What an issue's states, changes and conflicts depend on lies near it (`onrecord.track.matters`): the records
of the issues of one matter with it, and of a condition what is near its step and its requirement. So what a
report touches is looked up by keys, and is little.
"""

from collections.abc import Collection, Iterable

from sqlalchemy import Connection

from onrecord.consolidation.judged_tracked import judged_tracked
from onrecord.model import Change, Condition, Conflict, Event, Position
from onrecord.store import copies, matters, standing, touched
from onrecord.store.rows import batches
from onrecord.store.standing import Loaded
from onrecord.text.folding import folded_words
from onrecord.track.changes import condition_changes, position_changes
from onrecord.track.conflicts import conflicts
from onrecord.track.frames import Frame, frame_of
from onrecord.track.settled import with_met, with_opened
from onrecord.track.states import with_condition_states, with_states

AT_ONCE = 200  # issues that are worked out together
WHOLE_COPY = 0.8
"""Of a text of which so much is another's every claim is the other's."""
ALIKE = 0.6
"""A claim of a copy is the original's where so many of its words stand in one of the original's claims."""


def settle(connection: Connection) -> None:
    """Work out anew what was touched."""
    noted = touched.touched_of(connection, "issue")
    if not noted:
        return
    there = matters.there(connection, noted)
    there |= matters.negating(connection, there)
    for some in batches(sorted(matters.near(connection, there)), AT_ONCE):
        _work_out(connection, set(some))
    touched.forget_touched(connection, "issue", noted)


def _work_out(connection: Connection, wanted: set[int]) -> None:
    """States, changes and conflicts at some issues."""
    loaded = _load(connection, wanted)
    ids = {number: id_ for id_, number in loaded.issue_numbers.items()}
    frame = frame_of(loaded.actors.values(), loaded.issues.values())
    positions = with_states(loaded.positions.values(), frame)
    conditions = with_condition_states(loaded.conditions.values(), positions, frame)
    here = {ids[number] for number in wanted}
    bound = [one for one in conditions if one.step in here or one.requirement in here]
    settled = with_met(with_opened(positions, conditions, frame), loaded.events.values(), frame)
    standing.put_states(connection, (one for one in settled if one.issue in here), loaded)
    standing.put_states(connection, bound, loaded)
    shelves = _Shelves(positions, conditions, loaded.events.values(), frame)
    judged = judged_tracked(connection)
    steps = here | {near for one in bound for near in frame.matter(one.step)}
    numbers = loaded.issue_numbers
    standing.put_changes(
        connection, {numbers[id_]: judged.changes(shelves.changes(id_)) for id_ in steps}, loaded
    )
    standing.put_conflicts(
        connection, {numbers[id_]: judged.conflicts(shelves.conflicts(id_, loaded)) for id_ in here}, loaded
    )


def _load(connection: Connection, wanted: Collection[int]) -> Loaded:
    """All that states, changes and conflicts at some issues depend on."""
    loaded = Loaded()
    near = matters.near
    standing.load_claims(connection, loaded, "condition", wanted, requirements=wanted)
    steps = standing.issues_of_claims(connection, loaded.conditions, loaded)
    around = near(connection, near(connection, set(wanted) | steps))
    standing.load_claims(connection, loaded, "condition", around, requirements=around)
    about = near(connection, around | standing.issues_of_claims(connection, loaded.conditions, loaded))
    standing.load_claims(connection, loaded, "position", about)
    standing.load_claims(connection, loaded, "event", near(connection, wanted))
    standing.load_frame(connection, loaded, about)
    return loaded


class _Shelves:
    """Records by issue, so that each issue is looked at with what is near it and nothing else."""

    def __init__(
        self,
        positions: Iterable[Position],
        conditions: Iterable[Condition],
        events: Iterable[Event],
        frame: Frame,
    ) -> None:
        self.frame = frame
        self.party: dict[str, str] = {}
        self.positions: dict[str, list[Position]] = {}
        self.steps: dict[str, list[Condition]] = {}
        self.requirements: dict[str, list[Condition]] = {}
        self.events: dict[str, list[Event]] = {}
        for position in positions:
            self.party[position.id] = frame.party(position.holder, position.date)
            self.positions.setdefault(position.issue, []).append(position)
        for condition in conditions:
            self.steps.setdefault(condition.step, []).append(condition)
            self.requirements.setdefault(condition.requirement, []).append(condition)
        for event in events:
            self.events.setdefault(event.issue, []).append(event)

    def changes(self, issue: str) -> list[tuple[str, Change]]:
        """The changes at an issue, each with what it was found by."""
        said = self._about({issue})
        found = [("position", one) for one in position_changes(said, self.frame, about={issue})]
        terms = [one for near in self.frame.matter(issue) for one in self.steps.get(near, ())]
        if terms:
            parties = {self.frame.party(one.holder, one.date) for one in terms}
            every = self._about({id_ for one in terms for id_ in (one.step, one.requirement)} | {issue})
            said = [one for one in every if self.party[one.id] in parties]
            # What was held out for the same thing before shows whether more or less is held out now.
            again = {near for one in terms for near in self.frame.matter(one.requirement)}
            beside = [one for near in sorted(again) for one in self.requirements.get(near, ())]
            every_term = {one.id: one for one in (*terms, *beside)}.values()
            terms_here = condition_changes(said, every_term, self.frame, about={issue})
            found += [("condition", one) for one in terms_here]
        return found

    def conflicts(self, issue: str, loaded: Loaded) -> tuple[Conflict, ...]:
        """The conflicts at an issue."""
        near = list(self.frame.matter(issue))
        return conflicts(
            [one for id_ in near for one in self.positions.get(id_, ())],
            [one for id_ in near for one in (*self.requirements.get(id_, ()), *self.steps.get(id_, ()))],
            [one for id_ in near for one in self.events.get(id_, ())],
            self.frame,
            outlets=loaded.outlets,
            originals=loaded.originals,
            about={issue},
        )

    def _about(self, issues: Iterable[str]) -> list[Position]:
        near = {id_ for issue in issues for id_ in self.frame.matter(issue)}
        return [one for id_ in sorted(near) for one in self.positions.get(id_, ())]


def carry(connection: Connection, reports: Iterable[int]) -> None:
    """See which claims of some reports stand in the reports that those were copied from.

    Args:
        connection: of a transaction that writes.
        reports: numbers of reports, copies or not.
    """
    for number in sorted(set(reports)):
        source = copies.source_of(connection, number)
        own = standing.evidence_of(connection, number)
        if source is None or not own:
            standing.put_carried(connection, dict.fromkeys(own, False))
            continue
        origin, share = source
        theirs: dict[str, list[frozenset[str]]] = {}
        for type_, words in standing.evidence_of(connection, origin).values():
            theirs.setdefault(type_, []).append(frozenset(folded_words(words)))
        standing.put_carried(
            connection,
            {
                claim: share >= WHOLE_COPY or _alike(frozenset(folded_words(words)), theirs.get(type_, ()))
                for claim, (type_, words) in own.items()
            },
        )


def _alike(words: frozenset[str], others: Iterable[frozenset[str]]) -> bool:
    return any(len(words & other) >= ALIKE * len(words) for other in others)
