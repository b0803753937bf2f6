"""Places and peoples that only tell which event is meant.

In "the 2016 Ardovian election", "the Ardova Accords" or "the Battle of Corvane" no state acts.
"""

import re
from collections.abc import Sequence

from onrecord.language.name_bounds import SEATS
from onrecord.language.named import Name
from onrecord.text.words import word_set

LONGEST_EVENT = 5
_EVENT = word_set(
    "accord accords agreement agreements campaign championship conference convention crisis cup declaration "
    "festival games medal olympics prize protocol rebellion revolution treaty uprising war wars"
)
_HISTORIC = word_set(
    "accord accords armistice battle capture conquest fall invasion liberation massacre occupation partition "
    "siege treaty"
)
_YEAR = re.compile(r"(?:1[89]|20)\d\d")
_VOTES = frozenset(["election", "elections", "referendum", "primary", "primaries", "caucuses"])
_SORTS_OF_VOTE = frozenset(
    ["general", "presidential", "parliamentary", "special", "local", "state", "regional"]
)


def tells_an_event(words: Sequence[str], name: Name) -> bool:
    """Whether a name is part of the name of something that happened, or was signed."""
    return _in_event(words, name) or _of_event(words, name)


def _in_event(words: Sequence[str], name: Name) -> bool:
    """Whether a place or people is part of the name of a vote with its year, or of a war, treaty or feast."""
    if name.kind not in {"STATE", "GROUP"}:
        return False
    if name.end - name.start > 1 and words[name.end - 1].lower() in _EVENT:
        return True
    for word in words[name.end : name.end + LONGEST_EVENT]:
        if not word[0].isupper():
            break
        if word.lower() in _EVENT:
            return True
    dated = name.start > 0 and _YEAR.fullmatch(words[name.start - 1]) is not None
    return dated and any(word.lower() in _VOTES for word in words[name.end : name.end + LONGEST_EVENT])


def _of_event(words: Sequence[str], name: Name) -> bool:
    """Whether a place ends the name of something that happened: "the Battle of Corvane", "the 1996 Ardovian
    Senate election in Corvane"; not "the battle of Corvane", where the place is spoken of."""
    if name.kind != "STATE":
        return False
    start = name.start - (1 if name.start and words[name.start - 1] == "the" else 0)
    seat = name.end < len(words) and words[name.end].lower() in SEATS
    if seat or start < 3 or words[start - 1] not in {"of", "in"}:
        return False
    event = words[start - 2]
    if event.lower() in _HISTORIC and words[start - 1] == "of":
        return event[0].isupper() or _YEAR.fullmatch(words[start - 3]) is not None
    if event.lower() not in _VOTES:
        return False
    place = start - 3
    while place >= 0 and (words[place][0].isupper() or words[place].lower() in _SORTS_OF_VOTE):
        place -= 1
    return 0 <= place < start - 3 and _YEAR.fullmatch(words[place]) is not None
