"""A question about a goal reads what bears on it alone, and answers as if it had read everything."""

import gc
import sys
import weakref
from datetime import date, timedelta
from itertools import islice
from pathlib import Path

import pytest

from onrecord import reason
from onrecord.ledger import Ledger, keeping, reasoning
from onrecord.ledger.grounds import record_of
from onrecord.model import Position

sys.path.insert(0, str(Path(__file__).parents[2] / "bench"))
sys.path.insert(0, str(Path(__file__).parents[1] / "store"))
sys.path.insert(0, str(Path(__file__).parent))

from made_reports import make_report, new_ledger
from whole import near_groups, question_of, whole_of

from made_up import FIRST_DAY, World, made, process

ROOT = Path(__file__).parents[2]
WORLD = World(reports=70, statements=10)
LIMIT = 4


@pytest.fixture(scope="module")
def archive(tmp_path_factory, backend):
    """Made-up reports of several negotiations, with copies, denials, and issues in several wordings."""
    with new_ledger(tmp_path_factory.mktemp("whole") / "archive.db", "Archive", process=process) as filled:
        assert all(not one.error for one in filled.add_found(made(WORLD, n) for n in range(WORLD.reports)))
        yield filled


def ids(told):
    return [one.record.id for one in told.statements]


def differing(ledger, goals, days, *, every=(("lenient", False), ("strict", True))):
    """What the ledger's answers about goals tell that all of it doesn't, or the other way round."""
    whole = whole_of(ledger)
    asked = [(goal, day, *how) for goal in goals for day in days for how in every]
    for goal, day, reading, hypothetical in asked:
        question = question_of(whole, goal, day, reading, hypothetical=hypothetical)
        how = {"as_of": day, "reading": reading, "hypothetical": hypothetical, "limit": LIMIT, "seconds": 60}
        found = ledger.deadlocks(goal, **how)
        plain = reason.deadlocks(whole.material, question, limit=LIMIT, seconds=60)
        if found.answer != plain:
            yield goal, day, reading, found.answer, plain
        ways = reason.unlock(whole.material, question, limit=LIMIT, seconds=60)
        if ledger.unlock(goal, **how).answer != ways:
            yield goal, day, reading, "unlockings", ways
        named = {id_ for one in plain.deadlocks for members in one.members for id_ in members}
        beside = {id_ for one in found.tied for id_ in ids(one.claim)}
        waits, near = near_groups(whole, question, named | ({plain.reached_by} - {""}), beside)
        if [ids(one) for one in found.waits] != waits:
            yield goal, day, reading, "waits", waits
        if [(ids(one.claim), one.why) for one in found.near] != near[:30]:
            yield goal, day, reading, "near", near
        for told in {one.id: one for one in found.claims.values()}.values():
            yield from ((goal, told.id, what) for what in misheld(told, whole))


def misheld(told, whole):
    """What a claim is told with that is not so by all of the ledger."""
    records = [record_of(whole.entries[id_]) for id_ in ids(told)]
    first = records[0]
    if told.holder and told.holder != whole.names[whole.frame.party(first.holder, first.date)]:
        yield "holder"
    if ("disputed" in told.flags) != any(one.id in whole.disputed for one in records):
        yield "disputed"
    origins = {whole.originals.get(one.report, one.report) for one in records}
    if told.independent_reports != len(origins):
        yield "independent reports"
    if told.outlets != tuple(sorted({outlet for one in origins for outlet in whole.carriers[one]})):
        yield "outlets"


def test_of_made_up_negotiations_each_goal_is_answered_as_by_everything(archive):
    goals = [one.value for one in archive.held_back(200)]
    assert len(goals) > 12
    assert any(len(archive.deadlocks(goal).near) > 5 for goal in goals[:5])
    days = (None, FIRST_DAY + timedelta(days=900))
    assert list(islice(differing(archive, goals, days), 3)) == []


def test_of_the_sample_dossier_each_goal_is_answered_as_by_everything(tmp_path, backend):
    if backend != "sqlite":
        pytest.skip("reads the dossier with the models once")
    with Ledger.create(tmp_path / "delta.db") as ledger:
        added = list(ledger.add(str(ROOT / "samples" / "reports" / "*.[th]*")))
        assert len(added) == 14 and not any(one.error for one in added)
        goals = [one.issue.id for one in ledger.issues(limit=1000).items]
        assert len(goals) > 60
        assert list(islice(differing(ledger, goals[::3], [None]), 3)) == []


def test_a_goal_reads_less_than_everything(archive):
    with archive._store.reading() as connection:
        chart = keeping.chart(archive._store, connection)
        alone = next(one for one in sorted(chart.issues) if one not in chart.on and not chart.instead)
        held = keeping.grounds(archive._store, connection, alone).material
    whole = whole_of(archive).material
    assert 0 < len(held.positions) < len(whole.positions) / 3
    assert {one.issue for one in held.positions if isinstance(one, Position)} <= chart.issues.keys()


def counted(monkeypatch):
    """How often charts and grounds were read."""
    read = []
    for name in ("chart_of", "grounds_at"):
        made_anew = getattr(keeping, name)

        def note(*given, _name=name, _made=made_anew):
            read.append(_name)
            return _made(*given)

        monkeypatch.setattr(keeping, name, note)
    return read


def filled(path):
    ledger = new_ledger(path, "Strike")
    ledger.add_report(
        make_report(
            "Guild Union needs: return of the men for harbour work.",
            "Harbour Board refuses: return of the men.",
            url="https://post.example/1",
        )
    )
    return ledger


def test_a_second_question_reads_nothing_anew(tmp_path, monkeypatch):
    read = counted(monkeypatch)
    with filled(tmp_path / "kept.db") as ledger:
        first = ledger.deadlocks("harbour work")
        assert read == ["chart_of", "grounds_at"] and len(first.answer.findings) == 1
        assert ledger.deadlocks("harbour work") == first
        assert ledger.unlock("harbour work").answer.ways
        assert ledger.what_if("harbour work").before.answer == first.answer
        assert read == ["chart_of", "grounds_at"]
        ledger.deadlocks("return of the men")
        assert read == ["chart_of", "grounds_at", "grounds_at"]


def test_what_another_wrote_is_seen_at_once(tmp_path, monkeypatch):
    path = tmp_path / "shared.db"
    with filled(path) as ledger:
        assert len(ledger.deadlocks("harbour work").answer.findings) == 1
        read = counted(monkeypatch)
        with Ledger.open(path, process=ledger._process) as other:
            refused = make_report(
                "Guild Union refuses: harbour work.", day=date(2031, 4, 1), url="https://x.example/"
            )
            other.add_report(refused)
        assert len(ledger.deadlocks("harbour work").answer.findings) == 2
        assert read == ["chart_of", "grounds_at"]
        (finding,) = (
            one for one in ledger.deadlocks("harbour work").answer.findings if len(one.deadlock.members) == 1
        )
        ledger.judge(finding.deadlock.members[0][0], "reject")
        assert len(ledger.deadlocks("harbour work").answer.findings) == 1


def test_what_is_kept_is_bounded_and_forgets_former_states():
    kept = keeping.Kept(10, len)
    assert kept.get(("a", "1", "x"), lambda: "four") == "four"
    assert kept.get(("a", "1", "x"), lambda: "never made") == "four"
    assert kept.get(("b", "1"), lambda: "seven..") == "seven.."
    assert list(kept.values) == [("b", "1")]  # eleven would be too much
    kept.get(("a", "1", "y"), lambda: "2.")
    kept.get(("a", "2", "y"), lambda: "3..")
    assert list(kept.values) == [("b", "1"), ("a", "2", "y")]
    assert kept.get(("c", "1"), lambda: "more than fits") and list(kept.values) == [("c", "1")]


def test_circles_that_were_there_when_a_large_ledger_was_read_are_collected_in_the_end(tmp_path, monkeypatch):
    class Circle:
        """Something that holds on to itself."""

    def circle():
        made = Circle()
        made.itself = made
        return weakref.ref(made)

    monkeypatch.setattr(keeping, "SETTLED", 1)
    try:
        with filled(tmp_path / "large.db") as ledger:
            kept = Circle()
            kept.itself = kept
            gone = circle()
            assert ledger.deadlocks("harbour work").answer.findings
            assert gc.get_freeze_count() > 0 and gone() is None
            later = weakref.ref(kept)
            del kept
            gc.collect()
            assert later() is not None  # set apart with all that there was
            ledger.judge(ledger.positions().items[0].position.id, "reject")
            ledger.deadlocks("harbour work")
            assert later() is None
    finally:
        gc.unfreeze()


def test_reading_takes_of_the_time_that_there_is(tmp_path, monkeypatch):
    given = []

    def note(*_, seconds, **__):
        given.append(seconds)
        return search(*_, seconds=seconds, **__)

    search = reason.deadlocks
    with filled(tmp_path / "slow.db") as ledger:
        monkeypatch.setattr(reason, "deadlocks", note)
        clock = iter([100.0, 107.0, 200.0, 290.0])
        monkeypatch.setattr(reasoning, "monotonic", lambda: next(clock))
        assert ledger.deadlocks("harbour work", seconds=10).answer.complete
        late = ledger.deadlocks("harbour work", seconds=10).answer
    assert given == [3.0, 0.0]
    assert late.out_of_time and not late.complete and late.findings
