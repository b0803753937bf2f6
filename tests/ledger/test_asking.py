"""Asking a ledger: filters, order, pages, single records, and evidence in its paragraph."""

import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import event

from onrecord.errors import Ambiguous, NotFound, UsageError
from onrecord.ledger import ActorShown, AttributionShown, ReportShown
from onrecord.model import ActingFor, DateInterval, Role

sys.path.insert(0, str(Path(__file__).parents[1] / "store"))
from made_reports import make_report, new_ledger, process

MARCH = make_report(
    "Talks went on in the harbour.",
    "Ánna Veld said: we will sign today.",
    "He again said: the “withdrawal” can wait.",
    outlet="Harbour Post",
    url="https://post.example/1",
    day=date(2024, 3, 4),
)
APRIL = make_report(
    "Anna Veld said: no withdrawals at all.",
    "Ostrava demanded: a pause of 30 days.",
    outlet="Évening News",
    url="https://news.example/1",
    day=date(2024, 4, 1),
)
UNDATED = make_report("Jonas Brandt said: nothing is agreed.", outlet="", url="https://b.example", day=None)


@pytest.fixture(scope="module")
def ledger(tmp_path_factory):
    with new_ledger(tmp_path_factory.mktemp("asking") / "talks.db", process=process) as made:
        for report in (UNDATED, APRIL, MARCH):
            made.add_report(report)
        yield made


def said(page):
    return [entry.attribution.content[0].text for entry in page.items]


SIGN, WAIT = "we will sign today", "the “withdrawal” can wait"
NONE, PAUSE, NOTHING = "no withdrawals at all", "a pause of 30 days", "nothing is agreed"


def test_all_in_order_of_day_and_place_undated_last(ledger):
    page = ledger.attributions()
    assert said(page) == [SIGN, WAIT, NONE, PAUSE, NOTHING]
    assert (page.next, page.total) == ("", 5)


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({"speaker": "veld"}, [SIGN, NONE]),
        ({"speaker": "ANNA VELD"}, [SIGN, NONE]),
        ({"speaker": "ánna"}, [SIGN, NONE]),
        ({"speaker": "Brandt, Jonas"}, [NOTHING]),
        ({"speaker": "anna brandt"}, []),
        ({"speaker": "nobody"}, []),
        ({"outlet": "harbour post"}, [SIGN, WAIT]),
        ({"outlet": "evening"}, [NONE, PAUSE]),
        ({"outlet": "morning"}, []),
        ({"since": date(2024, 3, 5)}, [NONE, PAUSE]),
        ({"until": date(2024, 3, 4)}, [SIGN, WAIT]),
        ({"since": date(2024, 3, 4), "until": date(2024, 4, 1)}, [SIGN, WAIT, NONE, PAUSE]),
        ({"since": date(2024, 4, 2)}, []),
        ({"search": "withdrawal"}, [WAIT, NONE]),
        ({"search": "WITHDRAW*"}, [WAIT, NONE]),
        ({"search": "wait withdrawal"}, [WAIT]),
        ({"search": '"sign today"'}, [SIGN]),
        ({"search": '"today sign"'}, []),
        ({"search": "30"}, [PAUSE]),
        ({"search": "withdrawal", "speaker": "veld", "since": date(2024, 4, 1), "outlet": "news"}, [NONE]),
        ({"report": MARCH.id}, [SIGN, WAIT]),
    ],
)
def test_filters(ledger, asked, expected):
    page = ledger.attributions(**asked)
    assert said(page) == expected
    assert page.total == len(expected)


@pytest.mark.parametrize("asked", [{"search": "?!"}, {"speaker": "..."}, {"limit": 0}, {"after": "att-1"}])
def test_questions_that_make_no_sense(ledger, asked):
    with pytest.raises(UsageError):
        ledger.attributions(**asked)
    with pytest.raises(UsageError):
        ledger.attributions(since=date(2024, 3, 5), until=date(2024, 3, 4))


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=st.text(min_size=1, max_size=30) | st.from_regex(r"[a-c\"*()^:{}+\-~ANDORTNEAR ]{1,20}"))
def test_no_search_is_a_fault_of_syntax(ledger, words):
    try:
        ledger.attributions(search=words)
        ledger.reports(search=words)
    except UsageError as error:
        assert "no word" in error.what


def test_pages_go_through_all_once(ledger):
    for ask in (ledger.attributions, ledger.reports, ledger.actors):
        whole = ask().items
        found, after = [], ""
        while True:
            page = ask(limit=2, after=after)
            assert len(page.items) <= 2
            assert page.total == len(whole)
            found += page.items
            after = page.next
            if not after:
                break
        assert tuple(found) == whole


def test_entries_carry_what_stands_around_them(ledger):
    entry = ledger.attributions(search="wait").items[0]
    assert entry.report.outlet == "Harbour Post"
    assert entry.report.published == MARCH.published
    assert entry.report.address == MARCH.url
    assert (entry.attribution.speaker, entry.speaker) == (None, "")
    assert set(entry.candidates) == {"Anna Veld", "He again"} or set(entry.candidates) == {
        "Ánna Veld",
        "He again",
    }
    assert len(entry.attribution.candidates) == 2


def test_actors_are_joined_and_counted(ledger):
    entries = {entry.actor.name: entry for entry in ledger.actors().items}
    assert set(entries) == {"Ánna Veld", "Jonas Brandt", "Ostrava", "He again"}
    anna = entries["Ánna Veld"]
    assert anna.attributions == 2
    assert anna.actor.aliases == ("Anna Veld", "Veld", "Ánna Veld")
    assert anna.actor.acts_for == (ActingFor(entries["Ostrava"].actor.id),)
    assert anna.actor.roles == (Role("negotiator", "Ostrava"),)
    assert ledger.actors().items[0] == anna
    assert [entry.actor.name for entry in ledger.actors(kind="state").items] == ["Ostrava"]
    assert ledger.actors(search="veld anna").items == (anna,)


def test_reports_are_listed_and_searched(ledger):
    assert [entry.id for entry in ledger.reports().items] == [MARCH.id, APRIL.id, UNDATED.id]
    assert [entry.id for entry in ledger.reports(search="harbour").items] == [MARCH.id]
    assert [entry.id for entry in ledger.reports(outlet="news").items] == [APRIL.id]
    assert [entry.id for entry in ledger.reports(until=date(2024, 3, 31)).items] == [MARCH.id]


def test_a_number_of_queries_that_does_not_grow(ledger, tmp_path):
    with new_ledger(tmp_path / "more.db", process=process) as more:
        for number in range(30):
            more.add_report(replace(APRIL, url=f"https://news.example/{number}"))
        asked = []
        event.listen(more._store.engine, "before_cursor_execute", lambda *args: asked.append(args[2]))
        for ask in (more.attributions, more.actors, more.reports):
            counts = []
            for limit in (1, 20):
                asked.clear()
                ask(limit=limit)
                counts.append(len(asked))
            assert counts[0] == counts[1] <= 8


def test_records_by_id_and_by_the_beginning_of_one(ledger):
    entry = ledger.attributions().items[0]
    id_ = entry.attribution.id
    assert ledger.record(id_) == ledger.record(id_[:-4]) == ledger.record(id_[4:]) == entry
    assert ledger.record(MARCH.id.upper()).id == MARCH.id
    with pytest.raises(Ambiguous, match="att-"):
        ledger.record("att-")
    for missing in ("att-0000000000000000", "", "nothing", "xyz-12", "att-zz", "%"):
        with pytest.raises(NotFound):
            ledger.record(missing)
    with pytest.raises(NotFound, match="no report"):
        ledger.report(id_)


def test_half_characters_from_a_shell_find_nothing(ledger):
    half = "veld\udc80x"
    assert ledger.attributions(search=half).total == 0
    assert ledger.attributions(outlet=half).total == 0
    assert ledger.attributions(report=half).total == 0
    assert ledger.actors(search="act-\udc80").total == 0
    with pytest.raises(NotFound):
        ledger.show("act-\udc80")


def test_an_attribution_is_shown_in_its_paragraph(ledger):
    entry = ledger.attributions(search="sign").items[0]
    shown = ledger.show(entry.attribution.id)
    assert isinstance(shown, AttributionShown)
    (passage,) = shown.passages
    assert passage.text == MARCH.text[passage.start : passage.end] == "Ánna Veld said: we will sign today."
    assert [(mark.role, mark.span.text) for mark in passage.marks] == [
        ("source", "Ánna Veld"),
        ("cue", "said"),
        ("content", SIGN),
    ]
    for mark in passage.marks:
        assert MARCH.text[mark.span.start : mark.span.end] == mark.span.text


def test_a_report_is_shown_whole(ledger):
    shown = ledger.show(MARCH.id)
    assert isinstance(shown, ReportShown)
    assert [passage.text for passage in shown.passages] == MARCH.text.split("\n\n")
    assert [len(passage.marks) for passage in shown.passages] == [0, 3, 3]
    assert [entry.attribution.content[0].text for entry in shown.attributions] == [SIGN, WAIT]


def test_a_report_without_blocks_is_shown_by_lines(tmp_path):
    with new_ledger(tmp_path / "talks.db", process=process) as made:
        bare = replace(MARCH, blocks=())
        made.add_report(bare)
        assert [passage.text for passage in made.show(bare.id).passages] == MARCH.text.split("\n\n")


def test_an_actor_is_shown_with_what_it_said(ledger):
    anna = ledger.actors(search="anna").items[0]
    shown = ledger.show(anna.actor.id)
    assert isinstance(shown, ActorShown)
    assert said(shown.attributions) == [SIGN, NONE]


def test_a_judgement_is_shown_as_what_it_is_about(tmp_path):
    with new_ledger(tmp_path / "talks.db", process=process, by="ida") as made:
        made.add_report(MARCH)
        judgement = made.judge(MARCH.id, "set_date", DateInterval.on(date(2024, 3, 1)))
        assert made.record(judgement.id) == judgement
        shown = made.show(judgement.id[:9])
        assert (shown.entry.id, shown.judgements) == (MARCH.id, (judgement,))
        assert judgement.by == "ida"
