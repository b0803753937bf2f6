"""Rows of utterances, changes and conflicts joined with statements, names and reports into entries."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, Select, exists, func, literal, select

from onrecord.model import Change, Conflict, Utterance
from onrecord.store import anchors
from onrecord.store.claim_joining import claim_entries, claim_rows
from onrecord.store.claim_tables import claims, issues
from onrecord.store.columns import interval
from onrecord.store.entries import (
    AttributionEntry,
    ChangeEntry,
    ClaimEntry,
    ConflictEntry,
    ReportEntry,
    UtteranceEntry,
)
from onrecord.store.joining import attribution_entries, attribution_rows, report_entries, report_rows
from onrecord.store.rows import AT_ONCE, batches
from onrecord.store.tables import actors, attributions, processed
from onrecord.store.track_tables import changes, conflicts, utterance_members, utterances

BEGINNING = literal(date.min)
others = changes.alias("others")
left, other_left = claims.alias("left"), claims.alias("other_left")
placed = issues.alias("placed")
there = issues.alias("there")
same_change = changes.alias("same_change")
same_conflict = conflicts.alias("same_conflict")


def utterance_rows() -> Select[Any]:
    """The query for what `utterance_entries` takes, to be narrowed and ordered."""
    return select(utterances, actors.c.id.label("speaker_id"), actors.c.name.label("speaker_name")).outerjoin(
        actors, actors.c.number == utterances.c.speaker
    )


def shown_changes() -> Any:
    """Each change once: at the issue with the smallest id; none that is told better.

    What a position shows goes before what a condition does, and both before what is only told to have moved.
    One statement by which several conditions cease to hold is shown with the last of these that was put.
    """
    by_position = exists().where(others.c.of == "position", others.c.after == changes.c.after)
    otherwise = exists().where(others.c.of != "told", others.c.after == changes.c.after)
    when = func.coalesce(left.c.date_latest, left.c.date_earliest, BEGINNING)
    other_when = func.coalesce(other_left.c.date_latest, other_left.c.date_earliest, BEGINNING)
    by_later = (
        exists()
        .where(others.c.of == "condition", others.c.after == changes.c.after, others.c.id != changes.c.id)
        .where(left.c.number == changes.c.before, other_left.c.number == others.c.before)
        .where((other_when > when) | ((other_when == when) & (others.c.id > changes.c.id)))
    )
    # Looked up row by row, and not by a window over all: the first of many then cost no more than the first.
    before = (
        exists()
        .where(same_change.c.id == changes.c.id, same_change.c.of == changes.c.of)
        .where(there.c.number == same_change.c.at, there.c.id < placed.c.id)
    )
    return (
        select(changes)
        .join(placed, placed.c.number == changes.c.at)
        .where(
            (changes.c.of != "condition") | (~by_position & ~by_later),
            (changes.c.of != "told") | ~otherwise,
            ~before,
        )
        .subquery("shown_changes")
    )


def change_rows(shown: Any) -> Select[Any]:
    """The query for what `change_entries` takes, of `shown_changes`, to be narrowed and ordered."""
    return (
        select(
            shown,
            actors.c.id.label("holder_id"),
            actors.c.name.label("holder_name"),
            issues.c.id.label("issue_id"),
            issues.c.label.label("issue_label"),
        )
        .join(actors, actors.c.number == shown.c.holder)
        .join(issues, issues.c.number == shown.c.issue)
    )


def shown_conflicts() -> Any:
    """Each conflict once: at the issue with the smallest id."""
    before = (
        exists()
        .where(same_conflict.c.id == conflicts.c.id)
        .where(there.c.number == same_conflict.c.at, there.c.id < placed.c.id)
    )
    return (
        select(conflicts)
        .join(placed, placed.c.number == conflicts.c.at)
        .where(~before)
        .subquery("shown_conflicts")
    )


def conflict_rows(shown: Any) -> Select[Any]:
    """The query for what `conflict_entries` takes, of `shown_conflicts`, to be narrowed and ordered."""
    return select(shown, issues.c.id.label("issue_id"), issues.c.label.label("issue_label")).join(
        issues, issues.c.number == shown.c.at
    )


def utterance_entries(connection: Connection, rows: Sequence[Row[Any]]) -> list[UtteranceEntry]:
    """Utterances with their statements, from rows of `utterance_rows`."""
    said: dict[int, list[AttributionEntry]] = {}
    around: dict[int, ReportEntry] = {}
    for part in batches(rows):
        of_these = (
            attribution_rows()
            .add_columns(utterance_members.c.utterance)
            .join(utterance_members, utterance_members.c.attribution == attributions.c.number)
            .where(utterance_members.c.utterance.in_([row.number for row in part]))
            .order_by(utterance_members.c.utterance, utterance_members.c.position)
        )
        found = connection.execute(of_these).all()
        for row, entry in zip(found, attribution_entries(connection, found), strict=True):
            said.setdefault(row.utterance, []).append(entry)
        wanted = {row.first_report for row in part} - around.keys()
        reports = connection.execute(report_rows().where(processed.c.report.in_(wanted))).all()
        around.update(zip((row.report for row in reports), report_entries(connection, reports), strict=True))
    return [
        UtteranceEntry(
            utterance=Utterance(
                id=row.id,
                speaker=row.speaker_id,
                said_on=interval(row.said_earliest, row.said_latest, row.said_basis),
                attributions=tuple(entry.attribution.id for entry in said[row.number]),
                independent_reports=row.independent_reports,
                first_report=around[row.first_report].id,
                variants=tuple(row.variants),
                confidence=row.confidence,
            ),
            speaker=row.speaker_name or "",
            first=around[row.first_report],
            attributions=tuple(said[row.number]),
        )
        for row in rows
    ]


def change_entries(connection: Connection, rows: Sequence[Row[Any]]) -> list[ChangeEntry]:
    """Changes with both statements, from rows of `change_rows`."""
    members = _claims(connection, (number for row in rows for number in (row.before, row.after)))
    judged = anchors.tracked_verdicts(connection)
    return [
        ChangeEntry(
            change=Change(
                id=row.id,
                holder=row.holder_id,
                issue=row.issue_id,
                kind=row.kind,
                before=members[row.before].record.id if row.before else None,
                after=members[row.after].record.id if row.after else None,
                date=interval(row.date_earliest, row.date_latest, row.date_basis),
                confidence=row.confidence,
                judged=_ids(members, row.before, row.after) in judged,
            ),
            holder=row.holder_name,
            issue=row.issue_label,
            before=members.get(row.before),  # type: ignore[arg-type]  # no event is in a change
            after=members.get(row.after),  # type: ignore[arg-type]
        )
        for row in rows
    ]


def conflict_entries(connection: Connection, rows: Sequence[Row[Any]]) -> list[ConflictEntry]:
    """Conflicts with their members, from rows of `conflict_rows`."""
    members = _claims(connection, (number for row in rows for number in (row.one, row.other)))
    judged = anchors.tracked_verdicts(connection)
    return [
        ConflictEntry(
            conflict=Conflict(
                id=row.id,
                kind=row.kind,
                members=(members[row.one].record.id, members[row.other].record.id),
                issue=row.issue_id,
                confidence=row.confidence,
                judged=_ids(members, row.one, row.other) in judged,
            ),
            issue=row.issue_label,
            members=(members[row.one], members[row.other]),
        )
        for row in rows
    ]


def _ids(members: Mapping[int, ClaimEntry], *numbers: int | None) -> frozenset[str]:
    return frozenset(members[number].record.id for number in numbers if number)


def _claims(connection: Connection, numbers: Iterable[int | None]) -> dict[int, ClaimEntry]:
    found: dict[int, ClaimEntry] = {}
    for some in batches(sorted({number for number in numbers if number is not None})):
        rows = connection.execute(claim_rows().where(claims.c.number.in_(some))).all()
        found.update(zip((row.number for row in rows), claim_entries(connection, rows), strict=True))
    return found


def all_utterances(connection: Connection) -> Iterator[UtteranceEntry]:
    """Every utterance in order, in stretches."""
    query = utterance_rows().order_by(utterances.c.sort_key)
    for rows in connection.execute(query.execution_options(yield_per=AT_ONCE)).partitions():
        yield from utterance_entries(connection, rows)


def all_changes(connection: Connection) -> Iterator[ChangeEntry]:
    """Every change in order, in stretches."""
    shown = shown_changes()
    query = change_rows(shown).order_by(shown.c.sort_key)
    for rows in connection.execute(query.execution_options(yield_per=AT_ONCE)).partitions():
        yield from change_entries(connection, rows)


def all_conflicts(connection: Connection) -> Iterator[ConflictEntry]:
    """Every conflict in order, in stretches."""
    shown = shown_conflicts()
    query = conflict_rows(shown).order_by(shown.c.sort_key)
    for rows in connection.execute(query.execution_options(yield_per=AT_ONCE)).partitions():
        yield from conflict_entries(connection, rows)
