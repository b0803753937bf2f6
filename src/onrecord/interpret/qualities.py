"""What a thing is to be, as a part of its name: "guarantees must be binding" is about binding guarantees."""

from onrecord.interpret.nouns import label_of, noun_phrase, plain
from onrecord.interpret.words import pos_of
from onrecord.text.tokens import Doc
from onrecord.text.words import word_set

# What is said of a step under a condition, and is no part of its name.
_SAID_OF_A_STEP = word_set(
    "meaningless impossible unacceptable pointless unthinkable worthless useless hollow incomplete "
    "unrealistic possible thinkable conceivable acceptable imaginable necessary ready likely unlikely"
)


_ONGOING = frozenset({"under way", "in place", "in force", "at work"})
_ENDED = word_set("gone over")
_RETURNED = word_set("back")


def state_of(doc: Doc, start: int, label: str, limit: int) -> tuple[str, int]:
    """What must come about for a thing to be gone, back or under way: "the pickets are gone".

    Args:
        doc: the document.
        start: index after "be".
        label: the name of the thing.
        limit: index that what is said of it may not reach.

    Returns:
        The name, empty where no such state is told, and the index after its last word.
    """
    words = [token.lower_ for token in doc[start : min(limit, start + 3)]]
    alone = len(words) < 2 or not words[1].isalpha() or words[1] in {"by", "and", "on", "from"}
    if words and words[0] in _ENDED and alone:
        return f"end of {label}", start + 1
    if words and words[0] in _RETURNED and alone:
        return f"return of {label}", start + 1
    if " ".join(words[:2]) in _ONGOING:
        return f"{label} {' '.join(words[:2])}", start + 2
    return "", start


def said_of(doc: Doc, start: int, label: str, limit: int) -> tuple[str, int]:
    """A thing's name with what it is to be: "binding guarantees", "guarantees as a part of the treaty".

    Args:
        doc: the document.
        start: index after the verb that links the two.
        label: the name of the thing.
        limit: index that what is said of it may not reach.

    Returns:
        The name, empty where the words say something that makes none, and the index after its last word.
    """
    index = start
    while index < limit and (pos_of(doc[index]) == "ADV" or doc[index].text in {'"', "“", "”", "‘", "’"}):
        index += 1
    if index >= limit or pos_of(doc[index]) in {"PUNCT", "SPACE", "SCONJ"}:
        return label, start
    if pos_of(doc[index]) == "ADJ" and (
        index + 1 >= limit or pos_of(doc[index + 1]) in {"PUNCT", "SPACE", "CCONJ", "SCONJ"}
    ):
        if doc[index].lower_ in _SAID_OF_A_STEP:
            return label, index + 1
        return f"{plain(doc, start, index + 1)} {label}", index + 1
    if pos_of(doc[index]) in {"DET", "NOUN", "PROPN"}:
        found = noun_phrase(doc, index, limit)
        if found is not None:
            return f"{label} as {label_of(doc, *found)}", found[1]
    return "", index
