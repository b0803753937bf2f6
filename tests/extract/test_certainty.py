from hypothesis import given
from hypothesis import strategies as st

from onrecord.extract.certainty import calibrated

chances = st.floats(0.0, 1.0)


@given(chances, chances)
def test_more_is_never_less(one, other):
    low, high = sorted((one, other))
    assert 0.0 <= calibrated(low) <= calibrated(high) <= 0.96


def test_the_ends_and_a_step_between():
    assert [calibrated(raw) for raw in (0.0, 0.55, 0.6, 1.0)] == [0.0, 0.63, 0.695, 0.96]
