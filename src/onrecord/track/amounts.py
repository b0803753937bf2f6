"""How much is asked or offered: figures with their units in a position's words.

"Eleven percent" and "nine per cent" differ though both are demands for a pay rise. Only the figure nearest to
the front of the words is taken for each unit, and none that stands after "from": "raised from six to seven".
"""

import re
from collections.abc import Mapping
from functools import cache, lru_cache
from types import MappingProxyType

from onrecord.model import Condition, Position

SMALL = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
    " seventeen eighteen nineteen twenty"
)
TENS = {
    "thirty": 30,
    "forty": 40,
    "fifty": 50,
    "sixty": 60,
    "seventy": 70,
    "eighty": 80,
    "ninety": 90,
    "hundred": 100,
}
SCALES = {"thousand": 1e3, "million": 1e6, "billion": 1e9}
UNITS = {
    "percent": ("percent", "per cent", "%", "percentage points?"),
    "seat": ("seats?",),
    "people": (
        "people",
        "men",
        "women",
        "prisoners",
        "detainees",
        "hostages",
        "workers",
        "jobs",
        "troops",
        "soldiers",
    ),
    "money": (
        "euros?",
        "dollars?",
        "pounds?",
        "crowns?",
        "francs?",
        "dinars?",
        "marks?",
        "rupees?",
        "yen",
    ),
    "volume": ("cubic met(?:re|er)s?", "tonnes?", "tons?", "barrels?", "megawatts?"),
}
FORMER = re.compile(r"\b(?:from|than|not)\s+(?:the\s+)?$", re.IGNORECASE)
CURRENCY = re.compile(r"(?<!\w)[$€£¥]\s?(\d[\d,]*(?:\.\d+)?)(?:\s(thousand|million|billion))?")


@cache
def _pattern() -> re.Pattern[str]:
    words = "|".join([*SMALL.split(), *TENS])
    number = rf"\d[\d,]*(?:\.\d+)?|{words}"
    units = "|".join(f"(?P<{unit}>{'|'.join(forms)})" for unit, forms in UNITS.items())
    return re.compile(
        rf"(?<![\w.,])(?P<number>{number})(?:[\s\u00a0-](?P<scale>{'|'.join(SCALES)}))?[\s\u00a0-]?(?:{units})(?!\w)",
        re.IGNORECASE,
    )


def value_of(words: str) -> float:
    """The value of a number in digits or in a word up to a hundred."""
    plain = words.casefold().replace(",", "")
    if plain in TENS:
        return float(TENS[plain])
    return float(SMALL.split().index(plain)) if plain.isalpha() else float(plain)


@lru_cache(maxsize=16_384)  # a statement is compared with many
def amounts(text: str) -> Mapping[str, float]:
    """The figures in a text by their units: the first of each unit.

    Args:
        text: some words of a report.
    """
    found: dict[str, float] = {}
    for match in _pattern().finditer(text):
        if FORMER.search(text, 0, match.start()):
            continue
        unit = next(unit for unit in UNITS if match.group(unit))
        scale = SCALES[match["scale"].casefold()] if match["scale"] else 1.0
        found.setdefault(unit, value_of(match["number"]) * scale)
    for match in CURRENCY.finditer(text):
        scale = SCALES[match[2]] if match[2] else 1.0
        found.setdefault("money", value_of(match[1]) * scale)
    return MappingProxyType(found)


def amounts_of(position: Position) -> Mapping[str, float]:
    """The figures in a position's evidence."""
    return amounts(" ".join(span.text for span in position.evidence))


def offered(condition: Condition) -> Mapping[str, float]:
    """The figures of what a condition holds out, before the words that make it a condition.

    Args:
        condition: "seven percent, in return for a trial of two years" holds out seven percent.
    """
    if not condition.connective:
        return {}
    start = condition.connective[0].start
    ahead = [span.text[: max(0, start - span.start)] for span in condition.evidence if span.start < start]
    return amounts(" ".join(ahead))
