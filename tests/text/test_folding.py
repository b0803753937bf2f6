"""Folding names."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.text.folding import fold, folded_words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Łódź", "lodz"),
        ("O’Dell-Smith", "odell smith"),
        ("  Anna   VELD ", "anna veld"),
        ("STRASSE straße", "strasse strasse"),
        ("Søren Ærø", "soren aero"),
        ("İstanbul", "istanbul"),
        ("Ｆｕｌｌ", "full"),
        ("U.N.", "u n"),
        ("Зеленський", "зеленськии"),
        ("...", ""),
    ],
)
def test_folded(text, expected):
    assert fold(text) == expected


@given(st.text(max_size=40))
def test_folding_twice_is_folding_once(text):
    assert fold(fold(text)) == fold(text)
    assert folded_words(text) == tuple(fold(text).split())
