"""Words set off by layout: transcript turns, block quotations, paragraphs that lost their marks."""

import re
from collections.abc import Sequence
from dataclasses import replace

from onrecord.extract.assembling import Keys
from onrecord.extract.drafts import Draft, Place
from onrecord.extract.kinds import is_nobody_else
from onrecord.extract.trimming import trim
from onrecord.extract.unclaimed import beside_block
from onrecord.model import Block
from onrecord.text.layout import Layout

TURN_CONFIDENCE = 0.97
BLOCK_QUOTATION_CONFIDENCE = 0.75
OWN_VOICE_SHARE = 0.4
_WORD = re.compile(r"[^\W_]+")
# "us" and "me" alone are the reporter's as often as not: "who received me in a house without windows".
_SPEAKS = re.compile(r"\b(?:I|[Ww]e|[Oo]urs?|[Mm]ine|[Mm]y|I'm|I\u2019m)\b(?!\.)")
# An outlet speaks of itself in the first person too.
_OUTLET_VOICE = re.compile(
    r"\b(?:we (?:apologi[sz]e|attributed|regret|reported|asked|approached|contacted|have asked|wrote)"
    r"|our (?:calls?|readers?|newsroom|correspondents?|reporters?|questions?|newsletter|website|site|app"
    r"|sources?|privacy|cookies?|paper|newspaper|coverage|partners may|request)"
    r"|(?:told|contact|follow|join|email|reach|send|support|tell) us"
    r"|this (?:newspaper|paper|website|article))\b",
    re.IGNORECASE,
)


def claim_turns(layout: Layout, drafts: Sequence[Draft], keys: Keys) -> list[Draft]:
    """Make a draft of each transcript turn, and put what the tagger found inside under it.

    Args:
        layout: the text with its blocks.
        drafts: what is known already.
        keys: gives each new draft its number.

    Returns:
        All drafts; those inside a turn are reported by its speaker, those without a source are dropped.
    """
    turns: list[Draft] = []
    last: Draft | None = None
    for block in layout.blocks:
        if block.kind != "turn":
            last = None
            continue
        turn = _turn(layout, block, last, keys)
        if turn is not None:
            turns.append(turn)
            last = turn
    kept = []
    for draft in drafts:
        turn = next((each for each in turns if each.overlaps(draft.start, draft.end)), None)
        if turn is None:
            kept.append(draft)
        elif draft.source and draft.cue:
            kept.append(replace(draft, within=turn.key if draft.within is None else draft.within))
    return kept + turns


def _turn(layout: Layout, block: Block, last: Draft | None, keys: Keys) -> Draft | None:
    start = block.start
    if block.speaker is not None and block.speaker.start < block.end:
        start = max(start, block.speaker.end)
    place = trim(layout, start, block.end)
    if place is None or (block.speaker is None and last is None):
        return None
    return Draft(
        key=keys.next(),
        content=(place,),
        source=((block.speaker.start, block.speaker.end),) if block.speaker else (),
        kind="direct",
        confidence=TURN_CONFIDENCE,
        follows=last.key if block.speaker is None and last else None,
    )


def claim_block_quotations(layout: Layout, drafts: Sequence[Draft], keys: Keys) -> list[Draft]:
    """Make drafts of block quotations, and of paragraphs in the first person beside a named speaker.

    Args:
        layout: the text with its blocks.
        drafts: what is known already.
        keys: gives each new draft its number.

    Returns:
        The drafts given, and a direct one for each such paragraph.
    """
    known = list(drafts)
    free = [index for index, block in enumerate(layout.blocks) if _is_free(layout, block, known)]
    first_person = [index for index in free if _in_first_person(layout, layout.blocks[index])]
    plain = [block for block in layout.blocks if block.kind == "paragraph"]
    author_speaks = len(first_person) > 2 and len(first_person) > OWN_VOICE_SHARE * max(1, len(plain))
    for index in free:
        block = layout.blocks[index]
        if block.kind != "blockquote" and (author_speaks or index not in first_person):
            continue
        draft = _set_off(layout, index, known, keys)
        if draft is not None:
            known = [_under(draft, other) for other in known] + [draft]
    return known


def _under(outer: Draft, draft: Draft) -> Draft:
    """A draft, put under a block quotation that it lies in."""
    inside = draft.within is None and outer.covers(draft.start, draft.end)
    return replace(draft, within=outer.key) if inside else draft


def _is_free(layout: Layout, block: Block, known: Sequence[Draft]) -> bool:
    """Whether a block may be a block quotation: nothing in it is attributed to anybody but "I" or nobody."""
    if block.kind not in {"paragraph", "blockquote"}:
        return False
    inside = [draft for draft in known if draft.overlaps(block.start, block.end)]
    if block.kind == "blockquote":
        return all(any(block.start <= cue[0] < block.end for cue in draft.cue) for draft in inside)
    return all(_says_nobody_else(layout, block, draft) for draft in inside)


def _says_nobody_else(layout: Layout, block: Block, draft: Draft) -> bool:
    """Whether a draft inside a paragraph is the quoted speaker's own: "I will say", "nobody asks"."""
    return bool(draft.source) and all(
        block.start <= start and is_nobody_else(layout.text[start:end]) for start, end in draft.source
    )


def _in_first_person(layout: Layout, block: Block) -> bool:
    """Whether a paragraph without quotation marks speaks of "I" or "we", and is not the outlet's own."""
    text = layout.text[block.start : block.end]
    if _OUTLET_VOICE.search(text) or any(block.start <= q.start < block.end for q in layout.quotations):
        return False
    return _SPEAKS.search(text) is not None and len(_WORD.findall(text)) >= 5


def _set_off(layout: Layout, index: int, known: Sequence[Draft], keys: Keys) -> Draft | None:
    block = layout.blocks[index]
    place = trim(layout, block.start, block.end)
    if place is None:
        return None
    hint = _opening_words(layout, index - 1) if block.kind == "blockquote" else None
    beside = beside_block(layout, index, known)
    if beside is not None and (hint is None or beside[0].start < block.start):
        followed, confidence = beside
        return Draft(
            key=keys.next(),
            content=(place,),
            kind="direct",
            confidence=min(confidence, BLOCK_QUOTATION_CONFIDENCE) * followed.confidence,
            follows=followed.key,
        )
    if hint is None:
        return None
    return Draft(key=keys.next(), content=(place,), kind="direct", confidence=0.5, hint=hint)


def _opening_words(layout: Layout, index: int) -> Place | None:
    """The words that the last sentence of a paragraph opens with, up to a comma or its verb."""
    sentences = layout.sentences_of(index) if index >= 0 else []
    if not sentences or layout.blocks[index].kind == "heading":
        return None
    sentence = sentences[-1]
    opening = re.compile(
        r"(?:(?:The|A|An|His|Her|Its|Their)\s+)?[^\W_]+(?:[\u2019'-][^\W_]*)*(?:\s+(?:of|for|the|[^\W_]+[\u2019'-]?s?)){0,5}?"
        r"(?=\s*,|\s+(?:is|was|has|had|did|does|do|will|would|could|can|are|were|have)\b)"
    ).match(layout.text, sentence.start, sentence.end)
    return (opening.start(), opening.end()) if opening else None
