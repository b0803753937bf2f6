"""A name among a text's words, on its way to a spaCy entity."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Name:
    """A name among a text's words.

    Attributes:
        start: its first word.
        end: after its last one.
        kind: PERSON, STATE, ORGANIZATION, GROUP or MISC.
    """

    start: int
    end: int
    kind: str


ChanceOf = Callable[[Name], Mapping[str, float]]
"""How likely each kind is for a stretch of words, by the tagger; "" for no name."""


def surface(words: Sequence[str], name: Name) -> str:
    """The words of a name, with blanks between them."""
    return " ".join(words[name.start : name.end])
