"""Unlockings found step by step: the same as the solver's, with many claims on each step and with few."""

import random
from collections.abc import Callable
from time import monotonic

import pytest
from made_records import condition, lenient, material, position, strict

from onrecord.model import Issue
from onrecord.reason import Material, Question, stepwise, unlock
from onrecord.reason.collecting import Cheapest
from onrecord.reason.parts import merging
from onrecord.reason.problem import Problem
from onrecord.reason.pruning import pruned
from onrecord.reason.reach import TimeIsUp
from onrecord.reason.solver import Found, Search
from onrecord.reason.stepwise import StepByStep, TooMany, suits
from onrecord.reason.timeline import Timeline

SEEDS = range(8)
WANTED = 40


def dense(seed: int, steps: int = 9, each: int = 7, shared: int = 1000) -> Material:
    """Each step has many conditions, on steps just after it or anywhere before it, some with alternatives.

    Each of so many, given as `shared`, is one claim with the condition before it, on another step.
    """
    pick = random.Random(seed)
    records: list[object] = []
    for number in range(steps * each):
        step = number % (steps - 1)
        near = pick.randrange(step + 1, min(steps, step + 4))
        other = pick.randrange(steps) if pick.random() < 0.4 else near
        instead = (f"s{pick.randrange(1, steps)}",) if pick.random() < 0.3 else ()
        holder = f"h{pick.randrange(12) if shared > steps * each else number}"
        before = f"c{number - 1:02}" if number % shared == shared - 1 else None
        records.append(
            condition(f"c{number:02}", holder, f"s{step}", f"s{other}", alternatives=instead, restates=before)
        )
    for number in range(steps // 2):
        records.append(position(f"p{number}", f"h{number}", "reject", f"s{pick.randrange(1, steps)}"))
    return material(*records)  # type: ignore[arg-type]


def problem_of(records: Material, question: Question) -> Problem:
    return Timeline(records, question).problem(question.as_of)


def listed(search: StepByStep | Search | Cheapest, wanted: int) -> list[Found]:
    found: list[Found] = []
    while len(found) < wanted and (level := search.level(wanted - len(found))):
        found += level
        for one in level:
            search.forbid(one)
    return found


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize(("reading", "shared"), [(lenient, 1000), (strict, 1000), (lenient, 4)])
def test_what_is_found_step_by_step_is_what_the_solver_finds(
    seed: int, reading: Callable[[str], Question], shared: int
) -> None:
    problem, merged = merging(pruned(problem_of(dense(seed, shared=shared), reading("s0"))))
    pick = random.Random(seed)
    costs = {one: len(merged.get(one, (one,))) + pick.randrange(3) * (seed % 2) for one in problem.claims}
    assert suits(problem) and len(problem.claims) > 30
    ours = listed(StepByStep(problem, costs), WANTED)
    theirs = listed(Search(problem, "unlocking", weights=costs), WANTED)

    def cost(one: Found) -> int:
        return sum(costs[claim] for claim in one.claims) + len(one.steps)

    assert [cost(one) for one in ours] == [cost(one) for one in theirs] == sorted(map(cost, ours))
    assert len(set(ours)) == len(ours) == WANTED
    last = cost(ours[-1])
    assert {one for one in ours if cost(one) < last} == {one for one in theirs if cost(one) < last}


@pytest.mark.parametrize("patience", [-1, 3, 40])
def test_the_solver_goes_on_where_there_are_too_many_ways(
    patience: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    records = dense(3)
    patient = unlock(records, lenient("s0"), limit=WANTED, seconds=60)
    monkeypatch.setattr(stepwise, "PATIENCE", patience)
    monkeypatch.setattr(stepwise, "PATIENCE_FOR_EACH", 0)
    with pytest.raises(TooMany):
        listed(StepByStep(problem_of(records, lenient("s0")), dict.fromkeys(ids(records), 1)), WANTED)
    asked = unlock(records, lenient("s0"), limit=WANTED, seconds=60)
    assert [way.weight for way in asked.ways] == [way.weight for way in patient.ways]
    last = patient.ways[-1].weight
    cheaper = {way.unlocking.id for way in patient.ways if way.weight < last}
    assert cheaper and cheaper == {way.unlocking.id for way in asked.ways if way.weight < last}


def ids(records: Material) -> set[str]:
    return {one.id for one in (*records.positions, *records.conditions)}


def test_all_are_found_once_and_then_no_more() -> None:
    records = material(
        condition("c1", "x", "a", "b"),
        condition("c2", "y", "a", "c"),
        condition("c3", "z", "b", "c", alternatives=("a",)),
        position("p", "w", "reject", "c"),
    )
    search = StepByStep(problem_of(records, lenient("a")), dict.fromkeys(ids(records), 1))
    found = [search.level(10), search.level(10), search.level(10)]
    assert [{one.claims for one in level} for level in found] == [
        {frozenset({"p"})},
        {frozenset({"c1", "c2"}), frozenset({"c2", "c3"})},
        set(),
    ]


def test_where_nothing_is_in_the_way_the_empty_set_is_enough() -> None:
    problem = problem_of(material(condition("c", "x", "a", "b")), lenient("a"))
    search = StepByStep(problem, {"c": 1})
    assert search.level(5) == [Found(frozenset(), frozenset())]
    assert search.level(5) == []


def test_what_is_ruled_out_is_not_found_nor_what_contains_it() -> None:
    records = material(
        condition("c1", "x", "a", "b"), position("p1", "y", "reject", "b"), position("p2", "z", "reject", "a")
    )
    search = StepByStep(problem_of(records, lenient("a")), dict.fromkeys(ids(records), 1))
    search.forbid(Found(frozenset({"p1"}), frozenset()))
    assert search.level(5) == [Found(frozenset({"c1", "p2"}), frozenset())]


def test_time_is_up() -> None:
    search = StepByStep(problem_of(dense(1), lenient("s0")), dict.fromkeys(ids(dense(1)), 1), monotonic() - 1)
    with pytest.raises(TimeIsUp):
        search.level(1)


def test_what_does_not_suit() -> None:
    plain = (condition("c1", "x", "a", "b"), position("p", "y", "reject", "b"))
    assert suits(problem_of(material(*plain), lenient("a")))
    elsewhere = condition("c2", "x", "b", "d", restates="c1")
    assert suits(problem_of(material(*plain, elsewhere), lenient("a")))
    twice = condition("c2", "x", "a", "d", restates="c1")
    assert not suits(problem_of(material(*plain, twice), lenient("a")))
    opposites = (condition("c2", "x", "a", "no b"), Issue(id="no b", label="no b", negates="b"))
    assert not suits(problem_of(material(*plain, *opposites), lenient("a")))
    kept_out = (
        condition("c2", "x", "a", "d", alternatives=("e",)),
        position("q", "z", "reject", "alt"),
        Issue(id="d", label="d"),
        Issue(id="alt", label="alternative to d"),
    )
    assert not suits(problem_of(material(*plain, *kept_out), lenient("a")))
