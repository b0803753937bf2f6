"""add and extract."""

import io
import json
import re
import sys
from pathlib import Path

import pytest

from onrecord.cli import main
from onrecord.text import sizes

Captured = pytest.CaptureFixture[str]


def lines(out: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in out.splitlines()]


def test_add_says_what_became_of_each(ledger: Path, reports: Path, capsys: Captured) -> None:
    assert main(["add", str(reports)]) == 0
    out = capsys.readouterr().out
    assert out.count("known") == 3 and "first.txt" in out and "2 known already" in out


def test_add_as_json(ledger: Path, reports: Path, capsys: Captured) -> None:
    assert main(["add", str(reports), "--json"]) == 0
    found = lines(capsys.readouterr().out)
    assert [item["status"] for item in found] == ["known", "known"]
    assert all(str(item["report"]).startswith("rep-") for item in found)


def test_what_fails_is_named_and_the_rest_goes_on(ledger: Path, reports: Path, capsys: Captured) -> None:
    (reports / "empty.txt").write_bytes(b"")
    (reports / "noise.txt").write_bytes(bytes(range(256)) * 40)
    (reports / "third.txt").write_text(
        'Nobody came\n\nKELD, 9 March 2025 - "Nobody came," said Ada Brink, the minister for water.\n',
        encoding="utf-8",
    )
    assert main(["add", str(reports)]) == 3
    streams = capsys.readouterr()
    errors = streams.err.splitlines()
    assert len(errors) == 2 and "empty.txt" in streams.err and "noise.txt" in streams.err
    assert "third.txt" in streams.out and "2 could not be read" in streams.out
    assert main(["add", str(reports), "--json"]) == 3
    failed = [item for item in lines(capsys.readouterr().out) if item["status"] == "failed"]
    assert len(failed) == 2 and failed[0]["error"].keys() == {"type", "what", "hint"}  # type: ignore[attr-defined]


def test_another_language_is_kept_and_said(ledger: Path, tmp_path: Path, capsys: Captured) -> None:
    (tmp_path / "fr.txt").write_text(
        "La vanne reste fermée\n\nLa ministre a dit mardi que la vanne resterait fermée jusqu'à la récolte. "
        "« Personne n'a demandé son avis à la rivière », a-t-elle ajouté devant les journalistes.\n",
        encoding="utf-8",
    )
    assert main(["add", str(tmp_path / "fr.txt")]) == 0
    assert "in fr: kept, not interpreted" in capsys.readouterr().out


def test_a_changed_page_is_a_new_version_with_its_difference(
    ledger: Path, reports: Path, capsys: Captured
) -> None:
    page = reports / "second.html"
    page.write_text(page.read_text(encoding="utf-8").replace("nine days", "ten days"), encoding="utf-8")
    assert main(["add", str(page)]) == 0
    out = capsys.readouterr().out
    assert "new version" in out and "[-nine-]{+ten+}" in out and "1 new version" in out


def test_metadata_by_flag(ledger: Path, tmp_path: Path, capsys: Captured) -> None:
    path = tmp_path / "note.txt"
    path.write_text('"The bridge stays open," the mayor of Keld, Una Sorrel, said.', encoding="utf-8")
    arguments = ["add", str(path), "--outlet", "Upper Tarn News", "--published", "2025-04-01"]
    assert (
        main([*arguments, "--title", "Bridge", "--author", "I. Lund", "--url", "https://tarn.example/1"]) == 0
    )
    capsys.readouterr()
    assert main(["reports", "--outlet", "Tarn News", "--json"]) == 0
    (report,) = json.loads(capsys.readouterr().out)["items"]
    assert report["title"] == "Bridge" and report["author"] == "I. Lund"
    assert report["published"] == {"earliest": "2025-04-01", "latest": "2025-04-01", "basis": "stated"}


def test_a_title_is_about_one_report(ledger: Path, capsys: Captured) -> None:
    assert main(["add", "a.txt", "b.txt", "--title", "Both"]) == 2
    assert "--title" in capsys.readouterr().err


def test_an_empty_name_is_not_the_folder_one_stands_in(ledger: Path, capsys: Captured) -> None:
    assert main(["add", ""]) == 2
    assert "empty name" in capsys.readouterr().err


def test_extract_needs_no_ledger(reports: Path, capsys: Captured) -> None:
    assert main(["extract", str(reports / "first.txt"), "--with-text"]) == 0
    records = lines(capsys.readouterr().out)
    assert [record["type"] for record in records][:2] == ["ledger", "report"]
    text = records[1]["text"]
    contents = [r["content"] for r in records if r["type"] == "attribution"]
    assert len(contents) >= 3
    for spans in contents:
        for span in spans:  # type: ignore[attr-defined]
            assert text[span["start"] : span["end"]] == span["text"]  # type: ignore[index]


def test_extract_as_a_page(reports: Path, capsys: Captured) -> None:
    assert main(["extract", str(reports / "first.txt"), "--readable"]) == 0
    out = capsys.readouterr().out
    assert "Ada Brink" in out and "“We shall not open it before the harvest”" in out


def test_extract_reads_standard_input(
    reports: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = (reports / "first.txt").read_bytes()
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data), encoding="utf-8"))
    assert main(["extract", "-"]) == 0
    assert '"attribution"' in capsys.readouterr().out


def test_extract_of_what_is_not_there(tmp_path: Path, capsys: Captured) -> None:
    assert main(["extract", str(tmp_path / "none.txt")]) == 3
    streams = capsys.readouterr()
    assert streams.out == "" and "none.txt" in streams.err


def test_what_takes_long_is_announced_in_a_line(tmp_path, reports, capsys, monkeypatch):
    monkeypatch.setattr(sizes, "LONG", 500)
    assert main(["extract", str(reports / "second.html")]) == 0
    first = capsys.readouterr().err
    assert first.startswith("Reading https://echo.example/dockers, ") and first.endswith("takes a while.\n")
    assert first.count("\n") == 1
    assert main(["extract", str(reports / "first.txt")]) == 0
    assert capsys.readouterr().err == ""


def test_on_a_terminal_it_is_told_how_far_it_is(reports, capsys, monkeypatch):
    monkeypatch.setattr(sizes, "LONG", 100)
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    assert main(["extract", str(reports / "first.txt")]) == 0
    said = capsys.readouterr().err
    assert re.search(r"Reading first\.txt, \d+ characters: \d+%", said)
    assert said.endswith("\r\033[K")  # nothing of it stays


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_text_that_is_too_long_is_named_and_the_rest_goes_on(tmp_path, reports, capsys, monkeypatch, jobs):
    monkeypatch.setattr(sizes, "LONGEST", 500)
    path = tmp_path / "long.db"
    assert main(["init", str(path)]) == 0
    capsys.readouterr()
    assert main(["add", str(reports), "--jobs", jobs, "--db", str(path)]) == 3
    said = capsys.readouterr()
    assert said.out.startswith("added") and "1 report added" in said.out
    assert "characters, and a report may have 500. Split it" in said.err
    assert main(["extract", str(reports / "second.html")]) == 3
    assert "characters, and a report may have 500. Split it" in capsys.readouterr().err
