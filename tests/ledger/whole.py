"""What bears on a goal, worked out plainly from every claim of a ledger: what the quick way is held to.

States, parties and conflicts aren't taken from the ledger: all that is done anew from the claims as they were
found, for the whole ledger at once.
"""

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass, replace
from datetime import date

from onrecord.ledger.charts import matters_of
from onrecord.ledger.goals import links_of
from onrecord.ledger.grounds import record_of
from onrecord.ledger.indexes import stems_of
from onrecord.ledger.nearness import tells_nothing, word_of
from onrecord.model import Actor, Condition, Event, Issue, Position
from onrecord.model.claims import LEAST_SURE
from onrecord.reason import Material, Question
from onrecord.store import claim_joining, joining
from onrecord.store.entries import ClaimEntry, ReportEntry
from onrecord.track.conflicts import conflicts
from onrecord.track.days import day_of, in_force, order
from onrecord.track.frames import CLAIMED, Frame, frame_of
from onrecord.track.labels import taken_apart
from onrecord.track.settled import with_opened
from onrecord.track.states import with_condition_states, with_states
from onrecord.track.together import together

FURTHEST = 2


@dataclass(frozen=True, slots=True)
class Whole:
    """All of a ledger, ready to be reasoned about."""

    material: Material
    entries: Mapping[str, ClaimEntry]
    frame: Frame
    matter: Mapping[str, str]
    labels: Mapping[str, str]
    names: Mapping[str, str]
    originals: Mapping[str, str]
    carriers: Mapping[str, tuple[str, ...]]
    disputed: frozenset[str]
    last_day: date


def whole_of(ledger) -> Whole:
    """All of a ledger."""
    with ledger._store.reading() as connection:
        types = ("position", "condition", "event")
        return _made(
            [entry.actor for entry in joining.all_actors(connection)],
            [entry.issue for entry in claim_joining.all_issues(connection)],
            [entry for type_ in types for entry in claim_joining.all_claims(connection, type_)],
            list(joining.all_reports(connection)),
        )


def question_of(whole: Whole, goal: str, as_of: date | None, reading: str, *, hypothetical: bool) -> Question:
    """A question about a goal."""
    return Question(
        goal=whole.matter[goal],
        as_of=as_of or whole.last_day,
        reading=reading,
        hypothetical=hypothetical,
        disputed=frozenset(id_ for id_ in whole.disputed if id_.startswith("eve-")),
    )


def _made(
    actors: list[Actor], issues: list[Issue], entries: list[ClaimEntry], reports: list[ReportEntry]
) -> Whole:
    originals = {one.id: one.copied_from for one in reports if one.copied_from}
    known = {record_of(one).id: one for one in sorted(entries, key=lambda one: order(record_of(one)))}
    frame = frame_of(actors, issues)
    records = [record_of(entry) for entry in known.values()]
    positions = with_states((one for one in records if isinstance(one, Position)), frame)
    terms = with_condition_states((one for one in records if isinstance(one, Condition)), positions, frame)
    events = [one for one in records if isinstance(one, Event)]
    disputes = conflicts(
        positions,
        terms,
        events,
        frame,
        outlets={one.id: one.outlet for one in reports},
        originals=originals,
        least=LEAST_SURE,
    )
    standing = with_opened(positions, terms, frame)
    bound = [(one.step, one.requirement) for one in terms if one.step != one.requirement]
    matter = together(issues, _spoken(records), bound)
    groups: dict[str, list[Issue]] = {}
    for issue in issues:
        groups.setdefault(matter[issue.id], []).append(issue)
    material = Material(
        positions=tuple(
            _plain_position(one, frame, matter) for one in standing if one.confidence >= LEAST_SURE
        ),
        conditions=tuple(
            _plain_condition(one, frame, matter) for one in terms if one.confidence >= LEAST_SURE
        ),
        events=tuple(
            replace(one, issue=matter.get(one.issue, one.issue))
            for one in events
            if one.confidence >= LEAST_SURE
        ),
        issues=tuple(matters_of(groups, matter, frame)),
    )
    days = [one.date.latest for one in records] + [one.published.latest for one in reports]
    return Whole(
        material=material,
        entries=known,
        frame=frame,
        matter=matter,
        labels={one.id: one.label for one in material.issues},
        names={actor.id: actor.name for actor in actors},
        originals=originals,
        carriers=_carriers(reports),
        disputed=frozenset(member for one in disputes if one.kind != "opposed" for member in one.members),
        last_day=max(day for day in days if day is not None),
    )


def _spoken(records: Iterable[Position | Condition | Event]) -> dict[str, set[str]]:
    """The reports that speak of each issue."""
    found: dict[str, set[str]] = {}
    for one in records:
        about = (one.step, one.requirement) if isinstance(one, Condition) else (one.issue,)
        for issue in about:
            found.setdefault(issue, set()).add(one.report)
    return found


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


def _carriers(reports: Iterable[ReportEntry]) -> dict[str, tuple[str, ...]]:
    found: dict[str, set[str]] = {}
    for one in reports:
        for id_ in {one.id, one.copied_from or one.id}:
            found.setdefault(id_, set()).update({one.outlet} - {""})
    return {id_: tuple(sorted(outlets)) for id_, outlets in found.items()}


def near_to(
    whole: Whole, linked: Iterable[str], records: Iterable[Position | Condition]
) -> dict[str, tuple[str, str]]:
    """Issues that stand near some others: a part, a shared thing, or what is needed for such a one.

    Args:
        whole: all of the ledger.
        linked: ids of the goal and of what it waits for.
        records: the positions and conditions that count.

    Returns:
        By id of the issue, the label of the linked issue that it stands near, and what they share.
    """
    issues = {one.id: one for one in whole.material.issues}
    terms = [one for one in records if isinstance(one, Condition)]
    links = [id_ for id_ in linked if id_ in issues]
    found: dict[str, tuple[str, str]] = {}
    for id_ in sorted(issues):
        shared = ((link, _shared(issues[id_], issues[link], issues)) for link in links if id_ not in links)
        first = next(((link, why) for link, why in shared if why), None)
        if first:
            found[id_] = (whole.labels.get(first[0], first[0]), first[1])
    reach = set(found)
    for _ in range(FURTHEST):
        further = _further(whole, issues, reach, terms)
        reach = further.keys() - found.keys() - set(links)
        found.update({id_: further[id_] for id_ in sorted(reach)})
    return found


def _further(
    whole: Whole, issues: Mapping[str, Issue], reach: Set[str], terms: Iterable[Condition]
) -> dict[str, tuple[str, str]]:
    """What the issues of some reach need, and the issues that name that more closely."""
    found = {
        one.requirement: (whole.labels.get(one.step, one.step), "needed for it")
        for one in terms
        if one.step in reach
    }
    closer: dict[str, tuple[str, str]] = {}
    for id_ in sorted(issues.keys() - found.keys()):
        wider = [other for other in sorted(found) if other in issues and _narrows(issues[id_], issues[other])]
        if wider:
            closer[id_] = (whole.labels.get(wider[0], wider[0]), "names it more closely")
    return found | closer


def _shared(one: Issue, link: Issue, issues: Mapping[str, Issue]) -> str:
    """What an issue has in common with a linked one, in words, or empty."""
    if link.id in (one.parent, one.part_of):
        return "a part of it" if one.part_of == link.id else "narrows it"
    if one.id in (link.parent, link.part_of):
        return "it is a part of this" if link.part_of == one.id else "this is wider"
    if one.negates == link.id or link.negates == one.id:
        return "its opposite"
    own = stems_of(one.label)
    names = [stems_of(name) for name in link.aliases]
    if any(len(other) > 1 and other <= own for other in names):
        return "its name is in it"
    head = taken_apart(link.label).head
    if head and head == taken_apart(one.label).head and not tells_nothing(head, link.label):
        return f"also {word_of(link.label, head)}"
    return ""


def _narrows(one: Issue, other: Issue) -> bool:
    """Whether an issue's label holds all words of another's of the same head."""
    own, wide = stems_of(one.label), stems_of(other.label)
    return len(wide) > 1 and wide < own and taken_apart(one.label).head == taken_apart(other.label).head


def near_groups(
    whole: Whole, question: Question, told: set[str], tied: set[str]
) -> tuple[list[list[str]], list[tuple[list[str], str]]]:
    """The ids of the conditions on the way to a goal, and of what stands near it, each with why.

    Args:
        whole: all of the ledger.
        question: about the goal.
        told: ids of what the answer names.
        tied: ids of what is told as tied to the goal in words.
    """
    every: list[Position | Condition] = [*whole.material.positions, *whole.material.conditions]
    counting = [
        one
        for one in every
        if in_force(one, question.as_of) and (question.hypothetical or not one.hypothetical)
    ]
    after: dict[str, list[str]] = {}
    for one in counting:
        if isinstance(one, Condition):
            after.setdefault(one.step, []).extend((one.requirement, *one.alternatives))
    links = list(links_of(whole.labels, question.goal, after))
    near = near_to(whole, links, counting)
    waits: dict[tuple[str, str, str], list[str]] = {}
    found: dict[tuple[str, str, str], tuple[list[str], str]] = {}
    for one in sorted(counting, key=lambda one: (day_of(one.date), one.id)):
        about = one.step if isinstance(one, Condition) else one.issue
        if about in links and isinstance(one, Condition):
            waits.setdefault((one.step, one.holder, one.requirement), []).append(one.id)
            continue
        if isinstance(one, Position) and one.act not in CLAIMED and one.polarity != "against":
            continue
        if about in links:
            if isinstance(one, Position) and one.act not in CLAIMED:
                continue
            why = "about the same"
        elif isinstance(one, Condition) and one.requirement in links[1:]:
            why = f"waits for the same: {whole.labels[one.requirement]}"
        elif about in near:
            why = f"{near[about][1]}: {near[about][0]}"
        else:
            continue
        other = one.requirement if isinstance(one, Condition) else one.act
        found.setdefault((one.holder, about, other), ([], why))[0].append(one.id)
    ways = sorted(waits, key=lambda key: (links.index(key[0]), key))
    own = [waits[key] for key in ways if waits[key][0] not in told]
    already = told | tied | {id_ for ids in own for id_ in ids}
    return own, [(ids, why) for ids, why in found.values() if ids[0] not in already]
