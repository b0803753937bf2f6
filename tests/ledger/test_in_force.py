"""What counts on the day of a question is the same, read for all goals at once or left by a change."""

import sys
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from onrecord.ledger import keeping
from onrecord.ledger.in_force import InForce, in_force_of, refusals_of
from onrecord.reason import Question

sys.path.insert(0, str(Path(__file__).parents[1] / "store"))
import made_reports as made
from made_reports import make_report, new_ledger

MONDAY = date(2031, 3, 3)
SAID = (
    "Guild Union needs: return of the sacked men for harbour work",
    "Harbour Board needs: harbour work for return of the sacked men",
    "Ferry League needs: harbour work for new canteen",
    "Ferry League refuses: return of the sacked men",
    "Harbour Board refuses: new canteen",
    "Guild Union wants: new canteen",
    "Guild Union refuses: harbour levy",
)


def process(one):
    """Records whose claims are dated as the report is; what is refused of the levy is denied."""
    records = made.process(one)
    positions = [replace(claim, date=one.published) for claim in records.positions]
    return replace(
        records,
        positions=tuple(
            replace(claim, act="deny") if "levy" in claim.evidence[0].text else claim for claim in positions
        ),
        conditions=tuple(replace(claim, date=one.published) for claim in records.conditions),
    )


@pytest.fixture
def ledger(tmp_path):
    with new_ledger(tmp_path / "strike.db", "Strike", process=process) as filled:
        for day, line in enumerate(SAID):
            day_of_it = MONDAY + timedelta(days=day)
            filled.add_report(make_report(f"{line}.", day=day_of_it, url=f"https://post.example/{day}"))
        yield filled


def test_refusals_among_what_was_read_for_a_question_are_those_of_the_ledger(ledger, monkeypatch):
    monkeypatch.setattr(keeping, "LARGE", 0)
    found = ledger.deadlocks("harbour work")
    assert found.answer.status == "blocked"
    with ledger._store.reading() as connection:
        chart = keeping.chart(ledger._store, connection)
        kept = chart.worked_out.pop("refusals")
        read = refusals_of(connection, chart)
    assert {matter: sorted(every) for matter, every in kept.items()} == {
        matter: sorted(every) for matter, every in read.items()
    }
    assert sorted(one.act for every in read.values() for one in every) == ["deny", "reject", "reject"]


def test_what_a_change_leaves_is_what_is_there_without_it(ledger):
    with ledger._store.reading() as connection:
        chart = keeping.chart(ledger._store, connection)
        question = Question(goal="", as_of=MONDAY + timedelta(days=30), reading="lenient")
        plain = in_force_of(chart, question)
        assert in_force_of(chart, replace(question, goal="any", reading="strict")) is plain
        for left_out in chart.conditions:
            asked = replace(question, ignore=frozenset({left_out.id}))
            found, anew = in_force_of(chart, asked), InForce(chart, asked)
            assert (found.on, found.after, found.waits) == (anew.on, anew.after, anew.waits)
            assert found.after != plain.after
        assert in_force_of(chart, question) is plain
