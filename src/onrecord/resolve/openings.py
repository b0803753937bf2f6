"""Descriptions that open a sentence of the reporter's: whom the next "he", "she" or "it" is about."""

from collections.abc import Sequence

from onrecord.resolve.descriptions import known_body, resolve_group
from onrecord.resolve.holders import Reference, resolve_description
from onrecord.resolve.lexicon import lexicon
from onrecord.resolve.names import Name
from onrecord.resolve.phrases import parse_phrase
from onrecord.resolve.scene import Place, Scene
from onrecord.text.layout import Layout
from onrecord.text.tokens import Doc
from onrecord.text.words import word_set

_OPENERS = word_set("the its their his her both all")
_NOMINAL = frozenset(["ADJ", "NOUN", "PROPN", "NUM", "PART", "ADP", "DET", "PRON"])
_LONGEST = 9
_OPENING_WEIGHT = 1.0


def find_openings(doc: Doc, layout: Layout, names: Sequence[Name]) -> list[Place]:
    """Find the definite noun phrases that sentences open with, names aside.

    Args:
        doc: the tokens; without tags nothing is found.
        layout: the sentences, quotations and blocks.
        names: the names, which are heard of by themselves.

    Returns:
        Their offsets, in order.
    """
    if not doc.has_annotation("TAG"):
        return []
    found = []
    for sentence in layout.sentences:
        if layout.blocks[sentence.block].kind == "heading" or layout.is_quoted(sentence.start + 1):
            continue
        place = _opening(doc, sentence.start, sentence.end)
        if place is not None and not any(place[0] <= name.start < place[1] for name in names):
            found.append(place)
    return found


def _opening(doc: Doc, start: int, end: int) -> Place | None:
    """The noun phrase before the first verb of a sentence."""
    span = doc.char_span(start, end, alignment_mode="expand")
    if span is None or len(span) < 3 or span[0].lower_ not in _OPENERS:
        return None
    last = 0
    for token in span[1 : _LONGEST + 1]:
        if token.pos_ not in _NOMINAL or token.lower_ in {"who", "which", "that"}:
            break
        last += 1
    while last and span[last].pos_ not in {"NOUN", "PROPN"}:
        last -= 1
    return (span[0].idx, span[last].idx + len(span[last])) if last else None


def hear_opening(scene: Scene, place: Place, later: Sequence[Reference]) -> None:
    """Take note of whom an opening description stands for; bodies and groups only where they are known.

    Args:
        scene: what has been heard of so far.
        place: offsets of the description.
        later: the sources after it.
    """
    phrase = parse_phrase(scene.layout.text, *place)
    if phrase is None:
        return
    if phrase.plural:
        guess = resolve_group(scene, phrase, known_only=True)
    elif phrase.head in lexicon().roles and phrase.determiner != "indefinite":
        guess = resolve_description(scene, phrase, Reference(-1, place), later)
    else:
        guess = known_body(scene, phrase)
    if guess.member is not None:
        scene.hear(place[0], guess.member, _OPENING_WEIGHT)
