"""doctor says what works, and ends with 1 where something doesn't."""

import json
import sqlite3
from pathlib import Path

import pytest

from onrecord.cli import doctor, main
from onrecord.language.shipped import read_shipped
from onrecord.version import __version__

Captured = pytest.CaptureFixture[str]


def findings(capsys: Captured, *options: str, code: int = 0) -> dict[str, dict[str, str]]:
    capsys.readouterr()
    assert main(["doctor", "--json", *options]) == code
    return {one["what"]: one for one in json.loads(capsys.readouterr().out)["items"]}


def test_what_works_is_fine(ledger: Path, capsys: Captured) -> None:
    found = findings(capsys, "--db", str(ledger))
    assert __version__ in found["onrecord"]["found"]
    assert {"language model", "SQLite", f"ledger {ledger}"} <= found.keys()
    assert all(found[what]["state"] == "fine" for what in ("language model", "SQLite", f"ledger {ledger}"))
    assert "2 reports" in found[f"ledger {ledger}"]["found"]
    assert main(["doctor"]) == 0
    assert capsys.readouterr().out.startswith("fine ")


def test_a_missing_extra_is_said_with_what_to_install(
    capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("ONRECORD_DB", raising=False)
    monkeypatch.setitem(doctor.EXTRAS, "archive", ("ray", "no-such-package-here"))
    found = findings(capsys)["extra archive"]
    assert found["state"] == "missing" and "no-such-package-here" in found["found"]
    assert "pip install 'onrecord[archive]'" in found["hint"]


def test_a_wrong_model_file_is_broken(
    tmp_path: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("ONRECORD_DB", raising=False)

    def wrong() -> str:
        (tmp_path / "model.json").write_text('{"format": 99}')
        return read_shipped(tmp_path).version

    monkeypatch.setattr(doctor, "_model", wrong)
    found = findings(capsys, code=1)["language model"]
    assert found["state"] == "broken" and "has format 99" in found["found"] and found["hint"]


def test_a_database_that_is_no_ledger_is_broken(tmp_path: Path, capsys: Captured) -> None:
    with sqlite3.connect(tmp_path / "other.db") as connection:
        connection.execute("CREATE TABLE a (b)")
    connection.close()
    found = findings(capsys, "--db", str(tmp_path / "other.db"), code=1)
    assert found[f"ledger {tmp_path / 'other.db'}"]["state"] == "broken"
    assert not (tmp_path / "none.db").exists()
    assert findings(capsys, "--db", str(tmp_path / "none.db"), code=1)["SQLite"]["state"] == "fine"
