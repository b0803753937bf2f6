"""What an empty answer says of its cause."""

import json
import sys
from pathlib import Path

import pytest

from onrecord.cli import main

sys.path.insert(0, str(Path(__file__).parents[1] / "store"))
from made_reports import make_report, new_ledger, process


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger of one report, in which one of two parties wants something and nobody changes."""
    path = tmp_path_factory.mktemp("nothing") / "talks.db"
    with new_ledger(path, "Talks", process=process) as ledger:
        report = make_report(
            "Ostrava wants: ferry service today.",
            "Anna Veld said: the harbour is shut.",
            url="https://post.example/1",
        )
        assert ledger.add_report(report).error is None
    return path


def answer(capsys: pytest.CaptureFixture[str], db: Path, *arguments: str) -> tuple[str, str]:
    """What a command prints, and what it says beside it."""
    assert main([*arguments, "--db", str(db)]) == 0
    said = capsys.readouterr()
    return said.out, said.err


@pytest.mark.parametrize(
    ("command", "kind"),
    [
        ("changes", "change"),
        ("conflicts", "conflict"),
        ("conditions", "condition"),
        ("copies", "copied report"),
    ],
)
def test_what_was_not_narrowed_is_not_said_to_be(
    made: Path, capsys: pytest.CaptureFixture[str], command: str, kind: str
) -> None:
    assert answer(capsys, made, command) == ("", f"No {kind} was found in 1 report.\n")


@pytest.mark.parametrize("command", ["changes", "positions", "attributions", "reports", "utterances"])
def test_a_ledger_without_reports_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    path = tmp_path / "new.db"
    assert main(["init", str(path)]) == 0
    capsys.readouterr()
    assert answer(capsys, path, command) == ("", "There are no reports in this ledger yet: onrecord add\n")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("positions", "--holder", "xyzzy"), "No such holder: nobody here is called 'xyzzy'."),
        (("positions", "--via", "xyzzy"), "No such actor: nobody here is called 'xyzzy'."),
        (("utterances", "--speaker", "xyzzy"), "No such speaker: nobody here is called 'xyzzy'."),
        (("changes", "--issue", "qqqq"), "No such issue: nothing here is called 'qqqq'."),
        (("copies", "--outlet", "Zzyx"), "No such outlet: none here is called 'Zzyx'."),
    ],
)
def test_who_is_not_there_is_not_silent(
    made: Path, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], said: str
) -> None:
    out, err = answer(capsys, made, *arguments)
    assert out == "" and err.startswith(said)
    printed = json.loads(answer(capsys, made, *arguments, "--json")[0])
    assert printed["items"] == [] and printed["unknown"] == {arguments[1][2:]: arguments[2]}


def test_who_is_there_is_silent(made: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert answer(capsys, made, "positions", "--holder", "veld") == (
        "", "No position of Anna Veld is on record.\n",
    )  # fmt: skip
    assert answer(capsys, made, "positions", "--holder", "Ostrava", "--act", "reject") == (
        "", "No position answers to that.\n",
    )  # fmt: skip
    assert "unknown" not in json.loads(answer(capsys, made, "positions", "--holder", "veld", "--json")[0])


def test_the_nearest_names_are_given(made: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out, err = answer(capsys, made, "positions", "--holder", "Ostrva")
    assert out == ""
    assert err == (
        "No such holder: nobody here is called 'Ostrva'. List who there is: onrecord actors\n"
        "Did you mean Ostrava?\n"
    )
