"""The clauses of a report with who speaks in them and who they are about."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from onrecord.interpret.cast import Cast, actors_of
from onrecord.interpret.drafts import PositionDraft
from onrecord.interpret.phrases import Phrases
from onrecord.interpret.shapes import clause_end
from onrecord.interpret.spoken import is_outside, narration_of, voice_of
from onrecord.interpret.subjects import Subject, subject_of
from onrecord.interpret.verbs import MODALS, VerbGroup, verb_groups
from onrecord.interpret.voices import Voice, Voices
from onrecord.interpret.words import base_of, pos_of
from onrecord.text.tokens import Doc
from onrecord.text.words import word_set

_UNSETTLED = word_set("if whether unless until till once lest sure ensure")
_THINKING = word_set("think believe expect suggest mean know imagine suppose say")
_UNSAID = word_set("deny dismiss reject refute dispute doubt disavow")
_SOME = word_set("both all some many others each few several most neither none either")
_INNER = word_set("with of in on at to for from by about over under into against between among through")
_NEITHER = word_set("neither none")
_DENYING = word_set("never nor neither nowhere")
_DENYING_PHRASES = frozenset(
    {"under no circumstances", "on no account", "in no way", "at no point", "at no time", "by no means"}
)
_WHEN = word_set("now then recently lately yesterday today last this")
_TIMED = word_set("when before while after as")


@dataclass(frozen=True, slots=True)
class Scene:
    """A report as the interpreter sees it: its words, its actors and its voices.

    Attributes:
        doc: the words.
        cast: the actors.
        voices: who speaks where.
        phrases: the noun phrases.
        recent: the positions read so far, in their order.
    """

    doc: Doc
    cast: Cast
    voices: Voices
    phrases: Phrases
    recent: list[PositionDraft] = field(default_factory=list)
    _clauses: dict[tuple[int, int], tuple["Clause", ...]] = field(
        init=False, repr=False, compare=False, default_factory=dict
    )

    def place(self, start: int, end: int) -> tuple[int, int]:
        """The offsets of a stretch of words, without marks and blanks at its ends."""
        while (
            end > start + 1
            and pos_of(self.doc[end - 1]) in {"PUNCT", "SPACE"}
            and self.doc[end - 1].text != "%"
        ):
            end -= 1
        while start < end - 1 and pos_of(self.doc[start]) in {"PUNCT", "SPACE"}:
            start += 1
        return self.doc[start].idx, self.doc[end - 1].idx + len(self.doc[end - 1])


@dataclass(frozen=True, slots=True)
class Clause:
    """A verb group in its sentence.

    Attributes:
        start: index of the first word of the sentence, or of the piece of content that it stands in.
        limit: index after the last word of its clause.
        groups: the verb groups of the sentence.
        number: which of them this is.
        subject: its subject, or None.
        actors: ids of those whom the subject stands for.
        voice: who speaks.
        unsettled: whether it stands after "if", "whether", "until" or the like.
        question: whether its sentence asks.
        counterfactual: whether it says what would have been.
    """

    start: int
    limit: int
    groups: tuple[VerbGroup, ...]
    number: int
    subject: Subject | None
    actors: tuple[str, ...]
    voice: Voice
    unsettled: bool
    question: bool
    counterfactual: bool

    @property
    def group(self) -> VerbGroup:
        """The verb group itself."""
        return self.groups[self.number]


def clauses_of(scene: Scene, start: int, end: int) -> tuple[Clause, ...]:
    """The clauses of a sentence, kept by the scene, since several readers go through them.

    Args:
        scene: the report.
        start: index of the sentence's first word.
        end: index after its last one.

    Returns:
        A clause for each verb group, in order.
    """
    found = scene._clauses.get((start, end))
    if found is None:
        found = scene._clauses[start, end] = tuple(_clauses(scene, start, end))
    return found


def _clauses(scene: Scene, start: int, end: int) -> Iterator[Clause]:
    doc = scene.doc
    groups = tuple(verb_groups(doc, start, end))
    question = any(doc[index].text == "?" for index in range(max(start, end - 3), end))
    for number, group in enumerate(groups):
        voice = voice_of(doc, scene.voices, group, start)
        floor, ceiling = _bounds(scene, group, start, end)
        if ceiling <= group.verb:
            continue
        subject = subject_of(doc, list(groups), number, floor)
        if subject is None and is_outside(doc, groups, number, floor, start):
            # "rejected a call for talks and proposed a vote": the call's words end before the "and".
            floor, ceiling, voice = start, end, narration_of(scene.voices)
            subject = subject_of(doc, list(groups), number, floor)
        if subject is not None and _is_in_a_phrase(doc, subject, floor):
            subject = _after_place(doc, subject, floor)
        if subject is not None and subject.end - subject.start == 1 and doc[subject.start].lower_ in _SOME:
            subject = None
        actors = tuple(actors_of(doc, scene.cast, subject, voice.speaker, voice.quoted)) if subject else ()
        if subject is not None and _is_neither(doc, subject, floor):
            group = replace(group, negative=True)
            groups = (*groups[:number], group, *groups[number + 1 :])
        turned = _turned(doc, group, subject, floor)
        if turned is not None:
            group = turned
            groups = (*groups[:number], group, *groups[number + 1 :])
        yield Clause(
            floor,
            clause_end(doc, group.end, ceiling),
            groups,
            number,
            subject,
            actors,
            voice,
            _is_unsettled(doc, group, subject, floor)
            or _is_disowned(scene, voice, group)
            or _is_denied_above(doc, groups, number, subject),
            question,
            group.modal in {"would", "could", "should", "may"} and group.perfect,
        )


def _turned(doc: Doc, group: VerbGroup, subject: Subject | None, floor: int) -> VerbGroup | None:
    """A verb whose modal stands before its subject: "under no circumstances will we sell".

    What stands before the modal denies it. A question has nothing there, and is none of these.
    """
    if subject is None or not group.bare or subject.relative or subject.end != group.start:
        return None
    helper = subject.start - 1
    if helper - 1 < floor or doc[helper].lower_ not in MODALS:
        return None
    before = [token.lower_ for token in doc[max(floor, helper - 3) : helper] if not token.is_punct]
    if not before or not (before[-1] in _DENYING or " ".join(before[-3:]) in _DENYING_PHRASES
                          or " ".join(before[-2:]) in _DENYING_PHRASES):  # fmt: skip
        return None
    return replace(group, modal=MODALS[doc[helper].lower_], negative=True, bare=False, finite=True)


def _is_in_a_phrase(doc: Doc, subject: Subject, floor: int) -> bool:
    """Whether what stands before a verb belongs to a preposition: "whoever agrees to the plan should"."""
    if subject.relative or subject.start - 1 < floor:
        return False
    before = doc[subject.start - 1]
    return before.pos_ == "ADP" and before.lower_ in _INNER


def _after_place(doc: Doc, subject: Subject, floor: int) -> Subject | None:
    """The subject after a place that a sentence opens with: "In Rome, | the party and the union urged"."""
    comma = next((i for i in range(subject.start, subject.end) if doc[i].text == ","), None)
    if subject.start - 1 > floor or comma is None or comma + 1 >= subject.end:
        return None
    if doc[comma + 1].lower_ != "the" or any(doc[i].text == "," for i in range(comma + 1, subject.end)):
        return None
    return Subject(comma + 1, subject.end, max(subject.head_end, comma + 2))


def _is_neither(doc: Doc, subject: Subject, floor: int) -> bool:
    """Whether a subject is denied: "neither the union nor the company", "none of the parties"."""
    first = subject.start
    while first > max(floor, subject.start - 6) and doc[first].lower_ not in _NEITHER:
        first -= 1
    words = {token.lower_ for token in doc[first : subject.end]}
    return doc[first].lower_ in {"neither", "none"} and bool(words & {"nor", "of"})


def _bounds(scene: Scene, group: VerbGroup, start: int, end: int) -> tuple[int, int]:
    """The part of a sentence that a verb's clause may use: its piece of content, if it stands in one."""
    doc = scene.doc
    piece = scene.voices.bounds(doc[group.verb].idx)
    if piece is None:
        return start, end
    first = scene.voices.first_piece(doc[group.verb].idx, doc[start].idx)
    begins = min(piece[0], first) if first is not None else piece[0]
    floor = next((index for index in range(start, group.verb + 1) if doc[index].idx >= begins), start)
    ceiling = next((index for index in range(group.verb, end) if doc[index].idx >= piece[1]), end)
    return floor, ceiling


def _is_disowned(scene: Scene, voice: Voice, group: VerbGroup) -> bool:
    """Whether a clause is what somebody denies, and so is nobody's word."""
    if voice.attribution is None:
        return False
    doc = scene.doc
    return any(
        base_of(token) in _UNSAID
        for cue in voice.attribution.cue
        for token in doc.char_span(cue.start, cue.end, alignment_mode="expand") or ()
        if not cue.start <= doc[group.verb].idx < cue.end
    )


def _is_denied_above(doc: Doc, groups: tuple[VerbGroup, ...], number: int, subject: Subject | None) -> bool:
    """Whether "do not think" or "not that" stands right before a clause, so that it is denied as a whole."""
    if subject is None or subject.relative:
        return False
    opens = subject.start - (doc[subject.start - 1].lower_ == "that")
    if opens < subject.start and opens > 0 and doc[opens - 1].lower_ == "not":
        return True
    above = groups[number - 1] if number else None
    return above is not None and above.negative and above.end == opens and above.base in _THINKING


def _tells_when(doc: Doc, index: int) -> bool:
    """Whether "until" only tells how long something was so: "until now", "until last week"."""
    if doc[index].lower_ not in {"until", "till"} or index + 1 >= len(doc):
        return False
    return doc[index + 1].lower_ in _WHEN


def _is_unsettled(doc: Doc, group: VerbGroup, subject: Subject | None, floor: int) -> bool:
    index = (subject.start if subject and not subject.relative else group.start) - 1
    steps = 0
    while index >= floor and steps < 3:
        token = doc[index]
        if steps == 0 and token.lower_ in {"what", "why", "how", "where"}:
            return True
        if (token.lower_ in _UNSETTLED and not _tells_when(doc, index)) or (
            token.lower_ in {"long", "provided", "providing"} and group.modal == ""
        ):
            return True
        if token.lower_ in _TIMED and pos_of(token) in {"SCONJ", "ADP", "ADV"}:
            return not group.past
        if pos_of(token) in {"VERB", "AUX", "NOUN", "PROPN"} or token.text == ",":
            return False
        index -= 1
        steps += 1
    return False
