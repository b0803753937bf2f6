"""Decoding against brute force over all label sequences."""

from itertools import pairwise, product

import numpy as np
import pytest

from onrecord.language import crf
from onrecord.language.crf import (
    Transitions,
    best_path,
    best_paths,
    bio_forbidden,
    every_marginals,
    marginals,
    spans_of,
)

LABELS = ("O", "B-cue", "I-cue")


def case(seed, words):
    chance = np.random.default_rng(seed)
    between, start = bio_forbidden(LABELS)
    noise = chance.normal(size=(3, 3)).astype(np.float32)
    transitions = Transitions(between + noise, start, chance.normal(size=3).astype(np.float32))
    return chance.normal(size=(words, 3)).astype(np.float32) * 2, transitions


def total(scores, transitions, path):
    value = transitions.start[path[0]] + transitions.end[path[-1]]
    value += sum(scores[word, label] for word, label in enumerate(path))
    return value + sum(transitions.between[a, b] for a, b in pairwise(path))


@pytest.mark.parametrize("seed", range(12))
def test_best_path_is_the_best_of_all(seed):
    scores, transitions = case(seed, 5)
    paths = list(product(range(3), repeat=5))
    best = max(paths, key=lambda path: total(scores, transitions, path))
    assert tuple(best_path(scores, transitions)) == best


@pytest.mark.parametrize("seed", range(6))
def test_marginals_are_sums_over_all_paths(seed):
    scores, transitions = case(seed, 4)
    paths = list(product(range(3), repeat=4))
    weights = np.exp([total(scores, transitions, path) for path in paths])
    expected = np.zeros((4, 3))
    for path, weight in zip(paths, weights / weights.sum(), strict=True):
        for word, label in enumerate(path):
            expected[word, label] += weight
    assert np.allclose(marginals(scores, transitions), expected, atol=1e-4)


def test_spans():
    assert spans_of(["O", "B-cue", "I-cue", "B-cue", "O", "I-cue"]) == [
        (1, 3, "cue"),
        (3, 4, "cue"),
        (5, 6, "cue"),
    ]


def test_nothing_to_decode():
    assert best_path(np.zeros((0, 3), dtype=np.float32), case(0, 1)[1]) == []


def test_paragraphs_decoded_together_read_as_each_alone():
    _, transitions = case(3, 1)
    every = [case(seed, words)[0] for seed, words in enumerate((4, 0, 9, 1, 9, 30))]
    assert best_paths(every, transitions) == [best_path(one, transitions) for one in every]
    for one, together in zip(every, every_marginals(every, transitions), strict=True):
        assert np.allclose(together, marginals(one, transitions), rtol=0, atol=1e-6)
        assert np.allclose(together.sum(axis=1), 1, atol=1e-5)


def test_scores_thousands_apart_have_chances_too():
    _, transitions = case(3, 1)
    # "O" by far, then by farther an I, which may only follow a B
    scores = np.array([[3000, 0, 0], [0, 0, 4000], [0, 0, 0]], dtype=np.float32)
    found = marginals(scores, transitions)
    assert np.allclose(found.sum(axis=1), 1, atol=1e-5)
    assert found[0].argmax() == 1 and found[1].argmax() == 2


@pytest.mark.parametrize("room", [1, 40, 200])
def test_paragraphs_of_a_book_are_decoded_as_those_of_a_report(
    monkeypatch: pytest.MonkeyPatch, room: int
) -> None:
    chance = np.random.default_rng(4)
    every = [chance.normal(size=(length, 5)).astype(np.float32) for length in (3, 90, 0, 17, 1, 40, 17)]
    transitions = Transitions(
        *(chance.normal(size=shape).astype(np.float32) for shape in ((5, 5), (5,), (5,)))
    )
    paths, chances = best_paths(every, transitions), every_marginals(every, transitions)
    monkeypatch.setattr(crf, "WORDS_AT_ONCE", room)
    assert best_paths(every, transitions) == paths
    for one, other in zip(every_marginals(every, transitions), chances, strict=True):
        np.testing.assert_allclose(one, other, rtol=1e-6)
