"""The work on a shard without a cluster: rows for all that it holds, whole files, and back to reports."""

import gzip
import json
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import fsspec
import pyarrow
import pyarrow.parquet
import pytest

from onrecord.errors import DamagedInput, ModelError, ReadError, UsageError
from onrecord.late import Late
from onrecord.model import Report
from onrecord.pipeline import process as real_process
from onrecord.read.given import Problem
from onrecord.scale import rows, shards
from onrecord.scale.loading import Condition, Recorded, archived
from onrecord.scale.rows import from_row, look, report_row, rows_of
from onrecord.scale.shards import find_shards, whole_file
from onrecord.scale.work import MOST_TRIES, clean, work

sys.path.insert(0, str(Path(__file__).parent))
import made_archive
from made_archive import MODEL, write_archive

LOCAL = fsspec.filesystem("file")


@pytest.fixture
def archive(tmp_path):
    return write_archive(tmp_path / "in", 2)


def worked(shard, folder, process=made_archive.process):
    done = work(shard, str(folder), process, MODEL)
    return done, list(rows_of(LOCAL, str(Path(folder) / done.name)))


def test_shards_are_found_in_order_with_a_name_for_good(archive):
    found = find_shards(f"{archive}/*.jsonl")
    assert [Path(one.address).name for one in found] == ["part0.jsonl", "part1.jsonl"]
    assert found == find_shards(str(archive))
    assert len({one.name for one in found}) == 2
    assert replace(found[0], size=1, modified=datetime.now(UTC)).name == found[0].name
    assert found[0].size == (archive / "part0.jsonl").stat().st_size
    with pytest.raises(ReadError, match="No file matches"):
        find_shards(f"{archive}/*.warc")
    with pytest.raises(UsageError):
        find_shards("nowhere-at-all://bucket/*.warc")


def test_a_row_for_each_report_and_each_failure_and_back(archive, tmp_path):
    shard = find_shards(str(archive))[0]
    done, found = worked(shard, tmp_path / "out")
    assert (done.reports, done.errors) == (3, 1)
    assert [row["status"] for row in found] == ["report", "report", "report", "error"]
    assert found[3]["error"] == "DamagedInput" and "line 4" in found[3]["source"]
    for number, row in enumerate(found[:3]):
        report, records = from_row(row)
        assert report.url == f"https://news.example/0/{number}"
        assert records == made_archive.process(report) and row["attributions"] == 2
        assert report.retrieved == shard.modified  # not when it was worked on, which differs from run to run


def test_the_same_shard_gives_the_same_bytes(archive, tmp_path):
    shard = find_shards(str(archive))[0]
    made = []
    for name in ("a", "b"):
        done, _ = worked(shard, tmp_path / name)
        made.append((tmp_path / name / done.name).read_bytes())
    assert made[0] == made[1]


def test_everything_that_process_derives_goes_there_and_back(tmp_path):
    text = "Mara Voss said: “We reject the dam.”\n\nWithout a ceasefire there can be no talks, she said."
    report = Report(text=text, raw=b"\xff\x00", url="https://a.example/1", retrieved=datetime.now(UTC))
    records = real_process(report)
    assert records.attributions
    assert from_row(report_row(0, "a", report, records)) == (report, records)


@pytest.mark.parametrize("order", ["fail", "refuse"])
def test_a_report_that_fails_is_a_row_and_the_next_is_read(order, archive, tmp_path, monkeypatch):
    orders = tmp_path / "orders"
    orders.mkdir()
    (orders / f"{order}-at-paper0x1").touch()
    monkeypatch.setenv("ONRECORD_TEST_ORDERS", str(orders))
    done, found = worked(find_shards(str(archive))[0], tmp_path / "out")
    assert (done.reports, done.errors) == (2, 2)
    assert found[1]["status"] == "error" and "news.example/0/1" in found[1]["source"]
    assert found[1]["what"] == "Refused." or "ValueError: a fault in the program" in found[1]["what"]


def test_a_missing_model_is_no_row_but_the_end(archive, tmp_path):
    def without(report):
        raise ModelError("There is no model.", "Install onrecord again.")

    with pytest.raises(ModelError):
        work(find_shards(str(archive))[0], str(tmp_path / "out"), without, MODEL)
    assert [path.name for path in (tmp_path / "out").iterdir()] == [".tries"]


def test_a_shard_that_killed_its_workers_is_given_up_with_its_reason(archive, tmp_path):
    shard = find_shards(str(archive))[0]

    def dies(report):
        raise KeyboardInterrupt

    for _ in range(MOST_TRIES):
        with pytest.raises(KeyboardInterrupt):
            work(shard, str(tmp_path / "out"), dies, MODEL)
    done, found = worked(shard, tmp_path / "out", dies)
    assert (done.reports, done.errors) == (0, 1) and "died 3 times" in found[0]["what"]
    assert not list((tmp_path / "out" / ".tries").iterdir())


def test_any_input_that_can_be_read_is_a_shard(tmp_path):
    folder = write_archive(tmp_path / "in", 1)
    lines = (folder / "part0.jsonl").read_bytes()
    (folder / "part0.jsonl").unlink()
    with gzip.open(folder / "a.jsonl.gz", "wb") as stream:
        stream.write(lines)
    fields = [json.loads(line) for line in lines.splitlines()[:3]]
    pyarrow.parquet.write_table(pyarrow.Table.from_pylist(fields), folder / "b.parquet")
    (folder / "c.txt").write_text("Selm answers\n\nAnna Veld said: we will sign today.\n")
    (folder / "d.parquet").write_bytes(b"PAR1 is not all")
    reports = {}
    for shard in find_shards(str(folder)):
        reports[Path(shard.address).name] = worked(shard, tmp_path / "out")
    texts = {name: [row["text"] for row in found if row["text"]] for name, (_, found) in reports.items()}
    assert texts["a.jsonl.gz"] == texts["b.parquet"] and len(texts["b.parquet"]) == 3
    assert texts["c.txt"] == ["Anna Veld said: we will sign today."]
    assert (reports["d.parquet"][0].errors, reports["d.parquet"][1][0]["error"]) == (1, "DamagedInput")


def test_an_unreadable_file_is_a_row(tmp_path, monkeypatch):
    folder = write_archive(tmp_path / "in", 1)
    shard = find_shards(str(folder))[0]
    (folder / "part0.jsonl").unlink()
    done, found = worked(shard, tmp_path / "out")
    assert (done.reports, done.errors) == (0, 1) and "can't be read" in found[0]["what"]


def test_a_file_is_there_whole_or_not_at_all(tmp_path):
    with pytest.raises(KeyboardInterrupt), whole_file(str(tmp_path / "out"), "a.parquet") as path:
        path.write_bytes(b"half")
        raise KeyboardInterrupt
    assert list((tmp_path / "out").iterdir()) == []


def test_what_killed_workers_left_is_taken_away(archive, tmp_path):
    done, _ = worked(find_shards(str(archive))[0], tmp_path / "out")
    (tmp_path / "out" / f".{done.name}.0123abcd").write_bytes(b"half")
    clean(str(tmp_path / "out"))
    assert [path.name for path in (tmp_path / "out").iterdir()] == [done.name]


def test_a_file_that_is_cut_off_or_of_another_making_is_not_taken_for_done(archive, tmp_path):
    shard = find_shards(str(archive))[0]
    done, _ = worked(shard, tmp_path / "out")
    path = tmp_path / "out" / done.name
    said = look(LOCAL, str(path))
    assert (said.reports, said.errors, said.stamp, said.model) == (3, 1, shard.stamp, MODEL)
    whole = path.read_bytes()
    for cut in (0, 10, len(whole) // 2, len(whole) - 1):
        path.write_bytes(whole[:cut])
        assert look(LOCAL, str(path)) is None
    pyarrow.parquet.write_table(pyarrow.table({"a": [1]}), path)
    assert look(LOCAL, str(path)) is None
    assert look(LOCAL, str(tmp_path / "none")) is None


def test_object_stores_do_as_well(tmp_path):
    memory = fsspec.filesystem("memory")
    for path in write_archive(tmp_path / "in", 1).iterdir():
        memory.pipe_file(f"/bucket/{path.name}", path.read_bytes())
    (shard,) = find_shards("memory://bucket/*.jsonl")
    done = work(shard, "memory://bucket/out", made_archive.process, MODEL)
    assert look(memory, f"/bucket/out/{done.name}").reports == 3


def test_without_the_extra_it_is_said_what_to_install(monkeypatch, tmp_path):
    monkeypatch.setattr(rows, "arrow", None)
    with pytest.raises(UsageError, match=r"onrecord\[archive\]"):
        rows.require_pyarrow()
    monkeypatch.setattr(shards, "fsspec", None)
    with pytest.raises(UsageError, match=r"onrecord\[archive\]"):
        find_shards("x")


def loaded(folder, *conditions, model=MODEL):
    recorded = Recorded(otherwise=Late("made_archive", "process"))
    found = list(archived(str(folder), map(Condition.parse, conditions), recorded, model))
    assert recorded.waiting == {}
    return found


def test_reports_of_an_archive_are_chosen_by_what_they_say(archive, tmp_path):
    for shard in find_shards(str(archive)):
        worked(shard, tmp_path / "out")
    assert len(loaded(tmp_path / "out")) == 6
    assert {one.outlet for one in loaded(tmp_path / "out", "outlet = The Echo")} == {"The Echo"}
    assert len(loaded(tmp_path / "out", "published_earliest>=2024-03-02", "text~PAPER1x")) == 2
    assert len(loaded(tmp_path / "out", "published_earliest<2024-03-02", "outlet!=The Echo")) == 1
    for wrong in ("outlet", "raw=x", "weather=fine"):
        with pytest.raises(UsageError, match="is no condition"):
            loaded(tmp_path / "out", wrong)
    with pytest.raises(ReadError, match="holds no archive"):
        loaded(tmp_path / "in")


def test_what_was_derived_there_is_taken_unless_by_another_model(archive, tmp_path):
    worked(find_shards(str(archive))[0], tmp_path / "out")
    calls = []

    def counted(report):
        calls.append(report.id)
        return made_archive.process(report)

    for model, expected in ((MODEL, 0), ("another 2", 3)):
        calls.clear()
        recorded = Recorded(otherwise=counted)
        for report in archived(str(tmp_path / "out"), [], recorded, model):
            assert recorded(report) == made_archive.process(report)
        assert len(calls) == expected


def test_a_row_that_was_changed_is_a_problem(archive, tmp_path):
    done, found = worked(find_shards(str(archive))[0], tmp_path / "out")
    with pytest.raises(DamagedInput, match="is not what the archive says"):
        from_row({**found[0], "text": "Another text."})
    with pytest.raises(DamagedInput, match="can't be read from the archive"):
        from_row({**found[0], "records": "{"})
    writer = rows.RowWriter(tmp_path / "out" / done.name, "x", MODEL)
    writer.add({**found[0], "text": "Another text."})
    writer.close()
    assert [type(one) for one in loaded(tmp_path / "out")] == [Problem]


def test_a_big_shard_is_written_in_groups(tmp_path):
    folder = write_archive(tmp_path / "in", 1, reports=250)
    done, found = worked(find_shards(str(folder))[0], tmp_path / "out")
    path = tmp_path / "out" / done.name
    assert pyarrow.parquet.ParquetFile(path).num_row_groups == 3
    assert [row["number"] for row in found] == list(range(251))
    assert list((tmp_path / "out" / ".tries").iterdir()) == []
