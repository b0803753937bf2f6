"""Adding reports: what is the same, what is a copy, what is a new version, and nothing lost on the way."""

import os
import random
import signal
import sys
import time
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord.errors import DamagedInput, Unanchored
from onrecord.ledger import Ledger
from onrecord.ledger.adding import TOGETHER
from onrecord.model import Attribution, Report, ReportRecords, Span
from onrecord.read import Given, Problem

sys.path.insert(0, str(Path(__file__).parents[1] / "store"))
from made_reports import make_report, new_ledger, process

TALK = "Anna Veld said: we will sign today."


@pytest.fixture
def ledger(tmp_path):
    with new_ledger(tmp_path / "talks.db", "Talks", process=process, by="ida") as made:
        yield made


def test_the_same_report_again_changes_nothing(ledger):
    report = make_report(TALK, url="https://post.example/1")
    first = ledger.add_report(report)
    before = list(ledger.export(with_text=True))
    again = ledger.add_report(report)
    assert (first.status, first.report, first.attributions) == ("added", report.id, 1)
    assert (again.status, again.report, again.attributions, again.difference) == ("known", report.id, 0, "")
    assert list(ledger.export(with_text=True)) == before


def test_a_report_comes_back_as_it_was_read(ledger):
    report = make_report(TALK, "And more.", url="https://post.example/1")
    ledger.add_report(report)
    assert ledger.report(report.id) == report


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    text=st.text(st.characters(exclude_categories=["Cs"]), max_size=60),
    title=st.text(st.characters(exclude_categories=["Cs"]), max_size=10),
    raw=st.binary(max_size=60),
)
def test_any_text_comes_back(ledger, text, title, raw):
    report = Report(text=text, title=title, raw=raw, url="https://post.example/" + str(len(text)))
    added = ledger.add_report(report)
    loaded = ledger.report(added.report)
    assert loaded.text == text
    if added.status != "known":
        assert (loaded.title, loaded.raw) == (title, raw)
        assert ledger.check() == []


def test_the_same_text_at_another_outlet_is_a_copy(ledger):
    late = make_report(TALK, outlet="Evening News", url="https://news.example/1", day=date(2024, 3, 5))
    early = make_report(TALK, outlet="Harbour Post", url="https://post.example/1", day=date(2024, 3, 4))
    assert [ledger.add_report(report).status for report in (late, early)] == ["added", "added"]
    copies = {entry.id: (entry.copied_from, entry.copied_share) for entry in ledger.reports().items}
    assert copies == {early.id: (None, 0.0), late.id: (early.id, 1.0)}


def test_who_is_credited_is_the_original(ledger):
    agency = make_report(TALK, outlet="Kestrian Press", url="https://kp.example/1", day=None)
    paper = make_report(TALK, outlet="Post", url="https://post.example/1", credit="Kestrian Press")
    for report in (paper, agency):
        ledger.add_report(report)
    assert {entry.id: entry.copied_from for entry in ledger.reports().items} == {
        agency.id: None,
        paper.id: agency.id,
    }


def test_a_changed_page_is_a_new_version_with_its_difference(ledger):
    first = make_report(TALK, "He said no more.", url="https://post.example/1")
    second = make_report("Anna Veld said: we will not sign today.", "He said no more.", url=first.url)
    third = make_report("Anna Veld said: we will not sign today.", url=first.url)
    ledger.add_report(first)
    changed = ledger.add_report(second)
    assert (changed.status, changed.report) == ("new_version", second.id)
    assert changed.difference == "~ Anna Veld said: we will {+not +}sign today."
    assert ledger.add_report(third).difference == "- He said no more."
    versions = {entry.id: entry.version_of for entry in ledger.reports().items}
    assert versions == {first.id: None, second.id: first.id, third.id: second.id}
    assert ledger.add_report(first).status == "known"


def test_a_changed_file_is_a_new_version_for_the_same_outlet_alone(ledger, tmp_path):
    path = str(tmp_path / "a.txt")
    assert ledger.add_report(make_report("One.", path=path)).status == "added"
    assert ledger.add_report(make_report("Two.", path=path)).status == "new_version"
    assert ledger.add_report(make_report("Three.", path=path, outlet="Other")).status == "added"
    elsewhere = str(tmp_path / "b" / "a.txt")
    assert ledger.add_report(make_report("Four.", path=elsewhere)).status == "added"


def test_a_file_of_several_reports_is_no_address(ledger):
    for text in ("One.", "Two."):
        ledger.add_report(make_report(text, path="-"))
    assert {entry.version_of for entry in ledger.reports().items} == {None}


def test_metadata_given_for_a_known_report_is_a_judgement(ledger, tmp_path):
    path = str(tmp_path / "a.txt")
    bare = make_report(TALK, path=path, outlet="", day=None)
    ledger.add_report(bare)
    named = make_report(TALK, path=path, outlet="Harbour Post", day=date(2024, 5, 1))
    stated = Given(outlet="Harbour Post", published=named.published)
    added = ledger.add_report(named, given=stated)
    assert (added.status, added.report) == ("known", bare.id)
    assert added.difference == "outlet: Harbour Post\npublished: 2024-05-01"
    (entry,) = ledger.reports(outlet="harbour").items
    assert (entry.outlet, entry.published, entry.judged) == ("Harbour Post", named.published, True)
    assert [judgement.verdict for judgement in ledger.judgements()] == ["set_metadata", "set_date"]
    # `today` in the text was dated by the report's date, which is known only now
    assert ledger.attributions().items[0].attribution.said_on == named.published
    assert ledger.add_report(named, given=stated).difference == ""
    assert ledger.add_report(bare).status == "known"
    assert len(ledger.judgements()) == 2
    assert ledger.check() == []


def test_metadata_that_no_person_gave_changes_nothing(ledger):
    report = make_report(TALK, url="https://post.example/1", title="Talks go on")
    ledger.add_report(report)
    assert ledger.add_report(make_report(TALK, url=report.url, title="Guessed otherwise")).status == "known"
    assert ledger.judgements() == []


def test_another_language_is_kept_and_not_interpreted(ledger):
    added = ledger.add_report(make_report(TALK, language="fr", url="https://post.example/1"))
    assert (added.status, added.attributions) == ("added", 0)
    (entry,) = ledger.reports().items
    assert (entry.language, entry.model) == ("fr", "")


def test_what_failed_is_said_and_the_rest_goes_on(ledger):
    problem = Problem("broken.html", DamagedInput("broken.html ends early.", "Fetch it again."))
    half = Report(text="Half a pair: \ud83d", url="https://post.example/2")
    good = make_report(TALK, url="https://post.example/1")
    added = list(ledger.add_found([problem, half, good]))
    assert [one.status for one in added] == ["failed", "failed", "added"]
    assert added[0].error is problem.error
    assert isinstance(added[1].error, DamagedInput)
    assert ledger.counts()["reports"] == 1


def test_records_that_cite_other_words_are_refused_whole(tmp_path):
    def careless(report):
        content = (Span(0, 4, "Else"),)
        wrong = Attribution(
            id="att-0000000000000001", report=report.id, kind="direct", attitude="speech", content=content
        )
        return ReportRecords(report=report.id, model="m", attributions=(wrong,))

    with new_ledger(tmp_path / "talks.db", process=careless) as ledger:
        added = ledger.add_report(make_report(TALK, url="https://post.example/1"))
        assert isinstance(added.error, Unanchored)
        assert ledger.counts()["reports"] == 0


def many(count):
    return [
        make_report(f"Anna Veld said: we need {n} more days.", url=f"https://post.example/{n}")
        for n in range(count)
    ]


def test_what_comes_together_is_as_if_it_came_alone(ledger, tmp_path):
    """Repetitions, new versions, copies and a report that can't be kept, all within one transaction."""
    address = "https://harbour.example/talks"
    reports = [
        make_report(TALK),
        make_report(TALK),
        make_report("Anna Veld said: we will wait.", url=address),
        make_report("Anna Veld said: we will not wait.", url=address),
        make_report(TALK, outlet="Lake Courier"),
        make_report("Borin Halt said: broken.", outlet="Bad News"),
        make_report("Anna Veld said: we will go.", outlet="Hill Echo"),
    ]
    statuses = ["added", "known", "added", "new_version", "added", "failed", "added"]

    def with_a_fault(report: Report) -> ReportRecords:
        records = process(report)
        if report.outlet != "Bad News":
            return records
        content = (Span(0, 5, "other"),)
        return replace(records, attributions=(replace(records.attributions[0], content=content),))

    with new_ledger(tmp_path / "together.db", process=with_a_fault) as together:
        assert [added.status for added in together.add_found(reports)] == statuses
        with new_ledger(tmp_path / "alone.db", process=with_a_fault) as alone:
            assert [alone.add_report(report).status for report in reports] == statuses
            assert together.counts() == alone.counts()
            assert [one.actor.id for one in together.actors().items] == [
                one.actor.id for one in alone.actors().items
            ]
        assert together.check() == []


def test_several_processes_give_what_one_gives(tmp_path):
    found = [*many(12), Problem("x", DamagedInput("x is broken."))]
    exports = []
    for jobs in (1, 2):
        with new_ledger(tmp_path / f"{jobs}.db", process=process) as ledger:
            statuses = [added.status for added in ledger.add_found(found, jobs=jobs)]
            assert statuses == ["added"] * 12 + ["failed"]
            exports.append(list(ledger.export(with_text=True)))
            assert {added.status for added in ledger.add_found(found[:12], jobs=jobs)} == {"known"}
    assert exports[0] == exports[1]


def in_child(work):
    """Run work in a forked process; give its id. It never comes back from there."""
    child = os.fork()
    if child == 0:
        try:
            work()
        finally:
            os._exit(0)
    return child


def test_a_killed_process_loses_nothing_and_leaves_no_half(tmp_path):
    path = tmp_path / "talks.db"
    new_ledger(path, process=process).close()
    reports = many(4_000)
    chance = random.Random(20240304)
    said: list[str] = []
    kills = 0
    while kills < 20:
        read_end, write_end = os.pipe()

        def add_and_say(begin, write_end):
            with Ledger.open(path, process=process) as ledger:
                for added in ledger.add_found(reports[begin:]):
                    os.write(write_end, f"{added.report}\n".encode())

        child = in_child(partial(add_and_say, len(said), write_end))
        os.close(write_end)
        with os.fdopen(read_end, "rb") as pipe:
            first = pipe.readline()  # it has begun to add
            time.sleep(chance.uniform(0, 0.05))
            os.kill(child, signal.SIGKILL)
            rest = pipe.read()
        _, status = os.waitpid(child, 0)
        assert os.WIFSIGNALED(status)
        kills += 1
        # the last line may have been cut short by the kill; what was said in full must be there
        said += (first + rest).decode().rpartition("\n")[0].split()
        with Ledger.open(path, process=process) as ledger:
            assert ledger.check() == []
            there = {entry.id for entry in ledger.reports().items}
            assert set(said) <= there
            # At most those that were being kept together at each kill.
            assert len(there) - len(set(said)) <= TOGETHER * kills
            assert ledger.counts()["attributions"] == len(there)
    assert len(said) >= kills


def test_two_processes_add_at_once(tmp_path):
    path = tmp_path / "talks.db"
    new_ledger(path, process=process).close()
    reports = many(60)

    def add_some(some):
        with Ledger.open(path, process=process) as ledger:
            for added in ledger.add_found(some):
                assert added.status in ("added", "known"), added
        os._exit(7)

    shares = (reports[:40], list(reversed(reports[20:])))
    children = [in_child(lambda share=share: add_some(share)) for share in shares]
    for child in children:
        _, status = os.waitpid(child, 0)
        assert os.waitstatus_to_exitcode(status) == 7
    with Ledger.open(path, process=process) as ledger:
        assert ledger.counts()["reports"] == 60
        assert ledger.check() == []
        (anna,) = ledger.actors().items
        assert (anna.actor.name, anna.attributions) == ("Anna Veld", 60)


SPEAKERS = (
    "Anna Veld",
    "Ánna Veld",
    "Jonas Brandt",
    "Brandt",
    "a senior official",
    "Ostrava",
    "Ostráva",
    "Kestria",
)


@st.composite
def dossiers(draw):
    """Some reports, and an order to add them in."""
    reports = []
    for number in range(draw(st.integers(2, 6))):
        speakers = draw(st.lists(st.sampled_from(SPEAKERS), min_size=1, max_size=3))
        lines = [f"{speaker} said: point {k} stands." for k, speaker in enumerate(speakers)]
        if draw(st.booleans()):
            lines.append("He again said: it does.")
        day = draw(st.sampled_from([None, date(2024, 3, 4), date(2024, 3, 5)]))
        reports.append(
            make_report(*lines, outlet=f"Outlet {number}", url=f"https://o{number}.example", day=day)
        )
    return reports, draw(st.permutations(range(len(reports))))


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(dossier=dossiers())
def test_the_order_of_adding_does_not_matter(tmp_path_factory, dossier):
    reports, order = dossier
    folder = tmp_path_factory.mktemp("order")
    with (
        new_ledger(folder / "a.db", process=process) as one,
        new_ledger(folder / "b.db", process=process) as other,
    ):
        for report in reports:
            one.add_report(report)
        for number in order:
            other.add_report(reports[number])
        exported = list(one.export(with_text=True))
        assert exported == list(other.export(with_text=True))
        assert one.check() == other.check() == []
        one.rebuild()
        assert list(one.export(with_text=True)) == exported
        assert one.check() == []
        # every id that a speaker had in one report alone is still an answer
        for report in reports:
            for actor in process(report).actors:
                assert one.record(actor.id) == other.record(actor.id)
