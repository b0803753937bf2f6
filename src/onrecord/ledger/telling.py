"""From the ids of an answer to claims with their words, their carriers and what is doubtful about them."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from sqlalchemy import Connection

from onrecord.ledger.goals import links_of
from onrecord.ledger.grounds import Grounds, Known, learn, record_of
from onrecord.ledger.in_force import InForce, in_force_of
from onrecord.ledger.nearby import groups_near
from onrecord.ledger.nearness import near_to
from onrecord.ledger.reasoned import Flag, Near, Reasoned, Tied, Told
from onrecord.ledger.ties import TiedGroup, groups_tied
from onrecord.ledger.wording import sentence_of
from onrecord.model import Event
from onrecord.reason import Answer, Question
from onrecord.store.entries import ClaimEntry, ConditionEntry, PositionEntry

STALE = timedelta(days=180)
"""What was last said so long before the day asked for is flagged."""
UNSURE = 0.6
"""Claims none of whose records is surer are flagged."""
NEAR_AT_MOST = 30
TIED_AT_MOST = 20


def told(grounds: Grounds, ids: Sequence[str], as_of: date, shown: int | None = None) -> Told:
    """A claim in words.

    Args:
        grounds: what is reasoned about, with the records known (`grounds.learn`).
        ids: of its records, in order of time.
        as_of: the day asked for.
        shown: how many of them are told with their words: the first; all unless given.
    """
    every = [grounds.known[id_] for id_ in ids]
    statements = tuple(grounds.words[id_] for id_ in ids[:shown])
    first = record_of(statements[0])
    name = every[0].holder or "somebody"
    days = sorted(one.day for one in every if one.day is not None)
    origins = {one.origin for one in every}
    return Told(
        id=first.id,
        sentence=sentence_of(first, name, dict(_labels(statements[0]))),
        holder="" if isinstance(first, Event) else name,
        statements=statements,
        said=len(every),
        first=days[0] if days else None,
        last=days[-1] if days else None,
        outlets=tuple(sorted(frozenset[str]().union(*(one.carriers for one in every)))),
        independent_reports=len(origins),
        flags=tuple(_flags(every, len(origins), as_of)),
    )


def _labels(entry: ClaimEntry) -> Iterable[tuple[str, str]]:
    """The labels of the issues that an entry names, by their ids."""
    if isinstance(entry, ConditionEntry):
        yield entry.condition.step, entry.step
        yield entry.condition.requirement, entry.requirement
        yield from zip(entry.condition.alternatives, entry.alternatives, strict=True)
    else:
        yield (entry.position if isinstance(entry, PositionEntry) else entry.event).issue, entry.issue


def _flags(known: Sequence[Known], origins: int, as_of: date) -> Iterable[Flag]:
    dated = [one.day for one in known if one.day is not None]
    if all(one.alleged for one in known):
        yield "alleged"
    if any(one.denied for one in known):
        yield "denied"
    if origins == 1:
        yield "single-sourced"
    if any(one.disputed for one in known):
        yield "disputed"
    if all(one.via for one in known):
        yield "via"
    if all(one.hypothetical for one in known):
        yield "hypothetical"
    if dated and max(dated) < as_of - STALE:
        yield "stale"
    if len(dated) < len(known):
        yield "undated"
    if max(one.confidence for one in known) < UNSURE:
        yield "unsure"


def reasoned(
    connection: Connection,
    grounds: Grounds,
    question: Question,
    answer: Answer,
    *,
    around: bool = True,
    conditions: int | None = None,
    statements: int | None = None,
    moves: int | None = None,
) -> Reasoned:
    """An answer with its claims in words.

    Args:
        connection: of a transaction that sees what the grounds were read from.
        grounds: what is reasoned about; supposed records have no words.
        question: what was asked.
        answer: what it comes to.
        around: whether to tell what the goal waits for and what stands near it.
        conditions: how many of those that it waits for at most; all unless given.
        statements: how many of each claim to tell with their words at most; all unless given.
        moves: how many of the claims that each unlocking gives up to tell at most; all unless given.
    """
    chart = grounds.chart
    there = in_force_of(chart, question)
    linked = links_of(chart.labels, question.goal, there.after)
    named = [members for one in answer.deadlocks for members in one.members]
    named += [members for one in answer.unlockings for members in one.moves[:moves]]
    named += [(answer.reached_by,)] if answer.reached_by else []
    waits: list[Sequence[str]] = []
    tied: list[TiedGroup] = []
    near: list[tuple[Sequence[str], str]] = []
    if around:
        already = _flat(named)
        waits = [ids for ids in _waiting(there, linked) if ids[0] not in already]
        # Conditions on linked steps are neither tied nor near.
        about = near_to(chart, linked, there.needs)
        tied = groups_tied(connection, there, linked, about, TIED_AT_MOST)
        tied = [group for group in tied if group.held.ids[0] not in already]
        already |= _flat(group.held.ids for group in tied)
        standing = groups_near(connection, there, linked, about, already, NEAR_AT_MOST)
        near = [(group.held.ids, group.why) for group in standing]
    more = max(0, len(waits) - conditions) if conditions is not None else 0
    waits = waits[:conditions]
    beside = [group.held.ids for group in tied] + [(group.tie.claim,) for group in tied]
    groups: list[Sequence[str]] = [*named, *waits, *(ids for ids, _ in near), *beside]
    learn(connection, grounds, groups, statements)
    claims: dict[str, Told] = {}

    def put(ids: Iterable[str]) -> Told | None:
        reported = [id_ for id_ in ids if id_ in grounds.known]
        if not reported:
            return None
        one = told(grounds, reported, question.as_of, statements)
        claims.update(dict.fromkeys(reported, one))
        return one

    def put_tied(group: TiedGroup) -> Iterable[Tied]:
        own = group.held.ids
        claim = put(own)
        if claim is not None:
            by = group.tie.claim if group.tie.claim not in own else ""
            yield Tied(claim=claim, to=group.tie.link, words=group.tie.sentence, by=put([by]) if by else None)

    for members in named:
        put(members)
    issues = {question.goal, *linked}
    issues.update(step for finding in answer.findings for step in (*finding.steps, *finding.deadlock.missing))
    issues.update(step for way in answer.ways for step in (*way.steps, *way.offers))
    labels = {id_: chart.labels.get(id_, id_) for id_ in sorted(issues)}
    return Reasoned(
        goal=chart.labels.get(question.goal, question.goal),
        wordings=chart.wordings.get(question.goal, ()),
        answer=answer,
        claims=claims,
        labels=labels,
        taken_as_one={id_: chart.wordings[id_] for id_ in labels if chart.wordings.get(id_)},
        waits=tuple(one for ids in waits if (one := put(ids)) is not None),
        more_waits=more,
        tied=tuple(one for group in tied for one in put_tied(group)),
        near=tuple(Near(claim=one, why=why) for ids, why in near if (one := put(ids)) is not None),
    )


def _flat(groups: Iterable[Iterable[str]]) -> set[str]:
    return {id_ for ids in groups for id_ in ids}


def _waiting(there: InForce, linked: Iterable[str]) -> list[tuple[str, ...]]:
    """The conditions on linked steps, those with the same terms together, in the order of the steps."""
    return [held.ids for step in linked for held in there.waits.get(step, ())]
