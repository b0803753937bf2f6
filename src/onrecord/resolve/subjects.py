"""What a sentence is about: the subjects that a possessive in it, or in the next one, points back to."""

from collections.abc import Iterator

from onrecord.resolve.scene import Place
from onrecord.text.layout import Layout
from onrecord.text.tokens import Doc, Token
from onrecord.text.words import word_set

SUBJECTS = frozenset(["nsubj", "nsubj:pass"])
_WITHIN_A_PHRASE = frozenset(["DET", "ADJ", "NOUN", "PROPN", "PART", "NUM"])
_STANDS_BACK = word_set("it they")


def subjects_before(doc: Doc, layout: Layout, offset: int) -> Iterator[Place]:
    """The subjects that stand before a place in its sentence, outside quotations, in order.

    A subject "it" or "they" gives way to the subjects of the sentence before.

    Args:
        doc: the tokens; without a parse there are no subjects.
        layout: the text.
        offset: the place.

    Yields:
        Offsets of each subject's noun with what stands before it, as far as that is part of it.
    """
    if not doc.has_annotation("DEP"):
        return
    here = layout.sentence_at(offset)
    for token in _subjects(doc, layout, here, offset):
        if token.lower_ not in _STANDS_BACK:
            yield place_of(token)
        elif here and layout.block_at(layout.sentences[here - 1].start) == layout.block_at(offset):
            before = _subjects(doc, layout, here - 1, layout.sentences[here - 1].end)
            yield from (place_of(other) for other in before if other.lower_ not in _STANDS_BACK)


def _subjects(doc: Doc, layout: Layout, sentence: int, limit: int) -> list[Token]:
    """The subjects of a sentence that end before a limit."""
    span = doc.char_span(
        layout.sentences[sentence].start, layout.sentences[sentence].end, alignment_mode="expand"
    )
    if span is None:
        return []
    return [
        token
        for token in span
        if token.dep_ in SUBJECTS
        and token.idx + len(token) <= limit
        and not layout.is_quoted(token.idx)
        and not _owns_the_next(token)
    ]


def _owns_the_next(token: Token) -> bool:
    """Whether a word is a possessor: "pilots" in "the pilots' union"."""
    return token.i + 1 < len(token.doc) and token.nbor().lower_ in {"'", "\u2019", "'s", "\u2019s"}


def place_of(noun: Token) -> Place:
    """A noun with what stands before it up to its article, whatever the parser made of these."""
    first = noun
    for token in reversed(list(noun.sent)[: noun.i - noun.sent.start]):
        if token.pos_ not in _WITHIN_A_PHRASE:
            break
        first = token
        if token.pos_ == "DET":
            break
    return first.idx, noun.idx + len(noun)
