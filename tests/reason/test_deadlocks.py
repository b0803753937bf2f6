"""What stands in the way, on small negotiations whose answer is plain to read."""

import random
from dataclasses import replace
from datetime import date
from time import monotonic

import pytest
from made_records import DAY, START, condition, event, lenient, material, position, strict

from onrecord.errors import UsageError
from onrecord.model import Issue
from onrecord.reason import Answer, Material, Question, deadlocks

SPRING = date(2031, 3, 1)


def sets(answer: Answer) -> list[tuple[tuple[str, ...], ...]]:
    return [tuple(sorted(one.members)) for one in answer.deadlocks]


class TestPlainAnswers:
    def test_nothing_at_all(self) -> None:
        answer = deadlocks(Material(), lenient("truce"))
        assert (answer.status, answer.deadlocks, answer.complete) == ("empty", (), True)
        assert "up to 1 June 2031" in answer.sentence

    def test_nothing_yet(self) -> None:
        later = material(position("p1", "x", "reject", "truce", day=date(2031, 7, 1)))
        assert deadlocks(later, lenient("truce")).status == "empty"

    def test_a_goal_that_nobody_mentions(self) -> None:
        records = material(
            position("p1", "x", "reject", "truce"), Issue(id="toll", label="toll on the bridge")
        )
        answer = deadlocks(records, lenient("toll"))
        assert answer.status == "unmentioned"
        assert "“toll on the bridge”" in answer.sentence

    def test_a_goal_that_has_happened(self) -> None:
        records = material(position("p1", "x", "reject", "truce"), event("e1", "truce"))
        answer = deadlocks(records, lenient("truce"))
        assert (answer.status, answer.reached_by) == ("reached", "e1")

    def test_a_goal_with_nothing_against_it(self) -> None:
        records = material(position("p1", "x", "demand", "truce"))
        assert deadlocks(records, lenient("truce")).status == "unopposed"

    def test_conditions_that_can_all_be_met(self) -> None:
        records = material(condition("c1", "x", "truce", "bread"), condition("c2", "y", "bread", "roads"))
        assert deadlocks(records, lenient("truce")).status == "possible"

    def test_a_reading_that_there_is_not(self) -> None:
        with pytest.raises(UsageError):
            Question(goal="truce", as_of=DAY, reading="kindly")  # type: ignore[arg-type]

    @pytest.mark.parametrize(("limit", "seconds"), [(0, 1.0), (1, -1.0)])
    def test_limits_that_make_no_sense(self, limit: int, seconds: float) -> None:
        with pytest.raises(UsageError):
            deadlocks(Material(), lenient("truce"), limit=limit, seconds=seconds)


class TestShapes:
    def test_a_circle(self) -> None:
        records = material(
            condition("c1", "x", "truce", "prisoners"),
            condition("c2", "y", "prisoners", "truce", before=True),
        )
        answer = deadlocks(records, lenient("truce"))
        assert sets(answer) == [(("c1",), ("c2",))]
        (finding,) = answer.findings
        assert (finding.shape, finding.steps) == ("circle", ("truce", "prisoners"))
        assert finding.deadlock.since == START

    def test_a_demand_against_a_refusal(self) -> None:
        records = material(
            condition("c1", "x", "truce", "guard"),
            position("p1", "y", "reject", "guard"),
            position("p2", "x", "demand", "guard"),
        )
        answer = deadlocks(records, lenient("truce"))
        assert sets(answer) == [(("c1",), ("p1",))]
        assert answer.findings[0].shape == "refusal"

    def test_a_veto(self) -> None:
        answer = deadlocks(material(position("p1", "y", "threaten", "truce")), lenient("truce"))
        assert sets(answer) == [(("p1",),)]

    def test_denials_and_allegations_block_nothing(self) -> None:
        records = material(
            position("p1", "y", "deny", "truce"), position("p2", "y", "allege", "truce", polarity="against")
        )
        assert deadlocks(records, lenient("truce")).status == "unopposed"

    def test_an_order_put_the_other_way_round(self) -> None:
        records = material(
            condition("c1", "x", "vote", "date", before=True),
            condition("c2", "y", "date", "vote", before=True),
        )
        assert sets(deadlocks(records, lenient("date"))) == [(("c1",), ("c2",))]

    def test_steps_that_exclude_each_other(self) -> None:
        records = material(
            condition("c1", "x", "peace", "membership"),
            condition("c2", "y", "peace", "no membership"),
            Issue(id="no membership", label="no membership", negates="membership"),
        )
        answer = deadlocks(records, lenient("peace"))
        assert sets(answer) == [(("c1",), ("c2",))]
        assert answer.findings[0].shape == "clash"

    def test_wanting_a_thing_is_being_against_its_absence(self) -> None:
        records = material(
            condition("c1", "x", "peace", "no membership"),
            position("p1", "y", "demand", "membership"),
            Issue(id="no membership", label="no membership", negates="membership"),
        )
        assert sets(deadlocks(records, lenient("peace"))) == [(("c1",), ("p1",))]


class TestSilence:
    RECORDS = material(position("p1", "x", "offer", "truce"), condition("c1", "x", "truce", "guard"))

    def test_it_holds_back_in_the_strict_reading(self) -> None:
        answer = deadlocks(self.RECORDS, strict("truce"))
        assert answer.status == "unoffered"
        (deadlock,) = answer.deadlocks
        assert (deadlock.members, deadlock.missing) == ((("c1",),), ("guard",))

    def test_it_does_not_in_the_lenient_one(self) -> None:
        assert deadlocks(self.RECORDS, lenient("truce")).status == "possible"

    def test_an_offer_ends_it(self) -> None:
        records = material(
            *self.RECORDS.positions, *self.RECORDS.conditions, position("p2", "y", "offer", "guard")
        )
        assert deadlocks(records, strict("truce")).status == "possible"

    @pytest.mark.parametrize(("holder", "status"), [("y", "possible"), ("z", "unoffered")])
    def test_only_from_those_whose_step_it_is(self, holder: str, status: str) -> None:
        records = material(
            *self.RECORDS.positions,
            *self.RECORDS.conditions,
            position("p2", holder, "demand", "guard"),
            Issue(id="guard", label="guard", actors=("y",)),
        )
        assert deadlocks(records, strict("truce")).status == status

    def test_what_was_agreed_needs_no_offer(self) -> None:
        records = material(*self.RECORDS.positions, *self.RECORDS.conditions, event("e1", "guard", "agreed"))
        assert deadlocks(records, strict("truce")).status == "possible"


class TestWhatCounts:
    def test_a_replaced_position_does_not(self) -> None:
        records = material(position("p1", "y", "reject", "truce", until=SPRING))
        assert deadlocks(records, lenient("truce")).status == "unopposed"
        early = Question(goal="truce", as_of=date(2031, 2, 1), reading="lenient")
        assert deadlocks(records, early).status == "blocked"

    def test_a_hypothetical_one_only_if_asked(self) -> None:
        records = material(position("p1", "y", "reject", "truce", hypothetical=True))
        assert deadlocks(records, lenient("truce")).status == "unopposed"
        assert deadlocks(records, lenient("truce", hypothetical=True)).status == "blocked"

    def test_a_judged_one_does_not(self) -> None:
        records = material(position("p1", "y", "reject", "truce"))
        assert deadlocks(records, lenient("truce", ignore=frozenset({"p1"}))).status == "unopposed"

    def test_only_the_actors_asked_for(self) -> None:
        records = material(position("p1", "y", "reject", "truce"), position("p2", "z", "oppose", "truce"))
        assert sets(deadlocks(records, lenient("truce", actors=frozenset({"z"})))) == [(("p2",),)]

    def test_restatements_belong_to_their_claim(self) -> None:
        records = material(
            condition("c1", "x", "truce", "guard"),
            condition("c2", "x", "truce", "guard", before=True, day=SPRING),
            position("p1", "y", "reject", "guard"),
            position("p2", "y", "threaten", "guard", day=SPRING, restates="p1"),
        )
        (deadlock,) = deadlocks(records, lenient("truce")).deadlocks
        assert deadlock.members == (("c1", "c2"), ("p1", "p2"))

    def test_a_withdrawn_offer_blocks_and_a_withdrawn_demand_does_not(self) -> None:
        offer = position("p1", "y", "offer", "truce", until=SPRING)
        demand = position("p1", "y", "demand", "truce", until=SPRING)
        back = position("p2", "y", "withdraw", "truce", day=SPRING)
        assert deadlocks(material(offer, back), lenient("truce")).status == "blocked"
        assert deadlocks(material(demand, back), lenient("truce")).status == "unopposed"

    def test_a_withdrawal_of_nobody_knows_what_does_not_block(self) -> None:
        back = position("p2", "y", "withdraw", "truce", day=SPRING)
        assert deadlocks(material(back), lenient("truce")).status == "unopposed"
        refused = position("p3", "y", "withdraw", "truce", polarity="against", day=SPRING)
        assert deadlocks(material(refused), lenient("truce")).status == "blocked"

    def test_a_withdrawn_threat_does_not_block(self) -> None:
        threat = position("p1", "y", "threaten", "truce", until=SPRING)
        back = position("p2", "y", "withdraw", "truce", day=SPRING)
        assert deadlocks(material(threat, back), lenient("truce")).status == "unopposed"


class TestEvents:
    CIRCLE = (condition("c1", "x", "truce", "prisoners"), condition("c2", "y", "prisoners", "truce"))

    def test_one_meets_a_requirement_from_its_date(self) -> None:
        records = material(*self.CIRCLE, event("e1", "prisoners", day=SPRING))
        assert deadlocks(records, lenient("truce")).status == "possible"
        before = Question(goal="truce", as_of=date(2031, 2, 1), reading="lenient")
        assert deadlocks(records, before).status == "blocked"

    def test_a_denied_one_does_not(self) -> None:
        records = material(
            *self.CIRCLE,
            event("e1", "prisoners", day=SPRING),
            position("p1", "x", "deny", "prisoners", day=SPRING),
        )
        assert deadlocks(records, lenient("truce")).status == "blocked"

    def test_a_denial_of_the_days_before_disputes_nothing(self) -> None:
        records = material(
            *self.CIRCLE, event("e1", "prisoners", day=SPRING), position("p1", "x", "deny", "prisoners")
        )
        assert deadlocks(records, lenient("truce")).status == "possible"

    def test_one_named_as_disputed_does_not(self) -> None:
        records = material(*self.CIRCLE, event("e1", "prisoners"))
        assert deadlocks(records, lenient("truce", disputed=frozenset({"e1"}))).status == "blocked"

    @pytest.mark.parametrize("status", ["begun", "agreed", "postponed", "failed"])
    def test_only_what_is_done(self, status: str) -> None:
        records = material(*self.CIRCLE, event("e1", "prisoners", status))  # type: ignore[arg-type]
        assert deadlocks(records, lenient("truce")).status == "blocked"

    def test_its_end_later_undoes_it(self) -> None:
        issue = Issue(id="end", label="end of the visit", negates="prisoners")
        records = material(*self.CIRCLE, event("e1", "prisoners"), event("e2", "end", day=SPRING), issue)
        assert deadlocks(records, lenient("truce")).status == "blocked"


class TestAlternatives:
    SEAT = Issue(id="seat", label="seat in the league")
    INSTEAD = Issue(id="alt", label="alternative to seat in the league")

    def test_one_in_the_condition_will_do(self) -> None:
        records = material(
            condition("c1", "x", "peace", "seat", alternatives=("army",)),
            position("p1", "y", "reject", "seat"),
        )
        assert deadlocks(records, lenient("peace")).status == "possible"

    def test_one_that_its_holder_named_will_do(self) -> None:
        records = material(
            condition("c1", "x", "peace", "seat"),
            position("p1", "y", "reject", "seat"),
            position("p2", "x", "support", "alt", alternatives=("army",)),
            self.SEAT,
            self.INSTEAD,
        )
        assert deadlocks(records, lenient("peace")).status == "possible"

    def test_one_that_somebody_else_named_will_not(self) -> None:
        records = material(
            condition("c1", "x", "peace", "seat"),
            position("p1", "y", "reject", "seat"),
            position("p2", "z", "support", "alt", alternatives=("army",)),
            self.SEAT,
            self.INSTEAD,
        )
        assert deadlocks(records, lenient("peace")).status == "blocked"

    def test_a_refusal_of_alternatives_keeps_them_out(self) -> None:
        records = material(
            condition("c1", "x", "peace", "seat", alternatives=("army",)),
            position("p1", "y", "reject", "seat"),
            position("p2", "z", "reject", "alt"),
            self.SEAT,
            self.INSTEAD,
        )
        assert sets(deadlocks(records, lenient("peace"))) == [(("c1",), ("p1",), ("p2",))]


class TestLimits:
    MANY = material(*(position(f"p{number}", f"a{number}", "reject", "truce") for number in range(9)))

    def test_the_number(self) -> None:
        answer = deadlocks(self.MANY, lenient("truce"), limit=4)
        assert (len(answer.deadlocks), answer.complete, answer.out_of_time) == (4, False, False)
        assert not any(one.complete for one in answer.deadlocks)

    def test_exactly_as_many_as_there_are(self) -> None:
        answer = deadlocks(self.MANY, lenient("truce"), limit=9)
        assert (len(answer.deadlocks), answer.complete) == (9, True)
        assert all(one.complete for one in answer.deadlocks)

    def test_no_time_at_all_still_gives_a_deadlock(self) -> None:
        answer = deadlocks(self.MANY, lenient("truce"), limit=4, seconds=0)
        assert (answer.status, answer.complete, answer.out_of_time) == ("blocked", False, True)
        assert len(answer.deadlocks) == 1

    def test_a_riddle_of_exclusions_is_given_up_in_time(self) -> None:
        """Conditions with alternatives over things and their absences: a hard satisfiability problem."""
        pick = random.Random(3)
        issues = [
            Issue(id=f"no {number}", label=f"no {number}", negates=f"{number}") for number in range(120)
        ]
        conditions = []
        for number in range(560):
            named = [pick.choice(("", "no ")) + str(one) for one in pick.sample(range(120), 3)]
            conditions.append(
                condition(f"c{number}", f"a{number}", "peace", named[0], alternatives=tuple(named[1:]))
            )
        start = monotonic()
        answer = deadlocks(material(*conditions, *issues), lenient("peace"), seconds=0.5)
        assert monotonic() - start < 10
        assert answer.out_of_time and not answer.complete

    def test_the_same_question_gets_the_same_answer(self) -> None:
        shuffled = Material(positions=tuple(reversed(self.MANY.positions)))
        assert deadlocks(self.MANY, lenient("truce"), limit=4) == deadlocks(
            shuffled, lenient("truce"), limit=4
        )


def test_since_goes_back_to_the_last_claim_and_not_beyond_a_break() -> None:
    records = material(
        condition("c1", "x", "truce", "guard"),
        position("p1", "y", "reject", "guard", day=date(2031, 2, 1)),
        event("e1", "guard", day=SPRING),
        event("e2", "guard", "failed", day=date(2031, 4, 1)),
    )
    (deadlock,) = deadlocks(records, lenient("truce")).deadlocks
    assert deadlock.since == date(2031, 4, 1)


def test_confidence_is_that_of_the_least_sure_claim() -> None:
    records = material(condition("c1", "x", "truce", "guard"), position("p1", "y", "reject", "guard"))
    conditions = tuple(replace(one, confidence=0.4) for one in records.conditions)
    unsure = replace(records, conditions=conditions)
    assert deadlocks(unsure, lenient("truce")).deadlocks[0].confidence == 0.4
