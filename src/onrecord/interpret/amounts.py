"""Figures that a demand or offer is moved to: "lowered its pay demand to 9 percent"."""

from collections.abc import Iterator
from dataclasses import replace

from onrecord.interpret.clauses import Clause, Scene
from onrecord.interpret.drafts import PositionDraft
from onrecord.interpret.holding import holders_of, words_from
from onrecord.interpret.naming import Naming, name_phrase
from onrecord.interpret.nominals import owner_of
from onrecord.interpret.nouns import noun_phrase, plain
from onrecord.interpret.subjects import Subject
from onrecord.interpret.words import pos_of
from onrecord.model.claims import Act
from onrecord.text.tokens import Doc
from onrecord.text.words import word_set

_MOVING = word_set(
    "lower raise cut reduce increase trim improve revise scale sweeten halve double up push bring"
)
_KINDS: dict[str, Act] = {
    "demand": "demand", "demands": "demand", "claim": "demand", "bid": "demand", "offer": "offer",
    "proposal": "offer",
}  # fmt: skip
_SMALL = word_set("the a an its his her their our my latest last first new original own now still")
_FARTHEST = 8
_STANDING = word_set("stand be remain")
_NOW = word_set("now still currently")


def read_amounts(scene: Scene, clause: Clause) -> Iterator[PositionDraft]:
    """The figure that a clause says a demand or an offer now has.

    Args:
        scene: the report.
        clause: one verb group in its sentence.

    Yields:
        One position at most.
    """
    group, doc = clause.group, scene.doc
    if clause.subject is None or group.passive or group.negative or group.modal:
        return
    if group.base in _STANDING and group.finite and not clause.subject.relative:
        yield from _standing(scene, clause)
        return
    if not clause.actors:
        return
    if group.base not in _MOVING or not group.finite:
        return
    found = noun_phrase(doc, group.end, clause.limit)
    if found is None:
        return
    head = _head(doc, *found)
    amount = _amount(doc, head + 1, clause.limit) if head is not None else None
    if head is None or amount is None or not _is_own(doc, found[0], clause.subject):
        return
    holders, via = holders_of(scene, clause)
    yield PositionDraft(
        holders=holders,
        act=_KINDS[doc[head].lower_],
        polarity="for",
        naming=_named(doc, found[0], head, amount),
        evidence=scene.place(words_from(clause), amount.end),
        voice=clause.voice,
        pattern="moves-to",
        confidence=0.7,
        via=via,
    )


def _standing(scene: Scene, clause: Clause) -> Iterator[PositionDraft]:
    """ "Its bid still stands at twelve percent": the figure that it has."""
    doc, group, subject = scene.doc, clause.group, clause.subject
    assert subject is not None
    head = _head(doc, subject.start, subject.end)
    at = group.end
    while at < clause.limit and doc[at].lower_ in _NOW:
        at += 1
    at += at < clause.limit and doc[at].lower_ == "at"
    if head is None or at >= clause.limit or not (doc[at].like_num or pos_of(doc[at]) in {"NUM", "SYM"}):
        return
    amount = name_phrase(doc, at, clause.limit)
    first = head  # "the union's pay claim": the owner stands before all that says which claim
    while first - 1 > subject.start and pos_of(doc[first - 1]) in {"NOUN", "ADJ"}:
        first -= 1
    owner = owner_of(scene, first, clause.start)
    if amount is None or owner is None or (group.base == "be" and not _is_share(amount)):
        return
    yield PositionDraft(
        holders=(scene.cast.party(owner),),
        act=_KINDS[doc[head].lower_],
        polarity="for",
        naming=_named(doc, first, head, amount),
        evidence=scene.place(subject.start, amount.end),
        voice=clause.voice,
        pattern="stands-at",
        confidence=0.7,
        via=None
        if clause.voice.speaker is None or scene.cast.same_side(owner, clause.voice.speaker)
        else clause.voice.speaker,
    )


def _is_share(amount: Naming) -> bool:
    """Whether a measure is a percentage, and no count of years or votes."""
    return bool({"%", "percent", "cent"} & set(amount.label.lower().replace("%", " % ").split()))


def _head(doc: Doc, start: int, end: int) -> int | None:
    """The index of the word for a demand or offer that a noun phrase is about."""
    for index in range(start, end):
        if pos_of(doc[index]) == "ADP":
            return None
        if doc[index].lower_ in _KINDS:
            return index
    return None


def _is_own(doc: Doc, start: int, subject: Subject) -> bool:
    """Whether a demand is that of the subject: "its demand", not "the minister's demand"."""
    return doc[start].tag_ == "PRP$" or (doc[start].lower_ in {"the", "an", "a"} and subject.start < start)


def _amount(doc: Doc, start: int, limit: int) -> Naming | None:
    """The measure after "to", a day or what the demand is for passed over."""
    for index in range(start, min(limit - 1, start + _FARTHEST)):
        if pos_of(doc[index]) in {"VERB", "AUX", "CCONJ"}:
            return None
        follows = doc[index + 1]
        if doc[index].lower_ == "to" and (follows.like_num or pos_of(follows) in {"NUM", "SYM"}):
            return name_phrase(doc, index + 1, limit)
    return None


def _named(doc: Doc, start: int, head: int, amount: Naming) -> Naming:
    """The amount, with the words that say of what it is: "pay demand of 9 percent"."""
    while start < head and doc[start].lower_ in _SMALL:
        start += 1
    kind = plain(doc, start, head) if start < head else ""
    if not kind or kind.lower() in amount.label.lower():
        return amount
    return replace(amount, label=f"{kind} {doc[head].lower_} of {amount.label}", short=amount.label)
