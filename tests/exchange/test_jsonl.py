"""Exports: every line valid by the schema, the same every time, and its spans where they say."""

import json
import sys
from datetime import date, datetime
from pathlib import Path
from typing import get_args

import pytest
from jsonschema import Draft202012Validator

from onrecord.exchange import schema as types
from onrecord.exchange.jsonl import entry_record, lines_of_records
from onrecord.model import DateInterval

sys.path.insert(0, str(Path(__file__).parents[1] / "store"))
from made_reports import make_report, new_ledger, process

REPORTS = (
    make_report(
        "Ánna Veld said: we will sign today.",
        "He again said: so do I.",
        "Ostrava demanded: a pause.",
        url="https://post.example/1",
    ),
    make_report("Anna Veld said: we will sign today.", outlet="", path="b.txt", day=None),
    make_report("Rien.", language="fr", url="https://post.example/3"),
    make_report("Jonas Brandt said: the zanzibarquay stays.", url="https://post.example/4"),
    make_report(
        "Ostrava refuses: ferry service today.",
        "Anna Veld needs: prisoner exchange for signing of the harbour treaty.",
        "Done: prisoner exchange.",
        url="https://post.example/5",
    ),
    make_report(
        "Ostrava wants: ferry service today.",
        "Kestria refuses: ferry service today.",
        url="https://post.example/6",
        day=date(2024, 3, 20),
    ),
)
ORDER = (
    "report", "actor", "attribution", "issue", "position", "condition", "event", "utterance", "change",
    "conflict", "deadlock", "unlocking", "judgement",
)  # fmt: skip
RECORDS = get_args(get_args(types.Record)[0])


@pytest.fixture(scope="module")
def ledger(tmp_path_factory):
    with new_ledger(tmp_path_factory.mktemp("export") / "talks.db", "Talks", process=process) as made:
        for report in REPORTS:
            made.add_report(report)
        made.judge(REPORTS[1].id, "set_date", DateInterval.on(date(2024, 3, 6)), by="ida")
        made.close_judgement(made.judge(REPORTS[1].id, "set_metadata", {"outlet": "News"}, by="ida").id)
        made.remove(REPORTS[3].id, why="Court order 12", by="editor")
        yield made


@pytest.fixture(scope="module")
def validator():
    schema = types.schema()
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


def parsed(lines):
    return [json.loads(line) for line in lines]


def test_every_line_is_valid_and_complete(ledger, validator):
    fields = {get_args(r.__annotations__["type"])[0]: r for r in RECORDS}
    seen = set()
    for record in parsed(ledger.export(with_text=True)):
        validator.validate(record)
        assert set(record) == set(fields[record["type"]].__annotations__) - {"pattern"}
        seen.add(record["type"])
    assert set(fields) - seen <= {"deadlock", "unlocking"}  # as there are any


def test_the_schema_refuses(ledger, validator):
    for record in parsed(ledger.export()):
        for name in set(record) - {"value", "anchors"}:  # of any form; and not there in older exports
            assert not validator.is_valid({k: v for k, v in record.items() if k != name}), name
            assert not validator.is_valid({**record, name: 3.5 if name != "confidence" else 2}), name
    assert not validator.is_valid({"type": "position", "id": "pos-0000000000000000"})


def test_fields_may_be_added(ledger, validator):
    for record in parsed(ledger.export()):
        assert validator.is_valid({**record, "later": 1})


def test_the_first_line_says_what_follows(ledger):
    first, *rest = parsed(ledger.export())
    assert (first["type"], first["format"], first["name"], first["as_of"]) == (
        "ledger",
        1,
        "Talks",
        "2024-03-20",
    )
    assert first["model"] == "made 1"
    kinds = [record["type"] for record in rest]
    assert kinds == sorted(kinds, key=ORDER.index)
    removed = sum(1 for record in rest if record["type"] == "report" and record["removed"])
    counts = {f"{kind}s": kinds.count(kind) for kind in set(kinds)}
    counts["reports"] -= removed
    kept = {name: number for name, number in first["counts"].items() if number}
    asked = {"deadlocks", "unlockings"}  # worked out when they are asked for
    assert kept == {**{name: n for name, n in counts.items() if name not in asked}, "removed": removed}


def test_spans_stand_where_they_say_and_ids_lead_somewhere(ledger):
    records = parsed(ledger.export(with_text=True))
    ids = {record["id"] for record in records}
    texts = {record["id"]: record["text"] for record in records if record["type"] == "report"}
    found = 0
    for record in records:
        if record["type"] != "attribution":
            continue
        assert {record["report"], *record["candidates"], *filter(None, [record["speaker"]])} <= ids
        for span in record["content"] + record["cue"] + record["source"]:
            assert texts[record["report"]][span["start"] : span["end"]] == span["text"]
            found += 1
    assert found == 12
    acting = [relation for record in records if record["type"] == "actor" for relation in record["acts_for"]]
    assert acting and all(relation["actor"] in ids for relation in acting)


def test_text_only_where_it_is_asked_for(ledger):
    for record in parsed(ledger.export()):
        assert "text" not in record or record["type"] != "report"
    texts = [record["text"] for record in parsed(ledger.export(with_text=True)) if record["type"] == "report"]
    assert None in texts and REPORTS[0].text in texts
    assert "zanzibarquay" not in "".join(ledger.export(with_text=True))


def test_the_same_bytes_each_time(ledger, tmp_path):
    exports = []
    for order in (1, -1):
        with new_ledger(tmp_path / f"{order}.db", "Talks", process=process) as other:
            for report in REPORTS[::order]:
                other.add_report(report)
            assert other.counts()["conflicts"] == other.counts()["changes"] == 1
            exports.append("\n".join(other.export(with_text=True)))
    assert exports[0] == exports[1]


def test_one_report_without_a_ledger_gives_the_same_records(tmp_path, validator):
    report = REPORTS[0]
    alone = parsed(lines_of_records(report, process(report), with_text=True))
    for record in alone:
        validator.validate(record)
    with new_ledger(tmp_path / "one.db", process=process) as ledger:
        ledger.add_report(report)
        whole = parsed(ledger.export(with_text=True))
    across = ("utterance", "change", "conflict")  # what only several reports together show
    shown = [{**record, "utterance": None} if "utterance" in record else record for record in whole[1:]]
    assert alone[1:] == [record for record in shown if record["type"] not in across]
    assert alone[0]["counts"].items() <= whole[0]["counts"].items()
    assert {k: v for k, v in alone[0].items() if k != "counts"} == {
        k: v for k, v in whole[0].items() if k != "counts"
    }


def test_what_a_ledger_answers_with_is_a_record(ledger, validator):
    entries = [
        *ledger.reports().items,
        *ledger.actors().items,
        *ledger.attributions().items,
        *ledger.judgements(),
    ]
    exported = {record["id"]: record for record in parsed(ledger.export())}
    for entry in entries:
        record = entry_record(entry)
        validator.validate(record)
        assert exported[record["id"]] == record


def test_moments_are_in_utc(ledger):
    for record in parsed(ledger.export()):
        if record["type"] == "judgement":
            assert datetime.fromisoformat(record["at"]).utcoffset().total_seconds() == 0
