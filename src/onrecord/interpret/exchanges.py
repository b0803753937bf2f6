"""Terms in two sentences: "It wants the toll lifted. In return, it would end its boycott. Otherwise ..."."""

from collections.abc import Sequence
from dataclasses import replace

from onrecord.interpret.clauses import Scene, clauses_of
from onrecord.interpret.confidence import OF_A_CONDITION
from onrecord.interpret.drafts import ConditionDraft, PositionDraft
from onrecord.interpret.holding import holders_of, positive, words_from
from onrecord.interpret.naming import name_verb
from onrecord.interpret.verbs import is_listed
from onrecord.interpret.words import pos_of, verbs
from onrecord.model.claims import Act
from onrecord.text.words import word_set

_GIVEN: frozenset[Act] = frozenset({"offer", "commit", "accept", "support", "concede"})
_HARM: frozenset[Act] = frozenset({"threaten", "commit", "withdraw", "reject"})
_IN_RETURN = word_set("return exchange")


def read_exchange(
    scene: Scene, start: int, end: int, drafts: Sequence[PositionDraft]
) -> tuple[ConditionDraft, PositionDraft] | None:
    """The condition that a sentence makes of its own stand and of what the sentence before asks for.

    Args:
        scene: the report, with what was read of it before this sentence.
        start: index of the sentence's first word.
        end: index after its last one.
        drafts: the positions of the sentence.

    Returns:
        The condition, and the position that is only held on its terms; None where the sentence opens with
        no "in return" or "otherwise", or where one of the two isn't told.
    """
    opening = _opening(scene, start, end)
    if opening is None or start == 0:
        return None
    words, otherwise = opening
    given = [
        draft
        for draft in drafts
        if draft.act in (_HARM if otherwise else _GIVEN) and draft.polarity != "open"
    ]
    before = scene.doc[start - 1].sent
    asked = [
        draft
        for draft in scene.recent
        if before.start_char <= draft.evidence[0] < before.end_char and draft.polarity == "for"
    ]
    step = given[0] if len(given) == 1 else None if drafts else _announced(scene, start, end)
    if step is None or not asked or "\n\n" in before.text_with_ws:
        return None
    need = next((one for one in reversed(asked) if _is_asked_by(scene, step, one)), None)
    if need is None or (otherwise and step.act == "threaten" and step.polarity == "against"):
        return None
    held_back = step.naming.absence if otherwise and step.polarity == "for" else step.naming
    condition = ConditionDraft(
        holders=step.holders,
        relation="requires",
        step=positive(held_back),
        requirement=positive(need.naming),
        connective=(scene.place(*words),),
        evidence=(scene.place(start, end)[0], step.evidence[1]),
        voice=step.voice,
        pattern="otherwise" if otherwise else "in-return",
        confidence=OF_A_CONDITION,
        via=step.via,
    )
    return replace(condition, evidence=(min(need.evidence[0], condition.evidence[0]), step.evidence[1])), step


def _announced(scene: Scene, start: int, end: int) -> PositionDraft | None:
    """What a party would do: "(in return) it would end its boycott", which alone would only foretell."""
    doc, known = scene.doc, verbs()
    for clause in clauses_of(scene, start, end):
        group = clause.group
        if not clause.actors or clause.unsettled or group.negative or group.passive or clause.question:
            continue
        if group.modal not in {"will", "would"} or not is_listed(doc, group, known.doable | known.harmful):
            continue
        naming = name_verb(doc, group, None, clause.limit)
        holders, via = holders_of(scene, clause)
        if naming is None or not naming.thing or not holders:
            return None
        return PositionDraft(
            holders=holders,
            act="commit",
            polarity="for",
            naming=naming,
            evidence=scene.place(words_from(clause), max(naming.end, group.end)),
            voice=clause.voice,
            pattern="in-return",
            confidence=OF_A_CONDITION,
            via=via,
        )
    return None


def _is_asked_by(scene: Scene, step: PositionDraft, need: PositionDraft) -> bool:
    """Whether what stands before is what the holder asks for, or what another gives for it."""
    own = any(scene.cast.same_side(one, other) for one in step.holders for other in need.holders)
    return need.act == "demand" if own else need.act in {"offer", "commit"}


def _opening(scene: Scene, start: int, end: int) -> tuple[tuple[int, int], bool] | None:
    """The words "in return" or "otherwise" that open a sentence, and whether they are the latter."""
    doc = scene.doc
    while start < end and pos_of(doc[start]) in {"PUNCT", "SPACE"}:
        start += 1
    if start + 2 >= end:
        return None
    if doc[start].lower_ == "otherwise" and (doc[start - 1].is_punct or doc[start - 1].is_space):
        return (start, start + 1), True
    if doc[start].lower_ == "in" and doc[start + 1].lower_ in _IN_RETURN and doc[start + 2].lower_ != "for":
        return (start, start + 2), False
    return None
