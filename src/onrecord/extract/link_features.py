"""What speaks for and against two spans belonging together: the features of the learned linker.

A pair is a content and a cue, or a cue and a source. Its features are names with values; the weights of the
names were learned from PolNeAR's training articles (`training/linker.py`) and lie in `data/linking.json`.
"""

import json
import math
import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

from onrecord.extract.drafts import Tagged
from onrecord.text.layout import Layout
from onrecord.text.tokens import Doc, Token

Features = dict[str, float]
_OPENING_WORD = re.compile(
    r"(?:that|whether|if|to|as|of|for|about|on|at)?[\s,:\u201c\"'\u2018]*", re.IGNORECASE
)
_RELATIVE = frozenset(["which", "who", "whom", "what", "that", "it", "this", "so"])
_SUBJECTS = frozenset(["nsubj", "nsubj:pass", "csubj", "expl"])
_FAR = 4
_BESIDE = 12
_MARKS = ((";", "semicolon"), (",", "comma"), (":", "colon"), ("(", "bracket"))
_JOINING = tuple((f" {word} ", word) for word in ("and", "but", "while", "who", "which", "as"))


@cache
def weights(pair: str) -> Mapping[str, float]:
    """The learned weight of each feature of a kind of pair: `content_cue` or `cue_source`."""
    data = files("onrecord.extract").joinpath("data/linking.json").read_text(encoding="utf-8")
    learned: dict[str, dict[str, float]] = json.loads(data)["weights"]
    return learned[pair]


def score(features: Features, weights_of_pair: Mapping[str, float]) -> float:
    """The sum of a pair's features, each times its weight; unknown ones count nothing."""
    total = 0.0
    for name, value in features.items():
        weight = weights_of_pair.get(name)
        if weight is not None:
            total += weight * value
    return total


@dataclass(frozen=True, slots=True)
class Scene:
    """The spans of a report among which links are drawn.

    Attributes:
        layout: where sentences and quotations lie.
        doc: the tokens, parsed or not.
        contents: the pieces of content, in order.
        cues: the cues, in order.
        sources: the sources, in order.
    """

    layout: Layout
    doc: Doc
    contents: Sequence[Tagged]
    cues: Sequence[Tagged]
    sources: Sequence[Tagged]
    _is_parsed: bool = field(init=False, repr=False, compare=False)
    _quoted: dict[int, bool] = field(init=False, repr=False, compare=False, default_factory=dict)
    _starts: dict[int, list[int]] = field(init=False, repr=False, compare=False)
    _found: dict[tuple[int, int], Sequence[Token]] = field(
        init=False, repr=False, compare=False, default_factory=dict
    )
    _heads: dict[tuple[int, int], Token | None] = field(
        init=False, repr=False, compare=False, default_factory=dict
    )
    _places: dict[tuple[int, int], frozenset[int]] = field(
        init=False, repr=False, compare=False, default_factory=dict
    )
    _verbs: dict[int, tuple[bool, tuple[int, ...], int]] = field(
        init=False, repr=False, compare=False, default_factory=dict
    )

    def __post_init__(self) -> None:
        # Each span stands in many pairs: what is asked of it again and again is kept.
        object.__setattr__(self, "_is_parsed", self.doc.has_annotation("DEP"))
        every = (self.contents, self.cues, self.sources)
        object.__setattr__(self, "_starts", {id(spans): [span.start for span in spans] for spans in every})

    def content_and_cue(self, content: Tagged, cue: Tagged) -> Features:
        """The features of a content and a cue that may be its own."""
        found = self._pair(content, cue, "q")
        side = "after" if cue.start >= content.end else "before"
        words = self.layout.text[content.start : content.end].lower()
        if words in _RELATIVE:
            found[f"relative {side}"] = 1.0
        if self.layout.text[cue.start : cue.end].lower().startswith("according"):
            found[f"according {side}"] = 1.0
        for other in self._begun(self.contents, cue.end, cue.end + _BESIDE):
            if other is not content and self._is_beside(cue.end, other.start):
                found[f"rival follows cue {side}"] = 1.0
                break
        first, second = (cue, content) if side == "before" else (content, cue)
        for other in self._begun(self.cues, first.end, second.start):
            if other is not cue and other.end <= second.start:
                found[f"another cue nearer {side}"] = 1.0
                break
        quoted = self._is_quoted(content.start) or self._is_quoted(content.start - 1)
        found[f"quoted {side}"] = float(quoted)
        found[f"cue quoted {self._is_quoted(cue.start)} content {quoted}"] = 1.0
        found |= self._parse(content, cue, side)
        return found

    def cue_and_source(self, cue: Tagged, source: Tagged, pieces: Sequence[Tagged]) -> Features:
        """The features of a cue, whose contents are known, and a source that may be its own."""
        found = self._pair(cue, source, "s")
        side = "after" if source.start >= cue.end else "before"
        text = self.layout.text
        last = text[cue.start : cue.end].lower().split()[-1]
        if last in {"to", "by", "of", "with"}:
            found[f"cue ends in {last} {side}"] = 1.0
        before = text[max(0, source.start - 12) : source.start].lower().split()
        if before and before[-1] in {"by", "to", "with", "from", "of", "for", "in", "on", "than"}:
            found[f"source after {before[-1]} {side}"] = 1.0
        low, high = min(cue.start, source.start), max(cue.end, source.end)
        between = any(low <= piece.start and piece.end <= high for piece in pieces)
        found[f"own content between {side}"] = float(between)
        first = pieces[0].start < cue.start
        found[f"content first {first} source {side}"] = 1.0
        if text[source.start : source.end].lower() in {"he", "she", "they", "who", "i", "we", "it"}:
            found[f"pronoun {side}"] = 1.0
        found |= self._parse(source, cue, side)
        return found

    def _pair(self, one: Tagged, other: Tagged, name: str) -> Features:
        """What lies between two spans, and how sure the tagger was of each."""
        side = "after" if other.start >= one.end else "before"
        first, second = (one, other) if one.start <= other.start else (other, one)
        start, end = first.end, max(first.end, second.start)
        gap = self.layout.text[start:end]
        found: Features = {"bias": 1.0, side: 1.0, f"gap {side}": math.log1p(end - start)}
        if self._is_beside(start, end):
            found[f"beside {side}"] = 1.0
        if gap:
            found |= self._between(one, other, gap, start, side)
        breaks = self.layout.sentence_at(second.start) - self.layout.sentence_at(
            max(first.start, first.end - 1)
        )
        if breaks:
            found[f"sentences between {min(breaks, 2)} {side}"] = 1.0
        blocks = self.layout.block_at(second.start) - self.layout.block_at(max(first.start, first.end - 1))
        if blocks:
            announced = gap.lstrip().startswith(":")
            found[f"paragraphs between {'announced' if announced else min(blocks, 2)} {side}"] = 1.0
        found[f"gap of confidence {name}"] = abs(one.confidence - other.confidence)
        return found

    def _between(self, one: Tagged, other: Tagged, gap: str, start: int, side: str) -> Features:
        """What stands in the gap between two spans."""
        found: Features = {}
        end = start + len(gap)
        for label, spans in (("contents", self.contents), ("cues", self.cues), ("sources", self.sources)):
            count = 0
            for span in self._begun(spans, start, end):
                if span.end <= end and span is not one and span is not other:
                    count += 1
            if count:
                found[f"{label} between {min(count, 2)} {side}"] = 1.0
        for mark, label in _MARKS:
            if mark in gap:
                found[f"{label} between {side}"] = 1.0
        lowered = f" {gap.lower()} "
        for word, label in _JOINING:
            if word in lowered:
                found[f"{label} between {side}"] = 1.0
        return found

    def _is_beside(self, start: int, end: int) -> bool:
        """Whether nothing but marks and a word that opens a clause lies between two offsets."""
        return (
            end - start <= _BESIDE
            and _OPENING_WORD.fullmatch(self.layout.text[start:end].strip()) is not None
        )

    def _begun(self, spans: Sequence[Tagged], start: int, end: int) -> Sequence[Tagged]:
        """The spans, in order, that begin from one offset to another."""
        starts = self._starts[id(spans)]
        left = bisect_left(starts, start)
        return spans[left : bisect_left(starts, end + 1, left)]

    def _parse(self, one: Tagged, cue: Tagged, side: str) -> Features:
        """How the parse joins the head of a span to a cue."""
        if not self._is_parsed:
            return {}
        head, inside = self._head(one), self._inside(cue)
        if head is None or not inside:
            return {"no words": 1.0}
        found: Features = {}
        relation = head.dep_.partition(":")[0]
        if head.head.i in inside and head.head is not head:
            found[f"hangs on cue as {relation}"] = 1.0
            found[f"hangs on cue {side}"] = 1.0
        else:
            steps, at = 0, head
            while steps < _FAR and at.head is not at and at.i not in inside:
                at, steps = at.head, steps + 1
            found["cue above" if at.i in inside else "cue not above"] = 1.0
        verb = self._head(cue)
        if verb is not None:
            own = self._inside(one)
            if verb.head.i in own and verb.head is not verb:
                found[f"cue hangs on it as {verb.dep_.partition(':')[0]}"] = 1.0
            if verb.i not in self._verbs:
                self._verbs[verb.i] = (is_passive(verb), *_subjects(verb))
            passive, subjects, steps = self._verbs[verb.i]
            found[f"passive {passive} {side}"] = 1.0
            if subjects:
                found[f"subject in it {not own.isdisjoint(subjects)} {min(steps, 2)}"] = 1.0
            else:
                found["no subject"] = 1.0
        return found

    def _is_quoted(self, offset: int) -> bool:
        known = self._quoted.get(offset)
        if known is None:
            known = self._quoted[offset] = self.layout.is_quoted(offset)
        return known

    def _words(self, span: Tagged) -> Sequence[Token]:
        known = self._found.get((span.start, span.end))
        if known is None:
            found = self.doc.char_span(span.start, span.end, alignment_mode="expand")
            known = self._found[span.start, span.end] = list(found) if found is not None else []
        return known

    def _inside(self, span: Tagged) -> frozenset[int]:
        """The indices of a span's words."""
        place = (span.start, span.end)
        if place not in self._places:
            self._places[place] = frozenset(token.i for token in self._words(span))
        return self._places[place]

    def _head(self, span: Tagged) -> Token | None:
        """The word of a span that hangs on a word outside it; the first of several."""
        place = (span.start, span.end)
        if place not in self._heads:
            inside = self._inside(span)
            self._heads[place] = next(
                (token for token in self._words(span) if token.head.i not in inside), None
            )
        return self._heads[place]


def is_passive(verb: Token) -> bool:
    """Whether a verb is a past participle after a form of "be" or "get"."""
    return verb.tag_ == "VBN" and any(
        child.dep_.startswith("aux") and child.lemma_ in {"be", "get"} for child in verb.children
    )


def _subjects(verb: Token) -> tuple[tuple[int, ...], int]:
    """The subjects of a verb, or of the nearest one that it is joined to, and how many steps up that is."""
    at = verb
    for steps in range(_FAR):
        subjects = tuple(child.i for child in at.children if child.dep_.partition(":")[0] in _SUBJECTS)
        if subjects:
            return subjects, steps
        if at.head is at:
            break
        at = at.head
    return (), 0
