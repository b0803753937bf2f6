"""The tables of a database of Discourse Network Analyzer 3, as its public source creates them in SQLite.

Source: https://github.com/leifeld/dna, `dna/src/main/java/sql/Sql.java`, `createTables` (version 3.0.11).
Names, types, checks and keys are those; DNA reads the rows by these names.
"""

import base64
import hashlib
import sqlite3
import unicodedata
from collections.abc import Mapping, Sequence

VERSION = "3.0.11"
LONGEST = 190
"""Letters that a short text may have."""
ADMIN, PASSWORD = "Admin", "onrecord"
"""Whom DNA asks for when it opens a file, and the password of files written here."""
STRETCHED = 100_000  # rounds, as jasypt's StrongPasswordEncryptor makes them

_SHORT = f"CHECK (LENGTH({{0}}) <= {LONGEST})"
_SWITCHES = (
    "AddDocuments", "EditDocuments", "DeleteDocuments", "ImportDocuments", "AddStatements", "EditStatements",
    "DeleteStatements", "EditAttributes", "EditRegex", "EditStatementTypes", "EditCoders",
    "EditCoderRelations", "ViewOthersDocuments", "EditOthersDocuments", "ViewOthersStatements",
    "EditOthersStatements",
)  # fmt: skip


def create_tables(connection: sqlite3.Connection) -> None:
    """Create the tables, and the one coder that DNA needs to open a file.

    Args:
        connection: to an empty database.
    """
    for name, columns in _TABLES.items():
        connection.execute(f"CREATE TABLE {name} ({', '.join(columns)})")
    connection.execute(
        "INSERT INTO CODERS (ID, Name, Red, Green, Blue, Password) VALUES (1, ?, 69, 212, 255, ?)",
        (ADMIN, password_digest(PASSWORD)),
    )
    settings = [("version", VERSION), ("date", "2022-07-05")]
    connection.executemany("INSERT INTO SETTINGS (Property, Value) VALUES (?, ?)", settings)


def password_digest(password: str, salt: bytes = b"onrecord's files") -> str:
    """A password as jasypt's StrongPasswordEncryptor keeps it, which DNA checks with.

    SHA-256 of salt and password, hashed again 99,999 times, the salt before it, in Base64
    (http://www.jasypt.org/api/jasypt/1.9.3/, StandardByteDigester). The salt is fixed, so that the same
    ledger gives the same file: the password is no secret.

    Args:
        password: the password.
        salt: 16 bytes.
    """
    digest = hashlib.sha256(salt + unicodedata.normalize("NFC", password).encode()).digest()
    for _ in range(STRETCHED - 1):
        digest = hashlib.sha256(digest).digest()
    return base64.b64encode(salt + digest).decode("ascii")


def _text(name: str, rest: str = "NOT NULL") -> str:
    return f"{name} TEXT {rest} {_SHORT.format(name)}"


def _switch(name: str, default: int) -> str:
    return f"{name} INTEGER NOT NULL CHECK ({name} BETWEEN 0 AND 1) DEFAULT {default}"


def _colours(rest: str) -> list[str]:
    return [f"{name} INTEGER {rest} CHECK ({name} BETWEEN 0 AND 255)" for name in ("Red", "Green", "Blue")]


def _refers(column: str, table: str) -> str:
    return f"FOREIGN KEY ({column}) REFERENCES {table}(ID) ON DELETE CASCADE"


def _data(value: str, *more: str) -> list[str]:
    """The columns of a table of values, one a statement and variable."""
    return [
        "ID INTEGER PRIMARY KEY NOT NULL",
        "StatementId INTEGER NOT NULL",
        "VariableId INTEGER NOT NULL",
        value,
        _refers("StatementId", "STATEMENTS"),
        _refers("VariableId", "VARIABLES"),
        *more,
        "UNIQUE (StatementId, VariableId)",
    ]


_DATA_TYPES = " OR ".join(
    f"DataType = '{kind}'" for kind in ("boolean", "integer", "long text", "short text")
)
_MAY = ("viewStatements", "editStatements", "viewDocuments", "editDocuments")
_TABLES: Mapping[str, Sequence[str]] = {
    "SETTINGS": ["Property TEXT PRIMARY KEY", "Value TEXT NOT NULL"],
    "CODERS": [
        "ID INTEGER NOT NULL PRIMARY KEY",
        _text("Name"),
        *_colours("NOT NULL DEFAULT 0"),
        "Refresh INTEGER NOT NULL CHECK (Refresh BETWEEN 0 AND 9999) DEFAULT 0",
        "FontSize INTEGER NOT NULL CHECK (FontSize BETWEEN 1 AND 99) DEFAULT 14",
        _text("Password"),
        "PopupWidth INTEGER CHECK (PopupWidth BETWEEN 100 AND 9999) DEFAULT 300",
        _switch("ColorByCoder", 0),
        _switch("PopupDecoration", 0),
        _switch("PopupAutoComplete", 1),
        *(_switch(f"Permission{name}", 1) for name in _SWITCHES),
    ],
    "DOCUMENTS": [
        "ID INTEGER NOT NULL PRIMARY KEY",
        _text("Title"),
        "Text TEXT NOT NULL",
        "Coder INTEGER",
        *(_text(name, "NOT NULL DEFAULT ''") for name in ("Author", "Source", "Section")),
        "Notes TEXT NOT NULL DEFAULT ''",
        _text("Type", "NOT NULL DEFAULT ''"),
        "Date INTEGER NOT NULL",
        _refers("Coder", "CODERS"),
    ],
    "STATEMENTTYPES": ["ID INTEGER NOT NULL PRIMARY KEY", _text("Label"), *_colours("NOT NULL DEFAULT 0")],
    "VARIABLES": [
        "ID INTEGER NOT NULL PRIMARY KEY",
        _text("Variable"),
        f"DataType TEXT NOT NULL CHECK ({_DATA_TYPES}) DEFAULT 'short text'",
        "StatementTypeId INTEGER",
        _refers("StatementTypeId", "STATEMENTTYPES"),
        "UNIQUE (Variable, StatementTypeId)",
    ],
    "VARIABLELINKS": [
        "ID INTEGER NOT NULL PRIMARY KEY",
        "SourceVariableId INTEGER",
        "TargetVariableId INTEGER",
        "CHECK (TargetVariableId != SourceVariableId)",
        _refers("SourceVariableId", "VARIABLES"),
        _refers("TargetVariableId", "VARIABLES"),
    ],
    "REGEXES": [f"Label TEXT PRIMARY KEY {_SHORT.format('Label')}", *_colours("NOT NULL DEFAULT 0")],
    "CODERRELATIONS": [
        "ID INTEGER NOT NULL PRIMARY KEY",
        "Coder INTEGER CHECK (Coder > 0)",
        "OtherCoder INTEGER CHECK (OtherCoder > 0)",
        *(_switch(name, 1) for name in _MAY),
        "CHECK (Coder != OtherCoder)",
        _refers("Coder", "CODERS"),
        _refers("OtherCoder", "CODERS"),
    ],
    "STATEMENTS": [
        "ID INTEGER NOT NULL PRIMARY KEY",
        "StatementTypeId INTEGER",
        "DocumentId INTEGER",
        "Start INTEGER NOT NULL CHECK (Start >= 0)",
        "Stop INTEGER NOT NULL CHECK (Stop >= 0)",
        "Coder INTEGER",
        "CHECK (Start < Stop)",
        _refers("StatementTypeId", "STATEMENTTYPES"),
        _refers("Coder", "CODERS"),
        _refers("DocumentId", "DOCUMENTS"),
    ],
    "DATABOOLEAN": _data("Value INTEGER NOT NULL DEFAULT 1"),
    "DATAINTEGER": _data("Value INTEGER NOT NULL DEFAULT 0"),
    "ENTITIES": [
        "ID INTEGER PRIMARY KEY NOT NULL",
        "VariableId INTEGER NOT NULL",
        _text("Value", "NOT NULL DEFAULT ''"),
        *_colours(""),
        "ChildOf INTEGER CHECK (ChildOf > 0)",
        "UNIQUE (VariableId, Value)",
        _refers("ChildOf", "ENTITIES"),
        _refers("VariableId", "VARIABLES"),
    ],
    "DATASHORTTEXT": _data("Entity INTEGER NOT NULL", _refers("Entity", "ENTITIES")),
    "DATALONGTEXT": _data("Value TEXT DEFAULT ''"),
    "ATTRIBUTEVARIABLES": [
        "ID INTEGER PRIMARY KEY NOT NULL",
        "VariableId INTEGER NOT NULL",
        _text("AttributeVariable"),
        "UNIQUE (VariableId, AttributeVariable)",
        _refers("VariableId", "VARIABLES"),
    ],
    "ATTRIBUTEVALUES": [
        "ID INTEGER PRIMARY KEY NOT NULL",
        "EntityId INTEGER NOT NULL",
        "AttributeVariableId INTEGER NOT NULL",
        _text("AttributeValue", "NOT NULL DEFAULT ''"),
        "UNIQUE (EntityId, AttributeVariableId)",
        _refers("EntityId", "ENTITIES"),
        _refers("AttributeVariableId", "ATTRIBUTEVARIABLES"),
    ],
}
