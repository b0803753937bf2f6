"""Judging on the command line: by record, by walking through what waits, and sharing with a colleague."""

import io
import json
import shutil
from pathlib import Path

import pytest

from onrecord.cli import main
from onrecord.ledger import Ledger, reviewing

Capture = pytest.CaptureFixture[str]


def said(capsys: Capture) -> str:
    return capsys.readouterr().out


def first(kind: str, capsys: Capture) -> dict:
    assert main([kind, "--json"]) == 0
    return json.loads(capsys.readouterr().out)["items"][0]


def counts(ledger: Path) -> dict[str, int]:
    with Ledger.open(ledger) as opened:
        return opened.counts()


def test_a_position_is_rejected_found_out_why_and_had_back(ledger: Path, capsys: Capture) -> None:
    position = first("positions", capsys)["id"]
    before = counts(ledger)["positions"]
    assert main(["judge", position, "--reject", "--why", "misread", "--by", "Ida"]) == 0
    assert f"reject of {position[:12]}"[:20] in said(capsys)
    assert counts(ledger)["positions"] == before - 1
    assert main(["show", position]) == 1
    assert "rejected by Ida" in capsys.readouterr().err
    assert main(["judgements", "--json"]) == 0
    made = json.loads(said(capsys))["items"][0]
    assert (made["verdict"], made["subject"], made["note"]) == ("reject", [position], "misread")
    assert set(made["anchor"]) == {"report", "quotation", "position"}
    assert main(["judgements", "--close", made["id"]]) == 0
    assert counts(ledger)["positions"] == before


def test_an_actor_is_renamed_and_a_speaker_set(ledger: Path, capsys: Capture) -> None:
    statement = first("attributions", capsys)
    assert main(["judge", statement["id"], "--speaker", "Marta Held"]) == 0
    assert "set speaker of" in said(capsys)
    assert main(["attributions", "--speaker", "Marta Held", "--json"]) == 0
    assert [one["id"] for one in json.loads(said(capsys))["items"]] == [statement["id"]]
    assert main(["judge", json_actor(ledger, "Marta Held"), "--rename", "M. Held"]) == 0
    assert json_actor(ledger, "M. Held")


def json_actor(ledger: Path, name: str) -> str:
    with Ledger.open(ledger) as opened:
        return next(entry.actor.id for entry in opened.actors().items if entry.actor.name == name)


@pytest.mark.parametrize(
    "options",
    [
        [],
        ["--confirm", "--reject"],
        ["--merge", "--apart"],
        ["--rename", "Ada"],
        ["--merge"],
        ["--outlet", "The Post"],
    ],
)
def test_what_makes_no_sense_is_refused(ledger: Path, capsys: Capture, options: list[str]) -> None:
    statement = first("attributions", capsys)["id"]
    assert main(["judge", statement, *options]) in (1, 2)
    assert capsys.readouterr().err
    assert counts(ledger)["judgements"] == 0


def test_deciding_something_of_nothing_is_refused(ledger: Path, capsys: Capture) -> None:
    assert main(["judge", "--reject"]) == 2
    assert "Nothing is named" in capsys.readouterr().err


def test_walking_asks_answers_goes_back_and_ends(
    ledger: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reviewing, "UNSURE", 1.0)
    with Ledger.open(ledger) as opened:
        waits = opened.queue()
    assert waits and [one.worth for one in waits] == sorted((one.worth for one in waits), reverse=True)
    kinds = ["--kind", "claim", "--kind", "single"]
    monkeypatch.setattr("sys.stdin", io.StringIO("y\nu\nn\nq\n"))
    assert main(["judge", *kinds, "--by", "Ida"]) == 0
    out = capsys.readouterr()
    assert out.out.count("Do the words say this?") == 2 and "Nothing more waits" in out.out
    assert "Taken back: confirm" in out.err and "1 judgement made" in out.err
    with Ledger.open(ledger) as opened:
        made = [(one.verdict, one.by, one.closed_at is None) for one in opened.judgements()]
        assert made == [("confirm", "Ida", False), ("reject", "Ida", True)]
        left = {one.subject for one in opened.queue(limit=100)}
        assert opened.judgements()[1].subject not in left


def test_walking_passes_by_and_ends_with_its_input(
    ledger: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("\n"))
    assert main(["judge"]) == 0
    assert counts(ledger)["judgements"] == 0


def test_a_colleague_s_judgements_are_taken_in_and_what_is_against_ours_shown(
    ledger: Path, tmp_path: Path, capsys: Capture
) -> None:
    theirs = tmp_path / "theirs.db"
    shutil.copy(ledger, theirs)
    position, statement = first("positions", capsys)["id"], first("attributions", capsys)["id"]
    assert main(["judge", position, "--reject", "--by", "Ida", "--db", str(ledger)]) == 0
    assert main(["judge", position, "--confirm", "--by", "Max", "--db", str(theirs)]) == 0
    assert main(["judge", statement, "--date", "2025-01", "--by", "Max", "--db", str(theirs)]) == 0
    sent = tmp_path / "max.jsonl"
    assert main(["judgements", "--export", str(sent), "--db", str(theirs)]) == 0
    capsys.readouterr()
    assert main(["judgements", "--import", str(sent)]) == 3
    out = capsys.readouterr()
    assert "Left out, since yours say otherwise" in out.out and "against" in out.out
    assert "1 judgement added" in out.err and "1 against yours" in out.err
    assert main(["judgements", "--import", str(sent), "--theirs"]) == 0
    capsys.readouterr()
    assert main(["judgements", "--import", str(sent)]) == 0
    assert "0 judgements added, 2 known already" in capsys.readouterr().err
    assert main(["positions", "--json"]) == 0
    found = {one["id"]: one for one in json.loads(said(capsys))["items"]}
    assert found[position]["judged"] is True
    assert main(["judgements", "--opposed"]) == 0
    assert said(capsys) == ""


def test_a_file_that_holds_no_judgements_is_refused(ledger: Path, tmp_path: Path, capsys: Capture) -> None:
    wrong = tmp_path / "wrong.jsonl"
    for text in ("{", '{"type": "judgement", "id": "jud-1"}'):
        wrong.write_text(text)
        assert main(["judgements", "--import", str(wrong)]) == 2
        assert capsys.readouterr().err
    assert main(["judgements", "--import", str(tmp_path / "none.jsonl")]) == 1
    assert counts(ledger)["judgements"] == 0


def test_issues_are_fixed_from_the_start_and_through_a_rebuild(
    ledger: Path, tmp_path: Path, capsys: Capture, reports: Path
) -> None:
    fixed = tmp_path / "issues.yaml"
    with Ledger.open(ledger) as opened:
        labels = [entry.issue.label for entry in opened.issues().items]
    fixed.write_text(f"issues:\n  - label: the river question\n    aliases: {json.dumps(labels)}\n")
    new = tmp_path / "new.db"
    assert main(["init", str(new), "--issues", str(fixed)]) == 0
    assert main(["add", str(reports), "--db", str(new)]) == 0
    assert main(["add", str(reports), "--db", str(ledger), "--issues", str(fixed)]) == 0
    for path in (new, ledger):
        with Ledger.open(path) as opened:
            assert [entry.issue.label for entry in opened.issues().items] == ["the river question"]
            before = list(opened.export())
            opened.rebuild()
            assert list(opened.export()) == before
    fixed.write_text("issues: 3")
    assert main(["add", str(reports), "--db", str(ledger), "--issues", str(fixed)]) == 2
    assert "issues.yaml" in capsys.readouterr().err
