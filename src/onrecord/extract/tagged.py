"""Read the tagger's spans from a Doc, leave out headings, and cut them at the ends of paragraphs."""

import re
from collections.abc import Iterable

from onrecord.extract.drafts import Tagged
from onrecord.extract.trimming import trim
from onrecord.text.layout import Layout
from onrecord.text.tokens import Doc

# A span whose borders are in doubt has its chances shared out among them: at 0.3 a twentieth fewer of the
# indirect contents of PolNeAR dev are found, and attributions come out 0.7 F1 lower.
LEAST_CONFIDENCE = 0.1
_RELATIVE = re.compile(
    r"(?P<who>who|which)\s+(?:in|on|at|during|after|before|since|last|also|then|now|once)\b"
)
_AMONG = re.compile(r"(?:among|amongst)\s+(?=\S)")
_WHEN = re.compile(
    r"(?:[Ii]n|[Oo]n|[Ss]ince|[Bb]y|[Ll]ast|[Ll]ate\s+in|[Ee]arly\s+in)\s+(?:early\s+|late\s+|mid-)?"
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:19|20)\d\d|week|month|year)(?:\s+\d{4})?,?\s+(?=\S)"
)
# "[In] Ostrava a spokesman": no name goes before an indefinite article without a comma.
_WHERE = re.compile(
    r"(?!The\s)[^\W\d_a-z][\w\u2019'-]+(?:\s+[^\W\d_a-z][\w\u2019'-]+)?\s+(?=(?:an?|one|two)\s+[a-z])"
)


def tagged_spans(doc: Doc, layout: Layout, role: str) -> list[Tagged]:
    """The tagger's spans of one role.

    Args:
        doc: the tagged text.
        layout: its blocks and quotations.
        role: `source`, `cue` or `content`.

    Returns:
        The spans outside headings, in order, contents cut at the ends of blocks and sentences and trimmed.
    """
    if role not in doc.spans:
        return []
    found: list[Tagged] = []
    for number, span in enumerate(sorted(doc.spans[role], key=lambda each: each.start_char)):
        if span.confidence < LEAST_CONFIDENCE:
            continue
        for block in _parts(layout, span.start_char, span.end_char):
            for start, end in _sentence_parts(layout, *block) if role == "content" else [block]:
                place = trim(layout, start, end) if role == "content" else _stripped(layout.text, start, end)
                if place is not None and role == "source":
                    place = _bare_relative(layout.text, *place)
                if place is not None and (role != "source" or may_speak(doc, *place)):
                    found.append(Tagged(*place, span.confidence, number))
    return found


def _bare_relative(text: str, start: int, end: int) -> tuple[int, int]:
    """A source without what a tagger took along: "who" of "who in October", what follows "among"."""
    relative = _RELATIVE.match(text, start, end)
    if relative:
        return relative.span("who")
    for opening in (_AMONG, _WHEN, _WHERE):
        match = opening.match(text, start, end)
        if match:
            return match.end(), end
    return start, end


def may_speak(doc: Doc, start: int, end: int) -> bool:
    """Whether a source looks like one: words that open with a conjunction, a preposition or a verb do not."""
    span = doc.char_span(start, end, alignment_mode="expand")
    if span is None or not doc.has_annotation("TAG"):
        return True
    if span.start >= 2 and doc[span.start - 2 : span.start].text.lower() == "according to":
        return True
    opening = span[0]
    if opening.pos_ in {"CCONJ", "SCONJ", "AUX"} or (opening.pos_ in {"ADP", "VERB"} and len(span) > 2):
        return False
    return any(token.pos_ in {"NOUN", "PROPN", "PRON", "NUM", "ADJ", "DET"} for token in span)


def _parts(layout: Layout, start: int, end: int) -> Iterable[tuple[int, int]]:
    """The parts of a stretch that lie in one block each; none where that is a heading."""
    for block in layout.blocks[layout.block_at(start) :]:
        if block.start >= end:
            break
        first, last = max(start, block.start), min(end, block.end)
        if first < last and block.kind != "heading":
            yield first, last


def _sentence_parts(layout: Layout, start: int, end: int) -> Iterable[tuple[int, int]]:
    """The parts of a content between ends of sentences that no quotation spans.

    Paraphrase goes beyond its sentence in 8 of the 2,691 contents of PolNeAR dev; where the tagger's does,
    it has run into the reporter's words.
    """
    begin = start
    for index in range(layout.sentence_at(start) + 1, len(layout.sentences)):
        sentence = layout.sentences[index]
        if sentence.start >= end:
            break
        before = layout.quotation_at(max(begin, layout.sentences[index - 1].end - 2))
        if before is None or before != layout.quotation_at(sentence.start):
            if begin < sentence.start:
                yield begin, sentence.start
            begin = sentence.start
    if begin < end:
        yield begin, end


def _stripped(text: str, start: int, end: int) -> tuple[int, int] | None:
    """A source or cue without blanks and commas around it."""
    while start < end and not text[start].isalnum():
        start += 1
    while end > start and not (text[end - 1].isalnum() or text[end - 1] in ".)"):
        end -= 1
    if end > start and text[end - 1] == "." and text[start:end].count(".") == 1 and end - start > 4:
        end -= 1
    return (start, end) if start < end else None
