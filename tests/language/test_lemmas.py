"""Lemma rules undo what they were made from."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.language.lemmas import apply_rule, rule_for


@pytest.mark.parametrize(
    ("word", "lemma", "rule"),
    [
        ("ruled", "rule", "1|"),
        ("countries", "country", "3|y"),
        ("went", "go", "!go"),
        ("Arabs", "Arab", "=1|"),
        ("Ostrava", "Ostrava", "=0|"),
        ("The", "the", "0|"),
    ],
)
def test_rules(word, lemma, rule):
    assert rule_for(word, lemma) == rule
    assert apply_rule(rule, word) == lemma


@given(st.text("abcdeABC", min_size=1), st.text("abcdeABC", min_size=1))
def test_round_trip(word, lemma):
    assert apply_rule(rule_for(word, lemma), word) == lemma


def test_a_rule_that_does_not_fit_keeps_the_word():
    assert apply_rule("5|y", "its") == "its"
