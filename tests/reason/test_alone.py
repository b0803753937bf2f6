"""Since when a deadlock stands: found with a part of the records, and the same as with all of them."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from made_records import condition, event, lenient, material, position
from test_against_brute_force import EXAMPLES, FIRST, STEPS, negotiations

from onrecord.reason import Material, Question, deadlocks
from onrecord.reason.alone import Alone
from onrecord.reason.grouping import group
from onrecord.reason.problem import build
from onrecord.reason.reach import blocked_by
from onrecord.reason.timeline import Timeline

LAST = FIRST + timedelta(days=8)


def stands(
    records: Material, question: Question, claims: frozenset[str], missing: set[str], day: date
) -> bool:
    """Whether claims held the goal back on a day, by all that there is of that day."""
    grouping = group(records, question)
    problem = build(records, replace(grouping, bearing=grouping.positions), question, day)
    there = claims <= problem.claims.keys() and missing <= problem.silent
    return there and blocked_by(problem, claims, missing)


@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
@given(negotiations(), st.sampled_from(STEPS), st.sampled_from(["lenient", "strict"]))
def test_on_every_day_a_part_says_what_all_says(records: Material, goal: str, reading: str) -> None:
    question = Question(goal=goal, as_of=LAST, reading=reading)  # type: ignore[arg-type]
    timeline = Timeline(records, question)
    claim_of = timeline.grouping.claim_of
    for found in deadlocks(records, question, limit=5, seconds=60).deadlocks:
        claims = frozenset(claim_of[members[0]] for members in found.members)
        missing = set(found.missing)
        alone = Alone(timeline.calendar.happenings, question, timeline.grouping, claims)
        for number in range(9):
            day = FIRST + timedelta(days=number)
            plainly = stands(records, question, claims, missing, day)
            assert timeline.stands(claims, missing, day) == plainly
            if not missing:
                assert alone.holds_back(day, float("inf")) in (plainly, None)


def test_most_days_are_told_by_a_part_alone() -> None:
    others = [
        position(f"o{n}", f"party {n}", "reject", "b", day=FIRST + timedelta(days=n)) for n in range(30)
    ]
    records = material(
        condition("c", "x", "a", "b", day=FIRST),
        position("p", "y", "reject", "b", day=FIRST + timedelta(days=2)),
        event("e", "elsewhere", day=FIRST + timedelta(days=5)),
        *others,
    )
    question = lenient("a", as_of=FIRST + timedelta(days=40))
    timeline = Timeline(records, question)
    assert timeline.since({"c", "p"}, set()) == FIRST + timedelta(days=2)
    looked_at = timeline._problems
    assert len(looked_at) == 1  # the last day: all others are told by the two claims
    alone = Alone(timeline.calendar.happenings, question, timeline.grouping, {"c", "p"})
    assert {one.id for one in alone.positions} == {"p"}
    turned = [date.min, FIRST, FIRST + timedelta(days=2), date.max]
    assert sorted(set(alone.turns)) == turned  # what happened elsewhere turns nothing here
