"""Questions to a ledger about utterances, changes, conflicts and copies: pages of entries."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection, Select, exists, func, or_, select

from onrecord.store.claim_tables import claims
from onrecord.store.derived import UNDATED
from onrecord.store.entries import ChangeEntry, ConflictEntry, CopyEntry, Page, UtteranceEntry
from onrecord.store.joining import report_entries, report_rows
from onrecord.store.meant import issues_meant, named, outlets_meant
from onrecord.store.paging import of_query, page
from onrecord.store.rows import batches
from onrecord.store.search import matching
from onrecord.store.stand_tables import tallies
from onrecord.store.tables import attributions, processed, reports
from onrecord.store.track_joining import (
    change_entries,
    change_rows,
    conflict_entries,
    conflict_rows,
    shown_changes,
    shown_conflicts,
    utterance_entries,
    utterance_rows,
)
from onrecord.store.track_tables import changes, copy_pairs, utterance_members, utterances


def utterances_page(
    connection: Connection,
    *,
    speaker: str,
    since: date | None,
    until: date | None,
    search: str,
    several: bool,
    limit: int | None,
    after: str,
) -> Page[UtteranceEntry]:
    """Utterances in order of the day they were said."""
    query = utterance_rows()
    total = None
    if not (speaker or since or until or search or several):
        total = int(connection.execute(select(func.count()).select_from(utterances)).scalar_one())
    if speaker:
        meant = connection.execute(named(connection, speaker)).scalars().all()
        spoken = (
            select(utterance_members.c.utterance)
            .join(attributions, attributions.c.number == utterance_members.c.attribution)
            .where(attributions.c.actor.in_(meant))
        )
        query = query.where(or_(utterances.c.speaker.in_(meant), utterances.c.number.in_(spoken)))
    if since:
        query = query.where(func.coalesce(utterances.c.latest, utterances.c.earliest) >= since)
    if until:
        query = query.where(func.coalesce(utterances.c.earliest, utterances.c.latest) <= until)
    if search:
        worded = select(utterance_members.c.utterance).where(
            utterance_members.c.attribution.in_(matching("content_search", search))
        )
        query = query.where(utterances.c.number.in_(worded))
    if several:
        query = query.where(utterances.c.reports > 1)
    listed = of_query(query, utterances.c.sort_key, utterances.c.id)
    return page(connection, listed, utterance_entries, limit, after, total)


def last_spoken(connection: Connection, speakers: Sequence[str], most: int) -> list[UtteranceEntry]:
    """The last utterances of each of some speakers, in order of the day.

    Args:
        connection: of a transaction that reads.
        speakers: ids of actors.
        most: how many of each.
    """
    rows = [
        row
        for speaker in speakers
        for row in connection.execute(
            utterance_rows()
            .where(utterances.c.speaker.in_(named(connection, speaker)))
            .order_by(utterances.c.sort_key.desc())
            .limit(most)
        )
    ]
    return utterance_entries(connection, sorted(rows, key=lambda row: row.sort_key))


def changes_page(
    connection: Connection,
    *,
    holder: str,
    issue: str,
    kind: str,
    since: date | None,
    limit: int | None,
    after: str,
) -> Page[ChangeEntry]:
    """Changes in order of their days."""
    shown = shown_changes()
    query = change_rows(shown)
    total = None if holder or issue or kind or since else _tallied(connection, "change")
    if holder:
        query = query.where(shown.c.holder.in_(named(connection, holder)))
    if issue:
        query = query.where(shown.c.issue.in_(issues_meant(connection, issue)))
    if kind:
        query = query.where(shown.c.kind == kind)
    if since:
        query = query.where(func.coalesce(shown.c.date_latest, shown.c.date_earliest) >= since)
    listed = of_query(query, shown.c.sort_key, shown.c.id)
    return page(connection, listed, change_entries, limit, after, total)


def conflicts_page(
    connection: Connection,
    *,
    issue: str,
    kind: str,
    since: date | None,
    limit: int | None,
    after: str,
) -> Page[ConflictEntry]:
    """Conflicts in order of the day on which the later of the two was said."""
    shown = shown_conflicts()
    query = conflict_rows(shown)
    total = None if issue or kind or since else _tallied(connection, "conflict")
    if issue:
        query = query.where(shown.c.at.in_(issues_meant(connection, issue)))
    if kind:
        query = query.where(shown.c.kind == kind)
    if since:
        query = query.where(shown.c.sort_key >= since.isoformat(), shown.c.sort_key < UNDATED)
    listed = of_query(query, shown.c.sort_key, shown.c.id)
    return page(connection, listed, conflict_entries, limit, after, total)


def latest(
    connection: Connection, since: date | None, most: int
) -> tuple[list[ChangeEntry], list[ConflictEntry]]:
    """The last changes and the last conflicts, the latest first, without a look at those before.

    Args:
        connection: of a transaction that reads.
        since: none of before this day, and none without a day; all unless given.
        most: how many of each.
    """

    def last(query: Select[Any], key: Any) -> Sequence[Any]:
        if since:
            query = query.where(key >= since.isoformat(), key < UNDATED)
        return connection.execute(query.order_by(key.desc()).limit(most)).all()

    moved, against = shown_changes(), shown_conflicts()
    return (
        change_entries(connection, last(change_rows(moved), moved.c.sort_key)),
        conflict_entries(connection, last(conflict_rows(against), against.c.sort_key)),
    )


def ending_in(connection: Connection, positions: Iterable[str]) -> set[str]:
    """Those of some positions, by their ids, by which their holder moved."""
    return {
        id_
        for some in batches(positions)
        for id_ in connection.execute(
            select(claims.c.id).where(
                claims.c.id.in_(some), exists().where(changes.c.after == claims.c.number)
            )
        ).scalars()
    }


def _tallied(connection: Connection, kind: str) -> int | None:
    """How many there are of a kind, where the ledger keeps that."""
    return connection.execute(select(tallies.c.number).where(tallies.c.kind == kind)).scalar()


def copies_page(connection: Connection, *, outlet: str, limit: int | None, after: str) -> Page[CopyEntry]:
    """Reports that carry another's text, in order of the day they were published."""
    origin = reports.alias("origin")
    query = (
        report_rows()
        .add_columns(origin.c.number.label("origin_number"), copy_pairs.c.basis.label("basis"))
        .join(origin, origin.c.id == processed.c.copied_from)
        .outerjoin(
            copy_pairs,
            (copy_pairs.c.copy == processed.c.report) & (copy_pairs.c.origin == origin.c.number),
        )
    )
    if outlet:
        query = query.where(processed.c.outlet_folded.in_(outlets_meant(connection, outlet)))

    def entries(connection: Connection, rows: Sequence[Any]) -> list[CopyEntry]:
        known: dict[int, Any] = {}
        for some in batches({row.origin_number for row in rows}):
            found = connection.execute(report_rows().where(processed.c.report.in_(some))).all()
            known.update(zip((row.report for row in found), report_entries(connection, found), strict=True))
        copies = report_entries(connection, rows)
        return [
            CopyEntry(copy=copy, origin=known[row.origin_number], basis=row.basis or "order")
            for row, copy in zip(rows, copies, strict=True)
        ]

    return page(connection, of_query(query, processed.c.sort_key, reports.c.id), entries, limit, after)
