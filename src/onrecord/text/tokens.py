"""A document's words, read out of spaCy once, for readers that look at each of them fifty times.

spaCy makes a new `Token` at every look and spells its tags anew, which took a third of the time of all that
is no network. Here the words are plain objects, with spaCy's names for what they have, and its meanings.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Literal, overload

if TYPE_CHECKING:
    from spacy.tokens import Doc as SpacyDoc

_SPELT = ("ORTH", "LOWER", "TAG", "POS", "DEP", "LEMMA", "ENT_TYPE")
_FLAGS = ("IS_ALPHA", "IS_SPACE", "IS_PUNCT", "IS_TITLE", "LIKE_NUM", "SPACY")
_AFTER_THE_LAST = 5
"""So many places after the last word may be asked for; spaCy gives empty words there."""
_NEGATIVE = 1 << 63


@dataclass(slots=True, eq=False)
class Token:
    """A word, a mark or a blank, as spaCy's `Token` describes it; a word that heads itself is a root."""

    doc: "Doc" = field(repr=False)
    i: int
    idx: int
    text: str
    lower_: str
    tag_: str
    pos_: str
    dep_: str
    lemma_: str
    ent_type_: str
    is_alpha: bool
    is_space: bool
    is_punct: bool
    is_title: bool
    like_num: bool
    whitespace_: str
    is_sent_start: bool = False
    head: "Token" = field(init=False, repr=False)
    sent: "Span" = field(init=False, repr=False)

    def __len__(self) -> int:
        return len(self.text)

    def nbor(self, steps: int = 1) -> "Token":
        """The word so many places on."""
        return self.doc[self.i + steps]

    @property
    def children(self) -> Sequence["Token"]:
        """The words that hang on it, in order."""
        return self.doc.hanging()[self.i]

    @property
    def lefts(self) -> Sequence["Token"]:
        """Those of them that stand before it."""
        return [child for child in self.children if child.i < self.i]

    @property
    def rights(self) -> Sequence["Token"]:
        """Those of them that stand after it."""
        return [child for child in self.children if child.i > self.i]

    @property
    def left_edge(self) -> "Token":
        """The first word of all that is under it."""
        return self.doc.edges()[self.i][0]

    @property
    def right_edge(self) -> "Token":
        """The last word of all that is under it."""
        return self.doc.edges()[self.i][1]


@dataclass(slots=True, eq=False)
class Span:
    """A stretch of words, as spaCy's `Span` describes it."""

    doc: "Doc" = field(repr=False)
    start: int
    end: int
    label_: str = ""
    confidence: float = 1.0

    def __len__(self) -> int:
        return self.end - self.start

    def __iter__(self) -> Iterator[Token]:
        return iter(self.doc.tokens[self.start : self.end])

    @overload
    def __getitem__(self, index: int) -> Token: ...

    @overload
    def __getitem__(self, index: slice) -> "Span": ...

    def __getitem__(self, index: int | slice) -> "Token | Span":
        if isinstance(index, slice):
            start, end, _ = index.indices(len(self))
            return Span(self.doc, self.start + start, self.start + max(start, end))
        return self.doc.tokens[range(self.start, self.end)[index]]

    @property
    def text(self) -> str:
        """Its words as they stand, without a blank after the last."""
        return self.doc.text[self.start_char : self.end_char]

    @property
    def text_with_ws(self) -> str:
        """Its words as they stand, with the blank after the last."""
        return self.text + self.doc[self.end - 1].whitespace_ if self.end > self.start else ""

    @property
    def start_char(self) -> int:
        """Offset of its first character."""
        return self.doc[self.start].idx

    @property
    def end_char(self) -> int:
        """Offset after its last one."""
        if self.end == self.start:
            return self.start_char
        last = self.doc.tokens[self.end - 1]
        return last.idx + len(last.text)

    @property
    def root(self) -> Token:
        """Its word that stands highest in the tree, the first of several; marks and blanks come last."""
        tops = [token for token in self if token.head is token or not self.start <= token.head.i < self.end]
        return min(tops, key=_depth, default=self.doc[self.start])


def _depth(token: Token) -> int:
    """How many words stand above a word."""
    if token.head is not token and (token.is_punct or token.is_space) and not token.children:
        return len(token.doc)
    steps = 0
    while token.head is not token:
        token, steps = token.head, steps + 1
    return steps


class Doc:
    """The words of a document, its names, and the tagger's spans.

    Attributes:
        text: the text.
        tokens: its words, marks and blanks.
        sents: its sentences.
        ents: its names, `label_` telling of which kind.
        spans: the tagger's spans by their role, with `confidence`.
        user_data: what readers keep of it.
    """

    def __init__(self, doc: "SpacyDoc") -> None:
        self.text: str = doc.text
        self.user_data: dict[str, Any] = {}
        self._annotated = {name for name in ("TAG", "DEP") if doc.has_annotation(name)}
        self.tokens = _tokens(self, doc)
        self._padded = [*self.tokens, *[_nothing(self)] * _AFTER_THE_LAST]
        self._starts = [token.idx for token in self.tokens]
        self.sents = _sentences(self)
        self.ents = tuple(Span(self, name.start, name.end, name.label_) for name in doc.ents)
        self.spans = {
            role: [Span(self, span.start, span.end, span.label_, _confidence(span)) for span in spans]
            for role, spans in doc.spans.items()
        }
        self._hanging: list[list[Token]] | None = None
        self._edges: list[tuple[Token, Token]] | None = None

    def __len__(self) -> int:
        return len(self.tokens)

    def __iter__(self) -> Iterator[Token]:
        return iter(self.tokens)

    @overload
    def __getitem__(self, index: int) -> Token: ...

    @overload
    def __getitem__(self, index: slice) -> Span: ...

    def __getitem__(self, index: int | slice) -> Token | Span:
        if isinstance(index, slice):
            start, end, _ = index.indices(len(self.tokens))
            return Span(self, start, max(start, end))
        return self._padded[index] if index >= 0 else self.tokens[index]

    def has_annotation(self, name: Literal["TAG", "DEP"]) -> bool:
        """Whether its words have tags, or a parse."""
        return name in self._annotated

    def char_span(self, start: int, end: int, alignment_mode: Literal["contract", "expand"]) -> Span | None:
        """The words of a stretch of the text.

        Args:
            start: offset of its first character.
            end: offset after its last one.
            alignment_mode: "contract" leaves out words that it cuts, "expand" takes them whole.

        Returns:
            The words; None where there are none.
        """
        first, last = self._at(start), self._at(end - 1)
        if first is None or last is None:
            return None
        if alignment_mode == "contract":
            first += self._starts[first] < start
            last -= end < self._starts[last] + len(self.tokens[last])
            return Span(self, first, last + 1) if first <= last else None
        # The blank after a word is no part of it.
        first += start == self._starts[first] + len(self.tokens[first])
        return Span(self, first, max(first, last + 1))

    def _at(self, offset: int) -> int | None:
        """The index of the word that an offset lies in, or in the blank after it."""
        return bisect_right(self._starts, offset) - 1 if 0 <= offset < len(self.text) else None

    def hanging(self) -> list[list[Token]]:
        """For each word those that hang on it, in order; found when first asked for."""
        if self._hanging is None:
            self._hanging = [[] for _ in self.tokens]
            for token in self.tokens:
                if token.head is not token:
                    self._hanging[token.head.i].append(token)
        return self._hanging

    def edges(self) -> list[tuple[Token, Token]]:
        """For each word the first and the last of all that are under it, itself among them."""
        if self._edges is None:
            self._edges = [(token, token) for token in self.tokens]
            for token in self.tokens:
                above = token
                while above.head is not above:
                    above = above.head
                    first, last = self._edges[above.i]
                    self._edges[above.i] = min(first, token, key=_index), max(last, token, key=_index)
        return self._edges


def read_out(doc: "SpacyDoc | Doc") -> Doc:
    """The words of a document that spaCy holds; those that were read out of it before stay as they are."""
    return doc if isinstance(doc, Doc) else Doc(doc)


def _index(token: Token) -> int:
    return token.i


def _tokens(doc: Doc, source: "SpacyDoc") -> list[Token]:
    rows = source.to_array([*_SPELT, *_FLAGS, "SENT_START", "HEAD"]).tolist()
    strings = source.vocab.strings
    names = {number: strings[number] for number in {number for row in rows for number in row[: len(_SPELT)]}}
    found: list[Token] = []
    here = 0
    for row in rows:
        text, lower, tag, part, relation, lemma, entity = [names[number] for number in row[: len(_SPELT)]]
        alpha, space, punct, title, number, blank, starts, _ = row[len(_SPELT) :]
        found.append(
            Token(
                doc, len(found), here, text, lower, tag, part, relation, lemma, entity,
                bool(alpha), bool(space), bool(punct), bool(title), bool(number),
                " " if blank else "", starts == 1,
            )
        )  # fmt: skip
        here += len(text) + blank
    for token, row in zip(found, rows, strict=True):
        # The array holds numbers without a sign.
        steps = row[-1] if row[-1] < _NEGATIVE else row[-1] - 2 * _NEGATIVE
        token.head = found[token.i + steps]
    return found


def _nothing(doc: Doc) -> Token:
    """What stands after the last word."""
    place, none = (len(doc.tokens), len(doc.text)), False
    return Token(doc, *place, "", "", "", "", "", "", "", none, none, none, none, none, "")


def _sentences(doc: Doc) -> tuple[Span, ...]:
    starts = [token.i for token in doc.tokens if token.is_sent_start or not token.i]
    found = tuple(Span(doc, *place) for place in pairwise([*starts, len(doc)]))
    for sentence in found:
        for token in sentence:
            token.sent = sentence
    return found


def _confidence(span: Any) -> float:
    """How sure the tagger is of a span; one of another hand is taken for sure."""
    given = span._.confidence if span.has_extension("confidence") else None
    return 1.0 if given is None else float(given)
