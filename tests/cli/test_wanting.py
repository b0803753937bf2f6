"""`positions`, `conditions` and `issues` as a reporter meets them."""

import json
import sys
from datetime import date
from pathlib import Path

import pytest

from onrecord.cli import main
from onrecord.ledger import Ledger

sys.path.insert(0, str(Path(__file__).parents[1] / "store"))
from made_reports import make_report, new_ledger, process


@pytest.fixture
def db(tmp_path, monkeypatch):
    path = tmp_path / "talks.db"
    with new_ledger(path, "Talks", process=process) as ledger:
        ledger.add_report(
            make_report(
                "Ostrava wants: security guarantees today.",
                "Kestria refuses: ferry service today.",
                "Kestria needs: prisoner exchange for signing of the harbour treaty.",
                url="https://post.example/1",
            )
        )
        ledger.add_report(
            make_report(
                "Ostrava refuses: ferry service today.",
                url="https://post.example/2",
                day=date(2024, 4, 1),
            )
        )
    monkeypatch.setenv("ONRECORD_DB", str(path))
    monkeypatch.setenv("COLUMNS", "100")
    return path


def run(capsys, *arguments):
    code = main(arguments)
    said = capsys.readouterr()
    assert code == 0, said.err
    return said


def test_the_table_has_a_line_an_issue_and_a_column_a_holder(db, capsys):
    said = run(capsys, "positions")
    head, ferry, guarantees, *_ = said.out.splitlines()
    assert head.split() == ["Ostrava", "Kestria"]
    assert ferry.split() == ["ferry", "service", "today", "-", "-"]
    assert guarantees.split() == ["security", "guarantees", "today", "+"]
    assert guarantees.index("+") == head.index("Ostrava")
    assert "+ for   - against" in said.out


def test_the_table_as_of_a_day(db, capsys):
    said = run(capsys, "positions", "--as-of", "2024-03-31")
    rows = said.out.splitlines()[1:3]
    assert sorted(row.split()[-1] for row in rows) == ["+", "-"]
    assert sum(row.count("-") for row in rows) == 1


def test_holders_that_find_no_room_are_counted(db, capsys, monkeypatch):
    monkeypatch.setenv("COLUMNS", "40")
    said = run(capsys, "positions")
    assert "1 more holder" in said.err
    assert all(len(line) <= 40 for line in said.out.splitlines()[:4])


def test_the_history_has_words_day_and_outlet(db, capsys):
    said = run(capsys, "positions", "--issue", "ferry")
    lines = said.out.splitlines()
    assert lines[0] == "4 March 2024"
    assert "- Kestria rejects ferry service" in lines[1]
    assert "Kestria refuses: ferry service today" in lines[2]
    assert "Harbour Post" in lines[3] and "pos-" in lines[3]
    assert "1 April 2024" in lines
    assert "2 positions." in said.err


def test_what_somebody_says_for_a_party_is_the_partys(db, capsys):
    report = make_report(
        "Ostrava said: talks go on.", "Anna Veld wants: the tariff talks.", url="https://post.example/3"
    )
    with Ledger.open(db, process=process) as ledger:
        ledger.add_report(report)
    for holder in ("Ostrava", "Anna Veld"):
        said = run(capsys, "positions", "--issue", "tariff", "--holder", holder).out
        assert "+ Ostrava demands tariff talks" in said and "Anna Veld wants" in said
    assert run(capsys, "positions").out.splitlines()[0].split() == ["Ostrava", "Kestria"]


def test_json_has_records_names_and_reports(db, capsys):
    answer = json.loads(run(capsys, "positions", "--holder", "ostrava", "--json").out)
    assert answer["ok"] and answer["total"] == 2
    record = answer["items"][0]
    assert answer["holders"][record["holder"]] == "Ostrava"
    assert answer["issues"][record["issue"]] == "security guarantees today"
    assert {report["id"] for report in answer["reports"]} == {item["report"] for item in answer["items"]}


def test_conditions_stand_below_what_they_hold_back(db, capsys):
    said = run(capsys, "conditions", "--goal", "treaty")
    lines = said.out.splitlines()
    assert lines[0] == "signing of the harbour treaty"
    assert lines[1].strip() == "Kestria: only with prisoner exchange"
    answer = json.loads(run(capsys, "conditions", "--json").out)
    assert set(answer["issues"].values()) == {"signing of the harbour treaty", "prisoner exchange"}


def test_issues_are_found_by_any_form_of_a_word(db, capsys):
    said = run(capsys, "issues", "guarantee")
    assert "security guarantees today" in said.out and "1 issue." in said.err
    assert json.loads(run(capsys, "issues", "--json").out)["total"] == 4


@pytest.mark.parametrize(
    ("arguments", "meant"),
    [
        (("positions", "--holder", "Ostrva"), "Ostrava"),
        (("positions", "--issue", "fery service"), "ferry service today"),
        (("conditions", "--goal", "harbor treety"), "signing of the harbour treaty"),
        (("issues", "prisner exchange"), "prisoner exchange"),
    ],
)
def test_a_slip_of_the_pen_is_answered_with_what_was_meant(db, capsys, arguments, meant):
    said = run(capsys, *arguments)
    assert said.out == ""
    assert "Did you mean" in said.err and meant in said.err


def test_an_empty_ledger_says_so(tmp_path, capsys):
    path = tmp_path / "new.db"
    new_ledger(path, process=process).close()
    for command in ("positions", "conditions"):
        assert "no reports in this ledger yet" in run(capsys, command, "--db", str(path)).err


def test_claims_and_issues_are_shown(db, capsys):
    record = json.loads(run(capsys, "conditions", "--json").out)["items"][0]
    page = run(capsys, "show", record["id"]).out
    assert "Kestria: signing of the harbour treaty, only with prisoner exchange" in page
    assert "^^^^^" in page and "~~~~" in page
    issue = run(capsys, "show", record["step"]).out
    assert issue.startswith("signing of the harbour treaty, step") and "Conditions" in issue
