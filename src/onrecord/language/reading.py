"""A layout's text read into plain words, in one pass of the network, without spaCy's document between."""

from collections.abc import Sequence

from spacy.tokens import Doc

from onrecord.language.analysing import analyse, pipeline
from onrecord.language.annotations import (
    Cut,
    attribution_of,
    first_of_sentences,
    names_of,
    parse_of,
    words_of,
)
from onrecord.language.components import load_encoder
from onrecord.language.encoder import Told
from onrecord.language.parsers import other_parser
from onrecord.text.layout import Layout
from onrecord.text.tokens import Doc as Words
from onrecord.text.tokens import offsets_of, read_out

Shape = tuple[str, str, bool, bool, bool, bool, bool]
"""What spaCy knows of a word by its letters alone: how it is spelt and in small letters, and five flags."""
MOST_SHAPES = 30_000
"""So many words' shapes are kept; then all are forgotten, else an archive would fill the memory."""
_SHAPES: dict[int, Shape] = {}


def read(layout: Layout, told: Told | None = None) -> Words:
    """Read a text, as `read_out(analyse(...))` would, and faster: no spaCy document is filled.

    Args:
        layout: where the text's paragraphs and sentences lie.
        told: told now and then which part of it the network has read, from 0 to 1.

    Returns:
        Its words with tags, lemmas, dependencies, names, and the tagger's spans.

    Raises:
        ModelError: the model is missing or damaged, or `ONRECORD_PARSER` names no English pipeline.
    """
    if other_parser() is not None or not layout.text:
        return read_out(analyse(layout.text, layout.blocks))
    doc = pipeline().make_doc(layout.text)
    numbers, gaps = doc.to_array(["ORTH", "SPACY"]).T.tolist()
    texts, lowers, *flags = zip(*_shapes(doc, numbers), strict=True)
    offsets = offsets_of(texts, gaps)
    sentences = {sentence.start for sentence in layout.sentences}
    paragraphs = {block.start for block in layout.blocks}
    cut = Cut(
        texts=texts,
        blanks=flags[1],
        starts=[place == 0 or offset in sentences for place, offset in enumerate(offsets)],
        begins=[offset in paragraphs for offset in offsets],
    )
    encoder = load_encoder()
    words = words_of(encoder, cut)
    reading = encoder.read(words, told)
    places = cut.places
    parse = parse_of(cut, words, reading, encoder.shipped)
    names = names_of(words, places, reading, encoder.shipped)
    kinds = [""] * len(texts)
    for start, end, kind in names:
        kinds[start:end] = [kind] * (end - start)
    blanks = [place for place, blank in enumerate(cut.blanks) if blank]
    return Words(
        [
            range(len(texts)),
            offsets,
            texts,
            lowers,
            parse.xpos,
            parse.upos,
            parse.relations,
            parse.lemmas,
            kinds,
            *flags,
            [" " if gap else "" for gap in gaps],
            first_of_sentences(parse.heads, cut.starts, blanks),
            parse.heads,
        ],
        names,
        attribution_of(words, places, reading, encoder.shipped),
        frozenset(("TAG", "DEP")),
    )


def _shapes(doc: Doc, numbers: Sequence[int]) -> list[Shape]:
    """The shape of each word, of which the number is that of its spelling in spaCy's vocabulary."""
    if len(_SHAPES) > MOST_SHAPES:
        _SHAPES.clear()
    own: dict[int, Shape] = {}  # what is kept may be forgotten meanwhile, by another thread
    for number in set(numbers):
        shape = _SHAPES.get(number)
        if shape is None:
            word = doc.vocab[number]
            shape = _SHAPES[number] = (
                word.text, word.lower_, word.is_alpha, word.is_space, word.is_punct, word.is_title,
                word.like_num,
            )  # fmt: skip
        own[number] = shape
    return [own[number] for number in numbers]
