"""Claim quotations that the tagger left without a speaker: resumed, carried over paragraphs, or missed."""

import re
from collections.abc import Sequence

from onrecord.extract.assembling import Keys
from onrecord.extract.beside import cue_beside
from onrecord.extract.cues import attitude
from onrecord.extract.drafts import Draft
from onrecord.extract.kinds import kind_of
from onrecord.extract.trimming import trim
from onrecord.text.layout import Layout
from onrecord.text.quotes import Quotation
from onrecord.text.tokens import Doc

RULE_CONFIDENCE = 0.8
RESUMED_CONFIDENCE = 0.85
PARAGRAPH_CONFIDENCE = 0.7
_WORD = re.compile(r"[^\W_]+")
_SIGNATURE = re.compile(
    r"\s*[\u2012-\u2015-]{1,2}\s*(?P<name>[^\W\d_a-z][\w.\u2019'-]*(?:\s+[\w.\u2019'-]+){1,4})(?:,\s+[^.!?\u201c]{3,80})?\.?\s*"
)


def claim_quotations(layout: Layout, doc: Doc, drafts: Sequence[Draft], keys: Keys) -> list[Draft]:
    """Make drafts of quotations that no draft holds yet.

    Args:
        layout: the text with its quotations.
        doc: its tokens.
        drafts: what is known already.
        keys: gives each new draft its number.

    Returns:
        The drafts given, and new ones: with a cue where one stands beside the quotation, else as words
        of the speaker of the quotation or paragraph that they go on from.
    """
    known = list(drafts)
    waiting: list[Quotation] = []
    for quotation in layout.quotations:
        if quotation.level or not _is_speech(layout, quotation) or _claimed(known, quotation):
            continue
        draft = _with_cue(layout, doc, quotation, keys) or _signed(layout, quotation, keys)
        if draft is not None:
            known.append(draft)
        else:
            waiting.append(quotation)
    for quotation in waiting:
        draft = _without_cue(layout, doc, quotation, known, keys)
        if draft is not None:
            known.append(draft)
    return known


def _claimed(known: Sequence[Draft], quotation: Quotation) -> bool:
    return any(draft.overlaps(quotation.inner_start, quotation.inner_end) for draft in known)


def _is_speech(layout: Layout, quotation: Quotation) -> bool:
    """Whether a quotation looks like a sentence or more, and not like a name or a doubted word."""
    inside = layout.text[quotation.inner_start : quotation.inner_end]
    words = len(_WORD.findall(inside))
    if words < 3 or not quotation.opened:
        return False
    starts = inside.lstrip()[:1]
    ends = inside.rstrip()[-1:]
    return (not starts.islower() and (ends in ".,!?\u2026\u2014" or words >= 8)) or words >= 12


def _with_cue(layout: Layout, doc: Doc, quotation: Quotation, keys: Keys) -> Draft | None:
    found = cue_beside(layout, quotation)
    place = trim(layout, quotation.start, quotation.end)
    if found is None or place is None:
        return None
    cue, source = found
    return Draft(
        key=keys.next(),
        content=(place,),
        cue=(cue,),
        source=(source,),
        kind=kind_of(layout, doc, (place,), (cue,)),
        attitude=attitude(layout.text[cue[0] : cue[1]]),
        confidence=RULE_CONFIDENCE,
    )


def _signed(layout: Layout, quotation: Quotation, keys: Keys) -> Draft | None:
    """The draft of a quotation that fills its paragraph but for its speaker's name after a dash."""
    block = layout.blocks[layout.block_at(quotation.start)]
    name = _SIGNATURE.fullmatch(layout.text, quotation.end, block.end)
    place = trim(layout, quotation.start, quotation.end)
    if name is None or place is None or layout.text[block.start : quotation.start].strip():
        return None
    return Draft(
        key=keys.next(),
        content=(place,),
        source=(name.span("name"),),
        kind="direct",
        confidence=RULE_CONFIDENCE,
    )


def _without_cue(
    layout: Layout, doc: Doc, quotation: Quotation, known: Sequence[Draft], keys: Keys
) -> Draft | None:
    place = trim(layout, quotation.start, quotation.end)
    if place is None:
        return None
    followed = _followed(layout, quotation, known)
    if followed is None:
        return None
    draft, confidence = followed
    return Draft(
        key=keys.next(),
        content=(place,),
        kind=kind_of(layout, doc, (place,), ()),
        confidence=confidence * draft.confidence,
        follows=draft.key,
    )


def _followed(layout: Layout, quotation: Quotation, known: Sequence[Draft]) -> tuple[Draft, float] | None:
    """The draft whose speaker goes on speaking in a quotation, and how sure that is."""
    chained = _chained(layout, quotation, known)
    if chained is not None:
        return chained, 0.95
    if not _stands_alone(layout, quotation):
        return None
    block = layout.block_at(quotation.start)
    here = [draft for draft in known if layout.block_at(draft.start) == block and draft.attitude == "speech"]
    before = [draft for draft in here if draft.start < quotation.start]
    if before:
        spoken = [draft for draft in before if draft.kind != "indirect"] or before
        return max(spoken, key=lambda draft: draft.end), RESUMED_CONFIDENCE
    if here:
        return min(here, key=lambda draft: draft.start), PARAGRAPH_CONFIDENCE
    if not _fills_its_block(layout, quotation):
        return None
    return beside_block(layout, block, known)


def _chained(layout: Layout, quotation: Quotation, known: Sequence[Draft]) -> Draft | None:
    """The draft of a neighbouring paragraph that carries on the same quotation."""
    outer = [each for each in layout.quotations if each.level == 0]
    place = outer.index(quotation)
    first = last = place
    while first and outer[first - 1].continues:
        first -= 1
    while last + 1 < len(outer) and outer[last].continues:
        last += 1
    chain = [each for each in outer[first : last + 1] if each is not quotation]
    for other in chain:
        for draft in known:
            if draft.overlaps(other.inner_start, other.inner_end):
                return draft
    return None


def beside_block(layout: Layout, block: int, known: Sequence[Draft]) -> tuple[Draft, float] | None:
    """The draft of a neighbouring paragraph whose speaker a paragraph without a cue belongs to.

    Args:
        layout: the text.
        block: index of the paragraph.
        known: the drafts so far.

    Returns:
        The last draft of the paragraph before, else the first of the paragraph after, with how sure
        that is; None where neither has any. A heading between parts them.
    """
    spoken = [draft for draft in known if draft.attitude == "speech" and draft.within is None]
    if block and layout.blocks[block - 1].kind != "heading":
        before = [draft for draft in spoken if layout.block_at(draft.start) == block - 1]
        if before:
            return max(before, key=lambda draft: draft.end), PARAGRAPH_CONFIDENCE
    if block + 1 < len(layout.blocks) and layout.blocks[block + 1].kind != "heading":
        after = [draft for draft in spoken if layout.block_at(draft.start) == block + 1]
        if after:
            return min(after, key=lambda draft: draft.start), PARAGRAPH_CONFIDENCE - 0.1
    return None


def _stands_alone(layout: Layout, quotation: Quotation) -> bool:
    """Whether no word of the reporter's shares a sentence with the quotation."""
    first = layout.sentences[layout.sentence_at(quotation.inner_start)]
    last = layout.sentences[layout.sentence_at(quotation.inner_end - 1)]
    outside = _outside(layout, first.start, quotation.start) + _outside(layout, quotation.end, last.end)
    return outside == 0


def _outside(layout: Layout, start: int, end: int) -> int:
    """How many words of a stretch are not quoted."""
    return sum(
        not layout.is_quoted(match.start()) for match in _WORD.finditer(layout.text, start, max(start, end))
    )


def _fills_its_block(layout: Layout, quotation: Quotation) -> bool:
    block = layout.blocks[layout.block_at(quotation.start)]
    return _outside(layout, block.start, block.end) == 0
