"""What restates what, and until when each position and condition held."""

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st
from made_claims import actor, condition, event, may, position

from onrecord.model import DateInterval, Issue
from onrecord.track.frames import frame_of
from onrecord.track.settled import with_met, with_opened
from onrecord.track.states import by_key, own_by_key, state, with_condition_states, with_states


def by_id(records):
    return {record.id: record for record in records}


def test_a_restatement_supports_the_first_and_a_turn_ends_both() -> None:
    found = by_id(
        with_states(
            [
                position("a", "guild", "reject", "tunnel", may(2)),
                position("b", "guild", "oppose", "tunnel", may(5), report="r2"),
                position("c", "guild", "accept", "tunnel", may(9), report="r3"),
                position("d", "guild", "reject", "tunnel", may(12), report="r4"),
            ]
        )
    )
    assert found["b"].restates == "a"
    assert (found["a"].until, found["b"].until, found["c"].until) == (
        date(2031, 5, 9),
        date(2031, 5, 9),
        date(2031, 5, 12),
    )
    assert found["d"].restates is None and found["d"].until is None


def test_an_old_position_told_late_stays_old() -> None:
    """The report of the 20th quotes what was said on the 2nd, before the guild had changed its mind."""
    found = by_id(
        with_states(
            [
                position("new", "guild", "accept", "tunnel", may(9)),
                position("background", "guild", "reject", "tunnel", may(2), report="r9"),
            ]
        )
    )
    assert found["background"].until == date(2031, 5, 9)
    assert found["new"].until is None


def test_what_is_not_surely_later_replaces_nothing() -> None:
    week = DateInterval(date(2031, 5, 4), date(2031, 5, 11), "inferred")
    for when in (may(8), week, DateInterval()):
        found = with_states(
            [
                position("a", "guild", "reject", "tunnel", week),
                position("b", "guild", "accept", "tunnel", when),
            ]
        )
        assert [one.until for one in found] == [None, None]


def test_taking_back_ends_what_was_said_the_same_day() -> None:
    found = by_id(
        with_states(
            [
                position("a", "guild", "demand", "bonus", may(8)),
                position("b", "guild", "withdraw", "bonus", may(8)),
            ]
        )
    )
    assert found["a"].until == date(2031, 5, 8) and found["b"].until is None


def test_hearsay_does_not_replace_what_the_party_said_itself() -> None:
    own = position("a", "guild", "reject", "tunnel", may(2))
    told = position("b", "guild", "accept", "tunnel", may(5), via="rival")
    again = position("c", "guild", "reject", "tunnel", may(7))
    found = by_id(with_states([own, told, again]))
    assert found["a"].until is None
    assert found["b"].until == date(2031, 5, 7)
    assert found["c"].restates == "a"


def test_figures_make_a_difference_and_their_absence_none() -> None:
    found = by_id(
        with_states(
            [
                position("a", "guild", "demand", "pay rise", may(2), text="Eleven percent and no less"),
                position("b", "guild", "demand", "pay rise", may(4), text="they want more pay"),
                position("c", "guild", "demand", "pay rise", may(6), text="nine per cent, down from eleven"),
            ]
        )
    )
    assert found["b"].restates == "a"
    assert found["a"].until == date(2031, 5, 6) and found["c"].restates is None


def test_the_person_who_acts_for_a_party_speaks_for_it_and_no_strike_is_against_the_strike() -> None:
    frame = frame_of(
        [actor("guild"), actor("Mara Odell", "person", acts_for="guild")],
        [Issue(id="strike", label="strike"), Issue(id="none", label="no strike", negates="strike")],
    )
    records = [
        position("a", "guild", "threaten", "strike", may(2), polarity="for"),
        position("b", "Mara Odell", "commit", "none", may(6)),
    ]
    assert with_states(records, frame)[0].until == date(2031, 5, 6)
    assert with_states(records)[0].until is None


def test_the_state_of_a_day_is_what_was_in_force_then() -> None:
    records = with_states(
        [
            position("a", "guild", "reject", "tunnel", may(2)),
            position("b", "guild", "accept", "tunnel", may(9)),
            position("told", "guild", "reject", "tunnel", may(10), via="rival"),
            position("claim", "guild", "allege", "leak", may(2)),
        ]
    )
    key = ("guild", "tunnel")
    assert state(records, date(2031, 5, 1)) == {}
    assert [one.id for one in state(records, date(2031, 5, 8))[key]] == ["a"]
    assert [one.id for one in state(records, date(2031, 5, 9))[key]] == ["b"]
    assert [one.id for one in state(records, date(2031, 5, 11))[key]] == ["b", "told"]


def test_a_condition_falls_away_where_its_holder_gives_the_step_or_gives_the_requirement_up() -> None:
    terms = [
        condition("audit", "guild", "tunnel", "audit", may(2)),
        condition("again", "guild", "tunnel", "audit", may(3), report="r2"),
    ]
    gives = position("p", "guild", "accept", "tunnel", may(8))
    gives_up = position("p", "guild", "withdraw", "audit", may(8))
    another = position("p", "board", "accept", "tunnel", may(8))
    for said, until in ((gives, date(2031, 5, 8)), (gives_up, date(2031, 5, 8)), (another, None)):
        found = with_condition_states(terms, [said])
        assert [one.until for one in found] == [until, until]
        assert found[1].restates == "audit"


def test_a_condition_put_again_with_the_acceptance_stands() -> None:
    terms = [
        condition("audit", "guild", "tunnel", "audit", may(2)),
        condition("again", "guild", "tunnel", "audit", may(8), report="r2"),
    ]
    found = with_condition_states(terms, [position("p", "guild", "accept", "tunnel", may(8))])
    assert [one.until for one in found] == [None, None]


def test_naming_more_that_would_do_loosens_a_condition() -> None:
    terms = [
        condition("a", "guild", "tunnel", "audit", may(2)),
        condition("b", "guild", "tunnel", "audit", may(6), alternatives=("survey",)),
    ]
    found = with_condition_states(terms, [])
    assert found[0].until == date(2031, 5, 6)
    assert found[1].restates is None and found[1].until is None


statements = st.lists(
    st.tuples(
        st.sampled_from(["guild", "board"]),
        st.sampled_from(["tunnel", "bonus"]),
        st.sampled_from(["demand", "accept", "reject", "withdraw", "concede", "allege"]),
        st.integers(1, 28),
        st.integers(0, 3),
        st.sampled_from([None, "rival"]),
    ),
    max_size=14,
)


@given(statements, st.randoms())
def test_states_are_functions_of_the_pair_alone_and_of_no_order(drawn, chance) -> None:
    records = [
        position(
            f"p{number:02}", holder, act, issue,
            DateInterval(date(2031, 5, day), date(2031, 5, min(28, day + width))), via=via,
        )
        for number, (holder, issue, act, day, width, via) in enumerate(drawn)
    ]  # fmt: skip
    whole = by_id(with_states(records))
    shuffled = list(records)
    chance.shuffle(shuffled)
    assert by_id(with_states(shuffled)) == whole
    for key in {(one.holder, one.issue) for one in records}:
        own = [one for one in records if (one.holder, one.issue) == key]
        assert all(whole[one.id] == one for one in with_states(own))
    for one in whole.values():
        if one.restates is not None:
            root = whole[one.restates]
            assert root.restates is None and root.polarity == one.polarity
        if one.until is not None:
            assert any(
                other.date.latest == one.until and other.holder == one.holder for other in whole.values()
            ) or any(one.until == one.date.latest for _ in (1,))
    assert with_states(whole.values()) == tuple(whole.values())


def test_what_was_asked_for_and_done_is_asked_for_no_longer() -> None:
    def until(*positions, status="done", day=9):
        return with_met(positions, [event("e", "tunnel", may(day), status=status)])[0].until

    asked = position("p", "guild", "demand", "tunnel", may(2))
    assert until(asked) == may(9).day
    assert until(asked, day=1) is None
    assert until(asked, status="begun") is None
    assert until(position("p", "guild", "reject", "tunnel", may(2), polarity="against")) is None
    denial = position("d", "board", "deny", "tunnel", may(10), polarity="against")
    assert until(asked, denial) is None


def test_terms_end_a_refusal() -> None:
    refused = position("p", "guild", "reject", "tunnel", may(2), polarity="against")

    def until(text: str, holder: str = "guild", day: int = 5):
        terms = [condition("c", holder, "tunnel", "audit", may(day), text=text)]
        return with_opened([refused], terms)[0].until

    assert until("a tunnel once the audit is done") == may(5).day
    assert until("no tunnel until the audit is done") is None
    assert until("a tunnel once the audit is done", holder="board") is None
    assert until("a tunnel once the audit is done", day=1) is None
    first = condition("c", "guild", "tunnel", "audit", may(5), relation="before", text="first the audit")
    assert with_opened([refused], [first])[0].until == may(5).day


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["guild", "port"]),
            st.sampled_from(["demand", "reject", "withdraw"]),
            st.sampled_from(["tunnel", "no tunnel", "ferry"]),
            st.integers(1, 28),
            st.booleans(),
        ),
        max_size=12,
    )
)
def test_what_is_said_of_an_issue_itself_is_part_of_what_is_said_of_its_matter(told) -> None:
    said = [
        replace(position(str(place), holder, act, issue, may(day)), hypothetical=supposed)
        for place, (holder, act, issue, day, supposed) in enumerate(told)
    ]
    absence = Issue(id="no tunnel", label="no tunnel", negates="tunnel")
    frame = frame_of((), [Issue(id="tunnel", label="tunnel"), absence, Issue(id="ferry", label="ferry")])
    own = own_by_key(said, frame)
    assert own == {
        key: [one for one in group if one.issue == key[1]] for key, group in by_key(said, frame).items()
    }
    assert sum(map(len, own.values())) == sum(not one.hypothetical for one in said)


def test_what_had_been_taken_back_by_some_day_ends_what_was_asked_before() -> None:
    by_then = DateInterval(None, date(2031, 5, 9), "inferred")
    demand = position("a", "guild", "demand", "bonus", may(2))
    terms = condition("c", "guild", "signature", "bonus", may(2))
    back = position("b", "guild", "withdraw", "bonus", by_then)
    later = position("d", "guild", "demand", "bonus", may(12))
    found = by_id(with_states([demand, back, later]))
    assert (found["a"].until, found["d"].until) == (date(2031, 5, 9), None)
    (ended,) = with_condition_states([terms], [demand, back])
    assert ended.until == date(2031, 5, 9)
    unknown = replace(back, act="reject", polarity="against")
    assert by_id(with_states([demand, unknown]))["a"].until is None
