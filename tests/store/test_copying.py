"""A ledger moved between databases: the same rows, both ways, and nothing half done."""

import os
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import select

from onrecord.errors import LedgerError, LedgerExists, LedgerNotFound
from onrecord.ledger import Ledger
from onrecord.ledger.moving import move
from onrecord.store import copying, engine
from onrecord.store.every_table import EVERY_TABLE

sys.path.insert(0, str(Path(__file__).parent))
import servers
from made_reports import make_report, new_ledger, process

pytestmark = pytest.mark.xdist_group("postgresql")

ODD = "Ilse Brandt said: zero \0 and ten \x10@ and “Ωμέγα” 𝄞 today."


@pytest.fixture(scope="module")
def talks(tmp_path_factory):
    """A ledger in a file with something in nearly every table."""
    path = tmp_path_factory.mktemp("copying") / "talks.db"
    with new_ledger(path, "Talks", by="ida") as ledger:
        reports = (
            make_report("Anna Veld said: we will sign today.", "Ostrava wants: the pier.", url="https://p.example/1"),
            make_report("Anna Veld said: we will sign today.", "Ostrava refuses: the pier / a new pier.",
                        outlet="Mail", url="https://m.example/1"),
            make_report(ODD, "Kestria needs: the truce for the talks.", title="Nought \0", url="https://p.example/2"),
            make_report("a source said: gone soon.", "Done: the survey.", url="https://p.example/3"),
            make_report("Jonas Brandt said: a second text.", url="https://p.example/1"),
        )  # fmt: skip
        for report in reports:
            assert ledger.add_report(report).status in ("added", "new_version")
        ledger.judge(reports[0].id, "set_metadata", {"title": "Judged"})
        ledger.remove(reports[3].id, why="asked for")
    return path


def rows(address):
    """Every row of a ledger as it is kept, by table."""
    store = engine.store_at(engine.place_of(address))
    with closing(store), store.reading() as connection:
        found = {}
        for table in EVERY_TABLE:
            plain = copying._plain(table)
            order = [plain.c[key.name] for key in table.primary_key]
            found[table.name] = [tuple(row) for row in connection.execute(select(*plain.c).order_by(*order))]
        return found


def test_no_table_is_forgotten(tmp_path):
    """In a process of its own, where nothing else has been imported."""
    path = tmp_path / "talks.db"
    Ledger.create(path).close()
    with closing(sqlite3.connect(path)) as connection:
        query = "SELECT name FROM sqlite_master WHERE type = 'table'"
        there = {name for (name,) in connection.execute(query) if "_search" not in name}
    program = (
        "from onrecord.store.every_table import EVERY_TABLE; print(*(each.name for each in EVERY_TABLE))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert set(done.stdout.split()) == there - {"alembic_version", "tallies", "voices", "form_actors"}


def test_to_a_server_and_back_row_for_row(talks, tmp_path):
    before = rows(talks)
    assert sum(map(bool, before.values())) > 20
    server = servers.server()
    there = server.address(server.database(), "talks")
    assert move(talks, there) == 5
    assert rows(there) == before
    back = tmp_path / "back.db"
    assert move(there, back) == 5
    assert rows(back) == before
    with Ledger.open(talks) as one, Ledger.open(there) as other, Ledger.open(back) as third:
        assert one.check() == other.check() == third.check() == []
        wanted = list(one.export(with_text=True, goals=None))
        assert list(other.export(with_text=True, goals=None)) == wanted
        assert list(third.export(with_text=True, goals=None)) == wanted
        assert one.attributions(search="signing").total == other.attributions(search="signing").total == 2
        assert third.attributions(search="signing").total == 2


def test_a_copy_goes_on_as_a_ledger(talks):
    server = servers.server()
    there = server.address(server.database(), "talks")
    move(talks, there)
    with Ledger.open(there, process=process) as ledger:
        ledger.rebuild()
        more = make_report("Anna Veld said: and so it goes on.", url="https://p.example/9")
        assert ledger.add_report(more).status == "added"
        assert ledger.attributions(search="goes").total == 1
        assert ledger.check() == []


def test_from_server_to_server_and_a_backup_of_one(talks, tmp_path):
    server = servers.server()
    database = server.database()
    first, second = (server.address(database, name) for name in ("first", "second"))
    move(talks, first)
    move(first, second)
    with Ledger.open(second) as ledger:
        ledger.backup(tmp_path / "backup.db")
        with pytest.raises(LedgerExists):
            ledger.backup(tmp_path / "backup.db")
    assert rows(tmp_path / "backup.db") == rows(second) == rows(talks)
    assert [path.name for path in tmp_path.iterdir()] == ["backup.db"]


def test_nothing_is_overwritten(talks, tmp_path):
    server = servers.server()
    taken = server.ledger("Taken")
    before = rows(taken)
    with pytest.raises(LedgerExists):
        move(talks, taken)
    assert rows(taken) == before
    (tmp_path / "taken.db").write_bytes(b"mine")
    with pytest.raises(LedgerExists):
        move(taken, tmp_path / "taken.db")
    assert (tmp_path / "taken.db").read_bytes() == b"mine"
    database = server.database()
    server.sql("CREATE SCHEMA theirs; CREATE TABLE theirs.things (a int)", database)
    with pytest.raises(LedgerExists):
        move(talks, server.address(database, "theirs"))
    with pytest.raises(LedgerNotFound):
        move(tmp_path / "none.db", server.address(database, "talks"))


def test_a_copy_that_fails_leaves_nothing(talks, tmp_path):
    server = servers.server()
    there = server.address(server.database(), "talks")

    def fails(table, number):
        if table == "spans":
            raise LedgerError("stop")

    with pytest.raises(LedgerError, match="stop"):
        move(talks, there, progress=fails)
    with pytest.raises(LedgerNotFound):
        Ledger.open(there)
    assert move(talks, there) == 5


def test_a_copy_that_is_killed_is_made_by_the_next(talks):
    server = servers.server()
    there = server.address(server.database(), "talks")

    def dies(table, number):
        if table == "spans":
            os.kill(os.getpid(), signal.SIGKILL)

    child = os.fork()
    if child == 0:
        try:
            move(talks, there, progress=dies)
        finally:
            os._exit(9)
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status)
    assert move(talks, there) == 5
    assert rows(there) == rows(talks)
