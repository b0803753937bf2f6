"""One more report reads what it can alter, and leaves the ledger as if all were worked out from nothing."""

import random
import sys
from dataclasses import replace
from datetime import date
from itertools import count
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
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
        found = grown(ledger, [made(world, number) for number in order], 24)
        assert tracked(ledger) == found
        assert all(len(rows) > 8 for rows in found.values())


def grown(ledger, reports, together=0):
    """What follows once some reports came together and the others one by one; then all is worked out anew."""
    assert not any(one.error for one in ledger.add_found(reports[:together]))
    for report in reports[together:]:
        assert ledger.add_report(report).status == "added"
    found = tracked(ledger)
    with ledger._store.writing() as connection:
        consolidation.consolidate(connection)
    return found


def taking_back(report):
    """The records of a report, all of its day; what is refused is taken back."""
    records = process(report)

    def dated(claims):
        return tuple(replace(one, date=report.published) for one in claims)

    positions = dated(records.positions)
    return replace(
        records,
        positions=tuple(replace(one, act="withdraw") if one.act == "reject" else one for one in positions),
        conditions=dated(records.conditions),
        events=dated(records.events),
    )


def spoken(lines):
    """One report for each day and line."""
    return [
        make_report(line, day=date(2024, 3, day), url=f"https://post.example/{number}")
        for number, (day, line) in enumerate(lines)
    ]


def test_a_change_stays_at_an_issue_near_that_of_which_the_last_condition_ends(tmp_path):
    # "Trial" is one matter with "ferry trial" and with "pay trial", which are two. The last report ends the
    # condition on the pay trial, so that changes at "trial" are found anew: that of the ferry trial is one.
    lines = [
        (4, "Ostrava needs: audit for ferry trial."),
        (8, "Ostrava refuses: ferry trial."),
        (10, "Ostrava needs: report for trial."),
        (12, "Ostrava needs: inspection for pay trial."),
        (16, "Ostrava refuses: inspection."),
    ]
    with new_ledger(tmp_path / "near.db", "Near", process=taking_back) as ledger:
        found = grown(ledger, spoken(lines))
        assert tracked(ledger) == found
        assert len(found["changes"]) == 6


STEPS, ASKED = ("trial", "ferry trial", "pay trial"), ("audit", "report", "inspection")
WHAT = st.sampled_from([*STEPS, *ASKED, "no trial"])
MORE = st.tuples(
    st.integers(1, 28),
    st.one_of(
        st.builds("Ostrava needs: {} for {}.".format, WHAT, WHAT),
        st.builds("Ostrava {}: {}.".format, st.sampled_from(["wants", "refuses"]), WHAT),
        st.builds("Done: {}.".format, WHAT),
    ),
)


@st.composite
def grown_from_the_shape(draw):
    """The lines above with other issues in their places, others among them, and in another order."""
    one, other, last = draw(st.permutations(STEPS))
    first, second, third = draw(st.permutations(ASKED))
    lines = [
        (4, f"Ostrava needs: {first} for {one}."),
        (8, f"Ostrava refuses: {draw(st.sampled_from([one, one, first]))}."),
        (10, f"Ostrava needs: {second} for {other}."),
        (12, f"Ostrava needs: {third} for {last}."),
        *draw(st.lists(MORE, max_size=4)),
        (16, f"Ostrava refuses: {third}."),
    ]
    return draw(st.one_of(st.just(lines), st.permutations(lines)))


NUMBERS = count()


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(lines=grown_from_the_shape(), together=st.integers(0, 8))
def test_what_one_party_says_of_near_issues_in_any_order(tmp_path_factory, lines, together):
    folder = tmp_path_factory.mktemp("near")
    with new_ledger(folder / "near.db", f"Near{next(NUMBERS)}", process=taking_back) as ledger:
        found = grown(ledger, spoken(lines), together)
        assert tracked(ledger) == found


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
