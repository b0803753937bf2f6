"""Whose words a clause is where the attribution's bounds don't tell: after an insertion, past a quotation."""

from onrecord.interpret.verbs import VerbGroup
from onrecord.interpret.voices import Voice, Voices, said_or_published
from onrecord.text.tokens import Doc
from onrecord.text.words import word_set

_JOINING = word_set("and but or")
_TOLD_OF_LATER = frozenset({"would", "could"})


def narration_of(voices: Voices) -> Voice:
    """The voice of the report itself.

    Args:
        voices: the voices of the report.
    """
    return Voice(None, None, None, voices.report.published, quoted=False)


def voice_of(doc: Doc, voices: Voices, group: VerbGroup, start: int) -> Voice:
    """Whose words a verb is.

    Args:
        doc: the document.
        voices: the voices of the report.
        group: the verb.
        start: index of the first word of its sentence.

    Returns:
        Who speaks there; where that is nobody, but "and" with "would" goes on with what somebody says in the
        same sentence ("the gate would open, the mayor said on Monday, and the toll would go"), that speaker.
    """
    voice = voices.at(doc[group.verb].idx)
    if voice.attribution is not None or voice.quoted or group.modal not in _TOLD_OF_LATER:
        return voice
    floor, here = doc[start].idx, doc[group.start].idx
    for each in reversed(voices.attributions):
        if not each.cue or each.kind == "direct" or each.speaker is None:
            continue
        said, cue = each.content[-1], each.cue[-1]
        if not (floor <= each.content[0].start and said.end <= cue.start and cue.end <= here):
            continue
        between = doc.char_span(cue.end, here, alignment_mode="expand")
        goes_on = between is not None and any(
            token.lower_ in _JOINING and token.i and doc[token.i - 1].text == "," for token in between
        )
        if goes_on:
            date = said_or_published(each.said_on, voices.report.published)
            return Voice(each, each.speaker, each.reported_by, date, quoted=False)
    return voice


def is_outside(doc: Doc, groups: tuple[VerbGroup, ...], number: int, floor: int, start: int) -> bool:
    """Whether a finite verb after "and" goes on with the sentence, and not with the content around it.

    Args:
        doc: the document.
        groups: the verb groups of the sentence.
        number: which of them.
        floor: index of the first word of the content.
        start: index of the first word of the sentence.
    """
    group = groups[number]
    if floor == start or not group.finite or group.bare or group.start <= floor:
        return False
    if doc[group.start - 1].lower_ not in _JOINING:
        return False
    inside = any(floor <= other.start and other.finite for other in groups[:number])
    before = any(start <= other.start < floor and other.finite for other in groups[:number])
    return before and not inside and doc[group.start].tag_ in {"VBD", "VBZ", "VBP", "MD"}
