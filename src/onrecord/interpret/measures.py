"""Amounts: a number that stands alone is given the unit of the measure before it."""

import re

from spacy.tokens import Doc

from onrecord.interpret.nouns import is_time, noun_phrase, plain
from onrecord.interpret.words import pos_of

_REACH = 160
"""Words between a number and the measure whose unit it takes."""
_OF_A_UNIT = frozenset({"NOUN", "ADJ", "NUM"})
_YEAR = re.compile(r"(?:1[6-9]|20)\d\d")


def measured(doc: Doc, index: int) -> str | None:
    """A number alone with the unit of the last measure before it: "offered 12", after "20 boats a week".

    Args:
        doc: the document.
        index: index of the number.

    Returns:
        The measure; None where the number is a year's, or no measure stands within some sentences before.
    """
    if _YEAR.fullmatch(doc[index].text):
        return None
    for place in range(index - 1, max(0, index - _REACH), -1):
        follows = place + 1 < index and doc[place + 1].is_alpha and pos_of(doc[place + 1]) in _OF_A_UNIT
        if not doc[place].text[:1].isdigit() or not follows:
            continue
        if is_time(doc, place, index) or doc[place].text[-1:] == "%" or _YEAR.fullmatch(doc[place].text):
            continue
        found = noun_phrase(doc, place, index)
        if found is not None and found[0] == place and found[1] - place > 1:
            return f"{doc[index].text} {plain(doc, place + 1, found[1])}"
    return None
