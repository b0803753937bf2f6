"""What "it", "them" and "the offer" stand for as issues: what was last wanted, offered or refused."""

from dataclasses import replace

from onrecord.interpret.clauses import Scene
from onrecord.interpret.drafts import PositionDraft
from onrecord.interpret.naming import Naming, name_span
from onrecord.interpret.nouns import noun_phrase
from onrecord.interpret.words import pos_of, things
from onrecord.model.claims import Act
from onrecord.text.tokens import Doc
from onrecord.text.words import word_set

REACH = 500
"""Characters between the words that point and what they point at."""

_NEAR = 250
_SLACK = 4
"""Letters by which a mention may be shorter or longer than the owner in a name: an article, "'s"."""
_ASKED = word_set("asked questioned pressed quizzed")
_WITHIN = 6
_PLURAL = word_set("them they these those")
_SINGULAR = word_set("it")
_DEFINITE = word_set("the this that these those such its his her their")
# Which acts a noun sums up; any act where the set is empty.
_SUMMED_UP: dict[str, frozenset[Act]] = {
    "offer": frozenset({"offer"}),
    "offers": frozenset({"offer"}),
    "demand": frozenset({"demand"}),
    "demands": frozenset({"demand"}),
    "request": frozenset({"demand"}),
    "call": frozenset({"demand"}),
    "appeal": frozenset({"demand"}),
    "proposal": frozenset({"offer", "support"}),
    "suggestion": frozenset({"offer", "support"}),
    "idea": frozenset({"offer", "support"}),
    "initiative": frozenset({"offer", "support"}),
    "invitation": frozenset({"offer"}),
    "ultimatum": frozenset({"threaten", "demand"}),
    "refusal": frozenset({"reject"}),
    "plan": frozenset({"offer", "demand", "support", "commit"}),
    "promise": frozenset({"commit"}),
    "pledge": frozenset({"commit"}),
    "threat": frozenset({"threaten"}),
    "move": frozenset({"commit", "reject", "offer", "threaten"}),
    "step": frozenset({"commit", "reject", "offer", "threaten"}),
    "decision": frozenset({"commit", "reject", "accept"}),
}


def pointed_at(scene: Scene, draft: PositionDraft) -> Naming | None:
    """What a bare definite noun sums up: "rejected the offer", where the offer was told of shortly before.

    "The mayor's offer" is the mayor's last one in the report, however far before.

    Args:
        scene: the report, with what was read of it so far.
        draft: a position on something that a noun alone names.

    Returns:
        The issue of the last position of somebody else that the noun fits, at its own place; None where the
        name is no such noun, or nothing of the kind came before.
    """
    naming, doc = draft.naming, scene.doc
    words = naming.label.lower().split()
    if not words or words[0] not in _SUMMED_UP or naming.start >= naming.end:
        return None
    if naming.end < len(doc) and doc[naming.end].lower_ in {"for", "of", "that", "to"}:
        return None  # "the demand for paid gaps": what it is for is told, if not understood
    owner = owner_of_summary(scene, naming)
    if owner is None and (len(words) != 1 or doc[naming.start].lower_ not in _DEFINITE):
        return None
    acts = _SUMMED_UP[words[0]]
    for earlier in reversed(scene.recent):
        if owner is None and draft.evidence[0] - earlier.evidence[1] > REACH:
            return None
        others = not set(earlier.holders) & set(draft.holders)
        own = owner is None or any(scene.cast.same_side(owner, holder) for holder in earlier.holders)
        if others and earlier.act == "demand" and earlier.polarity == "against" and earlier.act in acts:
            return None  # to turn down a demand against the tax is no stand against the tax
        if others and own and earlier.act in acts and earlier.polarity != "open":
            return _at(earlier.naming, naming.start, naming.end)
    return None


def owner_of_summary(scene: Scene, naming: Naming) -> str | None:
    """Whose offer, demand or decision a name is that tells nothing else: "the mayor's demand".

    Args:
        scene: the report.
        naming: an issue.

    Returns:
        The actor's id; None where the name tells what is offered, or isn't such a noun.
    """
    words = naming.label.lower().split()
    if len(words) < 3 or words[0] not in _SUMMED_UP or words[1] not in {"of", "by"} or not naming.end:
        return None
    first, last = scene.doc[naming.start], scene.doc[naming.end - 1]
    size = len(" ".join(words[2:]))
    for mention in scene.cast.between(first.idx, last.idx + len(last)):
        if abs(len(mention.span.text.lower().removeprefix("the ")) - size) <= _SLACK:
            return mention.actor
    return None


def pronoun_at(scene: Scene, index: int) -> Naming | None:
    """What "it" or "them" as the object of a verb stands for.

    Args:
        scene: the report, with what was read of it so far.
        index: index of the pronoun.

    Returns:
        The issue of the last position before it, if near; else the one thing in the plural, or in the
        singular, that the sentence before speaks of; None where there are several, or none.
    """
    doc = scene.doc
    word = doc[index].lower_
    if word not in _PLURAL | _SINGULAR:
        return None
    asked = asked_about(doc, index)
    if asked is not None and (doc[asked.end - 1].tag_ in {"NNS", "NNPS"}) == (word in _PLURAL):
        return _at(asked, index, index + 1)
    for earlier in reversed(scene.recent[-1:]):
        near = 0 < doc[index].idx - earlier.evidence[1] <= _NEAR
        if near and word in _SINGULAR and earlier.act != "withdraw":
            return _at(earlier.naming, index, index + 1)
    here = doc[index].sent
    if here.start == 0:
        return None
    found = _things(scene, doc[here.start - 1].sent.start, here.start, plural=word in _PLURAL)
    return _at(found[0], index, index + 1) if len(found) == 1 and word in _PLURAL else None


def asked_about(doc: Doc, index: int) -> Naming | None:
    """What somebody was asked about as a sentence opens: "Asked on Monday about a merger, she said".

    Args:
        doc: the document.
        index: index of a word of the sentence.
    """
    start = doc[index].sent.start
    while start < index and pos_of(doc[start]) in {"SPACE", "PUNCT"}:
        start += 1
    if doc[start].lower_ not in _ASKED:
        return None
    about = next((at for at in range(start, min(index, start + _WITHIN)) if doc[at].lower_ == "about"), None)
    if about is None:
        return None
    stop = next((at for at in range(about, index) if doc[at].text == ","), index)
    found = noun_phrase(doc, about + 1, stop)
    named = name_span(doc, *found) if found is not None else None
    return named if named is not None and found is not None and found[1] == stop else None


def _at(naming: Naming, start: int, end: int) -> Naming:
    return replace(naming, start=start, end=end, negative=False)


def _things(scene: Scene, start: int, end: int, *, plural: bool) -> list[Naming]:
    """The things that a sentence speaks of, in the plural or not, without actors and times."""
    doc, found, index = scene.doc, [], start
    while index < end:
        place = noun_phrase(doc, index, end) if _opens(doc, index) else None
        if place is None:
            index += 1
            continue
        head = next((i for i in range(*place) if i + 1 == place[1] or pos_of(doc[i + 1]) == "ADP"), place[0])
        place = place[0], head + 1
        index = max(head + 1, index + 1)
        named = name_span(doc, *place)
        is_plural = doc[head].tag_ in {"NNS", "NNPS"}
        somebody = bool(scene.cast.between(doc[place[0]].idx, doc[place[1] - 1].idx + len(doc[place[1] - 1])))
        if named is None or somebody or is_plural != plural or doc[head].lower_ in things().people:
            continue
        found.append(named)
    return found


def _opens(doc: Doc, index: int) -> bool:
    return pos_of(doc[index]) in {"DET", "ADJ", "NOUN", "NUM"}
