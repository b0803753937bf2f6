"""What is tied to a goal in words, and who stands against it, is told apart from what is proved."""

import sys
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from onrecord.ledger import keeping
from onrecord.ledger import ties as ties_module
from onrecord.ledger.answer_records import reasoned_record
from onrecord.ledger.ties import names_of, sentence_of, ties

sys.path.insert(0, str(Path(__file__).parents[1] / "store"))
import made_reports as made
from made_reports import make_report, new_ledger

MONDAY = date(2031, 3, 3)
TIED = "Harbour Board refuses: new bridge / bridge as price of the night-ferry trial"


def process(one):
    """Records whose claims are dated as the report is; "no new levy" is alleged, and denied."""
    records = made.process(one)
    acts = {"rumour": "allege", "wants": "demand"}
    positions = [replace(claim, date=one.published) for claim in records.positions]
    for number, claim in enumerate(positions):
        words = claim.evidence[0].text
        act = next((act for word, act in acts.items() if word in words), claim.act)
        positions[number] = replace(claim, act=act)
    return replace(
        records,
        positions=tuple(positions),
        conditions=tuple(replace(claim, date=one.published) for claim in records.conditions),
    )


def report(*lines: str, day: int = 0):
    return make_report(
        *(f"{line}." for line in lines), day=MONDAY + timedelta(days=day), url=f"https://post.example/{day}"
    )


@pytest.fixture
def ledger(tmp_path):
    with new_ledger(tmp_path / "pact.db", "Pact", process=process) as filled:
        filled.add_report(report("Ferry League needs: night-ferry trial for signing of the harbour pact"))
        yield filled


def test_a_sentence_ties_what_it_names_as_part_of_one_matter():
    name = "night-ferry trial"
    assert ties("They reject the new bridge as a price of the night-ferry trial", name, "new bridge")
    assert ties("They reject the bridge as the price of any trial of the night ferry", name, "new bridge")
    assert not ties("They reject the new bridge and want the night-ferry trial", name, "new bridge")
    assert not ties("They want the night-ferry trial, but no new bridge", name, "new bridge")
    assert not ties("They reject the new bridge; it is the night-ferry trial that counts", name, "new bridge")
    assert not ties("They reject the new bridge as a price of the trial", name, "new bridge")
    assert not ties("A trial of the new bridge would, in any case, come before the night", name, "new bridge")
    assert not ties("The night-ferry trial is on", name, "new bridge")


def test_the_shortest_names_that_tell_something():
    assert names_of(["trial", "night-ferry trial", "trial of the night ferry", "crossing after dark"]) == [
        "crossing after dark",
        "night-ferry trial",
    ]
    assert names_of(["talks", "the pact"]) == []


def test_the_sentence_that_holds_a_claim():
    said = "We came late. The Board rejects the bridge as a price of peace. Nothing else was said."
    assert sentence_of("rejects the bridge", said) == "The Board rejects the bridge as a price of peace."
    assert sentence_of("wants a canteen", said) == "wants a canteen"
    assert sentence_of("rejects the bridge", "") == "rejects the bridge"


def test_who_stands_against_what_is_tied_to_a_goal_is_told_with_the_sentence(ledger):
    ledger.add_report(report(TIED, day=1))
    found = ledger.deadlocks("harbour pact")
    assert found.answer.status == "possible" and not found.answer.findings
    (tied,) = found.tied
    assert tied.claim.sentence == "Harbour Board rejects new bridge"
    assert tied.to == "night-ferry trial" and tied.by is None
    assert tied.words == f"{TIED}."
    assert not [one for one in found.near if one.claim.id == tied.claim.id]
    shown = reasoned_record(found)
    assert shown["tied"] == [{"claim": tied.claim.id, "to": tied.to, "words": f"{TIED}.", "by": None}]
    assert tied.claim.id in {one["id"] for one in shown["claims"]}


def test_what_is_kept_with_the_chart_stays_few(ledger, monkeypatch):
    ledger.add_report(report(TIED, day=1))
    before = ledger.deadlocks("night-ferry trial")
    monkeypatch.setattr(ties_module, "NAMES_KEPT", 1)
    ledger.add_report(report("Harbour Board refuses: levy", day=2))
    for goal in ("signing of the harbour pact", "night-ferry trial", "signing of the harbour pact"):
        ledger.deadlocks(goal)
    assert ledger.deadlocks("night-ferry trial").tied == before.tied != ()
    with ledger._store.reading() as connection:
        assert len(keeping.chart(ledger._store, connection).worked_out["named with"]) == 1


def test_another_ties_it_and_who_refuses_it_is_told_beside_those_words(ledger):
    ledger.add_report(
        report("Guild Union wants: new bridge / bridge as price of the night-ferry trial", day=1)
    )
    assert not ledger.deadlocks("harbour pact").tied  # nobody is against it
    ledger.add_report(report("Harbour Board refuses: new bridge", day=2))
    (tied,) = ledger.deadlocks("harbour pact").tied
    assert tied.claim.holder == "Harbour Board" and tied.by is not None
    assert tied.by.holder == "Guild Union" and "price of the night-ferry trial" in tied.words
    assert not ledger.deadlocks("harbour pact", as_of=MONDAY + timedelta(days=1)).tied
    ledger.judge(tied.by.id, "reject")
    assert not ledger.deadlocks("harbour pact").tied


def test_what_only_stands_in_the_same_report_is_not_tied(ledger):
    ledger.add_report(report("Harbour Board refuses: new bridge", "Guild Union wants: new canteen", day=1))
    assert not ledger.deadlocks("harbour pact").tied


def test_only_what_those_asked_about_say(ledger):
    ledger.add_report(report(TIED, TIED.replace("Harbour Board", "Keld Council"), day=1))
    both = ledger.deadlocks("harbour pact").tied
    assert sorted(one.claim.holder for one in both) == ["Harbour Board", "Keld Council"]
    (one,) = ledger.deadlocks("harbour pact", actors=["Keld Council", "Ferry League"]).tied
    assert one.claim.holder == "Keld Council"


def test_what_is_a_proven_deadlock_is_not_told_again(ledger):
    ledger.add_report(report("Harbour Board refuses: night-ferry trial", day=1))
    found = ledger.deadlocks("harbour pact")
    assert found.answer.status == "blocked" and not found.tied
