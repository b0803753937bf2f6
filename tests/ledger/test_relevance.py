"""Whether a report fits: by whom it names, what it is about and how it reads, and said in words."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "store"))
from made_reports import make_report, new_ledger, process

from onrecord.ledger.relevance import ENOUGH, Known, fit_of

LINES = (
    "Anna Veld said: the pilots wait for the tide table of the harbour.",
    "Bruno Relk said: the lamps on the northern mole stay dark.",
    "Irma Kostel said: the ferries sail when the lamps burn.",
    "Ostrava wants: ferry service today.",
)


@pytest.fixture
def ledger(tmp_path):
    with new_ledger(tmp_path / "talks.db", process=process) as made:
        for number, line in enumerate(LINES):
            text = (line, "Ostrava said: the harbour waits.")
            assert made.add_report(make_report(*text, url=f"https://post.example/{number}")).error is None
        yield made


def fit(ledger, *lines, **options):
    report = make_report(*lines, url="https://echo.example/new", outlet="The Echo", **options)
    with ledger._store.reading() as connection:
        return fit_of(connection, Known.of(connection), report, process(report))


def test_names_and_likeness_together_fit(ledger):
    found = fit(
        ledger,
        "Anna Veld said: the pilots wait for the tide table of the harbour.",
        "Bruno Relk said: the harbour waits.",
    )
    assert found.fits and found.points >= ENOUGH
    assert found.actors == ("Anna Veld", "Bruno Relk")
    assert found.why[0] == "names Anna Veld and Bruno Relk"
    assert found.why[-1].startswith("reads most like rep-")


def test_likeness_alone_does_not_fit(ledger):
    found = fit(
        ledger,
        "Otto Mann said: the pilots of the harbour wait for the tide table.",
        "He said: the harbour waits.",
    )
    assert found.likeness > 0.7
    assert not found.fits
    assert found.why[0] == "names none of the ledger's actors"


def test_a_state_alone_does_not_fit(ledger):
    found = fit(ledger, "Ostrava said: the bakers of the valley baked more rye bread than ever.")
    assert found.actors == ("Ostrava",) and not found.fits


def test_a_shared_issue_counts_and_is_named(ledger):
    with_issue = fit(ledger, "Kestria refuses: ferry service today.")
    without = fit(ledger, "Kestria refuses: rye bread today.")
    assert with_issue.issues == ("ferry service today",) and without.issues == ()
    assert with_issue.points >= without.points + 1
    assert "is about ferry service today" in with_issue.why


def test_a_report_is_not_compared_with_itself(ledger):
    report = ledger.report(ledger.reports().items[0].id)
    with ledger._store.reading() as connection:
        found = fit_of(connection, Known.of(connection), report, process(report))
    assert found.likeness < 0.99 and report.id not in found.why[-1]


def test_what_was_added_since_counts(ledger):
    report = make_report("Otto Mann said: rye bread rises in the valley ovens.", url="https://echo.example/9")
    again = make_report("Otto Mann said: rye bread rises in the valley ovens.", url="https://mail.example/9")
    with ledger._store.reading() as connection:
        known = Known.of(connection)
        before = known.likest(again)[1]
        known.add(report)
        assert known.likest(again) == (report.id, pytest.approx(1.0, abs=0.02))
        assert before < 0.6
