"""Judgements: added and closed, never changed; and what they make of a report's metadata."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, delete, exists, func, insert, or_, select, update

from onrecord.errors import LedgerError, NotFound
from onrecord.model import Anchor, DateInterval, Judgement, Report, stable_id
from onrecord.store.claim_tables import claims
from onrecord.store.columns import day, interval
from onrecord.store.judgement_tables import judgement_anchors, judgement_holds
from onrecord.store.tables import judgement_subjects, judgements

METADATA = ("outlet", "title", "author", "credit", "url", "language")
BATCH = 500
AFTER = "~"  # sorts after every letter of an id


def add(connection: Connection, judgement: Judgement) -> None:
    """Put a judgement into the ledger."""
    number = connection.execute(select(func.coalesce(func.max(judgements.c.number), 0))).scalar_one() + 1
    anchor = judgement.anchor
    connection.execute(
        insert(judgements).values(
            number=number,
            id=judgement.id,
            verdict=judgement.verdict,
            value=judgement.value,
            anchor_report=anchor.report if anchor else None,
            anchor_quotation=anchor.quotation if anchor else None,
            anchor_position=anchor.position if anchor else None,
            by=judgement.by,
            at=judgement.at,
            note=judgement.note,
            closed_at=judgement.closed_at,
        )
    )
    connection.execute(
        insert(judgement_subjects),
        [
            {"judgement": number, "position": position, "subject": subject}
            for position, subject in enumerate(judgement.subject)
        ],
    )
    if judgement.anchors:
        connection.execute(
            insert(judgement_anchors),
            [
                {
                    "judgement": number,
                    "place": place,
                    "side": held.side,
                    "report": held.report,
                    "quotation": held.quotation,
                    "position": held.position,
                    "known_as": held.known_as,
                }
                for place, held in enumerate(judgement.anchors)
            ],
        )


def close(connection: Connection, judgement: str, at: datetime) -> Judgement:
    """Close a judgement: from then on it does not hold.

    Raises:
        NotFound: there is no judgement of that id.
        LedgerError: it is closed already.
    """
    found = load(connection, ids=[judgement])
    if not found:
        raise NotFound(f"There is no judgement {judgement}.", "List them, or give more of the id.")
    if found[0].closed_at is not None:
        raise LedgerError(
            f"{judgement} was closed on {found[0].closed_at:%Y-%m-%d}.", "Nothing is left to do."
        )
    connection.execute(update(judgements).where(judgements.c.id == judgement).values(closed_at=at))
    return replace(found[0], closed_at=at)


def there_are(connection: Connection) -> bool:
    """Whether people judged on anything."""
    return bool(connection.execute(select(exists().select_from(judgements))).scalar())


def load(
    connection: Connection,
    *,
    ids: Sequence[str] | None = None,
    subjects: Sequence[str] | Select[Any] | None = None,
    report: str | None = None,
    verdicts: Sequence[str] | None = None,
    about: str = "",
    only_open: bool = False,
) -> list[Judgement]:
    """Judgements in the order they were made.

    Args:
        connection: of a transaction.
        ids: these alone, or None for all.
        subjects: those about any of these records alone, or None for all.
        report: those that hold on to words of this report alone, or None for all.
        verdicts: those that decide this alone, or None for all.
        about: how the ids of what they are about begin, such as `act-`, or empty for all.
        only_open: leave out those that are closed.
    """
    query = select(judgements).order_by(judgements.c.number)
    if ids is not None:
        query = query.where(judgements.c.id.in_(ids))
    if subjects is not None:
        of_these = select(judgement_subjects.c.judgement).where(judgement_subjects.c.subject.in_(subjects))
        query = query.where(judgements.c.number.in_(of_these))
    if about:
        named = judgement_subjects.c.subject
        alike = select(judgement_subjects.c.judgement).where(named >= about, named < about + AFTER)
        query = query.where(judgements.c.number.in_(alike))
    if report is not None:
        held = select(judgement_anchors.c.judgement).where(judgement_anchors.c.report == report)
        query = query.where(judgements.c.number.in_(held))
    if verdicts is not None:
        query = query.where(judgements.c.verdict.in_(verdicts))
    if only_open:
        query = query.where(judgements.c.closed_at.is_(None))
    rows = connection.execute(query).all()
    subjects_of: dict[int, list[str]] = {}
    anchors: dict[int, list[Anchor]] = {}
    for start in range(0, len(rows), BATCH):
        numbers = [row.number for row in rows[start : start + BATCH]]
        in_order = (
            select(judgement_subjects)
            .where(judgement_subjects.c.judgement.in_(numbers))
            .order_by(judgement_subjects.c.judgement, judgement_subjects.c.position)
        )
        for subject in connection.execute(in_order):
            subjects_of.setdefault(subject.judgement, []).append(subject.subject)
        in_order = (
            select(judgement_anchors)
            .where(judgement_anchors.c.judgement.in_(numbers))
            .order_by(judgement_anchors.c.judgement, judgement_anchors.c.place)
        )
        for one in connection.execute(in_order):
            held_on = Anchor(one.report, one.quotation, one.position, one.side, one.known_as)
            anchors.setdefault(one.judgement, []).append(held_on)
    return [_judgement(row, subjects_of.get(row.number, []), anchors.get(row.number, [])) for row in rows]


def put_holds(connection: Connection, report: int, holds: Iterable[tuple[str, int, str]]) -> None:
    """Note which records of a report judgements hold on to.

    Args:
        connection: of a transaction that writes.
        report: number of the report.
        holds: ids of judgements, with the anchor's place and the record's id.
    """
    every = list(holds)
    if not every:
        return
    ids = {id_ for id_, _, _ in every}
    rows = connection.execute(select(judgements.c.id, judgements.c.number).where(judgements.c.id.in_(ids)))
    numbers = {row.id: row.number for row in rows}
    connection.execute(
        insert(judgement_holds),
        [
            {"judgement": numbers[id_], "place": place, "report": report, "record": record}
            for id_, place, record in every
        ],
    )


def put_hold(connection: Connection, judgement: str, place: int, claim: str) -> None:
    """Note that a judgement's anchor holds on to a claim."""
    number = connection.execute(select(judgements.c.number).where(judgements.c.id == judgement)).scalar_one()
    row = select(claims.c.report).where(claims.c.id == claim)
    report = connection.execute(row).scalar()
    if report is not None:
        connection.execute(
            delete(judgement_holds).where(
                judgement_holds.c.judgement == number, judgement_holds.c.place == place
            )
        )
        connection.execute(
            insert(judgement_holds).values(judgement=number, place=place, report=report, record=claim)
        )


def take_holds(connection: Connection, report: int) -> None:
    """Forget which records of a report judgements held on to."""
    connection.execute(delete(judgement_holds).where(judgement_holds.c.report == report))


def redact(connection: Connection, report: str) -> None:
    """Blank what judgements quote of a report that is being taken down."""
    about = select(judgement_subjects.c.judgement).where(judgement_subjects.c.subject == report)
    touches = or_(judgements.c.anchor_report == report, judgements.c.number.in_(about))
    connection.execute(
        update(judgements)
        .where(touches, judgements.c.anchor_quotation.is_not(None))
        .values(anchor_quotation="")
    )
    named = ("set_metadata", "rename", "set_speaker", "split")
    connection.execute(update(judgements).where(touches, judgements.c.verdict.in_(named)).values(value=None))
    connection.execute(
        update(judgement_anchors)
        .where(judgement_anchors.c.report == report)
        .values(quotation="", known_as="")
    )


def made(
    subject: Iterable[str],
    verdict: Any,
    value: Any,
    by: str,
    note: str,
    at: datetime,
    anchors: Iterable[Anchor] = (),
) -> Judgement:
    """A new judgement with its id."""
    subject = tuple(subject)
    moment = at.astimezone(UTC).isoformat(timespec="microseconds")
    every = tuple(anchors)
    return Judgement(
        id=stable_id("judgement", *subject, verdict, repr(value), by, moment),
        subject=subject,
        verdict=verdict,
        value=value,
        anchor=every[0] if every else None,
        anchors=every,
        by=by,
        at=at,
        note=note,
    )


def judged(report: Report, decided: Iterable[Judgement]) -> Report:
    """A report with its metadata as judged; later judgements win over earlier ones."""
    for judgement in decided:
        if judgement.verdict == "set_metadata" and judgement.value:
            report = replace(
                report, **{name: judgement.value[name] for name in METADATA if name in judgement.value}
            )
        elif judgement.verdict == "set_date" and judgement.value:
            report = replace(report, published=interval_from_json(judgement.value))
    return report


def as_identified(report: Report, judged_report: Report) -> Report:
    """The judged report under the identity it was first read with.

    A report's id hashes its outlet, address and text as they were read. Corrected ones are shown and
    searched, but records hold on to the id, so `process` is given the outlet and address that make it up.
    """
    return replace(judged_report, outlet=report.outlet, url=report.url, path=report.path)


def interval_to_json(value: DateInterval) -> dict[str, str | None]:
    """A date interval as RECORDS has it."""
    return {
        "earliest": value.earliest.isoformat() if value.earliest else None,
        "latest": value.latest.isoformat() if value.latest else None,
        "basis": value.basis,
    }


def interval_from_json(value: dict[str, str | None]) -> DateInterval:
    """The inverse of `interval_to_json`."""
    return interval(day(value["earliest"]), day(value["latest"]), value["basis"] or "stated")


def _judgement(row: Row[Any], subject: Sequence[str], anchors: Sequence[Anchor]) -> Judgement:
    anchor = None
    if row.anchor_report is not None:
        anchor = Anchor(row.anchor_report, row.anchor_quotation, row.anchor_position)
    if anchors:
        anchor = anchors[0]
    return Judgement(
        id=row.id,
        subject=tuple(subject),
        verdict=row.verdict,
        value=row.value,
        anchor=anchor,
        anchors=tuple(anchors),
        by=row.by,
        at=row.at,
        note=row.note,
        closed_at=row.closed_at,
    )
