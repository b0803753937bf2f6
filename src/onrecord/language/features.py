"""What the encoder sees of each word beside its pieces: its case, and where it stands in quotations.

The encoder's vocabulary is uncased, and a window may begin inside a quotation, so both are given to it
as small categories of their own.
"""

from collections.abc import Sequence

CASES = ("other", "lower", "title", "upper", "mixed", "digit")
QUOTES = ("outside", "inside", "opening", "closing")

OPENING = {"“": "”", "«": "»", "„": "“", "``": "''", "‘": "’", "‹": "›"}
STRAIGHT = {'"': '"', "''": "''", "'": "'", "”": "”"}
SINGLE = {"‘", "'"}


def case_of(word: str) -> int:
    """The case of a word, as an index into `CASES`."""
    if any(character.isdigit() for character in word):
        return CASES.index("digit")
    if not any(character.isalpha() for character in word):
        return CASES.index("other")
    if word.islower():
        return CASES.index("lower")
    if word.isupper():
        return CASES.index("title" if len(word) == 1 else "upper")
    if word[0].isupper() and word[1:].islower():
        return CASES.index("title")
    return CASES.index("mixed")


def quote_states(words: Sequence[str], starts: Sequence[bool]) -> list[int]:
    """Where each word stands in quotations, told from the marks alone.

    A quotation ends with its paragraph, closed or not. A single mark only counts as closing where a single
    one was opened, which leaves apostrophes outside quotations alone.

    Args:
        words: the words of a text, marks being words of their own.
        starts: whether each word begins a paragraph.

    Returns:
        For each word an index into `QUOTES`.
    """
    outside, inside, opening, closing = range(len(QUOTES))
    states = []
    closes = ""
    for place, (word, start) in enumerate(zip(words, starts, strict=True)):
        if start:
            closes = ""
        if closes and (word == closes or (word in '"”' and closes in '"”')):
            states.append(closing)
            closes = ""
        elif not closes and word in OPENING:
            closes = OPENING[word]
            states.append(opening)
        elif not closes and word in STRAIGHT and (word != "'" or _closes_later(words, starts, place)):
            closes = STRAIGHT[word]
            states.append(opening)
        else:
            states.append(inside if closes else outside)
    return states


def _closes_later(words: Sequence[str], starts: Sequence[bool], place: int) -> bool:
    """Whether a straight single mark has a partner in its paragraph (else it is an apostrophe)."""
    for later in range(place + 1, len(words)):
        if starts[later]:
            return False
        if words[later] == "'":
            return True
    return False
