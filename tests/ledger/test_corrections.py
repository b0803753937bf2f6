"""Corrections in a ledger: shown beside what they correct, in whatever order reports came."""

import json
import sys
from datetime import date
from itertools import permutations
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "store"))
from made_reports import make_report, new_ledger, process

WRONG = make_report(
    "Anna Veld said: no lamp will burn on this mole.",
    "Ostrava demanded: a tide table for all.",
    url="https://post.example/1",
    day=date(2024, 3, 5),
)
ELSEWHERE = make_report(
    "Anna Veld said: no lamp will burn on this mole.",
    url="https://echo.example/1",
    outlet="The Echo",
    day=date(2024, 3, 5),
)
NOTE = "Correction: In Tuesday's edition we gave the words “no lamp will burn on this mole” to Anna Veld."
RIGHT = make_report(
    "Ostrava said: the ferry sails.",
    NOTE,
    url="https://post.example/2",
    day=date(2024, 3, 8),
    outlet="Harbour Post",
)


@pytest.mark.parametrize("order", list(permutations((WRONG, ELSEWHERE, RIGHT))))
def test_a_correction_is_applied_in_whatever_order_reports_came(tmp_path, order):
    with new_ledger(tmp_path / "talks.db", process=process) as ledger:
        for report in order:
            assert ledger.add_report(report).error is None
        (one,) = ledger.corrections()
        assert (one.report.id, one.correction.note.note.text) == (RIGHT.id, NOTE)
        (statement,) = one.corrected
        assert (statement.speaker, statement.report.id) == ("Anna Veld", WRONG.id)
        exported = [json.loads(line) for line in ledger.export()]
        corrects = {record["id"]: record["corrects"] for record in exported if record["type"] == "report"}
        assert corrects == {WRONG.id: [], ELSEWHERE.id: [], RIGHT.id: [statement.attribution.id]}
        assert any(record["id"] == statement.attribution.id for record in exported)  # marked, not deleted


def test_what_was_corrected_is_found_from_itself(tmp_path):
    with new_ledger(tmp_path / "talks.db", process=process) as ledger:
        for report in (WRONG, ELSEWHERE, RIGHT):
            ledger.add_report(report)
        wrong, fine = ledger.attributions(report=WRONG.id).items
        (one,) = ledger.corrections(of=wrong.attribution.id)
        assert one.report.id == RIGHT.id
        assert ledger.corrections(of=fine.attribution.id) == []
        assert [entry.report.id for entry in ledger.corrections(of=WRONG.id)] == [RIGHT.id]
        assert ledger.corrections(of=ELSEWHERE.id) == []
        assert (
            len(ledger.corrections(outlet="HARBOUR post")) == 1
            and ledger.corrections(outlet="The Echo") == []
        )


def test_a_new_version_says_what_was_wrong_in_the_one_before(tmp_path):
    note = "An earlier version of this article misquoted Veld as saying that no lamp will burn on this mole."
    later = make_report("Anna Veld said: a lamp will burn.", note, url=WRONG.url, day=date(2024, 3, 5))
    with new_ledger(tmp_path / "talks.db", process=process) as ledger:
        ledger.add_report(WRONG)
        assert ledger.add_report(later).status == "new_version"
        (one,) = ledger.corrections()
        assert [(entry.report.id, entry.speaker) for entry in one.corrected] == [(WRONG.id, "Anna Veld")]


def test_a_retraction_marks_a_report_and_takes_nothing_out(tmp_path):
    note = "The Harbour Post has withdrawn its report of 5 March on the lamps."
    later = make_report(
        "Ostrava said: the ferry sails.", note, url="https://post.example/3", day=date(2024, 3, 9)
    )
    with new_ledger(tmp_path / "talks.db", process=process) as ledger:
        ledger.add_report(WRONG)
        before = ledger.counts()["attributions"]
        ledger.add_report(later)
        (one,) = ledger.corrections(of=WRONG.id)
        assert (one.correction.note.kind, one.correction.corrects) == ("retraction", (WRONG.id,))
        assert ledger.counts()["attributions"] == before + 1
        assert ledger.check() == []
