"""Whether an issue's name is whole: what still belongs to it is added, and what can't be told is left out."""

from dataclasses import replace

from onrecord.interpret.naming import Naming
from onrecord.interpret.nouns import PRONOUNS, is_time, noun_phrase, plain
from onrecord.interpret.words import PARTICLES, gerund, pos_of, things, verbs
from onrecord.text.tokens import Doc
from onrecord.text.words import word_set

LONGEST_WHOLE = 18
"""Words that a name may have with all that belongs to it."""

_CIRCUMSTANCE = word_set(
    "as despite amid according after before during since until till without like unlike including because "
    "although though if unless when while whereas once so lest given notwithstanding instead rather by than"
)
_JOINING = word_set(
    "of in on to for with from by at over about between against under without before after until towards "
    "into within during among through beyond behind upon across around as"
)
_RELATIVE = word_set("that which who whom whose where")
_QUOTES = frozenset("\"'“”‘’«»")
_SMALL_ENDS = word_set(
    "a an the of in on to for with and or at by from their its his her that as not very too also be is was "
    "not only only just more most into over about he she they we you who whom whether"
)
_SMALL_STARTS = word_set("not only very too just what how why whether who that than so to")
_WHERE = word_set("in at on within under outside inside out off")
_TOLD = 4
"""Words that a name has which can do without a relative clause."""
_ALONE = word_set("he she they we you it i")


def whole(doc: Doc, naming: Naming, limit: int) -> Naming | None:
    """The name of an issue with the words after it that belong to it.

    Args:
        doc: the document.
        naming: the issue as it was read.
        limit: index after the last word of its clause.

    Returns:
        The name, longer where a preposition, an infinitive or a relative clause goes on; None where the
        words go on in a way that leaves open what is meant.
    """
    told = len(naming.label.split()) >= _TOLD
    end = _until_whole(doc, naming.end, limit, told)
    if end is None:
        return None
    if end > naming.end:
        more = plain(doc, naming.end, end)
        if told and len(naming.label.split()) + len(more.split()) > LONGEST_WHOLE:
            return naming
        naming = replace(naming, label=f"{naming.label} {more}", end=end, short=naming.label)
    return naming


def _until_whole(doc: Doc, index: int, limit: int, told: bool) -> int | None:
    """Where the words end that belong to a name that has been read up to an index; None if that is open.

    A relative clause that is too long may be left out of a name that says enough without it (`told`).
    """
    reached = index
    while index < limit:
        token = doc[index]
        kind = pos_of(token)
        if token.lower_ in _CIRCUMSTANCE:
            return reached
        if token.text in _QUOTES or kind == "ADV":
            index += 1
            continue
        if kind in {"PUNCT", "SPACE", "CCONJ", "INTJ"} or (
            kind == "SCONJ" and not _opens_a_gerund(doc, index, limit)
        ):
            return reached
        past = _past_time(doc, index, limit)
        if past > index:
            index = past
            continue
        if kind in {"ADP", "SCONJ"} and token.lower_ != "to":
            found = noun_phrase(doc, index + 1, limit)
            if found is None and (index + 1 >= limit or pos_of(doc[index + 1]) in {"PUNCT", "SPACE"}):
                return reached
            if found is None:
                # "for taking part", "about whether": all the rest belongs to it.
                return _rest(doc, index, limit)
            reached = index = found[1]
            continue
        if token.lower_ == "to" and index + 1 < limit:
            found = noun_phrase(doc, index + 1, limit) if doc[index + 1].tag_ != "VB" else None
            if found is None:
                return _rest(doc, index, limit)
            reached = index = found[1]
            continue
        if token.lower_ in _RELATIVE or token.lower_ in _ALONE or token.tag_ in {"VBN", "VBG"}:
            rest = _rest(doc, index, limit)
            return reached if rest is None and told and token.lower_ in _RELATIVE else rest
        return None
    return reached


def _opens_a_gerund(doc: Doc, index: int, limit: int) -> bool:
    """Whether a preposition stands before an -ing form: "a ban on admitting visitors"."""
    return index + 1 < limit and doc[index].tag_ == "IN" and doc[index + 1].tag_ == "VBG"


def _past_time(doc: Doc, index: int, limit: int) -> int:
    """The index after a time that begins at a word: "on Monday", "next week", "by 2031"."""
    begin = index + 1 if pos_of(doc[index]) == "ADP" and index + 1 < limit else index
    if not is_time(doc, begin, limit):
        return index
    found = noun_phrase(doc, begin, limit)
    return max(found[1] if found else 0, begin + 1)


def _rest(doc: Doc, index: int, limit: int) -> int | None:
    """The end of a clause that a name goes on with, unless it is too long."""
    limit = next(
        (i for i in range(index + 1, limit - 1) if _goes_on_otherwise(doc, i, limit) or _compares(doc, i)),
        limit,
    )
    while limit > index and (
        pos_of(doc[limit - 1]) in {"PUNCT", "SPACE", "CCONJ"} or doc[limit - 1].lower_ in {"and", "or", "but"}
    ):
        limit -= 1
    if limit <= index + 1 or limit - index > LONGEST_WHOLE - 4:
        return None
    if limit < len(doc) and doc[limit].lower_ == "or":
        return None
    return None if doc[limit - 1].lower_ in _SMALL_ENDS else limit


def _compares(doc: Doc, index: int) -> bool:
    """Whether another choice follows: "rather than share it", not "less than half"."""
    if doc[index].lower_ in {"rather", "instead"}:
        return True
    return doc[index].lower_ == "than" and doc[index - 1].tag_ not in {"JJR", "RBR"}


def _goes_on_otherwise(doc: Doc, index: int, limit: int) -> bool:
    """Whether another clause's verb follows a comma, or the words say when or where something is said."""
    if doc[index].text == ",":
        return doc[index + 1].tag_ in {"VBZ", "VBD", "VBP", "MD"} or not _is_listed(doc, index, limit)
    return doc[index].lower_ in {"in", "on", "during"} and is_time(doc, index + 1, limit)


def _is_listed(doc: Doc, comma: int, limit: int) -> bool:
    """Whether a comma stands in a list: an "and" or "or" follows within some words, and no -ing form."""
    for place in range(comma + 1, min(limit, comma + 7)):
        if doc[place].lower_ in {"and", "or"}:
            return place > comma + 1 or not any(t.tag_ == "VBG" for t in doc[place + 1 : place + 3])
    return False


def says_something(naming: Naming, alone: bool = True) -> bool:
    """Whether a name tells what the issue is.

    Args:
        naming: the issue.
        alone: whether it is to be read by itself, so that "the plan" says too little; in a condition step and
            requirement throw light on each other.
    """
    words = naming.label.lower().split()
    if not words or len(words) > LONGEST_WHOLE or words[0] in _SMALL_STARTS or words[-1] in _SMALL_ENDS:
        return False
    if words[0] in PRONOUNS or not any(len(word) > 2 and word[0].isalpha() for word in words):
        return False
    known = things()
    head = head_of(words)
    if head in known.hollow:
        return False
    if alone and _is_weak(naming, words):
        return False
    thing = head_of(naming.thing.lower().split()) if naming.thing else head
    if thing in known.hollow | PRONOUNS:
        return False
    if not alone:
        own = not naming.base or not words[0].startswith(naming.base[:3])
        return own or len(words) > 1 or naming.base in verbs().doable | verbs().nominal.keys()
    bare = len(words) == 1 or (bool(naming.thing) and words[-2:] == ["of", naming.thing.lower()])
    return not (bare and thing in known.vague | known.empty)


def _is_weak(naming: Naming, words: list[str]) -> bool:
    """Whether a name is made of a verb that says little: "making of friends", not "giving up of a port"."""
    if naming.base not in verbs().weak or words[0] != gerund(naming.base):
        return False
    if len(words) > 1 and (words[1] in PARTICLES or set(words) & things().tables) and words[1] != "of":
        return words[1] in {"to", "for", "with", "about", "at"} and not set(words) & things().tables
    if set(naming.thing.lower().split()[:1]) & {"all", "both"}:
        return False
    if naming.base == "let":
        return len(words) < 3  # "letting ferries leave the port"
    placed = naming.base == "keep" and bool(_WHERE & set(words[2:]))
    kept = naming.base in {"keep", "leave"} and len(words) > 2 and (words[1] != "of" or placed)
    return not kept


def head_of(words: list[str]) -> str:
    """The word that a name is about: the last one before a preposition or a relative clause."""
    for number, word in enumerate(words):
        if number and word in _JOINING | _RELATIVE:
            return words[number - 1].strip("\"'“”’,")
    return words[-1].strip("\"'“”’,") if words else ""
