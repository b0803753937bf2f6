"""The tables: made, upgraded from every revision, and never changed under judgements."""

import sqlite3
import sys
import warnings
import zlib
from contextlib import closing
from hashlib import sha256
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from onrecord.errors import LedgerError, LedgerExists, LedgerNotFound, LedgerVersion
from onrecord.ledger import Ledger
from onrecord.store import engine, schema
from onrecord.store.tables import metadata

sys.path.insert(0, str(Path(__file__).parent))
from made_reports import make_report, process

SEARCH_TABLES = ("report_search", "content_search", "claim_search", "issue_search")


def fresh(path, revision="head"):
    engine.create_file(path)
    store = engine.store_at(path)
    schema.upgrade(store, revision)
    return store


def test_head_is_the_newest_revision():
    assert ScriptDirectory.from_config(schema.configuration()).get_heads() == [schema.HEAD]


def differences(store):
    with store.reading() as connection, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        context = MigrationContext.configure(
            connection,
            opts={
                "compare_type": True,
                "include_name": lambda name, kind, _: kind != "table" or not name.startswith(SEARCH_TABLES),
            },
        )
        return compare_metadata(context, metadata)


def test_revisions_come_to_the_tables_as_they_are_defined(tmp_path):
    store = fresh(tmp_path / "talks.db")
    assert differences(store) == []
    store.close()


def test_a_filled_ledger_goes_through_every_revision(tmp_path):
    path = tmp_path / "old.db"
    revisions = [r.revision for r in ScriptDirectory.from_config(schema.configuration()).walk_revisions()]
    oldest = revisions[-1]
    store = fresh(path, oldest)
    report = make_report("Anna Veld said: we will sign today.", url="https://post.example/1")
    with closing(sqlite3.connect(path)) as old, old:
        fill_oldest(old, report)
    with pytest.raises(LedgerVersion, match="onrecord upgrade"):
        Ledger.open(path, process=process)
    for revision in reversed(revisions):
        schema.upgrade(store, revision)
    assert differences(store) == []
    store.close()
    with closing(sqlite3.connect(path)) as old, old:  # back to just before: `upgrade` does it all, once more
        old.execute("UPDATE alembic_version SET version_num = ?", (schema.HEAD,))
    with Ledger.open(path, process=process) as ledger:
        assert [m.what for m in ledger.check()] == ["nothing was derived from it yet: run `onrecord rebuild`"]
        ledger.rebuild()
        assert ledger.check() == []
        assert [entry.speaker for entry in ledger.attributions().items] == ["Anna Veld"]
        assert ledger.report(report.id) == report
        assert len(ledger.judgements()) == 1


def test_upgrade_derives_what_is_new(tmp_path):
    path = tmp_path / "old.db"
    fresh(path, "r0001").close()
    report = make_report("Anna Veld said: we will sign today.", url="https://post.example/1")
    with closing(sqlite3.connect(path)) as old, old:
        fill_oldest(old, report)
    with Ledger.upgrade(path, process=process) as ledger:
        assert ledger.counts()["attributions"] == 1
        assert ledger.check() == []
        assert ledger.attributions(search="signing").total == 1
        assert ledger.reports(search="sign").total == 1


def fill_oldest(old, report):
    """A report and a judgement by the first revision's own columns, no code of today in between."""
    old.execute(
        """INSERT INTO reports (number, id, outlet, title, author, credit, url, path, full_path,
        published_earliest, published_latest, published_basis, retrieved, language, media_type, encoding,
        sha256, raw_sha256, added_at) VALUES (1, ?, ?, ?, ?, '', ?, '', '', '2024-03-04', '2024-03-04',
        'stated', '2024-03-05T12:00:00.000000+00:00', 'en', 'text/plain', 'utf-8', ?, ?,
        '2024-03-05T12:00:00+00:00')""",
        (
            report.id,
            report.outlet,
            report.title,
            report.author,
            report.url,
            report.sha256,
            sha256(report.raw).hexdigest(),
        ),
    )
    blocks = f'[[0,{len(report.text)},"paragraph"]]'
    old.execute(
        "INSERT INTO texts VALUES (1, ?, ?, ?, ?)",
        (report.text, blocks, zlib.compress(b"[]"), zlib.compress(report.raw)),
    )
    old.execute(
        """INSERT INTO judgements (number, id, verdict, value, "by", at, note)
        VALUES (1, 'jud-0000000000000001', 'set_metadata', '{"author":"Ida Moor"}', 'x', '2024-03-05', '')"""
    )
    old.execute("INSERT INTO judgement_subjects VALUES (1, 0, 'rep-0000000000000000')")


def test_newer_ledgers_are_left_alone(tmp_path):
    path = tmp_path / "new.db"
    Ledger.create(path, process=process).close()
    with closing(sqlite3.connect(path)) as later, later:
        later.execute("UPDATE alembic_version SET version_num = 'r9999'")
    for way in (Ledger.open, Ledger.upgrade):
        with pytest.raises(LedgerVersion, match="newest version"):
            way(path, process=process)


def test_reading_never_creates(tmp_path):
    with pytest.raises(LedgerNotFound, match="onrecord init"):
        Ledger.open(tmp_path / "none.db", process=process)
    assert list(tmp_path.iterdir()) == []


def test_creating_never_overwrites(tmp_path):
    path = tmp_path / "talks.db"
    path.write_bytes(b"mine")
    with pytest.raises(LedgerExists):
        Ledger.create(path, process=process)
    assert path.read_bytes() == b"mine"


@pytest.mark.parametrize("content", [b"", b"just some text, long enough to be no header of a database" * 50])
def test_other_files_are_not_ledgers(tmp_path, content):
    path = tmp_path / "other.db"
    path.write_bytes(content)
    with pytest.raises(LedgerError):
        Ledger.open(path, process=process)
    assert path.read_bytes() == content


def test_other_databases_are_not_ledgers(tmp_path):
    path = tmp_path / "other.db"
    with closing(sqlite3.connect(path)) as other, other:
        other.execute("CREATE TABLE things (a)")
    with pytest.raises(LedgerNotFound, match="not a ledger"):
        Ledger.open(path, process=process)


@pytest.mark.parametrize("address", ["postgresql://host/talks", "", ":memory:", "https://post.example/a.db"])
def test_addresses_of_no_file(address):
    with pytest.raises(LedgerError):
        Ledger.open(address, process=process)


def test_a_url_of_a_file_is_an_address(tmp_path):
    Ledger.create(f"sqlite:///{tmp_path}/talks.db", process=process).close()
    assert (tmp_path / "talks.db").is_file()


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM judgements",
        "DELETE FROM judgement_subjects",
        "UPDATE judgement_subjects SET subject = 'rep-1'",
        "UPDATE judgements SET note = 'else'",
        "UPDATE judgements SET \"by\" = 'else'",
        "UPDATE judgements SET value = NULL",
        "UPDATE judgements SET closed_at = NULL WHERE closed_at IS NOT NULL",
        "UPDATE judgements SET closed_at = '2031-01-01' WHERE closed_at IS NOT NULL",
        "UPDATE judgements SET closed_at = '2031-01-01', note = 'else' WHERE closed_at IS NULL",
    ],
)
def test_judgements_are_only_ever_closed(tmp_path, statement):
    path = tmp_path / "talks.db"
    with Ledger.create(path, process=process) as ledger:
        added = ledger.add_report(make_report("Nothing was said.", url="https://post.example/1"))
        closed = ledger.judge(added.report, "set_metadata", {"title": "Another"})
        ledger.close_judgement(closed.id)
        ledger.judge(added.report, "set_metadata", {"title": "A third"})
    with closing(sqlite3.connect(path)) as connection, pytest.raises(sqlite3.IntegrityError, match="closed"):
        connection.execute(statement)
