"""Case and quotation states."""

import pytest

from onrecord.language.features import CASES, QUOTES, case_of, quote_states


@pytest.mark.parametrize(
    ("word", "case"),
    [
        ("talks", "lower"),
        ("Ostrava", "title"),
        ("I", "title"),
        ("EU", "upper"),
        ("McAdam", "mixed"),
        ("2024", "digit"),
        ("—", "other"),
    ],
)
def test_case(word, case):
    assert CASES[case_of(word)] == case


LETTERS = {"outside": "-", "inside": "i", "opening": "<", "closing": ">"}


def states(words, starts=None):
    starts = starts or [place == 0 for place in range(len(words))]
    return [LETTERS[QUOTES[state]] for state in quote_states(words, starts)]


def test_curly_quotation():
    assert states(["He", "said", ",", "“", "never", "”", "again"]) == list("---<i>-")


def test_straight_marks_take_turns():
    assert states(['"', "Yes", '"', "and", '"', "no", '"']) == list("<i>-<i>")


def test_apostrophe_is_no_quotation():
    assert states(["the", "dockers", "’", "union", "and", "the", "miners", "'", "union"]) == ["-"] * 9


def test_single_marks_close_what_they_opened():
    assert states(["‘", "We", "wait", ",", "’", "she", "said"]) == list("<iii>--")


def test_a_paragraph_ends_a_quotation():
    words = ["“", "One", "“", "Two", "”", "said"]
    assert states(words, [True, False, True, False, False, False]) == list("<i<i>-")
