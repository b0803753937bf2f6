"""When a position was taken: the day of the statement, of the telling verb, or else of the report."""

from dataclasses import replace

from onrecord.interpret.clauses import Scene
from onrecord.interpret.voices import Voice
from onrecord.text.dates import find_dates


def dated(scene: Scene, voice: Voice, verb: int) -> Voice:
    """A voice with the day that the report gives what it tells.

    Args:
        scene: the report.
        voice: whose words they are.
        verb: index of the verb that tells it.

    Returns:
        Narration with the day that stands right before the verb or opens its sentence ("on Thursday ruled
        out", "On Thursday the minister ..."); all else as it is.
    """
    if not voice.narrated:
        return voice
    doc = scene.doc
    sentence = doc[verb].sent
    begin, end = doc[sentence.start].idx, doc[verb].idx
    found = find_dates(scene.voices.report.text, begin, end, scene.voices.report.published)
    near = [
        phrase
        for phrase in found
        if phrase.granularity == "day" and _is_near(scene, phrase.start, phrase.end, verb)
    ]
    return replace(voice, date=near[-1].interval) if near else voice


def _is_near(scene: Scene, start: int, end: int, verb: int) -> bool:
    """Whether a date opens the sentence of a verb, or stands right before the verb."""
    doc, text = scene.doc, scene.voices.report.text
    opening = text[doc[doc[verb].sent.start].idx : start].split()
    between = text[end : doc[verb].idx].split()
    return len(opening) <= 1 or not between
