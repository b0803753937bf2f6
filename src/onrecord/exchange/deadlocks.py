"""Deadlocks and unlockings as records of format 1."""

from onrecord.exchange.parts import day, rounded
from onrecord.exchange.schema import DeadlockRecord, UnlockingRecord
from onrecord.model import Deadlock, Unlocking


def deadlock_record(deadlock: Deadlock) -> DeadlockRecord:
    """A deadlock."""
    return DeadlockRecord(
        type="deadlock",
        id=deadlock.id,
        goal=deadlock.goal,
        as_of=deadlock.as_of.isoformat(),
        reading=deadlock.reading,
        members=[list(claim) for claim in deadlock.members],
        missing=list(deadlock.missing),
        since=day(deadlock.since),
        complete=deadlock.complete,
        confidence=rounded(deadlock.confidence),
        judged=deadlock.judged,
    )


def unlocking_record(unlocking: Unlocking) -> UnlockingRecord:
    """An unlocking."""
    return UnlockingRecord(
        type="unlocking",
        id=unlocking.id,
        goal=unlocking.goal,
        as_of=unlocking.as_of.isoformat(),
        moves=[list(claim) for claim in unlocking.moves],
        actors_moving=list(unlocking.actors_moving),
        order=[list(pair) for pair in unlocking.order],
        confidence=rounded(unlocking.confidence),
        judged=unlocking.judged,
    )
