"""What a reading of the encoder says of a text's words, as plain lists: for spaCy's document and for ours."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from onrecord.language.crf import Array, Transitions, best_paths, every_marginals, spans_of
from onrecord.language.encoder import Encoder, Reading, sentence_bounds
from onrecord.language.lemmas import apply_rule
from onrecord.language.names import find_names
from onrecord.language.shipped import Shipped
from onrecord.language.trees import best_heads
from onrecord.language.windows import Words, encode

ROLES = ("source", "cue", "content")
NAME_KINDS = frozenset(("PERSON", "STATE", "ORGANIZATION", "GROUP"))


@dataclass(frozen=True, slots=True)
class Cut:
    """A text's words, marks and blanks, as the encoder needs to know them.

    Attributes:
        texts: each as it stands.
        blanks: whether each is white space.
        starts: whether each begins a sentence.
        begins: whether each begins a paragraph.
    """

    texts: Sequence[str]
    blanks: Sequence[bool]
    starts: Sequence[bool]
    begins: Sequence[bool]

    @property
    def places(self) -> list[int]:
        """Where those stand that are no white space."""
        return [place for place, blank in enumerate(self.blanks) if not blank]


@dataclass(frozen=True, slots=True)
class Parse:
    """Tags, lemmas and the dependency tree of a text's words, marks and blanks.

    Attributes:
        heads: where the word stands that each hangs on; its own place for a root.
        relations: to that word.
        upos: universal part of speech.
        xpos: fine tag.
        lemmas: base forms.
    """

    heads: list[int]
    relations: list[str]
    upos: list[str]
    xpos: list[str]
    lemmas: list[str]


def words_of(encoder: Encoder, cut: Cut) -> Words:
    """The words of a text, white space left out, as the encoder reads them.

    Args:
        encoder: that is to read them.
        cut: the text's words, marks and blanks.
    """
    numbers: list[int] = []
    starts: list[bool] = []
    number, pending = -1, False
    for blank, opens, begins in zip(cut.blanks, cut.starts, cut.begins, strict=True):
        number += opens
        pending = pending or begins
        if not blank:
            numbers.append(number)
            starts.append(pending or not starts)
            pending = False
    texts = [text for text, blank in zip(cut.texts, cut.blanks, strict=True) if not blank]
    return encode(encoder.tokenizer, texts, starts, numbers, encoder.known)


def parse_of(cut: Cut, words: Words, reading: Reading, shipped: Shipped) -> Parse:
    """The likeliest tree of each sentence, with tags and lemmas.

    Args:
        cut: the text's words, marks and blanks.
        words: those of them that the encoder has read.
        reading: what it says of them.
        shipped: the model, for what its labels are called.
    """
    labels, places = shipped.labels, cut.places
    count = len(cut.texts)
    heads = list(range(count))
    relations = ["dep"] * count
    named = [labels["relation"][relation] for relation in reading.relation.tolist()]
    for (start, _), scores in zip(sentence_bounds(words.sentences), reading.arcs, strict=True):
        for word, head in enumerate(best_heads(scores), start):
            if head == -1:
                relations[places[word]] = "ROOT"
            else:
                heads[places[word]] = places[start + head]
                relations[places[word]] = "dep" if named[word] == "root" else named[word]
    upos, xpos, lemmas = ["SPACE"] * count, ["_SP"] * count, [""] * count
    rules = labels["lemma"]
    tags = zip(reading.upos.tolist(), reading.xpos.tolist(), reading.lemma.tolist(), strict=True)
    for place, text, (part, tag, rule) in zip(places, words.words, tags, strict=True):
        upos[place], xpos[place] = labels["upos"][part], labels["xpos"][tag]
        lemmas[place] = apply_rule(rules[rule], text)
    for place, head in _space_heads(cut).items():
        heads[place], lemmas[place] = head, cut.texts[place]
    return Parse(heads, relations, upos, xpos, lemmas)


def _space_heads(cut: Cut) -> dict[int, int]:
    """White space hangs on the word before it in its sentence, else on the one after."""
    found: dict[int, int] = {}
    count = len(cut.blanks)
    for place, blank in enumerate(cut.blanks):
        if blank:
            before = place - 1
            while before in found:
                before -= 1
            after = place + 1
            while after < count and cut.blanks[after]:
                after += 1
            same = before >= 0 and not cut.starts[place]
            found[place] = before if same else (after if after < count else max(before, 0))
    return found


def names_of(
    words: Words, places: Sequence[int], reading: Reading, shipped: Shipped
) -> list[tuple[int, int, str]]:
    """The names of what can act.

    Args:
        words: those that the encoder has read.
        places: where these stand in the text, white space counted.
        reading: what the encoder says of them.
        shipped: the model, for its labels and for which may follow which.

    Returns:
        For each name, in order, the place of its first word, the place after its last, and its kind.
    """
    found = find_names(
        words.words, paragraph_bounds(words), reading.name, shipped.labels["name"], shipped.name_transitions
    )
    return [
        (places[name.start], places[name.end - 1] + 1, name.kind) for name in found if name.kind in NAME_KINDS
    ]


def attribution_of(
    words: Words, places: Sequence[int], reading: Reading, shipped: Shipped
) -> Mapping[str, list[tuple[int, int, str, float]]]:
    """The tagger's spans, with how sure it is of each.

    Args:
        words: those that the encoder has read.
        places: where these stand in the text, white space counted.
        reading: what the encoder says of them.
        shipped: the model, for its labels, for which may follow which, and for its temperature.

    Returns:
        For each role its spans in order: the place of the first word, the place after the last, the role and
        the confidence, from 0 to 1.
    """
    labels = shipped.labels["attribution"]
    found: dict[str, list[tuple[int, int, str, float]]] = {role: [] for role in ROLES}
    bounds = paragraph_bounds(words)
    paths = best_paths([reading.attribution[left:right] for left, right in bounds], shipped.transitions)
    tagged = [(left, right, path) for (left, right), path in zip(bounds, paths, strict=True) if any(path)]
    scores, transitions = cooled(reading.attribution, shipped.transitions, shipped.temperature)
    every = every_marginals([scores[left:right] for left, right, _ in tagged], transitions)
    for (left, _, path), chances in zip(tagged, every, strict=True):
        for start, end, role in spans_of([labels[label] for label in path]):
            sure = confidence_of(chances, path, start, end)
            found[role].append((places[left + start], places[left + end - 1] + 1, role, sure))
    return found


def paragraph_bounds(words: Words) -> list[tuple[int, int]]:
    """The first and last word (exclusive) of each paragraph."""
    edges = [word for word, start in enumerate(words.starts) if start]
    return list(pairwise([*edges, len(words.words)]))


def cooled(scores: Array, transitions: Transitions, temperature: float) -> tuple[Array, Transitions]:
    """Scores and transitions divided by the temperature."""
    return scores / temperature, Transitions(
        transitions.between / temperature, transitions.start / temperature, transitions.end / temperature
    )


def confidence_of(chances: Array, path: list[int], start: int, end: int) -> float:
    """How sure the model is of a span: the least sure of its two borders and the word after it."""
    borders = {start, end - 1, min(end, len(path) - 1)}
    return round(float(min(chances[word, path[word]] for word in borders)), 4)


def first_of_sentences(heads: Sequence[int], starts: Sequence[bool], blanks: Collection[int]) -> list[bool]:
    """Which words begin a sentence where that is all the words of one tree, as spaCy has it.

    Args:
        heads: where the word stands that each hangs on.
        starts: whether each begins a sentence by the marks.
        blanks: where white space stands; it alone may hang on a word of another sentence.
    """
    crossing = any(
        any(starts[min(place, heads[place]) + 1 : max(place, heads[place]) + 1]) for place in blanks
    )
    if not crossing:
        return list(starts)
    first = list(range(len(heads)))
    for place, head in enumerate(heads):
        above = head
        while first[above] > first[place]:
            first[above] = first[place]
            above = heads[above]
    found = [False] * len(heads)
    for place, head in enumerate(heads):
        if place == head:
            found[first[place]] = True
    return found
