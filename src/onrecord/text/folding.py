"""Folding names and words for comparison: case, accents, hyphens and apostrophes left out."""

import unicodedata
from functools import lru_cache

# Letters that Unicode does not decompose into a base letter and a mark.
UNDECOMPOSED = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th", "ħ": "h", "ŧ": "t"}
)
APOSTROPHES = frozenset("'’‘ʼʹ`´")
# What becomes of the plainest characters, so that they need not be looked at one by one.
ASCII = {
    code: None if chr(code) in APOSTROPHES else chr(code) if chr(code).isalnum() else " "
    for code in range(128)
}


@lru_cache(maxsize=65_536)
def fold(text: str) -> str:
    """A form of a name that is the same however it is cased, accented, hyphenated or spaced.

    Args:
        text: a name or some words, in any script.

    Returns:
        The words of the text, case-folded, without accents (Unicode NFKD without its combining marks) and
        apostrophes, with one space between them; empty where the text has neither letter nor digit.
    """
    if text.isascii():
        return " ".join(text.casefold().translate(ASCII).split())
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    letters = (
        character if character.isalnum() else " "
        for character in decomposed
        if not unicodedata.combining(character) and character not in APOSTROPHES
    )
    return " ".join("".join(letters).casefold().translate(UNDECOMPOSED).split())


def whole(text: str) -> str:
    """A text with a question mark in place of each half of a character, as a shell may pass them on."""
    return text.encode("utf-8", "replace").decode("utf-8")


def folded_words(text: str) -> tuple[str, ...]:
    """The words of a text, folded, in order."""
    return tuple(fold(text).split())
