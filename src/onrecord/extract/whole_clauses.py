"""Give "..., she said." and "According to her, ..." the whole clause as content, whatever stands inside it.

Such a cue brackets its sentence. The tagger, which can't nest, often leaves it only a part where another
attribution stands inside: "Ada Novak had warned that ..., two of the people said."
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Doc

from onrecord.extract.assembling import Keys
from onrecord.extract.cues import base_form, quoting_verbs
from onrecord.extract.drafts import Draft, Place
from onrecord.extract.kinds import kind_of
from onrecord.extract.trimming import trim
from onrecord.text.layout import Layout, Sentence

CLAUSE_CONFIDENCE = 0.8
_OPENING = re.compile(r"(?:(?:But|And|Yet|Still),?\s+)?(?P<cue>[Aa]ccording to)\s+")
_CLOSING = re.compile(r",\s+(?P<cue>according to)\s+(?P<source>[^\u201c\"]{2,160}?)\s*[.!]?\s*$")
_RELATIVE = re.compile(r",\s+(?:who|which|whose)\b")
_TAIL = re.compile(r"[\s.!,]*")


def complete_clauses(layout: Layout, doc: Doc, drafts: Sequence[Draft], keys: Keys) -> list[Draft]:
    """Widen the content of cues that bracket their sentence, and add those that have no draft.

    Args:
        layout: the text.
        doc: its tokens.
        drafts: what is known already.
        keys: gives each new draft its number.

    Returns:
        All drafts.
    """
    known = [_widened(draft, layout, doc) for draft in drafts]
    for sentence in layout.sentences:
        if layout.blocks[sentence.block].kind == "heading" or layout.is_quoted(sentence.start):
            continue
        found = _according(layout, sentence)
        if found is not None:
            known = _placed(layout, doc, known, found, keys)
    return known


def _widened(draft: Draft, layout: Layout, doc: Doc) -> Draft:
    """A draft whose closing cue gets all of its sentence, if it is paraphrase."""
    if draft.kind != "indirect" or len(draft.content) != 1 or not draft.source or not draft.cue:
        return draft
    text, (start, end), cue = layout.text, draft.content[0], draft.cue[0]
    sentence = layout.sentences[layout.sentence_at(cue[0])]
    opens = min(cue[0], draft.source[0][0])
    closes = max(cue[1], draft.source[0][1])
    verb = base_form(text[cue[0] : cue[1]].split()[-1])
    final = _TAIL.fullmatch(text, closes, sentence.end) is not None and text[:opens].rstrip().endswith(",")
    if not final or verb not in quoting_verbs() or end > opens or start <= sentence.start:
        return draft
    if any(layout.is_quoted(offset) for offset in (sentence.start, start - 1)):
        return draft
    place = trim(layout, sentence.start, opens)
    if place is None:
        return draft
    return replace(draft, content=(place,), kind=kind_of(layout, doc, (place,), draft.cue))


def _according(layout: Layout, sentence: Sentence) -> tuple[Place, Place, Place] | None:
    """Cue, source and content of a sentence with "according to" at one end."""
    text = layout.text
    opening = _OPENING.match(text, sentence.start, sentence.end)
    if opening:
        comma = text.find(",", opening.end(), sentence.end)
        relative = _RELATIVE.match(text, comma, sentence.end) if comma >= 0 else None
        last = text.find(",", relative.end(), sentence.end) if relative else comma
        content = trim(layout, last + 1, sentence.end) if last >= 0 else None
        if content is None or comma - opening.end() > 120:
            return None
        return opening.span("cue"), (opening.end(), comma), content
    closing = _CLOSING.search(text, sentence.start, sentence.end)
    if closing is None or layout.is_quoted(closing.start("cue")):
        return None
    content = trim(layout, sentence.start, closing.start())
    source = closing.start("source"), closing.start("source") + len(closing["source"])
    return (closing.span("cue"), source, content) if content is not None else None


def _placed(
    layout: Layout, doc: Doc, known: list[Draft], found: tuple[Place, Place, Place], keys: Keys
) -> list[Draft]:
    """The drafts with one for an "according to": its own, widened, or a new one; broken ones mended."""
    cue, source, content = found
    own = [draft for draft in known if any(a < cue[1] and cue[0] < b for a, b in draft.cue)]
    if any(draft.start <= content[0] + 2 and draft.end >= content[1] - 2 for draft in own):
        return known
    if layout.is_quoted(content[0]) and own:
        return known
    bracket = (min(cue[0], source[0]), content[0]) if cue[0] < content[0] else (content[1], source[1])
    mended = [_without(draft, bracket) for draft in known if draft not in own]
    first = own[0] if own else None
    draft = Draft(
        key=first.key if first else keys.next(),
        content=(content,),
        cue=(cue,),
        source=first.source if first and first.source else (source,),
        kind=kind_of(layout, doc, (content,), (cue,)),
        confidence=first.confidence if first else CLAUSE_CONFIDENCE,
    )
    return [*(each for each in mended if each is not None), draft]


def _without(draft: Draft, stretch: Place) -> Draft | None:
    """A draft without content inside a stretch; nothing where none is left."""
    kept = tuple(
        place for place in draft.content if not (stretch[0] <= place[0] and place[1] <= stretch[1] + 2)
    )
    if len(kept) == len(draft.content):
        return draft
    return replace(draft, content=kept) if kept else None
