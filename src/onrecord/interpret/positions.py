"""Positions: what verbs and set phrases do, who does it, and on what."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from onrecord.interpret.adjoined import is_adjoined, with_main_subject
from onrecord.interpret.amounts import read_amounts
from onrecord.interpret.clauses import Clause, Scene
from onrecord.interpret.contrasts import with_contrast
from onrecord.interpret.disputes import read_disputes
from onrecord.interpret.drafts import PositionDraft
from onrecord.interpret.fitting import PRESSING, by_somebody, fits, goes_on, is_in_form
from onrecord.interpret.holding import holders_of, is_a_party, is_own_side, positive, speaker_of, words_from
from onrecord.interpret.limits import read_limits
from onrecord.interpret.naming import name_phrase, name_span
from onrecord.interpret.nesting import nested
from onrecord.interpret.nouns import split_list
from onrecord.interpret.objects import by_pronoun, with_antecedent, with_inner_pronoun
from onrecord.interpret.passives import read_passives
from onrecord.interpret.patterns import (
    Complement,
    Outcome,
    Pattern,
    complement_of,
    patterns_for,
)
from onrecord.interpret.referring import read_referring
from onrecord.interpret.resumed import relayed, resumed
from onrecord.interpret.set_phrases import read_set_phrases
from onrecord.interpret.sound import sound
from onrecord.interpret.stances import read_stances, stopped_by, trigger_of
from onrecord.interpret.subjects import phrase_before
from onrecord.interpret.words import pos_of, things
from onrecord.model.claims import Polarity
from onrecord.text.words import word_set

_AFTER = word_set("in at by as during last this earlier again and")
_OWNERS = word_set("his her its their our my")
_POSITIVE_ACTS = word_set("demand offer accept commit support concede")
_TOLD_ON = word_set("support oppose reject accept")
_STANDS = word_set("support oppose reject")
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
    found = (
        list(_by_relative(scene, clause))
        if _lacks_its_object(scene, clause)
        else list(read_disputes(scene, clause))
        or list(read_amounts(scene, clause))
        or list(read_limits(scene, clause))
        or list(_by_verb(scene, clause))
        or list(read_set_phrases(scene, clause))
        or list(read_stances(scene, clause))
        or list(read_passives(scene, clause))
    )
    kept = list(_kept(scene, clause, found))
    # "is opposed to that idea" has a name that tells nothing: what it refers to is told before it.
    yield from kept or _kept(scene, clause, read_referring(scene, clause))


def _kept(scene: Scene, clause: Clause, found: Iterable[PositionDraft]) -> Iterator[PositionDraft]:
    """Those that are sound, one for each thing of a list."""
    for draft in found:
        if not draft.holders or not draft.naming.label:
            continue
        for part in _spread(scene, draft):
            kept = sound(scene, part, clause.group.start, clause.limit)
            if kept is not None:
                yield kept


def _lacks_its_object(scene: Scene, clause: Clause) -> bool:
    """Whether a clause describes the noun before it, which is its object: "the talks he will be holding"."""
    subject, doc = clause.subject, scene.doc
    if subject is None or subject.relative or clause.group.passive or _described(scene, clause) is None:
        return False
    if name_phrase(doc, clause.group.end, clause.limit) is not None:
        return False
    end = clause.group.end
    if end >= clause.limit or pos_of(doc[end]) in {"PUNCT", "SPACE", "CCONJ"}:
        return True
    return doc[end].lower_ in _AFTER


def _described(scene: Scene, clause: Clause) -> int | None:
    """The index after the noun that stands right before a clause, "that" or "which" passed over."""
    subject, doc = clause.subject, scene.doc
    if subject is None or subject.start - 1 < clause.start:
        return None
    right = subject.start
    if doc[right - 1].lower_ in {"that", "which"}:
        right -= 1
        right -= doc[right].lower_ == "which" and right - 1 > clause.start and doc[right - 1].text == ","
    elif doc[subject.start].lower_ not in {"he", "she", "they", "we", "i", "it"}:
        return None
    before = doc[right - 1] if right - 1 >= clause.start else None
    is_noun = before is not None and pos_of(before) in {"NOUN", "PROPN"}
    return right if is_noun else None


def _by_relative(scene: Scene, clause: Clause) -> Iterator[PositionDraft]:
    """Positions on what a relative clause describes: "a law that the union rejects"."""
    right = _described(scene, clause)
    place = phrase_before(scene.doc, right, clause.start) if right is not None else None
    named = name_span(scene.doc, *place) if place is not None else None
    if place is None or named is None or not clause.actors or not clause.group.finite:
        return
    if scene.doc[place[0]].lower_ in {"which", "what"} or scene.doc[place[0] - 1].lower_ in {"which", "what"}:
        return  # "which offer they prefer" is asked
    for pattern, end in patterns_for(scene.doc, clause.group):
        complement = Complement(replace(named, end=end), None, None, "noun", end)
        if pattern.outcome[0] not in _ON_THINGS or clause.group.modal not in {"", "will", "would"}:
            continue
        if "noun" not in pattern.takes or pattern.spoken or not fits(scene, pattern, complement):
            continue
        if not is_in_form(scene, pattern, clause.group, complement):
            continue
        draft = _active(scene, clause, pattern, complement)
        if draft is not None:
            evidence = scene.place(place[0], end)
            yield replace(draft, evidence=evidence, closed=True, naming=replace(draft.naming, end=place[1]))
        return


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
            yield replace(draft, naming=positive(named), polarity=polarity)


def _by_verb(scene: Scene, clause: Clause) -> Iterator[PositionDraft]:
    """Positions that a verb of `data/acts.toml` shows."""
    led = _led(scene, clause)
    if led is None or _is_owned(scene, clause):
        return
    clause, group = led, led.group
    for pattern, end in patterns_for(scene.doc, group):
        if group.passive:
            draft = _passive(scene, clause, pattern, end)
            if draft is not None:
                yield draft
                return
            continue
        if clause.subject is None:
            continue
        complement = complement_of(scene.doc, pattern, end, clause.limit)
        complement = complement or by_pronoun(scene, pattern, end, clause.limit)
        complement = complement or with_inner_pronoun(scene, pattern, end, clause.limit)
        complement = with_antecedent(scene, complement, clause.limit)
        if complement is None or not fits(scene, pattern, complement):
            continue
        if pattern.spoken and (clause.voice.speaker is None or goes_on(scene, complement)):
            continue
        if pattern.somebody and not by_somebody(scene, complement):
            continue
        if not is_in_form(scene, pattern, group, complement):
            continue
        draft = _active(scene, clause, pattern, complement)
        if draft is not None:
            yield from with_contrast(scene, clause, draft)
            yield from _listed_after(scene, clause, draft, complement)
        return


def _listed_after(
    scene: Scene, clause: Clause, draft: PositionDraft, complement: Complement
) -> Iterator[PositionDraft]:
    """A second thing after a time: "demanded a guarantee until 2030 and a single agreement"."""
    doc, index = scene.doc, complement.end
    end = doc[clause.group.verb].sent.end
    if complement.frame not in {"noun", "for"} or index >= end or pos_of(doc[index]) not in {"ADP", "SCONJ"}:
        return
    stop = next((i for i in range(index, min(end, index + _NEAR)) if doc[i].lower_ == "and"), None)
    if stop is None or stop + 1 >= end or doc[stop + 1].lower_ not in {"a", "an"}:
        return
    named = name_phrase(doc, stop + 1, end)
    if named is None or (named.end < end and pos_of(doc[named.end]) in {"VERB", "AUX"}):
        return
    evidence = (draft.evidence[0], scene.place(stop + 1, named.end)[1])
    yield replace(draft, naming=named, evidence=evidence)


_NEAR = 5
_ON_THINGS = word_set("demand offer accept reject support oppose")


def _led(scene: Scene, clause: Clause) -> Clause | None:
    """A clause with a verb that can show a position: a finite one, or a participle that goes on with one."""
    group = clause.group
    if _is_after_of(scene, group.start, clause.start):
        return None
    if group.finite or group.progressive or _is_raised(clause):
        return None if group.bare else clause
    return with_main_subject(scene, clause) if is_adjoined(scene, clause) else None


def _is_after_of(scene: Scene, index: int, floor: int) -> bool:
    """Whether a verb only tells what somebody is accused of, or tired of: "of having secretly promised"."""
    index -= 1
    while index > floor and (scene.doc[index].lower_ == "having" or pos_of(scene.doc[index]) == "ADV"):
        index -= 1
    return index > floor and scene.doc[index].lower_ == "of"


def _is_owned(scene: Scene, clause: Clause) -> bool:
    """Whether a possessive stands right before a verb, so that it is a noun: "her demand that"."""
    before = scene.doc[clause.group.start - 1] if clause.group.start > clause.start else None
    return before is not None and before.tag_ == "PRP$" and before.lower_ in _OWNERS


def _is_raised(clause: Clause) -> bool:
    """Whether an infinitive only goes on from "begins to", "continues to"."""
    if not clause.number or not clause.group.infinitive:
        return False
    before = clause.groups[clause.number - 1]
    return (
        before.finite and before.base in {"begin", "continue", "start"} and before.end == clause.group.start
    )


def _active(scene: Scene, clause: Clause, pattern: Pattern, complement: Complement) -> PositionDraft | None:
    group = clause.group
    outcome = _outcome(clause, pattern)
    if outcome is None:
        return None
    if group.modal in PRESSING and scene.doc[words_from(clause)].lower_ == "you":
        return None
    outcome, holders, via = _whose(scene, clause, pattern, outcome)
    if clause.voice.narrated and group.modal == "would":
        via = via or relayed(scene, clause, holders)
    if (
        group.modal in {"will", "would"}
        and not group.negative
        and via is not None
        and via == clause.voice.speaker
    ):
        return None
    # "The union could live with it" tells a stand; "the union will press for it" only foretells one.
    possible = pattern.aspect == "possible" or any(words[0] == "would" for words in pattern.verbs)
    told = clause.voice.narrated and group.modal not in {"", "yet", "due"} and not possible
    # "The party will back the treaty" is how it stands now; "will accept" only foretells.
    stands = group.modal == "will" and pattern.outcome[0] in _STANDS and is_a_party(scene, clause)
    on = group.modal == "would" and pattern.outcome[0] in _TOLD_ON and resumed(scene, clause) is not None
    if told and not (group.negative or stands or on):
        return None
    act, polarity, naming = nested(scene, outcome, complement, clause.limit)
    stopped = None
    trigger = trigger_of(scene, clause) if act == "threaten" else None
    if trigger is not None and trigger[0].base and not trigger[0].negative:
        stopped = stopped_by(scene, complement.inner, clause.limit) if complement.inner else None
        naming, polarity = trigger[0], "against"
    if act in {"reject", "oppose", "deny"} and set(naming.label.lower().split()[:3]) & things().claims:
        return None
    if naming.negative:
        if act == "offer":
            return None
        if polarity != "for" or (act == "demand" and complement.inner is None):
            return None
        naming, polarity = positive(naming), "against"
    if group.negative and pattern.denied:
        naming = replace(naming, label=f"{pattern.denied} {naming.label}")
    return PositionDraft(
        holders=holders,
        act=act,
        polarity=polarity,
        naming=naming,
        evidence=scene.place(words_from(clause), max(complement.end, naming.end, group.end)),
        voice=clause.voice,
        pattern=pattern.name,
        stopped=stopped,
        closed=complement.frame.startswith(("noun so", "noun out", "noun off", "noun on")),
        confidence=0.85 * (_RELAYED if via is not None else 1) * (NARRATED if clause.voice.narrated else 1),
        via=via,
    )


def _whose(
    scene: Scene, clause: Clause, pattern: Pattern, outcome: Outcome
) -> tuple[Outcome, tuple[str, ...], str | None]:
    """Act and polarity, whose they are and via whom: what others must do is the speaker's demand."""
    group = clause.group
    if not is_own_side(scene, clause):
        if group.modal in PRESSING and not group.negative:
            return ("demand", pattern.outcome[1]), speaker_of(scene, clause), clause.voice.outer
        if pattern.spoken:
            # "The country needs a new bridge", she said: that is what she wants.
            return outcome, speaker_of(scene, clause), clause.voice.outer
    return outcome, *holders_of(scene, clause)


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
    if group.modal in {"could", "may", "can"} and (polarity == "against" or act == "threaten"):
        return None
    return act, polarity


def _passive(scene: Scene, clause: Clause, pattern: Pattern, end: int) -> PositionDraft | None:
    """ "The plan was rejected by the union"."""
    if "noun" not in pattern.takes or clause.subject is None or clause.group.modal or clause.group.negative:
        return None
    if clause.subject.end != clause.group.start or clause.subject.relative:
        return None
    doc = scene.doc
    if end >= clause.limit or doc[end].lower_ != "by":
        return None
    mentions = scene.cast.between(doc[end].idx, scene.place(end, clause.limit)[1])
    if not mentions or mentions[0].span.start > doc[end].idx + 12:
        return None
    named = name_span(doc, clause.subject.start, clause.subject.end)
    if named is None or (pattern.needs and not set(named.label.lower().split()) & pattern.needs):
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
