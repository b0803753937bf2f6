"""Whose word would have to move, what-if and history, on negotiations whose answer is plain to read."""

from datetime import date, timedelta
from importlib import import_module
from time import sleep

import pytest
from made_records import DAY, condition, event, lenient, material, position, strict

from onrecord.errors import NotFound, UsageError
from onrecord.model import Condition, Event, Position
from onrecord.reason import Answer, Material, Question, deadlocks, history, supposed, unlock, what_if

CIRCLE: tuple[Condition | Position, ...] = (
    condition("c1", "union", "work", "fourteen"),
    condition("c2", "firm", "fourteen", "work"),
    condition("c3", "ferries", "work", "remit"),
    position("p1", "firm", "reject", "remit"),
)
SPRING, SUMMER = date(2031, 3, 1), date(2031, 5, 1)


def moves(answer: object) -> set[tuple[tuple[str, ...], ...]]:
    return {one.moves for one in answer.unlockings}  # type: ignore[attr-defined]


class TestUnlock:
    def test_the_smallest_sets(self) -> None:
        answer = unlock(material(*CIRCLE), lenient("work"))
        assert moves(answer) == {
            (("c1",), ("c3",)),
            (("c1",), ("p1",)),
            (("c2",), ("c3",)),
            (("c2",), ("p1",)),
        }
        assert answer.complete

    def test_by_actors_the_firm_alone_comes_first(self) -> None:
        answer = unlock(material(*CIRCLE), lenient("work"), by="actors", limit=1)
        assert answer.unlockings[0].actors_moving == ("firm",)
        assert answer.ways[0].weight == 1

    def test_the_order_that_becomes_possible(self) -> None:
        way = unlock(material(*CIRCLE), lenient("work"), by="actors", limit=1).ways[0]
        assert way.unlocking.order == (("fourteen", "work"), ("remit", "work"))
        assert way.steps == ("fourteen", "remit", "work")
        assert way.first == ("fourteen", "remit")

    def test_a_first_step_with_a_stand_in_is_not_forced(self) -> None:
        records = material(condition("c1", "x", "peace", "seat", alternatives=("army",)))
        (way,) = unlock(records, lenient("peace")).ways
        assert way.unlocking.moves == ()
        assert way.first == ()
        assert way.steps[-1] == "peace"

    def test_by_firmness_the_old_aside_goes_before_the_fresh_threat(self) -> None:
        records = material(
            condition("c1", "x", "truce", "guard", before=True),
            *(position(f"p{n}", "y", "threaten", "guard", day=SUMMER, report=f"rep-{n}") for n in range(3)),
        )
        by_firmness = unlock(records, lenient("truce"), by="firmness")
        assert [one.moves for one in by_firmness.unlockings] == [(("c1",),), (("p0", "p1", "p2"),)]
        assert [way.weight for way in by_firmness.ways] == [2, 7]

    def test_what_would_have_to_be_offered_in_the_strict_reading(self) -> None:
        records = material(condition("c1", "x", "truce", "guard"), position("p1", "y", "reject", "guard"))
        found = {(way.unlocking.moves, way.offers) for way in unlock(records, strict("truce")).ways}
        assert found == {((("c1",),), ()), ((("p1",),), ("guard",))}

    def test_nothing_to_move(self) -> None:
        answer = unlock(material(position("p1", "x", "demand", "truce")), lenient("truce"))
        assert (answer.status, moves(answer)) == ("unopposed", {()})

    def test_no_time_at_all_still_gives_one(self) -> None:
        answer = unlock(material(*CIRCLE), lenient("work"), seconds=0)
        assert (len(answer.ways), answer.complete, answer.out_of_time) == (1, False, True)
        assert len(answer.unlockings[0].moves) == 2

    def test_an_order_that_there_is_not(self) -> None:
        with pytest.raises(UsageError):
            unlock(material(*CIRCLE), lenient("work"), by="mood")  # type: ignore[arg-type]


class TestWhatIf:
    def test_dropping_one_claim(self) -> None:
        result = what_if(material(*CIRCLE), lenient("work"), drop=["c1"])
        assert [one.members for one in result.gone] == [(("c1",), ("c2",))]
        assert [one.members for one in result.after.deadlocks] == [(("c3",), ("p1",))]
        assert moves(result.unlocking) == {(("c3",),), (("p1",),)}

    def test_an_acceptance_takes_the_place_of_a_refusal_and_of_conditions(self) -> None:
        accepted = [supposed("firm", "accept", "remit", DAY), supposed("firm", "accept", "fourteen", DAY)]
        result = what_if(material(*CIRCLE), lenient("work"), add=accepted)
        assert result.before.status == "blocked"
        assert result.after.status == "possible"

    def test_a_new_refusal(self) -> None:
        result = what_if(material(*CIRCLE), lenient("work"), add=[supposed("city", "reject", "work", DAY)])
        assert len(result.new) == 1 and not result.gone

    def test_nothing_is_touched(self) -> None:
        records = material(*CIRCLE)
        what_if(records, lenient("work"), drop=["c1", "p1"])
        assert records == material(*CIRCLE)

    def test_a_record_that_there_is_not(self) -> None:
        with pytest.raises(NotFound):
            what_if(material(*CIRCLE), lenient("work"), drop=["c9"])


class TestHistory:
    def test_what_made_a_deadlock_and_what_resolved_it(self) -> None:
        records = material(
            condition("c1", "union", "work", "fourteen"),
            condition("c2", "firm", "fourteen", "work", day=SPRING, until=SUMMER),
            position("p1", "firm", "accept", "fourteen", day=SUMMER),
        )
        (episode,) = history(records, lenient("work")).episodes
        assert episode.deadlock.members == (("c1",), ("c2",))
        assert (episode.since, episode.created_by) == (SPRING, ("c2",))
        assert (episode.until, episode.resolved_by) == (SUMMER, ("p1",))

    def test_an_event_resolves_one(self) -> None:
        records = material(*CIRCLE[:2], event("e1", "fourteen", day=SUMMER))
        (episode,) = history(records, lenient("work")).episodes
        assert (episode.until, episode.resolved_by) == (SUMMER, ("e1",))

    def test_one_that_stands(self) -> None:
        record = history(material(*CIRCLE[:2]), lenient("work"))
        assert record.complete
        assert [one.until for one in record.episodes] == [None]

    def test_nothing(self) -> None:
        assert history(material(), lenient("work")).episodes == ()

    def test_no_time(self) -> None:
        assert not history(material(*CIRCLE), lenient("work"), seconds=0).complete

    def test_days_that_are_left_when_the_time_is_over_cost_nothing(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        asked: list[date] = []

        def slow(of: Material, question: Question, *, limit: int, seconds: float) -> Answer:
            asked.append(question.as_of)
            sleep(0.02)
            return deadlocks(of, question, limit=limit, seconds=seconds)

        monkeypatch.setattr(import_module("onrecord.reason.history"), "deadlocks", slow)
        days = [position(f"p{n}", f"h{n}", "reject", "work", day=SPRING + timedelta(n)) for n in range(90)]
        assert not history(material(*days), lenient("work"), seconds=0.1).complete
        assert 1 <= len(asked) <= 6


def test_a_claim_in_two_deadlocks_frees_both() -> None:
    records: list[Condition | Position | Event] = [
        condition("c1", "x", "truce", "guard"),
        position("p1", "y", "reject", "guard"),
        position("p2", "z", "oppose", "guard"),
    ]
    assert len(deadlocks(material(*records), lenient("truce")).deadlocks) == 2
    assert moves(unlock(material(*records), lenient("truce"))) == {(("c1",),), (("p1",), ("p2",))}
