"""DNA databases: the tables that DNA makes, statements where DNA would show them, and the way back."""

import base64
import hashlib
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.errors import DamagedInput, LedgerExists, ReadError, UnknownFormat, UsageError
from onrecord.exchange.dna import to_utf16, write_dna
from onrecord.exchange.dna_reading import _Offsets, read_dna
from onrecord.exchange.dna_tables import PASSWORD, password_digest

sys.path.insert(0, str(Path(__file__).parent))
from exported_records import NOTHING, ONE, OSTRAVA, TEXTS, TWO, actor, position, records

# What DNA 3 creates (https://github.com/leifeld/dna): a table that lacks one of these columns is not opened.
TABLES = {
    "SETTINGS": {"Property", "Value"},
    "DOCUMENTS": {"ID", "Title", "Text", "Coder", "Author", "Source", "Section", "Notes", "Type", "Date"},
    "STATEMENTTYPES": {"ID", "Label", "Red", "Green", "Blue"},
    "VARIABLES": {"ID", "Variable", "DataType", "StatementTypeId"},
    "VARIABLELINKS": {"ID", "SourceVariableId", "TargetVariableId"},
    "REGEXES": {"Label", "Red", "Green", "Blue"},
    "STATEMENTS": {"ID", "StatementTypeId", "DocumentId", "Start", "Stop", "Coder"},
    "DATABOOLEAN": {"ID", "StatementId", "VariableId", "Value"},
    "DATAINTEGER": {"ID", "StatementId", "VariableId", "Value"},
    "DATASHORTTEXT": {"ID", "StatementId", "VariableId", "Entity"},
    "DATALONGTEXT": {"ID", "StatementId", "VariableId", "Value"},
    "ENTITIES": {"ID", "VariableId", "Value", "Red", "Green", "Blue", "ChildOf"},
    "ATTRIBUTEVARIABLES": {"ID", "VariableId", "AttributeVariable"},
    "ATTRIBUTEVALUES": {"ID", "EntityId", "AttributeVariableId", "AttributeValue"},
    "CODERRELATIONS": {
        "ID", "Coder", "OtherCoder", "viewStatements", "editStatements", "viewDocuments", "editDocuments",
    },
}  # fmt: skip


@pytest.fixture
def file(tmp_path):
    return write_dna(iter(records()), tmp_path / "islands.dna")


def statements_of(path):
    return [statement for document in read_dna(path) for statement in document.statements]


def test_the_tables_are_those_of_dna(file):
    with closing(sqlite3.connect(file)) as connection:
        for table, columns in TABLES.items():
            found = {row[1] for row in connection.execute(f"PRAGMA table_info({table})")}
            assert found == columns, table
        assert len(list(connection.execute("PRAGMA table_info(CODERS)"))) == 28
        assert list(connection.execute("PRAGMA foreign_key_check")) == []
        (version,) = connection.execute("SELECT Value FROM SETTINGS WHERE Property = 'version'").fetchone()
        assert version.startswith("3")
        name, password = connection.execute("SELECT Name, Password FROM CODERS WHERE ID = 1").fetchone()
        assert (name, password) == ("Admin", password_digest(PASSWORD))


def test_the_password_is_digested_as_jasypt_does():
    kept = base64.b64decode(password_digest("a", b"0123456789abcdef"))
    digest = hashlib.sha256(b"0123456789abcdef" + b"a").digest()
    for _ in range(99_999):
        digest = hashlib.sha256(digest).digest()
    assert kept == b"0123456789abcdef" + digest


def test_java_would_cut_the_same_words_out_of_the_text(file):
    wanted = {
        one["id"]: one["evidence"][0]["text"] for one in records() if one["type"] in ("position", "condition")
    }
    query = (
        "SELECT d.Text, s.Start, s.Stop, l.Value FROM STATEMENTS s JOIN DOCUMENTS d ON d.ID = s.DocumentId "
        "JOIN DATALONGTEXT l ON l.StatementId = s.ID"
    )
    found = {}
    with closing(sqlite3.connect(file)) as connection:
        for text, start, stop, id_ in connection.execute(query):
            found[id_] = text.encode("utf-16-le")[2 * start : 2 * stop].decode("utf-16-le")
    assert wanted.items() <= found.items()
    assert len(found) == 10  # seven positions, a condition, two attributions


def test_statements_read_back_as_what_they_were(file):
    coded = {statement.values["onrecord"]: statement for statement in statements_of(file)}
    rejected = coded["pos-0000000000000001"]
    assert rejected.type == "DNA Statement"
    assert rejected.span.text == "We reject the annexation of the islands"
    assert rejected.values == {
        "person": "Mara Voss", "organization": "Ostrava", "concept": "annexation of the islands",
        "agreement": False, "act": "reject", "onrecord": "pos-0000000000000001",
    }  # fmt: skip
    assert coded["pos-0000000000000003"].values["agreement"] is True
    assert coded["pos-0000000000000005"].type == "Open position"
    assert "agreement" not in coded["pos-0000000000000005"].values
    # Brandt says it of Velden: he is not the one who speaks for it in the statement
    assert coded["pos-0000000000000002"].values["person"] == ""
    condition = coded["con-0000000000000001"].values
    assert (condition["step"], condition["relation"], condition["requirement"]) == (
        "talks", "requires", "ceasefire",
    )  # fmt: skip
    assert coded["att-0000000000000001"].values["organization"] == "Ostrava"


def test_documents_read_back_as_reports(file):
    first, second = read_dna(file)
    assert (first.report.text, first.report.outlet) == (TEXTS[ONE][2], TEXTS[ONE][0])
    assert first.report.published.day.isoformat() == "2025-03-05"
    assert second.report.published.day is None
    assert second.report.text == TEXTS[TWO][2]
    assert first.report.path.endswith("islands.dna#1") and first.misplaced == ()


def test_the_same_records_give_the_same_rows(tmp_path):
    dumps = []
    for name in ("a.dna", "b.dna"):
        with closing(sqlite3.connect(write_dna(records(), tmp_path / name))) as connection:
            dumps.append(list(connection.iterdump()))
    assert dumps[0] == dumps[1]


def test_two_actors_of_one_name_stay_two_and_long_names_are_cut(tmp_path):
    namesake = {**actor(9, "Ostrava", "organization"), "aliases": ["x" * 300]}
    more = position(9, namesake["id"], "accept", "for", "iss-0000000000000001", TWO, NOTHING, "Velden")
    long = {**records()[10], "label": "y" * 300}
    assert long["type"] == "issue"
    kept = [record for record in records() if record["id"] != long["id"]]
    coded = statements_of(write_dna([*kept, long, namesake, more], tmp_path / "a.dna"))
    values = [one.values for one in coded if one.type == "DNA Statement"]
    assert {one["organization"] for one in values} >= {"Ostrava", f"Ostrava [{namesake['id']}]"}
    assert max(len(one["concept"]) for one in values) == 190


def test_nothing_is_overwritten_and_texts_are_asked_for(tmp_path, file):
    with pytest.raises(LedgerExists):
        write_dna(records(), file)
    bare = [{name: value for name, value in one.items() if name != "text"} for one in records()]
    with pytest.raises(UsageError, match="texts"):
        write_dna(bare, tmp_path / "b.dna")
    assert [path.name for path in tmp_path.iterdir()] == ["islands.dna"]


def test_a_report_taken_down_is_left_out(tmp_path):
    kept = records()
    kept[1] = {**kept[1], "text": None, "removed": {"why": "asked", "by": "x", "at": "2025-03-06T08:00:00Z"}}
    (document,) = read_dna(write_dna(kept, tmp_path / "a.dna"))
    assert document.report.text == TEXTS[TWO][2]
    assert {one.values["organization"] for one in document.statements} >= {"Velden", "Ostrava"}


@given(st.text(alphabet="a\U0001f54a\r\n", max_size=30), st.data())
def test_offsets_go_to_utf16_and_back(text, data):
    place = data.draw(st.integers(0, len(text)))
    unit = to_utf16(text, place)
    assert text.encode("utf-16-le")[: 2 * unit].decode("utf-16-le") == text[:place]
    back = _Offsets(text)
    before = text[:place].replace("\r\n", "\n").replace("\r", "\n")
    if text[place - 1 : place + 1] != "\r\n":
        assert back.text[: back.place(unit)] == before


def test_what_is_no_database_of_dna_is_said_to_be_so(tmp_path, file):
    with pytest.raises(ReadError, match="does not exist"):
        list(read_dna(tmp_path / "none.dna"))
    (tmp_path / "text.dna").write_text("not a database, by any means")
    with pytest.raises((UnknownFormat, DamagedInput)):
        list(read_dna(tmp_path / "text.dna"))
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("UPDATE SETTINGS SET Value = '2.0 beta 25' WHERE Property = 'version'")
    with pytest.raises(UnknownFormat, match=r"2\.0 beta"):
        list(read_dna(file))


def test_statements_outside_the_text_are_told_apart(file):
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("UPDATE STATEMENTS SET Start = 99999, Stop = 100000 WHERE ID = 1")
    first = next(iter(read_dna(file)))
    assert first.misplaced == (1,)
    assert OSTRAVA and all(statement.number != 1 for statement in first.statements)
