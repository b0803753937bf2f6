"""Judgements of several people: which stand against each other, and taking in those of another ledger."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import combinations
from typing import Any, get_args

from sqlalchemy import Connection

from onrecord import consolidation
from onrecord.errors import UsageError
from onrecord.ledger import judging
from onrecord.model import Anchor, Judgement, Verdict
from onrecord.store import actors, issues, judgements, reports

TOPICS: dict[str, str] = {
    "confirm": "is it there", "reject": "is it there", "merge": "is it one", "split": "is it one",
    "rename": "its name", "set_date": "its date", "set_speaker": "its speaker",
    "set_metadata": "its metadata", "remove": "remove", "stale": "stale",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Imported:
    """What came of taking in a colleague's judgements.

    Attributes:
        added: those that hold here from now on.
        known: how many were here already.
        closed: of ours, those that were let go for theirs; or that they had let go since.
        opposed: theirs, each with ours that it stands against.
        adrift: of those added, the ones that hold on to no words that this ledger has.
    """

    added: tuple[Judgement, ...]
    known: int
    closed: tuple[Judgement, ...]
    opposed: tuple[tuple[Judgement, Judgement], ...]
    adrift: tuple[Judgement, ...]


def opposed(made: Iterable[Judgement]) -> list[tuple[Judgement, Judgement]]:
    """Each two of some judgements that say different things of one record.

    Args:
        made: open ones.
    """
    by_topic: dict[tuple[str, str], list[Judgement]] = {}
    for judgement in made:
        for subject in judgement.subject:
            by_topic.setdefault((TOPICS[judgement.verdict], subject), []).append(judgement)
    found = {
        (one.id, other.id): (one, other)
        for group in by_topic.values()
        for one, other in combinations(group, 2)
        if are_opposed(one, other)
    }
    return list(found.values())


def are_opposed(one: Judgement, other: Judgement) -> bool:
    """Whether two judgements say different things of one record."""
    if TOPICS[one.verdict] != TOPICS[other.verdict]:
        return False
    if not set(one.subject) & set(other.subject):
        return False
    if one.verdict in ("merge", "split") or other.verdict in ("merge", "split"):
        return one.verdict != other.verdict and (
            set(one.subject) <= set(other.subject) or set(other.subject) <= set(one.subject)
        )
    if one.verdict == "set_metadata":
        first, second = one.value or {}, other.value or {}
        return any(first[name] != second[name] for name in first.keys() & second.keys())
    if one.verdict == "set_speaker":
        return _speaker(one.value) != _speaker(other.value)
    return (one.verdict, one.value) != (other.verdict, other.value)


def take_in(
    connection: Connection,
    process: Callable[..., Any],
    records: Iterable[dict[str, Any]],
    *,
    theirs: bool,
) -> Imported:
    """Take in judgements; see `Ledger.import_judgements`."""
    added: list[Judgement] = []
    closed: list[Judgement] = []
    against: list[tuple[Judgement, Judgement]] = []
    adrift: list[Judgement] = []
    known = 0
    for record in records:
        if record.get("type") != "judgement":
            continue
        judgement = _as_here(connection, from_record(record))
        here = judgements.load(connection, ids=[judgement.id])
        if here:
            known += 1
            if judgement.closed_at is not None and here[0].closed_at is None:
                closed.append(_close(connection, process, here[0]))
            continue
        if judgement.verdict == "remove" or judgement.closed_at is not None:
            continue  # a takedown is each house's own to decide
        ours = [
            one
            for one in judgements.load(connection, subjects=judgement.subject, only_open=True)
            if are_opposed(judgement, one)
        ]
        against += [(judgement, one) for one in ours]
        if ours and not theirs:
            continue
        closed += [_close(connection, process, one) for one in ours]
        if not _is_held(connection, judgement):
            adrift.append(judgement)
        judgements.add(connection, judgement)
        judging.follow(connection, process, judgement)
        added.append(judgement)
    consolidation.settle(connection)
    return Imported(tuple(added), known, tuple(closed), tuple(against), tuple(adrift))


def from_record(record: dict[str, Any]) -> Judgement:
    """A judgement from its record.

    Raises:
        UsageError: it is none.
    """
    try:
        anchors = tuple(
            Anchor(
                one["report"],
                one["quotation"],
                int(one["position"]),
                int(one.get("side", 0)),
                one.get("known_as", ""),
            )
            for one in record.get("anchors") or ([record["anchor"]] if record["anchor"] else [])
        )
        made = Judgement(
            id=record["id"],
            subject=tuple(map(str, record["subject"])),
            verdict=record["verdict"],
            value=record["value"],
            anchor=anchors[0] if anchors else None,
            anchors=anchors,
            by=str(record["by"]),
            at=datetime.fromisoformat(record["at"]),
            note=str(record["note"]),
            closed_at=datetime.fromisoformat(record["closed_at"]) if record["closed_at"] else None,
        )
    except (KeyError, TypeError, ValueError) as error:
        raise UsageError(
            f"{str(record.get('id', 'A record'))!r} is no judgement: {error!r}.",
            "Give a file that `onrecord judgements --export` wrote.",
        ) from error
    if made.verdict not in get_args(Verdict) or not made.subject or not made.id.startswith("jud-"):
        raise UsageError(f"{made.id!r} is no judgement that this version knows.", "Upgrade onrecord.")
    return made


def _close(connection: Connection, process: Callable[..., Any], judgement: Judgement) -> Judgement:
    closed = judgements.close(connection, judgement.id, judging.now_utc())
    judging.follow(connection, process, closed)
    return closed


def _as_here(connection: Connection, judgement: Judgement) -> Judgement:
    """A judgement with the ids that what it is about has in this ledger, where it has it."""
    current = {"act-": actors.current_id, "iss-": issues.current_id}
    subject = tuple(
        (current[id_[:4]](connection, id_) or id_) if id_[:4] in current else id_ for id_ in judgement.subject
    )
    return replace(judgement, subject=subject)


def _is_held(connection: Connection, judgement: Judgement) -> bool:
    """Whether the ledger has a report that a judgement holds on to, or is about."""
    ids = {one.report for one in judgement.anchors} or set(judgement.subject)
    return any(reports.by_id(connection, id_) is not None for id_ in ids)


def _speaker(value: Any) -> str:
    return str((value or {}).get("actor") or (value or {}).get("name") or "")
