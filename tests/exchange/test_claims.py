"""Claims of one report as records: valid by the schema, anchored, and tied to one another."""

import json

import pytest
from jsonschema import Draft202012Validator

from onrecord.exchange.jsonl import lines_of_records
from onrecord.exchange.schema import schema
from onrecord.pipeline import process
from onrecord.read import Given, read_plain

TEXT = """Foreign Minister Mara Voss of Ostrava said on Tuesday that her country would sign the treaty
only if the border commission was given its own budget.

"We reject the annexation of the islands," Voss told reporters. "Without a ceasefire there can be no talks."

Velden's government insists on the return of the prisoners, its spokesman Jonas Brandt said.

The third round of talks was postponed."""


@pytest.fixture(scope="module")
def records():
    report = read_plain(TEXT, name="voss.txt", given=Given(outlet="The Harbour Post"))
    lines = lines_of_records(report, process(report), with_text=True, explain=True)
    return [json.loads(line) for line in lines]


def of(records, kind):
    return [record for record in records if record["type"] == kind]


def test_every_line_is_valid(records):
    validator = Draft202012Validator(schema())
    assert [record for record in records if not validator.is_valid(record)] == []


def test_claims_are_found_and_counted(records):
    assert {"issue", "position", "condition"} <= {record["type"] for record in records}
    for kind in ("issue", "position", "condition", "event"):
        assert records[0]["counts"][f"{kind}s"] == len(of(records, kind))


def test_evidence_is_in_the_text(records):
    text = of(records, "report")[0]["text"]
    for record in of(records, "position") + of(records, "condition") + of(records, "event"):
        for span in record["evidence"]:
            assert text[span["start"] : span["end"]] == span["text"]


def test_a_condition_names_step_and_requirement(records):
    labels = {issue["id"]: issue["label"] for issue in of(records, "issue")}
    pairs = {(labels[one["step"]], labels[one["requirement"]]) for one in of(records, "condition")}
    assert any("talks" in step and "ceasefire" in requirement for step, requirement in pairs)


def test_holders_are_actors_and_patterns_are_named(records):
    actors = {actor["id"] for actor in of(records, "actor")}
    for record in of(records, "position") + of(records, "condition"):
        assert record["holder"] in actors
        assert record["pattern"]


def test_patterns_are_named_only_when_asked():
    report = read_plain(TEXT, name="voss.txt", given=Given())
    lines = [json.loads(line) for line in lines_of_records(report, process(report))]
    assert of(lines, "position")
    assert not any("pattern" in line for line in lines)
