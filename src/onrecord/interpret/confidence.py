"""How sure a position is: logistic models over its signs, fitted on what was judged right and wrong.

There is one for reports on talks and one for all others: in other news a quotation is as good as narration,
in reports on talks its images are taken for stands. `python -m training.confidence` fits them, prints their
calibration and writes `data/confidence.json`. A sign that a model doesn't know weighs nothing.
"""

import json
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from math import exp

from onrecord.interpret.recurring import Matter
from onrecord.model.claims import LEAST_SURE

OF_A_CONDITION = 0.65
"""Share of right conditions: three quarters in reports of negotiations, a third in other news."""

LEAST_SURE_OF: dict[Matter, float] = {"talks": LEAST_SURE, "near talks": 0.75, "other": 0.75}
"""How sure a position or condition must be, by what its report is about: in other news campaign talk, custom
and figures of speech read like a stand, so that only what is sure is kept there."""


@cache
def _weights(model: str) -> tuple[float, dict[str, float]]:
    data = json.loads(
        files("onrecord.interpret").joinpath("data/confidence.json").read_text(encoding="utf-8")
    )[model]
    return float(data["intercept"]), {str(name): float(weight) for name, weight in data["weights"].items()}


def confidence_of(signs: Iterable[str]) -> float:
    """The confidence of a position with some signs.

    Args:
        signs: their names, each once.

    Returns:
        From 0 to 1: the share of right ones that the model expects among positions like it.
    """
    signs = set(signs)
    intercept, weights = _weights("talks" if "report on talks" in signs else "other")
    return 1 / (1 + exp(-intercept - sum(weights.get(sign, 0.0) for sign in signs)))
