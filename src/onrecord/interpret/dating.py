"""When a position was taken: the day of the statement, of the telling verb, or else of the report."""

from dataclasses import replace

from onrecord.interpret.background import recalled
from onrecord.interpret.clauses import Scene
from onrecord.interpret.verbs import VerbGroup
from onrecord.interpret.voices import Voice
from onrecord.interpret.words import pos_of
from onrecord.model import DateInterval, Span
from onrecord.text.dates import DatePhrase, find_dates
from onrecord.text.tokens import Doc
from onrecord.text.told_on import (
    Place,
    as_led,
    is_shared_occasion,
    shared_day,
    told_just_before,
)
from onrecord.text.words import word_set

_NOW_OR_BEFORE = word_set("has have had is are")
_MEETING = word_set(
    "talks meeting vote session election debate summit hearing round strike conference trial rally deadline"
)
_LEADING = word_set("after since following at during")
_FARTHEST = 12
_HELPING = 4
_HELPERS = word_set("had has have already also once publicly")
_SUPPOSING = word_set("would could should if")


def dated(scene: Scene, voice: Voice, verb: int) -> Voice:
    """A voice with the day that the report gives what it tells.

    Args:
        scene: the report.
        voice: whose words they are.
        verb: index of the verb that tells it.

    Returns:
        Narration with the day that its verb is given ("on Thursday ruled out", "On Thursday the
        minister ...", "ruled it out on Thursday"), else, where it tells what happened, the day of the
        sentence before or of what the report opens with, and where it tells what had been, the days before
        what the report is about; all else as it is.
    """
    if not voice.narrated:
        return voice
    day = _stated(scene, verb) or _as_others(scene, verb) or _recalled(scene, verb)
    return replace(voice, date=day) if day is not None else voice


def happened(scene: Scene, voice: Voice, group: VerbGroup) -> Voice:
    """A voice with the day of what it tells, where that is something that has happened.

    Args:
        scene: the report.
        voice: whose words they are.
        group: the verb that tells it.

    Returns:
        The voice with the day that the verb's clause states, whoever says so; of narration else that of the
        sentence before or of what the report opens with. What is only said to have happened, with no day,
        had happened when it was said.
    """
    day = _stated(scene, group.verb)
    return replace(voice, date=day) if day is not None else dated(scene, voice, group.verb)


def _stated(scene: Scene, verb: int) -> DateInterval | None:
    """The day that stands before a verb, opens its sentence, or follows in its clause."""
    doc, report = scene.doc, scene.voices.report
    sentence = doc[verb].sent
    last = sentence[-1]
    found = find_dates(report.text, sentence[0].idx, last.idx + len(last), report.published)
    before = [phrase for phrase in found if phrase.end <= doc[verb].idx and _is_near(scene, phrase, verb)]
    if before:
        return before[-1].interval
    after = next((phrase for phrase in found if phrase.start > doc[verb].idx), None)
    done = _is_past(doc, verb) or doc[verb].tag_ == "VBN"
    if after is None or not done or not _goes_with(scene, after, verb):
        return None
    return as_led(report.text, after, report.published)


def _is_near(scene: Scene, phrase: DatePhrase, verb: int) -> bool:
    """Whether a date opens the sentence of a verb, or stands right before the verb."""
    doc, text = scene.doc, scene.voices.report.text
    opening = text[doc[doc[verb].sent.start].idx : phrase.start].split()
    between = [word for word in text[phrase.end : doc[verb].idx].split() if word.lower() not in _HELPERS]
    return len(opening) <= 1 or not between


def _goes_with(scene: Scene, phrase: DatePhrase, verb: int) -> bool:
    """Whether a date after a verb tells when it was done, and belongs to nothing else."""
    doc, text = scene.doc, scene.voices.report.text
    between = [token for token in doc[verb + 1 : verb + 2 + _FARTHEST] if token.idx < phrase.start]
    if not between or between[-1].i - verb >= _FARTHEST:
        return False
    led = between[-1].lower_ in _LEADING
    inner = [token for token in between[: len(between) - led] if token.lower_ != "on"]
    if any(
        pos_of(token) in {"VERB", "AUX", "PUNCT", "SCONJ"} or token.lower_ in {"to", "that"}
        for token in inner
    ):
        return False
    if (inner and inner[-1].lower_ in _MEETING and not led) or scene.voices.layout.is_quoted(phrase.start):
        return False
    return led or not text[phrase.end :].startswith(("'s", "\u2019s"))


def _as_others(scene: Scene, verb: int) -> DateInterval | None:
    """The day that what stands around it gives to something that was done: its sentence states none."""
    doc, voices = scene.doc, scene.voices
    if not _is_past(doc, verb):
        return None
    first = doc[doc[verb].sent.start]
    day = told_just_before(
        voices.layout, voices.report.published, (doc[verb].idx, doc[verb].idx + len(doc[verb])), first.text
    )
    if day is None:
        sayings = [
            (
                each.cue[0].start,
                each.said_on,
                is_shared_occasion(voices.report.text, _place(each.addressee), _place(each.venue)),
            )
            for each in voices.attributions
            if each.cue
        ]
        day = shared_day(voices.layout, voices.report.published, sayings)
    return DateInterval.on(day, "inferred") if day is not None else None


def _recalled(scene: Scene, verb: int) -> DateInterval | None:
    """The days before what the report is about, for a verb in the past perfect: "had ruled it out"."""
    doc = scene.doc
    while verb < len(doc) - 1 and pos_of(doc[verb]) in {"ADV", "AUX"}:
        verb += 1
    sentence = doc[verb].sent.start
    before = [token.lower_ for token in doc[max(sentence, verb - _HELPING) : verb]]
    if doc[verb].tag_ != "VBN" or "had" not in before or not _SUPPOSING.isdisjoint(before):
        return None
    return recalled(scene.voices.report, scene.voices.attributions)


def _place(span: Span | None) -> Place | None:
    return (span.start, span.end) if span is not None else None


def _is_past(doc: Doc, verb: int) -> bool:
    """Whether a verb tells what was done, and no state that lasts or was before."""
    while verb < len(doc) - 1 and pos_of(doc[verb]) == "ADV":
        verb += 1
    return doc[verb].tag_ == "VBD" and doc[verb].lower_ not in _NOW_OR_BEFORE
