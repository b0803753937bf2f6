"""Figures that a demand or offer is moved to: "lowered its pay demand to 9 percent"."""

from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Doc

from onrecord.interpret.clauses import Clause, Scene
from onrecord.interpret.drafts import PositionDraft
from onrecord.interpret.holding import holders_of, words_from
from onrecord.interpret.naming import Naming, name_phrase
from onrecord.interpret.nouns import noun_phrase, plain
from onrecord.interpret.subjects import Subject
from onrecord.interpret.words import pos_of
from onrecord.model.claims import Act
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


def read_amounts(scene: Scene, clause: Clause) -> Iterator[PositionDraft]:
    """The figure that a clause says a demand or an offer now has.

    Args:
        scene: the report.
        clause: one verb group in its sentence.

    Yields:
        One position at most.
    """
    group, doc = clause.group, scene.doc
    if clause.subject is None or group.passive or group.negative or group.modal or not clause.actors:
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
