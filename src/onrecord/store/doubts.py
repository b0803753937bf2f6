"""What waits for a person's judgement, in the order it came in."""

from collections.abc import Callable
from typing import Any, Literal, get_args

from sqlalchemy import Connection, Select, exists, func, select

from onrecord.errors import UsageError
from onrecord.store.entries import AttributionEntry, Page, ReportEntry
from onrecord.store.joining import attribution_entries, attribution_rows, report_entries, report_rows
from onrecord.store.tables import attributions, candidates, processed, reports

DoubtKind = Literal["speaker", "outlet", "date"]
MOST_COUNTED = 1_000  # a longer queue is only said to be longer


def doubts(
    connection: Connection, kind: DoubtKind, limit: int, after: str
) -> Page[ReportEntry | AttributionEntry]:
    """Records that leave something open.

    Args:
        connection: of a transaction that reads.
        kind: `speaker`: statements whose speaker is unsure, with others who may be it; `outlet`: reports
            that nothing says the outlet of; `date`: reports whose day is not stated.
        limit: how many at most.
        after: `next` of the page before, or empty.

    Raises:
        UsageError: there is no such kind, or no record to go on after.
    """
    if kind not in get_args(DoubtKind):
        raise UsageError(f"{kind!r} is no kind of doubt.", f"Use {', '.join(get_args(DoubtKind))}.")
    if limit < 1:
        raise UsageError(f"A page of {limit} records is none.", "Ask for one or more.")
    query, number, id_ = _query(kind)
    total = connection.execute(
        select(func.count()).select_from(query.with_only_columns(number).limit(MOST_COUNTED).subquery())
    ).scalar_one()
    if after:
        table = number.table
        place = connection.execute(_place(table, after)).scalar()
        if place is None:
            raise UsageError(f"There is no record {after} to go on after.", "Take `next` of the page before.")
        query = query.where(number > place)
    rows = connection.execute(query.order_by(number).limit(limit + 1)).all()
    more = len(rows) > limit
    entries: Callable[..., Any] = attribution_entries if kind == "speaker" else report_entries
    items = tuple(entries(connection, rows[:limit]))
    last = getattr(rows[limit - 1], id_) if more else ""
    return Page(items, last, total)


def _query(kind: DoubtKind) -> tuple[Select[Any], Any, str]:
    if kind == "speaker":
        some = exists().where(candidates.c.attribution == attributions.c.number)
        return attribution_rows().where(attributions.c.speaker.is_(None), some), attributions.c.number, "id"
    doubted = processed.c.outlet_folded == "" if kind == "outlet" else processed.c.published_basis != "stated"
    return report_rows().where(doubted, reports.c.removed_at.is_(None)), processed.c.report, "id"


def _place(table: Any, after: str) -> Select[Any]:
    if table is attributions:
        return select(attributions.c.number).where(attributions.c.id == after)
    return select(reports.c.number).where(reports.c.id == after)
