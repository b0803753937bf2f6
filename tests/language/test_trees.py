"""The tree decoder against brute force over all trees."""

from itertools import product

import numpy as np
import pytest

from onrecord.language.trees import best_heads


def is_tree(heads):
    if heads.count(-1) != 1:
        return False
    for word in range(len(heads)):
        seen = set()
        while word != -1:
            if word in seen:
                return False
            seen.add(word)
            word = heads[word]
    return True


@pytest.mark.parametrize("words", [1, 2, 3, 4, 5])
@pytest.mark.parametrize("seed", range(8))
def test_best_of_all_trees(words, seed):
    scores = np.random.default_rng(seed * 10 + words).normal(size=(words, words + 1))

    def total(heads):
        return sum(scores[word, head + 1] for word, head in enumerate(heads))

    trees = [list(heads) for heads in product(range(-1, words), repeat=words) if is_tree(list(heads))]
    found = best_heads(scores)
    assert is_tree(found)
    assert total(found) == pytest.approx(max(map(total, trees)))
