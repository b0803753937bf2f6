"""Upgrades that are killed: the ledger is of before or of now, and the next upgrade ends the work."""

import os
import random
import signal
import sqlite3
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest
from made_reports import make_report, process

from onrecord.errors import LedgerVersion
from onrecord.ledger import Ledger
from onrecord.store import engine, schema

sys.path.insert(0, str(Path(__file__).parent))
sys.path.insert(0, str(Path(__file__).parents[1] / "store"))
from test_ledger_faults import in_child
from test_schema import fill_oldest, fresh

REPORT = make_report("Anna Veld said: we will sign today.", url="https://post.example/1")


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A ledger of the oldest form, with a report and a judgement."""
    path = tmp_path / "old.db"
    fresh(path, "r0001").close()
    with closing(sqlite3.connect(path)) as connection, connection:
        fill_oldest(connection, REPORT)
    return path


def whole(path: Path) -> None:
    with Ledger.open(path, process=process) as ledger:
        assert ledger.check() == []
        assert ledger.report(REPORT.id) == REPORT
        assert len(ledger.judgements()) == 1
        assert [entry.speaker for entry in ledger.attributions().items] == ["Anna Veld"]


def test_a_kill_at_any_moment_of_an_upgrade_loses_nothing(old: Path) -> None:
    data = old.read_bytes()
    chance, kills, between = random.Random(20240305), 0, 0
    began = time.monotonic()
    assert not in_child(lambda: Ledger.upgrade(old, process=process).close())
    longest = time.monotonic() - began
    whole(old)
    for _ in range(5):
        for side in ("", *engine.SIDE_FILES):
            old.with_name(old.name + side).unlink(missing_ok=True)
        old.write_bytes(data)
        child = os.fork()
        if child == 0:
            Ledger.upgrade(old, process=process).close()
            os._exit(0)
        time.sleep(chance.uniform(0, longest))
        os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        kills += os.WIFSIGNALED(status)
        try:
            with Ledger.open(old, process=process) as ledger:
                between += bool(ledger.check())
        except LedgerVersion as error:
            assert "older onrecord" in str(error)
        with Ledger.upgrade(old, process=process):
            pass
        whole(old)
    assert kills >= 2


def test_a_kill_between_the_new_tables_and_what_is_derived_is_made_good(old: Path) -> None:
    def dying(report: object) -> None:
        os.kill(os.getpid(), signal.SIGKILL)

    assert os.WIFSIGNALED(in_child(lambda: Ledger.upgrade(old, process=dying)))  # type: ignore[arg-type]
    with Ledger.open(old, process=process) as ledger:  # the tables are of now, and nothing is in them
        assert ledger.counts()["attributions"] == 0
        assert [mismatch.what for mismatch in ledger.check()]
    with Ledger.upgrade(old, process=process):
        pass
    whole(old)


def test_an_upgrade_of_what_is_up_to_date_derives_nothing_anew(old: Path) -> None:
    Ledger.upgrade(old, process=process).close()

    def unwanted(report: object) -> None:
        raise AssertionError("derived anew")

    with Ledger.upgrade(old, process=unwanted) as ledger:  # type: ignore[arg-type]
        assert ledger.counts()["attributions"] == 1
        with ledger._store.reading() as connection:
            assert schema.revision_of(connection) == schema.HEAD
