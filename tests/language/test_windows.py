"""Windows cover every word, overlap, and hold no more than they may."""

import itertools

from hypothesis import given
from hypothesis import strategies as st

from onrecord.language.components import load_encoder
from onrecord.language.windows import MOST_KNOWN, PIECES_OF_ONE_WORD, Known, Words, bounds, encode


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


def test_words_met_before_are_cut_as_the_first_time():
    tokenizer = load_encoder().tokenizer
    words = ["Ostrava", "'s", "rose-growers", "\u200b", "Ostrava", "a-" * 30, "1,200"]
    starts, sentences = [True] + [False] * 6, [0] * 7
    known: Known = {}
    first = encode(tokenizer, words, starts, sentences, known)
    again = encode(tokenizer, words[::-1], starts, sentences, known)
    assert first == encode(tokenizer, words, starts, sentences)
    assert again.pieces == first.pieces[::-1] and again.cases == first.cases[::-1]
    assert len(known) == 6 and len(first.pieces[5]) == PIECES_OF_ONE_WORD
    known.update({str(number): ((1,), 0) for number in range(MOST_KNOWN)})
    assert encode(tokenizer, words, starts, sentences, known) == first and len(known) == 6
