"""Verb groups: the main verb with its auxiliaries, negation and particle, found by the order of words."""

from collections.abc import Iterator, Set
from dataclasses import dataclass

from onrecord.interpret.words import PARTICLES, base_of, forms, pos_of, verbs
from onrecord.text.tokens import Doc, Token
from onrecord.text.words import word_set

MODALS = {
    "will": "will", "'ll": "will", "’ll": "will", "wo": "will", "shall": "will",
    "would": "would", "'d": "would", "’d": "would",
    "must": "must", "should": "should", "ought": "should",
    "can": "can", "ca": "can", "cannot": "can", "could": "could", "may": "may", "might": "may",
}  # fmt: skip
_NEGATIONS = word_set("not n't n’t never nt neither nor")
_HAVE, _BE, _DO = forms("have"), forms("be"), forms("do")
_HELPERS = _HAVE | _BE | _DO | frozenset(MODALS)
_BETWEEN = word_set(
    "also still now then yet already ever even only just always again once no longer first simply "
    "rather quickly soon "
    "actually really too therefore thus in return turn"
)
# "remains opposed", "stays committed": states of mind that last are told as "is opposed" would be.
_LASTING = forms("remain") | forms("stay")
_MINDS = frozenset({"oppose", "commit", "determine", "resolve", "prepare"})
_FINITE = {"VBD", "VBZ", "VBP", "MD"}
_KNOWN = "onrecord_verb_groups"


@dataclass(frozen=True, slots=True)
class VerbGroup:
    """A verb with what belongs to it.

    Attributes:
        start: index of the first word of the group in the document.
        verb: index of the main verb.
        end: index after the main verb.
        base: base form of the main verb.
        modal: `will`, `would`, `must`, `should`, `can`, `could`, `may`, or empty.
        negative: whether it is negated.
        no_longer: whether it is negated by "no longer" or "no more".
        perfect: whether it has "have".
        passive: whether it has "be" and a participle.
        progressive: whether it has "be" and an -ing form.
        finite: whether it is the verb of a clause, no infinitive, participle or gerund.
        infinitive: whether "to" stands before it.
        bare: whether it is a base form without "to" or an auxiliary: "let me promise", "that they go".
        past: whether its first word is in the past tense.
    """

    start: int
    verb: int
    end: int
    base: str
    modal: str = ""
    negative: bool = False
    no_longer: bool = False
    perfect: bool = False
    passive: bool = False
    progressive: bool = False
    finite: bool = True
    infinitive: bool = False
    bare: bool = False
    past: bool = False


def verb_groups(doc: Doc, start: int, end: int) -> list[VerbGroup]:
    """The verb groups of a stretch of a document.

    Args:
        doc: the tagged document.
        start: index of the first word.
        end: index after the last one.

    Returns:
        The groups in order, infinitives and gerunds among them.
    """
    # The same stretches are asked for by many readers.
    known: dict[tuple[int, int], list[VerbGroup]] = doc.user_data.setdefault(_KNOWN, {})
    found = known.get((start, end))
    if found is None:
        found = known[start, end] = list(_groups(doc, start, end))
    return list(found)


def is_listed(doc: Doc, group: VerbGroup, listing: Set[str]) -> bool:
    """Whether a verb is in a listing, alone or with the word or two after it ("walk out", "stay out of").

    Args:
        doc: the document.
        group: the verb group.
        listing: base forms, with further words where they belong to the verb.
    """
    after = [token.lower_ for token in doc[group.end : group.end + 2]]
    return any(" ".join([group.base, *after[:count]]) in listing for count in range(len(after) + 1))


def _groups(doc: Doc, start: int, end: int) -> Iterator[VerbGroup]:
    reached = start
    for index in range(start, end):
        if index < reached or not _is_main(doc, index, end):
            continue
        group = _group(doc, index, reached)
        yield group
        reached = group.end


_WITH_INFINITIVE = word_set("offer agree refuse promise threaten vow pledge decline want plan intend seek")
_MAYBE_MAIN = frozenset(["VERB", "NOUN", "ADJ", "PROPN", "ADP"])


def _is_main(doc: Doc, index: int, end: int) -> bool:
    token = doc[index]
    if token.lower_ in _HELPERS:
        return _is_main_helper(doc, index, end)
    part = pos_of(token)
    if part == "AUX" and token.lower_ in _LASTING:
        # "remained exempt", but not the "remains" of "remains opposed"
        return not (index + 1 < end and base_of(doc[index + 1]) in _MINDS)
    if part not in _MAYBE_MAIN or _is_going_to(doc, index, end):
        return False
    if _is_missed_participle(doc, index):
        return True
    if part == "VERB":
        return not _is_modifier(doc, index)
    if token.is_alpha and index:
        before = doc[index - 1].lower_
        if before == "to" and index > 1 and index + 1 < end and pos_of(doc[index + 1]) in {"DET", "NUM"}:
            # "offered to station 300 soldiers"
            return token.tag_ == "NN" and base_of(doc[index - 2]) in _WITH_INFINITIVE
        # After "will" or "to not" a noun is a verb that the tagger missed.
        return before in MODALS and before not in {"may", "can", "will", "'d", "’d"} and token.text.islower()
    return False


def _is_main_helper(doc: Doc, index: int, end: int) -> bool:
    """Whether "be", "have" or "do" is a verb of its own here."""
    token = doc[index]
    if token.lower_ in MODALS or (token.lower_ in {"'s", "’s"} and token.tag_ == "POS"):
        return False
    after = index + 1
    while after < end and (doc[after].lower_ in _NEGATIONS or _is_between(doc, after)):
        after += 1
    if after >= end:
        return True
    following = doc[after]
    if token.lower_ in _BE and following.lower_ == "to" and after + 1 < end and doc[after + 1].tag_ == "VB":
        return False
    if following.lower_ in _HAVE | _BE and token.lower_ in _HAVE | _BE | _DO:
        return False
    if token.lower_ in _HAVE | _DO and following.lower_ == "to":
        return token.lower_ in _HAVE and not (after + 1 < end and doc[after + 1].tag_ == "VB")
    if _is_missed_participle(doc, after):
        return False
    if pos_of(following) == "VERB" and following.tag_ in {"VBN", "VBG", "VBD", "VB"}:
        return token.lower_ in _HAVE and following.tag_ == "VB"
    return True


def _is_missed_participle(doc: Doc, index: int) -> bool:
    """Whether a word after "had" or "would be" is a participle that the tagger took for another word."""
    token = doc[index]
    if token.tag_ not in {"NN", "JJ"} or not token.lower_.endswith("ed") or index < 2:
        return False
    if index + 1 < len(doc) and pos_of(doc[index + 1]) in {"NOUN", "PROPN", "ADJ", "VERB"}:
        return False
    before = index - 1
    while before > 1 and (doc[before].lower_ in _NEGATIONS or pos_of(doc[before]) == "ADV"):
        before -= 1
    if doc[before].lower_ in _HAVE:
        return doc[before].tag_ != "POS" and pos_of(doc[before]) == "AUX"
    if doc[before].lower_ not in {"be", "been"}:
        return False
    helper = before - 1
    while helper > 1 and (doc[helper].lower_ in _NEGATIONS or pos_of(doc[helper]) == "ADV"):
        helper -= 1
    base = base_of(token)
    known = base in verbs().doable or base in verbs().nominal
    return known and base not in _MINDS and doc[helper].lower_ in _HAVE | frozenset(MODALS)


def _is_going_to(doc: Doc, index: int, end: int) -> bool:
    """Whether a word is the "going" of "is going to sign", which is a "will"."""
    if doc[index].lower_ != "going" or index + 2 >= end or doc[index + 1].lower_ != "to" or not index:
        return False
    before = index - 1
    while before and (doc[before].lower_ in _NEGATIONS or _is_between(doc, before)):
        before -= 1
    return doc[before].lower_ in _BE and doc[index + 2].tag_ == "VB"


def _is_modifier(doc: Doc, index: int) -> bool:
    """Whether a participle is no verb but a word before a noun: "the suspended operators"."""
    token = doc[index]
    if token.tag_ not in {"VBN", "VBG", "JJ"} or index + 1 >= len(doc):
        return False
    before = doc[index - 1] if index else None
    after = doc[index + 1]
    return (
        pos_of(after) in {"NOUN", "PROPN", "ADJ"}
        and before is not None
        and (pos_of(before) in {"DET", "ADJ", "NUM"} or (before.lower_ in PARTICLES and token.tag_ == "VBN"))
        and token.dep_ not in {"acl", "advcl", "ROOT", "ccomp", "xcomp"}
    )


def _is_between(doc: Doc, index: int) -> bool:
    token = doc[index]
    return (
        pos_of(token) == "ADV"
        or token.lower_ in _BETWEEN
        or (token.lower_ in {"yet"} and pos_of(token) != "CCONJ")
    )


def _group(doc: Doc, verb: int, floor: int) -> VerbGroup:
    """Walk left from a main verb over its auxiliaries."""
    first, modal, negative, no_longer, infinitive = verb, "", False, False, False
    helpers: list[Token] = []
    joint, index = verb, verb - 1
    if index - 1 >= floor and doc[index].lower_ == "to" and _is_going_to(doc, index - 1, len(doc)):
        first = index = index - 1
        modal, index = "will", index - 1
    while index >= floor:
        token = doc[index]
        word = token.lower_
        if word in _NEGATIONS:
            negative = True
        elif word in {"longer", "more"} and index > floor and doc[index - 1].lower_ == "no":
            negative = no_longer = True
            index -= 1
        elif word == "to" and not infinitive and (index == verb - 1 or _is_to_be(doc, index, floor)):
            infinitive, joint = True, index
        elif word in MODALS and token.tag_ != "NN":
            modal = modal or MODALS[word]
            negative = negative or word == "cannot"
            helpers.append(token)
        elif _is_helper(doc, index, verb):
            helpers.append(token)
        elif inserted := _inserted(doc, index, floor):
            index -= inserted
            continue
        elif not (_is_between(doc, index) and index - 1 >= floor):
            break
        first = index
        index -= 1
    while first < verb and _is_between(doc, first) and doc[first].lower_ not in _NEGATIONS | {"no"}:
        first += 1
    if infinitive and helpers:
        outer = [helper for helper in helpers if helper.i < joint] or helpers
        modal, negative = _semi_modal(doc, outer, first, verb, modal, negative)
    return _finish(doc, verb, first, modal, negative, no_longer, infinitive, helpers)


def _is_helper(doc: Doc, index: int, verb: int) -> bool:
    """Whether a word is a form of "have", "be" or "do", or the "remains" of "remains opposed"."""
    word = doc[index].lower_
    if word in _HAVE | _BE | _DO:
        return doc[index].tag_ != "POS"
    return word in _LASTING and index == verb - 1 and base_of(doc[verb]) in _MINDS


def _is_to_be(doc: Doc, index: int, floor: int) -> bool:
    """Whether "to" joins a helper before it with "be" or "have" after it: "has to be paid"."""
    if index - 1 < floor or doc[index + 1].lower_ not in {"be", "have"}:
        return False
    return doc[index - 1].lower_ in _HAVE | _BE or (
        doc[index - 1].lower_ == "yet" and doc[index - 2].lower_ in _HAVE
    )


_SET_IN = word_set("though however too instead therefore meanwhile either")


def _inserted(doc: Doc, index: int, floor: int) -> int:
    """How many words end here that are only inserted: "might one day accept", "would not, though, agree"."""
    if doc[index].lower_ == "day" and index - 2 >= floor:
        between = doc[index - 1].lower_ in {"one", "some"} and doc[index - 2].lower_ in MODALS
        return 2 if between else 0
    if doc[index].text != "," or index - 3 < floor or doc[index - 2].text != ",":
        return 0
    helper = doc[index - 3].lower_ in _HELPERS | _NEGATIONS and doc[index - 3].tag_ != "POS"
    return 3 if helper and doc[index - 1].lower_ in _SET_IN else 0


def _semi_modal(
    doc: Doc, helpers: list[Token], first: int, verb: int, modal: str, negative: bool
) -> tuple[str, bool]:
    """ "has to", "is to", "has yet to": helpers before "to"."""
    nearest = helpers[0].lower_
    words = {doc[index].lower_ for index in range(first, verb)}
    if "yet" in words:
        return modal or "yet", True
    if nearest in _HAVE:
        return "must", negative
    if nearest in _BE:
        return modal or "due", negative
    return modal, negative


def _finish(
    doc: Doc, verb: int, first: int, modal: str, negative: bool, no_longer: bool, infinitive: bool,
    helpers: list[Token],
) -> VerbGroup:  # fmt: skip
    token = doc[verb]
    words = {helper.lower_ for helper in helpers}
    participle = token.tag_ in {"VBN", "VBD"} or token.lower_.endswith(("ed", "en"))
    # A past form that the tagger took for a participle leads a clause all the same, by the parse.
    leads = token.tag_ == "VBN" and (
        token.dep_ in {"ROOT", "ccomp", "conj", "parataxis"}
        or (token.dep_ == "advcl" and any(child.dep_ == "nsubj" for child in token.children))
    )
    finite = bool(helpers) or leads or token.tag_ in _FINITE or (token.tag_ == "VB" and not infinitive)
    before_to = infinitive and not helpers
    lead = helpers[-1] if helpers else token
    return VerbGroup(
        start=first,
        verb=verb,
        end=verb + 1,
        base=base_of(token),
        modal=modal,
        negative=negative,
        no_longer=no_longer,
        perfect=participle and any(_is_perfect(doc, helper) for helper in helpers),
        passive=bool(words & _BE) and participle and not token.lower_.endswith("ing"),
        progressive=bool(words & _BE) and token.lower_.endswith("ing"),
        finite=finite and not before_to,
        infinitive=infinitive,
        bare=not helpers and not infinitive and token.tag_ == "VB",
        past=lead.tag_ == "VBD" or (leads and not helpers) or lead.lower_ in {"had", "was", "were", "did"},
    )


def _is_perfect(doc: Doc, helper: Token) -> bool:
    """Whether a helper is a "have" of its own, and not that of "has to be paid"."""
    return helper.lower_ in _HAVE and doc[helper.i + 1].lower_ != "to"
