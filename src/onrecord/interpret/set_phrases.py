"""Positions that a set phrase shows: "is ready to sign", "is out of the question", "it is time to"."""

import re
from collections.abc import Iterator
from dataclasses import replace

from onrecord.interpret.clauses import Clause, Scene
from onrecord.interpret.drafts import PositionDraft
from onrecord.interpret.fitting import fits
from onrecord.interpret.holding import holders_of, positive, speaker_of, words_from
from onrecord.interpret.nesting import nested
from onrecord.interpret.objects import with_inner_pronoun
from onrecord.interpret.patterns import Complement, Pattern, complement_of, phrase_patterns
from onrecord.interpret.pointing import asked_about
from onrecord.interpret.recurring import is_negotiated
from onrecord.interpret.subjects import Subject
from onrecord.interpret.whole import head_of
from onrecord.interpret.words import pos_of, things, verbs


def read_set_phrases(scene: Scene, clause: Clause) -> Iterator[PositionDraft]:
    """The position that a set phrase of `data/phrases.toml` shows.

    Args:
        scene: the report.
        clause: one verb group in its sentence, read by no verb of the lexicon.

    Yields:
        One position at most.
    """
    group, doc = clause.group, scene.doc
    if clause.subject is None or not group.finite:
        return
    begins = doc[group.start].idx
    text = doc[group.start : clause.limit].text
    if _OPENING.match(text) is None:
        return
    for pattern in phrase_patterns():
        for phrase in pattern.phrases:
            match = _phrase_expression(phrase).match(text)
            if match is None:
                continue
            end = next(
                (token.i for token in doc[group.start : clause.limit] if token.idx >= begins + match.end()),
                clause.limit,
            )
            complement = _of_phrase(scene, clause, pattern, end)
            if complement is None:
                continue
            draft = _phrase(scene, clause, pattern, complement, end, negated=bool(match["neg"]))
            if draft is not None:
                yield draft
            return


def _of_phrase(scene: Scene, clause: Clause, pattern: Pattern, end: int) -> Complement | None:
    """What names the issue of a set phrase: what it is said of, or what follows it."""
    subject = clause.subject
    alone = subject is not None and subject.end - subject.start == 1
    impersonal = alone and subject is not None and scene.doc[subject.start].lower_ == "it"
    # "It opposes the tax" has an actor for a subject, "it is unacceptable" may have a thing.
    stands_for = impersonal and any(frame.startswith("it ") for frame in pattern.takes)
    every = pattern.takes
    takes = tuple(frame for frame in every if frame.startswith("it ") == stands_for)
    pattern = replace(pattern, takes=tuple(frame.removeprefix("it ") for frame in takes))
    complement = complement_of(scene.doc, pattern, end, clause.limit, _whole_subject(scene, clause))
    complement = complement or with_inner_pronoun(scene, pattern, end, clause.limit)
    if complement is None and impersonal and subject is not None:
        asked = asked_about(scene.doc, subject.start)
        asked = asked if asked is not None and "subject" in every else None
        return Complement(asked, None, None, "it", end) if asked is not None else None
    if complement is None:
        return None
    if complement.frame == "subject":
        return complement if _may_be_judged(pattern, complement) else None
    if not fits(scene, pattern, complement):
        return None
    if complement.frame == "for" and not _may_be_judged(pattern, complement):
        return None
    return replace(complement, frame="it") if takes and takes[0].startswith("it ") else complement


_JUDGING = frozenset({"is-wrong", "is-right", "is-time", "is-too-early"})


def _may_be_judged(pattern: Pattern, complement: Complement) -> bool:
    """Whether what is called a mistake or a step forward is something that parties decide on."""
    naming = complement.naming
    if pattern.name not in _JUDGING or naming.base:
        return True
    words = naming.label.lower().split()
    head = head_of(words)
    nominal = head in verbs().nominal.values()
    return naming.kind == "step" or nominal or head in things().decided or is_negotiated(head)


def _is_by_law(scene: Scene, index: int) -> bool:
    """Whether "by" follows: "is required by law" states a fact."""
    return index < len(scene.doc) and scene.doc[index].lower_ in {"by", "under"}


def _for_whom(scene: Scene, start: int, limit: int) -> tuple[str, ...]:
    """For whom something is out of the question, where the report itself says so: "for the Liberals"."""
    doc = scene.doc
    while start < limit and doc[start].text in {'"', "”", "’", "'"}:
        start += 1
    if start + 1 >= limit or doc[start].lower_ not in {"for", "to"}:
        return ()
    found = scene.cast.between(doc[start + 1].idx, doc[limit - 1].idx + len(doc[limit - 1]))
    opens = bool(found) and found[0].span.start - doc[start + 1].idx <= len("the ")
    return (scene.cast.party(found[0].actor),) if opens else ()


def _whole_subject(scene: Scene, clause: Clause) -> Subject | None:
    """The subject, or all the words before the verb where a gerund leads them."""
    doc, begin = scene.doc, clause.start
    while begin < clause.group.start and (
        pos_of(doc[begin]) in {"ADV", "PUNCT", "CCONJ"} or doc[begin].lower_ == "that"
    ):
        begin += 1
    if doc[begin].tag_ == "VBG" and begin < clause.group.start:
        return Subject(begin, clause.group.start, clause.group.start)
    return clause.subject


_EXPRESSIONS: dict[str, re.Pattern[str]] = {}
_BE = (
    r"(?:(?:will|would|can|could|may|might|has|have|had)(?P<neg0>n[o']t|\snot)?\s)?"
    r"(?:is|are|am|was|were|be|been|'s|’s|'re|’re|'m|’m|remains?|remained)"
)
_HAVE = r"(?:has|have|had)"
_SET_IN = r"(?:,\s(?:however|though|too|meanwhile|therefore),)?"
_OPENING = re.compile(rf"{_BE}|{_HAVE}", re.IGNORECASE)


def _phrase_expression(phrase: str) -> re.Pattern[str]:
    """A phrase as an expression: "be" in any form, a negation after it, quotation marks anywhere."""
    if phrase not in _EXPRESSIONS:
        verb, _, rest = phrase.partition(" ")
        rest = rest.replace(")? (", ")?[ ]?[\"“‘']?(").replace(" ", r"\s")
        be = _HAVE if verb == "have" else _BE
        _EXPRESSIONS[phrase] = re.compile(
            rf"{be}{_SET_IN}(?P<neg>n['’]t|\snot|\snever|\sno\slonger)?\s[\"“‘']?{rest}\b", re.IGNORECASE
        )
    return _EXPRESSIONS[phrase]


def _phrase(
    scene: Scene, clause: Clause, pattern: Pattern, complement: Complement, end: int, *, negated: bool
) -> PositionDraft | None:
    outcome = pattern.negated if negated else pattern.outcome
    if outcome is None or (not negated and clause.group.modal in {"may", "could"}):
        return None
    if pattern.name == "necessary" and (clause.group.past or _is_by_law(scene, end)):
        return None
    if complement.frame in {"subject", "it"}:
        holders = speaker_of(scene, clause) or _for_whom(scene, end, clause.limit)
        via = clause.voice.outer
        if clause.actors and complement.frame == "subject":
            return None
    else:
        holders, via = holders_of(scene, clause)
    act, polarity, naming = nested(scene, outcome, complement, clause.limit)
    return PositionDraft(
        holders=holders,
        act=act,
        polarity=polarity,
        naming=positive(naming),
        evidence=scene.place(words_from(clause), max(complement.end, end)),
        voice=clause.voice,
        pattern=pattern.name,
        confidence=0.75,
        via=via,
    )
