"""Names of persons and bodies: their parts, and when two are spellings of one."""

import re
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz

from onrecord.resolve.lexicon import Gender, lexicon
from onrecord.text.folding import fold
from onrecord.text.words import word_set

ALIKE = 84.0
ALIKE_ALONE = 87.0
LEAST_LETTERS = 5
PARTICLES = word_set("van von der den de del della di da dos du la le el ter ten")
"""Words that open a surname: "van Dyke" is a surname alone, "Anna van Dyke" a full name."""
SMALL_PARTICLES = word_set("al bin bint ibn abu ben ould")
"""Those that are also names where they are capitalised ("Ben", "Al")."""
_SMALL_WORDS = frozenset(["the", "of", "and", "for", "in", "on", "at", "to", "a", "an", "de", "la"])


@dataclass(frozen=True, slots=True)
class PersonName:
    """A person's name in its parts, folded.

    Attributes:
        given: the names before the surname, in order.
        surname: the last name with its particles, or the only one.
        gender: what a title shows, or None.
    """

    given: tuple[str, ...]
    surname: str
    gender: Gender | None = None

    @property
    def full(self) -> bool:
        """Whether it has a given name."""
        return bool(self.given)


@lru_cache(maxsize=4096)
def person_name(words: str) -> PersonName:
    """Part a person's name.

    Args:
        words: "Mr Jonas Veld", "van Dyke", "Ada Novak's".

    Returns:
        The parts, folded, without titles; the surname is empty where nothing is left.
    """
    gender: Gender | None = None
    parts = re.sub(r"['\u2019]s?$", "", words.strip()).split()
    titles = lexicon().titles
    while len(parts) > 1 and fold(parts[0]) in titles:
        gender = gender or titles[fold(parts[0])]
        parts = parts[1:]
    parts = [part for part in parts if fold(part)]
    if not parts:
        return PersonName((), "", gender)
    at = len(parts) - 1
    if fold(parts[-1]) in {"jr", "sr", "ii", "iii"} and at:
        parts, at = parts[:-1], at - 1
    while at > 0 and (
        fold(parts[at - 1]) in PARTICLES
        or (parts[at - 1].islower() and fold(parts[at - 1]) in SMALL_PARTICLES)
    ):
        at -= 1
    return PersonName(tuple(fold(part) for part in parts[:at]), fold(" ".join(parts[at:])), gender)


def same_surname(one: str, other: str, least: float = ALIKE) -> bool:
    """Whether two folded surnames are equal, or spellings of one."""
    if one == other:
        return True
    if min(len(one), len(other)) < LEAST_LETTERS or one[0] != other[0]:
        return False
    return fuzz.ratio(one, other) >= least


def same_given(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether given names go together: equal, an initial, a shorter form, or spellings of one."""
    if not one or not other:
        return True
    first, second = one[0], other[0]
    if (
        first == second
        or (len(first) == 1 and second[0] == first)
        or (len(second) == 1 and first[0] == second)
    ):
        return True
    return min(len(first), len(second)) >= LEAST_LETTERS - 1 and fuzz.ratio(first, second) >= 78.0


def same_person(one: PersonName, other: PersonName) -> bool:
    """Whether two full names are one person's: surname and given name both go together."""
    if one.gender and other.gender and one.gender != other.gender:
        return False
    return same_surname(one.surname, other.surname) and same_given(one.given, other.given)


@lru_cache(maxsize=4096)
def content_words(words: str) -> tuple[str, ...]:
    """The folded words of a name without articles, prepositions and possessive endings."""
    plain = re.sub(r"['\u2019]s\b|['\u2019](?=\s|$)", "", words)
    return tuple(word for word in fold(plain).split() if word not in _SMALL_WORDS)


def initials(words: str) -> str:
    """The initials of a name's content words, in lower case: what its acronym would be."""
    return "".join(word[0] for word in content_words(words.replace("-", " ")))


def akin(one: str, other: str) -> bool:
    """Whether two folded words share a stem: "dock" and "dockers", "Ukraine" and "Ukrainian"."""
    if one == other:
        return True
    if one[:4] != other[:4]:
        return False
    shared = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        shared += 1
    return shared >= 4 and shared >= min(len(one), len(other)) - 2
