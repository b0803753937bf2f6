"""Actors in ledgers: joined as from nothing in any order, and parted when what joined them goes."""

import json
import re
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord.cli.pages import actor_page
from onrecord.ledger import Ledger
from onrecord.model import (
    ActingFor,
    Actor,
    Attribution,
    Mention,
    Report,
    ReportRecords,
    Role,
    Span,
    stable_id,
)
from onrecord.resolve.across import actors_from_nothing, grouped
from onrecord.resolve.across_names import as_text, from_text
from onrecord.store import schema
from onrecord.store.engine import store_at

sys.path.insert(0, str(Path(__file__).parents[1] / "store"))
from made_reports import make_report, new_ledger

LINE = re.compile(
    r"^(?:(?P<title>[a-z ]+) of (?P<whose>[A-Z][\w ]+): )?(?P<name>[^\n:]+?) said: (?P<words>[^\n]+)\.$", re.M
)
BODIES = ("Ruthavia", "Ruthavians", "Lake League", "Upper Lake League", "ULL", "Upper Land League")


def process(report: Report) -> ReportRecords:
    """Who said what, with offices: `foreign minister of Ruthavia: Jonas Veld said: WORDS.`"""
    found = list(LINE.finditer(report.text))
    names = dict.fromkeys(name for m in found for name in (m["whose"], m["name"]) if name)
    ids = {name: stable_id("actor", report.id, name) for name in names}
    roles = {m["name"]: Role(m["title"], m["whose"]) for m in found if m["title"]}
    actors = tuple(
        Actor(
            id=ids[name],
            name=name,
            kind="organization" if name in BODIES else "person",
            aliases=(name,),
            roles=(roles[name],) if name in roles else (),
            acts_for=(ActingFor(ids[roles[name].for_]),) if name in roles else (),
        )
        for name in names
    )
    return ReportRecords(
        report=report.id,
        model="made 1",
        actors=actors,
        mentions=tuple(Mention(Span.of(report.text, *m.span("name")), ids[m["name"]], 0.9) for m in found),
        attributions=tuple(
            Attribution(
                id=stable_id("attribution", report.id, m["words"], str(at)),
                report=report.id,
                kind="indirect",
                attitude="speech",
                content=(Span.of(report.text, *m.span("words")),),
                speaker=ids[m["name"]],
            )
            for at, m in enumerate(found)
        ),
    )


PEOPLE = ("Jonas Veld", "Jonas Feld", "Marta Veld", "Veld", "J. Veld", "Dmytro Orlensky", "Dmitro Orlenskyi")
LINES = st.builds(
    "{}{} said: it stands.".format,
    st.sampled_from(["", "", "foreign minister of Ruthavia: ", "leader of Lake League: "]),
    st.sampled_from([*PEOPLE, *BODIES]),
)


@st.composite
def dossiers(draw):
    """Some reports, an order to add them in, and which of them to take down and let in again."""
    reports = [
        make_report(*lines, outlet=f"Outlet {number}", url=f"https://o{number}.example")
        for number, lines in enumerate(draw(st.lists(st.lists(LINES, min_size=1, max_size=3), max_size=6)))
    ]
    places = range(len(reports))
    return reports, draw(st.permutations(places)), draw(st.sets(st.sampled_from(places))) if reports else []


def rows(path: Path, query: str) -> list[tuple[str, ...]]:
    with closing(sqlite3.connect(path)) as connection:
        return sorted(connection.execute(query).fetchall())


def assert_as_from_nothing(path: Path) -> None:
    """The groups and doubts that a ledger keeps are those of all its profiles at once."""
    kept = dict(rows(path, "SELECT profile, actor FROM actor_profiles"))
    found = grouped([from_text(text) for text in kept])
    groups: dict[object, set[str]] = {}
    for text, actor in kept.items():
        groups.setdefault(actor, set()).add(text)
    assert sorted(sorted(group) for group in groups.values()) == sorted(
        sorted(as_text(profile) for profile in group) for group in found.groups
    )
    doubts = rows(
        path,
        """SELECT one.profile, other.profile FROM actor_doubts
        JOIN actor_profiles one ON one.id = actor_doubts.one
        JOIN actor_profiles other ON other.id = actor_doubts.other""",
    )
    assert {frozenset(pair) for pair in doubts} == {
        frozenset((as_text(one), as_text(other))) for one, other in found.doubts
    }


def records(ledger: Ledger) -> list[dict[str, object]]:
    """All records but the judgements that the takedowns are."""
    return [
        record
        for line in ledger.export(with_text=True)
        if (record := json.loads(line))["type"] not in {"judgement", "ledger"}
    ]


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(dossier=dossiers())
def test_any_order_and_any_detour_give_the_same_actors(tmp_path_factory, dossier):
    reports, order, detour = dossier
    folder = tmp_path_factory.mktemp("order")
    with (
        new_ledger(folder / "a.db", process=process, by="ida") as one,
        new_ledger(folder / "b.db", process=process, by="ida") as other,
    ):
        for report in reports:
            one.add_report(report)
        for number in order:
            other.add_report(reports[number])
        for number in detour:
            judgement = other.remove(reports[number].id, why="trial")
            assert_as_from_nothing(folder / "b.db")
            other.close_judgement(judgement.id)
            other.add_report(reports[number])
            assert_as_from_nothing(folder / "b.db")
        expected = records(one)
        assert_as_from_nothing(folder / "a.db")
        assert records(other) == expected
        assert one.check() == other.check() == []
        ids = {group[0] for group in actors_from_nothing([process(report).actors for report in reports])}
        assert {record["id"] for record in expected if record["type"] == "actor"} == ids
        one.rebuild()
        assert records(one) == expected
        assert one.check() == []


def test_a_namesake_parts_a_surname_from_the_one_that_it_was_taken_for(tmp_path):
    with new_ledger(tmp_path / "talks.db", process=process, by="ida") as ledger:
        ledger.add_report(
            make_report("minister of Ruthavia: Jonas Veld said: yes.", url="https://o.example/1")
        )
        ledger.add_report(make_report("minister of Ruthavia: Veld said: no.", url="https://o.example/2"))
        assert [entry.attributions for entry in ledger.actors(search="Veld").items] == [2]
        marta = ledger.add_report(
            make_report("minister of Ruthavia: Marta Veld said: perhaps.", url="https://o.example/3")
        )
        assert sorted(entry.attributions for entry in ledger.actors(search="Veld").items) == [1, 1, 1]
        alone = next(entry for entry in ledger.actors(search="Veld").items if entry.actor.name == "Veld")
        may_be = ledger.show(alone.actor.id).may_be
        assert {name for _, name in may_be} == {"Jonas Veld", "Marta Veld"}
        assert ledger.show(may_be[0][0]).may_be == ((alone.actor.id, "Veld"),)
        assert "perhaps the same as Veld (" in actor_page(ledger.show(may_be[0][0]))
        ledger.remove(marta.report, why="trial")
        assert [entry.attributions for entry in ledger.actors(search="Veld").items] == [2]
        assert ledger.check() == []


def test_a_ledger_of_before_finds_surnames_by_keys_of_their_own(tmp_path):
    path = tmp_path / "talks.db"
    lines = (
        "minister of Ruthavia: Jonas Veld said: yes.",
        "Veld said: no.",
        "mayor of Ruthavia: Veld said: so.",
    )
    with new_ledger(path, process=process, by="ida") as ledger:
        for number, line in enumerate(lines):
            ledger.add_report(make_report(line, url=f"https://o.example/{number}"))
    expected = rows(path, "SELECT key, profile FROM actor_keys")
    assert {key.split()[0] for key, _ in expected} == {"person", "surname", "office", "named", "body"}
    with closing(sqlite3.connect(path)) as old, old:
        old.execute("DELETE FROM actor_keys WHERE key LIKE 'office %'")
        old.execute(
            "UPDATE actor_keys SET key = replace(replace(key, 'surname ', 'person '), 'named ', 'body ')"
        )
        old.execute("UPDATE alembic_version SET version_num = 'r0005'")
    store = store_at(path)
    schema.upgrade(store, "r0006")
    store.close()
    assert rows(path, "SELECT key, profile FROM actor_keys") == expected
