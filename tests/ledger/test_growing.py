"""What one more report costs: it touches its own statements, and not all that its speakers ever said."""

import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from onrecord import consolidation
from onrecord.store import reports as rows
from onrecord.store import touched

sys.path.insert(0, str(Path(__file__).parents[1] / "store"))
from made_reports import make_report, new_ledger, process

SAID = "Anna Veld said: the harbour needs {} more pilots by the summer."
TOLD = 30


@pytest.fixture
def ledger(tmp_path):
    with new_ledger(tmp_path / "talks.db") as made:
        for number in range(TOLD):
            report = make_report(SAID.format(number), url=f"https://post.example/{number}")
            assert made.add_report(report).status == "added"
        yield made


def touches(ledger, *reports):
    """How many statements new reports leave to be worked out anew, and how many claims."""
    parts = []
    with ledger._store.writing() as connection:
        for report in reports:
            number = rows.put(connection, report, None, datetime(2024, 3, 5, tzinfo=UTC))
            parts.append(consolidation.Part(number, report.id, report, process(report)))
        consolidation.put_new(connection, parts)
        return [len(touched.touched_of(connection, kind)) for kind in ("said", "claim", "utterance")]


def test_a_new_report_of_a_much_quoted_speaker_touches_its_own_statements_alone(ledger):
    said, claims, utterances = touches(ledger, make_report("Anna Veld said: we will sign in May."))
    assert (said, claims, utterances) == (1, 0, 0)


def test_news_of_whom_a_speaker_acts_for_touches_no_statement_of_hers(ledger):
    paragraphs = ("Anna Veld said: we will sign in May.", "Ostrava said: nothing is agreed.")
    said, _, _ = touches(ledger, make_report(*paragraphs))
    # Her own new statement, and that of the state: of two who may be one, the quieter is looked at again.
    assert said == 2


def test_reports_that_come_together_touch_what_they_touch_one_by_one(ledger):
    reports = [make_report(f"Anna Veld said: we will sign on day {day}.") for day in range(5)]
    assert touches(ledger, *reports)[0] == 5
