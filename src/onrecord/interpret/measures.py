"""Amounts: a number that stands alone is given the unit of the measure before it."""

import re

from onrecord.interpret.nouns import is_time, noun_phrase, plain
from onrecord.interpret.words import pos_of
from onrecord.text.tokens import Doc

_REACH = 160
"""Words between a number and the measure whose unit it takes."""
_ALIKE = 3
"""How many times another an amount may be for both to be taken for amounts of one thing."""
_OF_A_UNIT = frozenset({"NOUN", "ADJ", "NUM"})
_YEAR = re.compile(r"(?:1[6-9]|20)\d\d")


def measured(doc: Doc, index: int) -> str | None:
    """A number alone with the unit of the last measure before it: "offered 12", after "20 boats a week".

    Args:
        doc: the document.
        index: index of the number.

    Returns:
        The measure with the same number, else the nearest of a like size; None where the number is a year's,
        or no such measure stands within some sentences before.
    """
    wanted = value_of(doc[index].text)
    if _YEAR.fullmatch(doc[index].text) or wanted is None:
        return None
    nearest = None
    for place in range(index - 1, max(0, index - _REACH), -1):
        found = _measure(doc, place, index)
        value = value_of(doc[place].text)
        if value is not None and nearest is None and is_time(doc, place, index) and _is_like(value, wanted):
            return None  # "wanted ten years to phase it out; the bank favours five"
        if found is None or value is None:
            continue
        label = f"{doc[index].text} {plain(doc, place + 1, found[1])}"
        if value == wanted:
            return plain(doc, place, found[1])
        if nearest is None and _is_like(value, wanted):
            nearest = label
    return nearest


def _is_like(one: float, other: float) -> bool:
    return other / _ALIKE <= one <= other * _ALIKE


_WORDS = (
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen",
)  # fmt: skip
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_NAMED = {word: number + 1.0 for number, word in enumerate(_WORDS)} | {
    word: 10.0 * (number + 2) for number, word in enumerate(_TENS)
}


def value_of(text: str) -> float | None:
    """The number that a word is, in digits or letters up to fifteen and by tens, or None."""
    if text.lower() in _NAMED:
        return _NAMED[text.lower()]
    digits = text.replace(",", "")
    return float(digits) if re.fullmatch(r"\d+(?:\.\d+)?", digits) and float(digits) > 0 else None


def _measure(doc: Doc, place: int, index: int) -> tuple[int, int] | None:
    """The measure that begins with a number, unless that is a time, a share or a year."""
    follows = place + 1 < index and doc[place + 1].is_alpha and pos_of(doc[place + 1]) in _OF_A_UNIT
    follows = follows and doc[place + 1].lower_ not in {"hundred", "thousand", "million", "billion"}
    if value_of(doc[place].text) is None or not follows:
        return None
    if is_time(doc, place, index) or doc[place].text[-1:] == "%" or _YEAR.fullmatch(doc[place].text):
        return None
    found = noun_phrase(doc, place, index)
    return found if found is not None and found[0] == place and found[1] - place > 1 else None


def is_a_kind(doc: Doc, start: int, end: int) -> bool:
    """Whether a stretch of time is a thing to be had: "a shorter week", "the 44-hour week", not "last week".

    Args:
        doc: the document.
        start: index of the first word of the noun phrase.
        end: index after its last one.
    """
    words = doc[start:end]
    told = any(
        token.tag_ in {"JJR", "VBG"} or (token.text == "-" and token.i > start) for token in words[:-1]
    )
    return told and not any(token.lower_ in {"later", "earlier", "coming", "following"} for token in words)
