"""attributions, show, reports, actors, judge, judgements, close."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from onrecord.cli import main

Captured = pytest.CaptureFixture[str]
WORDS = "We shall not open it before the harvest"


def ask(capsys: Captured, *arguments: str) -> dict[str, Any]:
    """The answer to a question, as JSON."""
    assert main([*arguments, "--json"]) == 0
    answer: dict[str, Any] = json.loads(capsys.readouterr().out)
    assert answer["ok"] is True
    return answer


def test_who_said_what(ledger: Path, capsys: Captured) -> None:
    assert main(["attributions", "--speaker", "Ada Brink"]) == 0
    out = capsys.readouterr().out
    assert "4 March 2025" in out and f"“{WORDS}”" in out and "· att-" in out
    assert "barges" not in out


def test_filters(ledger: Path, capsys: Captured) -> None:
    everything = ask(capsys, "attributions")["total"]
    assert everything >= 5
    for filters in (
        ["--outlet", "Keld Echo"],
        ["--since", "2025-03-05"],
        ["--until", "2025-03-05"],
        ["--search", "barges"],
        ["--speaker", "Renn"],
    ):
        assert 0 < ask(capsys, "attributions", *filters)["total"] < everything, filters


def test_like_a_text_and_apart_from_it_the_opposite(ledger: Path, capsys: Captured) -> None:
    text = "We shall open the weir before the harvest"
    assert main(["attributions", "--like", text]) == 0
    out = capsys.readouterr().out
    assert "The opposite\n" in out and f"“{WORDS}”" in out.split("The opposite\n")[1]
    assert "barges" not in out
    answer = ask(capsys, "attributions", "--like", text)
    opposites = {item["content"][0]["text"]: item["id"] for item in answer["opposites"]}
    assert 0.4 <= answer["likeness"][opposites[WORDS]] <= 1
    assert answer["next"] is None
    assert answer["total"] == len(answer["items"]) + len(answer["opposites"]) == len(answer["likeness"])
    assert ask(capsys, "attributions", "--like", text) == answer


def test_words_like_those_said_stand_first(ledger: Path, capsys: Captured) -> None:
    answer = ask(capsys, "attributions", "--like", "the barges are full", "--speaker", "Renn")
    first = answer["items"][0]
    assert "barges" in first["content"][0]["text"]
    assert answer["speakers"][first["speaker"]] == "Tobias Renn"
    assert first["report"] in {report["id"] for report in answer["reports"]}


def test_what_is_like_a_text_is_one_list(ledger: Path, capsys: Captured) -> None:
    assert main(["attributions", "--like", "the weir", "--after", "att-1"]) == 2
    assert "without --after" in capsys.readouterr().err
    assert main(["attributions", "--like", "it is"]) == 2
    assert "no word" in capsys.readouterr().err


def test_what_nothing_is_like_is_said(ledger: Path, capsys: Captured) -> None:
    assert main(["attributions", "--like", "an astronomer weighs a galaxy"]) == 0
    captured = capsys.readouterr()
    assert captured.out == "" and "No statement answers to that." in captured.err


def test_an_answer_as_json_names_its_reports_and_speakers(ledger: Path, capsys: Captured) -> None:
    answer = ask(capsys, "attributions", "--search", "harvest", "--speaker", "Brink")
    (item,) = answer["items"]
    assert item["type"] == "attribution" and item["content"][0]["text"] == WORDS
    assert answer["speakers"][item["speaker"]] == "Ada Brink"
    assert [report["id"] for report in answer["reports"]] == [item["report"]]


def test_pages_follow_one_another(ledger: Path, capsys: Captured) -> None:
    everything = [item["id"] for item in ask(capsys, "attributions")["items"]]
    paged, after = [], ""
    while after is not None:
        answer = ask(capsys, "attributions", "--limit", "2", "--after", after)
        paged += [item["id"] for item in answer["items"]]
        after = answer["next"]
    assert paged == everything
    assert main(["attributions", "--limit", "2"]) == 0
    assert "--after" in capsys.readouterr().err


def test_no_answer_is_said_on_standard_error(ledger: Path, capsys: Captured) -> None:
    assert main(["attributions", "--search", "zeppelin"]) == 0
    streams = capsys.readouterr()
    assert streams.out == "" and "No statement" in streams.err


def test_show_marks_the_words_in_their_paragraph(ledger: Path, capsys: Captured) -> None:
    (item,) = ask(capsys, "attributions", "--search", "harvest", "--speaker", "Brink")["items"]
    assert main(["show", item["id"][:10]]) == 0
    rows = capsys.readouterr().out.splitlines()
    number = next(n for n, row in enumerate(rows) if WORDS in row)
    start = rows[number].index(WORDS)
    assert rows[number + 1][start : start + len(WORDS)] == "~" * len(WORDS)
    assert "~~ content" in "\n".join(rows) and item["id"] in "\n".join(rows)


def test_show_of_a_report_and_of_an_actor(ledger: Path, capsys: Captured) -> None:
    report = ask(capsys, "reports")["items"][0]["id"]
    assert main(["show", report]) == 0
    out = capsys.readouterr().out
    assert "Brink says the weir stays shut" in out and "Jon Farrow" in out and "Ada Brink" in out
    actor = next(a for a in ask(capsys, "actors")["items"] if a["name"] == "Ada Brink")
    assert main(["show", actor["id"]]) == 0
    assert f"“{WORDS}”" in capsys.readouterr().out


@pytest.mark.parametrize("record", ["att-0000000000", "nothing"])
def test_show_of_what_is_not_there(record: str, ledger: Path, capsys: Captured) -> None:
    assert main(["show", record, "--json"]) == 1
    assert json.loads(capsys.readouterr().err)["error"]["type"] == "NotFound"


def test_judgements_hold_over_what_was_read(ledger: Path, capsys: Captured) -> None:
    report = ask(capsys, "reports")["items"][0]["id"]
    assert main(["judge", report, "--outlet", "Tarn Weekly", "--why", "It said so", "--by", "editor"]) == 0
    assert "Tarn Weekly" in capsys.readouterr().out
    assert ask(capsys, "reports", "--outlet", "Weekly")["items"][0]["id"] == report
    (judgement,) = ask(capsys, "judgements")["items"]
    assert judgement["by"] == "editor" and judgement["closed_at"] is None
    assert main(["close", judgement["id"]]) == 0
    capsys.readouterr()
    assert ask(capsys, "reports", "--outlet", "Weekly")["items"] == []
    assert ask(capsys, "judgements", "--open")["items"] == []
    assert main(["judge", report]) == 2


def test_output_is_plain_where_nobody_looks(ledger: Path, capsys: Captured) -> None:
    assert main(["attributions"]) == 0
    assert "\033" not in capsys.readouterr().out


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "utf-8"])
def test_any_encoding_will_do(encoding: str, ledger: Path) -> None:
    environment = {**os.environ, "PYTHONIOENCODING": encoding}
    for more in ([], ["--json"]):
        run = subprocess.run(
            [sys.executable, "-m", "onrecord", "attributions", *more],
            env=environment, capture_output=True, check=False,
        )  # fmt: skip
        assert run.returncode == 0, run.stderr
        text = run.stdout.decode(
            "utf-8" if encoding == "ascii" else encoding
        )  # click knows better than ASCII
        assert not more or json.loads(text)["items"]


def test_a_closed_pipe_is_no_error(ledger: Path) -> None:
    command = f"{sys.executable} -m onrecord export | head -c 10"
    run = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=False)
    assert run.stderr == "" and len(run.stdout) == 10
