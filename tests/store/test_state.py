"""Whoever keeps what it read of a ledger sees whether the ledger has changed since."""

import sqlite3
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))


from made_reports import make_report, new_ledger

from onrecord.ledger import Ledger
from onrecord.store.state import state_of


def state(ledger):
    with ledger._store.reading() as connection:
        return state_of(connection)


@pytest.fixture
def ledger(tmp_path):
    with new_ledger(tmp_path / "talks.db", "Talks") as made:
        yield made


def test_each_transaction_that_writes_leaves_another_state(ledger):
    before = state(ledger)
    assert before
    ledger.add_report(make_report("Guild Union wants: harbour work."))
    after = state(ledger)
    assert after not in ("", before)
    list(ledger.export())
    assert ledger.deadlocks("harbour work").answer.status == "unopposed"
    assert state(ledger) == after


def test_what_failed_left_the_state_as_it_was(ledger):
    before = state(ledger)
    with pytest.raises(ZeroDivisionError), ledger._store.writing():
        raise ZeroDivisionError
    assert state(ledger) == before
    with ledger._store.writing(marked=False):
        pass
    assert state(ledger) == before


def test_another_connection_sees_it_and_a_reader_does_not_until_it_looks_again(ledger, tmp_path):
    with ledger._store.reading() as connection:
        before = state_of(connection)
        with Ledger.open(tmp_path / "talks.db", process=ledger._process) as other:
            other.add_report(make_report("Guild Union wants: harbour work."))
            after = state(other)
        assert state_of(connection) == before
    assert state(ledger) == after != before


def test_a_copy_of_the_file_has_its_state(ledger, tmp_path):
    ledger.add_report(make_report("Guild Union wants: harbour work."))
    with sqlite3.connect(tmp_path / "talks.db") as source, sqlite3.connect(tmp_path / "copy.db") as target:
        source.backup(target)
    with Ledger.open(tmp_path / "copy.db", process=ledger._process) as copy:
        assert state(copy) == state(ledger)
        copy.add_report(make_report("Guild Union wants: a new canteen.", url="https://x.example/2"))
        assert state(copy) != state(ledger)
