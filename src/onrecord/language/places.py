"""Countries and regions that the tagger of names passed over, by the lists of countryinfo."""

from collections.abc import Iterator, Sequence

from onrecord.language.named import ChanceOf, Name
from onrecord.text.countries import country_of, is_known_place

LONGEST_COUNTRY = 4
LEAST_CHANCE = 0.1
LEAST_WITH_NONE = 0.6
"""A single word or region is a state where the tagger sees some chance of it and little of another name."""


def passed_over(words: Sequence[str], names: Sequence[Name], chance_of: ChanceOf) -> Iterator[Name]:
    """Names of countries and regions, all of them outside other names.

    Args:
        words: a text's words.
        names: those found so far.
        chance_of: how likely each kind is for a stretch of words, "" for none.
    """
    taken = {place for name in names for place in range(name.start, name.end)}
    for start, word in enumerate(words):
        if start in taken or not word[0].isupper():
            continue
        for end in range(min(start + LONGEST_COUNTRY, len(words)), start, -1):
            name = Name(start, end, "STATE")
            free = taken.isdisjoint(range(start, end)) and words[end - 1][0].isupper()
            if free and _is_state(" ".join(words[start:end]), name, chance_of):
                taken.update(range(start, end))
                yield name
                break


def _is_state(surface: str, name: Name, chance_of: ChanceOf) -> bool:
    if (country_of(surface) or ("", ""))[1] == "name" and " " in surface:
        return True
    if not is_known_place(surface):
        return False
    chances = chance_of(name)
    state = chances.get("STATE", 0.0)
    return state >= LEAST_CHANCE and state + chances.get("", 0.0) >= LEAST_WITH_NONE
