"""Demands by their shape: "what we want is a longer lease", "scrap the tariffs", "let us lift the curfew"."""

from collections.abc import Iterator

from onrecord.interpret.clauses import Clause, Scene
from onrecord.interpret.drafts import PositionDraft
from onrecord.interpret.holding import holders_of, positive, speaker_of
from onrecord.interpret.naming import Naming, name_clause, name_verb
from onrecord.interpret.sound import sound
from onrecord.interpret.words import pos_of, verbs
from onrecord.text.words import word_set

_WANTING = word_set("want need demand seek ask require expect")
_OPENING = word_set("what all")
_LINKS = word_set("is are was were 's ’s")
_LET = frozenset({("let", "us"), ("let", "'s"), ("let", "’s")})
_FARTHEST = 5
CONFIDENCE = 0.65


def read_clefts(scene: Scene, clause: Clause) -> Iterator[PositionDraft]:
    """The demand that a clause makes by its shape.

    Args:
        scene: the report.
        clause: one verb group in its sentence.

    Yields:
        One position at most, of whoever speaks.
    """
    if clause.question:
        return
    told = clause.voice.speaker is not None
    found = _cleft(scene, clause) or (_imperative(scene, clause) if told else None)
    if found is None:
        return
    naming, start, end, pattern = found
    against = naming.negative
    draft = PositionDraft(
        holders=speaker_of(scene, clause) or holders_of(scene, clause)[0],
        act="oppose" if against else "demand",
        polarity="against" if against else "for",
        naming=positive(naming),
        evidence=scene.place(start, end),
        voice=clause.voice,
        pattern=pattern,
        confidence=CONFIDENCE,
        via=clause.voice.outer,
    )
    kept = sound(scene, draft, clause.group.verb, clause.limit)
    if kept is not None:
        yield kept


_Found = tuple[Naming, int, int, str]


def _cleft(scene: Scene, clause: Clause) -> _Found | None:
    """ "What we want is a longer lease"."""
    doc, group, subject = scene.doc, clause.group, clause.subject
    if group.base not in _WANTING or group.negative or subject is None or not clause.actors:
        return None
    opening = subject.start - 1
    if opening < clause.start or doc[opening].lower_ not in _OPENING:
        return None
    speaker = clause.voice.speaker
    if speaker is not None and not any(scene.cast.same_side(actor, speaker) for actor in clause.actors):
        return None
    sentence_end = doc[group.verb].sent.end
    link = next(
        (at for at in range(group.end, min(sentence_end, group.end + _FARTHEST)) if doc[at].lower_ in _LINKS),
        None,
    )
    if link is None or any(pos_of(token) in {"VERB", "PUNCT", "NOUN"} for token in doc[group.end : link]):
        return None
    stop = next(
        (at for at in range(link + 1, sentence_end) if doc[at].text in {",", ";", '"', "”"}), sentence_end
    )
    naming = name_clause(doc, link + 1, stop)
    return (naming, opening, naming.end, "what-we-want") if naming is not None else None


def _imperative(scene: Scene, clause: Clause) -> _Found | None:
    """ "Scrap the tariffs", "let us lift the curfew", in the speaker's own words."""
    doc, group = scene.doc, clause.group
    if not clause.voice.quoted or not group.bare or clause.unsettled:
        return None
    start = group.start
    if start - 2 >= 0 and (doc[start - 2].lower_, doc[start - 1].lower_) in _LET:
        start -= 2
    elif clause.subject is not None:
        return None
    before = doc[start - 1] if start else None
    if not doc[start].text[:1].isupper():
        return None  # a fragment worked into the reporter's sentence: 'be ready to "start making decisions"'
    if before is not None and not (doc[start].is_sent_start or before.text in {'"', "“", "‘", "'"}):
        return None
    known = verbs()
    if group.base not in known.doable or group.base in known.weak | known.saying:
        return None
    naming = name_verb(doc, group, None, clause.limit)
    if naming is None or not naming.thing:
        return None
    return naming, start, max(naming.end, group.end), "imperative"
