"""Words that go on with what somebody was just said to say: "She would leave. The party would back it."

A report that has said whose words it tells goes on in "would" without saying so again. In its own voice it
seldom uses that word.
"""

from onrecord.interpret.clauses import Clause, Scene
from onrecord.text.words import word_set

_WOULD = word_set("would could 'd ’d")
_IF = word_set("if unless were should had whether whoever")


def resumed(scene: Scene, clause: Clause) -> str | None:
    """Whose words a clause of narration goes on with.

    Args:
        scene: the report.
        clause: one verb group in its sentence.

    Returns:
        The speaker of what the sentence before tells in "would", if that is in the same paragraph; None
        where the sentence supposes something, or is told by somebody itself.
    """
    doc, sentence = scene.doc, scene.doc[clause.group.verb].sent
    if not clause.voice.narrated or sentence.start == 0 or any(token.lower_ in _IF for token in sentence):
        return None
    before = doc[sentence.start - 1].sent
    if "\n\n" in before.text_with_ws:
        return None
    for attribution in scene.voices.attributions:
        last = attribution.content[-1]
        inside = any(
            span.start < sentence.end_char and span.end > sentence.start_char for span in attribution.content
        )
        cued = any(sentence.start_char <= cue.start < sentence.end_char for cue in attribution.cue)
        if inside or cued:
            return None
        if attribution.attitude != "speech" or attribution.kind == "direct":
            continue
        if before.start_char <= last.start and before.end_char - last.end <= _SLACK and attribution.speaker:
            words = doc.char_span(last.start, last.end, alignment_mode="expand") or ()
            if any(token.lower_ in _WOULD for token in words):
                return attribution.speaker
    return None


_SLACK = 40
"""Letters that may follow what was said in its sentence: ", he said."."""


def relayed(scene: Scene, clause: Clause, holders: tuple[str, ...]) -> str | None:
    """Who tells of the holders in words that only go on, where that is somebody of another side."""
    speaker = resumed(scene, clause)
    if speaker is None or any(scene.cast.same_side(speaker, holder) for holder in holders):
        return None
    return speaker
