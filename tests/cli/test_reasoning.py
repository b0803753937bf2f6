"""`deadlocks`, `unlock` and `whatif` as an analyst meets them."""

import json
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from onrecord.cli import main

sys.path.insert(0, str(Path(__file__).parents[1] / "store"))
import made_reports as made


def process(report):
    records = made.process(report)
    dated = {
        name: tuple(replace(claim, date=report.published) for claim in getattr(records, name))
        for name in ("positions", "conditions", "events")
    }
    return replace(records, **dated)


@pytest.fixture
def db(tmp_path, monkeypatch, capsys):
    path = tmp_path / "strike.db"
    with made.new_ledger(path, "Strike", process=process) as ledger:
        ledger.add_report(
            made.make_report(
                "Guild Union needs: return of the sacked men for harbour work.",
                "Harbour Board needs: harbour work for return of the sacked men.",
                "Ferry League refuses: harbour lights.",
                day=date(2031, 3, 3),
            )
        )
    monkeypatch.setenv("ONRECORD_DB", str(path))
    monkeypatch.setenv("COLUMNS", "100")
    capsys.readouterr()
    return path


def run(capsys, *arguments):
    code = main(list(arguments))
    captured = capsys.readouterr()
    return code, captured.out, captured.err


def test_a_deadlock_is_shown_with_its_words_and_no_forecast(db, capsys):
    code, out, err = run(capsys, "deadlocks", "--goal", "harbour work")
    assert code == 0
    assert out.startswith("As reported up to 3 March 2031, “harbour work” can't be reached")
    assert "1  a circle: each waits for the other, since 3 March 2031" in out
    assert "“Guild Union needs: return of the sacked men for harbour work.”" in out
    assert "3 March 2031 · Harbour Post · con-" in out
    assert "1 independent report · single-sourced" in out
    assert "no forecast, no advice" in err


def test_ways_out(db, capsys):
    code, out, _ = run(capsys, "unlock", "--goal", "harbour work", "-k", "1")
    assert code == 0 and out.count("Enough, if this were given up") == 1
    code, _, err = run(capsys, "unlock", "--goal", "harbour work", "--weighted", "--by-actors")
    assert code == 2 and "Choose one" in err


def test_what_if(db, capsys):
    code, out, err = run(
        capsys, "whatif", "--goal", "harbour work", "--add", "Harbour Board accepts return of the sacked men"
    )
    assert code == 0
    assert "With: Harbour Board accepts return of the sacked men" in out
    assert "1 deadlock gone, 0 new." in out
    assert "the ledger is as it was" in err
    assert run(capsys, "whatif", "--goal", "harbour work")[0] == 2
    code, _, err = run(capsys, "whatif", "--goal", "harbour work", "--add", "peace at last")
    assert code == 2 and "HOLDER accepts ISSUE" in err


def test_history(db, capsys):
    code, out, _ = run(capsys, "deadlocks", "--goal", "harbour work", "--history")
    assert code == 0 and "1  since 3 March 2031, stands" in out and "Created by: Guild Union" in out


def test_as_json(db, capsys):
    code, out, _ = run(capsys, "deadlocks", "--goal", "harbour work", "--json", "--strict")
    found = json.loads(out)
    assert code == 0 and found["ok"] and found["reading"] == "strict" and found["status"] == "blocked"
    circle = next(one for one in found["deadlocks"] if one["shape"] == "circle")
    claim = {one["id"]: one for one in found["claims"]}[circle["members"][0][0]]
    assert claim["statements"][0]["evidence"][0]["text"].startswith(claim["holder"])


def test_a_goal_that_no_record_mentions(db, capsys):
    code, out, _ = run(capsys, "deadlocks", "--goal", "harbour wrok")
    assert code == 0
    assert "No position, condition or event is about “harbour wrok”" in out
    assert "Did you mean “harbour work”" in out


def test_nothing_against_it_and_one_refusal(db, capsys):
    assert (
        "nothing stands against"
        in run(capsys, "deadlocks", "--goal", "harbour lights", "--actors", "Guild Union")[1]
    )
    assert "Ferry League rejects harbour lights" in run(capsys, "deadlocks", "--goal", "harbour lights")[1]
