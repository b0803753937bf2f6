"""Answers: "asked whether he would accept arbitration, the minister said no", "her answer was yes"."""

from collections.abc import Iterator

from onrecord.interpret.clauses import Clause, Scene, clauses_of
from onrecord.interpret.drafts import Place, PositionDraft
from onrecord.interpret.fitting import PRESSING
from onrecord.interpret.holding import positive
from onrecord.interpret.naming import Naming, name_verb
from onrecord.interpret.patterns import complement_of, patterns_for
from onrecord.interpret.slots import index_at
from onrecord.interpret.sound import sound
from onrecord.interpret.stances import decides
from onrecord.interpret.verbs import MODALS
from onrecord.interpret.voices import Voice
from onrecord.interpret.words import pos_of
from onrecord.model.claims import Act, Polarity
from onrecord.text.words import word_set

_NO = word_set("no never nope non nein nyet")
_YES = word_set("yes absolutely certainly aye")
_ANSWERS = word_set("answer reply response verdict")
_SAYING = word_set("say answer reply respond")
_ASKING = word_set("asked pressed questioned")
_WHETHER = word_set("whether if")
_LEADING = word_set("a an the firm flat clear short simple resounding categorical blunt")
_WANTED: frozenset[Act] = frozenset({"demand", "offer"})
_PRONOUNS = word_set("he she it they")
_NEAR = 300
"""Characters between what is wanted and the answer to it."""


def read_replies(scene: Scene, start: int, end: int) -> Iterator[PositionDraft]:
    """The stand that a "yes" or "no" of a sentence takes.

    Args:
        scene: the report, with what was read of it so far.
        start: index of the sentence's first word.
        end: index after its last one.

    Yields:
        One position at most: on what was asked in the sentence, else on what another party last wanted or
        offered, right before.
    """
    clauses = list(clauses_of(scene, start, end))
    for clause in clauses:
        found = _reply(scene, clause, start, end)
        if found is None:
            continue
        speaker, says_yes, at = found
        asked = _asked(scene, clauses, start, at)
        draft = (
            _on_question(scene, asked, speaker, start, at, says_yes=says_yes)
            if asked is not None
            else None
            if _answers_here(scene, clauses, clause, speaker)
            else _on_last(scene, clause, speaker, at, says_yes=says_yes)
        )
        if draft is not None:
            kept = sound(scene, draft, at, at + 1)
            if kept is not None:
                yield kept
        return


def _reply(scene: Scene, clause: Clause, start: int, end: int) -> tuple[str, bool, int] | None:
    """Who says yes or no in a clause, which, and the index of the word."""
    doc, group = scene.doc, clause.group
    if group.negative or group.modal or not group.finite or clause.subject is None or clause.unsettled:
        return None
    if group.base in _SAYING:
        at = group.end
        while at < end and doc[at].text in {":", ",", '"', "“", "‘", "'"}:
            at += 1
        return _word(scene, clause.actors, at, end)
    if group.base != "be" or doc[clause.subject.end - 1].lower_ not in _ANSWERS:
        return None
    at = group.end
    while at < end and doc[at].lower_ in _LEADING | {'"', "“", "‘", "'", ":"}:
        at += 1
    owner = [m.actor for m in scene.cast.between(doc[start].idx, doc[clause.subject.end - 1].idx)][-1:]
    return _word(scene, tuple(owner), at, end)


def _word(scene: Scene, actors: tuple[str, ...], at: int, end: int) -> tuple[str, bool, int] | None:
    """The answer at a word, if it is one and stands alone."""
    doc = scene.doc
    if len(actors) == 1 and at + 1 < end and doc[at].lower_ in _PRONOUNS and doc[at + 1].lower_ in MODALS:
        return _elliptical(scene, actors[0], at, end)
    if len(actors) != 1 or at >= end or doc[at].lower_ not in _NO | _YES:
        return None
    if at + 1 < len(doc) and pos_of(doc[at + 1]) not in {"PUNCT", "SPACE"}:
        return None
    return actors[0], doc[at].lower_ in _YES, at


def _elliptical(scene: Scene, actor: str, at: int, end: int) -> tuple[str, bool, int] | None:
    """ "She would not", "it would": an answer whose verb the question has."""
    doc = scene.doc
    last = at + 1
    negative = last + 1 < end and doc[last + 1].lower_ in {"not", "n't", "n’t", "never"}
    last += negative
    if last + 1 < len(doc) and pos_of(doc[last + 1]) not in {"PUNCT", "SPACE"}:
        return None
    return actor, not negative, last


def _asked(scene: Scene, clauses: list[Clause], start: int, at: int) -> Clause | None:
    """The clause that is asked about in a sentence before an answer: "asked whether he would accept it"."""
    doc = scene.doc
    opened = False
    for index in range(start, at):
        opened = opened or doc[index].lower_ in _ASKING
        if opened and doc[index].lower_ in _WHETHER:
            return next((c for c in clauses if index < c.group.start < at and c.group.finite), None)
    return None


def _on_question(
    scene: Scene, asked: Clause, speaker: str, start: int, at: int, *, says_yes: bool
) -> PositionDraft | None:
    """The stand on what was asked, where it is the speaker's own to do, or asked what should be done."""
    cast, group = scene.cast, asked.group
    limit = next(
        (i for i in range(group.end, at) if scene.doc[i].text == "," or scene.doc[i].lower_ == "or"), at
    )
    own = any(cast.same_side(actor, speaker) for actor in asked.actors) or _is_pronoun(scene, asked)
    known = cast.actors.get(cast.party(speaker))
    act: Act = "commit" if says_yes else "reject"
    polarity: Polarity = "for" if says_yes else "against"
    if own:
        for pattern, end in patterns_for(scene.doc, group):
            complement = complement_of(scene.doc, pattern, end, limit)
            if complement is None or pattern.outcome[1] == "open":
                continue
            act, polarity = pattern.outcome
            if not says_yes:
                act, polarity = pattern.negated or (
                    ("reject", "against") if polarity == "for" else ("support", "open")
                )
            return _draft(scene, complement.naming, speaker, (start, at), act, polarity)
        named = name_verb(scene.doc, group, None, limit) if group.modal in {"will", "would", "due"} else None
    elif group.passive and group.modal in {"will", "would"} and known is not None and decides(known):
        named = name_verb(scene.doc, group, asked.subject, limit)  # "whether the railway would be sold"
    elif group.modal in PRESSING:
        named = name_verb(scene.doc, group, asked.subject, limit)
        act = "demand" if says_yes else "oppose"
    else:
        named = None
    return _draft(scene, named, speaker, (start, at), act, polarity) if named is not None else None


def _is_pronoun(scene: Scene, clause: Clause) -> bool:
    """Whether a clause is about "he", "she" or the like, and nobody known: about who answers, then."""
    subject = clause.subject
    if subject is None or clause.actors or subject.end - subject.start != 1:
        return False
    return scene.doc[subject.start].lower_ in _PRONOUNS


def _answers_here(scene: Scene, clauses: list[Clause], clause: Clause, speaker: str) -> bool:
    """Whether another party speaks before in the sentence: "they call for ten years, the board says no"."""
    return any(
        other.group.finite
        and other.group.end <= clause.group.start
        and other.actors
        and not any(scene.cast.same_side(actor, speaker) for actor in other.actors)
        for other in clauses
    )


def _on_last(scene: Scene, clause: Clause, speaker: str, at: int, *, says_yes: bool) -> PositionDraft | None:
    """The stand on what another party was last read to want or offer, shortly before."""
    begins = scene.doc[clause.start].idx
    for earlier in reversed(scene.recent):
        if begins - earlier.evidence[1] > _NEAR:
            return None
        others = not any(scene.cast.same_side(holder, speaker) for holder in earlier.holders)
        if others and earlier.act in _WANTED and earlier.polarity == "for":
            act: Act = "accept" if says_yes else "reject"
            return _draft(
                scene,
                earlier.naming,
                speaker,
                (clause.start, at),
                act,
                "for" if says_yes else "against",
            )
    return None


def _draft(
    scene: Scene, naming: Naming, speaker: str, words: Place, act: Act, polarity: Polarity
) -> PositionDraft:
    doc, (start, at) = scene.doc, words
    voice = scene.voices.at(doc[index_at(doc, doc[at].idx, start, len(doc))].idx)
    if voice.speaker is None:
        voice = Voice(None, None, None, scene.voices.report.published, quoted=False)
    return PositionDraft(
        holders=(scene.cast.party(speaker),),
        act=act,
        polarity=polarity,
        naming=positive(naming),
        evidence=scene.place(start, at + 1),
        voice=voice,
        pattern="answers",
        confidence=0.7,
        closed=True,
    )
