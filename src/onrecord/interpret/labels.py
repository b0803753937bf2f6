"""Whether a name is that of something that can be wanted, refused or decided, and not only of somebody."""

import re
from dataclasses import replace
from itertools import pairwise

from onrecord.interpret.cast import BODIES
from onrecord.interpret.drafts import PositionDraft
from onrecord.interpret.measures import value_of
from onrecord.interpret.naming import Naming
from onrecord.interpret.nouns import noun_phrase, plain
from onrecord.interpret.recurring import matter_of
from onrecord.interpret.whole import head_of
from onrecord.interpret.words import pos_of, things
from onrecord.model.claims import Act
from onrecord.text.tokens import Doc, Token
from onrecord.text.words import word_set

_LONGEST_MEANS, _LONGEST_WITH_MEANS = 10, 16
_MARKS = frozenset('"“”')
_WEB = re.compile(r"https?:|www\.|[@#<>|]|\.com\b")
_FOR_SOMEBODY = re.compile(r"(?:vote|voting) for ", re.IGNORECASE)
_AMOUNT = re.compile(
    r"[$€£]?[\d.,]+(?:m|bn|k)?(?: (?:million|billion|trillion))?|(?:[A-Z][a-z]{2}\.?|[A-Z][a-z]+) \d{1,2}"
)
"""An amount of money, or a day, without what it is for."""
_OF_WHAT = re.compile(r"\b(?:for by|of the (?:money|sum|total|figure|paper|draft|amount))\b")
"""A preposition without its noun ("to be paid | for by a levy"), or a thing that is told elsewhere."""
_AMOUNT_RAISED = re.compile(r"^(?!between|from).* to [£$€]?\d[\d,.]* (?:million|billion|percent|per cent)")
"""What an amount is raised to is no part of what it is for: "its offer for farms | to 75 million"."""
_OF_ANOTHERS_WORDS = re.compile(
    r"(?:demand|offer|proposal|request|call|appeal|threat|decision)s? (?:of|by|from) (?:the )?\w+$",
    re.IGNORECASE,
)
"""What somebody asks or offers, and the name doesn't say what: "a demand by the opposition"."""
_GUARANTORS = re.compile(r"(?:^| )(?:truce|ceasefire|peace|treaty|accord|armistice)$")
"""What a third party guarantees is others' to do: "guaranteed the truce of 2009"."""
_SAID_TO_BE_SO = frozenset({"deny", "allege"})
_STANDING = re.compile(
    r"\bfor (?:the )?(?:president|presidency|senate|senator|governor|mayor|congress|parliament|chancellor"
    r"|office|leader)\b",
    re.IGNORECASE,
)
_LOYAL = word_set("support loyalty allegiance commitment backing endorsement")
_REST = re.compile(r" (?:in (?:return|exchange|turn|response)|at home|(?:\w+ )?(?:days|weeks|months|years))$")
_THEN = word_set("before after earlier later ago")
_POINTERS = word_set("him them me it us you")
_OFFICES = frozenset({"leader", "leaders", "president", "candidate", "nominee", "governor", "senator"})
_OPEN = frozenset({"whether", "why", "how", "what", "says", "said", "because"})
_SUBJECTS = frozenset({"i", "he", "she", "they", "we", "you", "who", "whom", "myself", "himself", "herself"})
_ANSWERS = word_set("interview interviews interviewing interviewed comment comments price-tag reporters")
_SHORT_NAME = 3
_ASIDE = 10
_ONE_OF_MANY = word_set(
    "agreement agreements deal accord pact treaty law laws bill legislation measure measures act plan plans "
    "proposal proposals push effort efforts ban veto compromise vote debate debates decision ruling case "
    "increase decrease invasion attack attacks attempt boycott resignation dismissal reinstatement "
    "government name event events post regulation regulations suggestions involvement change changes action "
    "moratorium product documents speech request"
)
_TELLING = word_set("give offer provide share name set put disclose reveal")
_TOLD = word_set(
    "figure figures number numbers estimate estimates detail details specifics price tag name names"
)
_REMARKS = word_set("criticism criticisms insult insults remark remarks comment comments")
_ONWARD = word_set("ahead forward on onward along")
_CUT_OFF = word_set("col gen lt sen rep gov dr mr mrs ms st no prof sgt capt")
_NOT_HERE = frozenset({"there", "here"})
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
    if _is_half_told(doc, draft, naming):
        return False
    if draft.act in _TAKING_SIDES and _is_a_side(words):
        return False
    if _is_one_of_many(doc, naming, words):
        return False
    if (
        (draft.act == "reject" and (set(words) & _ANSWERS or _is_an_answer(naming)))
        or _AMOUNT.fullmatch(naming.label)
        or (naming.base in {"pay", "give", "spend"} and _AMOUNT.fullmatch(naming.thing.rstrip(".")))
        or _STANDING.search(naming.label)
        or (draft.act == "commit" and _is_loyalty(words))
    ):
        return False
    if (words[-1] in _POINTERS and not _points_within(words)) or _breaks_a_quotation(doc, naming):
        return False
    if (
        _NOT_HERE & set(words[:-1])
        or any(word in _POINTERS and after == "who" for word, after in pairwise(words))
        or words[-1] in _ONWARD
        or (words[-1].endswith("ly") and pos_of(doc[naming.end - 1]) == "ADV")
    ):
        return False
    if words[-1].rstrip(".") in _CUT_OFF or _is_unfinished(doc, naming):
        return False
    if naming.base == "make" and words[0] in {"case", "point", "sense", "progress"}:
        return False
    if _FOR_SOMEBODY.match(naming.label) or (draft.act == "demand" and head_of(words) in _OFFICES):
        return False
    return bool(naming.base) or not _is_only_a_name(doc, naming)


def _is_one_of_many(doc: Doc, naming: Naming, words: list[str]) -> bool:
    """Whether a short name fits many things and no name or figure tells which: "trade agreement".

    Where parties negotiate there is one of the kind, and everybody knows which.
    """
    short = len(words) <= _SHORT_NAME and head_of(words) in _ONE_OF_MANY
    if not short and not (words[0] in _ONE_OF_MANY and len(words) <= _SHORT_NAME + 1):
        return False
    told = any(
        token.ent_type_ or token.like_num or token.pos_ == "PROPN" for token in doc[naming.start : naming.end]
    ) or any(word[:1].isupper() or word[:1].isdigit() for word in naming.label.split())
    return not told and matter_of(doc) != "talks"


def _is_an_answer(naming: Naming) -> bool:
    """Whether what is refused is only to tell something: "declined to give a figure"."""
    return naming.base in _TELLING and bool(set(naming.thing.lower().split()) & _TOLD)


def _is_a_side(words: list[str]) -> bool:
    """Whether a name is a campaign, a remark, or a body and its blame: "the government for selling"."""
    head = head_of(words)
    return head in _CAMPAIGNS | _REMARKS or (head in BODIES and "for" in words)


def without_rest(doc: Doc, naming: Naming) -> Naming:
    """A name without words at its end that belong to the verb: "in return", "seven months" before "earlier".

    Args:
        doc: the document.
        naming: an issue, named in full.
    """
    found = _REST.search(naming.label)
    if found is None:
        return naming
    timed = found.group().endswith("s")
    if timed and (naming.end >= len(doc) or doc[naming.end].lower_ not in _THEN):
        return naming
    return replace(naming, label=naming.label[: found.start()])


def _points_within(words: list[str]) -> bool:
    """Whether a name ends with an "it" that is its own head: "a treaty with a smaller number in it"."""
    return words[-1] in {"it", "them"} and words[-2] in {"in", "on", "to"} and "with" in words[1:-2]


def with_means(doc: Doc, draft: PositionDraft, naming: Naming) -> Naming:
    """A step that is offered or promised, with how: "payment for the tax cut by raising fares".

    Args:
        doc: the document.
        draft: the position.
        naming: its issue, named in full.
    """
    end = naming.end
    if draft.act not in {"offer", "commit", "demand"} or not naming.base or end + 1 >= len(doc):
        return naming
    if doc[end].lower_ != "by" or doc[end + 1].tag_ != "VBG":
        return naming
    found = noun_phrase(doc, end + 2, min(len(doc), end + 2 + _LONGEST_MEANS))
    if found is None or found[0] != end + 2:
        return naming
    label = f"{naming.label} {plain(doc, end, found[1])}"
    if len(label.split()) > _LONGEST_WITH_MEANS:
        return naming
    return replace(naming, label=label, end=found[1], short=naming.short or naming.label)


def _is_loyalty(words: list[str]) -> bool:
    """Whether what is promised is to stand by somebody: "pledged his support"."""
    return head_of(words) in _LOYAL and "for" not in words


def _breaks_a_quotation(doc: Doc, naming: Naming) -> bool:
    """Whether a quotation begins inside a name and goes on after it: "the programme "back on track"."""
    inside = doc[naming.start : naming.end]
    opened = [token.i for token in inside if token.text in _MARKS and _opens(token)]
    closed = [token.i for token in inside if token.text in _MARKS and not _opens(token)]
    if not opened or (closed and closed[-1] > opened[-1]):
        return False
    return naming.end < len(doc) and doc[naming.end].text not in _MARKS


def _opens(token: Token) -> bool:
    """Whether a quotation mark opens a quotation: by its shape, or by the blank that isn't after it."""
    return token.text == "“" or (token.text == '"' and not token.whitespace_)


def _is_unfinished(doc: Doc, naming: Naming) -> bool:
    """Whether a name ends within a word, or a relative clause without its verb: "the rules that a port"."""
    if _is_to_be_done(doc, naming):
        return True
    joined = naming.start < naming.end < len(doc) and not doc[naming.end - 1].whitespace_
    if joined and doc[naming.end].text in {"-", "–"} and not doc[naming.end].whitespace_:
        return True
    opened = [token.i for token in doc[naming.start : naming.end] if token.lower_ in _RELATIVE]
    return bool(opened) and not any(
        pos_of(token) in {"VERB", "AUX"} or token.tag_.startswith("VB")
        for token in doc[opened[-1] + 1 : naming.end]
    )


def _is_to_be_done(doc: Doc, naming: Naming) -> bool:
    """Whether "and others to be" follows, so that what is wanted comes later: "camps to be hit"."""
    index = naming.end
    if naming.base or index + 2 >= len(doc):
        return False
    if doc[index].text == ",":
        # "the wage, now 7 crowns, to be raised"
        near = doc[index : min(doc[naming.start].sent.end, index + _ASIDE)]
        return any(t.text == "," and t.nbor().lower_ == "to" and t.nbor(2).tag_ == "VB" for t in near[:-2])
    if doc[index].lower_ != "and":
        return False
    while index + 1 < len(doc) and pos_of(doc[index]) in {"CCONJ", "DET", "ADJ", "NOUN", "PROPN", "NUM"}:
        index += 1
    return doc[index].lower_ == "to" and doc[index + 1].tag_ == "VB"


def _is_half_told(doc: Doc, draft: PositionDraft, naming: Naming) -> bool:
    """Whether what a name is about stands outside it."""
    if _lost_its_thing(doc, naming) or _OF_WHAT.search(naming.label) or _AMOUNT_RAISED.search(naming.label):
        return True
    if draft.act in _SAID_TO_BE_SO and naming.base in {"come", "go"}:
        return True  # "denied that the paper had come from his party": no name tells that
    if _OF_ANOTHERS_WORDS.match(naming.label) or (
        _GUARANTORS.search(naming.label) and draft.pattern == "promises"
    ):
        return True
    # What an accord leaves open, neither of those who signed it does.
    return draft.pattern == "leaves-open" and len(draft.holders) > 1


def _lost_its_thing(doc: Doc, naming: Naming) -> bool:
    """Whether a name is made of a deed that is done to what only "it" tells: "it has to be fixed"."""
    if not naming.base or naming.thing or naming.start >= len(doc):
        return False
    if any(token.lower_ in _WHATEVER for token in doc[max(0, naming.start - 1) : naming.end]):
        return False  # "denied that anything had been given away": whatever it was
    return any(
        token.tag_ == "VBN" and doc[token.i - 1].lower_ in _BEING
        for token in doc[naming.start : naming.end]
        if token.i
    )


_WHATEVER = word_set("anything nothing anybody anyone nobody")
_BEING = word_set("be been being is are was were")


def _is_shapeless(words: list[str]) -> bool:
    """Whether a name is a noun that says little with adjectives that say as little: "a clear signal"."""
    if len(words) < 2:
        return False
    known = things()
    head = words[-1].strip("\"'“”’,")
    return head in (known.vague | known.empty | known.hollow) - _TAKEN and all(
        word in known.shapeless | known.judging or word[0].isdigit() or value_of(word) is not None
        for word in words[:-1]
    )


def _is_only_a_name(doc: Doc, naming: Naming) -> bool:
    """Whether a name is nothing but that of a person or body: "insisted on" a channel, "denounced" a club."""
    words = doc[naming.start : naming.end]
    span = [token for token in words if token.is_alpha and token.lower_ not in {"the", "a"}]
    if not span or span[-1].lower_ in _DEEDS:
        return False
    return all(token.ent_type_ in _NAMES or token.lower_ in {"and", "of", "or"} for token in span)
