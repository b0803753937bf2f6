"""Positions: what verbs and set phrases do, who does it, and on what."""

import re
from collections.abc import Iterator
from dataclasses import replace

from onrecord.interpret.cast import FIRST_PERSON
from onrecord.interpret.clauses import Clause, Scene
from onrecord.interpret.drafts import PositionDraft
from onrecord.interpret.naming import Naming, name_phrase, name_span, name_verb
from onrecord.interpret.nouns import split_list
from onrecord.interpret.patterns import (
    Complement,
    Outcome,
    Pattern,
    complement_of,
    patterns_for,
    phrase_patterns,
)
from onrecord.interpret.words import forms, verbs
from onrecord.model.claims import Act, Polarity
from onrecord.text.words import word_set

_EMPTY_THINGS = word_set(
    "doubt reason way need point sign chance choice hope time place problem excuse room one question "
    "evidence indication comment "
    "people man woman person thing things lot idea fact kind sort part answer wonder shortage word "
    "words help job"
)
_CLAIMS = word_set(
    "report claim allegation accusation suggestion account assertion charge rumour rumor speculation "
    "story notion idea reports claims allegations accusations"
)
_BLOCKING = word_set("block veto oppose resist filibuster derail torpedo prevent boycott reject fight")
_SUBJUNCTIVE = frozenset({"VB"})
_POSITIVE_ACTS = word_set("demand offer accept commit support concede")
_PRESSING = word_set("must should")
_RELAYED = 0.9
NARRATED = 0.9


def read_positions(scene: Scene, clause: Clause) -> Iterator[PositionDraft]:
    """The positions that a clause shows.

    Args:
        scene: the report.
        clause: one verb group in its sentence.

    Yields:
        Positions, none where the words don't decide.
    """
    if clause.question or clause.counterfactual or clause.unsettled:
        return
    found = list(_by_verb(scene, clause)) or list(_by_phrase(scene, clause)) or list(_by_modal(scene, clause))
    for draft in found:
        if draft.holders and draft.naming.label:
            yield from _spread(scene, draft)


def _spread(scene: Scene, draft: PositionDraft) -> Iterator[PositionDraft]:
    """One position for each of several things that are listed with determiners of their own."""
    parts = (
        split_list(scene.doc, draft.naming.start, draft.naming.end)
        if not draft.naming.base and draft.naming.end > draft.naming.start
        else []
    )
    if len(parts) < 2:
        yield draft
        return
    for start, end in parts:
        named = name_span(scene.doc, start, end)
        if named is not None:
            polarity: Polarity = "against" if named.negative and draft.polarity == "for" else draft.polarity
            yield replace(draft, naming=_positive(named), polarity=polarity)


def _positive(named: Naming) -> Naming:
    return replace(named, negative=False)


def _holders(scene: Scene, clause: Clause) -> tuple[tuple[str, ...], str | None]:
    """Whose position a clause about its subject is, and via whom."""
    cast, voice = scene.cast, clause.voice
    holders = tuple(dict.fromkeys(cast.party(actor) for actor in clause.actors))
    via = voice.outer
    if voice.speaker is not None and holders:
        if all(cast.same_side(actor, voice.speaker) for actor in clause.actors):
            via = voice.outer
        else:
            via = voice.speaker
    return holders, via


def _speaker(scene: Scene, clause: Clause) -> tuple[str, ...]:
    return (scene.cast.party(clause.voice.speaker),) if clause.voice.speaker is not None else ()


def _own_side(scene: Scene, clause: Clause) -> bool:
    """Whether a clause is about the side that speaks, or about an actor in narration."""
    if not clause.actors:
        return False
    if clause.voice.narrated:
        return True
    speaker = clause.voice.speaker
    return speaker is not None and any(scene.cast.same_side(actor, speaker) for actor in clause.actors)


def _by_verb(scene: Scene, clause: Clause) -> Iterator[PositionDraft]:
    """Positions that a verb of `data/acts.toml` shows."""
    group = clause.group
    if group.bare or not (group.finite or group.progressive or _is_raised(clause)):
        return
    for pattern, end in patterns_for(scene.doc, group):
        if group.passive:
            draft = _passive(scene, clause, pattern)
            if draft is not None:
                yield draft
                return
            continue
        if clause.subject is None:
            continue
        complement = complement_of(scene.doc, pattern, end, clause.limit)
        if complement is None or not _fits(scene, pattern, complement):
            continue
        if pattern.aspect == "ongoing" and not (group.progressive or group.perfect):
            continue
        draft = _active(scene, clause, pattern, complement)
        if draft is not None:
            yield draft
        return


def _is_raised(clause: Clause) -> bool:
    """Whether an infinitive only goes on from "begins to", "continues to"."""
    if not clause.number or not clause.group.infinitive:
        return False
    before = clause.groups[clause.number - 1]
    return (
        before.finite and before.base in {"begin", "continue", "start"} and before.end == clause.group.start
    )


def _fits(scene: Scene, pattern: Pattern, complement: Complement) -> bool:
    if pattern.needs:
        return any(word.lower().rstrip("s") in pattern.needs for word in complement.naming.label.split())
    if complement.frame == "that" and pattern.outcome[0] in {"demand", "offer"}:
        inner = complement.inner
        return inner is not None and (inner.modal in _PRESSING or scene.doc[inner.start].tag_ in _SUBJUNCTIVE)
    label = complement.naming.label.lower()
    return not (set(label.split()) <= _EMPTY_THINGS)


def _active(scene: Scene, clause: Clause, pattern: Pattern, complement: Complement) -> PositionDraft | None:
    group = clause.group
    outcome = _outcome(clause, pattern)
    if outcome is None:
        return None
    holders, via = _holders(scene, clause)
    if group.modal in _PRESSING and not group.negative and not _own_side(scene, clause):
        outcome, holders, via = (
            ("demand", _pressed(pattern.outcome[1])),
            _speaker(scene, clause),
            clause.voice.outer,
        )
    if (
        clause.voice.narrated
        and group.modal in {"may", "could", "can", "must", "should"}
        and not group.negative
    ):
        return None
    act, polarity, naming = _nested(scene, outcome, complement, clause.limit)
    claimed = _claimed(scene, naming)
    if claimed is not None and act in {"reject", "oppose", "deny"}:
        act, naming = "deny", claimed
    if naming.negative:
        if polarity != "for" or (act == "demand" and complement.frame == "noun"):
            return None
        naming, polarity = _positive(naming), "against"
    return PositionDraft(
        holders=holders,
        act=act,
        polarity=polarity,
        naming=naming,
        evidence=scene.place(_first(clause), max(complement.end, group.end)),
        voice=clause.voice,
        pattern=pattern.name,
        confidence=0.85 * (_RELAYED if via is not None else 1) * (NARRATED if clause.voice.narrated else 1),
        via=via,
    )


def _first(clause: Clause) -> int:
    subject = clause.subject
    return (
        subject.start
        if subject is not None and not subject.relative and subject.end <= clause.group.start
        else clause.group.start
    )


def _outcome(clause: Clause, pattern: Pattern) -> Outcome | None:
    """Act and polarity, with negation, aspect and possibility."""
    group = clause.group
    if group.modal == "yet" or (group.negative and group.perfect and pattern.unmet is not None):
        return pattern.unmet
    if group.no_longer:
        return ("withdraw", "open") if pattern.outcome[0] in _POSITIVE_ACTS else ("support", "open")
    if group.negative:
        return pattern.negated
    act, polarity = pattern.outcome
    if (
        group.modal in {"could", "may"}
        and polarity == "for"
        and act in {"accept", "support", "offer", "commit", "concede"}
    ):
        return act, "open"
    if group.modal in {"could", "may", "can"} and polarity == "against":
        return None
    return act, polarity


def _pressed(polarity: Polarity) -> Polarity:
    return polarity


def _flipped(polarity: Polarity) -> Polarity:
    return {"for": "against", "against": "for", "open": "open"}[polarity]  # type: ignore[return-value]


def _nested(
    scene: Scene, outcome: Outcome, complement: Complement, limit: int
) -> tuple[Act, Polarity, Naming]:
    """Join a verb with the act of the verb that it governs: "refused to reject", "agreed to drop"."""
    act, polarity = outcome
    inner = complement.inner
    if inner is None or complement.frame == "that":
        return act, polarity, complement.naming
    for pattern, end in patterns_for(scene.doc, inner):
        deeper = complement_of(scene.doc, pattern, end, limit)
        if deeper is None or pattern.needs:
            continue
        inner_act, inner_polarity = pattern.outcome
        if polarity == "for" and inner_polarity == "against":
            own = act in {"commit", "offer", "accept", "threaten"} or (
                act == "demand" and complement.actors is None
            )
            return (inner_act if own else act), "against", deeper.naming
        if polarity == "against" and inner_polarity == "against":
            return "support", "open", deeper.naming
        if inner_polarity == "for" and inner_act in {"accept", "support", "concede"}:
            if polarity == "for" and complement.actors is None:
                return (inner_act if act == "accept" else act), polarity, deeper.naming
            return act, polarity, deeper.naming
        break
    if act == "threaten" and inner.base in _BLOCKING:
        named = name_phrase(scene.doc, inner.end, limit)
        if named is not None:
            return act, "against", named
    return act, polarity, complement.naming


def _claimed(scene: Scene, naming: Naming) -> Naming | None:
    """What a report, claim or accusation is about: "dismissed the report that ..."."""
    words = naming.label.lower().split()
    if not words or not any(word in _CLAIMS for word in words[:3]):
        return None
    return naming


def _passive(scene: Scene, clause: Clause, pattern: Pattern) -> PositionDraft | None:
    """ "The plan was rejected by the union"."""
    if "noun" not in pattern.takes or clause.subject is None or clause.group.modal or clause.group.negative:
        return None
    doc, end = scene.doc, clause.group.end
    if end >= clause.limit or doc[end].lower_ != "by":
        return None
    mentions = scene.cast.between(doc[end].idx, scene.place(end, clause.limit)[1])
    if not mentions or mentions[0].span.start > doc[end].idx + 12:
        return None
    named = name_span(doc, clause.subject.start, clause.subject.end)
    if named is None:
        return None
    act, polarity = pattern.outcome
    holder = scene.cast.party(mentions[0].actor)
    voice = clause.voice
    via = (
        voice.speaker
        if voice.speaker and not scene.cast.same_side(voice.speaker, mentions[0].actor)
        else voice.outer
    )
    return PositionDraft(
        holders=(holder,),
        act=act,
        polarity=polarity,
        naming=named,
        evidence=scene.place(clause.subject.start, clause.limit),
        voice=voice,
        pattern=f"{pattern.name} (passive)",
        confidence=0.75,
        via=via,
    )


def _by_phrase(scene: Scene, clause: Clause) -> Iterator[PositionDraft]:
    """Positions that a set phrase of `data/phrases.toml` shows."""
    group, doc = clause.group, scene.doc
    if clause.subject is None or not group.finite:
        return
    begins = doc[group.start].idx
    text = doc.text[begins : doc[clause.limit - 1].idx + len(doc[clause.limit - 1])]
    for pattern in phrase_patterns():
        for phrase in pattern.phrases:
            match = _phrase_expression(phrase).match(text)
            if match is None:
                continue
            end = next(
                (token.i for token in doc[group.start : clause.limit] if token.idx >= begins + match.end()),
                clause.limit,
            )
            complement = complement_of(doc, pattern, end, clause.limit, clause.subject)
            if complement is None:
                continue
            draft = _phrase(scene, clause, pattern, complement, negated=bool(match["neg"]))
            if draft is not None:
                yield draft
            return


_EXPRESSIONS: dict[str, re.Pattern[str]] = {}


def _phrase_expression(phrase: str) -> re.Pattern[str]:
    """A phrase as an expression: "be" in any form, a negation after it, quotation marks anywhere."""
    if phrase not in _EXPRESSIONS:
        rest = phrase.removeprefix("be ").replace(")? (", ")?[ ]?[\"“‘']?(").replace(" ", r"\s")
        be = (
            r"(?:(?:will|would|can|could|may|might|has|have|had)(?P<neg0>n[o']t|\snot)?\s)?"
            r"(?:is|are|was|were|be|been|'s|’s|'re|’re|remains?|remained)"
        )
        _EXPRESSIONS[phrase] = re.compile(
            rf"{be}(?P<neg>n['’]t|\snot|\snever|\sno\slonger)?\s[\"“‘']?{rest}\b", re.IGNORECASE
        )
    return _EXPRESSIONS[phrase]


def _phrase(
    scene: Scene, clause: Clause, pattern: Pattern, complement: Complement, *, negated: bool
) -> PositionDraft | None:
    outcome = pattern.negated if negated else pattern.outcome
    if outcome is None:
        return None
    if complement.frame == "subject":
        holders, via = _speaker(scene, clause), clause.voice.outer
        if clause.actors:
            return None
    else:
        holders, via = _holders(scene, clause)
    act, polarity, naming = _nested(scene, outcome, complement, clause.limit)
    return PositionDraft(
        holders=holders,
        act=act,
        polarity=polarity,
        naming=_positive(naming),
        evidence=scene.place(_first(clause), max(complement.end, clause.group.end + 1)),
        voice=clause.voice,
        pattern=pattern.name,
        confidence=0.75,
        via=via,
    )


def _by_modal(scene: Scene, clause: Clause) -> Iterator[PositionDraft]:
    """Positions that a modal verb shows: "we will not sign", "they must withdraw"."""
    group = clause.group
    if clause.subject is None or not group.finite:
        return
    first = scene.doc[clause.subject.start]
    if first.lower_ == "there" and group.base == "be":
        yield from _there(scene, clause)
    elif group.modal in {"will", "would", "due"} or (group.modal in {"can", "could"} and group.negative):
        yield from _will(scene, clause)
    elif group.modal in _PRESSING or (group.modal == "may" and group.negative):
        yield from _must(scene, clause)


def _there(scene: Scene, clause: Clause) -> Iterator[PositionDraft]:
    """ "There will be no referendum", "there is no contract"."""
    group = clause.group
    named = name_phrase(scene.doc, group.end, clause.limit)
    if named is None or not (named.negative or group.negative) or clause.voice.speaker is None:
        return
    if named.label.split()[0].lower() in _EMPTY_THINGS or group.modal in {"may", "could"}:
        return
    act: Act = "reject" if group.modal in {"will", "would", "can", "must", "should"} else "deny"
    yield PositionDraft(
        holders=_speaker(scene, clause),
        act=act,
        polarity="against",
        naming=_positive(named),
        evidence=scene.place(
            clause.subject.start if clause.subject else group.start, max(named.end, group.end)
        ),
        voice=clause.voice,
        pattern="there-will-be-no" if act == "reject" else "there-is-no",
        confidence=0.7,
        via=clause.voice.outer,
    )


def _will(scene: Scene, clause: Clause) -> Iterator[PositionDraft]:
    """What one's own side will or will not do."""
    group = clause.group
    if group.base not in verbs().doable | verbs().harmful or group.passive or not _own_side(scene, clause):
        return
    narrated = clause.voice.narrated
    if group.modal == "would" and not group.negative and (clause.voice.quoted or narrated):
        return
    if narrated and group.modal in {"can", "could", "would"}:
        return
    holders, via = _holders(scene, clause)
    naming = name_verb(scene.doc, group, None, clause.limit)
    if naming is None or len(naming.label.split()) < 2:
        return
    act: Act = "reject" if group.negative else "commit"
    polarity: Polarity = "against" if group.negative else "for"
    pattern = "will-not" if group.negative else "will"
    if not group.negative and group.base in _BLOCKING:
        thing = name_phrase(scene.doc, group.end, clause.limit)
        if thing is None:
            return
        act, polarity, naming, pattern = "threaten", "against", thing, "will-block"
    elif not group.negative and group.base in verbs().harmful:
        act, pattern = "threaten", "will-harm"
    if naming.none:
        if group.negative:
            return
        polarity, act, pattern = "against", "reject", "will-no"
    yield PositionDraft(
        holders=holders,
        act=act,
        polarity=polarity,
        naming=_positive(naming),
        evidence=scene.place(_first(clause), max(naming.end, group.end)),
        voice=clause.voice,
        pattern=pattern,
        confidence=0.55 if narrated and not group.negative else 0.7,
        via=via,
    )


def _must(scene: Scene, clause: Clause) -> Iterator[PositionDraft]:
    """What the speaker says must or must not be."""
    group, voice = clause.group, clause.voice
    if voice.speaker is None or clause.subject is None:
        return
    if (group.base in verbs().mental and group.base != "become") or group.base in {"have", "be"}:
        return
    first = scene.doc[clause.subject.start].lower_
    subject = None if first in FIRST_PERSON or (clause.actors and not group.passive) else clause.subject
    naming = name_verb(scene.doc, group, subject, clause.limit)
    if naming is None or len(naming.label.split()) < 2:
        return
    polarity: Polarity = "against" if naming.negative or group.negative else "for"
    yield PositionDraft(
        holders=_speaker(scene, clause),
        act="demand" if polarity == "for" else "oppose",
        polarity=polarity,
        naming=_positive(naming),
        evidence=scene.place(clause.subject.start, max(naming.end, group.end)),
        voice=voice,
        pattern="must" if polarity == "for" else "must-not",
        confidence=0.7 if group.modal == "must" else 0.6,
        via=voice.outer,
    )


_BE = forms("be")
