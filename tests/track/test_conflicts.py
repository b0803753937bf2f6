"""Opposed parties, claims and denials, events told differently."""

from datetime import date

from made_claims import actor, condition, event, may, position

from onrecord.model import DateInterval, Issue
from onrecord.track.conflicts import conflicts
from onrecord.track.frames import frame_of
from onrecord.track.states import with_condition_states, with_states


def found(positions=(), conditions=(), events=(), frame=None, **more):
    frame = frame or frame_of()
    said = with_states(positions, frame)
    terms = with_condition_states(conditions, said, frame)
    return [(one.kind, one.members) for one in conflicts(said, terms, events, frame, **more)]


def test_two_parties_on_one_issue_once_however_often_they_say_it() -> None:
    assert found(
        [
            position("a", "guild", "demand", "tunnel", may(2)),
            position("b", "board", "reject", "tunnel", may(4)),
            position("c", "guild", "demand", "tunnel", may(6)),
            position("d", "board", "oppose", "tunnel", may(8)),
        ]
    ) == [("opposed", ("a", "b"))]


def test_who_gave_way_before_the_other_spoke_is_not_opposed() -> None:
    assert (
        found(
            [
                position("a", "guild", "demand", "tunnel", may(2)),
                position("b", "guild", "withdraw", "tunnel", may(4)),
                position("c", "board", "reject", "tunnel", may(6)),
            ]
        )
        == []
    )


def test_a_party_and_who_speaks_for_it_are_one_and_no_a_is_against_a() -> None:
    frame = frame_of(
        [actor("guild"), actor("Mara Odell", "person", acts_for="guild")],
        [Issue(id="tunnel", label="tunnel"), Issue(id="none", label="no tunnel", negates="tunnel")],
    )
    own = [
        position("a", "guild", "demand", "tunnel", may(2)),
        position("b", "Mara Odell", "demand", "none", may(2)),
    ]
    assert found(own, frame=frame) == []
    other = position("c", "board", "demand", "none", may(3))
    assert found([own[0], other], frame=frame) == [("opposed", ("a", "c"))]


def test_a_condition_asks_for_its_requirement() -> None:
    terms = [condition("c", "guild", "tunnel", "audit", may(2))]
    refusal = position("p", "board", "reject", "audit", may(4))
    assert found([refusal], terms) == [("opposed", ("c", "p"))]
    order = [condition("c", "guild", "tunnel", "audit", may(2), relation="before")]
    assert found([refusal], order) == []
    frame = frame_of(
        issues=[Issue(id="audit", label="audit"), Issue(id="none", label="no audit", negates="audit")]
    )
    absence = [condition("c", "guild", "tunnel", "none", may(2))]
    assert found([position("p", "board", "demand", "audit", may(4))], absence, frame=frame) == []


def test_a_claim_and_its_denial() -> None:
    charge = position("a", "guild", "allege", "sale of the ferry", may(2))
    denial = position("d", "board", "deny", "sale of the ferry", may(3), report="r2")
    assert found([charge, denial]) == [("denial", ("a", "d"))]
    own = position("d", "guild", "deny", "sale of the ferry", may(3), report="r2")
    assert found([charge, own]) == []
    early = position("d", "board", "deny", "sale of the ferry", may(1), report="r2")
    assert found([charge, early]) == []


def test_what_others_say_that_one_holds_can_be_denied() -> None:
    told = position("t", "board", "support", "new law", may(2), polarity="open", via="official")
    denial = position("d", "board", "deny", "new law", may(2), report="r2")
    assert found([told, denial]) == [("denial", ("t", "d"))]
    same_teller = position("d", "board", "deny", "new law", may(2), via="official")
    assert found([told, same_teller]) == []


def test_an_event_can_be_denied_though_it_is_worded_more_fully() -> None:
    frame = frame_of(
        issues=[
            Issue(id="full", label="signing of a contract for ferries"),
            Issue(id="short", label="contract"),
        ]
    )
    told = event("e", "full", may(2))
    denial = position("d", "board", "deny", "short", may(3), report="r2")
    assert found([denial], events=[told], frame=frame) == [("denial", ("e", "d"))]
    failed = event("e", "full", may(2), status="failed")
    assert found([denial], events=[failed], frame=frame) == []


def test_accounts_of_unnamed_people_in_two_reports_are_conflicting_reports() -> None:
    frame = frame_of([actor("x", "unnamed"), actor("y", "unnamed")])
    charge = position("a", "x", "allege", "breakfast offer", may(2))
    denial = position("d", "y", "deny", "breakfast offer", may(3), report="r2")
    assert found([charge, denial], frame=frame) == [("conflicting_reports", ("a", "d"))]


def test_independent_reports_that_give_other_numbers() -> None:
    one = event("e", "release of hostages", may(2), text="twelve prisoners were freed")
    other = event("f", "release of hostages", may(3), text="15 prisoners were freed", report="r2")
    late = event("f", "release of hostages", may(20), text="15 prisoners were freed", report="r2")
    assert found(events=[one, other]) == [("conflicting_reports", ("e", "f"))]
    assert found(events=[one, other], originals={"r2": "r1"}) == []
    assert found(events=[one, other], outlets={"r1": "Tide", "r2": "Tide"}) == []
    assert found(events=[one, late]) == []


def test_done_and_failed_on_one_day() -> None:
    one = event("e", "vote", may(2))
    other = event("f", "vote", may(2), status="failed", report="r2")
    assert found(events=[one, other]) == [("conflicting_reports", ("e", "f"))]
    assert found(events=[one, event("f", "vote", may(3), status="failed", report="r2")]) == []


def test_what_is_unsure_makes_no_conflict() -> None:
    assert (
        found(
            [
                position("a", "guild", "demand", "tunnel", may(2)),
                position("b", "board", "reject", "tunnel", may(4), confidence=0.3),
            ]
        )
        == []
    )


def test_terms_that_withhold_a_thing_stand_against_who_demands_it() -> None:
    words = "no tunnel until the audit is done"
    terms = [condition("c", "guild", "tunnel", "audit", may(2), text=words)]
    assert found([position("p", "board", "demand", "tunnel", may(4))], terms) == [("opposed", ("c", "p"))]
    assert found([position("p", "board", "support", "tunnel", may(4))], terms) == []
    offered = [condition("c", "guild", "tunnel", "audit", may(2), text="a tunnel once the audit is done")]
    assert found([position("p", "board", "demand", "tunnel", may(4))], offered) == []


def test_terms_against_terms_are_no_conflict() -> None:
    one = condition("c", "guild", "tunnel", "audit", may(2), text="no tunnel until the audit is done")
    other = condition("d", "board", "bridge", "tunnel", may(3), text="no bridge before the tunnel")
    assert found([], [one, other]) == []


def test_a_stand_that_nobody_repeated_for_a_quarter_is_not_set_against_a_new_one() -> None:
    refusal = position("a", "guild", "reject", "tunnel", may(2))
    later = DateInterval.on(date(2031, 9, 2))
    demand = position("b", "board", "demand", "tunnel", later)
    assert found([refusal, demand]) == []
    again = position("c", "guild", "reject", "tunnel", DateInterval.on(date(2031, 8, 20)))
    assert found([refusal, again, demand]) == [("opposed", ("c", "b"))]
