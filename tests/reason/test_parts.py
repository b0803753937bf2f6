"""Parts of a problem: what is near the goal, and what is left where some claims are given up."""

from made_records import condition, event, lenient, material, position

from onrecord.reason import Material, deadlocks, unlock
from onrecord.reason.parts import at_steps, beyond, distances, merging, narrowed, within
from onrecord.reason.problem import Problem
from onrecord.reason.timeline import Timeline


def chain(steps: int) -> Material:
    """Each step waits for the next, and somebody refuses the last; two refuse the second."""
    records: list[object] = [
        condition(f"c{number}", f"h{number}", f"s{number}", f"s{number + 1}") for number in range(steps)
    ]
    records += [position("far", "x", "reject", f"s{steps}")]
    records += [position(f"near{number}", f"y{number}", "reject", "s1") for number in range(2)]
    return material(*records)  # type: ignore[arg-type]


def problem_of_chain(steps: int) -> Problem:
    question = lenient("s0")
    return Timeline(chain(steps), question).problem(question.as_of)


def test_what_is_further_than_a_deadlock_is_large_is_left_out() -> None:
    problem = problem_of_chain(6)
    away, whole = distances(problem, 9)
    assert away == {f"s{number}": number for number in range(7)}
    part, all_of_it = within(problem, 2)
    assert set(part.claims) == {"c0", "c1", "near0", "near1"}
    assert whole and not all_of_it
    assert set(within(problem, 9)[0].claims) == set(problem.claims)


def test_the_nearest_deadlocks_come_first_and_the_farthest_is_found_too() -> None:
    answer = deadlocks(chain(12), lenient("s0"), seconds=60)
    assert [len(one.members) for one in answer.deadlocks] == [2, 2, 13]
    assert answer.complete
    first = deadlocks(chain(12), lenient("s0"), limit=1, seconds=60)
    assert [len(one.members) for one in first.deadlocks] == [2] and not first.complete


def test_a_claim_that_bears_near_the_goal_and_far_from_it_hides_no_deadlock() -> None:
    circle = material(
        condition("c1", "x", "a", "b"),
        condition("again", "x", "d", "a", restates="c1"),
        condition("c2", "y", "b", "c"),
        condition("c3", "z", "c", "d"),
    )
    answer = deadlocks(circle, lenient("a"), seconds=60)
    assert [one.members for one in answer.deadlocks] == [(("again", "c1"), ("c2",), ("c3",))]
    twofold = material(
        condition("c", "x", "a", "b"),
        condition("c2", "y", "b", "d"),
        position("p", "x", "reject", "d", restates="c"),
        position("q", "w", "reject", "b"),
    )
    problem = Timeline(twofold, lenient("a")).problem(lenient("a").as_of)
    assert distances(problem, 9) == ({"a": 0, "b": 0, "d": 1}, True)
    found = deadlocks(twofold, lenient("a"), seconds=60)
    assert {frozenset(map(frozenset, one.members)) for one in found.deadlocks} == {
        frozenset({frozenset({"c", "p"}), frozenset({"c2"})}),
        frozenset({frozenset({"c", "p"}), frozenset({"q"})}),
    }
    first = deadlocks(twofold, lenient("a"), limit=1, seconds=60)
    assert len(first.deadlocks) == 1 and not first.complete


def test_unlockings_far_from_the_goal_are_found() -> None:
    open_chain = material(
        *(condition(f"c{number}", "h", f"s{number}", f"s{number + 1}") for number in range(12)),
        position("far", "x", "reject", "s12"),
    )
    answer = unlock(open_chain, lenient("s0"), limit=30, seconds=60)
    moved = {members[0] for one in answer.unlockings for (members,) in [one.moves]}
    assert moved == {"far", *(f"c{number}" for number in range(12))}
    assert answer.complete


def test_who_refuses_the_goal_itself_is_in_every_unlocking() -> None:
    records = material(
        *(position(f"p{number}", f"h{number}", "reject", "a") for number in range(3)),
        condition("c", "z", "a", "b"),
        position("q", "w", "reject", "b"),
        event("e", "elsewhere"),
    )
    answer = unlock(records, lenient("a"), seconds=60)
    sets = [{members[0] for members in one.moves} for one in answer.unlockings]
    assert sets == [{"p0", "p1", "p2", "c"}, {"p0", "p1", "p2", "q"}]
    assert [way.weight for way in answer.ways] == [4, 4]


def test_parts_have_what_holds_some_steps_back_and_nothing_beyond() -> None:
    problem = problem_of_chain(4)
    part = at_steps(problem, frozenset({"s0", "s1"}))
    assert set(part.claims) == {"c0", "c1", "near0", "near1"}
    assert beyond(problem, frozenset({"s0", "s1"}), problem.claims.keys(), frozenset()) == {"s2"}
    assert not beyond(problem, frozenset({"s0", "s1"}), {"c0"}, frozenset())
    one, merged = merging(part)
    assert merged == {"near0": ("near0", "near1")} and set(one.claims) == {"c0", "c1", "near0"}
    assert one.claims["near0"].holders == ("y0", "y1") and one.blocks == {"s1": ("near0",)}
    assert set(narrowed(problem, {"c0", "far"}, frozenset()).claims) == {"c0"}
