"""Moves that the words of one position tell by themselves."""

from dataclasses import replace

import pytest
from made_claims import may, position

from onrecord.model import Position, Span
from onrecord.track.changes import changes
from onrecord.track.told import told_move


def said(words: str, act: str, polarity: str) -> Position:
    one = position("a", "guild", act, "tunnel", may(9), polarity=polarity)
    return replace(one, evidence=(Span.of(words, 0, len(words)),))


@pytest.mark.parametrize(
    ("words", "act", "polarity", "kind"),
    [
        ("the guild no longer ruled out a tunnel", "support", "open", "softened"),
        ("the guild agreed for the first time to a tunnel", "accept", "for", "softened"),
        ("the guild, which until now had refused a tunnel, agreed to it", "accept", "for", "softened"),
        ("the guild lowered its pay demand to 9 percent", "demand", "for", "softened"),
        ("the guild raised its pay demand to 9 percent", "demand", "for", "hardened"),
        ("the firm raised its offer to 9 percent", "offer", "for", "softened"),
        ("its claim now stands at 9 percent, down from eleven", "demand", "for", "softened"),
        ("the guild hardened its opposition to a tunnel", "oppose", "against", "hardened"),
        ("the guild toughened its demand for a tunnel", "demand", "for", "hardened"),
        ("the guild would now support a tunnel", "support", "for", "softened"),
        ("the guild can now live with a tunnel", "accept", "open", "softened"),
        ("the guild now wants a tunnel", "demand", "for", None),
        ("the guild opposes a tunnel", "oppose", "against", None),
        ("the guild agreed to a tunnel", "accept", "for", None),
        ("the guild wants lower fares", "demand", "for", None),
        ("the guild wants for the first time a tunnel", "demand", "for", None),
        ("the guild does not rule out a tunnel", "support", "open", None),
    ],
)
def test_what_words_tell(words: str, act: str, polarity: str, kind: str | None) -> None:
    assert told_move(said(words, act, polarity)) == kind


def test_a_told_move_is_a_change_without_what_was_left() -> None:
    (found,) = changes([said("the guild no longer ruled out a tunnel", "support", "open")])
    assert (found.kind, found.before, found.after) == ("softened", None, "a")


def test_where_what_was_left_is_known_it_is_shown() -> None:
    now = replace(said("the guild no longer ruled out a tunnel", "support", "open"), id="b")
    before = position("a", "guild", "reject", "tunnel", may(2), polarity="against")
    (found,) = changes([now, before])
    assert (found.kind, found.before, found.after) == ("softened", "a", "b")


def test_saying_again_what_was_told_before_is_no_move() -> None:
    again = replace(said("the guild agreed for the first time to a tunnel", "accept", "for"), id="b")
    before = position("a", "guild", "accept", "tunnel", may(2), polarity="for")
    assert not changes([again, before])
