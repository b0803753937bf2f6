"""The stems of a label: what two wordings of one issue share."""

from functools import lru_cache

from onrecord.text.folding import folded_words
from onrecord.text.words import word_set

_SMALL = word_set(
    "the a an of in on to for with and or at by from its his her their our any some no into as over "
    "about between this that these those"
)
# What praises or measures a thing without making it another.
_WEAK = word_set(
    "strong reliable clear concrete solid firm full real serious new genuine robust credible "
    "effective proper further additional immediate "
    "quick early formal broad meaningful sustainable lasting future potential possible current "
    "existing guaranteed own such other certain"
)


@lru_cache(maxsize=65_536)
def stem(word: str) -> str:
    """A word without its inflection, roughly: enough to tell one issue's wordings from another's."""
    for ending in ("ations", "ation", "ments", "ment", "ings", "ing", "ies", "es", "ed", "s", "y", "e"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: -len(ending)]
    return word[:-1] if word.endswith("s") and len(word) > 3 else word


def key_of(label: str) -> frozenset[str]:
    """The stems that make an issue what it is."""
    words = [word for word in folded_words(label) if word not in _SMALL]
    strong = [word for word in words if word not in _WEAK]
    return frozenset(stem(word) for word in (strong or words))
