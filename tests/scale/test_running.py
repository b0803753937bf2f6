"""An archive on a cluster of two workers: whatever is killed and whenever, the rows are those of a quiet run.

Ray takes seconds to start, and a driver of its own can't be killed: each run is a process. It is one test, so
that no two clusters run at once.
"""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import fsspec
import pytest

from onrecord.scale.rows import rows_of
from onrecord.scale.shards import find_shards
from onrecord.scale.work import work

sys.path.insert(0, str(Path(__file__).parent))
import made_archive
from made_archive import MODEL, write_archive

pytestmark = pytest.mark.xdist_group("ray")
LOCAL = fsspec.filesystem("file")
DRIVER = """
import json, sys
from dataclasses import asdict
from onrecord.late import Late
from onrecord.scale.running import run
found = run(sys.argv[1], sys.argv[2], jobs=2, process=Late("made_archive", "process"),
            model_version=Late("made_archive", "model_version"))
print(json.dumps({**asdict(found), "complete": found.complete}))
"""


def start(archive: Path, out: Path, orders: Path) -> "subprocess.Popen[str]":
    """A run in a process group of its own."""
    source = Path(sys.modules["onrecord"].__file__ or "").parents[1]
    path = os.pathsep.join([str(source), str(Path(__file__).parent)])
    environment = {**os.environ, "PYTHONPATH": path, "ONRECORD_TEST_ORDERS": str(orders)}
    return subprocess.Popen(
        [sys.executable, "-c", DRIVER, str(archive), str(out)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environment,
        start_new_session=True,
    )


def summary_of(running: "subprocess.Popen[str]") -> dict[str, object]:
    out, err = running.communicate(timeout=300)
    assert running.returncode == 0, err[-2000:]
    found: dict[str, object] = json.loads(out.splitlines()[-1])
    return found


def rows_in(folder: Path) -> list[dict[str, object]]:
    """All rows of an archive, shard by shard."""
    return [row for path in sorted(folder.glob("*.parquet")) for row in rows_of(LOCAL, str(path))]


def quiet_run(archive: Path, out: Path) -> list[dict[str, object]]:
    """The rows of a plain loop."""
    for shard in find_shards(str(archive)):
        work(shard, str(out), made_archive.said, MODEL)
    return rows_in(out)


def kill_all(orders: Path) -> None:
    """Kill what is left of a run whose driver was killed: its workers go by themselves, but not at once."""
    marker = f"ONRECORD_TEST_ORDERS={orders}".encode()
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if marker in (process / "environ").read_bytes().split(b"\0"):
                os.kill(int(process.name), signal.SIGKILL)
        except OSError:
            continue  # it is gone, or not ours


def test_killed_drivers_and_workers_lose_nothing(tmp_path: Path) -> None:
    archive = write_archive(tmp_path / "in", 6)
    orders, out = tmp_path / "orders", tmp_path / "out"
    orders.mkdir()
    waits = [orders / f"wait-at-paper{number}x1" for number in (3, 4)]
    for wait in waits:
        wait.touch()
    # Both workers wait at a shard, the others are there or not begun; then all is killed.
    driver = start(archive, out, orders)
    try:
        deadline = time.monotonic() + 240
        while len(list(orders.glob("met-*"))) < 2:
            assert time.monotonic() < deadline and driver.poll() is None
            time.sleep(0.05)
    finally:
        driver.kill()
        kill_all(orders)
        driver.communicate()
    before = {path.name: path.stat().st_mtime_ns for path in out.glob("*.parquet")}
    assert 0 < len(before) <= 4
    for wait in waits:
        wait.unlink()
    # One worker dies once, at one shard workers always die: the run goes on, and says what it gave up.
    (orders / "die-at-paper3x1").touch()
    (orders / "die-always-at-paper4x0").touch()
    running = start(archive, out, orders)
    try:
        summary = summary_of(running)
    finally:
        kill_all(orders)
    assert summary["complete"] and summary["missing"] == []
    assert (summary["known"], summary["done"]) == (len(before), 6 - len(before))
    assert (summary["reports"], summary["errors"]) == (15, 6)  # a broken line in each, and what was given up
    after = {path.name: path.stat().st_mtime_ns for path in out.glob("*.parquet")}
    assert before.items() <= after.items()  # what was whole was not made again
    expected, found = quiet_run(archive, tmp_path / "quiet"), rows_in(out)
    (given_up,) = [row for row in found if "died 3 times" in str(row["what"])]
    assert "part4.jsonl" in str(given_up["source"])
    others = [row for row in expected if "part4.jsonl" not in str(row["source"])]
    assert [row for row in found if row != given_up] == others
    assert not (orders / "die-at-paper3x1").exists()
    assert not [path for path in out.iterdir() if path.suffix != ".parquet"]
