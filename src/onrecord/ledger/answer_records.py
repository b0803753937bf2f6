"""Answers about goals as JSON: the records of format 1, and beside them the claims that they name."""

from collections.abc import Mapping
from typing import Any

from onrecord.exchange.deadlocks import deadlock_record, unlocking_record
from onrecord.exchange.jsonl import entry_record
from onrecord.exchange.parts import day
from onrecord.ledger.reasoned import Near, Past, Reasoned, Supposed, Tied, Told


def reasoned_record(found: Reasoned) -> dict[str, Any]:
    """An answer about a goal.

    Args:
        found: what `Ledger.deadlocks` or `Ledger.unlock` gave.

    Returns:
        `goal`, `as_of`, `reading`, `status` and `sentence`; `deadlocks` and `unlockings`, records of format
        1 with their `shape`, `first` steps and `steps`; `claims` by the id of each of their records;
        `waits`, `tied` and `near`; `complete`, and whether it is `out_of_time`.
    """
    answer = found.answer
    return {
        "goal": {"id": answer.goal, "label": found.goal, "taken_as_one": list(found.wordings)},
        "as_of": answer.as_of.isoformat(),
        "reading": answer.reading,
        "status": answer.status,
        "sentence": answer.sentence,
        "reached_by": answer.reached_by or None,
        "deadlocks": [
            {**deadlock_record(one.deadlock), "shape": one.shape, "steps": list(one.steps)}
            for one in answer.findings
        ],
        "unlockings": [
            {
                **unlocking_record(one.unlocking),
                "offers": list(one.offers),
                "steps": list(one.steps),
                "first": list(one.first),
                "weight": one.weight,
            }
            for one in answer.ways
        ],
        "complete": answer.complete,
        "out_of_time": answer.out_of_time,
        "claims": _claims(found.claims),
        "waits": [one.id for one in found.waits],
        "tied": [_tied(one) for one in found.tied],
        "near": [_near(one) for one in found.near],
        "labels": found.labels,
        "taken_as_one": {id_: list(labels) for id_, labels in found.taken_as_one.items()},
        "suggestions": list(found.suggestions),
    }


def supposed_record(found: Supposed) -> dict[str, Any]:
    """The answers before and after a change that nobody has reported."""
    return {
        "dropped": [told_record(one) for one in found.dropped],
        "added": list(found.added),
        "before": reasoned_record(found.before),
        "after": reasoned_record(found.after),
        "unlocking": reasoned_record(found.unlocking),
        "gone": list(found.gone),
        "new": list(found.new),
    }


def past_record(found: Past) -> dict[str, Any]:
    """The deadlocks of a goal over time."""
    return {
        "goal": {"label": found.goal},
        "as_of": found.as_of.isoformat(),
        "complete": found.history.complete,
        "episodes": [
            {
                "deadlock": deadlock_record(one.deadlock),
                "since": day(one.since),
                "created_by": list(one.created_by),
                "until": day(one.until),
                "resolved_by": list(one.resolved_by),
            }
            for one in found.history.episodes
        ],
        "claims": _claims(found.claims),
    }


def told_record(told: Told) -> dict[str, Any]:
    """A claim with its words, its carriers and its flags."""
    return {
        "id": told.id,
        "sentence": told.sentence,
        "holder": told.holder or None,
        "first": day(told.first),
        "last": day(told.last),
        "outlets": list(told.outlets),
        "independent_reports": told.independent_reports,
        "flags": list(told.flags),
        "statements": [entry_record(entry) for entry in told.statements],
    }


def _claims(claims: Mapping[str, Told]) -> list[dict[str, Any]]:
    """Each claim once, in order of id."""
    every = {told.id: told for told in claims.values()}
    return [told_record(every[id_]) for id_ in sorted(every)]


def _tied(tied: Tied) -> dict[str, Any]:
    by = tied.by.id if tied.by else None
    return {"claim": tied.claim.id, "to": tied.to, "words": tied.words or None, "by": by}


def _near(near: Near) -> dict[str, str]:
    return {"claim": near.claim.id, "why": near.why}
