"""Which records a person judged on, asked for when they are read."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, or_, select

from onrecord.store.claim_tables import issue_forms
from onrecord.store.entries import ClaimEntry, ConditionEntry, PositionEntry
from onrecord.store.judgement_tables import judgement_holds
from onrecord.store.rows import batches
from onrecord.store.tables import judgement_subjects, judgements, members

OTHERS = or_(judgement_subjects.c.subject.like("cha-%"), judgement_subjects.c.subject.like("cfl-%"))
"""What is judged there is the change or conflict, not the claims that it is of."""


def judged_on(connection: Connection, ids: Sequence[str]) -> set[str]:
    """Those of some statements and claims that an open judgement holds on to."""
    return {
        record
        for some in batches(ids)
        for record in connection.execute(
            select(judgement_holds.c.record)
            .join(judgements, judgements.c.number == judgement_holds.c.judgement)
            .join(judgement_subjects, judgement_subjects.c.judgement == judgements.c.number)
            .where(judgement_holds.c.record.in_(some), judgements.c.closed_at.is_(None), ~OTHERS)
        ).scalars()
    }


def judged_actors(connection: Connection, numbers: Sequence[int]) -> set[int]:
    """Numbers of those of some of the ledger's actors that an open judgement is about."""
    query = select(members.c.actor).join(judgement_subjects, judgement_subjects.c.subject == members.c.id)
    return _open(connection, query, members.c.actor, numbers)


def judged_issues(connection: Connection, numbers: Sequence[int]) -> set[int]:
    """Numbers of those of some of the ledger's issues that an open judgement is about."""
    query = select(issue_forms.c.issue).join(
        judgement_subjects, judgement_subjects.c.subject == issue_forms.c.id
    )
    return _open(connection, query, issue_forms.c.issue, numbers)


def as_judged(entry: ClaimEntry) -> ClaimEntry:
    """A claim that a person judged on."""
    if isinstance(entry, PositionEntry):
        return replace(entry, position=replace(entry.position, judged=True))
    if isinstance(entry, ConditionEntry):
        return replace(entry, condition=replace(entry.condition, judged=True))
    return replace(entry, event=replace(entry.event, judged=True))


def _open(connection: Connection, query: Any, column: Any, numbers: Sequence[int]) -> set[int]:
    """What of a query from subjects is about something, and still holds."""
    if not connection.execute(select(judgement_subjects.c.judgement).limit(1)).first():
        return set()
    open_ones = query.join(judgements, judgements.c.number == judgement_subjects.c.judgement)
    return {
        number
        for some in batches(numbers)
        for number in connection.execute(
            open_ones.where(judgements.c.closed_at.is_(None), column.in_(some)).distinct()
        ).scalars()
    }
