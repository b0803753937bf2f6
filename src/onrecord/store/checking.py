"""Proving that a ledger agrees with itself: every hash, span, reference, and page of the file."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, Row, and_, exists, func, select, text
from sqlalchemy.exc import DatabaseError

from onrecord.errors import DamagedInput
from onrecord.model import stable_id, text_hash
from onrecord.store.claim_tables import claim_spans, claims, issue_forms, issue_members, issues
from onrecord.store.columns import blocks_from_json, edits_from_bytes
from onrecord.store.every_table import EVERY_TABLE
from onrecord.store.reports import metadata_of
from onrecord.store.search import SEARCHES
from onrecord.store.tables import actors, attributions, members, mentions, processed, reports, spans, texts
from onrecord.text.edits import restore

BATCH = 100
FILE = "file"
"""The `record` of what is wrong with the file itself."""
_Part = Callable[[Connection], Iterator["Mismatch"]]


@dataclass(frozen=True, slots=True)
class Mismatch:
    """Something in a ledger that is not what it should be.

    Attributes:
        record: id of the record, or the name of the part of the file.
        what: what is wrong with it.
    """

    record: str
    what: str


def check(connection: Connection) -> Iterator[Mismatch]:
    """Everything that does not agree, but for the search index.

    Args:
        connection: of a transaction that reads: others may write meanwhile.
    """
    for part in (_file, _reports, _actors, _issues):
        yield from _as_far_as_it_goes(connection, part)
    if connection.dialect.name == "sqlite":
        connection.rollback()  # nothing was written; to commit would fail again where the file is damaged


def _as_far_as_it_goes(connection: Connection, part: _Part) -> Iterator[Mismatch]:
    """What a part of the check finds; where the file can be read no further, that, and the next goes on."""
    try:
        yield from part(connection)
    except DatabaseError as error:
        if connection.dialect.name != "sqlite":
            raise  # a server's transaction is over with the first failure
        yield Mismatch(FILE, f"it can't be read further there ({_short(error)}): run `onrecord recover`")


def _file(connection: Connection) -> Iterator[Mismatch]:
    if connection.dialect.name != "sqlite":
        yield from _references(connection)
        return
    for (said,) in connection.execute(text("PRAGMA integrity_check")):
        if said != "ok":
            yield Mismatch(FILE, said)
    for table, row, parent, _ in connection.execute(text("PRAGMA foreign_key_check")):
        yield Mismatch(FILE, f"row {row} of {table} points at a row of {parent} that is not there")


def _references(connection: Connection) -> Iterator[Mismatch]:
    """Rows that point at rows that are not there: a server holds such only where its triggers were off."""
    for table in EVERY_TABLE:
        for reference in table.foreign_key_constraints:
            parent = reference.referred_table.alias("parent")
            own = [element.parent for element in reference.elements]
            theirs = [parent.c[element.column.name] for element in reference.elements]
            there = exists().where(*(one == other for one, other in zip(own, theirs, strict=True)))
            astray = select(func.count()).select_from(table).where(
                and_(*(one.is_not(None) for one in own)), ~there.correlate(table)
            )  # fmt: skip
            number = connection.execute(astray).scalar_one()
            if number:
                theirs_ = reference.referred_table.name
                yield Mismatch("database", f"{number} rows of {table.name} point at none of {theirs_}")


def check_search(connection: Connection) -> Iterator[Mismatch]:
    """Whether the search index has the words that it should.

    Args:
        connection: of a transaction that writes: SQLite checks by an insertion that inserts nothing.
    """
    if connection.dialect.name != "sqlite":
        yield from _search_tables(connection)
        return
    for search in SEARCHES:
        try:
            with connection.begin_nested():
                connection.execute(
                    text(f"INSERT INTO {search}({search}, rank) VALUES ('integrity-check', 1)")
                )
        except DatabaseError as error:
            yield Mismatch(search, f"the search index differs from what it indexes ({error.orig})")


def _search_tables(connection: Connection) -> Iterator[Mismatch]:
    for search, (table, key, column) in SEARCHES.items():
        differing = text(
            f"SELECT count(*) FROM (SELECT {key} AS number, parts.* FROM {table}, search_parts({column}) "
            "WITH ORDINALITY AS parts (words, part)) AS wanted "
            f"FULL JOIN {search} ON rowid = number AND {search}.part = wanted.part "
            f"WHERE {search}.words IS DISTINCT FROM wanted.words"
        )
        number = connection.execute(differing).scalar_one()
        if number:
            yield Mismatch(search, f"the search index differs from what it indexes, in {number} rows")


def _reports(connection: Connection) -> Iterator[Mismatch]:
    last = 0
    while True:
        query = (
            select(reports, processed.c.report.label("processed"), processed.c.attributions)
            .outerjoin(processed, processed.c.report == reports.c.number)
            .where(reports.c.number > last)
            .order_by(reports.c.number)
            .limit(BATCH)
        )
        rows = connection.execute(query).all()
        if not rows:
            return
        last = rows[-1].number
        try:
            yield from list(_texts(connection, rows))
        except DatabaseError:
            if connection.dialect.name != "sqlite":
                raise
            for row in rows:  # which of them stand on the page that has gone bad?
                try:
                    yield from list(_texts(connection, [row]))
                except DatabaseError as error:
                    yield Mismatch(row.id, f"the file is damaged where its words are kept ({_short(error)})")


def _short(error: DatabaseError) -> str:
    """What SQLite says, without the words that it could not read."""
    return str(error.orig).partition(" with text ")[0]


def _texts(connection: Connection, rows: Sequence[Row[Any]]) -> Iterator[Mismatch]:
    numbers = [row.number for row in rows]
    kept = {row.report: row for row in connection.execute(select(texts).where(texts.c.report.in_(numbers)))}
    for row in rows:
        yield from _report(row, kept.get(row.number))
    yield from _spans(connection, numbers, {number: row.text for number, row in kept.items()})


def _report(row: Row[Any], kept: Row[Any] | None) -> Iterator[Mismatch]:
    if row.processed is None:
        yield Mismatch(row.id, "nothing was derived from it yet: run `onrecord rebuild`")
    if row.removed_at is not None:
        if kept is not None or row.attributions:
            yield Mismatch(row.id, "it was taken down, but words of it are still here")
        return
    if kept is None:
        yield Mismatch(row.id, "its text is gone")
        return
    if text_hash(kept.text) != row.sha256:
        yield Mismatch(row.id, "its text does not have the hash that it was added with")
    elif stable_id("report", row.outlet, metadata_of(row).address, row.sha256) != row.id:
        yield Mismatch(row.id, "its outlet, address or text is not what its id was made from")
    if sha256(kept.raw).hexdigest() != row.raw_sha256:
        yield Mismatch(row.id, "the bytes it was read from do not have the hash that they were added with")
    try:
        restore(kept.text, edits_from_bytes(kept.edits))
    except DamagedInput as error:
        yield Mismatch(row.id, f"its edits do not lead back to what was read: {error.what}")
    for block in blocks_from_json(kept.blocks):
        if not 0 <= block.start <= block.end <= len(kept.text):
            yield Mismatch(row.id, f"a block ends outside its text, at {block.end}")
        speaker = block.speaker
        if speaker and kept.text[speaker.start : speaker.end] != speaker.text:
            yield Mismatch(row.id, f"the turn at {block.start} names a speaker whose words are not there")


def _spans(connection: Connection, numbers: list[int], text_of: dict[int, str]) -> Iterator[Mismatch]:
    cited = (
        select(
            attributions.c.report, attributions.c.id, spans.c.role, spans.c.start, spans.c.end, spans.c.text
        )
        .join(attributions, attributions.c.number == spans.c.attribution)
        .where(attributions.c.report.in_(numbers))
        .order_by(attributions.c.report, attributions.c.id, spans.c.role, spans.c.position)
    )
    with_content = set()
    for row in connection.execute(cited):
        if row.role == "content":
            with_content.add(row.id)
        if text_of.get(row.report, "")[row.start : row.end] != row.text:
            yield Mismatch(row.id, f"its {row.role} is not what stands in the text at {row.start}")
    every = select(attributions.c.id).where(attributions.c.report.in_(numbers))
    for (id_,) in connection.execute(every.order_by(attributions.c.id)):
        if id_ not in with_content:
            yield Mismatch(id_, "it has no content")
    yield from _claim_spans(connection, numbers, text_of)
    named = (
        select(mentions.c.report, reports.c.id, mentions.c.start, mentions.c.end, mentions.c.text)
        .join(reports, reports.c.number == mentions.c.report)
        .where(mentions.c.report.in_(numbers))
        .order_by(mentions.c.report, mentions.c.position)
    )
    for number, id_, start, end, words in connection.execute(named):
        if text_of.get(number, "")[start:end] != words:
            yield Mismatch(id_, f"a mention is not what stands in the text at {start}")


def _claim_spans(connection: Connection, numbers: list[int], text_of: dict[int, str]) -> Iterator[Mismatch]:
    cited = (
        select(
            claims.c.report,
            claims.c.id,
            claim_spans.c.role,
            claim_spans.c.start,
            claim_spans.c.end,
            claim_spans.c.text,
        )
        .outerjoin(claim_spans, claim_spans.c.claim == claims.c.number)
        .where(claims.c.report.in_(numbers))
        .order_by(claims.c.report, claims.c.id, claim_spans.c.role, claim_spans.c.position)
    )
    every: set[str] = set()
    with_evidence: set[str] = set()
    for row in connection.execute(cited):
        every.add(row.id)
        if row.role == "evidence":
            with_evidence.add(row.id)
        if row.role and text_of.get(row.report, "")[row.start : row.end] != row.text:
            yield Mismatch(row.id, f"its {row.role} is not what stands in the text at {row.start}")
    for id_ in sorted(every - with_evidence):
        yield Mismatch(id_, "it has no evidence")


def _actors(connection: Connection) -> Iterator[Mismatch]:
    """Actors whose id, or number of attributions, is not what their members make it."""
    query = (
        select(actors.c.id, actors.c.rank, func.min(members.c.id), func.sum(members.c.attributions))
        .outerjoin(members, members.c.actor == actors.c.number)
        .group_by(actors.c.number)
        .order_by(actors.c.id)
    )
    for id_, rank, smallest, spoken in connection.execute(query):
        if smallest is None:
            yield Mismatch(id_, "no report mentions it")
        elif smallest != id_ or spoken != -rank:
            yield Mismatch(id_, "it is not what its members make it")


def _issues(connection: Connection) -> Iterator[Mismatch]:
    """Issues whose id or count is not what their forms make it, and forms that members make otherwise."""
    query = (
        select(issues.c.id, issues.c.rank, func.min(issue_forms.c.id), func.sum(issue_forms.c.claims))
        .outerjoin(issue_forms, issue_forms.c.issue == issues.c.number)
        .group_by(issues.c.number)
        .order_by(issues.c.id)
    )
    for id_, rank, smallest, named in connection.execute(query):
        if smallest is None:
            yield Mismatch(id_, "no report names it")
        elif smallest != id_ or named != -rank:
            yield Mismatch(id_, "it is not what its forms make it")
    query = (
        select(
            issue_forms.c.id,
            issue_forms.c.members,
            issue_forms.c.claims,
            func.count(issue_members.c.number).label("counted"),
            func.coalesce(func.sum(issue_members.c.claims), 0).label("named"),
        )
        .outerjoin(issue_members, issue_members.c.form == issue_forms.c.number)
        .group_by(issue_forms.c.number)
        .order_by(issue_forms.c.id)
    )
    for row in connection.execute(query):
        if (row.members, row.claims) != (row.counted, row.named) or not row.counted:
            yield Mismatch(row.id, "it is not what its members make it")
