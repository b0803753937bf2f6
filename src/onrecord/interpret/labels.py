"""Whether a name is that of something that can be wanted, refused or decided, and not only of somebody."""

import re

from spacy.tokens import Doc

from onrecord.interpret.drafts import PositionDraft
from onrecord.interpret.naming import Naming
from onrecord.interpret.whole import head_of
from onrecord.interpret.words import pos_of, things
from onrecord.model.claims import Act
from onrecord.text.words import word_set

_WEB = re.compile(r"https?:|www\.|[@#<>|]|\.com\b")
_FOR_SOMEBODY = re.compile(r"(?:vote|voting) for ", re.IGNORECASE)
_OFFICES = frozenset({"leader", "leaders", "president", "candidate", "nominee", "governor", "senator"})
_OPEN = frozenset({"whether", "why", "how", "what", "says", "said", "because"})
_SUBJECTS = frozenset({"i", "he", "she", "they", "we", "you", "who", "whom", "myself", "himself", "herself"})
_ANSWERS = word_set("interview interviews interviewing interviewed comment comments price-tag reporters")
_CUT_OFF = word_set("col gen lt sen rep gov dr mr mrs ms st no prof sgt capt")
_RELATIVE = frozenset({"that", "which", "who"})
_CAMPAIGNS = frozenset({"campaign", "candidacy", "presidency", "bid", "movement", "supporters", "voters"})
_TAKING_SIDES: frozenset[Act] = frozenset({"support", "oppose", "accept"})
_NAMES = frozenset({"PERSON", "ORGANIZATION"})
_DEEDS = word_set("act treaty accord pact deal amendment war law bill plan agreement")
_TAKEN = word_set("vote votes election meeting debate offer bill legislation government limit guarantee")
"""What can be told by "new" or "early" alone."""


def is_decidable(doc: Doc, draft: PositionDraft, naming: Naming) -> bool:
    """Whether a name is that of a thing that somebody can want, refuse or decide.

    Args:
        doc: the document.
        draft: the position.
        naming: its issue, named in full.

    Returns:
        False for names that are cut short, that fit any thing ("a similar effort"), that are only somebody's
        or a campaign's, and for addresses on the web.
    """
    words = naming.label.lower().split()
    if not words or _WEB.search(naming.label) or set(words) & _OPEN or words[-1] in _SUBJECTS:
        return False
    if _is_shapeless(words) or _is_shapeless(naming.thing.lower().split()):
        return False
    if draft.act in _TAKING_SIDES and head_of(words) in _CAMPAIGNS:
        return False
    if draft.act == "reject" and set(words) & _ANSWERS:
        return False
    if words[-1].endswith("ly") and pos_of(doc[naming.end - 1]) == "ADV":
        return False
    if words[-1].rstrip(".") in _CUT_OFF or _is_unfinished(doc, naming):
        return False
    if naming.base == "make" and words[0] in {"case", "point", "sense", "progress"}:
        return False
    if _FOR_SOMEBODY.match(naming.label) or (draft.act == "demand" and head_of(words) in _OFFICES):
        return False
    return bool(naming.base) or not _is_only_a_name(doc, naming)


def _is_unfinished(doc: Doc, naming: Naming) -> bool:
    """Whether a name ends within a word, or a relative clause without its verb: "the rules that a port"."""
    joined = naming.start < naming.end < len(doc) and not doc[naming.end - 1].whitespace_
    if joined and doc[naming.end].text in {"-", "–"} and not doc[naming.end].whitespace_:
        return True
    opened = [token.i for token in doc[naming.start : naming.end] if token.lower_ in _RELATIVE]
    return bool(opened) and not any(
        pos_of(token) in {"VERB", "AUX"} or token.tag_.startswith("VB")
        for token in doc[opened[-1] + 1 : naming.end]
    )


def _is_shapeless(words: list[str]) -> bool:
    """Whether a name is a noun that says little with adjectives that say as little: "a clear signal"."""
    if len(words) < 2:
        return False
    known = things()
    head = words[-1].strip("\"'“”’,")
    return head in (known.vague | known.empty | known.hollow) - _TAKEN and all(
        word in known.shapeless | known.judging for word in words[:-1]
    )


def _is_only_a_name(doc: Doc, naming: Naming) -> bool:
    """Whether a name is nothing but that of a person or body: "insisted on" a channel, "denounced" a club."""
    words = doc[naming.start : naming.end]
    span = [token for token in words if token.is_alpha and token.lower_ not in {"the", "a"}]
    if not span or span[-1].lower_ in _DEEDS:
        return False
    return all(token.ent_type_ in _NAMES or token.lower_ in {"and", "of", "or"} for token in span)
