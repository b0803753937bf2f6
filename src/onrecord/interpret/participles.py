"""Participles that tell who or what is meant, between a noun and what it is to do or to undergo."""

from onrecord.text.tokens import Doc

_LONGEST = 9
_OF_A_CLAUSE = frozenset({"VBZ", "VBP", "MD", "WDT", "WP"})


def past_participle(doc: Doc, index: int, limit: int) -> int:
    """The index of the "to" after words that tell who or what: "the parties | meeting in Rome | to agree".

    Args:
        doc: the document.
        index: index after the noun.
        limit: index that it may not reach.

    Returns:
        That index; `index` itself where no such words follow. After a past participle only "to be" counts:
        "the bill passed in May to be withdrawn", since in "the bill passed to save money" it tells why.
    """
    if index >= limit or doc[index].tag_ not in {"VBG", "VBN", "VBD"}:
        return index
    for place in range(index + 1, min(limit - 1, index + _LONGEST)):
        if doc[place].tag_ in _OF_A_CLAUSE or doc[place].is_punct:
            return index
        if doc[place].lower_ == "to" and doc[place + 1].tag_ == "VB":
            told = doc[index].tag_ == "VBG" or doc[place + 1].lower_ == "be"
            return place if told else index
    return index
