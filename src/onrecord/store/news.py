"""What some reports changed in the record: the changes and conflicts that rest on their words."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, or_, select

from onrecord.store.claim_tables import claims
from onrecord.store.entries import ChangeEntry, ConflictEntry
from onrecord.store.rows import batches
from onrecord.store.tables import reports as report_table
from onrecord.store.track_joining import (
    change_entries,
    change_rows,
    conflict_entries,
    conflict_rows,
    shown_changes,
    shown_conflicts,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """What some reports changed.

    Attributes:
        changes: who moved, by words of which at least one side stands in one of the reports.
        conflicts: what stands against what, likewise.
    """

    changes: tuple[ChangeEntry, ...] = ()
    conflicts: tuple[ConflictEntry, ...] = ()


def news_of(connection: Connection, reports: Sequence[str]) -> News:
    """What some reports changed.

    Args:
        connection: of a transaction that reads.
        reports: their ids.
    """
    moved: dict[str, ChangeEntry] = {}
    against: dict[str, ConflictEntry] = {}
    for some in batches(reports):
        theirs = (
            select(claims.c.number)
            .join(report_table, report_table.c.number == claims.c.report)
            .where(report_table.c.id.in_(some))
        )
        shown = shown_changes()
        query = (
            change_rows(shown)
            .where(or_(shown.c.before.in_(theirs), shown.c.after.in_(theirs)))
            .order_by(shown.c.sort_key, shown.c.id)
        )
        for change in change_entries(connection, connection.execute(query).all()):
            moved[change.change.id] = change
        shown = shown_conflicts()
        query = (
            conflict_rows(shown)
            .where(or_(shown.c.one.in_(theirs), shown.c.other.in_(theirs)))
            .order_by(shown.c.sort_key, shown.c.id)
        )
        for conflict in conflict_entries(connection, connection.execute(query).all()):
            against[conflict.conflict.id] = conflict
    return News(changes=tuple(moved.values()), conflicts=tuple(against.values()))
