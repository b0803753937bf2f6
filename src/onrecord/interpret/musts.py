"""What a speaker says must be, should be or may not be: "they must go", "the toll has to be paid"."""

from collections.abc import Iterator
from dataclasses import replace

from onrecord.interpret.antecedents import subject_before
from onrecord.interpret.cast import FIRST_PERSON
from onrecord.interpret.clauses import Clause, Scene
from onrecord.interpret.drafts import PositionDraft
from onrecord.interpret.holding import positive, speaker_of
from onrecord.interpret.naming import Naming, name_phrase, name_span, name_verb
from onrecord.interpret.nouns import plain
from onrecord.interpret.objects import done_to_pronoun
from onrecord.interpret.subjects import Subject
from onrecord.interpret.verbs import VerbGroup, is_listed
from onrecord.interpret.words import pos_of, verbs
from onrecord.model.claims import Polarity
from onrecord.text.tokens import Doc
from onrecord.text.words import word_set

_ABLE_TO_BEFALL = word_set(
    "become include come end stop remain stay cease begin start continue take go stand precede close open "
    "reopen"
)
_GETTING = word_set("get receive obtain undergo need want see attain")
_GROUPS = word_set(
    "people government governments everyone everybody countries parties sides nobody anyone you "
    "congress leaders world"
)


def read_musts(scene: Scene, clause: Clause) -> Iterator[PositionDraft]:
    """What the speaker says must or must not be, once at most."""
    group, voice, doc = clause.group, clause.voice, scene.doc
    if voice.speaker is None or clause.subject is None or clause.subject.relative:
        return
    if doc[clause.subject.start].lower_ in {"you", "i"} or doc[clause.subject.end - 1].lower_ in {"people"}:
        return
    contained = _contained(scene, clause)
    if contained is not None:
        yield contained
        return
    lasts = group.base in {"become", "remain", "stay"}
    if (group.base in verbs().mental and not lasts) or group.base in {"have", "be"}:
        return
    if group.base in _GETTING and not group.passive:
        return
    if (
        group.modal == "should"
        and group.passive
        and not group.negative
        and group.base in verbs().giving - {"sell"}
    ):
        return
    reported = group.passive and not voice.quoted and not voice.narrated
    if (group.past and not reported) or doc[clause.subject.start].lower_ in {"sure", "certain"}:
        # "had to" tells what happened, unless somebody is reported to ask it; "to make sure that it must" is
        # another's aim.
        return
    if _is_for_which(scene, clause.subject, clause.start):
        return
    if not clause.actors and not group.passive and _has_would(doc, group):
        return  # "plants would have to close" foretells
    subject = _who_must(scene, clause)
    if subject is not None and subject.start == -1:
        return
    naming = name_verb(doc, group, subject, clause.limit) or done_to_pronoun(scene, group, clause.limit)
    naming = _with_when(doc, group, naming, clause.limit) if naming is not None else None
    if naming is None or len(naming.label.split()) < 2 or naming.thing.isdigit():
        return
    polarity: Polarity = "against" if naming.negative or group.negative else "for"
    yield PositionDraft(
        holders=speaker_of(scene, clause),
        act="demand" if polarity == "for" else "oppose",
        polarity=polarity,
        naming=positive(naming),
        evidence=scene.place(clause.subject.start, max(naming.end, group.end)),
        voice=voice,
        pattern="must" if polarity == "for" else "must-not",
        confidence=0.7 if group.modal == "must" else 0.6,
        via=voice.outer,
    )


_CONTAINING = word_set("contain have carry cover provide specify")
_TEXTS = word_set(
    "agreement deal text law treaty bill plan draft accord pact settlement package budget document "
    "resolution contract programme charter constitution mandate"
)


def _contained(scene: Scene, clause: Clause) -> PositionDraft | None:
    """What a text must have in it: "the treaty must contain a safeguard clause"."""
    group, subject, doc = clause.group, clause.subject, scene.doc
    if subject is None or group.base not in _CONTAINING or group.passive or group.perfect:
        return None
    if doc[subject.head_end - 1].lower_ not in _TEXTS or clause.actors:
        return None
    start = group.end + (doc[group.end : group.end + 1].text == "for")
    thing = name_phrase(doc, start, clause.limit) if start < clause.limit else None
    text = name_span(doc, subject.start, subject.head_end)
    if thing is None or text is None or thing.negative:
        return None
    against = group.negative
    return PositionDraft(
        holders=speaker_of(scene, clause),
        act="oppose" if against else "demand",
        polarity="against" if against else "for",
        naming=replace(thing, label=f"{thing.label} in {text.label}", thing=thing.label, short=thing.label),
        evidence=scene.place(subject.start, thing.end),
        voice=clause.voice,
        pattern="must-contain",
        confidence=0.65,
        via=clause.voice.outer,
        closed=True,
    )


_BY_WHEN = word_set("within by before no in")
_LONGEST_TIME = 6


def _with_when(doc: Doc, group: VerbGroup, naming: Naming, limit: int) -> Naming:
    """A bare name with by when it must be, which is what is asked for: "a vote must be held by June"."""
    taking = group.base == "take" and doc[group.end].lower_ == "place"
    start = group.end + taking
    if not (taking or (group.passive and group.base == "hold")) or not 1 < limit - start <= _LONGEST_TIME:
        return naming
    if doc[start].lower_ not in _BY_WHEN or len((naming.thing or naming.label).split()) > 1:
        return naming
    return replace(naming, label=f"{naming.thing or naming.label} {plain(doc, start, limit)}", end=limit)


def _has_would(doc: Doc, group: VerbGroup) -> bool:
    """Whether "would" stands with "have to"."""
    return any(doc[index].lower_ in {"would", "'d", "’d"} for index in range(group.start, group.verb))


def _is_for_which(scene: Scene, subject: Subject, floor: int) -> bool:
    """Whether a clause describes a noun before it: "the chance that we have to talk"."""
    doc, before = scene.doc, subject.start - 1
    return before > floor and doc[before].lower_ == "that" and pos_of(doc[before - 1]) in {"NOUN", "PROPN"}


_NOT_THIS = Subject(-1, 0, 0)


def _who_must(scene: Scene, clause: Clause) -> Subject | None:
    """What the issue is named with: None where it is an actor's step, `_NOT_THIS` to say nothing."""
    group, subject, doc = clause.group, clause.subject, scene.doc
    assert subject is not None
    first = doc[subject.start].lower_
    alone = subject.end - subject.start == 1
    acts = bool(clause.actors) or first in FIRST_PERSON or doc[subject.head_end - 1].lower_ in _GROUPS
    if group.passive:
        if alone and first in {"it", "they", "this", "that", "these"} and not clause.actors:
            return subject_before(scene, subject.start) or _NOT_THIS
        return subject
    if acts:
        return None if is_listed(doc, group, verbs().doable | verbs().transparent) else _NOT_THIS
    return subject if group.base in _ABLE_TO_BEFALL and group.modal == "must" and not alone else _NOT_THIS
