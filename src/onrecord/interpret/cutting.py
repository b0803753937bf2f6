"""How long the name of an issue may be, and where one that is too long is cut."""

import re

from onrecord.interpret.subjects import Subject
from onrecord.interpret.verbs import VerbGroup
from onrecord.interpret.words import pos_of, things, verbs
from onrecord.text.tokens import Doc, Token
from onrecord.text.words import word_set

LONGEST_LABEL = 13
# "the issue of pay", "decades of support", "a range of cuts": what follows "of" is what is meant.
_FRAMES = re.compile(
    r"^(?:issue|question|matter|idea|possibility|prospect|subject|topic|notion|concept"
    r"|(?:\w+ )?(?:decades|years|months|weeks)"
    r"|(?:whole |wide |broad )?(?:range|raft|series|host|number|set|variety)) of (?=\w+ )"
)
_SEEING = word_set(
    "view regard treat see recognise recognize designate classify label define describe portray present list"
)
_SMALL_ENDS = word_set("a an the of in on to for with and or at by from their its his her that as")

_ARTICLE = re.compile(r"^(?:an?|the) ")


def without_frame(label: str) -> str:
    """A label without a noun that only frames what it is about: "pay" for "the question of pay"."""
    plain = _FRAMES.sub("", label)
    return plain if plain == label else _ARTICLE.sub("", plain)


def shortened(label: str) -> str:
    """A label cut to the longest that is kept, without small words at its end."""
    words = label.split()[:LONGEST_LABEL]
    while len(words) > 1 and words[-1].lower() in _SMALL_ENDS:
        words.pop()
    return " ".join(words)


def is_result(token: Token) -> bool:
    """Whether a word says what something is made: "make it public", "have them freed"."""
    return pos_of(token) == "ADJ" or token.tag_ == "VBN"


def is_done_by(doc: Doc, index: int, limit: int) -> bool:
    """Whether "(to) do" follows somebody who is let or made do it."""
    words = [doc[place] for place in range(index, min(limit, index + 3))]
    return any(word.tag_ in {"VB", "VBN"} for word in words)


def names_people(doc: Doc, phrase: tuple[int, int]) -> bool:
    """Whether a noun phrase names people: a name, or a word for people."""
    last = doc[phrase[1] - 1]
    return pos_of(last) == "PROPN" or last.lower_ in things().people | things().speaking


def is_of_a_gerund(doc: Doc, subject: Subject) -> bool:
    """Whether what seems a subject is the object of an -ing form: "keeping the lease is a priority"."""
    before = doc[subject.start - 1] if subject.start else None
    return before is not None and before.tag_ == "VBG" and pos_of(before) == "VERB"


def has_result(group: VerbGroup, following: Token) -> bool:
    """Whether what follows an object says what it is made, or taken for."""
    if group.base in _SEEING and following.lower_ == "as":
        return True
    return group.base in verbs().making and is_result(following)


def is_participle_alone(doc: Doc, group: VerbGroup) -> bool:
    """Whether a verb is a past participle without a helping verb: "the lease extended by a year"."""
    return doc[group.verb].tag_ == "VBN" and group.start == group.verb and not group.finite
