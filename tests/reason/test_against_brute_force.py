"""Thousands of small random negotiations: what the reasoner says is what trying every set says.

`ONRECORD_EXAMPLES` sets how many are tried (thousands take minutes); without it, a few hundred.
"""

import os
import random
from collections import Counter
from datetime import date, timedelta
from unittest.mock import patch

from brute_force import World
from hypothesis import HealthCheck, assume, event, given, settings
from hypothesis import strategies as st
from made_records import condition, material, position
from made_records import event as happening

from onrecord.model import Issue
from onrecord.reason import Answer, Material, Question, deadlocks, stepwise, unlock

EXAMPLES = int(os.environ.get("ONRECORD_EXAMPLES", "300"))
STEPS = ("a", "b", "c", "d", "e")
HOLDERS = ("x", "y", "z")
ACTS = (
    "demand", "offer", "accept", "commit", "support", "concede",
    "reject", "oppose", "withdraw", "threaten", "deny", "allege",
)  # fmt: skip
FIRST = date(2031, 1, 1)
ENOUGH = 200
LARGEST = 11  # claims and silent steps: 2^11 sets are tried

days = st.one_of(st.none(), st.integers(0, 6).map(lambda number: FIRST + timedelta(days=number)))
some_steps = st.lists(st.sampled_from(STEPS), max_size=1, unique=True).map(tuple)


@st.composite
def negotiations(draw: st.DrawFn) -> Material:
    records: list[object] = []
    for number in range(draw(st.integers(0, 6))):
        records.append(
            condition(
                f"c{number}", draw(st.sampled_from(HOLDERS)), draw(st.sampled_from(STEPS)),
                draw(st.sampled_from(STEPS)), before=draw(st.booleans()), day=draw(days), until=draw(days),
                alternatives=draw(some_steps) if draw(st.booleans()) else (),
                restates=draw(st.sampled_from([None, None, None, "c0", "c1"])),
                hypothetical=draw(st.integers(0, 9)) == 0,
            )
        )  # fmt: skip
    for number in range(draw(st.integers(0, 5))):
        act = draw(st.sampled_from(ACTS))
        records.append(
            position(
                f"p{number}", draw(st.sampled_from(HOLDERS)), act, draw(st.sampled_from((*STEPS, "alt"))),
                polarity=draw(st.sampled_from([None, None, "for", "against", "open"])), day=draw(days),
                until=draw(st.one_of(st.none(), days)), alternatives=draw(some_steps),
                restates=draw(st.sampled_from([None, None, None, "p0"])),
                hypothetical=draw(st.integers(0, 9)) == 0,
            )
        )  # fmt: skip
    for number in range(draw(st.integers(0, 2))):
        status = draw(st.sampled_from(["done", "done", "begun", "agreed", "postponed", "failed"]))
        records.append(happening(f"e{number}", draw(st.sampled_from(STEPS)), status, day=draw(days)))
    records.append(Issue(id="a", label="a thing", actors=draw(st.sampled_from([(), ("x",), ("x", "y")]))))
    records.append(Issue(id="alt", label="alternative to a thing"))
    if draw(st.booleans()):
        records.append(
            Issue(id="b", label="end of c", negates="c", actors=draw(st.sampled_from([(), ("z",)])))
        )
    if draw(st.booleans()):
        records.append(Issue(id="d", label="end of e", negates="e"))
    return material(*records)  # type: ignore[arg-type]


@st.composite
def questions(draw: st.DrawFn) -> Question:
    return Question(
        goal=draw(st.sampled_from(STEPS)),
        as_of=FIRST + timedelta(days=draw(st.sampled_from([2, 6]))),
        reading=draw(st.sampled_from(["strict", "lenient"])),
        actors=draw(st.sampled_from([None, None, None, frozenset({"x", "y"})])),
        hypothetical=draw(st.booleans()),
        ignore=draw(st.sampled_from([frozenset(), frozenset(), frozenset({"c0"}), frozenset({"p0"})])),
        disputed=draw(st.sampled_from([frozenset(), frozenset({"e0"})])),
    )


def said(answer: Answer) -> bool:
    return answer.status in ("blocked", "unoffered")


tried = settings(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize="ONRECORD_EXAMPLES" not in os.environ,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)


@tried
@given(negotiations(), questions())
def test_deadlocks_are_those_found_by_trial(records: Material, question: Question) -> None:
    world = World(records, question)
    assume(len(world.claims) + len(world.silent) <= LARGEST)
    answer = deadlocks(records, question, limit=ENOUGH, seconds=60)
    ours = {
        (frozenset(frozenset(one) for one in deadlock.members), frozenset(deadlock.missing))
        for deadlock in answer.deadlocks
    }
    event(answer.status)
    assert answer.complete
    assert len(ours) == len(answer.deadlocks)
    if answer.status in ("empty", "unmentioned"):
        return
    assert (answer.status == "reached") == (question.goal in world.happened)
    assert ours == world.deadlocks()
    assert bool(ours) == said(answer)
    sizes = [len(one.members) + len(one.missing) for one in answer.deadlocks]
    assert sizes == sorted(sizes)


@tried
@given(negotiations(), questions(), st.sampled_from(["claims", "actors", "firmness"]), st.integers(-1, 5))
def test_unlockings_are_those_found_by_trial(
    records: Material, question: Question, by: str, patience: int
) -> None:
    world = World(records, question)
    assume(len(world.claims) + len(world.silent) <= LARGEST)
    few_ways = {"PATIENCE": patience, "PATIENCE_FOR_EACH": patience}  # below 0 the solver does it all
    with patch.multiple(stepwise, **few_ways):
        answer = unlock(records, question, limit=ENOUGH, by=by, seconds=60)  # type: ignore[arg-type]
    ours = {
        (frozenset(frozenset(one) for one in way.unlocking.moves), frozenset(way.offers))
        for way in answer.ways
    }
    event(answer.status)
    assert answer.complete
    if answer.status in ("empty", "unmentioned", "reached"):
        assert not ours
        return
    assert ours == world.unlockings()
    weights = [way.weight for way in answer.ways]
    assert weights == sorted(weights)
    for way in answer.ways:
        check_way(way.steps, way.unlocking.order, way.first, question.goal)


def tangled(seed: int) -> Material:
    """Records that are mostly in force and mostly about what the goal depends on."""
    pick = random.Random(seed)
    records: list[object] = []
    for number in range(6):
        step, other, instead = pick.sample(STEPS, 3)
        if number < 3:  # the goal, through others, needs two steps that exclude each other
            step, other = (("a", "c"), (pick.choice("ac"), "d"), (pick.choice("ac"), "e"))[number]
        if number == 3:  # and something that might be replaced
            step, other, instead = pick.choice("ac"), "b", pick.choice("ce")
        more = (instead,) if number == 3 or pick.random() < 0.4 else ()
        records.append(condition(f"c{number}", pick.choice(HOLDERS), step, other, alternatives=more))
    for number in range(4):
        act, issue = pick.choice(["reject", "oppose", "demand"]), pick.choice([*STEPS[1:], "alt", "b"])
        records.append(position(f"p{number}", pick.choice(HOLDERS), act, issue))
    records.append(Issue(id="d", label="no e", negates="e"))
    records.append(Issue(id="b", label="b"))
    records.append(Issue(id="alt", label="alternative to b"))
    return material(*records)  # type: ignore[arg-type]


def test_tangled_ones_too() -> None:
    shapes: Counter[str] = Counter()
    kept_out = 0
    for seed in range(EXAMPLES // 4):
        records = tangled(seed)
        question = Question(goal="a", as_of=FIRST + timedelta(days=30), reading="lenient")
        world = World(records, question)
        answer = deadlocks(records, question, limit=ENOUGH, seconds=60)
        ours = {(frozenset(map(frozenset, one.members)), frozenset()) for one in answer.deadlocks}
        assert ours == world.deadlocks(), seed
        moves = {
            (frozenset(map(frozenset, one.moves)), frozenset())
            for one in unlock(records, question, limit=ENOUGH, seconds=60).unlockings
        }
        assert moves == world.unlockings(), seed
        shapes.update(finding.shape for finding in answer.findings)
        alternatives = {one.id for one in records.positions if one.issue == "alt"}
        kept_out += any(alternatives & set(claim) for one in answer.deadlocks for claim in one.members)
    assert min(shapes[shape] for shape in ("circle", "refusal", "clash")) > 3, shapes
    assert kept_out > 3


def check_way(
    steps: tuple[str, ...], order: tuple[tuple[str, str], ...], first: tuple[str, ...], goal: str
) -> None:
    place = {step: number for number, step in enumerate(steps)}
    assert steps[-1] == goal
    assert all(place[earlier] < place[later] for earlier, later in order)
    assert not {later for _, later in order} & set(first)
