"""Attributions within attributions: A said that B had demanded. Both are kept, the inner under the outer."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Doc, Token

from onrecord.extract.assembling import Keys
from onrecord.extract.cues import attitude, verb_forms
from onrecord.extract.drafts import Draft, Place
from onrecord.extract.kinds import kind_of
from onrecord.extract.trimming import trim
from onrecord.text.layout import Layout

NESTED_CONFIDENCE = 0.7
_SUBJECTS = {"nsubj", "nsubj:pass", "nsubjpass"}
_AUXILIARIES = {"aux", "aux:pass", "auxpass", "advmod"}
_DEEPEST = 40


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


def _inner_kind(layout: Layout, doc: Doc, outer: Draft, place: Place, cue: Place):  # type: ignore[no-untyped-def]
    """Marks around the whole outer content make nothing inside it direct."""
    if outer.kind == "direct":
        return "indirect"
    return kind_of(layout, doc, (place,), (cue,))


def _known_already(known: Sequence[Draft], place: Place, cue: Place) -> bool:
    return any(
        any(first <= cue[0] < last for first, last in draft.cue) or (draft.cue and draft.content == (place,))
        for draft in known
    )


def _clause_of(token: Token, start: int, end: int) -> tuple[Place, Place, Place] | None:
    """Cue, source and content where a token is a verb of saying with a subject and a clause of its own."""
    if token.pos_ not in {"VERB", "AUX"} or token.lower_ not in verb_forms():
        return None
    if attitude(token.text) != "speech":
        return None
    subject = next((child for child in token.children if child.dep_ in _SUBJECTS), None)
    clause = next((child for child in token.children if child.dep_ == "ccomp"), None)
    if subject is None or clause is None or subject.lower_ in {"that", "which", "who", "it", "this", "what"}:
        return None
    content, source = _extent(clause), _extent(subject)
    if not (start <= content[0] and content[1] <= end and start <= source[0] and source[1] <= end):
        return None
    if content[0] <= token.idx < content[1] or content[0] <= source[0] < content[1]:
        return None
    first = min(
        [
            child.idx
            for child in token.children
            if child.dep_ in _AUXILIARIES and child.i < token.i and child.i > subject.i
        ]
        or [token.idx]
    )
    return (first, token.idx + len(token)), source, content


def _extent(token: Token) -> Place:
    """The stretch of text under a token."""
    edge = token.right_edge
    return token.left_edge.idx, edge.idx + len(edge)
