"""What a ledger gives to reason about: claims with one party for its speakers, one issue for each matter.

The records stay as they are. What is put together here is put together for the question alone, and the
answer says which labels were taken for one matter.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from onrecord.model import Actor, Condition, Event, Issue, Judgement, Position
from onrecord.reason import Material
from onrecord.store.entries import ClaimEntry, ConditionEntry, PositionEntry, ReportEntry
from onrecord.text.folding import folded_words
from onrecord.track.bare import matter_of
from onrecord.track.conflicts import conflicts
from onrecord.track.days import order
from onrecord.track.frames import Frame, frame_of
from onrecord.track.settled import with_opened
from onrecord.track.states import with_condition_states, with_states
from onrecord.track.together import together

LEAST = 0.5
"""Claims below this confidence are left out of what is reasoned about."""
WHOLE_COPY = 0.8
ALIKE = 0.6
"""A claim of a copy is the original's where so many of its words stand in one of the original's claims."""


@dataclass(frozen=True, slots=True)
class Grounds:
    """What is reasoned about, and the way back to what was reported.

    Attributes:
        material: positions, conditions and events with parties for holders and one issue for each matter.
        entries: the records as the ledger has them, with names and reports, by id.
        frame: who speaks for whom.
        matter: the issue that stands for each issue.
        labels: of the issues that stand for a matter.
        wordings: the other labels of each matter, sorted.
        names: of actors, by id.
        originals: for each report that is a copy, the report it was copied from.
        carriers: for each report, the outlets that carry it or a copy of it.
        ignored: ids of records that a judgement rejects or marks stale.
        disputed: ids of records that somebody denies or tells differently.
        last_day: the last day that a report or a statement is dated, or None.
    """

    material: Material
    entries: Mapping[str, ClaimEntry]
    frame: Frame
    matter: Mapping[str, str]
    labels: Mapping[str, str]
    wordings: Mapping[str, tuple[str, ...]]
    names: Mapping[str, str]
    originals: Mapping[str, str]
    carriers: Mapping[str, tuple[str, ...]]
    ignored: frozenset[str]
    disputed: frozenset[str]
    last_day: date | None


def grounds_of(
    actors: Iterable[Actor],
    issues: Iterable[Issue],
    entries: Iterable[ClaimEntry],
    reports: Iterable[ReportEntry],
    judgements: Iterable[Judgement] = (),
) -> Grounds:
    """Make a ledger's records ready to be reasoned about.

    Args:
        actors: all of the ledger.
        issues: likewise.
        entries: its positions, conditions and events.
        reports: its reports, copies among them.
        judgements: those that are open.
    """
    every_report = list(reports)
    originals = {one.id: one.copied_from for one in every_report if one.copied_from}
    known = _once(list(entries), {one.id: one for one in every_report})
    people, matters = list(actors), list(issues)
    frame = frame_of(people, matters)
    records = [record_of(entry) for entry in known.values()]
    positions = with_states((one for one in records if isinstance(one, Position)), frame)
    terms = with_condition_states((one for one in records if isinstance(one, Condition)), positions, frame)
    events = [one for one in records if isinstance(one, Event)]
    disputes = conflicts(
        positions,
        terms,
        events,
        frame,
        outlets={one.id: one.outlet for one in every_report},
        originals=originals,
        least=LEAST,
    )
    standing = with_opened(positions, terms, frame)
    bound = [(one.step, one.requirement) for one in terms if one.step != one.requirement]
    matter = together(matters, _spoken(records), bound)
    material = Material(
        positions=tuple(_plain_position(one, frame, matter) for one in standing if one.confidence >= LEAST),
        conditions=tuple(_plain_condition(one, frame, matter) for one in terms if one.confidence >= LEAST),
        events=tuple(
            replace(one, issue=matter.get(one.issue, one.issue)) for one in events if one.confidence >= LEAST
        ),
        issues=tuple(_matters(matters, matter, frame)),
    )
    groups: dict[str, list[Issue]] = {}
    for issue in matters:
        groups.setdefault(matter[issue.id], []).append(issue)
    labels = {id_: _plainest(group) for id_, group in groups.items()}
    return Grounds(
        material=material,
        entries=known,
        frame=frame,
        matter=matter,
        labels=labels,
        wordings={
            id_: tuple(sorted({one.label for one in group} - {labels[id_]})) for id_, group in groups.items()
        },
        names={actor.id: actor.name for actor in people},
        originals=originals,
        carriers=_carriers(every_report),
        ignored=_ignored(judgements),
        disputed=frozenset(member for one in disputes if one.kind != "opposed" for member in one.members),
        last_day=_last_day(records, every_report),
    )


def _spoken(records: Iterable[Position | Condition | Event]) -> dict[str, set[str]]:
    """The reports that speak of each issue."""
    found: dict[str, set[str]] = {}
    for one in records:
        about = (one.step, one.requirement) if isinstance(one, Condition) else (one.issue,)
        for issue in about:
            found.setdefault(issue, set()).add(one.report)
    return found


def record_of(entry: ClaimEntry) -> Position | Condition | Event:
    """The record of an entry."""
    if isinstance(entry, PositionEntry):
        return entry.position
    return entry.condition if isinstance(entry, ConditionEntry) else entry.event


def _once(entries: list[ClaimEntry], reports: Mapping[str, ReportEntry]) -> dict[str, ClaimEntry]:
    """The claims without those that a copy only repeats; by id, in order of time."""
    words: dict[str, list[frozenset[str]]] = {}
    for entry in entries:
        record = record_of(entry)
        words.setdefault(record.report, []).append(_words(record))

    def repeated(record: Position | Condition | Event) -> bool:
        report = reports.get(record.report)
        if report is None or report.copied_from is None or report.copied_from not in reports:
            return False
        if report.copied_share >= WHOLE_COPY:
            return True
        own = _words(record)
        return any(len(own & other) >= ALIKE * len(own) for other in words.get(report.copied_from, ()))

    kept = [entry for entry in entries if not repeated(record_of(entry))]
    return {record_of(entry).id: entry for entry in sorted(kept, key=lambda one: order(record_of(one)))}


def _words(record: Position | Condition | Event) -> frozenset[str]:
    return frozenset(word for span in record.evidence for word in folded_words(span.text))


def _plain_position(position: Position, frame: Frame, matter: Mapping[str, str]) -> Position:
    return replace(
        position,
        holder=frame.party(position.holder, position.date),
        issue=matter.get(position.issue, position.issue),
        alternatives=tuple(dict.fromkeys(matter.get(one, one) for one in position.alternatives)),
    )


def _plain_condition(condition: Condition, frame: Frame, matter: Mapping[str, str]) -> Condition:
    return replace(
        condition,
        holder=frame.party(condition.holder, condition.date),
        step=matter.get(condition.step, condition.step),
        requirement=matter.get(condition.requirement, condition.requirement),
        alternatives=tuple(dict.fromkeys(matter.get(one, one) for one in condition.alternatives)),
    )


def _matters(issues: Iterable[Issue], matter: Mapping[str, str], frame: Frame) -> Iterable[Issue]:
    """One issue for each matter, with what any of its issues says of it."""
    groups: dict[str, list[Issue]] = {}
    for issue in issues:
        groups.setdefault(matter[issue.id], []).append(issue)
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


def _carriers(reports: Iterable[ReportEntry]) -> dict[str, tuple[str, ...]]:
    found: dict[str, set[str]] = {}
    for one in reports:
        for id_ in {one.id, one.copied_from or one.id}:
            found.setdefault(id_, set()).update({one.outlet} - {""})
    return {id_: tuple(sorted(outlets)) for id_, outlets in found.items()}


def _ignored(judgements: Iterable[Judgement]) -> frozenset[str]:
    closed = {"reject", "stale"}
    return frozenset(
        id_ for one in judgements if one.verdict in closed and one.closed_at is None for id_ in one.subject
    )


def _last_day(records: Iterable[Position | Condition | Event], reports: Iterable[ReportEntry]) -> date | None:
    days = [record.date.latest for record in records]
    days += [report.published.latest for report in reports]
    return max((day for day in days if day is not None), default=None)
