"""Guesses follow members that turn out to be others."""

from onrecord.resolve.cast import Cast
from onrecord.resolve.pronouns import NOBODY, Guess
from onrecord.resolve.speakers import as_current


def test_a_guess_names_members_as_the_cast_has_them_in_the_end():
    cast = Cast(merged={2: 1, 4: 2})
    assert as_current(Guess(3, (2, 1, 4), 0.6), cast) == Guess(3, (1,), 0.6)
    assert as_current(Guess(4, (1, 5), 0.6), cast) == Guess(1, (5,), 0.6)
    assert as_current(NOBODY, cast) == NOBODY
