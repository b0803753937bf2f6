"""How two versions of a text differ, in words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.ledger.added import difference


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("One.\n\nTwo.", "One.\n\nTwo.", ""),
        ("One.\n\nTwo.", "One.", "- Two."),
        ("One.", "One.\n\nTwo.", "+ Two."),
        ("One is here.", "Two are there.", "- One is here.\n+ Two are there."),
        ("We will sign it.", "We will not sign it.", "~ We will {+not +}sign it."),
        ("We may sign it.", "We will sign it.", "~ We [-may-]{+will+} sign it."),
        (
            "a b c d e f g h i j k l m n OLD o p q r s t u v w x y z",
            "a b c d e f g h i j k l m n NEW o p q r s t u v w x y z",
            "~ ... k l m n [-OLD-]{+NEW+} o p q r ...",
        ),
        ("Space  only.", "Space only.", ""),
    ],
)
def test_differences(before, after, expected):
    assert difference(before, after) == expected


@given(st.text(max_size=80), st.text(max_size=80))
def test_every_line_says_what_it_is(before, after):
    for line in difference(before, after).splitlines():
        assert line[:2] in ("- ", "+ ", "~ ")
