"""What of a text lies where."""

from hypothesis import given
from hypothesis import strategies as st

from onrecord.text.layout import _outermost, lay_out

PIECES = st.sampled_from(["“", "”", '"', "‘", "’", "Ida", "said", " ", " ", ".", "\n\n", "no"])


@given(st.lists(PIECES, max_size=60).map("".join))
def test_the_quotation_at_each_place_is_the_outermost_round_it(text: str) -> None:
    layout = lay_out(text)
    starts = [quotation.start for quotation in layout.quotations]
    for offset in range(-1, len(text) + 2):
        found = layout.quotation_at(offset)
        assert found == _outermost(layout.quotations, starts, offset)
        assert layout.is_quoted(offset) is (found is not None)


def test_within_a_quotation_in_a_quotation_the_outer_one_is_meant() -> None:
    text = "Ida said: “He told us ‘no’ twice.” Nobody spoke."
    layout = lay_out(text)
    outer = layout.quotation_at(text.index("told"))
    assert outer is not None and text[outer.inner_start : outer.inner_end] == "He told us ‘no’ twice."
    assert layout.quotation_at(text.index("no’")) is outer
    assert layout.quotation_at(text.index("Nobody")) is None
