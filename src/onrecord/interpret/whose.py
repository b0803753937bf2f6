"""Whose a thing is: "his dismissal" and "its exercises" say too little as names of an issue."""

from dataclasses import replace

from onrecord.interpret.clauses import Scene
from onrecord.interpret.drafts import PositionDraft
from onrecord.interpret.naming import Naming
from onrecord.interpret.nouns import PRONOUNS, label_of
from onrecord.interpret.recurring import matter_of
from onrecord.interpret.subjects import Subject
from onrecord.interpret.words import gerund, pos_of, verbs
from onrecord.model import Actor
from onrecord.text.words import word_set

_WHOSE = word_set("his her its their")
_BEING = word_set("be been being is are was were")
_OWN_DEEDS = frozenset({"commit", "accept", "offer", "concede"})
_LONGEST = 5
_SHORT_NAME = 4
_LONGEST_LABEL = 14


def with_owner(scene: Scene, draft: PositionDraft, naming: Naming) -> Naming | None:
    """A name that says whose a thing is, where that is another than the holder: "dismissal of Ada Orr".

    Args:
        scene: the report.
        draft: the position.
        naming: its issue, named in full.

    Returns:
        It, with "of" and the owner after the words that "his", "her", "its" or "their" stands before; as it
        is where the owner is the holder, or the name would grow too long; None where the owner isn't known,
        in news that isn't about talks.
    """
    doc = scene.doc
    for index in range(naming.start, min(naming.end, len(doc)) - 1):
        token = doc[index]
        if token.lower_ not in _WHOSE or token.tag_ != "PRP$" or doc[index + 1].lower_ == "own":
            continue
        if token.lower_ == "its" and draft.act in _OWN_DEEDS and _has_subject_alone(scene, draft, index):
            continue  # "the company agreed to open its gate": its own
        mention = next((m for m in scene.cast.mentions if m.span.start == token.idx), None)
        owner = scene.cast.actors.get(mention.actor) if mention is not None else None
        if draft.act == "demand" and token.lower_ in {"its", "their"}:
            owner = _who_is_to_act(scene, draft, token.idx) or owner
        if owner is None and _is_anybodys(scene, draft, naming):
            return None
        if owner is None or any(scene.cast.same_side(owner.id, holder) for holder in draft.holders):
            continue
        end = index + 1
        while end < naming.end and pos_of(doc[end]) in {"ADJ", "NOUN", "PROPN", "NUM"}:
            end += 1
        words = " ".join(doc[index + 1 : end].text.split())
        known = owner.name.split(" of ")[0]
        if not words or end - index > _LONGEST or known.lower() in naming.label.lower():
            continue
        if len(naming.label.split()) + len(known.split()) + 1 > _LONGEST_LABEL or words not in naming.label:
            continue
        whose = f"{known}'s {words}" if f"{words} of " in naming.label else f"{words} of {known}"
        label = naming.label.replace(words, whose, 1)
        return replace(naming, label=label, short=naming.short or naming.label)
    return naming


def _who_is_to_act(scene: Scene, draft: PositionDraft, offset: int) -> Actor | None:
    """The body that is asked to do something to what is "its": "want Utopia to lift its ban"."""
    named = [m for m in scene.cast.between(draft.evidence[0], offset) if m.span.text[:1].isupper()]
    if len(named) < 2 or any(scene.cast.same_side(named[-1].actor, holder) for holder in draft.holders):
        return None
    known = scene.cast.actors.get(named[-1].actor)
    return known if known is not None and known.kind in {"state", "organization"} else None


def _has_subject_alone(scene: Scene, draft: PositionDraft, index: int) -> bool:
    """Whether nobody but a holder is named between the first word of a position and "its"."""
    named = scene.cast.between(draft.evidence[0], scene.doc[index].idx)
    return bool(named) and all(scene.cast.same_side(m.actor, one) for m in named for one in draft.holders)


def _is_anybodys(scene: Scene, draft: PositionDraft, naming: Naming) -> bool:
    """Whether a short name of what others have or do leaves open whose it is: "boycott of his speech"."""
    if draft.act not in {"demand", "support", "oppose", "reject", "accept"}:
        return False
    return len(naming.label.split()) <= _SHORT_NAME and matter_of(scene.doc) != "talks"


def by_whom(scene: Scene, draft: PositionDraft, naming: Naming) -> Naming | None:
    """What is denied, with whoever is said to do it: "seeking of votes by the clerk".

    Args:
        scene: the report.
        draft: the position.
        naming: its issue, named in full.

    Returns:
        It, with "by" and the subject of the clause that it was made of, where that is another than the
        holder; None where a pronoun hides who that is.
    """
    subject, doc = naming.subject, scene.doc
    if draft.act != "deny" or subject is None or not naming.base or " by " in naming.label:
        return naming
    group = doc[naming.start : naming.end]
    if any(token.tag_ == "VBN" and doc[token.i - 1].lower_ in _BEING for token in group):
        return naming
    start, end = scene.place(subject.start, subject.end)
    mention = next((m for m in scene.cast.mentions if m.span.start <= start and end <= m.span.end), None)
    if mention is not None and any(scene.cast.same_side(mention.actor, one) for one in draft.holders):
        return naming
    known = scene.cast.actors.get(mention.actor) if mention is not None else None
    pronoun = doc[subject.start].lower_ in PRONOUNS and subject.end - subject.start == 1
    if known is None and pronoun:
        return naming if _may_be_the_holder(scene, draft, doc[subject.start].lower_) else None
    who = known.name if known is not None and pronoun else _named(scene, subject)
    what = naming.label
    if naming.base in verbs().transparent and naming.thing == naming.label:
        what = f"{gerund(naming.base)} of {what}"
    label = f"{what} by {who}"
    return replace(naming, label=label) if len(label.split()) <= _LONGEST_LABEL else None


def _named(scene: Scene, subject: Subject) -> str:
    """What a subject is called, with whose it is: "diplomats of Utopia" for "its diplomats"."""
    doc = scene.doc
    label = label_of(doc, subject.start, subject.end)
    mention = next((m for m in scene.cast.mentions if m.span.start == doc[subject.start].idx), None)
    owner = scene.cast.actors.get(scene.cast.party(mention.actor)) if mention is not None else None
    return f"{label} of {owner.name}" if owner is not None and doc[subject.start].tag_ == "PRP$" else label


def _may_be_the_holder(scene: Scene, draft: PositionDraft, pronoun: str) -> bool:
    """Whether a pronoun of which nothing is known can be whoever denies: "the company denied that it had"."""
    known = scene.cast.actors.get(draft.holders[0]) if draft.holders else None
    if known is None:
        return False
    return pronoun in ({"he", "she", "i"} if known.kind == "person" else {"it", "they", "we"})
