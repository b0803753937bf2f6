"""Windows cover every word, overlap, and hold no more than they may."""

import itertools

from hypothesis import given
from hypothesis import strategies as st

from onrecord.language.windows import Words, bounds


def text_of(costs, starts):
    count = len(costs)
    return Words(
        words=("w",) * count,
        starts=tuple(starts),
        sentences=(0,) * count,
        pieces=tuple((1,) * cost for cost in costs),
        cases=(0,) * count,
        quotes=(0,) * count,
    )


@given(st.lists(st.tuples(st.integers(1, 12), st.booleans()), max_size=400))
def test_every_word_is_in_a_window(words):
    text = text_of([cost for cost, _ in words], [start for _, start in words])
    places = list(bounds(text, size=64, overlap=20))
    covered = {word for start, end in places for word in range(start, end)}
    assert covered == set(range(len(words)))
    for (_, end), (start, _) in itertools.pairwise(places):
        assert start < end or (start == end and text.starts[start]), "a border cuts no paragraph for good"
    for start, end in places:
        assert sum(words[word][0] + words[word][1] for word in range(start, end)) <= 64
