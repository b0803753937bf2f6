"""What is taken from which window, and what of it is kept."""

from itertools import pairwise

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from onrecord.language import reading
from onrecord.language.components import load_encoder
from onrecord.language.encoder import _held_most
from onrecord.text.layout import lay_out


@given(st.data())
def test_a_sentence_is_of_the_window_that_holds_most_of_it(data: st.DataObject) -> None:
    count = data.draw(st.integers(1, 60))
    edges = sorted({0, count, *data.draw(st.lists(st.integers(0, count)))})
    sentences = list(pairwise(edges))
    places, end = [], 0
    while end < count:  # each window begins after the one before it and not behind its end
        start = data.draw(st.integers(places[-1][0] + 1, end)) if places else 0
        end = data.draw(st.integers(end + 1, count))
        places.append((start, end))
    held = _held_most(sentences, places)
    for number, (first, last) in enumerate(sentences):
        words = [min(last, right) - max(first, left) for left, right in places]
        assert number in held[int(np.argmax(words))]
    assert sorted(number for numbers in held for number in numbers) == list(range(len(sentences)))


def test_how_far_the_network_is_is_told() -> None:
    told: list[float] = []
    text = "\n\n".join(f"Ida Lund said on Monday that quay {number} would be sold." for number in range(60))
    words = reading.read(lay_out(text), told.append)
    assert len(told) > 2 and told == sorted(told) and told[-1] == 1
    assert next(token.text for token in words if token.head is token) == "said"


def test_little_is_kept_of_what_a_window_says() -> None:
    encoder = load_encoder()
    text = "\n\n".join(f"Ida Lund said on Monday that quay {number} would be sold." for number in range(60))
    doc = reading.pipeline().make_doc(text)
    cut = reading.Cut(
        texts=[token.text for token in doc],
        blanks=[token.is_space for token in doc],
        starts=[token.text == "Ida" for token in doc],
        begins=[token.text == "Ida" for token in doc],
    )
    found = encoder.read(reading.words_of(encoder, cut))
    assert all(scores.base is None for scores in found.arcs)  # no view that would hold a whole window
    assert sum(scores.nbytes for scores in found.arcs) < 60 * 12 * 13 * 4 + 1
