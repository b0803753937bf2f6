"""The coreference measures against cases whose figures are published or can be counted on one's fingers."""

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

BENCH = Path(__file__).parents[2] / "bench"


@pytest.fixture(scope="module")
def metrics() -> ModuleType:
    spec = importlib.util.spec_from_file_location("coreference_metrics", BENCH / "coreference_metrics.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def clusters(*words: str) -> list[frozenset[str]]:
    return [frozenset(word) for word in words]


def precision_and_recall(counted) -> tuple[float, float]:
    return (
        round(counted.right_given / counted.given, 4),
        round(counted.right_wanted / counted.wanted, 4),
    )


# Bagga and Baldwin's example (1998): three chains, of which the answer joins two.
TRUTH = clusters("12345", "67", "89ABC")
JOINED_SMALL = clusters("12345", "6789ABC")
JOINED_LARGE = clusters("1234589ABC", "67")


def test_muc_sees_no_difference_between_the_two_answers(metrics):
    for answer in (JOINED_SMALL, JOINED_LARGE):
        assert precision_and_recall(metrics.muc(TRUTH, answer)) == (0.9, 1.0)


def test_b_cubed_tells_the_costlier_mistake(metrics):
    assert precision_and_recall(metrics.b_cubed(TRUTH, JOINED_SMALL)) == (0.7619, 1.0)
    assert precision_and_recall(metrics.b_cubed(TRUTH, JOINED_LARGE)) == (0.5833, 1.0)


def test_ceaf_aligns_entities_one_to_one(metrics):
    counted = metrics.ceaf_e(TRUTH, JOINED_SMALL)
    # "12345" with itself is 1; "89ABC" with "6789ABC" is 2 * 5 / (5 + 7).
    assert precision_and_recall(counted) == (round((1 + 10 / 12) / 2, 4), round((1 + 10 / 12) / 3, 4))


def test_spurious_and_missing_mentions_count_against_their_side(metrics):
    # Counted by hand.
    gold, answer = clusters("a", "bc", "def"), clusters("ab", "cd", "fghi")
    assert precision_and_recall(metrics.muc(gold, answer)) == (0.0, 0.0)
    # Mentions right in the answer: a 1/2, b 1/2, c 1/2, d 1/2, f 1/4, the rest 0, of 8;
    # in the gold: a 1, b 1/2, c 1/2, d 1/3, e 0, f 1/3, of 6.
    assert precision_and_recall(metrics.b_cubed(gold, answer)) == (round(2.25 / 8, 4), round(8 / 3 / 6, 4))
    # {a} with {ab} 2/3, {bc} with {cd} 1/2, {def} with {fghi} 2/7 is the best alignment.
    best = 2 / 3 + 1 / 2 + 2 / 7
    assert precision_and_recall(metrics.ceaf_e(gold, answer)) == (round(best / 3, 4), round(best / 3, 4))


@pytest.mark.parametrize("measure", ["muc", "b_cubed", "ceaf_e"])
def test_the_gold_itself_is_right_and_nothing_is_nothing(metrics, measure):
    found = metrics.MEASURES[measure](TRUTH, TRUTH)
    assert (found.f1, metrics.MEASURES[measure](TRUTH, []).f1) == (1.0, 0.0)


def test_documents_add_up(metrics):
    total = metrics.muc(TRUTH, JOINED_SMALL) + metrics.muc(TRUTH, TRUTH)
    assert precision_and_recall(total) == (round(18 / 19, 4), 1.0)
