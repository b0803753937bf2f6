"""The commands with a ledger on a PostgreSQL server."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from onrecord.cli import main

sys.path.insert(0, str(Path(__file__).parents[1] / "store"))

import servers

pytestmark = pytest.mark.xdist_group("postgresql")
Captured = pytest.CaptureFixture[str]
PASSWORD = "s3cretword"


@pytest.fixture(scope="module")
def address(filled: Path) -> Iterator[str]:
    """The address, with a password that nobody asks for, of a copy of the filled ledger."""
    server = servers.server()
    named = server.address(server.database(), "talks").replace("onrecord@", f"onrecord:{PASSWORD}@")
    assert main(["copy", str(filled), named]) == 0
    yield named


@pytest.fixture(autouse=True)
def nothing_told(capsys: Captured) -> Iterator[None]:
    yield
    streams = capsys.readouterr()
    assert PASSWORD not in streams.out + streams.err


def answer(capsys: Captured, *command: str, code: int = 0) -> str:
    """What a command prints."""
    capsys.readouterr()
    assert main(list(command)) == code
    streams = capsys.readouterr()
    assert PASSWORD not in streams.out + streams.err
    return streams.out + streams.err


ASKED = (
    ("attributions", "--json"),
    ("attributions", "--search", "harvest", "--json"),
    ("attributions", "--speaker", "brink", "--limit", "1", "--json"),
    ("actors", "--json"),
    ("reports", "--search", "barge*", "--json"),
    ("positions", "--json"),
    ("issues", "--json"),
    ("utterances", "--json"),
    ("changes", "--json"),
    ("conflicts", "--json"),
    ("judgements", "--json"),
    ("check", "--json"),
    ("export", "--with-text"),
)


@pytest.mark.parametrize("command", ASKED, ids=lambda command: " ".join(command))
def test_answers_are_those_of_the_file(
    filled: Path, address: str, capsys: Captured, command: tuple[str, ...]
) -> None:
    assert answer(capsys, *command, "--db", address) == answer(capsys, *command, "--db", str(filled))


def test_init_add_judge_rebuild_remove(reports: Path, capsys: Captured) -> None:
    server = servers.server()
    db = server.address(server.database(), "new").replace("onrecord@", f"onrecord:{PASSWORD}@")
    assert "onrecord:***@" in answer(capsys, "init", db, "--name", "Keld")
    assert "there already" in answer(capsys, "init", db, code=1)
    answer(capsys, "add", str(reports), "--db", db)
    listed = json.loads(answer(capsys, "reports", "--json", "--db", db))["items"]
    assert len(listed) == 2
    assert "2 reports" in answer(capsys, "rebuild", "--db", db)
    answer(capsys, "remove", listed[0]["id"], "--why", "asked for", "--db", db)
    assert "every hash and every span agrees" in answer(capsys, "check", "--db", db)
    assert "up to date" in answer(capsys, "upgrade", "--db", db)


def test_copy_and_backup(address: str, tmp_path: Path, capsys: Captured) -> None:
    for command in (
        ["copy", address, str(tmp_path / "a.db")],
        ["backup", str(tmp_path / "b.db"), "--db", address],
    ):
        assert "opied" in answer(capsys, *command)
    wanted = answer(capsys, "export", "--db", address)
    for name in ("a.db", "b.db"):
        assert answer(capsys, "export", "--db", str(tmp_path / name)) == wanted
    assert "is not empty" in answer(capsys, "copy", str(tmp_path / "a.db"), address, code=1)


def test_doctor_tells_the_database(address: str, filled: Path, capsys: Captured) -> None:
    assert "in PostgreSQL 1" in answer(capsys, "doctor", "--db", address)
    assert "in SQLite 3" in answer(capsys, "doctor", "--db", str(filled))


def test_what_is_for_files_alone_says_so(address: str, tmp_path: Path, capsys: Captured) -> None:
    assert "is no address of a ledger in a file" in answer(
        capsys, "recover", address, str(tmp_path / "n.db"), code=1
    )
    assert not (tmp_path / "n.db").exists()


def test_a_server_that_is_not_there(capsys: Captured) -> None:
    db = f"postgresql://onrecord:{PASSWORD}@127.0.0.1:1/talks"
    assert "can't be reached" in answer(capsys, "reports", "--db", db, code=1)
