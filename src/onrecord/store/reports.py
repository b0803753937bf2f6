"""Reports as they were read: put in, found again, loaded, and taken down to a tombstone."""

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, Row, Select, and_, bindparam, delete, exists, func, or_, select, update

from onrecord.errors import DamagedInput
from onrecord.model import Report
from onrecord.store.columns import (
    blocks_from_json,
    blocks_to_json,
    edits_from_bytes,
    edits_to_bytes,
    interval,
)
from onrecord.store.rows import among, batches, many, put_all
from onrecord.store.rows import next_number as number_after
from onrecord.store.tables import processed, reports, texts

NOWHERE = ("", "-")  # paths that say nothing of where a report lies


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """A row of a report, without its text.

    Attributes:
        number: the row's own key.
        id: the report's id.
        outlet: as it was read.
        sha256: hash of its text.
        version_of: id of the report that stood at its address before, or None.
        removed_at: when it was taken down, or None.
        removed_by: by whom.
        removed_why: and why.
    """

    number: int
    id: str
    outlet: str
    sha256: str
    version_of: str | None
    removed_at: datetime | None
    removed_by: str | None
    removed_why: str | None


def full_path(report: Report) -> str:
    """Where a report's file lies on this machine, or empty where it came from none."""
    return "" if report.path in NOWHERE else os.path.abspath(report.path)  # noqa: PTH100  # no links resolved


def require_storable(report: Report) -> None:
    """See that a report's words can be kept.

    Raises:
        DamagedInput: they hold half a surrogate pair, which no encoding has.
    """
    words = {name: getattr(report, name) for name in ("text", "outlet", "title", "author", "credit", "url")}
    for name, value in {**words, "path": full_path(report)}.items():
        try:
            value.encode("utf-8")
        except UnicodeEncodeError as error:
            raise DamagedInput(
                f"The {name} of {report.address or 'a report'} holds half a character at {error.start}.",
                "Rename the file." if name == "path" else "Save the input again as UTF-8.",
            ) from error


def put(
    connection: Connection,
    report: Report,
    version_of: str | None,
    at: datetime,
    *,
    number: int | None = None,
) -> int:
    """Put a new report in, or the words back of one whose takedown was lifted.

    Args:
        connection: of a transaction that writes.
        report: as it was read.
        version_of: id of the report that stood at its address before, or None.
        at: now (UTC).
        number: for the row, where nothing of the report is in the ledger; else None.

    Returns:
        The row's number.
    """
    values = {
        "id": report.id,
        "outlet": report.outlet,
        "title": report.title,
        "author": report.author,
        "credit": report.credit,
        "url": report.url,
        "path": report.path,
        "full_path": full_path(report),
        "published_earliest": report.published.earliest,
        "published_latest": report.published.latest,
        "published_basis": report.published.basis,
        "retrieved": report.retrieved,
        "language": report.language,
        "media_type": report.media_type,
        "encoding": report.encoding,
        "sha256": report.sha256,
        "raw_sha256": sha256(report.raw).hexdigest(),
        "added_at": at,
        "removed_at": None,
        "removed_by": None,
        "removed_why": None,
    }
    there = by_id(connection, report.id) if number is None else None
    if there:
        number = there.number
        connection.execute(update(reports).where(reports.c.number == number).values(**values))
    else:
        number = next_number(connection) if number is None else number
        put_all(connection, reports, [{"number": number, "version_of": version_of, **values}])
    text = {
        "report": number,
        "text": report.text,
        "blocks": blocks_to_json(report.blocks),
        "edits": edits_to_bytes(report.edits),
        "raw": report.raw,
    }
    put_all(connection, texts, [text])
    return number


def next_number(connection: Connection) -> int:
    """The number for the row of a new report."""
    return number_after(connection, reports.c.number)


def alike(connection: Connection, every: Sequence[Report]) -> set[str]:
    """The hashes of those texts, among some reports', that the ledger has, or had before a takedown."""
    if len(every) == 1:
        own = every[0].sha256
        return {own} if connection.execute(ANY_ALIKE, {"of_sha": own}).scalar() else set()
    return _among(connection, reports.c.sha256, (report.sha256 for report in every))


def addresses_among(connection: Connection, urls: Iterable[str]) -> set[str]:
    """Those of some URLs at which the ledger has a report."""
    return _among(connection, processed.c.url, (url for url in urls if url))


def _among(connection: Connection, column: Any, values: Iterable[str]) -> set[str]:
    query = select(column).where(column != "", among(column, connection.dialect.name))
    return {
        found
        for some in batches(sorted(set(values)))
        for found in connection.execute(query, {"items": many(connection, some)}).scalars()
    }


# Asked of each report that comes in: made once, for making a query takes longer than running it.
BY_ID = select(reports).where(reports.c.id == bindparam("of_id")).limit(1)
ANY_BURIED = select(
    exists().where(reports.c.removed_at.is_not(None), reports.c.sha256 == bindparam("of_sha"))
)
ANY_ALIKE = select(exists().where(reports.c.sha256 == bindparam("of_sha")))
# That an address or a path is not empty lets its index be used, which has no others.
AT_URL = (
    select(reports)
    .join(processed, processed.c.report == reports.c.number)
    .where(processed.c.url == bindparam("of_url"), processed.c.url != "")
    .where(reports.c.sha256 != bindparam("of_sha"))
    .order_by(reports.c.number.desc())
    .limit(1)
)
IN_FILE = and_(
    reports.c.full_path == bindparam("of_path"),
    reports.c.full_path != "",
    reports.c.outlet == bindparam("of_outlet"),
)
FIRSTS_IN_FILE = select(func.count()).select_from(reports).where(IN_FILE, reports.c.version_of.is_(None))
OTHER_IN_FILE = (
    select(reports)
    .where(IN_FILE, reports.c.sha256 != bindparam("of_sha"))
    .order_by(reports.c.number.desc())
    .limit(1)
)


def by_id(connection: Connection, report: str) -> Stored | None:
    """The row of an id."""
    return _stored(connection, BY_ID, of_id=report)


def known_as(connection: Connection, report: Report, outlet_is_given: bool) -> Stored | None:
    """The row of the same text at the same place, where its outlet or address was named otherwise then.

    A file that holds several reports holds some with one text by different outlets: those stay apart, unless
    a person gave the outlet.
    """
    same = [
        reports.c.sha256 == report.sha256,
        reports.c.removed_at.is_(None),
    ]
    query = select(reports).join(processed, processed.c.report == reports.c.number)
    found = None
    if report.url:
        found = _stored(
            connection, query.where(*same, or_(reports.c.url == report.url, processed.c.url == report.url))
        )
    path = full_path(report)
    if found is None and path:
        here = query.where(*same, reports.c.full_path == path)
        if report.url:
            here = here.where(reports.c.url == "")
        if report.outlet and not outlet_is_given:
            here = here.where(processed.c.outlet.in_(("", report.outlet)))
        found = _stored(connection, here)
    return found


def version_before(connection: Connection, report: Report) -> Stored | None:
    """The newest report with another text at the same URL, or in the same file by the same outlet.

    A file that several reports came from is no address, and gives none.
    """
    if report.url:
        return _stored(connection, AT_URL, of_url=report.url, of_sha=report.sha256)
    path = full_path(report)
    if not path:
        return None
    of_file = {"of_path": path, "of_outlet": report.outlet}
    if connection.execute(FIRSTS_IN_FILE, of_file).scalar_one() > 1:
        return None
    return _stored(connection, OTHER_IN_FILE, **of_file, of_sha=report.sha256)


def taken_down_as(connection: Connection, report: Report) -> Stored | None:
    """The tombstone that a report falls under: its own, or that of the same text under another name."""
    if not connection.execute(ANY_BURIED, {"of_sha": report.sha256}).scalar():
        return None
    at_home: list[Any] = [
        reports.c.id == report.id,
        reports.c.outlet == report.outlet,
        reports.c.outlet == "",
    ]
    if not report.outlet:
        at_home.append(reports.c.sha256 == report.sha256)
    if report.url:
        at_home.append(reports.c.url == report.url)
    return _stored(
        connection,
        select(reports)
        .where(reports.c.sha256 == report.sha256, reports.c.removed_at.is_not(None), or_(*at_home))
        .order_by((reports.c.id == report.id).desc(), reports.c.number),
    )


def load(connection: Connection, number: int) -> Report:
    """A report as it was read, text and all."""
    query = select(reports, texts).join(texts, texts.c.report == reports.c.number)
    return _report(connection.execute(query.where(reports.c.number == number)).one())


def count(connection: Connection) -> int:
    """How many reports there are, tombstones among them."""
    return int(connection.execute(select(func.count()).select_from(reports)).scalar_one())


def text_of(connection: Connection, number: int) -> str | None:
    """A report's text alone, or None where it was taken down."""
    return connection.execute(select(texts.c.text).where(texts.c.report == number)).scalar()


def metadata(connection: Connection, number: int) -> Report:
    """A report's metadata as it was read, without its text."""
    return metadata_of(connection.execute(select(reports).where(reports.c.number == number)).one())


def bury(connection: Connection, number: int, by: str, why: str, at: datetime) -> None:
    """Turn a report into its tombstone: id, outlet, URL and hash stay, with why, who and when."""
    connection.execute(delete(texts).where(texts.c.report == number))
    connection.execute(
        update(reports)
        .where(reports.c.number == number)
        .values(
            title="",
            author="",
            credit="",
            path="",
            full_path="",
            raw_sha256="",
            removed_at=at,
            removed_by=by,
            removed_why=why,
        )
    )


def _stored(connection: Connection, query: Select[Any], **values: Any) -> Stored | None:
    row = connection.execute(query.limit(1) if not values else query, values).first()
    if row is None:
        return None
    return Stored(
        number=row.number,
        id=row.id,
        outlet=row.outlet,
        sha256=row.sha256,
        version_of=row.version_of,
        removed_at=row.removed_at,
        removed_by=row.removed_by,
        removed_why=row.removed_why,
    )


def metadata_of(row: Row[Any]) -> Report:
    """A report without its text, from a row of `reports`."""
    return Report(
        text="",
        outlet=row.outlet,
        title=row.title,
        author=row.author,
        credit=row.credit,
        url=row.url,
        path=row.path,
        published=interval(row.published_earliest, row.published_latest, row.published_basis),
        retrieved=row.retrieved,
        language=row.language,
        media_type=row.media_type,
        encoding=row.encoding,
    )


def _report(row: Row[Any]) -> Report:
    return replace(
        metadata_of(row),
        text=row.text,
        blocks=blocks_from_json(row.blocks),
        raw=row.raw,
        edits=edits_from_bytes(row.edits),
    )
