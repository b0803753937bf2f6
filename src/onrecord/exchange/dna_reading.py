"""Databases of Discourse Network Analyzer 3: documents as reports, statements as they were coded."""

import sqlite3
from bisect import bisect_right
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, get_args

from onrecord.errors import DamagedInput, ReadError, UnknownFormat
from onrecord.model import UNKNOWN_DATE, Act, DateInterval, Report, Span
from onrecord.read.identify import identify
from onrecord.text.layout import lay_out

MEDIA_TYPE = "application/vnd.sqlite3"
LONGEST_TEXT = 50_000_000
VALUES = (
    "SELECT d.VariableId, d.Value FROM DATABOOLEAN d WHERE d.StatementId = ?",
    "SELECT d.VariableId, d.Value FROM DATAINTEGER d WHERE d.StatementId = ?",
    "SELECT d.VariableId, d.Value FROM DATALONGTEXT d WHERE d.StatementId = ?",
    "SELECT d.VariableId, e.Value FROM DATASHORTTEXT d JOIN ENTITIES e ON e.ID = d.Entity "
    "WHERE d.StatementId = ?",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class CodedStatement:
    """A statement that a person coded in DNA.

    Attributes:
        number: its id in the database.
        type: the label of its type, such as `DNA Statement`.
        span: the words, in the report's text.
        coder: who coded it.
        values: what was coded, by variable: `person`, `organization`, `concept` as text, `agreement` as a
            bool.
    """

    number: int
    type: str
    span: Span
    coder: str
    values: dict[str, str | int | bool | None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class CodedDocument:
    """A document of a DNA database.

    Attributes:
        number: its id in the database.
        report: the document as a report, its text as it is in the database but for line ends.
        statements: what was coded in it, in order.
        misplaced: ids of statements that lie outside its text.
    """

    number: int
    report: Report
    statements: tuple[CodedStatement, ...]
    misplaced: tuple[int, ...] = ()


ACTS = frozenset(get_args(Act))


def coded_position(coded: CodedStatement) -> dict[str, Any] | None:
    """What a hand-coded statement says, as the value of a judgement.

    Args:
        coded: a statement of any type.

    Returns:
        `{"type": "position", "holder", "kind", "speaker", "issue", "polarity", "act"}`: the organization, or
        else the person, agrees or disagrees with the concept. None where it names no holder or no concept, or
        was written by onrecord itself and so coded by nobody.
    """

    def word(name: str) -> str:
        return " ".join(str(coded.values.get(name) or "").split())

    holder = word("organization") or word("person")
    if word("onrecord") or not holder or not word("concept"):
        return None
    agreement = coded.values.get("agreement")
    polarity = "open" if agreement is None else "for" if agreement else "against"
    usual = "oppose" if polarity == "against" else "support"
    return {
        "type": "position",
        "holder": holder,
        "kind": "organization" if word("organization") else "person",
        "speaker": word("person") if word("organization") else "",
        "issue": word("concept"),
        "polarity": polarity,
        "act": word("act") if word("act") in ACTS else usual,
    }


def read_dna(path: Path) -> Iterator[CodedDocument]:
    """Read the documents of a DNA database, with what was coded in them.

    Args:
        path: the file; it is not written to.

    Yields:
        The documents, in the order of their ids; a document without text is passed over.

    Raises:
        ReadError: there is no such file.
        UnknownFormat: it is no database of DNA 3.
        DamagedInput: it is broken.
    """
    if not path.is_file():
        raise ReadError(f"{path} does not exist.", "Check the spelling of the path.")
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as connection:
            connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LONGEST_TEXT)
            connection.execute("PRAGMA trusted_schema = OFF")
            _require_version(connection, path)
            yield from _documents(connection, path)
    except sqlite3.DatabaseError as error:
        raise DamagedInput(
            f"{path} can't be read ({error}).", "Open and save it in DNA, or copy it again."
        ) from error


def _require_version(connection: sqlite3.Connection, path: Path) -> None:
    try:
        row = connection.execute("SELECT Value FROM SETTINGS WHERE Property = 'version'").fetchone()
    except sqlite3.DatabaseError as error:
        raise UnknownFormat(
            f"{path} is no database of DNA ({error}).", "Give a .dna file of DNA 3."
        ) from error
    if row is None or not str(row[0]).startswith("3"):
        made_by = row[0] if row else "an unknown version"
        raise UnknownFormat(
            f"{path} was made by DNA {made_by}.", "Import it into a database of DNA 3 there, and give that."
        )


def _documents(connection: sqlite3.Connection, path: Path) -> Iterator[CodedDocument]:
    types = dict(connection.execute("SELECT ID, Label FROM STATEMENTTYPES"))
    coders = dict(connection.execute("SELECT ID, Name FROM CODERS"))
    variables = {
        row[0]: row[1:] for row in connection.execute("SELECT ID, Variable, DataType FROM VARIABLES")
    }
    columns = "ID, Title, Text, Author, Source, Date"
    for number, title, text, author, source, when in connection.execute(
        f"SELECT {columns} FROM DOCUMENTS ORDER BY ID"
    ).fetchall():
        offsets = _Offsets(text)
        if not offsets.text.strip():
            continue
        statements, misplaced = [], []
        coded = connection.execute(
            "SELECT ID, StatementTypeId, Start, Stop, Coder FROM STATEMENTS WHERE DocumentId = ? "
            "ORDER BY Start, ID",
            (number,),
        ).fetchall()
        for id_, type_, start, stop, coder in coded:
            first, last = offsets.place(start), offsets.place(stop)
            if not first < last:
                misplaced.append(id_)
                continue
            values = {}
            for query in VALUES:
                for variable, value in connection.execute(query, (id_,)):
                    name, kind = variables[variable]
                    values[name] = bool(value) if kind == "boolean" else value
            span = Span.of(offsets.text, first, last)
            statements.append(
                CodedStatement(
                    number=id_,
                    type=types.get(type_, ""),
                    span=span,
                    coder=coders.get(coder, ""),
                    values=values,
                )
            )
        report = Report(
            text=offsets.text,
            blocks=lay_out(offsets.text).blocks,
            outlet=source,
            title=title,
            author=author,
            path=f"{path}#{number}",
            published=_published(when),
            language=identify(offsets.text),
            media_type=MEDIA_TYPE,
            raw=text.encode("utf-8"),
        )
        yield CodedDocument(
            number=number, report=report, statements=tuple(statements), misplaced=tuple(misplaced)
        )


def _published(seconds: int) -> DateInterval:
    """The day of a document; DNA writes 1970 where there is none."""
    try:
        day = datetime.fromtimestamp(seconds, tz=UTC).date()
    except (ValueError, OverflowError, OSError):
        return UNKNOWN_DATE
    return DateInterval.on(day) if seconds else UNKNOWN_DATE


class _Offsets:
    """A document's text with plain line ends, and the way there from Java's offsets.

    Args:
        original: the text as the database has it.
    """

    def __init__(self, original: str) -> None:
        self.text = original.replace("\r\n", "\n").replace("\r", "\n")
        self._starts = []  # of each letter, in UTF-16 units of the original
        at = 0
        for place, letter in enumerate(original):
            if not (letter == "\n" and original[place - 1 : place] == "\r"):
                self._starts.append(at)
            at += 1 + (letter > "\uffff")
        self._end = at

    def place(self, unit: int) -> int:
        """The offset in `text` of one in UTF-16 units of the original; the end for what lies beyond it."""
        return len(self.text) if unit >= self._end else bisect_right(self._starts, unit) - 1
