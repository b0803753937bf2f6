"""What stands near a goal: in order of time, each with why, and nothing that is told elsewhere."""

from datetime import date
from types import SimpleNamespace

import pytest

from onrecord.ledger.in_force import Held
from onrecord.ledger.nearby import groups_near

GOAL, STEP, AKIN = "treaty", "ferry", "tunnel"


def held(day: int, about: str, other: str, id_: str = "") -> Held:
    id_ = id_ or f"{about}-{day}"
    return Held((date(2031, 5, day), id_), "act-novak", about, other, (id_,))


def near(refusals=None, first=None, waited_for=None, already=frozenset(), most=10):
    there = SimpleNamespace(
        chart=SimpleNamespace(labels={STEP: "the ferry"}),
        refusals=lambda _, matter: (refusals or {}).get(matter, ()),
        first=first or {},
        waited_for=waited_for or {},
    )
    linked, akin = {GOAL: "", STEP: ""}, {AKIN: ("the ferry", "a crossing")}
    found = groups_near(None, there, linked, akin, already, most)
    return [(group.held.ids[0], group.why) for group in found]


def test_all_that_stands_near_comes_in_order_of_time_with_why():
    found = near(
        refusals={GOAL: [held(9, GOAL, "deny")], AKIN: [held(2, AKIN, "reject"), held(7, AKIN, "allege")]},
        first={AKIN: [held(5, AKIN, "toll")]},
        waited_for={STEP: [held(3, "harbour", STEP)]},
    )
    assert found == [
        ("tunnel-2", "a crossing: the ferry"),
        ("harbour-3", "waits for the same: the ferry"),
        ("tunnel-5", "a crossing: the ferry"),
        ("tunnel-7", "a crossing: the ferry"),
        ("treaty-9", "about the same"),
    ]


@pytest.mark.parametrize(
    "said",
    [
        {"refusals": {GOAL: [held(1, GOAL, "reject")]}},  # told as what holds the goal back itself
        {"waited_for": {STEP: [held(1, GOAL, STEP)]}},  # a link of the goal's own chain
        {"waited_for": {GOAL: [held(1, "harbour", GOAL)]}},  # what waits for the goal is no way to it
        {"first": {AKIN: [held(1, AKIN, STEP)]}},  # waits for a link
    ],
)
def test_what_is_linked_itself_does_not_stand_near(said):
    assert near(**said) == []


def test_terms_on_the_goal_itself_count():
    assert near(first={AKIN: [held(1, AKIN, GOAL)]}) == [("tunnel-1", "a crossing: the ferry")]


def test_what_is_told_elsewhere_is_left_out_before_the_rest_is_counted():
    every = {AKIN: [held(day, AKIN, "reject") for day in range(1, 9)]}
    found = near(refusals=every, already={"tunnel-1", "tunnel-3"}, most=3)
    assert [id_ for id_, _ in found] == ["tunnel-2", "tunnel-4", "tunnel-5"]
