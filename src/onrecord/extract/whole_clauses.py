"""Give "..., she said." and "According to her, ..." the whole clause as content, whatever stands inside it.

Such a cue brackets its sentence. The tagger, which can't nest, often leaves it only a part where another
attribution stands inside: "Ada Novak had warned that ..., two of the people said." It also forgets what an
inserted cue cuts off: "The gate would stay shut, she said, as long as the tax was in force."
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from onrecord.extract.assembling import Keys
from onrecord.extract.cues import base_form, quoting_verbs
from onrecord.extract.drafts import Draft, Place
from onrecord.extract.kinds import kind_of
from onrecord.extract.trimming import trim
from onrecord.text.layout import Layout, Sentence
from onrecord.text.tokens import Doc

CLAUSE_CONFIDENCE = 0.8
_OPENING = re.compile(r"(?:(?:But|And|Yet|Still),?\s+)?(?P<cue>[Aa]ccording to)\s+")
_CLOSING = re.compile(r",\s+(?P<cue>according to)\s+(?P<source>[^\u201c\"]{2,160}?)\s*[.!]?\s*$")
_RELATIVE = re.compile(r",\s+(?:who|which|whose)\b")
_TAIL = re.compile(r"[\s.!,]*")
_CIRCUMSTANCE = re.compile(
    r"\s+(?:(?:late|early|earlier|later) )?"
    r"(?:(?:on|in|at|from|after|before|during|by|to|through) |(?:yester|to)day\b)"
    r"[^\u201c\u201d\"\n;:,]{0,70}"
)
# Words with which a clause goes on that an inserted cue has cut: a condition, mostly.
_GOES_ON = re.compile(
    r",\s+(?=(?:(?:and |but )?only (?:if|when|once|after)|if|unless|until|once|provided|on condition|"
    r"(?:for )?(?:as|so) long as|as soon as|while|before|without|in (?:exchange|return) for)\b)"
)
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_LONGEST_REST = 200


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
    known = [_resumed(draft, known, layout) for draft in known]
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
    final = _is_at_the_end(layout, doc, closes, sentence) and text[:opens].rstrip().endswith(",")
    if not final or verb not in quoting_verbs() or end > opens or start <= sentence.start:
        return draft
    if any(layout.is_quoted(offset) for offset in (sentence.start, start - 1)):
        return draft
    place = trim(layout, sentence.start, opens)
    if place is None:
        return draft
    return replace(draft, content=(place,), kind=kind_of(layout, doc, (place,), draft.cue))


def _is_at_the_end(layout: Layout, doc: Doc, closes: int, sentence: Sentence) -> bool:
    """Whether only marks follow a cue and its source, or when and where it was said: "said on Tuesday"."""
    if _TAIL.fullmatch(layout.text, closes, sentence.end) is not None:
        return True
    rest = _CIRCUMSTANCE.match(layout.text, closes, sentence.end)
    if rest is None or _TAIL.fullmatch(layout.text, rest.end(), sentence.end) is None:
        return False
    words = doc.char_span(closes, sentence.end, alignment_mode="contract")
    return words is not None and not any(token.tag_ in _FINITE for token in words)


def _resumed(draft: Draft, known: Sequence[Draft], layout: Layout) -> Draft:
    """A draft whose clause goes on after its inserted cue, with the rest of it, if nobody else says that."""
    if draft.kind != "indirect" or len(draft.content) != 1 or not draft.source or not draft.cue:
        return draft
    text, (_, end) = layout.text, draft.content[0]
    sentence = layout.sentences[layout.sentence_at(draft.cue[0][0])]
    opens = min(draft.cue[0][0], draft.source[0][0])
    closes = max(draft.cue[0][1], draft.source[0][1])
    rest = _GOES_ON.match(text, closes, sentence.end)
    if rest is None or text[end:opens].strip() != "," or sentence.end - closes > _LONGEST_REST:
        return draft
    others = (
        place
        for other in known
        if other.key != draft.key
        for place in (*other.content, *other.cue, *other.source)
    )
    if any(first < sentence.end and closes < last for first, last in others):
        return draft
    if any(layout.is_quoted(offset) for offset in (rest.end(), sentence.end - 1)):
        return draft
    place = trim(layout, rest.end(), sentence.end)
    return draft if place is None else replace(draft, content=(draft.content[0], place))


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
