"""Attributions within attributions: A said that B had demanded. Both are kept, the inner under the outer."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from onrecord.extract.assembling import Keys
from onrecord.extract.cues import attitude, verb_forms
from onrecord.extract.drafts import Draft, Place
from onrecord.extract.kinds import kind_of
from onrecord.extract.trimming import trim
from onrecord.model import AttributionKind
from onrecord.text.layout import Layout
from onrecord.text.tokens import Doc, Token

NESTED_CONFIDENCE = 0.7
_NOMINAL = {"DET", "ADJ", "NOUN", "PROPN", "PRON", "NUM", "PART"}
_HEADS = {"NOUN", "PROPN", "PRON"}
_EMPTY_SUBJECTS = {
    "that", "which", "who", "it", "this", "what", "there", "you", "one", "nobody", "somebody", "someone",
    "anybody", "anyone", "everybody", "everyone", "people", "none",
}  # fmt: skip


def nest(layout: Layout, doc: Doc, drafts: Sequence[Draft], keys: Keys) -> list[Draft]:
    """Put drafts that lie in the content of others under them, and find more by the parse.

    Args:
        layout: the text.
        doc: its tokens, parsed or not.
        drafts: what is known already.
        keys: gives each new draft its number.

    Returns:
        All drafts, with `within` set on the inner ones.
    """
    known = list(drafts)
    if doc.has_annotation("DEP"):
        for outer in drafts:
            known.extend(_parsed(layout, doc, outer, known, keys))
    return [_placed(draft, known) for draft in known]


def _placed(draft: Draft, known: Sequence[Draft]) -> Draft:
    """A draft under the smallest other one that holds it with cue and source."""
    if draft.within is not None or not draft.cue:
        return draft
    needed = [*draft.content, *draft.cue, *draft.source]
    holders = [
        other
        for other in known
        if other.key != draft.key
        and all(other.covers(start, end) for start, end in needed)
        and not all(draft.covers(start, end) for start, end in other.content)
    ]
    if not holders:
        return draft
    return replace(draft, within=min(holders, key=lambda other: other.end - other.start).key)


def _parsed(layout: Layout, doc: Doc, outer: Draft, known: Sequence[Draft], keys: Keys) -> Iterator[Draft]:
    """The attributions that the parse shows inside a content."""
    for start, end in outer.content:
        span = doc.char_span(start, end, alignment_mode="contract")
        for token in span if span is not None else ():
            found = _clause_of(token, start, end)
            if found is None:
                continue
            cue, source, content = found
            place = trim(layout, *content)
            if place is None or _known_already(known, place, cue):
                continue
            yield Draft(
                key=keys.next(),
                content=(place,),
                cue=(cue,),
                source=(source,),
                kind=_inner_kind(layout, doc, outer, place, cue),
                attitude=attitude(layout.text[cue[0] : cue[1]]),
                confidence=NESTED_CONFIDENCE * outer.confidence,
                within=outer.key,
            )


def _inner_kind(layout: Layout, doc: Doc, outer: Draft, place: Place, cue: Place) -> AttributionKind:
    """Marks around the whole outer content make nothing inside it direct."""
    return "indirect" if outer.kind == "direct" else kind_of(layout, doc, (place,), (cue,))


def _known_already(known: Sequence[Draft], place: Place, cue: Place) -> bool:
    return any(
        any(first <= cue[0] < last for first, last in draft.cue) or (draft.cue and draft.content == (place,))
        for draft in known
    )


def _clause_of(token: Token, start: int, end: int) -> tuple[Place, Place, Place] | None:
    """Cue, source and content where a token is a verb of saying with a subject and a clause of its own."""
    if token.pos_ != "VERB" or token.lower_ not in verb_forms() or attitude(token.text) != "speech":
        return None
    first, source = _before(token)
    content = _after(token, end) or _clause_by_parse(token)
    if source is None or content is None:
        return None
    if source[0] < start or content[0] < token.idx or content[1] > end:
        return None
    return (first, token.idx + len(token)), source, content


def _before(token: Token) -> tuple[int, Place | None]:
    """Where the cue begins, with its auxiliaries, and the noun phrase before it."""
    doc, at = token.doc, token.i - 1
    while at >= 0 and doc[at].pos_ in {"AUX", "ADV"}:
        at -= 1
    first = doc[at + 1].idx
    last = at
    alone = at >= 0 and doc[at].pos_ == "PRON"
    at -= alone
    while not alone and at >= 0 and last - at < 8 and (doc[at].pos_ in _NOMINAL or doc[at].lower_ == "of"):
        at -= 1
    if at == last or doc[last].pos_ not in _HEADS or doc[last].lower_ in _EMPTY_SUBJECTS:
        return first, None
    return first, (doc[at + 1].idx, doc[last].idx + len(doc[last]))


def _after(token: Token, end: int) -> Place | None:
    """The clause that "that", "whether" or "if" opens soon after a verb."""
    doc = token.doc
    for other in doc[token.i + 1 : token.i + 8]:
        if other.lower_ in {"that", "whether", "if"} and other.pos_ == "SCONJ":
            start = other.idx if other.lower_ != "that" else other.idx + len(other)
            return (start, end) if start < end else None
        if other.is_punct or other.pos_ in {"VERB", "AUX", "SCONJ", "CCONJ"}:
            return None
    return None


def _clause_by_parse(token: Token) -> Place | None:
    """The clause without a word to open it that the parse gives to a verb."""
    clause = next((child for child in token.children if child.dep_ == "ccomp" and child.i > token.i), None)
    return _extent(clause) if clause is not None and clause.left_edge.i > token.i else None


def _extent(token: Token) -> Place:
    """The stretch of text under a token."""
    edge = token.right_edge
    return token.left_edge.idx, edge.idx + len(edge)
