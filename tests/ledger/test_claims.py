"""Issues, positions, conditions and events in a ledger: joined, asked for, taken out, and proved."""

import sqlite3
import sys
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord.errors import NotFound
from onrecord.ledger import ConditionEntry, IssueEntry, Ledger, PositionEntry
from onrecord.model import Event
from onrecord.store import engine, schema

sys.path.insert(0, str(Path(__file__).parents[1] / "store"))
from made_reports import make_report, new_ledger, process, two_ways

ONE = make_report(
    "Ostrava wants: security guarantees.",
    "Anna Veld needs: exchange of prisoners for signing of the harbour treaty.",
    "Ostrava refuses: no security guarantees.",
    url="https://post.example/1",
)
TWO = make_report(
    "Anna Veld refuses: guarantees of security.",
    "Done: prisoner exchange.",
    url="https://post.example/2",
    day=date(2024, 3, 6),
)


@pytest.fixture
def ledger(tmp_path):
    with new_ledger(tmp_path / "talks.db", "Talks", process=process, by="ida") as made:
        made.add_report(ONE)
        made.add_report(TWO)
        yield made


def test_issues_of_reports_become_one(ledger):
    found = {entry.issue.label: entry for entry in ledger.issues().items}
    assert found["security guarantees"].issue.aliases == ("guarantees of security", "security guarantees")
    assert found["security guarantees"].claims == 2
    positions = ledger.positions(issue="security guarantee").items
    # The second report doesn't say for whom Anna Veld speaks; the first does.
    assert [(entry.holder, entry.position.act) for entry in positions] == [
        ("Ostrava", "demand"),
        ("Ostrava", "reject"),  # of there being none
        ("Ostrava", "reject"),
    ]
    absence = found["no security guarantees"].issue
    assert absence.negates == found["security guarantees"].issue.id


def test_an_event_meets_the_requirement_of_another_report(ledger):
    (condition,) = ledger.conditions(goal="harbour treaty").items
    (event,) = ledger.events().items
    assert isinstance(condition, ConditionEntry)
    assert (condition.holder, condition.step, condition.requirement) == (
        "Ostrava", "signing of the harbour treaty", "prisoner exchange",
    )  # fmt: skip
    assert event.event.issue == condition.condition.requirement
    assert ledger.conditions(requirement="signing").total == 0
    assert ledger.conditions(issue="prisoner exchange").total == 1


def test_asking_narrows_and_turns_pages(ledger):
    assert ledger.positions(holder="veld").total == 1
    assert ledger.positions(act="reject").total == 2
    assert ledger.positions(as_of=date(2024, 3, 5)).total == 2
    assert ledger.positions(search="refuses").total == 2
    assert ledger.positions(report=TWO.id).total == 1
    assert ledger.positions(holder="Nobody").total == ledger.positions(issue="railway").total == 0
    first = ledger.positions(limit=2)
    rest = ledger.positions(limit=2, after=first.next)
    assert [entry.position.id for entry in (*first.items, *rest.items)] == [
        entry.position.id for entry in ledger.positions().items
    ]
    assert (first.total, rest.next) == (3, "")


def test_records_are_shown_in_place(ledger):
    entry = ledger.positions(holder="veld").items[0]
    shown = ledger.show(entry.position.id[:10])
    assert isinstance(shown.entry, PositionEntry)
    assert [mark.role for passage in shown.passages for mark in passage.marks] == ["evidence"]
    (condition,) = ledger.conditions().items
    marks = [mark for passage in ledger.show(condition.condition.id).passages for mark in passage.marks]
    assert (marks[0].role, marks[0].span.text) == ("connective", "needs")
    issue = ledger.show(entry.position.issue)
    assert isinstance(issue.entry, IssueEntry)
    assert issue.positions.total == 2


def test_all_claims_as_records(ledger):
    claims = ledger.claims()
    issues = {issue.id for issue in claims.issues}
    actors = {actor.id for actor in claims.actors}
    assert len(claims.positions) == 3 and len(claims.conditions) == 1
    assert isinstance(claims.events[0], Event)
    assert {one.issue for one in claims.positions} <= issues
    assert {one.holder for one in (*claims.positions, *claims.conditions)} <= actors


def test_similar_names(ledger):
    assert ledger.similar_names("Ana Velt") == ("Anna Veld",)
    assert "security guarantees" in ledger.similar_names("securty garantees", "issue")
    assert ledger.similar_names("qqqq") == ()


def test_every_id_that_an_issue_had_is_an_answer(ledger):
    for report in (ONE, TWO):
        for issue in process(report).issues:
            assert set(issue.aliases) <= set(ledger.record(issue.id).issue.aliases)
    with pytest.raises(NotFound):
        ledger.record("iss-0000000000000000")


def test_a_report_taken_down_takes_its_claims_along(ledger):
    former = {issue.id for issue in process(TWO).issues}
    joined = ledger.issues(search="security guarantees").items[0].issue.id
    ledger.remove(TWO.id, why="Court order")
    assert ledger.counts()["positions"] == 2
    assert ledger.events().total == 0
    assert ledger.check() == []
    (left,) = [e for e in ledger.issues().items if e.issue.label == "security guarantees"]
    assert left.issue.aliases == ("security guarantees",)
    assert ledger.record(joined).issue.id == left.issue.id
    assert {ledger.record(id_).issue.label for id_ in former} == {
        "security guarantees", "exchange of prisoners",
    }  # fmt: skip
    words = b"".join(side.read_bytes() for side in ledger.path.parent.glob(ledger.path.name + "*"))
    assert b"guarantees of security" not in words


def test_an_issue_falls_apart_when_what_held_it_together_goes(ledger):
    bridge = make_report(
        "Ostrava wants: ferry service / harbour lease.", url="https://post.example/3", outlet="B"
    )
    for number, label in enumerate(("ferry service", "harbour lease")):
        ledger.add_report(
            make_report(f"Ostrava wants: {label}.", url=f"https://post.example/4{number}", outlet="C")
        )
    assert ledger.issues(search="ferry").items != ledger.issues(search="lease").items
    ledger.add_report(bridge)
    (one,) = ledger.issues(search="ferry").items
    assert ledger.issues(search="lease").items == (one,)
    assert one.claims == 3
    ledger.remove(bridge.id, why="Mistake")
    assert ledger.issues(search="ferry").items != ledger.issues(search="lease").items
    assert ledger.check() == []


@pytest.mark.parametrize(
    ("statement", "says"),
    [
        ('UPDATE claim_spans SET start = start + 1, "end" = "end" + 1', "is not what stands in the text"),
        ("DELETE FROM claim_spans WHERE role = 'evidence'", "it has no evidence"),
        ("UPDATE issues SET rank = -9", "its forms make it"),
        ("UPDATE issue_forms SET members = 9", "its members make it"),
        ("UPDATE claims SET holder = 77 WHERE type = 'position'", "is not there"),
    ],
)
def test_check_finds(ledger, statement, says):
    assert ledger.check() == []
    with closing(sqlite3.connect(ledger.path)) as connection, connection:
        connection.execute(statement)
    whats = {mismatch.what for mismatch in ledger.check()}
    assert any(says in what for what in whats), whats
    ledger.rebuild()
    assert ledger.check() == []


LATER = (
    "tallies", "voices", "form_actors",
    "stands", "sides", "touched_stands", "watched_entries", "watched_feeds",
    "judgement_holds", "judgement_anchors", "actor_doubts", "actor_keys", "actor_profiles",
    "touched", "copy_keys", "copy_pairs", "utterance_members", "utterance_keys", "utterance_links",
    "utterances", "changes", "conflicts", "issue_matters",
    "claim_search", "issue_search", "claim_spans", "claim_actors", "claim_alternatives", "claims",
    "issue_actors", "issue_members", "issue_keys", "issue_relations", "issue_forms", "issues",
    "issue_aliases",
)  # fmt: skip


LISTED = (
    "attributions_actor", "attributions_kind", "processed_outlet_folded", "processed_listed",
    "processed_published_earliest", "processed_published_latest", "processed_undated", "actors_of_kind",
    "reports_removed", "acting_told",
)  # fmt: skip


def test_a_ledger_of_before_there_were_claims_is_upgraded(ledger):
    before = list(ledger.export(with_text=True))
    ledger.close()
    with closing(sqlite3.connect(ledger.path)) as old, old:
        for trigger in (
            "attributions_actor_insert",
            "attributions_actor_update",
            "members_actor",
            "members_step",
        ):
            old.execute(f"DROP TRIGGER {trigger}")
        for table in LATER:
            old.execute(f"DROP TABLE IF EXISTS {table}")
        old.execute("DROP INDEX ix_acting_principal_member")
        old.execute("ALTER TABLE acting DROP COLUMN principal_member")
        for index in LISTED:
            old.execute(f"DROP INDEX ix_{index}")
        old.execute("CREATE INDEX ix_processed_outlet_folded ON processed (outlet_folded)")
        old.execute("ALTER TABLE attributions DROP COLUMN actor")
        old.execute("UPDATE alembic_version SET version_num = 'r0002'")
    with Ledger.upgrade(ledger.path, process=process) as upgraded:
        assert list(upgraded.export(with_text=True)) == before
        assert upgraded.check() == []
    store = engine.store_at(ledger.path)
    schema.require_head(store)
    store.close()


ACTORS = ("Anna Veld", "Jonas Brandt", "Ostrava", "Ostráva", "Kestria", "a source")
ISSUES = (
    "security guarantees", "guarantees of security", "no security guarantees", "harbour lease",
    "ferry service", "ferry service / harbour lease", "harbour lease / lease of the harbour", "it",
)  # fmt: skip
LINES = st.one_of(
    st.builds("{} wants: {}.".format, st.sampled_from(ACTORS), st.sampled_from(ISSUES)),
    st.builds("{} refuses: {}.".format, st.sampled_from(ACTORS), st.sampled_from(ISSUES)),
    st.builds(
        "{} needs: {} for {}.".format,
        st.sampled_from(ACTORS),
        st.sampled_from(ISSUES),
        st.sampled_from(ISSUES),
    ),
    st.builds("Done: {}.".format, st.sampled_from(ISSUES)),
)
DAYS = st.sampled_from([None, date(2024, 3, 4), date(2024, 3, 5)])


@st.composite
def dossiers(draw):
    """Some reports, an order to add them in, and which of them to take down and let in again."""
    reports = [
        make_report(*lines, outlet=f"Outlet {number}", url=f"https://o{number}.example", day=draw(DAYS))
        for number, lines in enumerate(draw(st.lists(st.lists(LINES, min_size=1, max_size=4), max_size=6)))
    ]
    places = range(len(reports))
    return reports, draw(st.permutations(places)), draw(st.sets(st.sampled_from(places))) if reports else []


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(dossier=dossiers())
def test_any_order_and_any_detour_give_the_same_records(tmp_path_factory, dossier):
    with two_ways(tmp_path_factory.mktemp("order"), dossier, process, sound) as (one, other):
        exported = list(one.export(with_text=True))
        shown = [line for line in list(other.export(with_text=True))[1:] if '"judgement"' not in line[:30]]
        assert shown == exported[1:]
        assert one.check() == other.check() == []
        one.rebuild()
        assert list(one.export(with_text=True)) == exported
        for report in dossier[0]:
            for issue in process(report).issues:
                assert one.record(issue.id) == other.record(issue.id)


def sound(ledger):
    assert ledger.check() == []
