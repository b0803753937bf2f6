"""What several reports together show, in a ledger: the same as from nothing, however they came in."""

import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord.ledger import Ledger
from onrecord.track.changes import changes
from onrecord.track.conflicts import conflicts
from onrecord.track.copies import Printed, find_copies, sources
from onrecord.track.frames import frame_of
from onrecord.track.sayings import Said
from onrecord.track.states import with_condition_states, with_states
from onrecord.track.utterances import utterances

sys.path.insert(0, str(Path(__file__).parents[1] / "store"))
from made_reports import make_report, new_ledger, process, two_ways

STORY = (
    "The ferry to the northern islands was cancelled on Monday after a storm damaged the quay at Velden, "
    "and passengers were told to wait until the harbour master had seen to the moorings, which may take "
    "several days since the divers who are needed for it are away at another port down the coast."
)


@pytest.fixture
def ledger(tmp_path):
    with new_ledger(tmp_path / "talks.db", "Talks", process=process, by="ida") as made:
        yield made


def at(day, *lines, outlet="Harbour Post", number=0, credit=""):
    url = f"https://{outlet.split()[0].lower()}.example/{day.isoformat()}/{number}"
    return make_report(*lines, outlet=outlet, url=url, day=day, credit=credit)


def test_a_reversal_is_a_change_with_both_statements(ledger):
    ledger.add_report(at(date(2024, 3, 4), "Ostrava refuses: ferry service today."))
    ledger.add_report(at(date(2024, 4, 1), "Ostrava wants: ferry service today."))
    (entry,) = ledger.changes().items
    assert (entry.holder, entry.issue, entry.change.kind) == ("Ostrava", "ferry service today", "reversed")
    assert [one.position.polarity for one in (entry.before, entry.after)] == ["against", "for"]
    before, after = ledger.positions().items
    assert (before.position.until, after.position.until) == (date(2024, 4, 1), None)
    assert ledger.positions(as_of=date(2024, 3, 20)).items == (before,)
    assert ledger.positions(as_of=date(2024, 4, 2)).items == (after,)
    assert ledger.changes(since=date(2024, 4, 2)).total == 0
    assert ledger.show(entry.change.id).entry == entry


def test_opposed_parties_are_a_conflict(ledger):
    ledger.add_report(at(date(2024, 3, 4), "Ostrava refuses: ferry service today."))
    ledger.add_report(at(date(2024, 3, 6), "Kestria wants: ferry service today."))
    (entry,) = ledger.conflicts().items
    assert entry.conflict.kind == "opposed"
    assert {one.holder for one in entry.members} == {"Ostrava", "Kestria"}
    assert ledger.conflicts(issue="railway").total == 0
    assert ledger.show(entry.conflict.id).entry == entry


def test_one_statement_in_two_reports_is_one_utterance(ledger):
    said = "Anna Veld said: the harbour will never be closed to honest northern fishermen today."
    for outlet in ("Harbour Post", "Evening News"):
        ledger.add_report(at(date(2024, 3, 4), said, f"The {outlet} was there.", outlet=outlet))
    ledger.add_report(at(date(2024, 6, 4), said, "It was the third time.", outlet="Harbour Post"))
    both = ledger.utterances(several=True).items[0]
    assert (both.speaker, len(both.attributions)) == ("Anna Veld", 2)
    assert ledger.utterances().total == 2
    assert ledger.show(both.utterance.id).entry == both


def test_the_very_same_words_of_a_person_and_of_a_body_are_one_utterance(ledger):
    words = "said: the harbour will never be closed to honest northern fishermen today."
    for number, who in enumerate(("Anna Veld", "Ostrava", "Boris Lund")):
        ledger.add_report(at(date(2024, 3, 4), f"{who} {words}", f"The {who} report.", number=number))
    groups = {frozenset(entry.utterance.attributions) for entry in ledger.utterances().items}
    assert sorted(len(group) for group in groups) == [1, 2]  # not the two persons
    (both,) = ledger.utterances(several=True).items
    assert "Ostrava" in {one.speaker for one in both.attributions}


def test_a_cut_copy_is_found_with_its_direction_and_its_claims_stand_once(ledger):
    wire = at(
        date(2024, 3, 4), STORY, "Ostrava refuses: ferry service today.", STORY[::-1], outlet="Kestrian Press"
    )
    copy = at(date(2024, 3, 5), STORY, "Ostrava refuses: ferry service today.", outlet="Evening News")
    ledger.add_report(copy)
    assert ledger.copies().total == 0
    ledger.add_report(wire)
    (entry,) = ledger.copies().items
    assert (entry.copy.id, entry.origin.id) == (copy.id, wire.id)
    assert entry.copy.copied_share > 0.9
    assert [one.report.id for one in ledger.positions().items] == [wire.id]
    assert ledger.positions(report=copy.id).total == 1
    ledger.remove(wire.id, why="Court order")
    assert ledger.copies().total == 0
    assert [one.report.id for one in ledger.positions().items] == [copy.id]
    assert ledger.check() == []


def test_what_a_dead_process_left_is_worked_out_on_asking(ledger, monkeypatch):
    monkeypatch.setattr("onrecord.consolidation.settle", lambda connection: None)
    ledger.add_report(at(date(2024, 3, 4), "Ostrava refuses: ferry service today."))
    ledger.add_report(at(date(2024, 4, 1), "Ostrava wants: ferry service today."))
    monkeypatch.undo()
    with Ledger.open(ledger.address, process=process) as later:
        assert later.changes().total == 1


ACTORS = ("Anna Veld", "Jonas Brandt", "Ostrava", "Kestria")
ISSUES = (
    "security guarantees", "no security guarantees", "harbour lease", "signing of the harbour lease",
    "lease", "ferry service / harbour lease", "end of the harbour lease",
)  # fmt: skip
WORDS = ("the lease of the harbour stands", "the harbour lease will never stand today", "we wait today")
LINES = st.one_of(
    st.builds("{} wants: {} today.".format, st.sampled_from(ACTORS), st.sampled_from(ISSUES)),
    st.builds("{} refuses: {} today.".format, st.sampled_from(ACTORS), st.sampled_from(ISSUES)),
    st.builds("{} wants: {}.".format, st.sampled_from(ACTORS), st.sampled_from(ISSUES)),
    st.builds("{} refuses: {}.".format, st.sampled_from(ACTORS), st.sampled_from(ISSUES)),
    st.builds(
        "{} needs: {} for {}.".format,
        st.sampled_from(ACTORS),
        st.sampled_from(ISSUES),
        st.sampled_from(ISSUES),
    ),
    st.builds("{} said: {}.".format, st.sampled_from(ACTORS), st.sampled_from(WORDS)),
    st.sampled_from([STORY, "Done: harbour lease."]),
)
DAYS = st.sampled_from([date(2024, 3, 4), date(2024, 3, 5), date(2024, 3, 20)])


@st.composite
def dossiers(draw):
    """Some reports, an order to add them in, and which of them to take down and let in again."""
    several = draw(st.lists(st.lists(LINES, min_size=1, max_size=4), min_size=1, max_size=6))
    reports = [
        at(draw(DAYS), *lines, outlet=f"Outlet{number} Post", number=number)
        for number, lines in enumerate(several)
    ]
    places = range(len(reports))
    return reports, draw(st.permutations(places)), draw(st.sets(st.sampled_from(places), max_size=2))


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(dossier=dossiers())
def test_any_order_and_any_detour_give_what_the_reports_give_from_nothing(tmp_path_factory, dossier):
    with two_ways(tmp_path_factory.mktemp("order"), dossier, process) as (one, other):
        found = tracked(one)
        assert found == tracked(other)
        assert found == from_nothing(one, dossier[0])
        one.rebuild()
        assert tracked(one) == found
        assert one.check() == []


def tracked(ledger):
    """All that a ledger tracks, as plain records."""
    entries = ledger.claims()
    return (
        {entry.copy.id: (entry.origin.id, entry.copy.copied_share) for entry in ledger.copies().items},
        sorted((entry.utterance for entry in ledger.utterances().items), key=lambda each: each.id),
        entries.positions,
        entries.conditions,
        sorted((entry.change for entry in ledger.changes().items), key=lambda each: each.id),
        sorted((entry.conflict for entry in ledger.conflicts().items), key=lambda each: each.id),
    )


def from_nothing(ledger, reports):
    """The same by the pure functions over everything at once."""
    pairs = find_copies({report.id: Printed.of(report) for report in reports})
    origin = sources(pairs)
    entries = ledger.claims()
    actors = {actor.id: actor for actor in entries.actors}
    frame = frame_of(entries.actors, entries.issues)
    published = {report.id: report.published for report in reports}
    said = [
        Said.of(
            entry.attribution,
            published[entry.report.id],
            entry.attribution.speaker,
            {one.actor for one in actors[entry.attribution.speaker].acts_for}
            if entry.attribution.speaker
            else (),
            actors[entry.attribution.speaker].kind if entry.attribution.speaker else None,
        )
        for entry in ledger.attributions().items
    ]
    bare = [replace(one, until=None, restates=None) for one in entries.positions]
    positions = with_states(bare, frame)
    terms = [replace(one, until=None, restates=None) for one in entries.conditions]
    conditions = with_condition_states(terms, positions, frame)
    return (
        {copy: (pair.origin, pair.share) for copy, pair in origin.items()},
        sorted(utterances(said, pairs), key=lambda each: each.id),
        positions,
        conditions,
        sorted(changes(positions, conditions, frame), key=lambda each: each.id),
        sorted(
            conflicts(
                positions,
                conditions,
                entries.events,
                frame,
                outlets={report.id: report.outlet for report in reports},
                originals={copy: pair.origin for copy, pair in origin.items()},
            ),
            key=lambda each: each.id,
        ),
    )
