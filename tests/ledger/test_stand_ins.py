"""Bodies that stand for others in a ledger: one party whatever it is called, however the reports came in."""

import re
import sys
from datetime import date
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord.ledger import Ledger
from onrecord.model import ActingFor, Actor, Issue, Position, Report, ReportRecords, Role, Span, stable_id
from onrecord.track.changes import changes
from onrecord.track.conflicts import conflicts
from onrecord.track.frames import frame_of

sys.path.insert(0, str(Path(__file__).parents[1] / "store"))
from made_reports import make_report, new_ledger, two_ways

LINE = re.compile(
    r"^(?P<name>[^\n:,]+?)(?:, (?P<title>[a-z ]+) of (?P<whose>[\w ]+),)? (?P<does>wants|refuses): "
    r"(?P<what>[^\n]+)\.$",
    re.M,
)
PEOPLE = ("Anna Veld", "Jonas Brandt")
PLACES = ("Torvik", "Belmaria")
ALIASES = {"Belmaria": ("Belmaria", "Belmarians")}


def process(report: Report) -> ReportRecords:
    """Positions: `NAME, TITLE of BODY, wants: WORDS.` or `NAME refuses: WORDS.`"""
    found = list(LINE.finditer(report.text))
    names = dict.fromkeys(name for m in found for name in (m["whose"], m["name"]) if name)
    ids = {name: stable_id("actor", report.id, name) for name in names}
    roles = {m["name"]: Role(m["title"], m["whose"]) for m in found if m["title"]}
    issues = {m["what"]: stable_id("issue", report.id, m["what"]) for m in found}
    return ReportRecords(
        report=report.id,
        model="made 1",
        actors=tuple(
            Actor(
                id=ids[name],
                name=name,
                kind="person" if name in PEOPLE else "state" if name in PLACES else "organization",
                aliases=ALIASES.get(name, (name,)),
                roles=(roles[name],) if name in roles else (),
                acts_for=(ActingFor(ids[roles[name].for_]),) if name in roles else (),
            )
            for name in names
        ),
        issues=tuple(Issue(id=id_, label=label, kind="topic") for label, id_ in issues.items()),
        positions=tuple(
            Position(
                id=stable_id("position", report.id, m[0], str(at)),
                holder=ids[m["name"]],
                act="demand" if m["does"] == "wants" else "reject",
                polarity="for" if m["does"] == "wants" else "against",
                issue=issues[m["what"]],
                date=report.published,
                report=report.id,
                evidence=(Span.of(report.text, *m.span()),),
            )
            for at, m in enumerate(found)
        ),
    )


def at(day: date, *lines: str, number: int = 0) -> Report:
    return make_report(*lines, outlet=f"Outlet {number}", url=f"https://o{number}.example", day=day)


def test_a_short_name_is_the_party_that_its_leader_leads_elsewhere(tmp_path):
    with new_ledger(tmp_path / "talks.db", process=process) as ledger:
        ledger.add_report(at(date(2024, 3, 4), "Anna Veld, leader of Lake Forum, refuses: the ferry tax."))
        ledger.add_report(at(date(2024, 4, 4), "Anna Veld, leader of Forum, wants: sleep.", number=1))
        assert ledger.changes().total == 0
        ledger.add_report(
            at(
                date(2024, 5, 6),
                "Forum wants: the ferry tax.",
                "Anna Veld, leader of Forum, wants: rest.",
                number=2,
            )
        )
        (entry,) = ledger.changes().items
        assert entry.change.kind == "reversed"


def test_a_capital_is_its_state_once_that_has_a_people(tmp_path):
    with new_ledger(tmp_path / "talks.db", process=process) as ledger:
        ledger.add_report(
            at(date(2024, 3, 4), "Anna Veld, foreign minister of Torvik, refuses: the ferry tax.")
        )
        ledger.add_report(
            at(date(2024, 3, 5), "Anna Veld, foreign minister of Belmaria, wants: rest.", number=1)
        )
        ledger.add_report(at(date(2024, 3, 6), "Belmaria wants: the ferry tax.", number=2))
        (entry,) = ledger.changes().items
        assert entry.change.kind == "reversed"
        assert ledger.conflicts().total == 0


BODIES = ("Forum", "Lake Forum", "Hill Forum", "the forum", *PLACES)
WHAT = st.sampled_from(["the ferry tax", "the harbour lease"])
DOES = st.sampled_from(["wants", "refuses"])
LINES = st.one_of(
    st.builds("{} {}: {}.".format, st.sampled_from([*PEOPLE, *BODIES]), DOES, WHAT),
    st.builds(
        "{}, {} of {}, {}: {}.".format,
        st.sampled_from(PEOPLE),
        st.sampled_from(["leader", "foreign minister"]),
        st.sampled_from(BODIES),
        DOES,
        WHAT,
    ),
)


@st.composite
def dossiers(draw):
    """Some reports, an order to add them in, and which of them to take down and let in again."""
    several = draw(st.lists(st.lists(LINES, min_size=1, max_size=3), min_size=1, max_size=6))
    reports = [
        at(date(2024, 3, 4 + 9 * (number % 3)), *lines, number=number) for number, lines in enumerate(several)
    ]
    places = range(len(reports))
    return reports, draw(st.permutations(places)), draw(st.sets(st.sampled_from(places), max_size=2))


def tracked(ledger):
    """Who acts or stands for whom, and what follows from it."""
    entries = ledger.claims()
    return (
        sorted((actor.id, actor.acts_for) for actor in entries.actors),
        entries.positions,
        sorted((entry.change for entry in ledger.changes().items), key=lambda each: each.id),
        sorted((entry.conflict for entry in ledger.conflicts().items), key=lambda each: each.id),
    )


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(dossier=dossiers())
def test_any_order_and_any_detour_give_the_same_parties(tmp_path_factory, dossier):
    with two_ways(tmp_path_factory.mktemp("order"), dossier, process, Ledger.changes) as (one, other):
        found = tracked(one)
        assert tracked(other) == found
        entries = one.claims()
        frame = frame_of(entries.actors, entries.issues)
        assert {change.id for change in found[2]} == {
            change.id for change in changes(entries.positions, entries.conditions, frame)
        }
        told = conflicts(
            entries.positions,
            entries.conditions,
            entries.events,
            frame,
            outlets={report.id: report.outlet for report in dossier[0]},
        )
        assert {conflict.id for conflict in found[3]} == {conflict.id for conflict in told}
        one.rebuild()
        assert tracked(one) == found
        assert one.check() == other.check() == []


def test_who_speaks_for_a_seat_speaks_for_the_state_once_that_is_told(tmp_path):
    with new_ledger(tmp_path / "talks.db", process=process) as ledger:
        ledger.add_report(at(date(2024, 3, 4), "Anna Veld, aide of Grey House, refuses: the ferry tax."))
        ledger.add_report(at(date(2024, 3, 20), "Belmaria wants: the ferry tax.", number=1))
        assert ledger.changes().total == 0
        ledger.add_report(at(date(2024, 3, 21), "Grey House, seat of Belmaria, wants: rest.", number=2))
        (entry,) = ledger.changes().items
        assert (entry.holder, entry.change.kind) == ("Belmaria", "reversed")
