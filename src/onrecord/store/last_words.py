"""Where holders stand on some issues on a day: the last words of each on each, and none before them.

Read from `stands` by its indexes, a few rows for each holder and issue, however much was said before.
"""

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, func, select, true

from onrecord.model import Position
from onrecord.store.claim_joining import claim_entries, claim_rows
from onrecord.store.claim_tables import claims, issues
from onrecord.store.columns import interval
from onrecord.store.derived import UNDATED
from onrecord.store.entries import PositionEntry, ReportEntry
from onrecord.store.rows import batches
from onrecord.store.stand_tables import stands, voices
from onrecord.store.tables import actors, members, processed, reports

STRETCH = 500  # rows that are looked at in one go
telling, tellers = members.alias("telling"), actors.alias("tellers")


def last_words(
    connection: Connection,
    issue_ids: Sequence[str] | None,
    as_of: date | None,
    most: int,
    holders: Sequence[str] | None = None,
    in_all: int | None = None,
    *,
    bare: bool = False,
) -> list[PositionEntry]:
    """The last positions of each holder on each of some issues, in order of time.

    Args:
        connection: of a transaction that reads.
        issue_ids: of the ledger's issues, or None for all.
        as_of: nothing that was surely stated after this day; all unless given.
        most: how many of each holder on each issue.
        holders: ids of the ledger's actors whose words are wanted; all unless given.
        in_all: how many of all these, the last ones; all unless given.
        bare: without the words that they rest on, and of reports no more than their ids and days.
    """
    about = None if issue_ids is None else _numbers(connection, issues, issue_ids)
    parties = None if holders is None else _numbers(connection, actors, holders)
    if about is None or (parties is None and in_all is not None):
        found = _backwards(connection, about, parties, as_of, most, in_all)
    elif parties is None:
        found = [
            claim
            for issue in about
            for claim in _of_pairs(connection, [issue], _parties(connection, issue), as_of, most)
        ]
    else:
        found = _of_pairs(connection, about, parties, as_of, most)
    numbers = [number for _, number in sorted(found, reverse=True)[:in_all]][::-1]
    return _bare(connection, numbers) if bare else _whole(connection, numbers)


def busiest(
    connection: Connection, issue_ids: Sequence[str], as_of: date | None, most: int
) -> tuple[list[str], int]:
    """The holders who speak of most of some issues, and how many there are in all.

    Args:
        connection: of a transaction that reads.
        issue_ids: as for `last_words`.
        as_of: likewise.
        most: how many holders.

    Returns:
        Their ids, those of most issues first, by name among equals; and the number of all.
    """
    wide: Counter[int] = Counter()
    for some in batches(_numbers(connection, issues, issue_ids)):
        query = select(voices.c.party, func.count().label("wide")).where(voices.c.about.in_(some))
        if as_of is not None:
            query = query.where(_by_day(voices.c.since, as_of))
        for row in connection.execute(query.group_by(voices.c.party)):
            wide[row.party] += row.wide
    counts = sorted(wide.values(), reverse=True)
    least = counts[most - 1] if len(counts) > most else 0
    named = [
        row
        for some in batches([party for party, count in wide.items() if count >= least])
        for row in connection.execute(
            select(actors.c.number, actors.c.id, actors.c.name).where(actors.c.number.in_(some))
        )
    ]
    named.sort(key=lambda row: (-wide[row.number], row.name, row.id))
    return [row.id for row in named[:most]], len(wide)


def _by_day(said: Any, as_of: date) -> ColumnElement[bool]:
    """That what is said was not surely said after a day: `said` begins with the first day it can be of."""
    return and_(said < str(as_of + timedelta(1)), said < UNDATED)


def _numbers(connection: Connection, table: Any, ids: Sequence[str]) -> list[int]:
    return [
        number
        for some in batches(ids)
        for number in connection.execute(select(table.c.number).where(table.c.id.in_(some))).scalars()
    ]


def _parties(connection: Connection, issue: int) -> list[int]:
    """The parties that want something of an issue."""
    return list(connection.execute(select(voices.c.party).where(voices.c.about == issue)).scalars())


def _of_pairs(
    connection: Connection, about: Sequence[int], parties: Sequence[int], as_of: date | None, most: int
) -> list[tuple[str, int]]:
    """The last words of parties on issues, with their place in time: a few steps in an index for each two."""
    by_then = [] if as_of is None else [_by_day(stands.c.said, as_of)]
    found = []
    for some in batches(about, 50):
        for whose in batches(parties):
            pairs = (
                select(issues.c.number.label("about"), actors.c.number.label("party"))
                .select_from(issues.join(actors, true()))
                .where(issues.c.number.in_(some), actors.c.number.in_(whose))
                .subquery("pairs")
            )
            last = (
                select(stands.c.claim, stands.c.said)
                .where(
                    stands.c.about == pairs.c.about,
                    stands.c.party == pairs.c.party,
                    stands.c.wanted.is_(True),
                    *by_then,
                )
                .order_by(stands.c.said.desc())
                .limit(most)
            )
            if connection.dialect.name == "postgresql":
                of_each = last.correlate(pairs).lateral("of_each")
                query = select(of_each.c.said, of_each.c.claim).select_from(pairs).join(of_each, true())
            else:  # SQLite has no LATERAL, and looks a claim up for each number of a list
                each = stands.alias("each")
                query = (
                    select(each.c.said, each.c.claim)
                    .select_from(pairs)
                    .join(each, each.c.claim.in_(last.with_only_columns(stands.c.claim).correlate(pairs)))
                )
            found += [(row.said, row.claim) for row in connection.execute(query)]
    return found


def _backwards(
    connection: Connection,
    about: Sequence[int] | None,
    parties: Sequence[int] | None,
    as_of: date | None,
    most: int,
    in_all: int | None,
) -> list[tuple[str, int]]:
    """The last words of parties, or on issues, from the latest backwards until there are enough."""
    every: list[list[ColumnElement[bool]]] = [[]]
    if parties is not None:
        every = [[stands.c.party == party] for party in parties]
    elif about is not None:
        every = [[stands.c.about == issue] for issue in about]
    found: list[tuple[str, int]] = []
    for where in every:
        query = (
            select(stands.c.said, stands.c.claim, stands.c.about, stands.c.party)
            .where(*where, stands.c.type == "position", stands.c.wanted.is_(True))
            .order_by(stands.c.said.desc())
        )
        if as_of is not None:
            query = query.where(_by_day(stands.c.said, as_of))
        taken: Counter[tuple[int, int]] = Counter()
        here: list[tuple[str, int]] = []
        with connection.execute(query.execution_options(yield_per=STRETCH)) as rows:
            for row in rows:
                taken[row.about, row.party] += 1
                if taken[row.about, row.party] <= most:
                    here.append((row.said, row.claim))
                    if in_all is not None and len(here) >= in_all:
                        break
        found += here
    return found


def _whole(connection: Connection, numbers: Sequence[int]) -> list[PositionEntry]:
    entries: dict[int, PositionEntry] = {}
    for some in batches(numbers):
        rows = connection.execute(claim_rows().where(claims.c.number.in_(some))).all()
        found = claim_entries(connection, rows)
        entries.update(zip((row.number for row in rows), found, strict=True))
    return [entries[number] for number in numbers]


def _bare(connection: Connection, numbers: Sequence[int]) -> list[PositionEntry]:
    """Positions as a matrix takes them."""
    query = (
        select(
            claims.c.number,
            claims.c.id,
            claims.c.does,
            claims.c.polarity,
            claims.c.date_earliest,
            claims.c.date_latest,
            claims.c.date_basis,
            claims.c.confidence,
            stands.c.own,
            actors.c.id.label("holder_id"),
            actors.c.name.label("holder_name"),
            issues.c.id.label("issue_id"),
            issues.c.label.label("issue_label"),
            tellers.c.id.label("via_id"),
            tellers.c.name.label("via_name"),
            reports.c.id.label("report_id"),
            processed.c.published_earliest,
            processed.c.published_latest,
            processed.c.published_basis,
        )
        .select_from(claims)
        .join(stands, stands.c.claim == claims.c.number)
        .join(issues, issues.c.number == stands.c.about)
        .join(actors, actors.c.number == stands.c.party)
        .join(reports, reports.c.number == claims.c.report)
        .join(processed, processed.c.report == claims.c.report)
        .outerjoin(telling, telling.c.number == claims.c.via)
        .outerjoin(tellers, tellers.c.number == telling.c.actor)
    )
    entries: dict[int, PositionEntry] = {}
    for some in batches(numbers):
        rows = connection.execute(query.where(claims.c.number.in_(some)))
        entries.update((row.number, _bare_entry(row)) for row in rows)
    return [entries[number] for number in numbers]


def _bare_entry(row: Any) -> PositionEntry:
    report = ReportEntry(
        id=row.report_id,
        outlet="",
        title="",
        author="",
        credit="",
        url="",
        path="",
        published=interval(row.published_earliest, row.published_latest, row.published_basis),
        retrieved=None,
        language="",
        sha256="",
        version_of=None,
        copied_from=None,
        copied_share=0.0,
        attributions=0,
        model="",
        judged=False,
        removed=None,
    )
    return PositionEntry(
        position=Position(
            id=row.id,
            holder=row.holder_id,
            act=row.does,
            polarity=row.polarity,
            issue=row.issue_id,
            date=interval(row.date_earliest, row.date_latest, row.date_basis),
            report=row.report_id,
            via=None if row.own else row.via_id,
            confidence=row.confidence,
        ),
        report=report,
        holder=row.holder_name,
        issue=row.issue_label,
        alternatives=(),
        via="" if row.own else row.via_name or "",
        speaker="",
    )
