"""The bench of growing ledgers: its reports are the same twice, and adding comes to what a rebuild does."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "bench"))

import growing
from made_up import World, made, process
from onrecord.ledger import Ledger

WORLD = World(reports=24, statements=6)


def test_a_report_is_a_function_of_its_number() -> None:
    once, again = made(WORLD, 17), made(WORLD, 17)
    assert once == again
    assert process(once) == process(again)
    assert made(WORLD, 18) != once


def test_made_records_are_anchored_and_point_at_each_other() -> None:
    claims = 0
    for number in range(WORLD.reports):
        report = made(WORLD, number)
        records = process(report)
        actors = {one.id for one in records.actors}
        issues = {one.id for one in records.issues}
        for one in records.attributions:
            assert one.speaker in actors
            for span in (*one.content, *one.cue, *one.source):
                assert report.text[span.start : span.end] == span.text
        assert {one.issue for one in records.positions} <= issues
        claims += len(records.positions) + len(records.conditions) + len(records.events)
    assert claims > WORLD.reports


@pytest.fixture(scope="module")
def grown(tmp_path_factory: pytest.TempPathFactory) -> dict[str, object]:
    making = growing.Making(WORLD)
    path = tmp_path_factory.mktemp("grown") / "made.db"
    with Ledger.create(path, process=making.process) as ledger:
        growing.build(ledger, making, 0, 16)
        growing.adds(ledger, making, 16, 8)
        return growing.check(ledger)


def test_adding_in_bulk_and_one_by_one_gives_what_a_rebuild_gives(grown: dict[str, object]) -> None:
    assert grown["differing"] == []


def test_the_made_up_ledger_has_some_of_everything(grown: dict[str, object]) -> None:
    rows = grown["rows"]
    assert isinstance(rows, dict)
    assert min(rows[name] for name in ("actors", "issues", "claims", "utterances", "conflicts")) > 0
