"""CSV and Parquet: every record and field is there, reads back, and nothing in a cell is a formula."""

import csv
import json
import sys
from pathlib import Path

import pyarrow.parquet as parquet_files
import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from onrecord.errors import LedgerError, UsageError
from onrecord.exchange import csv_files, parquet
from onrecord.exchange.fields import by_type, record_types
from onrecord.exchange.schema import schema

sys.path.insert(0, str(Path(__file__).parent))
from exported_records import LEAGUE, TEXTS, records


def same(record, read_back):
    """Whether they agree: a field that a record may leave out reads back as None."""
    return all(record.get(name) == value for name, value in read_back.items()) and (
        record.keys() <= read_back.keys()
    )


def rows_of(path):
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def plain(cell):
    """A cell's text without the apostrophe that made it safe."""
    return cell.removeprefix("'")


def rows_of_parquet(path):
    rows = parquet_files.read_table(path).to_pylist()
    for row in rows:
        for name in {"value", "counts"} & {name for name in row if row[name] is not None}:
            row[name] = json.loads(row[name])  # these have no one type, and are kept as JSON
    return rows


def test_the_exported_records_are_valid():
    validator = Draft202012Validator(schema())
    assert [record for record in records() if not validator.is_valid(record)] == []


def test_csv_has_a_file_for_each_type_and_a_row_for_each_record(tmp_path):
    written = csv_files.write_csv(iter(records()), tmp_path / "new" / "folder")
    tables = by_type(records())
    assert [path.stem for path in written] == list(tables)
    for path in written:
        assert [row["id"] for row in rows_of(path)] == [record["id"] for record in tables[path.stem]]


def test_csv_columns_say_what_the_record_says(tmp_path):
    csv_files.write_csv(records(), tmp_path)
    position = next(r for r in rows_of(tmp_path / "position.csv") if r["holder"] == LEAGUE)
    assert (position["holder.name"], position["issue.name"]) == ("Kestrian League", "no blockade")
    assert (position["date.earliest"], position["date.basis"]) == ("2025-03-06", "stated")
    assert position["evidence.text"] == "The Kestrian League wants no blockade"
    assert (position["hypothetical"], position["until"]) == ("false", "")
    event = rows_of(tmp_path / "event.csv")[0]
    assert event["actors.name"] == "Ostrava | Velden"
    report = rows_of(tmp_path / "report.csv")[0]
    assert report["text"] == TEXTS[report["id"]][2]


def test_csv_holds_nothing_that_a_spreadsheet_would_compute(tmp_path):
    for path in csv_files.write_csv(records(), tmp_path):
        for row in rows_of(path):
            assert not any(cell.startswith(tuple(csv_files.FORMULA_STARTS)) for cell in row.values())
    assert rows_of(tmp_path / "report.csv")[1]["outlet"] == "'=cmd Daily"
    notes = [plain(row["note"]) for row in rows_of(tmp_path / "judgement.csv")]
    assert notes == ["=1+1", "+49 was the number", "'=1+1", ""]


@given(st.text())
def test_any_text_is_made_safe_and_comes_back(text):
    made = csv_files.safe(text)
    assert not made.startswith(tuple(csv_files.FORMULA_STARTS))
    assert plain(made) == text


def test_a_cell_is_never_longer_than_a_spreadsheet_holds():
    assert len(csv_files.safe("=" + "a" * 40_000)) == csv_files.LARGEST_CELL


def test_every_type_of_the_schema_has_columns_and_an_arrow_schema():
    for kind, type_ in record_types().items():
        assert csv_files.columns(type_)[:2] == ["type", "id"]
        assert parquet.arrow_schema(type_).names[:2] == ["type", "id"], kind


def test_parquet_reads_back_to_the_same_rows(tmp_path):
    tables = by_type(records())
    written = parquet.write_parquet(iter(records()), tmp_path)
    assert [path.stem for path in written] == list(tables)
    for path in written:
        back = rows_of_parquet(path)
        assert len(back) == len(tables[path.stem])
        for record, read_back in zip(tables[path.stem], back, strict=True):
            assert same(record, read_back), record["id"]
            assert json.loads(json.dumps(read_back)) == read_back
    assert not same(records()[1], {**records()[1], "title": "another"})


def test_parquet_without_pyarrow_says_what_to_install(tmp_path, monkeypatch):
    monkeypatch.setattr(parquet, "arrow", None)
    with pytest.raises(UsageError, match=r"onrecord\[archive\]"):
        parquet.write_parquet(records(), tmp_path)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("write", [csv_files.write_csv, parquet.write_parquet])
def test_a_folder_that_is_a_file_is_refused_in_words(write, tmp_path):
    (tmp_path / "taken").write_text("")
    with pytest.raises(LedgerError, match="can't be written"):
        write(records(), tmp_path / "taken")
