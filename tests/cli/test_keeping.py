"""init, check, rebuild, backup, remove, upgrade, export."""

import json
import sqlite3
from pathlib import Path

import jsonschema
import pytest

from onrecord.cli import main
from onrecord.exchange.schema import schema

Captured = pytest.CaptureFixture[str]


def test_init_makes_a_ledger_once(tmp_path: Path, capsys: Captured) -> None:
    path = tmp_path / "talks.db"
    assert main(["init", str(path)]) == 0
    assert path.exists() and "onrecord add" in capsys.readouterr().out
    before = path.read_bytes()
    assert main(["init", str(path)]) == 1
    assert path.read_bytes() == before
    assert "talks.db" in capsys.readouterr().err


def test_check_finds_nothing_in_a_sound_ledger(ledger: Path, capsys: Captured) -> None:
    assert main(["check"]) == 0
    assert capsys.readouterr().out.startswith("2 reports, ")
    assert main(["check", "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["ok"] is True and answer["items"] == [] and answer["checked"]["reports"] == 2


def test_check_ends_with_4_where_a_text_was_changed(ledger: Path, capsys: Captured) -> None:
    with sqlite3.connect(ledger) as connection:
        connection.execute("UPDATE texts SET text = replace(text, 'harvest', 'HARVEST')")
    connection.close()
    assert main(["check"]) == 4
    streams = capsys.readouterr()
    assert "rep-" in streams.out and "mismatch" in streams.err
    assert main(["check", "--json"]) == 4
    answer = json.loads(capsys.readouterr().out)
    assert answer["items"] and answer["items"][0].keys() == {"record", "what"}


def test_rebuild_gives_the_same_records(ledger: Path, capsys: Captured) -> None:
    assert main(["export"]) == 0
    before = capsys.readouterr().out
    assert main(["rebuild"]) == 0
    assert "2 reports" in capsys.readouterr().out
    assert main(["export"]) == 0
    assert capsys.readouterr().out == before


def test_backup_is_a_ledger(ledger: Path, tmp_path: Path, capsys: Captured) -> None:
    copy = tmp_path / "copy.db"
    assert main(["backup", str(copy)]) == 0
    assert main(["check", "--db", str(copy)]) == 0
    capsys.readouterr()
    assert main(["backup", str(copy)]) == 1
    assert "copy.db" in capsys.readouterr().err


def test_remove_takes_the_words_and_leaves_the_reason(ledger: Path, capsys: Captured) -> None:
    assert main(["reports", "--json"]) == 0
    report = json.loads(capsys.readouterr().out)["items"][0]["id"]
    assert main(["remove", report[:10]]) == 2
    assert main(["remove", report[:10], "--why", "Notice of 3 May", "--by", "legal"]) == 0
    capsys.readouterr()
    assert main(["export", "--with-text"]) == 0
    assert "harvest" not in capsys.readouterr().out.split("echo.example")[0]
    assert main(["show", report]) == 0
    out = capsys.readouterr().out
    assert "Notice of 3 May" in out and "legal" in out
    assert b"Nobody has asked the river" not in ledger.read_bytes()


def test_upgrade_of_a_ledger_that_is_up_to_date(ledger: Path, capsys: Captured) -> None:
    assert main(["upgrade"]) == 0
    assert "up to date" in capsys.readouterr().out


def test_export_is_as_its_schema_says(ledger: Path, capsys: Captured) -> None:
    assert main(["export", "--with-text"]) == 0
    records = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    validator = jsonschema.Draft202012Validator(schema())
    for record in records:
        validator.validate(record)
    assert records[0]["type"] == "ledger" and records[0]["format"] == 1 and records[0]["name"] == "Keld"
    assert {record["type"] for record in records} >= {"report", "actor", "attribution"}


def test_recover_makes_a_new_ledger_and_overwrites_nothing(
    ledger: Path, tmp_path: Path, capsys: Captured
) -> None:
    new = tmp_path / "new.db"
    assert main(["recover", str(ledger), str(new)]) == 0
    assert "2 reports and 0 judgements; 0 reports lost" in capsys.readouterr().out
    assert main(["check", "--db", str(new)]) == 0
    assert main(["recover", str(ledger), str(new)]) == 1
    assert "is there already" in capsys.readouterr().err
