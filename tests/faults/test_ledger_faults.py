"""What can befall a ledger's file: nothing accepted is lost, and what failed is said.

Kills while adding and rebuilding are tried in tests/ledger.
"""

import os
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from made_reports import make_report, new_ledger, process

from onrecord.errors import LedgerBusy, LedgerDamaged, LedgerError, OnrecordError
from onrecord.ledger import Ledger, judging
from onrecord.ledger.recovering import recover
from onrecord.store import engine

REPORTS = tuple(
    make_report(f"Anna Veld said: we will sign paper {number}.", url=f"https://post.example/{number}")
    for number in range(6)
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A ledger with six reports, closed."""
    with new_ledger(tmp_path / "talks.db", "Talks", process=process) as ledger:
        for report in REPORTS:
            assert ledger.add_report(report).error is None
    return tmp_path / "talks.db"


def opened(path: Path) -> Ledger:
    return Ledger.open(path, process=process)


def in_child(work: Callable[[], object]) -> int:
    """The status of a process that did some work: 0, or 7 where onrecord said that it failed."""
    child = os.fork()
    if child == 0:
        code = 9
        try:
            work()
            code = 0
        except OnrecordError:
            code = 7
        finally:
            os._exit(code)
    _, status = os.waitpid(child, 0)
    return status


def sound(path: Path) -> None:
    with opened(path) as ledger:
        assert ledger.check() == []
        there = {entry.id for entry in ledger.reports().items}
        assert {report.id for report in REPORTS} <= there


def test_a_kill_while_judging_leaves_the_judgement_whole_or_not_at_all(path: Path) -> None:
    def dying(report: object) -> None:
        os.kill(os.getpid(), signal.SIGKILL)

    def judge() -> None:
        with Ledger.open(path, process=dying) as ledger:  # type: ignore[arg-type]
            ledger.judge(REPORTS[0].id, "set_metadata", {"outlet": "The Post"})

    assert os.WIFSIGNALED(in_child(judge))
    sound(path)
    with opened(path) as ledger:
        assert ledger.judgements() == []
        ledger.judge(REPORTS[0].id, "set_metadata", {"outlet": "The Post"})
        assert ledger.record(REPORTS[0].id).outlet == "The Post"  # type: ignore[union-attr]
    sound(path)


def test_a_full_disk_keeps_what_was_added_and_says_so(path: Path) -> None:
    long = make_report(
        "Anna Veld said: " + "we wait and wait, " * 40_000 + "so.", url="https://post.example/l"
    )

    def add_without_room() -> None:
        with opened(path) as ledger:
            ledger.counts()
            size = max(side.stat().st_size for side in path.parent.iterdir())
            resource.setrlimit(resource.RLIMIT_FSIZE, (size + 8192, resource.RLIM_INFINITY))
            ledger.add_report(long)

    status = in_child(add_without_room)
    assert os.WIFEXITED(status) and os.WEXITSTATUS(status) == 7
    sound(path)
    with opened(path) as ledger:
        assert long.id not in {entry.id for entry in ledger.reports().items}
        assert ledger.add_report(long).error is None
    sound(path)


def test_a_ledger_that_may_not_be_written_is_said_to_be_so(path: Path) -> None:
    path.parent.chmod(0o755)
    path.chmod(0o444)

    def add_as_nobody() -> None:
        if os.geteuid() == 0:
            for folder in path.parents[:-2]:
                folder.chmod(0o755)
            os.setgid(65534)
            os.setuid(65534)
        with opened(path) as ledger:
            ledger.add_report(make_report("Ostrava demanded: a pause.", url="https://post.example/n"))

    status = in_child(add_as_nobody)
    assert os.WIFEXITED(status) and os.WEXITSTATUS(status) == 7
    path.chmod(0o644)
    sound(path)


def as_nobody(path: Path, work: Callable[[], object]) -> int:
    """What `in_child` gives for work of somebody who may read a ledger and its folder, and write neither."""
    for folder in path.parents[:-2]:
        folder.chmod(0o755)

    def work_as_nobody() -> None:
        if os.geteuid() == 0:
            os.setgid(65534)
            os.setuid(65534)
        work()

    path.parent.chmod(0o555)
    try:
        return in_child(work_as_nobody)
    finally:
        path.parent.chmod(0o755)


@pytest.mark.parametrize("linked", [False, True])
def test_a_ledger_in_a_folder_that_may_not_be_written_is_read_and_refuses_the_rest(
    path: Path, tmp_path_factory: pytest.TempPathFactory, linked: bool
) -> None:
    asked = path
    if linked:
        asked = tmp_path_factory.mktemp("links") / "talks.db"
        asked.symlink_to(path)
        asked.parent.chmod(0o777)

    def read() -> None:
        with opened(asked) as ledger:
            assert len(ledger.reports().items) == len(REPORTS)
            assert ledger.check() == []

    def add() -> None:
        with opened(asked) as ledger:
            ledger.add_report(make_report("Ostrava demanded: a pause.", url="https://post.example/n"))

    assert os.waitstatus_to_exitcode(as_nobody(path, read)) == 0
    assert os.waitstatus_to_exitcode(as_nobody(path, add)) == 7
    assert [beside.name for beside in path.parent.iterdir()] == [path.name]
    sound(path)


def test_who_may_not_write_sees_what_another_has_just_added(path: Path) -> None:
    more = make_report("Ostrava demanded: a pause.", url="https://post.example/n")

    def read() -> None:
        with opened(path) as ledger:
            assert more.id in {entry.id for entry in ledger.reports().items}

    with opened(path) as ledger:  # the log with the new report in it is not yet taken into the file
        assert ledger.add_report(more).error is None
        assert path.with_name(path.name + "-wal").stat().st_size
        assert os.waitstatus_to_exitcode(as_nobody(path, read)) == 0
    sound(path)


@pytest.mark.skipif(
    not shutil.which("unshare") or subprocess.run(["unshare", "-m", "true"], check=False).returncode != 0,
    reason="a disk can be made read-only only by root, in a mount namespace of its own",
)
def test_a_ledger_on_a_read_only_disk_is_read_and_refuses_the_rest(path: Path) -> None:
    mount = 'mount --bind "$0" "$0" && mount -o remount,ro,bind "$0" && exec "$@"'

    def onrecord(*words: str) -> "subprocess.CompletedProcess[str]":
        command = ["unshare", "-m", "sh", "-c", mount, path.parent, sys.executable, "-m", "onrecord"]
        return subprocess.run([*command, *words, "--db", path], capture_output=True, text=True, check=False)

    asked, checked = onrecord("attributions"), onrecord("check")
    assert asked.returncode == 0 and asked.stdout.count("we will sign paper") == len(REPORTS)
    assert checked.returncode == 0
    for words in (("judge", REPORTS[0].id, "--outlet", "The Post"), ("rebuild",)):
        refused = onrecord(*words)
        assert refused.returncode and "See that you may write there." in refused.stderr
    sound(path)


def test_a_ledger_held_by_another_is_busy_and_then_free(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "BUSY_SECONDS", 0.1)
    more = make_report("Ostrava demanded: a pause.", url="https://post.example/n")
    with closing(sqlite3.connect(path, isolation_level=None)) as other, opened(path) as ledger:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(LedgerBusy, match="Another process holds"):
            ledger.add_report(more)
        assert len(ledger.reports().items) == len(REPORTS)  # reading goes on
        other.execute("ROLLBACK")
        assert ledger.add_report(more).error is None
    sound(path)


def test_a_damaged_page_is_said_and_never_taken_for_the_record(path: Path) -> None:
    data = bytearray(path.read_bytes())
    size = int.from_bytes(data[16:18], "big")
    damaged = found = 0
    for page in range(1, len(data) // size):
        broken = bytearray(data)
        broken[page * size : page * size + 64] = b"\xa5" * 64
        path.write_bytes(broken)
        for side in engine.SIDE_FILES:
            path.with_name(path.name + side).unlink(missing_ok=True)
        damaged += 1
        try:
            with opened(path) as ledger:
                found += bool(ledger.check())
        except LedgerDamaged:
            found += 1
    assert damaged > 10 and found == damaged
    path.write_bytes(data)
    sound(path)


def test_check_names_the_reports_whose_words_a_bad_page_held(tmp_path: Path) -> None:
    long = [
        make_report(f"Anna Veld said: we will sign. {'abcdefgh'[n] * 9000}", url=f"https://post.example/{n}")
        for n in range(8)
    ]
    path = tmp_path / "long.db"
    with new_ledger(path, "Talks", process=process) as ledger:
        assert not any(ledger.add_report(report).error for report in long)
    data = path.read_bytes()
    for letter, report in zip(b"abcdefgh", long, strict=True):
        at = data.index(bytes([letter]) * 3000)  # in a page that holds nothing but a piece of this text
        for spoilt in (b"x" * 8, b"\xa5" * 8):  # other words; no words at all
            path.write_bytes(data[: at + 1000] + spoilt + data[at + 1008 :])
            with opened(path) as ledger:
                found = ledger.check()
            assert report.id in {one.record for one in found}
            assert not {one.record for one in found} & {other.id for other in long if other is not report}
    path.write_bytes(data)
    with opened(path) as ledger:
        assert ledger.check() == []


def test_a_file_cut_short_is_damaged(path: Path) -> None:
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // 2])
    with pytest.raises(LedgerError), opened(path) as ledger:
        assert ledger.check() == []


def test_a_clock_that_goes_back_loses_no_judgement(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with opened(path) as ledger:
        for year in (2031, 2001, 2030):
            monkeypatch.setattr(judging, "now_utc", lambda year=year: datetime(year, 1, 1, tzinfo=UTC))
            ledger.judge(REPORTS[0].id, "set_metadata", {"outlet": f"Post {year}"})
        assert len(ledger.judgements()) == 3
        assert (
            ledger.add_report(make_report("Ostrava demanded: a pause.", url="https://a.example/")).error
            is None
        )
    sound(path)


def test_a_wrong_model_file_adds_nothing(path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from onrecord.errors import ModelError  # noqa: PLC0415
    from onrecord.language.shipped import SHIPPED, read_shipped  # noqa: PLC0415

    folder = tmp_path / "model"
    folder.mkdir()
    for file in SHIPPED.iterdir():
        if file.is_file():
            (folder / file.name).write_bytes(file.read_bytes())
    tokenizer = folder / "tokenizer.json"
    tokenizer.write_bytes(tokenizer.read_bytes()[:-1] + b" ")

    def with_wrong_model(report: object) -> None:
        read_shipped(folder)

    with Ledger.open(path, process=with_wrong_model) as ledger:  # type: ignore[arg-type]
        with pytest.raises(ModelError, match="damaged or was changed"):
            ledger.add_report(make_report("Ostrava demanded: a pause.", url="https://post.example/n"))
        assert len(ledger.reports().items) == len(REPORTS)
    sound(path)


def test_all_but_the_damaged_reports_are_recovered(path: Path, tmp_path: Path) -> None:
    with opened(path) as ledger:
        ledger.judge(REPORTS[0].id, "set_metadata", {"outlet": "The Post"})
        ledger.remove(REPORTS[5].id, why="Court order 12")
        before = {entry.id: entry for entry in ledger.reports().items}
    data = path.read_bytes()
    size = int.from_bytes(data[16:18], "big")
    ids = {report.id for report in REPORTS}
    recovered = refused = 0
    for page in range(1, len(data) // size, 3):
        broken = bytearray(data)
        broken[page * size : page * size + 64] = b"\xa5" * 64
        damaged, new = tmp_path / f"damaged{page}.db", tmp_path / f"new{page}.db"
        damaged.write_bytes(broken)
        try:
            saved = recover(damaged, new, process=process)
        except LedgerError:
            refused += 1
            assert not new.exists()
            continue
        recovered += 1
        with opened(new) as ledger:
            assert ledger.check() == []
            there = {entry.id: entry for entry in ledger.reports().items}
        named = {id_ for id_ in saved.lost if id_ in ids}
        numbered = [id_ for id_ in saved.lost if id_ not in ids]
        assert there.keys() <= before.keys() and not there.keys() & named
        assert len(there) + len(named) + len(numbered) >= len(before)
    assert recovered > 5 * max(refused, 1)


def test_a_whole_ledger_is_recovered_whole(path: Path, tmp_path: Path) -> None:
    with opened(path) as ledger:
        ledger.judge(REPORTS[0].id, "set_metadata", {"outlet": "The Post"})
        before = list(ledger.export(with_text=True))
    saved = recover(path, tmp_path / "new.db", process=process)
    assert (saved.reports, saved.judgements, saved.lost) == (6, 1, ())
    with opened(tmp_path / "new.db") as ledger:
        assert list(ledger.export(with_text=True)) == before
    with pytest.raises(LedgerError):
        recover(path, tmp_path / "new.db", process=process)
