"""archive run and load from the command line; the cluster itself is tried in tests/scale."""

import json
from pathlib import Path

import pytest

from onrecord.cli import main
from onrecord.errors import ModelError
from onrecord.language import model_version
from onrecord.pipeline import process
from onrecord.scale import running
from onrecord.scale.running import Summary
from onrecord.scale.shards import find_shards
from onrecord.scale.work import work

Captured = pytest.CaptureFixture[str]


@pytest.fixture
def archived(reports: Path, tmp_path: Path) -> Path:
    """An archive of the two reports, made without a cluster."""
    for shard in find_shards(str(reports)):
        work(shard, str(tmp_path / "archive"), process, model_version())
    return tmp_path / "archive"


def test_load_gives_the_ledger_that_add_gives(
    archived: Path, ledger: Path, tmp_path: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = str(tmp_path / "other.db")
    assert main(["init", other, "--name", "Keld"]) == 0
    monkeypatch.setattr("onrecord.pipeline.process", None)  # nothing is derived anew
    assert main(["archive", "load", str(archived), "--db", other]) == 0
    assert "2 reports added, with" in capsys.readouterr().out
    exports = []
    for db in (str(ledger), other):
        assert main(["export", "--db", db]) == 0
        records = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
        for record in records:
            record.pop("retrieved", None)
            record.pop("path", None)
        exports.append(records)
    assert exports[0] == exports[1]
    assert main(["check", "--db", other]) == 0
    assert main(["archive", "load", str(archived), "--db", other, "--json"]) == 0
    assert json.loads(capsys.readouterr().out.splitlines()[-1])["item"] == {"known": 2, "attributions": 0}


def test_load_takes_what_the_conditions_say(archived: Path, tmp_path: Path, capsys: Captured) -> None:
    other = str(tmp_path / "other.db")
    assert main(["init", other]) == 0
    wanted = ["--where", "outlet=The Keld Echo", "--where", "text~barges"]
    assert main(["archive", "load", str(archived), "--db", other, *wanted]) == 0
    assert "1 report added" in capsys.readouterr().out
    assert main(["archive", "load", str(archived), "--db", other, "--where", "weather=fine"]) == 2
    assert "is no condition" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("summary", "code", "said"),
    [
        (Summary(3, 3, 0, (), 9, 0), 0, "3 of 3 files processed: 9 reports, 0 inputs failed."),
        (Summary(3, 1, 2, (), 9, 2), 3, "2 of them from before: 9 reports, 2 inputs failed."),
        (Summary(3, 1, 1, ("a.warc",), 6, 0, "a node was lost"), 1, "no result for a.warc (a node was lost)"),
    ],
)
def test_the_summary_claims_no_more_than_is_there(
    summary: Summary, code: int, said: str, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    monkeypatch.setattr(running, "run", lambda *arguments, **named: summary)
    assert main(["archive", "run", "--in", "a", "--out", "b"]) == code
    streams = capsys.readouterr()
    assert said in streams.out + streams.err
    assert main(["archive", "run", "--in", "a", "--out", "b", "--json"]) == code
    answer = json.loads(capsys.readouterr().out)
    assert answer["ok"] == (code != 1) and answer["item"]["missing"] == list(summary.missing)


def test_nothing_to_run_and_no_model_are_said(
    tmp_path: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("ray", reason="the extra `archive` is not installed")
    out = str(tmp_path / "out")
    assert main(["archive", "run", "--in", str(tmp_path / "*.warc"), "--out", out]) == 1
    assert "No file matches" in capsys.readouterr().err

    def without() -> str:
        raise ModelError("The model is missing.", "Install onrecord again.")

    monkeypatch.setattr("onrecord.language.model_version", without)
    assert main(["archive", "run", "--in", str(tmp_path / "*.warc"), "--out", out]) == 1
    assert "The model is missing." in capsys.readouterr().err
