"""What is told of issues, in few columns: enough to see what a new statement bears on, and to read that."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date as Day
from typing import Any

from sqlalchemy import Connection, bindparam, delete, func, or_, select

from onrecord.model.claims import LEAST_SURE
from onrecord.store.claim_tables import claims
from onrecord.store.rows import batches, put_all
from onrecord.store.stand_tables import stands
from onrecord.store.track_tables import conflicts

ISSUES: Any = bindparam("issues", expanding=True)
CLAIMS: Any = bindparam("claims", expanding=True)
TOLD = (
    select(
        claims.c.number,
        claims.c.report,
        claims.c.type,
        claims.c.does,
        claims.c.polarity,
        claims.c.date_earliest,
        claims.c.date_latest,
        claims.c.restates,
        stands.c.about,
        stands.c.own,
    )
    .select_from(stands)
    .join(claims, claims.c.number == stands.c.claim)
    .where(
        stands.c.about.in_(ISSUES),
        stands.c.type != "condition",
        or_(~stands.c.wanted, ~stands.c.own),
        ~claims.c.carried,
        ~claims.c.hypothetical,
        claims.c.confidence >= LEAST_SURE,
    )
)
TOLD_OF_REPORTS = TOLD.with_only_columns(
    func.count(), func.count(claims.c.date_earliest), func.min(claims.c.date_earliest)
).where(claims.c.report.in_(select(claims.c.report).where(claims.c.number.in_(CLAIMS))))
KEPT = select(conflicts).where(
    conflicts.c.at == bindparam("of_issue"),
    conflicts.c.kind != "opposed",
    conflicts.c.sort_key >= bindparam("from_day"),
)
DENIED_BY = select(conflicts.c.one, conflicts.c.other).where(
    conflicts.c.at == bindparam("of_issue"),
    conflicts.c.kind != "opposed",
    or_(conflicts.c.one.in_(CLAIMS), conflicts.c.other.in_(CLAIMS)),
)
AWAY = delete(conflicts).where(conflicts.c.at == bindparam("of_issue"), conflicts.c.id == bindparam("of_id"))


@dataclass(frozen=True, slots=True)
class Told:
    """An event, an allegation, a denial, or what others say that a party holds; all by numbers.

    Attributes:
        number: the claim.
        report: its report.
        issue: what it is about.
        act: the status of an event, the act of a position.
        polarity: of a position.
        earliest: the first day that may be its own.
        latest: the last one, or None.
        root: the claim that it restates, or itself.
        deniable: whether it can be denied; the statuses of events apart.
        event: whether it is an event.
    """

    number: int
    report: int
    issue: int
    act: str
    polarity: str | None
    earliest: Day | None
    latest: Day | None
    root: int
    deniable: bool
    event: bool

    @property
    def day(self) -> Day:
        """As `onrecord.track.days.day_of` has it."""
        return self.latest or self.earliest or Day.min

    @property
    def begins(self) -> Day:
        """The first day that may be its own."""
        return self.earliest or Day.min


def read_told(connection: Connection, issues: Iterable[int], told: dict[int, list[Told]]) -> None:
    """Read all that is told of some issues and can count, into lists by their numbers."""
    for some in batches(sorted(issues)):
        told |= {issue: [] for issue in some}
        for row in connection.execute(TOLD, {"issues": some}):
            event = row.type == "event"
            told[row.about].append(
                Told(
                    number=row.number,
                    report=row.report,
                    issue=row.about,
                    act=row.does,
                    polarity=row.polarity,
                    earliest=row.date_earliest,
                    latest=row.date_latest,
                    root=row.number if event else row.restates or row.number,
                    deniable=event or (row.does != "deny" and (row.does == "allege" or not row.own)),
                    event=event,
                )
            )


def told_with(connection: Connection, issues: Iterable[int], numbers: Iterable[int]) -> Day | None:
    """The first day of what is told of some issues by the reports of some claims, or None."""
    days = []
    for some in batches(sorted(set(numbers))):
        row = connection.execute(TOLD_OF_REPORTS, {"issues": sorted(set(issues)), "claims": some}).one()
        if row[0]:
            days.append(row[2] if row[0] == row[1] else Day.min)
    return min(days, default=None)


def kept_since(connection: Connection, issue: int, since: Day) -> list[dict[str, Any]]:
    """The conflicts at an issue that are not of parties' sides, from a day on."""
    wanted = {"of_issue": issue, "from_day": since.isoformat() if since > Day.min else ""}
    return [dict(row) for row in connection.execute(KEPT, wanted).mappings()]


def denied_by(connection: Connection, issue: int, denials: Iterable[int]) -> list[tuple[int, int]]:
    """The two claims of each conflict at an issue that some denials are part of."""
    return [
        (row.one, row.other)
        for some in batches(sorted(set(denials)))
        for row in connection.execute(DENIED_BY, {"of_issue": issue, "claims": some})
    ]


def put_told(
    connection: Connection, issue: int, rows: Iterable[dict[str, Any]], former: Sequence[dict[str, Any]]
) -> None:
    """Put conflicts at an issue in, from `sides.conflict_row`, in place of others that were there."""
    new = {row["id"]: row for row in rows}
    gone = [one["id"] for one in former if new.get(one["id"]) != one]
    same = {one["id"] for one in former} - set(gone)
    if gone:
        connection.execute(AWAY, [{"of_issue": issue, "of_id": id_} for id_ in gone])
    put_all(connection, conflicts, (row for id_, row in new.items() if id_ not in same))
