"""The contract of the command line: exit codes, where output goes, the shape of errors."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from onrecord.cli import main, onrecord
from onrecord.version import __version__

Captured = pytest.CaptureFixture[str]


def test_help_and_version_go_to_standard_output(capsys: Captured) -> None:
    assert main(["--help"]) == 0
    assert "attributions" in capsys.readouterr().out
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"onrecord {__version__}\n"


def test_commands_are_listed_in_the_order_of_work(capsys: Captured) -> None:
    main(["--help"])
    out = capsys.readouterr().out
    places = [out.index(f"\n  {name} ") for name in onrecord.commands]
    assert places == sorted(places)


def test_no_command_is_the_default(capsys: Captured) -> None:
    assert main([]) == 2
    streams = capsys.readouterr()
    assert streams.out == "" and "Usage" in streams.err


@pytest.mark.parametrize(
    "arguments",
    [
        ["nothing"],
        ["add"],
        ["reports", "--since", "March"],
        ["reports", "--limit", "0"],
        ["init", "--nothing"],
    ],
)
def test_wrong_usage_is_one_line_and_exit_code_2(arguments: list[str], capsys: Captured) -> None:
    assert main(arguments) == 2
    streams = capsys.readouterr()
    assert streams.out == ""
    assert len(streams.err.splitlines()) == 1
    assert streams.err.startswith("onrecord: ") and "--help" in streams.err


def test_an_error_as_json_has_one_shape(capsys: Captured) -> None:
    assert main(["reports", "--since", "March", "--json"]) == 2
    streams = capsys.readouterr()
    shape = json.loads(streams.err)
    assert streams.out == ""
    assert shape.keys() == {"ok", "error"} and shape["ok"] is False
    assert shape["error"].keys() == {"type", "what", "hint"}
    assert shape["error"]["type"] == "UsageError"


@pytest.mark.parametrize("command", ["attributions", "reports", "actors", "check", "rebuild", "export"])
def test_a_ledger_has_to_be_named(command: str, capsys: Captured, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ONRECORD_DB", raising=False)
    assert main([command]) == 2
    assert "ONRECORD_DB" in capsys.readouterr().err


@pytest.mark.parametrize(
    "arguments",
    [["attributions"], ["reports"], ["actors"], ["check"], ["rebuild"], ["export"], ["show", "att-1"],
     ["backup", "copy.db"], ["remove", "rep-1", "--why", "test"], ["add", "report.txt"]],
)  # fmt: skip
def test_asking_never_makes_a_ledger(
    arguments: list[str], tmp_path: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main([*arguments, "--db", "nowhere.db"]) == 1
    assert list(tmp_path.iterdir()) == []
    error = capsys.readouterr().err
    assert len(error.splitlines()) == 1 and "nowhere.db" in error and "onrecord init" in error


def test_it_runs_as_a_module_too() -> None:
    run = subprocess.run([sys.executable, "-m", "onrecord", "--version"], capture_output=True, text=True)
    assert (run.returncode, run.stdout) == (0, f"onrecord {__version__}\n")
    wrong = subprocess.run([sys.executable, "-m", "onrecord", "nothing"], capture_output=True, text=True)
    assert wrong.returncode == 2 and "nothing" in wrong.stderr


def test_commands_load_nothing_heavy_before_they_run() -> None:
    code = "import sys, onrecord.cli; print(' '.join(sys.modules))"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    heavy = {
        "numpy",
        "spacy",
        "sqlalchemy",
        "onnxruntime",
        "lxml",
        "fastapi",
        "plotly",
        "clingo",
        "networkx",
        "yaml",
    }
    assert not heavy & set(run.stdout.split())
