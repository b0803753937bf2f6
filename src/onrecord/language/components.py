"""Our annotators as spaCy pipeline components, each usable alone in a pipeline of one's own.

`onrecord_sentences` sets sentence starts from punctuation; `onrecord_encoder` runs the network once and keeps
its reading in `doc.user_data`; the others turn that reading into annotations: `onrecord_parser` into tags,
lemmas and dependencies, `onrecord_names` into `doc.ents`, and `onrecord_attribution` into
`doc.spans["source"]`, `["cue"]` and `["content"]`, with `span._.confidence`.
"""

import os
from collections.abc import Callable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc, Span

from onrecord.errors import ModelError
from onrecord.language.crf import Array, Transitions, best_paths, every_marginals, spans_of
from onrecord.language.encoder import Encoder, Reading, sentence_bounds
from onrecord.language.lemmas import apply_rule
from onrecord.language.names import find_names
from onrecord.language.shipped import SHIPPED, read_shipped
from onrecord.language.trees import best_heads
from onrecord.language.windows import Words, encode
from onrecord.text.sentences import sentences

READING = "onrecord_reading"
WORDS = "onrecord_words"
PARAGRAPHS = "onrecord_paragraphs"
ROLES = ("source", "cue", "content")
TAGS = ("POS", "TAG", "LEMMA")
Numbers = np.ndarray[Any, np.dtype[Any]]
NAME_KINDS = frozenset(("PERSON", "STATE", "ORGANIZATION", "GROUP"))

if not Span.has_extension("confidence"):
    Span.set_extension("confidence", default=1.0)


@lru_cache(maxsize=2)
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
    return Encoder(
        read_shipped(Path(chosen) if chosen else SHIPPED),
        threads or int(os.environ.get("ONRECORD_THREADS", "") or 0),
    )


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
        kept = [token for token in doc if not token.is_space]
        numbers: list[int] = []
        starts: list[bool] = []
        number, pending = -1, False
        for token in doc:
            number += 1 if token.is_sent_start else 0
            pending = pending or token.idx in begins
            if not token.is_space:
                numbers.append(number)
                starts.append(pending or not starts)
                pending = False
        words = encode(
            self.encoder.tokenizer, [token.text for token in kept], starts, numbers, self.encoder.known
        )
        doc.user_data[WORDS] = ([token.i for token in kept], words)
        doc.user_data[READING] = (self.encoder.shipped, self.encoder.read(words))
        return doc


def _reading(doc: Doc) -> Reading:
    if READING not in doc.user_data:
        raise ModelError(
            "This document was not read by the encoder.", "Add `onrecord_encoder` to the pipeline."
        )
    reading: Reading = doc.user_data[READING][1]
    return reading


@Language.component(
    "onrecord_parser", assigns=["token.pos", "token.tag", "token.lemma", "token.dep", "token.head"]
)
def parse(doc: Doc) -> Doc:
    """Sets tags, lemmas and the dependency tree of each sentence."""
    reading = _reading(doc)
    labels = doc.user_data[READING][0].labels
    places: list[int]
    words: Words
    places, words = doc.user_data[WORDS]
    heads = np.arange(len(doc))
    relations = ["dep"] * len(doc)
    for (start, _), scores in zip(sentence_bounds(words.sentences), reading.arcs, strict=True):
        for word, head in enumerate(best_heads(scores)):
            here = places[start + word]
            heads[here] = here if head == -1 else places[start + head]
            relation = labels["relation"][reading.relation[start + word]]
            if head == -1:
                relation = "ROOT"
            relations[here] = "dep" if relation == "root" and head != -1 else relation
    space = _space_heads(doc, places)
    for place, head in space.items():
        heads[place] = head
    add = doc.vocab.strings.add
    tags = np.empty((len(doc), len(TAGS)), dtype=np.uint64)
    tags[:] = add("SPACE"), add("_SP"), 0
    tags[places, 0] = _numbers(add, labels["upos"], reading.upos)
    tags[places, 1] = _numbers(add, labels["xpos"], reading.xpos)
    rules = labels["lemma"]
    lemmas = [apply_rule(rules[rule], words.words[word]) for word, rule in enumerate(reading.lemma.tolist())]
    tags[places, 2] = [add(lemma) for lemma in lemmas]
    for place in space:
        tags[place, 2] = add(doc[place].text)
    return _with_tree(doc, tags, heads.tolist(), relations)


def _numbers(number_of: Callable[[str], int], labels: Sequence[str], chosen: Numbers) -> Numbers:
    """The number that spaCy has for the label chosen for each word."""
    found: Numbers = np.array([number_of(label) for label in labels], dtype=np.uint64)[chosen]
    return found


def _space_heads(doc: Doc, places: list[int]) -> dict[int, int]:
    """White space hangs on the word before it in its sentence, else on the one after."""
    words = set(places)
    found = {}
    for token in doc:
        if token.is_space:
            before = token.i - 1
            while before in found:
                before -= 1
            after = token.i + 1
            while after < len(doc) and after not in words:
                after += 1
            same = before in words and not token.is_sent_start
            found[token.i] = before if same else (after if after < len(doc) else max(before, 0))
    return found


def _with_tree(doc: Doc, tags: Numbers, heads: list[int], relations: list[str]) -> Doc:
    """Sets all at once (heads assigned one by one would walk the tree each time)."""
    tree = np.zeros((len(doc), 2), dtype=np.uint64)
    tree[:, 0] = (np.array(heads, dtype=np.int64) - np.arange(len(doc))).astype(np.uint64)
    tree[:, 1] = [doc.vocab.strings.add(relation) for relation in relations]
    doc.from_array([*TAGS, "HEAD", "DEP"], np.hstack([tags, tree]))  # type: ignore[arg-type]  # as above
    return doc


@Language.component("onrecord_names", assigns=["doc.ents"])
def mark_names(doc: Doc) -> Doc:
    """Sets `doc.ents`: PERSON, STATE, ORGANIZATION and GROUP, decoding each paragraph for itself."""
    reading = _reading(doc)
    shipped = doc.user_data[READING][0]
    places, words = doc.user_data[WORDS]
    names = find_names(
        words.words, paragraph_bounds(words), reading.name, shipped.labels["name"], shipped.name_transitions
    )
    doc.ents = tuple(
        Span(doc, places[name.start], places[name.end - 1] + 1, label=name.kind)
        for name in names
        if name.kind in NAME_KINDS
    )
    return doc


@Language.component("onrecord_attribution", assigns=["doc.spans"])
def mark_attribution(doc: Doc) -> Doc:
    """Sets `doc.spans["source"]`, `["cue"]` and `["content"]`, decoding each paragraph for itself."""
    reading = _reading(doc)
    shipped = doc.user_data[READING][0]
    places, words = doc.user_data[WORDS]
    labels = shipped.labels["attribution"]
    found: dict[str, list[Span]] = {role: [] for role in ROLES}
    bounds = paragraph_bounds(words)
    paths = best_paths([reading.attribution[left:right] for left, right in bounds], shipped.transitions)
    tagged = [(left, right, path) for (left, right), path in zip(bounds, paths, strict=True) if any(path)]
    scores, transitions = cooled(reading.attribution, shipped.transitions, shipped.temperature)
    every = every_marginals([scores[left:right] for left, right, _ in tagged], transitions)
    for (left, _, path), chances in zip(tagged, every, strict=True):
        for start, end, role in spans_of([labels[label] for label in path]):
            span = Span(doc, places[left + start], places[left + end - 1] + 1, label=role)
            span._.confidence = confidence_of(chances, path, start, end)
            found[role].append(span)
    for role in ROLES:
        doc.spans[role] = found[role]
    return doc


def paragraph_bounds(words: Words) -> list[tuple[int, int]]:
    """The first and last word (exclusive) of each paragraph."""
    edges = [word for word, start in enumerate(words.starts) if start]
    return list(zip(edges, [*edges[1:], len(words.words)], strict=True))


def cooled(scores: Array, transitions: Transitions, temperature: float) -> tuple[Array, Transitions]:
    """Scores and transitions divided by the temperature."""
    return scores / temperature, Transitions(
        transitions.between / temperature, transitions.start / temperature, transitions.end / temperature
    )


def confidence_of(chances: Array, path: list[int], start: int, end: int) -> float:
    """How sure the model is of a span: the least sure of its two borders and the word after it."""
    borders = {start, end - 1, min(end, len(path) - 1)}
    return round(float(min(chances[word, path[word]] for word in borders)), 4)
