"""What is told of an expression's matches holds for all of them."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.text.held import folded, needles


@pytest.mark.parametrize(
    ("expression", "parts"),
    [
        ("unless(?: and until)?", {"unless"}),
        ("before|prior to", {"before", "prior to"}),
        ("the (?:only|sole) (?P<step>[^.]{3,70}?) (?:is|was)", {"only", "sole"}),
        ("(?:depend(?:s|ed)?|hinge[sd]?) (?:up)?on", {"depend", "hinge"}),
        (r"\w+ (?:\w+ly )?first", {"first"}),
        ("needs?", {"need"}),
        (r"(?:is|are) (?=open)\w+", {"is", "are"}),
        ("a{0,3}b", {"b"}),
        ("(?:quay)?", set()),
        (r"\w+|quay", set()),
        ("(?-i:Should)(?= the)", {"should"}),
        ("(?!not )pier(?<!x)s+", {"pier"}),
        (r"\u0071\x75\N{LATIN SMALL LETTER A}", set()),
        ("quay)", set()),
        ("(?x)quay", set()),
    ],
)
def test_parts_are_told(expression, parts):
    assert needles(expression) == parts


LETTERS = st.sampled_from("aiks ")
EXPRESSIONS = st.recursive(
    st.one_of(LETTERS, st.sampled_from(["[ai]", r"\w", "a?", "i*", "k+", "(?!ai)", "s{0,2}", "a{2}"])),
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=4).map("".join),
        st.lists(inner, min_size=1, max_size=3).map(lambda every: "(?:" + "|".join(every) + ")"),
        inner.map(lambda one: f"(?:{one})?"),
        inner.map(lambda one: f"(?P<n>{one})" if "(?P" not in one else one),
    ),
    max_leaves=8,
)


@settings(max_examples=300, deadline=None)
@given(EXPRESSIONS, st.text("aiks AIKS\u017f\u212a\u0130\u0131b", max_size=12))
def test_a_text_with_a_match_holds_one_of_them(expression, text):
    try:
        compiled = re.compile(expression, re.IGNORECASE)
    except re.error:
        return
    parts = needles(expression)
    if parts and compiled.search(text):
        assert any(part in folded(text) for part in parts)
