"""Our annotators as spaCy pipeline components, each usable alone in a pipeline of one's own.

`onrecord_sentences` sets sentence starts from punctuation; `onrecord_encoder` runs the network once and keeps
its reading in `doc.user_data`; the others turn that reading into annotations: `onrecord_parser` into tags,
lemmas and dependencies, `onrecord_names` into `doc.ents`, and `onrecord_attribution` into
`doc.spans["source"]`, `["cue"]` and `["content"]`, with `span._.confidence`.
"""

import os
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.util import filter_spans

from onrecord.errors import ModelError
from onrecord.language.crf import Array, Transitions, best_path, marginals, spans_of
from onrecord.language.encoder import Encoder, Reading, sentence_bounds
from onrecord.language.lemmas import apply_rule
from onrecord.language.name_rules import Name, mend
from onrecord.language.shipped import SHIPPED, read_shipped
from onrecord.language.trees import best_heads
from onrecord.language.windows import Words, encode
from onrecord.text.countries import country_of
from onrecord.text.sentences import sentences

READING = "onrecord_reading"
WORDS = "onrecord_words"
PARAGRAPHS = "onrecord_paragraphs"
ROLES = ("source", "cue", "content")
LONGEST_COUNTRY = 4
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
    for token in doc:
        token.is_sent_start = token.i == 0 or token.idx in begins
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
        words = encode(self.encoder.tokenizer, [token.text for token in kept], starts, numbers)
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
    for token in doc:
        if token.is_space:
            heads[token.i] = space[token.i]
    for word, place in enumerate(places):
        token = doc[place]
        token.pos_ = labels["upos"][reading.upos[word]]
        token.tag_ = labels["xpos"][reading.xpos[word]]
        token.lemma_ = apply_rule(labels["lemma"][reading.lemma[word]], token.text)
    for token in doc:
        if token.is_space:
            token.pos_, token.tag_, token.lemma_ = "SPACE", "_SP", token.text
    return _with_tree(doc, heads.tolist(), relations)


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


def _with_tree(doc: Doc, heads: list[int], relations: list[str]) -> Doc:
    """Sets heads and relations at once (assigning them one by one would walk the tree each time)."""
    attributes = np.zeros((len(doc), 2), dtype=np.uint64)
    for place, (head, relation) in enumerate(zip(heads, relations, strict=True)):
        attributes[place, 0] = np.array(head - place, dtype=np.int64).astype(np.uint64)
        attributes[place, 1] = doc.vocab.strings.add(relation)
    doc.from_array(["HEAD", "DEP"], attributes)  # type: ignore[arg-type]  # spaCy's stub is too narrow
    return doc


@Language.component("onrecord_names", assigns=["doc.ents"])
def mark_names(doc: Doc) -> Doc:
    """Sets `doc.ents`: PERSON, STATE, ORGANIZATION and GROUP, decoding each paragraph for itself; countries
    of several words that the model passed over are states by their name."""
    reading = _reading(doc)
    shipped = doc.user_data[READING][0]
    places, words = doc.user_data[WORDS]
    bounds = paragraph_bounds(words)
    labels = shipped.labels["name"]
    tagged: list[Name] = []
    for left, right in bounds:
        path = best_path(reading.name[left:right], shipped.name_transitions)
        tagged += [
            Name(left + start, left + end, kind)
            for start, end, kind in spans_of([labels[label] for label in path])
        ]

    def chance_of(name: Name) -> dict[str, float]:
        left, right = next(edges for edges in bounds if edges[0] <= name.start < edges[1])
        chances = marginals(reading.name[left:right], shipped.name_transitions)[
            name.start - left : name.end - left
        ]
        total: dict[str, float] = {}
        for place, label in enumerate(labels):
            kind = label[2:]
            total[kind] = total.get(kind, 0.0) + float(chances[:, place].mean())
        return total

    found: list[Span] = []
    taken: set[int] = set()
    for name in mend(words.words, tagged, chance_of):
        span = Span(doc, places[name.start], places[name.end - 1] + 1, label=name.kind)
        taken.update(range(span.start, span.end))
        if name.kind in NAME_KINDS:
            found.append(span)
    doc.ents = tuple(filter_spans([*found, *_countries(doc, taken)]))
    return doc


def _countries(doc: Doc, taken: set[int]) -> Iterator[Span]:
    """Names of countries of two to four words, all of them outside other names."""
    for token in doc:
        if token.i in taken or not token.text[0].isupper():
            continue
        for end in range(min(token.i + LONGEST_COUNTRY, len(doc)), token.i + 1, -1):
            free = taken.isdisjoint(range(token.i, end)) and doc[end - 1].text[0].isupper()
            if free and (country_of(doc[token.i : end].text) or ("", ""))[1] == "name":
                yield Span(doc, token.i, end, label="STATE")
                break


@Language.component("onrecord_attribution", assigns=["doc.spans"])
def mark_attribution(doc: Doc) -> Doc:
    """Sets `doc.spans["source"]`, `["cue"]` and `["content"]`, decoding each paragraph for itself."""
    reading = _reading(doc)
    shipped = doc.user_data[READING][0]
    places, words = doc.user_data[WORDS]
    labels = shipped.labels["attribution"]
    found: dict[str, list[Span]] = {role: [] for role in ROLES}
    for left, right in paragraph_bounds(words):
        scores = reading.attribution[left:right]
        path = best_path(scores, shipped.transitions)
        if not any(path):
            continue
        chances = marginals(*cooled(scores, shipped.transitions, shipped.temperature))
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
