"""What holders do, and did, in words."""

from typing import get_args

import pytest

from onrecord.model import Act, Polarity
from onrecord.text.acting import did, does

EVERY = [(act, polarity) for act in get_args(Act) for polarity in get_args(Polarity)]


@pytest.mark.parametrize(("act", "polarity"), EVERY)
def test_what_is_past_goes_with_one_and_with_many(act: str, polarity: str) -> None:
    first, *others = did(act, polarity).split()
    # "was", "has" and "rejects" would go with one alone, "were" and "reject" with many alone.
    assert first in {"did", "took", "had", "spoke", "said", "no"} or first.endswith("ed")
    assert not {"was", "were"} & set(others[:1])


def test_who_is_open_to_something_has_not_refused_it() -> None:
    assert did("support", "open") == "did not rule out"
    assert did("reject", "open") == "stopped short of rejecting"
    assert did("reject", "against") == "rejected"
    assert did("demand", "against") == "demanded that there be no"
    assert did("demand", "for") == "demanded"


def test_each_act_is_told_of_today_and_of_the_past() -> None:
    assert len({does(act, "for") for act in get_args(Act)}) == len(get_args(Act))
    assert len({did(act, "for") for act in get_args(Act)}) == len(get_args(Act))
