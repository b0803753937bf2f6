"""How parties moved, and what is no move."""

from dataclasses import replace

import pytest
from made_claims import actor, condition, may, position

from onrecord.model import DateInterval, Issue, Span
from onrecord.track.changes import changes
from onrecord.track.frames import frame_of


def kinds(found):
    return [(one.kind, one.before, one.after) for one in found]


@pytest.mark.parametrize(
    ("first", "then", "kind"),
    [
        (("reject", "against"), ("accept", "for"), "reversed"),
        (("commit", "for"), ("withdraw", "against"), "reversed"),
        (("reject", "against"), ("support", "open"), "softened"),
        (("support", "open"), ("accept", "for"), "softened"),
        (("support", "open"), ("reject", "against"), "hardened"),
        (("offer", "for"), ("support", "open"), "hardened"),
        (("demand", "for"), ("concede", "open"), "softened"),
        (("offer", "open"), ("demand", "for"), "hardened"),
        (("demand", "for"), ("withdraw", "open"), "withdrawn"),
        (("threaten", "against"), ("withdraw", "open"), "withdrawn"),
    ],
)
def test_kinds(first, then, kind) -> None:
    before = position("a", "guild", first[0], "tunnel", may(2), polarity=first[1])
    after = position("b", "guild", then[0], "tunnel", may(9), polarity=then[1])
    assert kinds(changes([after, before])) == [(kind, "a", "b")]


def test_restating_is_no_change_and_the_last_and_the_first_words_are_shown() -> None:
    found = changes(
        [
            position("a", "guild", "reject", "tunnel", may(2)),
            position("b", "guild", "oppose", "tunnel", may(5)),
            position("c", "guild", "accept", "tunnel", may(9)),
            position("d", "guild", "support", "tunnel", may(12)),
        ]
    )
    assert kinds(found) == [("reversed", "b", "c")]
    assert found[0].date == may(9) and found[0].issue == "tunnel"


def test_two_ways_in_one_day_are_no_change() -> None:
    found = changes(
        [
            position("a", "guild", "reject", "tunnel", may(5)),
            position("b", "guild", "accept", "tunnel", may(5)),
            position("c", "guild", "withdraw", "bonus", may(5)),
            position("d", "guild", "demand", "bonus", may(5)),
        ]
    )
    assert kinds(found) == [("withdrawn", "d", "c")]


def test_what_is_unsure_hypothetical_undated_or_hearsay_is_no_change() -> None:
    before = position("a", "guild", "reject", "tunnel", may(2))
    rumour = frame_of([actor("guild"), actor("aide", "unnamed", acts_for="guild")])
    for after in (
        position("b", "guild", "accept", "tunnel", may(9), confidence=0.3),
        position("b", "guild", "accept", "tunnel", may(9), hypothetical=True),
        position("b", "guild", "accept", "tunnel", DateInterval()),
        position("b", "guild", "accept", "tunnel", may(9), via="rival"),
        position("b", "guild", "accept", "tunnel", may(9), via="aide"),
        position("b", "board", "accept", "tunnel", may(9)),
        position("b", "guild", "deny", "tunnel", may(9)),
    ):
        assert changes([before, after], frame=rumour) == ()


@pytest.mark.parametrize(
    ("act", "first", "then", "kind"),
    [
        ("demand", "Eleven percent", "nine percent, down from eleven", "softened"),
        ("demand", "9%", "a rise of 12 percent", "hardened"),
        ("offer", "six percent over two years", "raised from six to seven per cent", "softened"),
        ("offer", "$3 million", "$2.5 million", "hardened"),
    ],
)
def test_figures_move(act, first, then, kind) -> None:
    before = position("a", "guild", act, "pay rise", may(2), text=first)
    after = position("b", "guild", act, "pay rise", may(9), text=then)
    assert kinds(changes([before, after])) == [(kind, "a", "b")]


def test_other_units_and_the_same_figure_move_nothing() -> None:
    before = position("a", "guild", "demand", "pay rise", may(2), text="nine percent for 400 workers")
    after = position("b", "guild", "demand", "pay rise", may(9), text="9 % and $40 a day")
    assert changes([before, after]) == ()


def test_a_dropped_condition_softens() -> None:
    terms = [condition("c", "guild", "tunnel", "audit", may(2), text="no tunnel until the audit")]
    gives = position("p", "guild", "accept", "tunnel", may(8))
    assert kinds(changes([gives], terms)) == [("softened", "c", "p")]


def test_who_does_what_was_announced_on_terms_has_not_given_way() -> None:
    terms = [
        condition("c", "guild", "motion", "toll", may(2), text="a motion of no confidence if there is a toll")
    ]
    assert changes([position("p", "guild", "offer", "motion", may(8))], terms) == ()
    visit = [
        condition("d", "guild", "visit", "talk", may(2), text="they go only if they can talk without guards")
    ]
    assert changes([position("q", "guild", "accept", "visit", may(8))], visit) == ()
    assert kinds(changes([position("p", "guild", "withdraw", "motion", may(8))], terms)) == [
        ("withdrawn", "c", "p")
    ]


def test_a_threat_over_who_gets_a_thing_is_no_stand_against_the_thing() -> None:
    frame = frame_of(
        issues=[Issue(id="a", label="going of port authority"), Issue(id="b", label="port authority")]
    )
    threat = position("p", "guild", "threaten", "a", may(2))
    asked = position("q", "guild", "demand", "b", may(5))
    assert changes([threat, asked], (), frame) == ()
    assert kinds(changes([replace(threat, issue="b"), asked], (), frame)) == [("reversed", "p", "q")]


def test_a_demand_given_up_is_shown_once() -> None:
    terms = [condition("c", "guild", "tunnel", "audit", may(2))]
    demand = position("a", "guild", "demand", "audit", may(3))
    gives_up = position("p", "guild", "withdraw", "audit", may(8))
    assert kinds(changes([demand, gives_up], terms)) == [("withdrawn", "a", "p")]
    assert kinds(changes([gives_up], terms)) == [("withdrawn", "c", "p")]


def test_terms_open_what_was_refused_and_a_refusal_with_terms_does_not() -> None:
    refusal = position("a", "guild", "reject", "tunnel", may(2))
    opening = condition("c", "guild", "tunnel", "audit", may(8), text="would accept it only if it is audited")
    closed = condition("c", "guild", "tunnel", "audit", may(8), text="no tunnel without an audit")
    assert kinds(changes([refusal], [opening])) == [("softened", "a", "c")]
    assert changes([refusal], [closed]) == ()


def test_more_for_the_same_thing_softens_and_less_hardens() -> None:
    def offer(id_: str, day: int, figure: str, words: str = "they offer {} percent in return for a trial"):
        text = words.format(figure)
        start = text.index("in return")
        made = condition(id_, "firm", f"{figure} percent", "trial", may(day), text=text)
        return replace(made, connective=(Span.of(text, start, start + len("in return for")),))

    assert kinds(changes([], [offer("a", 2, "six"), offer("b", 5, "seven")])) == [("softened", "a", "b")]
    assert kinds(changes([], [offer("a", 2, "nine"), offer("b", 5, "seven")])) == [("hardened", "a", "b")]
    assert changes([], [offer("a", 2, "six"), offer("b", 5, "six")]) == ()
    other = replace(offer("b", 5, "seven"), requirement="audit")
    assert changes([], [offer("a", 2, "six"), other]) == ()
    taken = "they accept {} percent in return for a trial"
    assert kinds(changes([], [offer("a", 2, "nine"), offer("b", 5, "seven", taken)])) == [
        ("softened", "a", "b")
    ]


def test_who_takes_less_than_was_asked_for_softens() -> None:
    frame = frame_of(
        issues=[Issue(id="a", label="420 tonnes a day"), Issue(id="b", label="350 tonnes a day")]
    )
    asked = position("p", "guild", "demand", "a", may(2), text="must have 420 tonnes a day")
    taken = position("q", "guild", "accept", "b", may(5), text="could live with 350 tonnes a day")
    assert [(one.kind, one.before, one.after) for one in changes([asked, taken], (), frame)] == [
        ("softened", "p", "q")
    ]
    text = "could accept 350 tonnes a day, provided that monitors come"
    start = text.index("provided")
    terms = replace(
        condition("c", "guild", "b", "monitors", may(5), text=text),
        connective=(Span.of(text, start, start + len("provided that")),),
    )
    assert [(one.kind, one.before, one.after) for one in changes([asked], [terms], frame)] == [
        ("softened", "p", "c")
    ]


def test_words_that_tell_a_change_show_one_though_nobody_reported_what_was_left() -> None:
    given_up = position("w", "guild", "withdraw", "chair", may(3))
    again = position("v", "guild", "withdraw", "chair", may(5))
    gave_way = position("c", "board", "concede", "audit", may(4))
    found = [(one.kind, one.before, one.after) for one in changes([given_up, again, gave_way])]
    assert found == [("withdrawn", None, "w"), ("softened", None, "c")]


def test_what_was_left_is_shown_where_it_is_known() -> None:
    asked = position("p", "guild", "demand", "chair", may(1))
    given_up = position("w", "guild", "withdraw", "chair", may(3))
    assert [(one.before, one.after) for one in changes([asked, given_up])] == [("p", "w")]
    terms = condition("t", "guild", "talks", "chair", may(1))
    assert [(one.before, one.after) for one in changes([given_up], [terms])] == [("t", "w")]


RISES = (Issue(id="more", label="pay rise of 14 percent"), Issue(id="less", label="pay rise of 12 percent"))


@pytest.mark.parametrize(
    ("act", "kind", "back"), [("demand", "softened", "hardened"), ("offer", "hardened", "softened")]
)
def test_who_asks_for_less_softens_and_who_gives_less_hardens(act, kind, back) -> None:
    high = position("a", "guild", act, "more", may(2), text="a pay rise of 14 percent")
    low = position("b", "guild", act, "less", may(9), text="a pay rise of 12 percent")
    frame = frame_of((), RISES)
    assert kinds(changes([high, low], frame=frame)) == [(kind, "a", "b")]
    again = replace(high, id="c", date=may(16))
    assert kinds(changes([high, low, again], frame=frame)) == [(kind, "a", "b"), (back, "b", "c")]


def test_refusing_one_figure_and_asking_for_another_is_no_turn() -> None:
    refused = position("a", "guild", "reject", "less", may(2), text="a pay rise of 12 percent")
    asked = position("b", "guild", "demand", "more", may(9), text="a pay rise of 14 percent")
    frame = frame_of((), RISES)
    assert not changes([refused, asked], frame=frame)
    taken = replace(asked, id="c", act="accept", issue="less", evidence=refused.evidence)
    assert kinds(changes([refused, taken], frame=frame)) == [("reversed", "a", "c")]


def test_undertaking_not_to_do_what_was_called_off_is_no_further_move() -> None:
    called_off = position("a", "guild", "withdraw", "strike", may(2))
    bound = position("b", "guild", "commit", "strike", may(9), polarity="against")
    assert kinds(changes([called_off, bound])) == [("withdrawn", None, "a")]


def test_one_statement_that_ends_several_conditions_is_one_change() -> None:
    first = condition("c1", "guild", "signature", "audit", may(2))
    last = condition("c2", "guild", "return", "audit", may(5))
    dropped = position("a", "guild", "withdraw", "audit", may(9))
    assert kinds(changes([dropped], [last, first])) == [("withdrawn", "c2", "a")]
