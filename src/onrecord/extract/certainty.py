"""How sure an attribution is: the tagger's and the resolver's confidence, made to mean what they say.

The raw figure is the product of two that were each set apart from the other, and is too low in the middle.
It is mapped, in steps joined by straight lines, to the share of attributions that were right in content and
source among those with such a figure on PolNeAR dev; `bench/attributions.py` gives the error that is left.
"""

from bisect import bisect_right

# Pairs of a raw figure and the share that was right, as measured; both rise.
_MEASURED = (
    (0.0, 0.0),
    (0.35, 0.28),
    (0.45, 0.46),
    (0.55, 0.63),
    (0.65, 0.76),
    (0.75, 0.86),
    (0.85, 0.94),
    (1.0, 0.96),
)


def calibrated(raw: float) -> float:
    """The chance that an attribution is right.

    Args:
        raw: the product of the confidence in its spans and in its speaker, 0 to 1.

    Returns:
        0 to 0.96, never less for more.
    """
    place = min(max(bisect_right(_MEASURED, (raw, 1.0)), 1), len(_MEASURED) - 1)
    (left, low), (right, high) = _MEASURED[place - 1], _MEASURED[place]
    share = min(max((raw - left) / (right - left), 0.0), 1.0)
    return round(low + share * (high - low), 3)
