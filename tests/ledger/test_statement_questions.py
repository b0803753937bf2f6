"""Statements asked for by what is done in them and what they speak of, over the real pipeline."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from onrecord.ledger import Ledger
from onrecord.model import DateInterval
from onrecord.read.given import Given

TEXT = """Ferry crews hold out

The crews' union rejected the new timetable on Tuesday. "We demand a second ferry," said Orla Benn, the
union's leader. The company said that it would offer a second ferry only if the timetable were accepted.
"""


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    folder: Path = tmp_path_factory.mktemp("asked")
    (folder / "ferry.txt").write_text(TEXT, encoding="utf-8")
    with Ledger.create(folder / "ferry.db") as made:
        added = list(made.add(folder / "ferry.txt", given=Given(published=DateInterval.on(date(2025, 4, 9)))))
        assert [one.status for one in added] == ["added"]
        yield made


def test_every_facet_counts_what_asking_for_it_finds(ledger: Ledger) -> None:
    every = ledger.facets()
    assert every.counted == ledger.attributions().total > 0
    assert every.acts and every.issues and every.kinds
    for name in ("act", "issue", "kind"):
        for facet in getattr(every, f"{name}s"):
            assert ledger.attributions(**{name: facet.value}).total == facet.count, (name, facet)


def test_an_issue_and_an_act_are_asked_for_at_once(ledger: Ledger) -> None:
    found = ledger.attributions(issue="second ferry", act="demand").items
    assert [one.speaker for one in found] == ["Orla Benn"]
    assert not ledger.attributions(issue="second ferry", act="withdraw").total
