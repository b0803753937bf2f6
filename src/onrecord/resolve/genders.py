"""Learn from "he" and "she" which gender a report gives to its persons."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence

from onrecord.resolve.lexicon import Gender
from onrecord.text.layout import Layout

# Only subjects, "his" and what opens a sentence: "her" and "him" in a clause are mostly somebody else.
_GENDERED = re.compile(r"\b(?:(?P<masculine>he|his|He|His)|(?P<feminine>she|She|Her))\b")


def gender_votes(layout: Layout, persons: Sequence[tuple[int, int]]) -> dict[int, Counter[Gender]]:
    """Let each "he" and "she" outside quotations vote where only one person can be meant.

    Args:
        layout: the text.
        persons: offset and number of each mention of a person outside quotations, in order.

    Returns:
        The votes for each number.
    """
    votes: dict[int, Counter[Gender]] = {}
    for match in _GENDERED.finditer(layout.text):
        if layout.is_quoted(match.start()):
            continue
        gender: Gender = "masculine" if match["masculine"] else "feminine"
        one = _only_one_before(layout, persons, match.start())
        if one is not None:
            votes.setdefault(one, Counter())[gender] += 1
    return votes


def _only_one_before(layout: Layout, persons: Sequence[tuple[int, int]], offset: int) -> int | None:
    """The one person named before an offset in its sentence, else in the sentence before."""
    here = layout.sentence_at(offset)
    near: dict[int, set[int]] = {0: set(), 1: set()}
    for index in range(bisect_left(persons, (offset, -1)) - 1, -1, -1):
        back = here - layout.sentence_at(persons[index][0])
        if back > 1:
            break
        near[back].add(persons[index][1])
    for found in (near[0], near[1]):
        if found:
            return next(iter(found)) if len(found) == 1 else None
    return None
