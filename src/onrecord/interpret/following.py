"""What follows a verb and belongs to the name made of it: its object, and a preposition with its noun."""

from onrecord.interpret.nouns import is_time, label_of, noun_phrase, past_bound, plain
from onrecord.interpret.verbs import VerbGroup
from onrecord.interpret.words import base_of, gerund, pos_of, verbs
from onrecord.text.tokens import Doc
from onrecord.text.words import word_set

PHRASAL = word_set("up down out off back over away together forward apart aside home")
LETTING = word_set("let allow wave")
_INTO = word_set("to from into of")
_REASONS = word_set("ground grounds basis condition conditions understanding")
_TO_WHOM = word_set("him them us me you")


def object_of(doc: Doc, start: int, limit: int) -> tuple[int, int] | None:
    """The words of the object that begins at an index, adverbs and "gave them" passed over, or None."""
    while start < limit and pos_of(doc[start]) in {"ADV"}:
        start += 1
    whom = start + 1 < limit and doc[start].lower_ in _TO_WHOM
    if whom and pos_of(doc[start + 1]) in {"DET", "ADJ", "NUM"}:
        # "gave them a veto"
        start += 1
    found = noun_phrase(doc, start, limit)
    return _given(doc, start, found, limit) or found


def _given(doc: Doc, start: int, found: tuple[int, int] | None, limit: int) -> tuple[int, int] | None:
    """What is given, where whom it is given to stands first: "give the company | a list of members"."""
    if found is None or not start or found[1] >= limit or base_of(doc[start - 1]) not in verbs().giving:
        return None
    begins = pos_of(doc[found[1]]) in {"DET", "NUM"} or doc[found[1]].tag_ == "PRP$"
    if not begins or is_time(doc, found[1], limit):
        return None
    return noun_phrase(doc, found[1], limit)


_CLOCK = word_set(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june "
    "july august september october november december week month year day days weeks months years "
    "time end weekend moment morning evening"
)
_WHEN = word_set("on in at by for within during from until over")


def tail_of(doc: Doc, start: int, limit: int) -> tuple[str, int]:
    """A preposition with its noun, or a particle, that follows a verb, and where it ends; no times."""
    index = start
    while index < limit and pos_of(doc[index]) == "ADV" and doc[index].lower_ not in PHRASAL:
        index += 1
    if index + 1 < limit and doc[index].lower_ in PHRASAL and doc[index + 1].lower_ in _INTO:
        rest, end = tail_of(doc, index + 1, limit)
        return (f"{doc[index].lower_} {rest}", end) if rest else ("", start)
    if index + 1 < limit and doc[index].lower_ == "as" and doc[index + 1].lower_ in {"a", "an"}:
        found = noun_phrase(doc, index + 1, limit)  # "should be admitted as an observer"
        return (f"as {label_of(doc, *found)}", found[1]) if found is not None else ("", start)
    if index >= limit or pos_of(doc[index]) not in {"ADP", "PART", "ADV"} or doc[index].lower_ == "as":
        return "", start
    found = noun_phrase(doc, index + 1, limit)
    if found is None and index + 2 < limit and pos_of(doc[index + 1]) == "ADP":
        found = noun_phrase(doc, index + 2, limit)
    bounded = past_bound(doc, index + 1, limit) if found is None else index + 1
    if bounded > index + 1:  # "by more than a fifth"
        found = noun_phrase(doc, bounded, limit)
        return (plain(doc, index, found[1]), found[1]) if found is not None else ("", start)
    if found is None or doc[found[0]].lower_ in _REASONS or doc[found[1] - 1].lower_ in _REASONS:
        return "", start  # "on the ground that"
    thing = label_of(doc, *found)
    if any(word.lower() in _CLOCK for word in thing.split()) and doc[index].lower_ in _WHEN:
        return "", start
    if doc[index].lower_ == "to" and thing == "end" and is_time(doc, index + 1, limit):
        return "", start  # "to the end of September"
    words = f"{plain(doc, index, found[0]) if found[0] > index + 1 else doc[index].lower_} {thing}"
    return words.replace(" the ", " "), found[1]


def noun_of(doc: Doc, group: VerbGroup) -> tuple[str, int]:
    """The noun for a verb and its particle, and the index after them."""
    end = group.end
    following = doc[end].lower_ if end < len(doc) else ""
    timed = end + 1 < len(doc) and is_time(doc, end + 1, min(len(doc), end + 5))
    whence = following == "out" and end + 1 < len(doc) and doc[end + 1].lower_ == "of"
    phrasal = following in PHRASAL or (following == "through" and group.base in LETTING)
    if phrasal and pos_of(doc[end]) in {"ADP", "ADV", "PART"} and not timed and not whence:
        return f"{gerund(group.base)} {following}", end + 1
    return verbs().nominal.get(group.base, gerund(group.base)), end
