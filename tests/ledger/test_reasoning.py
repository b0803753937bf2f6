"""What stands in the way of a goal, asked of a ledger."""

import json
import sys
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from onrecord.errors import Ambiguous, NotFound, UsageError
from onrecord.ledger.answer_records import past_record, reasoned_record, supposed_record

sys.path.insert(0, str(Path(__file__).parents[1] / "store"))
import made_reports as made
from made_reports import make_report, new_ledger

MONDAY = date(2031, 3, 3)


def process(one):
    """Records whose claims are dated as the report is."""
    records = made.process(one)
    dated = {
        name: tuple(replace(claim, date=one.published) for claim in getattr(records, name))
        for name in ("positions", "conditions", "events")
    }
    return replace(records, **dated)


def report(*lines: str, day: int = 0, outlet: str = "Harbour Post", url: str = ""):
    return make_report(
        *(f"{line}." for line in lines),
        day=MONDAY + timedelta(days=day),
        outlet=outlet,
        url=url or f"https://post.example/{outlet}/{day}",
    )


@pytest.fixture
def ledger(tmp_path):
    """A strike: work waits for the men, the men for work; the ferry trial is wanted and refused."""
    with new_ledger(tmp_path / "strike.db", "Strike", process=process) as filled:
        filled.add_report(
            report(
                "Guild Union needs: return of the sacked men for harbour work",
                "Harbour Board needs: harbour work for return of the sacked men",
                "Ferry League needs: night-ferry trial for signing of the harbour pact",
            )
        )
        filled.add_report(
            report("Harbour Board refuses: yearlong trial of night ferries", day=2, outlet="Keld Echo")
        )
        filled.add_report(report("Guild Union wants: new canteen", day=4))
        yield filled


def sentences(found):
    return [sorted(one.sentence for one in found.members(finding)) for finding in found.answer.findings]


def test_a_circle_with_its_words_outlets_and_flags(ledger):
    found = ledger.deadlocks("harbour work")
    assert found.answer.status == "blocked" and found.answer.complete
    assert found.answer.sentence.startswith("As reported up to 7 March 2031, “harbour work” can't be reached")
    assert [one.shape for one in found.answer.findings] == ["circle"]
    assert sentences(found) == [
        [
            "Guild Union: harbour work, only with return of the sacked men",
            "Harbour Board: return of the sacked men, only with harbour work",
        ]
    ]
    one = found.members(found.answer.findings[0])[0]
    assert one.outlets == ("Harbour Post",) and one.independent_reports == 1
    assert one.flags == ("single-sourced",)
    assert one.statements[0].condition.evidence[0].text.startswith(one.holder)


def test_a_refusal_of_what_a_pact_needs_though_it_is_worded_otherwise(ledger):
    found = ledger.deadlocks("the harbour pact")
    assert [one.shape for one in found.answer.findings] == ["refusal"]
    holders = {one.holder for one in found.members(found.answer.findings[0])}
    assert holders == {"Ferry League", "Harbour Board"}
    assert ("yearlong trial of night ferries",) in found.taken_as_one.values()


def test_only_what_some_hold_and_only_what_was_said_by_then(ledger):
    assert ledger.deadlocks("harbour work", actors=["Guild Union"]).answer.findings == ()
    assert ledger.deadlocks("harbour work", actors=["guild union", "Harbour Board"]).answer.findings
    early = ledger.deadlocks("harbour pact", as_of=MONDAY)
    assert early.answer.status == "possible"
    assert [one.holder for one in early.waits] == ["Ferry League"]


def test_each_goal_without_deadlock_has_its_own_answer(ledger, tmp_path):
    assert ledger.deadlocks("new canteen").answer.status == "unopposed"
    unknown = ledger.deadlocks("harbour wrok")
    assert unknown.answer.status == "unmentioned"
    assert unknown.suggestions[0] == "harbour work"
    with new_ledger(tmp_path / "empty.db", process=process) as empty:
        assert empty.deadlocks("harbour work").answer.status == "empty"
        assert empty.unlock("harbour work").answer.ways == ()
    ledger.add_report(
        make_report("Done: harbour work.", day=MONDAY + timedelta(days=9), url="https://x.example/")
    )
    reached = ledger.deadlocks("harbour work")
    assert reached.answer.status == "reached"
    assert reached.claims[reached.answer.reached_by].statements[0].event.status == "done"


def test_whose_word_would_have_to_move(ledger):
    found = ledger.unlock("harbour work")
    assert [len(way.unlocking.moves) for way in found.answer.ways] == [1, 1]
    assert {one.holder for way in found.answer.ways for one in found.moves(way)} == {
        "Guild Union",
        "Harbour Board",
    }
    by_actors = ledger.unlock("harbour work", by="actors", limit=1)
    assert len(by_actors.answer.ways) == 1 and not by_actors.answer.complete


def test_what_if_somebody_gave_way_leaves_the_ledger_as_it_was(ledger):
    before = list(ledger.export())
    found = ledger.what_if("harbour pact", add=["Harbour Board accepts yearlong trial of night ferries"])
    assert found.before.answer.findings and not found.after.answer.findings
    assert len(found.gone) == 1 and found.new == ()
    assert found.added == ("Harbour Board accepts night-ferry trial",)
    (way,) = ledger.deadlocks("harbour pact").answer.findings
    dropped = ledger.what_if("harbour pact", drop=[way.deadlock.members[0][0][:10]])
    assert len(dropped.dropped) == 1 and not dropped.after.answer.findings
    assert list(ledger.export()) == before


def test_what_if_says_what_it_can_not_understand(ledger):
    with pytest.raises(UsageError, match="who would do what"):
        ledger.what_if("harbour pact", add=["peace at last"])
    with pytest.raises(NotFound, match="No actor answers"):
        ledger.what_if("harbour pact", add=["Nobody Known accepts harbour work"])
    with pytest.raises(NotFound, match="No issue answers"):
        ledger.what_if("harbour pact", add=["Harbour Board accepts moonlight"])
    with pytest.raises(NotFound, match="no position, condition or event"):
        ledger.what_if("harbour pact", drop=["pos-0000"])
    with pytest.raises(NotFound, match="No issue answers"):
        ledger.what_if("moonlight", drop=["pos-0000"])


def test_a_name_that_several_answer_to(ledger):
    ledger.add_report(report("Guild Union wants: harbour lights", "Ferry League wants: harbour gates", day=5))
    with pytest.raises(Ambiguous, match="Several issues"):
        ledger.deadlocks("harbour")
    with pytest.raises(NotFound, match="No actor"):
        ledger.deadlocks("harbour work", actors=["moon"])


def test_how_it_came_and_went(ledger):
    ledger.add_report(report("Harbour Board wants: harbour tea", day=6))
    past = ledger.deadlock_history("harbour pact")
    (episode,) = past.history.episodes
    assert episode.since == MONDAY + timedelta(days=2) and episode.until is None
    assert {past.claims[id_].holder for id_ in episode.created_by} == {"Harbour Board"}


def test_a_time_limit_gives_what_was_found_by_then(ledger):
    found = ledger.deadlocks("harbour work", seconds=0)
    assert found.answer.out_of_time and not found.answer.complete
    assert len(found.answer.findings) == 1  # one that needn't be the smallest


def test_a_copy_is_no_second_report(ledger):
    lines = [
        "Guild Union needs: return of the sacked men for harbour work.",
        "Harbour Board needs: harbour work for return of the sacked men.",
        "Ferry League needs: night-ferry trial for signing of the harbour pact.",
    ]
    ledger.add_report(
        make_report(*lines, day=MONDAY + timedelta(days=1), outlet="Tide", url="https://t.example/1")
    )
    found = ledger.deadlocks("harbour work")
    one = found.members(found.answer.findings[0])[0]
    assert one.independent_reports == 1 and one.outlets == ("Harbour Post", "Tide")
    assert len(one.statements) == 1


def test_of_a_claim_said_often_only_the_words_of_its_first_statements(ledger):
    refused = "Harbour Board refuses: yearlong trial of night ferries"
    for day, more in ((6, "Keld Council wants: lower dues"), (8, "Ada Moor wants: new cranes on the quay")):
        ledger.add_report(report(more, refused, f"Ferry League wants: {day} more berths", day=day))
    whole = ledger.deadlocks("signing of the harbour pact")
    brief = ledger.deadlocks("signing of the harbour pact", statements=1)
    assert brief.answer == whole.answer
    ((full, short),) = (
        (one, other)
        for one, other in zip(
            whole.members(whole.answer.findings[0]), brief.members(brief.answer.findings[0]), strict=True
        )
        if one.said > 1
    )
    assert len(full.statements) == full.said == short.said == 3 and len(short.statements) == 1
    assert short == replace(full, statements=full.statements[:1])
    assert short.first == MONDAY + timedelta(days=2) and short.last == MONDAY + timedelta(days=8)
    supposed = ledger.what_if("signing of the harbour pact", ways=1, statements=1)
    assert supposed.before is supposed.after and len(supposed.unlocking.answer.ways) == 1
    again = ledger.deadlocks("signing of the harbour pact")
    assert again == whole


def test_answers_as_records(ledger):
    found = reasoned_record(ledger.deadlocks("harbour work"))
    (deadlock,) = found["deadlocks"]
    claims = {id_: claim for claim in found["claims"] for id_ in [claim["id"]]}
    assert deadlock["type"] == "deadlock" and deadlock["shape"] == "circle"
    assert all(members[0] in claims for members in deadlock["members"])
    assert reasoned_record(ledger.unlock("harbour work"))["unlockings"][0]["type"] == "unlocking"
    supposed = supposed_record(ledger.what_if("harbour work", add=["Guild Union accepts harbour work"]))
    assert supposed["gone"] == [deadlock["id"]] and supposed["after"]["deadlocks"] == []
    assert past_record(ledger.deadlock_history("harbour work"))["episodes"][0]["since"] == "2031-03-03"


def test_an_export_holds_deadlocks_and_ways_out_of_what_is_asked_or_demanded(ledger):
    def types(goals):
        return [json.loads(line)["type"] for line in ledger.export(goals=goals)]

    assert {"deadlock", "unlocking"}.isdisjoint(types(()))
    asked = types(["harbour work"])
    assert asked.count("deadlock") == 1 and asked.count("unlocking") == 2
    assert "deadlock" not in types(None)  # nobody demands a step that is held back
    ledger.add_report(report("Guild Union wants: harbour work", day=5))
    assert types(None).count("deadlock") == 1
    with pytest.raises(NotFound, match="No issue"):
        list(ledger.export(goals=["moonlight"]))
