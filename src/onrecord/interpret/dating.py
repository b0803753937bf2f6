"""When a position was taken: the day of the statement, of the telling verb, or else of the report."""

import re
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
_SUPPOSING = word_set("would could should if will")
_UP_TO = word_set("as recently late early only just back")
_BEFORE_NOW = re.compile(
    r"\b(?:in the past|previously|formerly|originally|initially|at first|until (?:recently|now|then))\b",
    re.IGNORECASE,
)
_BEFORE_A_DATE = word_set("on in during")
_FEW_WORDS = 3


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
        what the report is about. Somebody's words with the day that they give what had been before them. All
        else as it is.
    """
    if not voice.narrated:
        told = _stated(scene, verb) if _had_been(scene.doc, verb) else None
        return replace(voice, date=told) if told is not None and _is_before(told, voice.date) else voice
    day = _stated(scene, verb) or _recalled(scene, verb) or _as_others(scene, verb)
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
    verb = _main(doc, verb)
    after = next((phrase for phrase in found if phrase.start > doc[verb].idx), None)
    done = _is_past(doc, verb) or doc[verb].tag_ == "VBN"
    if after is None or not done or not _goes_with(scene, after, verb):
        return None
    return as_led(report.text, after, report.published)


def _is_near(scene: Scene, phrase: DatePhrase, verb: int) -> bool:
    """Whether a date opens the sentence of a verb, or its clause, or stands right before the verb."""
    doc, text = scene.doc, scene.voices.report.text
    opening = text[doc[doc[verb].sent.start].idx : phrase.start].lower().split()
    opening = [word for word in opening if word not in _UP_TO]
    between = [token for token in doc[doc[verb].sent.start : verb] if token.idx >= phrase.end]
    if len(opening) <= 1 or all(token.lower_ in _HELPERS for token in between):
        return True
    if opening[-1] in _BEFORE_A_DATE:
        opening.pop()
    opens = opening[-1] == "that" or opening[-1].endswith((",", ";", ":"))
    return opens and all(pos_of(token) not in {"VERB", "PUNCT", "SCONJ"} for token in between)


def _goes_with(scene: Scene, phrase: DatePhrase, verb: int) -> bool:
    """Whether a date after a verb tells when it was done, and belongs to nothing else."""
    doc, text = scene.doc, scene.voices.report.text
    between = [token for token in doc[verb + 1 : verb + 2 + _FARTHEST] if token.idx < phrase.start]
    if not between:
        return not text[phrase.end :].startswith(("'s", "\u2019s"))
    if between[-1].i - verb >= _FARTHEST:
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
    """The days before what the report is about, for what "had" been done, or was done "in the past"."""
    if not (_had_been(scene.doc, verb) or _was_once(scene.doc, verb)):
        return None
    return recalled(scene.voices.report, scene.voices.attributions)


def _is_before(day: DateInterval, other: DateInterval) -> bool:
    start = other.earliest or other.latest
    return day.latest is not None and start is not None and day.latest < start


def _main(doc: Doc, verb: int) -> int:
    """The verb that tells what is done, from a helping verb or an adverb before it on."""
    while verb < len(doc) - 1 and pos_of(doc[verb]) in {"ADV", "AUX"}:
        verb += 1
    return verb


def _helpers(doc: Doc, verb: int) -> list[str]:
    return [token.lower_ for token in doc[max(doc[verb].sent.start, verb - _HELPING) : verb]]


def _had_been(doc: Doc, verb: int) -> bool:
    """Whether a verb stands in the past perfect: "had ruled it out"."""
    verb = _main(doc, verb)
    before = _helpers(doc, verb)
    return doc[verb].tag_ == "VBN" and "had" in before and _SUPPOSING.isdisjoint(before)


def _was_once(doc: Doc, verb: int) -> bool:
    """Whether a clause says that it tells of earlier times: "in the past it has fought"."""
    verb = _main(doc, verb)
    if doc[verb].tag_ not in {"VBN", "VBD"} or not _SUPPOSING.isdisjoint(_helpers(doc, verb)):
        return False
    words = doc[doc[verb].sent.start : verb]
    opening, last = words[:_FEW_WORDS], words[-_FEW_WORDS:]
    return any(_BEFORE_NOW.search(" ".join(token.text for token in part)) for part in (opening, last))


def _place(span: Span | None) -> Place | None:
    return (span.start, span.end) if span is not None else None


def _is_past(doc: Doc, verb: int) -> bool:
    """Whether a verb tells what was done, and no state that lasts or was before."""
    while verb < len(doc) - 1 and pos_of(doc[verb]) == "ADV":
        verb += 1
    return doc[verb].tag_ == "VBD" and doc[verb].lower_ not in _NOW_OR_BEFORE
