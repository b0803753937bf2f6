"""What one's own side says that it isn't doing, or never did."""

from collections.abc import Iterator
from dataclasses import replace

from onrecord.interpret.clauses import Clause, Scene
from onrecord.interpret.drafts import PositionDraft
from onrecord.interpret.holding import holders_of, is_a_party, is_own_side, positive, words_from
from onrecord.interpret.naming import name_verb
from onrecord.interpret.verbs import is_listed
from onrecord.interpret.words import pos_of, verbs


def is_not_doing(scene: Scene, clause: Clause) -> Iterator[PositionDraft]:
    """ "We are not planning a boycott": what one's own side says that it isn't doing."""
    group = clause.group
    if group.passive or not is_own_side(scene, clause) or clause.subject is None or clause.subject.relative:
        return
    if group.base in verbs().weak:
        return
    if not group.progressive or group.base not in verbs().doable | verbs().transparent | {
        "prepare",
        "negotiate",
    }:
        return
    if clause.voice.speaker is None:
        return
    naming = name_verb(scene.doc, group, None, clause.limit)
    if naming is None or pos_of(scene.doc[group.verb]) == "ADJ" or naming.label in {"preparing"}:
        return
    if group.base in {"prepare", "conduct"} and naming.thing:
        naming = replace(naming, label=naming.thing)
    holders, via = holders_of(scene, clause)
    yield PositionDraft(
        holders=holders,
        act="reject",
        polarity="against",
        naming=positive(naming),
        evidence=scene.place(words_from(clause), max(naming.end, group.end)),
        voice=clause.voice,
        pattern="is-not-doing",
        confidence=0.6,
        via=via,
    )


def has_never(scene: Scene, clause: Clause) -> Iterator[PositionDraft]:
    """ "We have never sold a single lorry": what one's own side says that it never did."""
    group, doc = clause.group, scene.doc
    never = any(token.lower_ in {"never", "neither"} for token in doc[group.start : group.verb])
    if clause.voice.speaker is None or not never or group.passive or not is_own_side(scene, clause):
        return
    if clause.subject is None or clause.subject.relative or not is_a_party(scene, clause):
        return
    if not is_listed(doc, group, verbs().doable) or group.base in verbs().weak:
        return
    naming = name_verb(doc, group, None, clause.limit)
    if naming is None or not naming.thing:
        return
    holders, via = holders_of(scene, clause)
    yield PositionDraft(
        holders=holders,
        act="deny",
        polarity="against",
        naming=positive(naming),
        evidence=scene.place(words_from(clause), max(naming.end, group.end)),
        voice=clause.voice,
        pattern="has-never",
        confidence=0.6,
        via=via,
    )
