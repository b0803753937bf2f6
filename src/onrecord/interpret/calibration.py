"""How sure a pattern is: from what was judged right and wrong, drawn towards the share of all where few were.

The counts stand in `data/confidence.toml`; `bench/judging.py --patterns` gives them anew.
"""

from functools import cache

from onrecord.interpret.words import read_data

PRIOR = 0.6
"""Share of all positions counted that was right: about half in election news, seven in ten in
reports of negotiations."""

WEIGHT = 12.0
"""Judged positions that the prior counts for."""

OF_A_CONDITION = 0.65
"""Share of right conditions: three quarters in reports of negotiations, a third in other news."""


@cache
def _counts() -> dict[str, tuple[int, int]]:
    return {name: (right, wrong) for name, (right, wrong) in read_data("confidence")["judged"].items()}


def calibrated(pattern: str) -> float:
    """The confidence of a position that a pattern found.

    Args:
        pattern: its name.

    Returns:
        From 0 to 1: the share of its judged positions that was right, with the prior added.
    """
    right, wrong = _counts().get(pattern, (0, 0))
    return (right + PRIOR * WEIGHT) / (right + wrong + WEIGHT)
