"""Unlockings found from the goal downwards: what the solver finds; claims that hold in several ways too."""

import random

import pytest
from made_records import condition, event, lenient, material, position, strict

from onrecord.reason import Material, Question, unlock
from onrecord.reason import choosing as module
from onrecord.reason.choosing import Choosing
from onrecord.reason.problem import Problem
from onrecord.reason.reach import is_minimal_unlocking
from onrecord.reason.solver import Found, Search
from onrecord.reason.stepwise import TooMany
from onrecord.reason.timeline import Timeline

WANTED = 25


def archive(seed: int, steps: int = 8) -> Material:
    """Steps that many refuse, and that wait for each other by many conditions; some restate others."""
    pick = random.Random(seed)
    records: list[object] = []
    for number in range(steps * 6):
        step, other = pick.sample(range(steps), 2)
        before = pick.choice([one.id for one in records]) if records and pick.random() < 0.2 else None  # type: ignore[attr-defined]
        records.append(condition(f"c{number:02}", f"h{number}", f"s{step}", f"s{other}", restates=before))
    for number in range(steps * 2):
        step = pick.randrange(steps)
        before = f"c{pick.randrange(steps * 6):02}" if pick.random() < 0.2 else None
        records.append(position(f"p{number:02}", f"h{number}", "reject", f"s{step}", restates=before))
    return material(*records)  # type: ignore[arg-type]


def problem_of(records: Material, question: Question) -> Problem:
    return Timeline(records, question).problem(question.as_of)


def by_the_solver(problem: Problem, costs: dict[str, int]) -> list[Found]:
    search, found = Search(problem, "unlocking", weights=costs), list[Found]()
    while len(found) < WANTED and (level := search.level(WANTED - len(found))):
        found += level
        search.forbid(*level)
    return found


def from_the_goal(problem: Problem, costs: dict[str, int]) -> list[Found]:
    search, found = Choosing(problem, costs), list[Found]()
    while len(found) < WANTED and (level := search.level(WANTED - len(found))):
        found += level
    return found


@pytest.mark.parametrize("seed", range(24))
def test_what_is_found_from_the_goal_is_what_the_solver_finds(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "PATIENCE", 50_000)
    pick = random.Random(seed)
    problem = problem_of(archive(seed), (lenient if seed % 3 else strict)("s0"))
    costs = {one: pick.randrange(1, 4) if seed % 2 else 1 for one in problem.claims}
    assert problem.uses.several and len(problem.claims) > 20

    def cost(one: Found) -> int:
        return sum(costs[claim] for claim in one.claims) + len(one.steps)

    ours, theirs = from_the_goal(problem, costs), by_the_solver(problem, costs)
    assert [cost(one) for one in ours] == [cost(one) for one in theirs] == sorted(map(cost, ours))
    assert len(set(ours)) == len(ours)
    last = cost(ours[-1])
    assert {one for one in ours if cost(one) < last} == {one for one in theirs if cost(one) < last}
    assert all(is_minimal_unlocking(problem, one.claims, one.steps) for one in ours)


def test_a_circle_is_broken_at_each_of_its_conditions() -> None:
    circle = material(
        condition("c0", "x", "a", "b"), condition("c1", "y", "b", "c"), condition("c2", "z", "c", "b")
    )
    found = from_the_goal(problem_of(circle, lenient("a")), dict.fromkeys(("c0", "c1", "c2"), 1))
    assert {one.claims for one in found} == {frozenset({"c0"}), frozenset({"c1"}), frozenset({"c2"})}


def test_a_claim_that_holds_twice_is_paid_for_once() -> None:
    twofold = material(
        condition("c0", "x", "a", "b"),
        condition("c1", "y", "a", "b"),
        condition("c2", "z", "a", "b"),
        position("p0", "w", "reject", "b"),
        position("p1", "w", "reject", "a", restates="p0"),
    )
    found = from_the_goal(problem_of(twofold, lenient("a")), dict.fromkeys(("c0", "c1", "c2", "p0"), 1))
    assert [one.claims for one in found] == [frozenset({"p0"})]  # it is given up for the goal anyhow


def test_what_can_be_reached_anyhow_costs_nothing() -> None:
    records = material(
        condition("c0", "x", "a", "b"),
        condition("c1", "y", "b", "c"),
        condition("c2", "y", "a", "d"),
        position("p", "z", "reject", "a"),
        event("e", "d"),
    )
    found = from_the_goal(problem_of(records, lenient("a")), dict.fromkeys(("c0", "c1", "c2", "p"), 1))
    assert [one.claims for one in found] == [frozenset({"p"})]


def test_where_it_is_not_told_so_others_look(monkeypatch: pytest.MonkeyPatch) -> None:
    records = material(
        condition("c0", "x", "a", "b", alternatives=("c",)),
        position("p", "y", "reject", "b"),
        position("q", "y", "reject", "c"),
    )
    problem = problem_of(records, lenient("a"))
    with pytest.raises(TooMany):
        Choosing(problem, dict.fromkeys(problem.claims, 1)).level(1)
    ways = unlock(records, lenient("a"), limit=WANTED, seconds=60).ways
    assert {way.unlocking.moves for way in ways} == {(("c0",),), (("p",),), (("q",),)}
    every = archive(5)
    patient = unlock(every, lenient("s0"), limit=WANTED, seconds=60)
    monkeypatch.setattr(module, "PATIENCE", -10_000)
    asked = unlock(every, lenient("s0"), limit=WANTED, seconds=60)
    assert [way.weight for way in asked.ways] == [way.weight for way in patient.ways]
