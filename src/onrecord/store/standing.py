"""What holds over time: records about issues as the tracking takes them, and rows of what it finds."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, Select, bindparam, delete, or_, select, update

from onrecord.model import Actor, Change, Condition, Conflict, Event, Issue, Position
from onrecord.store.claim_joining import claim_entries, claim_rows, form_of, issue_entries, required_form
from onrecord.store.claim_tables import claims, issue_forms, issue_members
from onrecord.store.claim_tables import issues as issue_table
from onrecord.store.derived import UNDATED
from onrecord.store.entries import ClaimEntry
from onrecord.store.joining import actor_entries
from onrecord.store.rows import batches, put_all
from onrecord.store.tables import acting, members
from onrecord.store.tables import actors as actor_table
from onrecord.store.track_tables import changes, conflicts

STATE = (
    update(claims)
    .where(claims.c.number == bindparam("of_claim"))
    .values(until=bindparam("ends"), restates=bindparam("repeats"))
)
CARRIED = (
    update(claims).where(claims.c.number == bindparam("of_claim")).values(carried=bindparam("is_carried"))
)


@dataclass(slots=True)
class Loaded:
    """Records, and the numbers of the rows behind them.

    Attributes:
        positions: by id; those in copies left out.
        conditions: likewise.
        events: likewise.
        actors: by id.
        issues: by id.
        outlets: the outlet of each report.
        originals: for each report that is a copy, the report it was copied from.
        numbers: of positions, conditions and events, by their ids.
        actor_numbers: likewise.
        issue_numbers: likewise.
    """

    positions: dict[str, Position] = field(default_factory=dict)
    conditions: dict[str, Condition] = field(default_factory=dict)
    events: dict[str, Event] = field(default_factory=dict)
    actors: dict[str, Actor] = field(default_factory=dict)
    issues: dict[str, Issue] = field(default_factory=dict)
    outlets: dict[str, str] = field(default_factory=dict)
    originals: dict[str, str] = field(default_factory=dict)
    numbers: dict[str, int] = field(default_factory=dict)
    actor_numbers: dict[str, int] = field(default_factory=dict)
    issue_numbers: dict[str, int] = field(default_factory=dict)


def load_claims(
    connection: Connection,
    loaded: Loaded,
    type_: str,
    about: Iterable[int],
    *,
    requirements: Iterable[int] = (),
) -> None:
    """Load the claims of a type about some issues, or, of conditions, that wait for some.

    Args:
        connection: of a transaction.
        loaded: what they are put into.
        type_: `position`, `condition` or `event`.
        about: numbers of issues.
        requirements: numbers of the issues that conditions wait for.
    """
    for column, numbers in ((form_of.c.issue, about), (required_form.c.issue, requirements)):
        for some in batches(sorted(set(numbers))):
            rows = _rows(connection, claim_rows().where(column.in_(some), claims.c.type == type_))
            rows = [row for row in rows if row.id not in loaded.numbers]
            for row, entry in zip(rows, claim_entries(connection, rows), strict=True):
                _put(loaded, row.number, entry)


def load_frame(connection: Connection, loaded: Loaded, issues: Iterable[int]) -> None:
    """Load issues, and the actors of what was loaded with all whom they act for."""
    for some in batches(sorted(set(issues))):
        rows = connection.execute(select(issue_table).where(issue_table.c.number.in_(some))).all()
        for row, entry in zip(rows, issue_entries(connection, rows), strict=True):
            loaded.issues[row.id] = entry.issue
            loaded.issue_numbers[row.id] = row.number
    held: list[Position | Condition] = [*loaded.positions.values(), *loaded.conditions.values()]
    wanted = {one.holder for one in held} | {one.via for one in held if one.via}
    while wanted := wanted - loaded.actors.keys():
        for ids in batches(sorted(wanted)):
            rows = connection.execute(select(actor_table).where(actor_table.c.id.in_(ids))).all()
            for row, found in zip(rows, actor_entries(connection, rows), strict=True):
                loaded.actors[row.id] = found.actor
                loaded.actor_numbers[row.id] = row.number
        wanted = {one.actor for actor in loaded.actors.values() for one in actor.acts_for}


def issues_of_claims(connection: Connection, ids: Iterable[str], loaded: Loaded) -> set[int]:
    """Numbers of the issues that some loaded conditions name, steps and requirements."""
    found: set[int] = set()
    for some in batches(loaded.numbers[id_] for id_ in ids):
        for column in (claims.c.issue, claims.c.requirement):
            query = (
                select(issue_forms.c.issue)
                .join(issue_members, issue_members.c.form == issue_forms.c.number)
                .join(claims, column == issue_members.c.number)
                .where(claims.c.number.in_(some))
                .distinct()
            )
            found.update(connection.execute(query).scalars())
    return found


def _rows(connection: Connection, query: Select[Any]) -> list[Any]:
    return list(connection.execute(query.where(~claims.c.carried).order_by(claims.c.sort_key)).all())


def _put(loaded: Loaded, number: int, entry: ClaimEntry) -> None:
    record = entry.record
    loaded.numbers[record.id] = number
    loaded.outlets[entry.report.id] = entry.report.outlet
    if entry.report.copied_from:
        loaded.originals[entry.report.id] = entry.report.copied_from
    if isinstance(record, Position):
        loaded.positions[record.id] = record
    elif isinstance(record, Condition):
        loaded.conditions[record.id] = record
    else:
        loaded.events[record.id] = record


def put_states(connection: Connection, records: Iterable[Position | Condition], loaded: Loaded) -> None:
    """Put until when records held, and what they restate."""
    rows = []
    for one in records:
        before = loaded.positions.get(one.id) or loaded.conditions.get(one.id)
        if before is None or (before.until, before.restates) != (one.until, one.restates):
            repeats = loaded.numbers[one.restates] if one.restates else None
            rows.append({"of_claim": loaded.numbers[one.id], "ends": one.until, "repeats": repeats})
    if rows:
        connection.execute(STATE, rows)


def put_changes(
    connection: Connection, at: Mapping[int, Iterable[tuple[str, Change]]], loaded: Loaded
) -> None:
    """Put the changes found at issues in, in place of those that were found there.

    Args:
        connection: of a transaction that writes.
        at: what was found at each issue, with `position` or `condition` for what it was found by.
        loaded: the numbers of what they name.
    """
    for some in batches(at):
        connection.execute(delete(changes).where(changes.c.at.in_(some)))
    rows: dict[tuple[int, str], dict[str, Any]] = {}
    for number, found in at.items():
        for of, one in found:
            day = one.date.latest or one.date.earliest
            rows.setdefault(
                (number, one.id),
                {
                    "at": number,
                    "id": one.id,
                    "of": of,
                    "holder": loaded.actor_numbers[one.holder],
                    "issue": loaded.issue_numbers[one.issue],
                    "kind": one.kind,
                    "before": loaded.numbers[one.before] if one.before else None,
                    "after": loaded.numbers[one.after] if one.after else None,
                    "date_earliest": one.date.earliest,
                    "date_latest": one.date.latest,
                    "date_basis": one.date.basis,
                    "sort_key": f"{day.isoformat() if day else UNDATED}{one.id.partition('-')[2]}",
                    "confidence": one.confidence,
                },
            )
    put_all(connection, changes, rows.values())


def put_conflicts(connection: Connection, at: Mapping[int, Iterable[Conflict]], loaded: Loaded) -> None:
    """Put the conflicts found at issues in, in place of those that were found there."""
    for some in batches(at):
        connection.execute(delete(conflicts).where(conflicts.c.at.in_(some)))
    records: dict[str, Position | Condition | Event] = {
        **loaded.positions, **loaded.conditions, **loaded.events
    }  # fmt: skip
    rows = []
    for number, found in at.items():
        for one in found:
            first, second = one.members
            days = [records[id_].date.latest or records[id_].date.earliest for id_ in one.members]
            known = [day for day in days if day]
            rows.append(
                {
                    "at": number,
                    "id": one.id,
                    "kind": one.kind,
                    "one": loaded.numbers[first],
                    "other": loaded.numbers[second],
                    "sort_key": f"{max(known).isoformat() if known else UNDATED}{one.id.partition('-')[2]}",
                    "confidence": one.confidence,
                }
            )
    put_all(connection, conflicts, rows)


def issues_of_reports(connection: Connection, numbers: Iterable[int]) -> set[int]:
    """Numbers of the issues that some reports name."""
    return {
        issue
        for some in batches(sorted(set(numbers)))
        for issue in connection.execute(
            select(issue_forms.c.issue)
            .join(issue_members, issue_members.c.form == issue_forms.c.number)
            .where(issue_members.c.report.in_(some))
            .distinct()
        ).scalars()
    }


def issues_of_actors(connection: Connection, numbers: Iterable[int]) -> set[int]:
    """Numbers of the issues of which some actors hold something, or say that others do."""
    found: set[int] = set()
    for some in batches(sorted(set(numbers))):
        own = select(members.c.number).where(members.c.actor.in_(some))
        query = (
            select(issue_forms.c.issue)
            .join(issue_members, issue_members.c.form == issue_forms.c.number)
            .join(
                claims,
                or_(claims.c.issue == issue_members.c.number, claims.c.requirement == issue_members.c.number),
            )
            .where(or_(claims.c.holder.in_(own), claims.c.via.in_(own)))
            .distinct()
        )
        found.update(connection.execute(query).scalars())
    return found


def acting_of(connection: Connection, agents: Iterable[int]) -> dict[int, set[tuple[Any, ...]]]:
    """Whom some actors act for, and when, by their numbers."""
    found: dict[int, set[tuple[Any, ...]]] = {}
    for some in batches(sorted(set(agents))):
        query = select(acting.c.agent, acting.c.principal, acting.c.earliest, acting.c.latest)
        for row in connection.execute(query.where(acting.c.agent.in_(some)).distinct()):
            found.setdefault(row.agent, set()).add((row.principal, row.earliest, row.latest))
    return found


def agents_of(connection: Connection, numbers: Iterable[int]) -> set[int]:
    """All who act for some actors, directly or through others, and these."""
    known = set(numbers)
    new = set(known)
    while new:
        found: set[int] = set()
        for some in batches(sorted(new)):
            query = select(acting.c.agent).where(acting.c.principal.in_(some)).distinct()
            found.update(connection.execute(query).scalars())
        new = found - known
        known |= found
    return known


def evidence_of(connection: Connection, report: int) -> dict[int, tuple[str, str]]:
    """The type and the words of each claim of a report, by number."""
    query = select(claims.c.number, claims.c.type, claims.c.words).where(claims.c.report == report)
    return {row.number: (row.type, row.words) for row in connection.execute(query)}


def put_carried(connection: Connection, carried: Mapping[int, bool]) -> None:
    """Say of claims whether they stand in the report that theirs was copied from."""
    if carried:
        rows = [{"of_claim": number, "is_carried": so} for number, so in carried.items()]
        connection.execute(CARRIED, rows)


def ids_of_actors(connection: Connection, numbers: Iterable[int]) -> dict[int, str]:
    """The ids of some of the ledger's actors, by number."""
    return {
        row.number: row.id
        for some in batches(sorted(set(numbers)))
        for row in connection.execute(
            select(actor_table.c.number, actor_table.c.id).where(actor_table.c.number.in_(some))
        )
    }


def every_issue(connection: Connection) -> list[int]:
    """The numbers of all issues."""
    return list(connection.execute(select(issue_table.c.number)).scalars())
