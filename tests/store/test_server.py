"""Ledgers on a PostgreSQL server: addresses, schemas, migrations, several at once, and names of failures."""

import os
import signal
import sys
import threading
from contextlib import closing
from hashlib import sha256
from pathlib import Path
from zlib import compress

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import event, text
from sqlalchemy.exc import IntegrityError, InternalError

from onrecord.errors import (
    LedgerBusy,
    LedgerError,
    LedgerExists,
    LedgerNotFound,
    LedgerVersion,
    OnrecordError,
)
from onrecord.ledger import Ledger
from onrecord.store import engine, schema
from onrecord.store.columns import Words, escaped, unescaped
from onrecord.store.search import SEARCHES
from onrecord.store.server import server_of
from onrecord.store.tables import metadata

sys.path.insert(0, str(Path(__file__).parent))
import servers
from made_reports import make_report, process

pytestmark = pytest.mark.xdist_group("postgresql")

ONE = make_report(
    "Anna Veld said: the zanzibarquay clause stays.", "Ostrava wants: the pier.", url="https://p.example/1"
)


@pytest.fixture(scope="module")
def server():
    return servers.server()


@pytest.fixture
def address(server):
    """Where a new ledger is, with one report."""
    found = server.ledger("Talks")
    with Ledger.open(found, process=process, by="ida") as ledger:
        assert ledger.add_report(ONE).status == "added"
    return found


def opened(address):
    return Ledger.open(address, process=process, by="ida")


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("postgresql://ida:s3cret@db.example/talks?schema=truce", "postgresql://ida:***@db.example/talks?schema=truce"),
        ("postgres://db.example/talks", "postgresql://db.example/talks?schema=onrecord"),
        ("postgresql://db.example/talks?password=s3cret&sslmode=require",
         "postgresql://db.example/talks?password=***&schema=onrecord&sslmode=require"),
        ("postgresql://ida:s3cret@db.example:what/talks", "postgresql://***@db.example:what/talks"),
        ("mysql://ida:s3cret@db.example/talks", "mysql://***@db.example/talks"),
        ("talks.db", "talks.db"),
    ],
)  # fmt: skip
def test_addresses_are_shown_without_their_passwords(address, shown):
    assert engine.shown(address) == shown


@pytest.mark.parametrize("name", ["public", "pg_mine", "x" * 64, "information_schema"])
def test_schemas_that_are_not_for_a_ledger(name):
    with pytest.raises(LedgerError, match="schema"):
        server_of(f"postgresql://db.example/talks?schema={name}")


def test_errors_name_the_place_and_keep_the_password(server, capsys):
    wrong = f"postgresql://ida:s3cret@/nowhere?host={server.folder}"
    nobody = "postgresql://ida:s3cret@127.0.0.1:1/talks"
    for address in (wrong, nobody, "postgresql://ida:s3cret@h:what/x"):
        with pytest.raises(OnrecordError) as caught:
            Ledger.open(address)
        assert "s3cret" not in str(caught.value) and caught.value.hint


def test_a_schema_each(server):
    database = server.database()
    truce, talks = (server.address(database, name) for name in ("truce", 'Odd "name"; --'))
    with (
        Ledger.create(truce, "Truce", process=process) as one,
        Ledger.create(talks, process=process) as other,
    ):
        one.add_report(ONE)
        assert (one.counts()["reports"], other.counts()["reports"]) == (1, 0)
        assert (one.short_name, other.short_name) == ("truce", 'Odd "name"; --')
        assert other.add_report(ONE).status == "added"
    with pytest.raises(LedgerExists, match="truce"):
        Ledger.create(truce)
    with pytest.raises(LedgerNotFound, match="onrecord init"):
        Ledger.open(server.address(database, "third"))
    server.sql("CREATE SCHEMA theirs; CREATE TABLE theirs.things (a int)", database)
    with pytest.raises(LedgerNotFound, match="not a ledger"):
        Ledger.open(server.address(database, "theirs"))
    with pytest.raises(LedgerExists):
        Ledger.create(server.address(database, "theirs"))
    assert server.sql("SELECT count(*) FROM theirs.things", database) == [(0,)]


def test_an_empty_schema_will_do(server):
    database = server.database()
    server.sql("CREATE SCHEMA given", database)
    with Ledger.create(server.address(database, "given"), process=process) as ledger:
        assert ledger.check() == []


def test_a_database_in_another_form_than_utf_8_is_refused(server):
    server.sql("CREATE DATABASE latin TEMPLATE template0 ENCODING 'LATIN1' LOCALE 'C'")
    with pytest.raises(LedgerError, match="UTF-8"):
        Ledger.create(server.address("latin"))


def test_a_database_with_a_language_s_own_order_changes_nothing(server, tmp_path):
    server.sql(
        "CREATE DATABASE worded TEMPLATE template0 LOCALE_PROVIDER icu ICU_LOCALE 'en' LOCALE 'C.UTF-8'"
    )
    names = ("zoe", "Zoe", "Åsa", "ash", "Émile", "_x", "a-b", "ab")
    found = []
    for address in (tmp_path / "talks.db", server.address("worded")):
        with Ledger.create(address, process=process) as ledger:
            for number, name in enumerate(names):
                ledger.add_report(
                    make_report(f"{name} said: word {number}.", url=f"https://p.example/{number}")
                )
            found.append(list(ledger.export(with_text=True))[1:])
            assert ledger.attributions(speaker="emile").total == 1
    assert found[0] == found[1]


def test_every_text_is_in_the_order_of_code_points(server, address):
    database = engine.place_of(address).url.database
    otherwise = server.sql(
        "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = 'onrecord' "
        "AND data_type = 'text' AND collation_name IS DISTINCT FROM 'C'",
        database,
    )
    assert otherwise == []


@settings(max_examples=60, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"])) | st.text("a\0\x10@"))
def test_any_text_is_escaped_and_back(words):
    kept = escaped(words)
    assert "\0" not in kept and unescaped(kept) == words


def differences(store):
    def type_differs(context, inspected, defined, inspected_type, defined_type):
        return False if isinstance(defined_type, Words) else None  # its order of letters is tested above

    with store.reading() as connection:
        context = MigrationContext.configure(
            connection,
            opts={
                "compare_type": type_differs,
                "include_name": lambda name, kind, _: kind != "table" or name not in SEARCHES,
            },
        )
        return compare_metadata(context, metadata)


def test_revisions_come_to_the_tables_as_they_are_defined(server):
    place = engine.place_of(server.ledger())
    with closing(engine.store_at(place)) as store:
        assert differences(store) == []


def test_a_filled_ledger_goes_through_every_revision(server):
    place = engine.place_of(server.address(server.database()))
    revisions = [r.revision for r in ScriptDirectory.from_config(schema.configuration()).walk_revisions()][
        ::-1
    ]
    engine.create(place)
    with closing(engine.store_at(place)) as store:
        schema.upgrade(store, revisions[0])
        with store.writing() as connection:
            fill_oldest(connection, ONE)
        with pytest.raises(LedgerVersion, match="onrecord upgrade"):
            schema.require_head(store)
        for revision in revisions[1:]:
            schema.upgrade(store, revision)
    with opened(str(place)) as ledger:
        assert [m.what for m in ledger.check()] == ["nothing was derived from it yet: run `onrecord rebuild`"]
        ledger.rebuild()
        assert ledger.check() == [] and ledger.report(ONE.id).text == ONE.text
        assert ledger.attributions(search="clauses").total == ledger.reports(search="clause").total == 1


def fill_oldest(connection, report):
    """A report by the first revision's own columns."""
    values = {
        "id": report.id, "outlet": report.outlet, "title": report.title, "author": report.author,
        "url": report.url, "sha": report.sha256, "raw_sha": sha256(report.raw).hexdigest(),
        "text": report.text, "blocks": f'[[0,{len(ONE.text)},"paragraph"]]',
        "edits": compress(b"[]"), "raw": compress(report.raw),
    }  # fmt: skip
    connection.execute(
        text(
            "INSERT INTO reports (number, id, outlet, title, author, credit, url, path, full_path, "
            "published_earliest, published_latest, published_basis, retrieved, language, media_type, "
            "encoding, sha256, raw_sha256, added_at) "
            "VALUES (1, :id, :outlet, :title, :author, '', :url, '', '', "
            "'2024-03-04', '2024-03-04', 'stated', '2024-03-05T12:00:00.000000+00:00', 'en', 'text/plain', "
            "'utf-8', :sha, :raw_sha, '2024-03-05T12:00:00+00:00')"
        ),
        values,
    )
    connection.execute(text("INSERT INTO texts VALUES (1, :text, :blocks, :edits, :raw)"), values)


@pytest.mark.parametrize("on", ["file", "server"])
def test_a_kill_in_the_midst_of_an_upgrade_leaves_the_ledger_as_it_was(server, tmp_path, on):
    place = tmp_path / "old.db" if on == "file" else engine.place_of(server.address(server.database()))
    engine.create(place)
    with closing(engine.store_at(place)) as store:
        schema.upgrade(store, "r0002")

    def upgrade_and_die():
        with closing(engine.store_at(place)) as store:

            @event.listens_for(store.engine, "before_cursor_execute")
            def look(connection, cursor, statement, *rest):
                if "CREATE TABLE conflicts" in statement:
                    os.kill(os.getpid(), signal.SIGKILL)

            schema.upgrade(store)

    child = os.fork()
    if child == 0:
        try:
            upgrade_and_die()
        finally:
            os._exit(9)
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status)
    with closing(engine.store_at(place)) as store:
        with store.reading() as connection:
            assert schema.revision_of(connection) == "r0002"
        assert schema.upgrade(store)
    with opened(str(place)) as ledger:
        assert ledger.check() == []
        assert ledger.add_report(ONE).status == "added"
        assert ledger.check() == []


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM judgements",
        "DELETE FROM judgement_subjects",
        "UPDATE judgement_subjects SET subject = 'rep-1'",
        "UPDATE judgements SET note = 'else'",
        "UPDATE judgements SET value = NULL",
        "UPDATE judgements SET closed_at = NULL WHERE closed_at IS NOT NULL",
        "UPDATE judgements SET closed_at = '2031-01-01' WHERE closed_at IS NOT NULL",
        "UPDATE judgements SET closed_at = '2031-01-01', note = 'else' WHERE closed_at IS NULL",
    ],
)
def test_judgements_are_only_ever_closed(judged, statement):
    with (
        closing(engine.store_at(engine.place_of(judged))) as store,
        pytest.raises(IntegrityError, match="closed"),
        store.writing() as connection,
    ):
        connection.execute(text(statement))


@pytest.fixture(scope="module")
def judged(server):
    address = server.ledger()
    with opened(address) as ledger:
        ledger.add_report(ONE)
        ledger.close_judgement(ledger.judge(ONE.id, "set_metadata", {"title": "Another"}).id)
        ledger.judge(ONE.id, "set_metadata", {"title": "A third"})
    return address


def test_a_name_that_no_index_takes_fails_its_report_alone(server):
    long = "".join(sha256(str(number).encode()).hexdigest() for number in range(100))
    with opened(server.ledger()) as ledger:
        reports = [
            make_report(f"{long} said: we wait.", url="https://p.example/1"),
            make_report("Anna Veld said: we sign.", url=f"https://p.example/{long}"),
        ]
        named, addressed = ledger.add_found(reports)
        assert named.status == "failed" and "2,600 bytes" in str(named.error)
        assert addressed.status == "added" and ledger.check() == []
        assert [one.status for one in ledger.add_found(reports[1:])] == ["known"]


def test_several_people_at_once_lose_nothing(server):
    """Threads, and processes beside them, add and judge; what comes of it is the same as in turn."""
    at_once, in_turn = server.ledger(), server.ledger()
    reports = [
        make_report(f"Anna Veld said: paper {n} waits.", "Ostrava wants: the pier.", url=f"https://p.example/{n}")
        for n in range(16)
    ]  # fmt: skip

    def work(own, who):
        with Ledger.open(at_once, process=process, by=who) as ledger:
            for report in own:
                assert ledger.add_report(report).error is None
                ledger.judge(report.id, "set_metadata", {"title": f"By {who}"})

    children = []
    for part in range(2):
        child = os.fork()
        if child == 0:
            code = 9
            try:
                work(reports[part::4], f"process {part}")
                code = 0
            finally:
                os._exit(code)
        children.append(child)
    threads = [threading.Thread(target=work, args=(reports[part::4], f"thread {part}")) for part in (2, 3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=120)
    assert [os.waitpid(child, 0)[1] for child in children] == [0, 0]
    with opened(at_once) as ledger, opened(in_turn) as other:
        assert ledger.counts()["reports"] == len(ledger.judgements()) == 16
        assert ledger.check() == []
        for report in reports:
            other.add_report(report)
        records = [{entry.attribution for entry in one.attributions().items} for one in (ledger, other)]
        assert records[0] == records[1]
        assert {entry.title for entry in ledger.reports().items} == {
            f"By {kind} {n}" for kind, n in (("process", 0), ("process", 1), ("thread", 2), ("thread", 3))
        }


def test_a_ledger_held_by_another_is_busy_and_then_free(address, monkeypatch):
    monkeypatch.setattr(engine, "BUSY_SECONDS", 0.2)
    more = make_report("Ostrava demanded: a pause.", url="https://p.example/2")
    with closing(engine.store_at(engine.place_of(address))) as other, opened(address) as ledger:
        with other.writing():
            with pytest.raises(LedgerBusy, match="Another process holds"):
                ledger.add_report(more)
            assert ledger.counts()["reports"] == 1  # reading goes on
        assert ledger.add_report(more).status == "added"


def test_who_reads_sees_one_moment(address):
    with (
        closing(engine.store_at(engine.place_of(address))) as store,
        opened(address) as ledger,
        store.reading() as connection,
    ):
        count = text("SELECT count(*) FROM reports")
        assert connection.execute(count).scalar() == 1
        ledger.add_report(make_report("Ostrava demanded: a pause.", url="https://p.example/2"))
        assert connection.execute(count).scalar() == 1
        with pytest.raises(InternalError, match="read-only"):
            connection.execute(text("DELETE FROM texts"))


def test_a_kill_while_adding_keeps_what_was_added(server):
    address = server.ledger()

    def dies(report):
        if "gone" in report.text:
            os.kill(os.getpid(), signal.SIGKILL)
        return process(report)

    child = os.fork()
    if child == 0:
        try:
            with Ledger.open(address, process=dies) as ledger:
                ledger.add_report(ONE)
                ledger.judge(ONE.id, "set_metadata", {"title": "Kept"})
                with ledger.store.writing() as connection:
                    connection.execute(text("UPDATE reports SET title = 'half done'"))
                    os.kill(os.getpid(), signal.SIGKILL)
        finally:
            os._exit(9)
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status)
    with opened(address) as ledger:
        assert ledger.record(ONE.id).title == "Kept"
        assert ledger.check() == []
        assert (
            ledger.add_report(make_report("Ostrava demanded: more.", url="https://p.example/2")).error is None
        )


def test_a_connection_that_was_cut_is_made_again(server, address):
    with opened(address) as ledger:
        ledger.counts()
        database = engine.place_of(address).url.database
        server.sql(
            f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            f"WHERE datname = '{database}' AND pid <> pg_backend_pid()"
        )
        assert ledger.counts()["reports"] == 1


def test_words_of_a_report_that_is_taken_down_leave_the_tables(server, address):
    database = engine.place_of(address).url.database
    server.sql("CHECKPOINT")
    (oid,) = server.sql(f"SELECT oid FROM pg_database WHERE datname = '{database}'")[0]
    folder = server.folder / "data" / "base" / str(oid)

    def written():
        return b"".join(path.read_bytes() for path in folder.iterdir())

    assert b"zanzibarquay" in written()
    with opened(address) as ledger:
        ledger.remove(ONE.id, why="asked for")
        server.sql("CHECKPOINT")
        assert b"zanzibarquay" not in written()
        assert ledger.reports(search="zanzibarquay").total == 0
        assert ledger.check() == []


def test_check_finds_what_was_changed_behind_its_back(server, address):
    database = engine.place_of(address).url.database
    changes = (
        ("UPDATE onrecord.texts SET text = replace(text, 'clause', 'Clause')", "hash"),
        ("DELETE FROM onrecord.content_search", "search index"),
        ("SET session_replication_role = replica; DELETE FROM onrecord.members", "point at none of"),
    )
    for statement, what in changes:
        server.sql(f"SET search_path = onrecord; {statement}", database)
        with opened(address) as ledger:
            assert any(what in mismatch.what for mismatch in ledger.check()), what


def test_every_search_table_is_named(address):
    with closing(engine.store_at(engine.place_of(address))) as store, store.reading() as connection:
        query = text(
            "SELECT tablename FROM pg_tables WHERE schemaname = 'onrecord' AND tablename LIKE '%search'"
        )
        assert set(connection.execute(query).scalars()) == set(SEARCHES)
