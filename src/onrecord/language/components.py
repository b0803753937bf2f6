"""Our annotators as spaCy pipeline components, each usable alone in a pipeline of one's own.

`onrecord_sentences` sets sentence starts from punctuation; `onrecord_encoder` runs the network once and keeps
its reading in `doc.user_data`; the others turn that reading into annotations: `onrecord_parser` into tags,
lemmas and dependencies, `onrecord_names` into `doc.ents`, and `onrecord_attribution` into
`doc.spans["source"]`, `["cue"]` and `["content"]`, with `span._.confidence`.
"""

import os
from functools import lru_cache
from pathlib import Path

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc, Span

from onrecord.errors import ModelError
from onrecord.language.annotations import Cut, attribution_of, names_of, parse_of, words_of
from onrecord.language.encoder import Encoder, Reading
from onrecord.language.shipped import SHIPPED, Shipped, read_shipped
from onrecord.language.windows import Words
from onrecord.text.sentences import sentences

READING = "onrecord_reading"
WORDS = "onrecord_words"
PARAGRAPHS = "onrecord_paragraphs"

if not Span.has_extension("confidence"):
    Span.set_extension("confidence", default=1.0)


def load_encoder(folder: str = "", threads: int = 0) -> Encoder:
    """The encoder of a model directory, loaded once a process.

    Args:
        folder: the model directory; empty for the one that `ONRECORD_MODEL` names, else the shipped one.
        threads: threads for one window; 0 for as many as `ONRECORD_THREADS` says, else as ONNX Runtime
            thinks best.

    Raises:
        ModelError: the model is missing or damaged.
    """
    chosen = folder or os.environ.get("ONRECORD_MODEL", "")
    return _loaded(chosen, threads or int(os.environ.get("ONRECORD_THREADS", "") or 0))


@lru_cache(maxsize=2)
def _loaded(folder: str, threads: int) -> Encoder:
    # Kept by what was chosen, however it was asked for: each one holds a network of its own.
    return Encoder(read_shipped(Path(folder) if folder else SHIPPED), threads)


def paragraphs_of(doc: Doc) -> list[tuple[int, int]]:
    """Offsets of a document's paragraphs: those it was given, else its lines."""
    given: list[tuple[int, int]] | None = doc.user_data.get(PARAGRAPHS)
    if given is not None:
        return given
    found, here = [], 0
    for line in doc.text.split("\n"):
        if line.strip():
            found.append((here, here + len(line)))
        here += len(line) + 1
    return found


@Language.component("onrecord_sentences", assigns=["token.is_sent_start"])
def mark_sentences(doc: Doc) -> Doc:
    """Sets sentence starts by punctuation; a paragraph always begins a sentence."""
    text = doc.text  # spaCy puts it together anew each time
    begins = {start for left, right in paragraphs_of(doc) for start, _ in sentences(text, left, right)}
    marks = [1 if token.i == 0 or token.idx in begins else -1 for token in doc]
    # All at once: setting one looks through the whole document for a parse.
    numbers = np.array(marks, dtype=np.int64).astype(np.uint64)
    doc.from_array(["SENT_START"], numbers[:, None])  # type: ignore[arg-type]  # spaCy's stub is too narrow
    return doc


@Language.factory("onrecord_encoder", default_config={"model": "", "threads": 0})
def make_encoder(nlp: Language, name: str, model: str, threads: int) -> "EncoderComponent":
    """The component that reads a document with the network."""
    return EncoderComponent(load_encoder(model, threads))


class EncoderComponent:
    """Runs the encoder over a document and keeps what it says in `doc.user_data`."""

    def __init__(self, encoder: Encoder) -> None:
        self.encoder = encoder

    def __call__(self, doc: Doc) -> Doc:
        """Reads the document's words, white space left out."""
        begins = {left for left, _ in paragraphs_of(doc)}
        tokens = list(doc)
        cut = Cut(
            texts=[token.text for token in tokens],
            blanks=[token.is_space for token in tokens],
            starts=[bool(token.is_sent_start) for token in tokens],
            begins=[token.idx in begins for token in tokens],
        )
        words = words_of(self.encoder, cut)
        doc.user_data[WORDS] = (cut, words)
        doc.user_data[READING] = (self.encoder.shipped, self.encoder.read(words))
        return doc


def _reading(doc: Doc) -> tuple[Shipped, Reading, Cut, Words]:
    if READING not in doc.user_data:
        raise ModelError(
            "This document was not read by the encoder.", "Add `onrecord_encoder` to the pipeline."
        )
    shipped, reading = doc.user_data[READING]
    cut, words = doc.user_data[WORDS]
    return shipped, reading, cut, words


@Language.component(
    "onrecord_parser", assigns=["token.pos", "token.tag", "token.lemma", "token.dep", "token.head"]
)
def parse(doc: Doc) -> Doc:
    """Sets tags, lemmas and the dependency tree of each sentence."""
    shipped, reading, cut, words = _reading(doc)
    found = parse_of(cut, words, reading, shipped)
    add = doc.vocab.strings.add
    columns = np.empty((len(doc), 5), dtype=np.uint64)
    for column, strings in enumerate((found.upos, found.xpos, found.lemmas)):
        columns[:, column] = [add(string) for string in strings]
    # All at once: heads assigned one by one would walk the tree each time.
    columns[:, 3] = (np.array(found.heads, dtype=np.int64) - np.arange(len(doc))).astype(np.uint64)
    columns[:, 4] = [add(relation) for relation in found.relations]
    doc.from_array(["POS", "TAG", "LEMMA", "HEAD", "DEP"], columns)  # type: ignore[arg-type]  # as above
    return doc


@Language.component("onrecord_names", assigns=["doc.ents"])
def mark_names(doc: Doc) -> Doc:
    """Sets `doc.ents`: PERSON, STATE, ORGANIZATION and GROUP, decoding each paragraph for itself."""
    shipped, reading, cut, words = _reading(doc)
    names = names_of(words, cut.places, reading, shipped)
    doc.ents = tuple(Span(doc, start, end, label=kind) for start, end, kind in names)
    return doc


@Language.component("onrecord_attribution", assigns=["doc.spans"])
def mark_attribution(doc: Doc) -> Doc:
    """Sets `doc.spans["source"]`, `["cue"]` and `["content"]`, decoding each paragraph for itself."""
    shipped, reading, cut, words = _reading(doc)
    for role, found in attribution_of(words, cut.places, reading, shipped).items():
        spans = []
        for start, end, label, confidence in found:
            span = Span(doc, start, end, label=label)
            span._.confidence = confidence
            spans.append(span)
        doc.spans[role] = spans
    return doc
