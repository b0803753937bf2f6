"""One more report reads what it can alter, and leaves the ledger as if all were worked out from nothing."""

import random
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import text

from onrecord import consolidation
from onrecord.model import Span

sys.path.insert(0, str(Path(__file__).parents[2] / "bench"))
sys.path.insert(0, str(Path(__file__).parents[1] / "store"))
sys.path.insert(0, str(Path(__file__).parent))

from made_reports import make_report, new_ledger, process
from wild import Village, wild

from made_up import made

TRACKED = {
    "claims": "SELECT c.id, c.until, r.id, s.until, s.ended, s.own FROM claims c "
    "JOIN stands s ON s.claim = c.number LEFT JOIN claims r ON r.number = c.restates WHERE NOT c.carried",
    "sides": "SELECT i.id, a.id, s.polarity, s.since, s.until, s.statements, s.heard FROM sides s "
    "JOIN issues i ON i.number = s.at JOIN actors a ON a.number = s.party",
    "changes": 'SELECT i.id, c.id, c."of", c.kind, c.confidence, a.id FROM changes c '
    "JOIN issues i ON i.number = c.at JOIN actors a ON a.number = c.holder",
    "conflicts": "SELECT i.id, c.id, c.kind, c.confidence, c.sort_key FROM conflicts c "
    "JOIN issues i ON i.number = c.at",
}


def tracked(ledger):
    """All rows that follow from what parties say."""
    with ledger._store.reading() as connection:
        return {
            name: sorted(repr(tuple(row)) for row in connection.execute(text(query)))
            for name, query in TRACKED.items()
        }


@pytest.mark.parametrize("seed", [1, 2])
def test_reports_one_by_one_in_any_order_leave_what_all_from_nothing_give(tmp_path, seed, backend):
    if seed > 1 and backend != "sqlite":
        pytest.skip("once on a server")
    world = Village(reports=44)
    order = list(range(world.reports))
    if seed > 1:
        random.Random(seed).shuffle(order)
    with new_ledger(tmp_path / "wild.db", f"Wild{seed}", process=wild) as ledger:
        assert not any(one.error for one in ledger.add_found(made(world, number) for number in order[:24]))
        for number in order[24:]:
            assert ledger.add_report(made(world, number)).status == "added"
        found = tracked(ledger)
        with ledger._store.writing() as connection:
            consolidation.consolidate(connection)
        assert tracked(ledger) == found
        assert all(len(rows) > 8 for rows in found.values())


OFFER = "Ostrava would pay {} percent if there is an audit."


def offering(report):
    """The records of a report, its condition put in the words of an offer."""
    records = process(report)
    start = report.text.index("Ostrava would")
    words = Span.of(report.text, start, len(report.text))
    connective = Span.of(report.text, start + words.text.index("if "), start + words.text.index("if ") + 2)
    conditions = [replace(one, evidence=(words,), connective=(connective,)) for one in records.conditions]
    return replace(records, conditions=tuple(conditions))


def test_a_higher_offer_on_the_same_terms_is_a_change(tmp_path):
    with new_ledger(tmp_path / "offers.db", "Offers", process=offering) as ledger:
        for day, percent in ((4, "six"), (20, "seven")):
            lines = "Ostrava needs: audit for wage rise today.", OFFER.format(percent)
            added = ledger.add_report(
                make_report(*lines, day=date(2024, 3, day), url=f"https://post.example/{day}")
            )
            assert added.status == "added"
        (change,) = (entry.change for entry in ledger.changes().items)
        assert change.kind == "softened"
        assert change.date.day == date(2024, 3, 20)
