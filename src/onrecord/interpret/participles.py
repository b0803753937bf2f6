"""What stands between a verb, or a noun, and what it takes: who is meant, how a vote went, where it was."""

from onrecord.interpret.nouns import noun_phrase
from onrecord.interpret.verbs import VerbGroup
from onrecord.text.tokens import Doc

_LONGEST = 9
_LONGEST_PLACE = 6
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


def past_place(doc: Doc, index: int) -> int:
    """The index after where somebody spoke: "argued | in a closed session | for a lower rate".

    Args:
        doc: the document.
        index: index after the verb.
    """
    if index + 2 >= len(doc) or doc[index].lower_ not in {"in", "at", "during"}:
        return index
    found = noun_phrase(doc, index + 1, min(len(doc), index + _LONGEST_PLACE))
    return found[1] if found is not None and doc[index + 1].pos_ == "DET" else index


def past_count(doc: Doc, start: int, limit: int) -> int:
    """The index after how a vote went: "by nine to two", "by 17 votes to four".

    Args:
        doc: the document.
        start: index after the verb.
        limit: index that it may not reach.
    """
    if start >= limit or doc[start].lower_ != "by":
        return start
    for to in range(start + 2, min(limit - 1, start + 4)):
        if doc[to].lower_ in {"to", "against"} and doc[start + 1].like_num and doc[to + 1].like_num:
            return to + 2
    return start


def able_to(doc: Doc, groups: list[VerbGroup]) -> VerbGroup:
    """What somebody wants to be able, or allowed, to do: that verb; else the first one.

    Args:
        doc: the document.
        groups: the verb groups of what is wanted, one at least.
    """
    first, after = groups[0], groups[1] if len(groups) > 1 else None
    if after is None or not after.infinitive:
        return first
    able = first.base == "be" and doc[first.end].lower_ in {"able", "free"} and after.start == first.end + 1
    allowed = first.passive and first.base in {"allow", "permit"} and after.start == first.end
    return after if able or allowed else first
