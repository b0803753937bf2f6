"""Records as a database of Discourse Network Analyzer 3: reports as documents, positions as statements.

DNA's statement is a person or organization that agrees or disagrees with a concept. A position that is for or
against an issue is one. What DNA's agreement can't say has types of statement of its own: `Open position`,
`Condition` and `Attribution`. Each statement keeps the id of its record in the variable `onrecord`.

DNA counts UTF-16 units, onrecord code points; a statement there is one stretch of text, so that it reaches
from the first span of a record's evidence to the last.
"""

import os
import sqlite3
from collections.abc import Iterable, Mapping
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from onrecord.errors import LedgerError, LedgerExists, UsageError
from onrecord.exchange.csv_files import unwritable
from onrecord.exchange.dna_tables import LONGEST, create_tables
from onrecord.exchange.fields import RecordDict, by_type

TYPES: dict[str, dict[str, str]] = {
    "DNA Statement": {
        "person": "short text", "organization": "short text", "concept": "short text",
        "agreement": "boolean", "act": "short text", "onrecord": "long text",
    },
    "Open position": {
        "person": "short text", "organization": "short text", "concept": "short text", "act": "short text",
        "onrecord": "long text",
    },
    "Condition": {
        "person": "short text", "organization": "short text", "step": "short text", "relation": "short text",
        "requirement": "short text", "onrecord": "long text",
    },
    "Attribution": {
        "person": "short text", "organization": "short text", "kind": "short text", "onrecord": "long text",
    },
}  # fmt: skip
"""The types of statements and their variables, in order of their ids."""
COLOURS = ((239, 208, 51), (200, 200, 200), (100, 200, 190), (211, 211, 211))
ATTRIBUTES = ("Type", "Alias", "Notes")
NO_DATE = datetime(1970, 1, 1, tzinfo=UTC)


def write_dna(records: Iterable[RecordDict], path: Path) -> Path:
    """Write records as a new DNA database.

    Args:
        records: as an export with texts gives them.
        path: the file; it must not be there yet.

    Returns:
        The file.

    Raises:
        LedgerExists: something is there already.
        UsageError: the records come without the reports' texts.
        LedgerError: the file can't be written.
    """
    tables = by_type(records)
    documents = [one for one in tables.get("report", []) if not one["removed"]]
    if any(not one.get("text") for one in documents):
        raise UsageError("DNA needs the reports' texts, and they are not there.", "Export with --with-text.")
    if path.exists():
        raise LedgerExists(f"{path} is there already.", "Choose another name.")
    part = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with closing(sqlite3.connect(part)) as connection, connection:
            connection.execute("PRAGMA foreign_keys = ON")
            create_tables(connection)
            _Writer(connection, tables).write(documents)
        part.rename(path)
    except OSError as error:
        raise unwritable(path, error) from error
    except sqlite3.OperationalError as error:
        raise LedgerError(f"{path} can't be written: {error}.", "Choose another place.") from error
    finally:
        part.unlink(missing_ok=True)
    return path


def to_utf16(text: str, place: int) -> int:
    """An offset in code points as one in UTF-16 units, which Java counts."""
    return place + sum(letter > "\uffff" for letter in text[:place])


class _Writer:
    """The rows of a DNA database that is being filled.

    Args:
        connection: to the database, its tables made.
        tables: the records by type.
    """

    def __init__(self, connection: sqlite3.Connection, tables: Mapping[str, list[RecordDict]]) -> None:
        self._connection = connection
        self._tables = tables
        every = (one for kind in ("actor", "issue", "attribution") for one in tables.get(kind, []))
        self._known: dict[str, RecordDict] = {one["id"]: one for one in every}
        self._variables: dict[tuple[str, str], int] = {}
        self._entities: dict[tuple[int, str], int] = {}
        self._values: dict[tuple[int, str], str] = {}
        self._attributes: dict[int, list[int]] = {}
        self._texts: dict[str, tuple[int, str]] = {}

    def write(self, documents: Iterable[RecordDict]) -> None:
        """Write everything.

        Args:
            documents: the reports, with their texts.
        """
        for number, (label, variables) in enumerate(TYPES.items(), start=1):
            self._insert("STATEMENTTYPES", number, label, *COLOURS[number - 1])
            for name, kind in variables.items():
                variable = len(self._variables) + 1
                self._variables[label, name] = variable
                self._insert("VARIABLES", variable, name, kind, number)
                if kind == "short text":
                    self._add_attribute_variables(variable)
                    self._entity(variable, "", None)
        for number, report in enumerate(documents, start=1):
            self._add_document(number, report)
        for position in self._tables.get("position", []):
            self._add_position(position)
        for condition in self._tables.get("condition", []):
            self._add_condition(condition)
        for attribution in self._tables.get("attribution", []):
            speaker = attribution["speaker"]
            who = self._who(speaker, None)
            self._add_statement(
                "Attribution", attribution, "content", {**who, "kind": (attribution["kind"], None)}
            )

    def _add_document(self, number: int, report: RecordDict) -> None:
        published = report["published"]
        day = published["latest"] or published["earliest"]
        when = datetime.fromisoformat(day).replace(tzinfo=UTC) if day else NO_DATE
        dated = "" if published["earliest"] and published["earliest"] == published["latest"] else (
            f"Published: {published['earliest'] or 'unknown'} to {published['latest'] or 'unknown'}\n"
        )  # fmt: skip
        notes = f"{dated}{report['id']}\n{report['url'] or report['path'] or ''}"
        self._texts[report["id"]] = number, report["text"]
        self._connection.execute(
            "INSERT INTO DOCUMENTS (ID, Title, Text, Coder, Author, Source, Notes, Date) "
            "VALUES (?, ?, ?, 1, ?, ?, ?, ?)",
            (
                number,
                _cut(report["title"] or ""),
                report["text"],
                _cut(report["author"] or ""),
                _cut(report["outlet"] or ""),
                notes,
                int(when.timestamp()),
            ),
        )

    def _add_position(self, position: RecordDict) -> None:
        if position["hypothetical"]:
            return
        spoken = self._known.get(position["attribution"] or "", {})
        speaker = spoken.get("speaker") if spoken.get("speaker") != position["via"] else None
        values = {
            **self._who(position["holder"], speaker),
            "concept": (self._label(position["issue"]), position["issue"]),
            "act": (position["act"], None),
        }
        if position["polarity"] == "open":
            self._add_statement("Open position", position, "evidence", values)
        else:
            agrees = position["polarity"] == "for"
            self._add_statement("DNA Statement", position, "evidence", values, agreement=agrees)

    def _add_condition(self, condition: RecordDict) -> None:
        if condition["hypothetical"]:
            return
        values = {
            **self._who(condition["holder"], None),
            "step": (self._label(condition["step"]), condition["step"]),
            "requirement": (self._label(condition["requirement"]), condition["requirement"]),
            "relation": (condition["relation"], None),
        }
        self._add_statement("Condition", condition, "evidence", values)

    def _who(self, holder: str | None, speaker: str | None) -> dict[str, tuple[str, str | None]]:
        """Person and organization: a person's organization is whom it acts for."""
        actor = self._known.get(holder or "", {})
        if actor.get("kind") == "person":
            acts_for = next((relation["actor"] for relation in actor["acts_for"]), None)
            return {"person": (actor["name"], holder), "organization": (self._label(acts_for), acts_for)}
        person = self._known.get(speaker or "", {})
        named = person.get("kind") == "person"
        return {
            "organization": (self._label(holder), holder),
            "person": (person["name"], speaker) if named else ("", None),
        }

    def _label(self, id_: str | None) -> str:
        record = self._known.get(id_ or "", {})
        return str(record.get("name") or record.get("label") or id_ or "")

    def _add_statement(
        self,
        label: str,
        record: RecordDict,
        field: str,
        values: Mapping[str, tuple[str, str | None]],
        agreement: bool | None = None,
    ) -> None:
        if record["report"] not in self._texts:
            return
        document, text = self._texts[record["report"]]
        start = min(span["start"] for span in record[field])
        end = max(span["end"] for span in record[field])
        cursor = self._connection.execute(
            "INSERT INTO STATEMENTS (StatementTypeId, DocumentId, Start, Stop, Coder) VALUES (?, ?, ?, ?, 1)",
            (list(TYPES).index(label) + 1, document, to_utf16(text, start), to_utf16(text, end)),
        )
        statement = cursor.lastrowid
        for name, kind in TYPES[label].items():
            variable = self._variables[label, name]
            if kind == "short text":
                value, of = values[name]
                entity = self._entity(variable, value, of)
                self._value("DATASHORTTEXT (StatementId, VariableId, Entity)", statement, variable, entity)
            elif kind == "boolean":
                self._value("DATABOOLEAN (StatementId, VariableId, Value)", statement, variable, agreement)
            else:
                self._value(
                    "DATALONGTEXT (StatementId, VariableId, Value)", statement, variable, record["id"]
                )

    def _entity(self, variable: int, value: str, of: str | None) -> int:
        """The id of a variable's value; two records of one name stay two."""
        key = (variable, of or value)
        if key not in self._entities:
            name = _cut(value)
            if of and (variable, name) in self._values and self._values[variable, name] != of:
                name = f"{_cut(value, LONGEST - len(of) - 3)} [{of}]"
            self._values[variable, name] = of or ""
            number = len(self._entities) + 1
            self._entities[key] = number
            self._connection.execute(
                "INSERT INTO ENTITIES (ID, VariableId, Value, Red, Green, Blue) VALUES (?, ?, ?, 0, 0, 0)",
                (number, variable, name),
            )
            self._add_attribute_values(number, variable, of)
        return self._entities[key]

    def _add_attribute_variables(self, variable: int) -> None:
        for name in ATTRIBUTES:
            number = sum(map(len, self._attributes.values())) + 1
            self._attributes.setdefault(variable, []).append(number)
            self._insert("ATTRIBUTEVARIABLES", number, variable, name)

    def _add_attribute_values(self, entity: int, variable: int, of: str | None) -> None:
        record = self._known.get(of or "", {})
        others = [alias for alias in record.get("aliases", []) if alias != record.get("name")]
        values = (record.get("kind", ""), "; ".join(others), of or "")
        for attribute, value in zip(self._attributes[variable], values, strict=True):
            self._connection.execute(
                "INSERT INTO ATTRIBUTEVALUES (EntityId, AttributeVariableId, AttributeValue) "
                "VALUES (?, ?, ?)",
                (entity, attribute, _cut(value)),
            )

    def _insert(self, table: str, *values: object) -> None:
        self._connection.execute(f"INSERT INTO {table} VALUES ({', '.join('?' * len(values))})", values)

    def _value(self, place: str, *values: object) -> None:
        self._connection.execute(f"INSERT INTO {place} VALUES (?, ?, ?)", values)


def _cut(text: str, longest: int = LONGEST) -> str:
    return text if len(text) <= longest else text[: longest - 1] + "…"
