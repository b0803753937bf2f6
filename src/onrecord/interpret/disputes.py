"""Allegations and denials: what somebody says that another did, and the word that it is not so.

What only points back ("denied it") is read in `answered.py`.
"""

from collections.abc import Iterator

from onrecord.interpret.clauses import Clause, Scene
from onrecord.interpret.drafts import PositionDraft
from onrecord.interpret.holding import holders_of, speaker_of, turned_down, words_from
from onrecord.interpret.naming import Naming, name_clause, name_verb
from onrecord.interpret.nouns import noun_phrase
from onrecord.interpret.subjects import Subject
from onrecord.interpret.verbs import verb_groups
from onrecord.interpret.words import pos_of, things, verbs
from onrecord.text.tokens import Doc
from onrecord.text.words import word_set

_DENYING = word_set("deny reject dismiss dispute refute disavow")
_ALLEGING = word_set("allege claim accuse")
_FARTHEST = 10
_RECIPROCAL = word_set("each one him her them it us")


def read_disputes(scene: Scene, clause: Clause) -> Iterator[PositionDraft]:
    """The allegation or denial that a clause makes, where no lexicon says on what.

    Args:
        scene: the report.
        clause: one verb group in its sentence.

    Yields:
        One position at most.
    """
    if (
        clause.question
        or clause.unsettled
        or clause.subject is None
        or clause.group.negative
        or clause.group.modal
    ):
        return
    if not clause.group.finite or clause.group.bare:
        return
    if clause.group.base in _DENYING and not clause.group.passive:
        yield from _denial(scene, clause)
    elif clause.group.base in _ALLEGING and not clause.group.passive:
        yield from _allegation(scene, clause)
    elif _allegedly(scene, clause):
        yield from _told_allegation(scene, clause)


def _denial(scene: Scene, clause: Clause) -> Iterator[PositionDraft]:
    """ "denied that", "denied these claims", "dismissed the notion that ..."."""
    doc, group = scene.doc, clause.group
    index = group.end
    while index < clause.limit and pos_of(doc[index]) == "ADV":
        index += 1
    if index >= clause.limit:
        return
    naming, end = _denied(scene, index, clause.limit)
    if naming is None or not clause.actors:
        return
    who = holders_of(scene, clause)
    yield turned_down(scene, clause, end, naming, who, act="deny", pattern="denies-claim", confidence=0.7)


def _denied(scene: Scene, index: int, limit: int) -> tuple[Naming | None, int]:
    """What a claim says that is denied, and the index after the words; "denied it" names nothing itself."""
    doc = scene.doc
    found = noun_phrase(doc, index, limit)
    if found is None or not any(doc[i].lower_ in things().claims for i in range(*found)):
        return None, index
    after = found[1]
    told = after < limit and doc[after].lower_ == "that"
    return (name_clause(doc, after + 1, limit), limit) if told else (None, index)


def _allegation(scene: Scene, clause: Clause) -> Iterator[PositionDraft]:
    """ "The union claimed that the company had bought the ferries", "accused it of buying them"."""
    doc, group = scene.doc, clause.group
    if not clause.actors:
        return
    start = group.end
    if group.base == "accuse":
        naming = _accused_of(doc, start)
    else:
        sentence_end = doc[group.verb].sent.end
        naming = (
            name_clause(doc, start, sentence_end)
            if start < sentence_end and doc[start].lower_ == "that"
            else None
        )
        if naming is None or naming.subject is None or not naming.base:
            return
        if naming.base in verbs().transparent | verbs().weak:
            return
        subject = naming.subject
        named = scene.cast.between(
            doc[subject.start].idx, doc[subject.end - 1].idx + len(doc[subject.end - 1])
        )
        if not named or any(scene.cast.same_side(m.actor, a) for m in named for a in clause.actors):
            return
    if naming is None:
        return
    holders, via = holders_of(scene, clause)
    yield PositionDraft(
        holders=holders,
        act="allege",
        polarity="against" if naming.negative else "for",
        naming=naming,
        evidence=scene.place(words_from(clause), max(naming.end, group.end)),
        voice=clause.voice,
        pattern="alleges",
        confidence=0.65,
        via=via,
    )


def _accused_of(doc: Doc, start: int) -> Naming | None:
    """What somebody is accused of, from the index after the verb: "the company of having closed the gate"."""
    limit = doc[start - 1].sent.end
    of = next((i for i in range(start + 1, min(limit, start + _FARTHEST)) if _opens_a_deed(doc, i)), None)
    if of is None:
        return None
    groups = verb_groups(doc, of + 1, limit)
    if not groups:
        return None
    named = name_verb(doc, groups[0], None, limit)
    whole = named is not None and (len(named.label.split()) > 1 or doc[start].lower_ in _RECIPROCAL)
    return named if whole else name_verb(doc, groups[0], Subject(start, of, of), limit)


def _opens_a_deed(doc: Doc, index: int) -> bool:
    """Whether "of" stands before an -ing form, perhaps with an adverb between."""
    following = [token for token in doc[index + 1 : index + 3] if pos_of(token) != "ADV"]
    return doc[index].lower_ == "of" and bool(following) and following[0].tag_ == "VBG"


def _allegedly(scene: Scene, clause: Clause) -> bool:
    """Whether the reporter marks a clause of somebody's words as disputed."""
    group = clause.group
    words = {
        scene.doc[index].lower_
        for index in range(max(clause.start, group.start - 2), group.end + 1)
        if index < len(scene.doc)
    }
    return bool(words & {"allegedly", "reportedly"}) and clause.voice.speaker is not None


def _told_allegation(scene: Scene, clause: Clause) -> Iterator[PositionDraft]:
    naming = name_verb(scene.doc, clause.group, clause.subject, clause.limit)
    if naming is None or clause.subject is None:
        return
    yield PositionDraft(
        holders=speaker_of(scene, clause),
        act="allege",
        polarity="for",
        naming=naming,
        evidence=scene.place(clause.subject.start, clause.limit),
        voice=clause.voice,
        pattern="allegedly",
        confidence=0.65,
        via=clause.voice.outer,
    )
