"""A small ledger that the commands are tried on."""

import shutil
from pathlib import Path

import pytest

from onrecord.cli import main

FIRST = """Brink says the weir stays shut

By Jon Farrow

KELD, 4 March 2025 (Tarn Agency) - Ada Brink, the minister for water, ruled out opening the weir on Tuesday.

"We shall not open it before the harvest," Brink told reporters in Keld. "Nobody has asked the river."

A senior official said the talks would begin again in May.
"""

SECOND = """<!doctype html><html lang="en"><head><title>Dockers answer the minister</title>
<meta property="og:site_name" content="The Keld Echo">
<meta property="article:published_time" content="2025-03-06T09:00:00Z">
<link rel="canonical" href="https://echo.example/dockers"></head><body><article>
<h1>Dockers answer the minister</h1>
<p>The dockers of Keld will not wait for the harvest, their spokesman said on Thursday, two days after the
minister for water had ruled out any opening of the weir above the town.</p>
<p>“The barges are full and the men are idle,” said Tobias Renn, who speaks for the union. “A river that
does not move is a pond.”</p>
<p>The union has called a meeting for Saturday, at which its members are to vote on whether they will block
the bridge. The last time they did so, in the spring four years ago, it stayed shut for nine days.</p>
</article></body></html>
"""


def write_reports(folder: Path) -> Path:
    """Put the two reports into a new folder."""
    folder.mkdir()
    (folder / "first.txt").write_text(FIRST, encoding="utf-8")
    (folder / "second.html").write_text(SECOND, encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger that holds the two reports, made once; to be copied, not used."""
    folder = tmp_path_factory.mktemp("filled")
    path = folder / "talks.db"
    assert main(["init", str(path), "--name", "Keld"]) == 0
    assert main(["add", str(write_reports(folder / "reports")), "--db", str(path)]) == 0
    copy = folder / "copy.db"
    assert main(["backup", str(copy), "--db", str(path)]) == 0
    return copy


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    """A folder with two reports."""
    return write_reports(tmp_path / "reports")


@pytest.fixture
def ledger(
    filled: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Path:
    """A ledger that holds the two reports, named by ONRECORD_DB."""
    path = tmp_path / "talks.db"
    shutil.copy(filled, path)
    monkeypatch.setenv("ONRECORD_DB", str(path))
    monkeypatch.setenv("COLUMNS", "90")
    capsys.readouterr()
    return path
