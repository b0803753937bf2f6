"""Statements whose cue stands in the next sentence: "The minister said this on a visit to ..."."""

import re
from collections.abc import Sequence
from dataclasses import replace

from onrecord.extract.assembling import Keys
from onrecord.extract.drafts import Draft, Place
from onrecord.extract.kinds import is_nobody_else, kind_of
from onrecord.extract.trimming import trim
from onrecord.text.layout import Layout, Sentence
from onrecord.text.tokens import Doc

STATEMENT_CONFIDENCE = 0.8
_SUBJECT = (  # it ends in no space, so that a long run of spaces is not tried in all ways
    r"(?P<source>[^.,;:!?\"\u201c\u201d]{1,89}?[^\s.,;:!?\"\u201c\u201d]|[^.;:!?\"\u201c\u201d]{2,140}?,)"
)
_POINTS_BACK = (
    r"(?:this|that|so|it|as much|the following|th(?:is|e) statement"
    r"|(?:these|the) (?:words|remarks|comments|statements))"
)
_PATTERNS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"{_SUBJECT}\s+(?P<cue>(?:also\s+)?(?:(?:has|had)\s+)?(?:said|stated|announced|declared|noted|made|"
        rf"reported|wrote|voiced|expressed|spoke|told\s+[\w\s]{{1,40}}?)\s+(?:about\s+)?{_POINTS_BACK})"
        r"(?=\s+(?:in|on|at|while|during|when|after|before|following|to|as|by|via)\b|\s*[.,]"
        r"|\s+(?:yesterday|today)\b"
        r"|\s+(?:mon|tues|wednes|thurs|fri|satur|sun)day\b)",
        r"(?:this|it|that)\s+(?P<cue>(?:was|is|has been)\s+"
        r"(?:stated|said|announced|reported|declared|noted|written)"
        r"(?:\s+\w+ly)?\s+by)\s+(?P<source>[^.;:!?\"\u201c\u201d]{2,120}?)"
        r"(?=\s+(?:in|on|at|while|during|when|after|following|to|as)\b|\s*[.,])",
        r"(?:that|this) is (?:how|what) (?P<source>[^.,;:!?\"\u201c\u201d]{2,60}?)\s+"
        r"(?P<cue>(?:puts|put|describes|described|sees|says|said|calls|called)(?:\s+(?:it|things))?)(?=[\s.,])",
        r"(?:these|those|such) (?P<cue>(?:are|were) the words of)\s+(?P<source>[^.;:!?\"\u201c\u201d]{2,80}?)"
        r"(?=\s*,?\s+(?:who|in|on|at)\b|\s*[.])",
        rf"{_SUBJECT}\s+(?P<cue>(?:was|were)\s+(?:speaking|talking|writing))(?=\s+(?:to|at|by|in|after|on"
        r"|during|ahead|before|with|from|outside)\b)",
    )
)
_EMPTY = re.compile(
    rf"(?:{_POINTS_BACK}|these|those|them|what|how|why)(?:\s+(?:while|in|on|at|during|when|after)\b.*)?",
    re.IGNORECASE | re.DOTALL,
)
_LONGEST_STATEMENT = 3


def drop_empty(layout: Layout, drafts: Sequence[Draft]) -> list[Draft]:
    """Leave out drafts whose content is nothing but a word that points back, such as "this"."""
    return [
        draft
        for draft in drafts
        if not all(_EMPTY.fullmatch(layout.text[start:end]) for start, end in draft.content)
    ]


def claim_statements(layout: Layout, doc: Doc, drafts: Sequence[Draft], keys: Keys) -> list[Draft]:
    """Make drafts of statements that the next sentence attributes by pointing back at them.

    Args:
        layout: the text.
        doc: its tokens.
        drafts: what is known already.
        keys: gives each new draft its number.

    Returns:
        All drafts. What was found inside such a statement is reported by its speaker; a quotation there
        that had no source of its own gets one.
    """
    known = list(drafts)
    for index, sentence in enumerate(layout.sentences):
        found = _match(layout, sentence)
        if found is None or not index:
            continue
        target = _target(layout, index)
        if target is not None:
            known = _attribute(layout, doc, known, target, found, keys)
    return known


def _match(layout: Layout, sentence: Sentence) -> tuple[Place, Place] | None:
    """The cue and source of a sentence that points back."""
    if layout.blocks[sentence.block].kind == "heading" or layout.is_quoted(sentence.start + 1):
        return None
    for pattern in _PATTERNS:
        match = pattern.match(layout.text, sentence.start, min(sentence.end, sentence.start + 300))
        if match and not layout.is_quoted(match.start("cue")):
            source = (match.start("source"), match.start("source") + len(match["source"].rstrip(" ,")))
            if source[0] < source[1]:
                return match.span("cue"), source
    return None


def _target(layout: Layout, index: int) -> Place | None:
    """What a sentence points back at: the sentence before, or the paragraph before."""
    sentence, before = layout.sentences[index], layout.sentences[index - 1]
    if layout.blocks[before.block].kind == "heading":
        return None
    if before.block == sentence.block:
        return _whole_quotation(layout, before) or (before.start, before.end)
    block = layout.blocks[before.block]
    if block.kind == "turn":
        return None
    if len(layout.sentences_of(before.block)) <= _LONGEST_STATEMENT:
        return block.start, block.end
    return before.start, before.end


def _whole_quotation(layout: Layout, sentence: Sentence) -> Place | None:
    """The quotation that a sentence closes, where it is longer than the sentence."""
    quotation = layout.quotation_at(max(sentence.start, sentence.end - 3))
    return (quotation.start, quotation.end) if quotation is not None else None


def _has_speaker(layout: Layout, draft: Draft) -> bool:
    """Whether words are somebody's already, and not just "I say" within what is quoted."""
    if draft.attitude != "speech" or not draft.cue or not draft.source:
        return False
    return not all(is_nobody_else(layout.text[start:end]) for start, end in draft.source)


def _attribute(
    layout: Layout, doc: Doc, known: list[Draft], target: Place, found: tuple[Place, Place], keys: Keys
) -> list[Draft]:
    cue, source = found
    inside = [draft for draft in known if draft.overlaps(*target) and draft.within is None]
    set_off = layout.blocks[layout.block_at(target[0])].kind == "blockquote"
    if not set_off and any(_has_speaker(layout, draft) for draft in inside):
        return known
    place = trim(layout, *target)
    if place is None:
        return known
    statement = Draft(
        key=keys.next(),
        content=(place,),
        cue=(cue,),
        source=(source,),
        kind=kind_of(layout, doc, (place,), (cue,)),
        confidence=STATEMENT_CONFIDENCE,
    )
    kept = [
        replace(draft, within=statement.key) if draft in inside else draft
        for draft in known
        if draft not in inside or draft.source
    ]
    return [*kept, statement]
