"""Rebuilding, takedowns, judgements, backups and checks."""

import os
import signal
import sqlite3
import sys
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from onrecord.errors import LedgerBusy, LedgerError, LedgerExists, NotFound, TakenDown, UsageError
from onrecord.ledger import Ledger
from onrecord.model import DateInterval
from onrecord.store import engine

sys.path.insert(0, str(Path(__file__).parents[1] / "store"))
from made_reports import make_report, new_ledger, process

ONE = make_report(
    "Anna Veld said: the zanzibarquay clause stays.",
    "Ostrava demanded: a pause.",
    url="https://post.example/1",
)
TWO = make_report(
    "Anna Veld said: we will sign today.", "a source said: not so.", url="https://post.example/2"
)


@pytest.fixture
def ledger(tmp_path):
    with new_ledger(tmp_path / "talks.db", "Talks", process=process, by="ida") as made:
        made.add_report(ONE)
        made.add_report(TWO)
        yield made


def edit(ledger, *statements):
    with closing(sqlite3.connect(ledger.path)) as connection, connection:
        for statement in statements:
            connection.execute(statement)


def whats(ledger):
    return {mismatch.what for mismatch in ledger.check()}


def test_rebuild_gives_the_same_records(ledger):
    ledger.judge(ONE.id, "set_metadata", {"outlet": "Harbour Times"})
    before = list(ledger.export(with_text=True))
    seen = []
    done = ledger.rebuild(progress=lambda n, of: seen.append((n, of)))
    assert (done.reports, done.resumed, seen) == (2, False, [(2, 2)])
    assert list(ledger.export(with_text=True)) == before
    assert ledger.check() == []


def test_rebuild_in_several_processes(ledger):
    before = list(ledger.export())
    ledger.rebuild(jobs=2)
    assert list(ledger.export()) == before


def test_rebuild_recovers_derived_rows(ledger):
    before = list(ledger.export())
    edit(
        ledger,
        "DELETE FROM mentions",
        "DELETE FROM spans",
        "DELETE FROM attributions",
        "DELETE FROM processed",
        "UPDATE actors SET name = 'Nobody', rank = 5, aliases = '[]'",
    )
    assert ledger.check() != []
    ledger.rebuild()
    assert list(ledger.export()) == before
    assert ledger.check() == []


def test_rebuild_by_another_model_leaves_nothing_of_the_old(ledger):
    def other(report):
        records = process(report)
        kept = tuple(a for a in records.attributions if "sign" in a.content[0].text)
        actors = tuple(
            replace(a, aliases=(a.name, "The Negotiator")) for a in records.actors if "Veld" in a.name
        )
        acting = tuple(replace(actor, acts_for=()) for actor in actors)
        ids = {actor.id for actor in actors}
        mentions = tuple(m for m in records.mentions if m.actor in ids)
        return replace(records, model="other 2", actors=acting, mentions=mentions, attributions=kept)

    with Ledger.open(ledger.address, process=other) as changed:
        changed.rebuild()
        assert changed.check() == []
        (anna,) = changed.actors().items
        assert anna.actor.aliases == ("Anna Veld", "The Negotiator")
        assert [entry.model for entry in changed.reports().items] == ["other 2", "other 2"]


def test_a_rebuild_cut_short_goes_on(ledger):
    before = list(ledger.export())
    count = 0

    def failing(report):
        nonlocal count
        count += 1
        if count > 1:
            raise KeyboardInterrupt
        return process(report)

    # one report at a time, so that the first is done when the second fails
    with Ledger.open(ledger.address, process=failing) as stopped, pytest.raises(KeyboardInterrupt):
        stopped.rebuild()
    assert list(ledger.export()) == before
    assert ledger.check() == []
    done = ledger.rebuild()
    assert (done.reports, done.resumed) == (1, True)
    assert list(ledger.export()) == before
    assert ledger.rebuild().resumed is False


def test_a_rebuild_killed_loses_nothing(ledger):
    before = list(ledger.export())
    ledger.close()
    child = os.fork()
    if child == 0:

        def dying(report):
            if report.id == TWO.id:
                os.kill(os.getpid(), signal.SIGKILL)
            return process(report)

        Ledger.open(ledger.address, process=dying).rebuild()
        os._exit(1)
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status)
    assert ledger.check() == []
    assert list(ledger.export()) == before


def every_byte(path):
    return b"".join(side.read_bytes() for side in path.parent.glob(path.name + "*") if side.is_file())


def test_a_report_taken_down_leaves_the_file(ledger):
    assert b"zanzibarquay" in every_byte(ledger.path)
    judgement = ledger.remove(ONE.id[:10], why="Court order 12", by="editor")
    assert (judgement.subject, judgement.verdict, judgement.by) == ((ONE.id,), "remove", "editor")
    for word in (b"zanzibarquay", b"Ida Moor said", b"demanded"):
        assert word not in every_byte(ledger.path)
    stone = ledger.record(ONE.id)
    assert (stone.outlet, stone.url, stone.sha256) == (ONE.outlet, ONE.url, ONE.sha256)
    assert (stone.title, stone.author, stone.path, stone.attributions) == ("", "", "", 0)
    assert (stone.removed.why, stone.removed.by) == ("Court order 12", "editor")
    counts = {name: number for name, number in ledger.counts().items() if number}
    assert counts == {
        "reports": 1, "actors": 2, "attributions": 2, "utterances": 2, "judgements": 1, "removed": 1,
    }  # fmt: skip
    assert ledger.show(ONE.id).passages == ()
    assert ledger.check() == []


def test_a_report_taken_down_stays_down(ledger):
    ledger.remove(ONE.id, why="Court order 12", by="editor")
    for again in (ONE, replace(ONE, url="https://mirror.example/1"), replace(ONE, outlet="")):
        added = ledger.add_report(again)
        assert isinstance(added.error, TakenDown)
        assert "Court order 12" in str(added.error) and "editor" in str(added.error)
    assert ledger.add_report(replace(ONE, outlet="Evening News", url="https://n.example/1")).status == "added"
    before = list(ledger.export(with_text=True))
    ledger.rebuild()
    assert list(ledger.export(with_text=True)) == before
    assert ledger.remove(ONE.id, why="again").by == "editor"
    with pytest.raises(NotFound, match="taken down"):
        ledger.report(ONE.id)
    with pytest.raises(UsageError):
        ledger.remove(TWO.id, why=" ")


def test_a_takedown_let_go_lets_the_report_in_again(ledger):
    before = list(ledger.export(with_text=True))
    removal = ledger.remove(ONE.id, why="Mistaken identity")
    ledger.close_judgement(removal.id)
    added = ledger.add_report(ONE)
    assert (added.status, added.report) == ("added", ONE.id)
    assert list(ledger.export(with_text=True))[1:-1] == before[1:]
    assert ledger.check() == []


def test_ids_of_actors_outlive_a_takedown(ledger):
    both = {
        actor.id for report in (ONE, TWO) for actor in process(report).actors if actor.name == "Anna Veld"
    }
    ledger.remove(ONE.id, why="Court order 12")
    (anna,) = ledger.actors(search="veld").items
    assert {ledger.record(id_).actor.id for id_ in both} == {anna.actor.id}
    assert ledger.attributions(speaker=min(both)).total == 1
    ledger.rebuild()
    assert {ledger.record(id_).actor.id for id_ in both} == {anna.actor.id}


def test_what_judgements_quote_goes_with_the_report(ledger):
    decided = ledger.judge(ONE.id, "set_metadata", {"title": "The qantarabridge affair"}, note="see print")
    ledger.remove(ONE.id, why="Court order 12")
    assert b"qantarabridge" not in every_byte(ledger.path)
    kept = next(judgement for judgement in ledger.judgements() if judgement.id == decided.id)
    assert (kept.value, kept.note) == (None, "see print")


def test_a_reader_that_stays_keeps_the_words_in_the_log(ledger, monkeypatch):
    monkeypatch.setattr("onrecord.store.upkeep.PATIENCE", 0.1)
    with closing(engine.connect(ledger.path)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM reports").fetchone()
        with pytest.raises(LedgerBusy, match="same command again"):
            ledger.remove(ONE.id, why="Court order 12")
    ledger.remove(ONE.id, why="Court order 12")
    assert b"zanzibarquay" not in every_byte(ledger.path)


def test_a_judged_date_is_shown_and_searched_and_let_go(ledger):
    day = DateInterval.on(date(2023, 1, 2))
    judgement = ledger.judge(TWO.id, "set_date", day, by="max", note="printed edition")
    assert ledger.record(TWO.id).published == day
    assert ledger.attributions(until=date(2023, 12, 31)).total == 2
    closed = ledger.close_judgement(judgement.id)
    assert closed.closed_at is not None
    assert ledger.record(TWO.id).published == TWO.published
    assert ledger.record(TWO.id).judged is False
    with pytest.raises(LedgerError, match="closed"):
        ledger.close_judgement(judgement.id)


@pytest.mark.parametrize(
    ("subject", "verdict", "value"),
    [
        (ONE.id, "merge", None),
        (ONE.id, "set_date", "yesterday"),
        (ONE.id, "set_metadata", {"sha256": "0"}),
        (ONE.id, "set_metadata", {"title": 3}),
        (ONE.id, "set_metadata", {}),
        ([], "set_metadata", {"title": "x"}),
    ],
)
def test_judgements_that_make_no_sense(ledger, subject, verdict, value):
    with pytest.raises(UsageError):
        ledger.judge(subject, verdict, value)
    assert ledger.judgements() == []


def test_judging_what_is_not_there(ledger):
    with pytest.raises(NotFound):
        ledger.judge("rep-0000", "set_metadata", {"title": "x"})


def test_backup_is_a_ledger_and_overwrites_nothing(ledger, tmp_path):
    copy = tmp_path / "copy.db"
    assert ledger.backup(copy) == copy
    with Ledger.open(copy, process=process) as copied:
        assert list(copied.export(with_text=True)) == list(ledger.export(with_text=True))
        assert copied.check() == []
        copied.add_report(make_report("More.", url="https://post.example/3"))
    size = copy.stat().st_size
    with pytest.raises(LedgerExists):
        ledger.backup(copy)
    assert copy.stat().st_size == size
    with pytest.raises(LedgerError):
        ledger.backup(tmp_path / "no" / "such" / "copy.db")
    assert sorted(p.name for p in tmp_path.glob("*copy*")) in (
        ["copy.db"],
        ["copy.db", "copy.db-shm", "copy.db-wal"],
    )


@pytest.mark.parametrize(
    ("statement", "says"),
    [
        ("UPDATE texts SET text = replace(text, 'clause', 'phrase')", "its text does not have the hash"),
        ('UPDATE spans SET start = start + 1, "end" = "end" + 1', "is not what stands in the text"),
        ("UPDATE mentions SET text = 'Anja Veld'", "a mention is not what stands in the text"),
        ("UPDATE reports SET outlet = 'Other'", "what its id was made from"),
        ("UPDATE reports SET raw_sha256 = ''", "the bytes it was read from"),
        ("UPDATE texts SET blocks = '[[0,999999,\"paragraph\"]]'", "a block ends outside"),
        ("DELETE FROM spans WHERE role = 'content'", "it has no content"),
        ("DELETE FROM texts", "its text is gone"),
        ("DELETE FROM processed", "onrecord rebuild"),
        ("UPDATE actors SET rank = -9", "its members make it"),
        ("UPDATE members SET actor = 77", "is not there"),
        ("INSERT INTO content_search(content_search) VALUES ('delete-all')", "the search index differs"),
    ],
)
def test_check_finds(ledger, statement, says):
    assert ledger.check() == []
    edit(ledger, statement)
    assert any(says in what for what in whats(ledger)), whats(ledger)
