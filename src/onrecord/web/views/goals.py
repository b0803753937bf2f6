"""What stands in the way of a goal, whose word would have to move, and what would be if it did."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from fastapi import APIRouter

from onrecord.errors import LedgerBusy
from onrecord.exchange.claims import record_of
from onrecord.ledger.reasoned import Reasoned, Told
from onrecord.reason import Finding, Way
from onrecord.web.answers import Answer
from onrecord.web.claim_shapes import (
    DeadlocksData,
    FindingData,
    NamedData,
    NearData,
    ReasonedData,
    TiedData,
    ToldData,
    UnlockData,
    WayData,
    WhatIfData,
)
from onrecord.web.joining import names_of_claims, reports_of
from onrecord.web.opened import Here, Opened, Site, Whole
from onrecord.web.queries import AboutGoal, AboutUnlocking, AboutWhatIf, Asks
from onrecord.web.showing import page

router = APIRouter(prefix="/l/{ledger}")

GOALS = 20
CONDITIONS = 30  # told beside deadlocks; an archive has hundreds on the way to a goal
STATEMENTS = 3  # of each claim, with their words; one may have been said a hundred times
MOVES = 20  # claims that a way gives up, told with their words; in an archive it takes hundreds
WAYS = 5  # what would have to move after a supposed change


@page(router, "/deadlocks", "deadlocks.html", DeadlocksData)
def deadlocks(here: Here, site: Whole, query: Asks[AboutGoal]) -> Answer[DeadlocksData]:
    """What keeps a goal from being reached: sets of claims that can't all be met."""
    goals = goals_of(here)
    if not query.goal:
        return Answer(data=DeadlocksData(goals=goals, answer=None))
    with turn(site):
        found = here.ledger.deadlocks(
            **asked(query), limit=query.most, seconds=site.settings.seconds, conditions=CONDITIONS
        )
    return Answer(data=DeadlocksData(goals=goals, answer=reasoned_data(found)))


@page(router, "/unlock", "unlock.html", UnlockData)
def unlock(here: Here, site: Whole, query: Asks[AboutUnlocking]) -> Answer[UnlockData]:
    """Whose word would have to move for a goal: the smallest sets of claims to be given up."""
    goals = goals_of(here)
    if not query.goal:
        return Answer(data=UnlockData(goals=goals, answer=None))
    with turn(site):
        found = here.ledger.unlock(
            **asked(query), limit=query.most, by=query.by, seconds=site.settings.seconds, moves=MOVES
        )
    return Answer(data=UnlockData(goals=goals, answer=reasoned_data(found)))


@page(router, "/what-if", "what_if.html", WhatIfData)
def what_if(here: Here, site: Whole, query: Asks[AboutWhatIf]) -> Answer[WhatIfData]:
    """What would stand in the way after a change that nobody has reported."""
    goals = goals_of(here)
    if not query.goal:
        return Answer(data=WhatIfData(goals=goals, before=None, after=None, unlocking=None, gone=[], new=[]))
    added = [words for words in (query.add.strip(),) if words]
    with turn(site):
        found = here.ledger.what_if(
            **asked(query),
            drop=query.drop,
            add=added,
            limit=query.most,
            ways=min(WAYS, query.most),
            moves=MOVES,
            seconds=site.settings.seconds / 3,
        )
    before = reasoned_data(found.before)
    data = WhatIfData(
        goals=goals,
        before=before,
        after=before if found.after is found.before else reasoned_data(found.after),
        unlocking=reasoned_data(found.unlocking),
        gone=list(found.gone),
        new=list(found.new),
    )
    return Answer(data=data)


def asked(query: AboutGoal) -> dict[str, Any]:
    """What is asked of the ledger."""
    given = query.model_dump(include={"goal", "as_of", "reading", "hypothetical"})
    return {**given, "statements": STATEMENTS}


@contextmanager
def turn(site: Site) -> Iterator[None]:
    """A turn at a question that takes long; more than a few at once wait, then give up.

    Raises:
        LedgerBusy: others took too long.
    """
    if not site.turns.acquire(timeout=site.settings.seconds):
        raise LedgerBusy("Too many such questions are asked at once.", "Ask again in a few seconds.")
    try:
        yield
    finally:
        site.turns.release()


def goals_of(here: Opened) -> list[NamedData]:
    """Steps that conditions are put on, those with most first."""
    return [NamedData(id=one.value, name=one.name) for one in here.ledger.held_back(GOALS)]


def reasoned_data(found: Reasoned) -> ReasonedData:
    """An answer about a goal, as data."""
    claims = {one.id: one for one in found.claims.values()}
    entries = [entry for claim in claims.values() for entry in claim.statements]
    told = {id_: _told(one) for id_, one in claims.items()}
    return ReasonedData(
        goal=found.goal,
        goal_id=found.answer.goal,
        as_of=found.answer.as_of.isoformat(),
        reading=found.answer.reading,
        status=found.answer.status,
        sentence=found.answer.sentence,
        complete=found.answer.complete,
        wordings=list(found.wordings),
        taken_as_one=_taken_as_one(found),
        suggestions=list(found.suggestions),
        findings=[_finding(found, one, told) for one in found.answer.findings],
        ways=[_way(found, one, told) for one in found.answer.ways],
        waits=[told[one.id] for one in found.waits],
        more_waits=found.more_waits,
        tied=[
            TiedData(
                claim=told[one.claim.id], to=one.to, words=one.words, by=told[one.by.id] if one.by else None
            )
            for one in found.tied
        ],
        near=[NearData(claim=told[one.claim.id], why=one.why) for one in found.near],
        names={**found.labels, **names_of_claims(entries)},
        reports=reports_of(entries),
    )


def _taken_as_one(found: Reasoned) -> dict[str, list[str]]:
    """The other labels of the steps that the deadlocks or ways name, but for the goal's."""
    named = [step for one in found.answer.findings for step in (*one.steps, *one.deadlock.missing)]
    named += [step for one in found.answer.ways for step in (*one.steps, *one.offers)]
    return {
        step: list(found.taken_as_one[step])
        for step in dict.fromkeys(named)
        if step in found.taken_as_one and step != found.answer.goal
    }


def _finding(found: Reasoned, finding: Finding, told: Mapping[str, ToldData]) -> FindingData:
    deadlock = finding.deadlock
    return FindingData(
        id=deadlock.id,
        shape=finding.shape,
        steps=_named(found, finding.steps),
        members=[told[one.id] for one in found.members(finding)],
        missing=_named(found, deadlock.missing),
        since=deadlock.since.isoformat() if deadlock.since else None,
    )


def _way(found: Reasoned, way: Way, told: Mapping[str, ToldData]) -> WayData:
    moves = found.moves(way)
    return WayData(
        id=way.unlocking.id,
        moves=[told[one.id] for one in moves],
        more_moves=len(way.unlocking.moves) - len(moves),
        offers=_named(found, way.offers),
        steps=_named(found, way.steps),
        first=_named(found, way.first),
    )


def _named(found: Reasoned, ids: Iterable[str]) -> list[NamedData]:
    return [NamedData(id=one, name=found.labels.get(one, one)) for one in ids]


def _told(claim: Told) -> ToldData:
    return ToldData(
        id=claim.id,
        sentence=claim.sentence,
        holder=claim.holder,
        statements=[record_of(entry.record) for entry in claim.statements],
        first=claim.first.isoformat() if claim.first else None,
        last=claim.last.isoformat() if claim.last else None,
        outlets=list(claim.outlets),
        independent_reports=claim.independent_reports,
        said=claim.said,
        flags=list(claim.flags),
    )
