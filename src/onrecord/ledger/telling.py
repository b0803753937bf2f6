"""From the ids of an answer to claims with their words, their carriers and what is doubtful about them."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from onrecord.ledger.goals import near_to, slice_of
from onrecord.ledger.grounds import Grounds, record_of
from onrecord.ledger.reasoned import Flag, Near, Reasoned, Told
from onrecord.ledger.wording import sentence_of
from onrecord.model import Condition, Event, Position
from onrecord.reason import Answer, Material, Question
from onrecord.store.entries import ClaimEntry, ConditionEntry, PositionEntry
from onrecord.track.days import day_of, in_force
from onrecord.track.frames import CLAIMED

STALE = timedelta(days=180)
"""What was last said so long before the day asked for is flagged."""
UNSURE = 0.6
"""Claims none of whose records is surer are flagged."""
NEAR_AT_MOST = 30


def told(grounds: Grounds, ids: Sequence[str], as_of: date) -> Told:
    """A claim in words.

    Args:
        grounds: what is reasoned about.
        ids: of its records.
        as_of: the day asked for.
    """
    statements = tuple(grounds.entries[id_] for id_ in ids)
    records = [record_of(entry) for entry in statements]
    first = records[0]
    holder = "" if isinstance(first, Event) else grounds.frame.party(first.holder, first.date)
    name = grounds.names.get(holder, "somebody")
    labels = dict(_labels(statements[0]))
    days = sorted(day for record in records if (day := _day(record)) is not None)
    origins = {grounds.originals.get(record.report, record.report) for record in records}
    carriers = {outlet for origin in origins for outlet in grounds.carriers.get(origin, ())}
    return Told(
        id=first.id,
        sentence=sentence_of(first, name, labels),
        holder="" if isinstance(first, Event) else name,
        statements=statements,
        first=days[0] if days else None,
        last=days[-1] if days else None,
        outlets=tuple(sorted(carriers)),
        independent_reports=len(origins),
        flags=tuple(_flags(grounds, records, len(origins), as_of)),
    )


def _labels(entry: ClaimEntry) -> Iterable[tuple[str, str]]:
    """The labels of the issues that an entry names, by their ids."""
    if isinstance(entry, ConditionEntry):
        yield entry.condition.step, entry.step
        yield entry.condition.requirement, entry.requirement
        yield from zip(entry.condition.alternatives, entry.alternatives, strict=True)
    else:
        yield (entry.position if isinstance(entry, PositionEntry) else entry.event).issue, entry.issue


def _day(record: Position | Condition | Event) -> date | None:
    return record.date.latest or record.date.earliest


def _flags(
    grounds: Grounds, records: Sequence[Position | Condition | Event], origins: int, as_of: date
) -> Iterable[Flag]:
    days = [_day(record) for record in records]
    known = [day for day in days if day is not None]
    if origins == 1:
        yield "single-sourced"
    if any(record.id in grounds.disputed for record in records):
        yield "disputed"
    if all(record.via is not None for record in records):
        yield "via"
    if all(not isinstance(record, Event) and record.hypothetical for record in records):
        yield "hypothetical"
    if known and max(known) < as_of - STALE:
        yield "stale"
    if len(known) < len(days):
        yield "undated"
    if max(record.confidence for record in records) < UNSURE:
        yield "unsure"


def reasoned(
    grounds: Grounds,
    material: Material,
    question: Question,
    answer: Answer,
    *,
    words: str = "",
    around: bool = True,
    suggestions: Sequence[str] = (),
) -> Reasoned:
    """An answer with its claims in words.

    Args:
        grounds: what is reasoned about.
        material: the records that the answer rests on; supposed ones have no words.
        question: what was asked.
        answer: what it comes to.
        words: the goal as it was asked for, where no issue answers to it.
        around: whether to tell what the goal waits for and what stands near it.
        suggestions: labels that are written like the goal.
    """
    groups = [members for one in answer.deadlocks for members in one.members]
    groups += [members for one in answer.unlockings for members in one.moves]
    if answer.reached_by:
        groups.append((answer.reached_by,))
    claims: dict[str, Told] = {}

    def put(ids: Iterable[str]) -> Told | None:
        reported = [id_ for id_ in ids if id_ in grounds.entries]
        if not reported:
            return None
        one = told(grounds, reported, question.as_of)
        claims.update(dict.fromkeys(reported, one))
        return one

    for members in groups:
        put(members)
    waits: list[Told] = []
    near: list[Near] = []
    counting = _counting(material, question)
    linked = slice_of(grounds, question.goal, [one for one in counting if isinstance(one, Condition)])
    if around and not words:
        for ids in _conditions(counting, linked):
            if ids[0] not in claims and (one := put(ids)) is not None:
                waits.append(one)
        for ids, why in _near(grounds, counting, linked):
            if ids[0] not in claims and (one := put(ids)) is not None:
                near.append(Near(claim=one, why=why))
    issues = {question.goal, *linked}
    issues.update(step for finding in answer.findings for step in (*finding.steps, *finding.deadlock.missing))
    issues.update(step for way in answer.ways for step in (*way.steps, *way.offers))
    labels = {id_: grounds.labels.get(id_, id_) for id_ in sorted(issues)}
    return Reasoned(
        goal=words or grounds.labels.get(question.goal, question.goal),
        wordings=grounds.wordings.get(question.goal, ()),
        answer=answer,
        claims=claims,
        labels=labels,
        taken_as_one={id_: grounds.wordings[id_] for id_ in labels if grounds.wordings.get(id_)},
        waits=tuple(waits),
        near=tuple(near[:NEAR_AT_MOST]),
        suggestions=tuple(suggestions),
    )


def _counting(material: Material, question: Question) -> list[Position | Condition]:
    """The positions and conditions that count on the day asked for."""
    every: list[Position | Condition] = [*material.positions, *material.conditions]
    return [
        one
        for one in every
        if in_force(one, question.as_of)
        and one.id not in question.ignore
        and (question.hypothetical or not one.hypothetical)
        and (question.actors is None or one.holder in question.actors)
    ]


def _conditions(counting: Iterable[Position | Condition], linked: Iterable[str]) -> list[list[str]]:
    """The conditions on linked steps, those with the same terms together, in the order of the steps."""
    groups: dict[tuple[str, str, str], list[Condition]] = {}
    for one in counting:
        if isinstance(one, Condition):
            groups.setdefault((one.step, one.holder, one.requirement), []).append(one)
    order = {step: number for number, step in enumerate(linked)}
    keys = sorted((key for key in groups if key[0] in order), key=lambda key: (order[key[0]], key))
    return [
        [one.id for one in sorted(groups[key], key=lambda one: (day_of(one.date), one.id))] for key in keys
    ]


def _near(
    grounds: Grounds, counting: Sequence[Position | Condition], linked: Iterable[str]
) -> list[tuple[list[str], str]]:
    """What could hold back things that stand near: refusals, conditions, allegations and their denials."""
    links = list(linked)
    near = near_to(grounds, links, counting)
    found: dict[tuple[str, str, str], tuple[list[str], str]] = {}
    for one in sorted(counting, key=lambda one: (day_of(one.date), one.id)):
        about = one.step if isinstance(one, Condition) else one.issue
        if isinstance(one, Position) and one.act not in CLAIMED and one.polarity != "against":
            continue
        if about in links:
            if isinstance(one, Condition) or one.act not in CLAIMED:
                continue
            why = "about the same"
        elif isinstance(one, Condition) and one.requirement in links and one.requirement != links[0]:
            why = f"waits for the same: {grounds.labels.get(one.requirement, one.requirement)}"
        elif about in near:
            link, shared = near[about]
            why = f"{shared}: {link}"
        else:
            continue
        other = one.requirement if isinstance(one, Condition) else one.act
        found.setdefault((one.holder, about, other), ([], why))[0].append(one.id)
    return list(found.values())
