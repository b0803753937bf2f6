"""A what-if is worked out from what holds without it, and comes to what working all out anew gives."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from importlib import import_module
from time import sleep

import pytest
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st
from made_records import DAY, condition, lenient, material, position
from made_records import event as happening
from test_against_brute_force import EXAMPLES, FIRST, HOLDERS, STEPS, negotiations

from onrecord.model import Act, Condition, Position
from onrecord.reason import Answer, Material, Question, deadlocks, supposed, unlock, what_if
from onrecord.reason.changed import Difference
from onrecord.reason.supposing import suppose, suppose_and_tell
from onrecord.reason.timeline import Calendar

ACTS: list[Act] = ["deny", "accept", "offer", "demand", "reject", "oppose", "concede", "commit"]
ON = FIRST.replace(day=6)
GROUPED = (
    "positions", "conditions", "blocks", "claim_of", "bearing", "naming", "days", "bearing_days",
)  # fmt: skip


@st.composite
def additions(draw: st.DrawFn) -> list[Position | Condition]:
    found: list[Position | Condition] = []
    for _ in range(draw(st.integers(0, 2))):
        holder, step = draw(st.sampled_from(HOLDERS)), draw(st.sampled_from(STEPS))
        found.append(supposed(holder, draw(st.sampled_from(ACTS)), step, ON))
    if draw(st.integers(0, 3)) == 0:
        holder, step = draw(st.sampled_from(HOLDERS)), draw(st.sampled_from(STEPS))
        found.append(condition("c-new", holder, step, draw(st.sampled_from(STEPS)), day=ON))
    return found


def records_of(calendar: Calendar) -> dict[str, dict[str, Position | Condition]]:
    return {id_: {one.id: one for one in own} for id_, own in calendar.grouping.records_of.items()}


def full(denials: Mapping[str, Sequence[Position]]) -> dict[str, list[Position]]:
    return {issue: sorted(every, key=lambda one: one.id) for issue, every in denials.items() if every}


def differing(one: Calendar, other: Calendar) -> list[str]:
    """What two calendars say differently."""
    pairs = {
        "days": (one.days, other.days),
        "turns": (one.turns, other.turns),
        "mentioned": (one.mentioned, other.mentioned),
        "empty": (one.empty, other.empty),
    }
    for name in GROUPED:
        both = getattr(one.grouping, name), getattr(other.grouping, name)
        pairs[f"grouping's {name}"] = both if isinstance(both[1], Mapping) else tuple(map(tuple, both))
    pairs["grouping's records"] = (records_of(one), records_of(other))
    for name in ("blocks", "waits", "done", "begun", "offered"):
        pairs[name] = (getattr(one.last, name), getattr(other.last, name))
    pairs["claims"] = (
        {id_: one.last.claim(id_) for id_ in one.last.records},
        {id_: other.last.claim(id_) for id_ in other.last.records},
    )
    pairs["denials"] = (full(one.happenings.denials), full(other.happenings.denials))
    return [name for name, (ours_, theirs_) in pairs.items() if ours_ != theirs_]


@settings(max_examples=2 * EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
@given(negotiations(), additions(), st.data())
def test_what_is_followed_is_what_all_records_give(
    records: Material, added: list[Position | Condition], data: st.DataObject
) -> None:
    there = [one.id for one in (*records.positions, *records.conditions)]
    drop = data.draw(st.lists(st.sampled_from(there), max_size=2, unique=True)) if there else []
    question = Question(goal="", as_of=ON, reading="lenient", hypothetical=data.draw(st.booleans()))
    changed, asked, change = suppose_and_tell(records, question, drop, added)
    if change is None:
        event("told to be made anew")
        return
    former = Calendar(records, question)
    before = len(former.last.claims), former.last.blocks, former.grouping.claim_of
    found = former.after(changed, asked, change)
    event("followed" if found is not None else "made anew")
    if found is not None:
        assert differing(found, Calendar(changed, asked)) == []
        assert (len(former.last.claims), former.last.blocks, former.grouping.claim_of) == before


CHAIN = [
    condition("c1", "union", "work", "pay"),
    condition("c2", "firm", "pay", "quiet"),
    condition("c3", "union", "pay", "quiet"),
    position("p1", "city", "reject", "quiet"),
    position("p2", "firm", "reject", "work"),
]


def test_a_plain_change_is_followed_and_an_event_is_not() -> None:
    records, question = material(*CHAIN, happening("e1", "talks")), lenient("work")
    former = Calendar(records, replace(question, goal=""))
    accepted = supposed("firm", "accept", "work", DAY)
    changed, asked, change = suppose_and_tell(records, question, ["p1"], [accepted])
    assert change is not None
    assert {one.id for one in change.gone} == {"p1", "p2"}
    assert {one.id for one in change.new} == {"p2", accepted.id}  # what was refused before ends
    found = former.after(changed, replace(asked, goal=""), change)
    assert found is not None and found.last.blocks == {}
    assert suppose_and_tell(records, question, ["e1"], [])[2] is None


def test_a_what_if_says_what_the_questions_say_of_changed_records() -> None:
    records, question = material(*CHAIN), lenient("work")
    given_up = what_if(records, question, drop=["c3"], add=[supposed("city", "accept", "quiet", DAY)])
    changed, asked = suppose(records, question, drop=["c3"], add=[supposed("city", "accept", "quiet", DAY)])
    plainly = replace(changed, positions=tuple(reversed(changed.positions)))  # nothing is kept of these
    assert given_up.after == deadlocks(plainly, asked)
    assert given_up.unlocking == unlock(plainly, asked, limit=20)
    assert len(given_up.gone) == 2 and given_up.before.status == "blocked"


def test_one_what_if_after_another_searches_what_is_as_it_is_once(monkeypatch: pytest.MonkeyPatch) -> None:
    searched: list[Question] = []

    def counted(of: Material, question: Question, *, limit: int, seconds: float) -> Answer:
        searched.append(question)
        return deadlocks(of, question, limit=limit, seconds=seconds)

    monkeypatch.setattr(import_module("onrecord.reason.supposing"), "deadlocks", counted)
    records, question = material(*CHAIN), lenient("work")
    found = [what_if(records, question, drop=[one.id]) for one in CHAIN]
    assert searched.count(question) == 1 and len(searched) == 1 + len(CHAIN)
    assert {one.before for one in found} == {deadlocks(records, question)}
    assert len({one.after for one in found}) > 2
    assert what_if(records, question, limit=1).before == deadlocks(records, question, limit=1)
    assert len(searched) == 2 + len(CHAIN)


def test_what_took_all_the_time_is_searched_again(monkeypatch: pytest.MonkeyPatch) -> None:
    searched: list[Question] = []

    def slow(of: Material, question: Question, *, limit: int, seconds: float) -> Answer:
        searched.append(question)
        sleep(0.02)
        return deadlocks(of, question, limit=limit, seconds=10)

    monkeypatch.setattr(import_module("onrecord.reason.supposing"), "deadlocks", slow)
    records, question = material(*CHAIN), lenient("work")
    for seconds, times in ((0.01, 1), (0.01, 2), (60, 3), (60, 3)):
        assert what_if(records, question, seconds=seconds).before.status == "blocked"
        assert len(searched) == times


def test_all_records_with_one_id_end() -> None:
    twice = material(position("p1", "union", "reject", "work"), position("p1", "union", "reject", "work"))
    changed, _ = suppose(twice, lenient("work"), add=[supposed("union", "accept", "work", DAY)])
    assert [one.until for one in changed.positions] == [DAY, DAY, None]


def test_the_same_what_if_asked_again_is_followed_once(monkeypatch: pytest.MonkeyPatch) -> None:
    followed: list[Question] = []
    after = Calendar.after

    def counted(self: Calendar, of: Material, question: Question, change: Difference) -> Calendar | None:
        followed.append(question)
        return after(self, of, question, change)

    monkeypatch.setattr(Calendar, "after", counted)
    records, question = material(*CHAIN), lenient("work")
    first, second = (what_if(records, question, drop=["c3"]) for _ in range(2))
    assert first == second and len(followed) == 1
