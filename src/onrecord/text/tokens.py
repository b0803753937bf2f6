"""A document's words, read out of spaCy once, for readers that look at each of them fifty times.

spaCy makes a new `Token` at every look and spells its tags anew, which took a third of the time of all that
is no network. Here the words are plain objects, with spaCy's names for what they have, and its meanings.
A word knows its document weakly, so that a report's words go as soon as it is read, and no collector of
garbage has to look for them; hold the document while you follow its words.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, chain, pairwise, repeat
from typing import TYPE_CHECKING, Any, Literal, overload
from weakref import ref

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

    _doc: "ref[Doc]" = field(repr=False)
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
    is_sent_start: bool
    _head: int = field(repr=False)

    def __len__(self) -> int:
        return len(self.text)

    @property
    def doc(self) -> "Doc":
        """The document that it stands in."""
        doc = self._doc()
        assert doc is not None, "the document went before its words"
        return doc

    @property
    def head(self) -> "Token":
        """The word that it hangs on; a root hangs on itself."""
        doc = self._doc()
        assert doc is not None, "the document went before its words"
        return doc.tokens[self._head]

    @property
    def sent(self) -> "Span":
        """Its sentence."""
        return self.doc.sentence_of(self.i)

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
        start, end = self.start, self.end
        tops = [token for token in self if token._head == token.i or not start <= token._head < end]
        return tops[0] if len(tops) == 1 else min(tops, key=_depth, default=self.doc[start])


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
        user_data: what readers keep of it.
    """

    def __init__(
        self,
        columns: Sequence[Iterable[Any]],
        names: Sequence[tuple[int, int, str]],
        tagged: Mapping[str, Sequence[tuple[int, int, str, float]]],
        annotated: frozenset[str],
    ) -> None:
        """Put a document together.

        Args:
            columns: what is known of the words, marks and blanks: for each field of `Token` but its document,
                in their order, what the words have for it.
            names: first word, after the last word, and kind of each name.
            tagged: for each role its spans: first word, after the last word, role, confidence.
            annotated: of "TAG" and "DEP" what its words have.
        """
        own = ref(self)
        self.tokens = list(map(Token, repeat(own), *columns))
        self.text = "".join([token.text + token.whitespace_ for token in self.tokens])
        self.user_data: dict[str, Any] = {}
        self._annotated = annotated
        self._padded = [*self.tokens, *[_nothing(own, len(self.tokens), self.text)] * _AFTER_THE_LAST]
        self._starts = [token.idx for token in self.tokens]
        self._sentences = [token.i for token in self.tokens if token.is_sent_start or not token.i]
        self._names = names
        self._tagged = tagged
        self._hanging: list[list[Token]] | None = None
        self._edges: list[tuple[Token, Token]] | None = None

    @property
    def sents(self) -> list[Span]:
        """Its sentences."""
        return [Span(self, *place) for place in pairwise([*self._sentences, len(self)])]

    @property
    def ents(self) -> list[Span]:
        """Its names, `label_` telling of which kind."""
        return [Span(self, *name) for name in self._names]

    @property
    def spans(self) -> dict[str, list[Span]]:
        """The tagger's spans by their role, with `confidence`."""
        return {role: [Span(self, *span) for span in spans] for role, spans in self._tagged.items()}

    def sentence_of(self, index: int) -> Span:
        """The sentence of a word."""
        number = bisect_right(self._sentences, index)
        end = self._sentences[number] if number < len(self._sentences) else len(self.tokens)
        return Span(self, self._sentences[number - 1], end)

    def __len__(self) -> int:
        return len(self.tokens)

    def __iter__(self) -> Iterator[Token]:
        return iter(self.tokens)

    @overload
    def __getitem__(self, index: int) -> Token: ...

    @overload
    def __getitem__(self, index: slice) -> Span: ...

    def __getitem__(self, index: int | slice) -> Token | Span:
        if index.__class__ is slice:  # asked 26,000 times in a report: `isinstance` takes twice as long
            start, end, _ = index.indices(len(self.tokens))
            return Span(self, start, max(start, end))
        return self._padded[index] if index >= 0 else self.tokens[index]  # type: ignore[operator, return-value]

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
                if token._head != token.i:
                    self._hanging[token._head].append(token)
        return self._hanging

    def edges(self) -> list[tuple[Token, Token]]:
        """For each word the first and the last of all that are under it, itself among them."""
        if self._edges is None:
            heads = [token._head for token in self.tokens]
            first, last = list(range(len(heads))), list(range(len(heads)))
            for index, above in enumerate(heads):
                # Who has it under him has it from there on up.
                while index < first[above] or index > last[above]:
                    if index < first[above]:
                        first[above] = index
                    else:
                        last[above] = index
                    above = heads[above]
            self._edges = [(self.tokens[one], self.tokens[two]) for one, two in zip(first, last, strict=True)]
        return self._edges


def read_out(doc: "SpacyDoc | Doc") -> Doc:
    """The words of a document that spaCy holds; those that were read out of it before stay as they are."""
    if isinstance(doc, Doc):
        return doc
    return Doc(
        _columns(doc),
        [(name.start, name.end, name.label_) for name in doc.ents],
        {
            role: [(span.start, span.end, span.label_, _confidence(span)) for span in spans]
            for role, spans in doc.spans.items()
        },
        frozenset(name for name in ("TAG", "DEP") if doc.has_annotation(name)),
    )


def _columns(source: "SpacyDoc") -> list[Iterable[Any]]:
    columns = source.to_array([*_SPELT, *_FLAGS, "SENT_START", "HEAD"]).T.tolist()
    strings = source.vocab.strings
    names = {number: strings[number] for number in set(chain.from_iterable(columns[: len(_SPELT)]))}
    texts, *spelt = [[names[number] for number in column] for column in columns[: len(_SPELT)]]
    *flags, blanks, starts, heads = columns[len(_SPELT) :]
    return [
        range(len(texts)),
        offsets_of(texts, blanks),
        texts,
        *spelt,
        *([flag == 1 for flag in column] for column in flags),
        [" " if blank else "" for blank in blanks],
        [start == 1 for start in starts],
        # The array holds numbers without a sign.
        [index + (head if head < _NEGATIVE else head - 2 * _NEGATIVE) for index, head in enumerate(heads)],
    ]


def offsets_of(texts: Sequence[str], blanks: Sequence[int]) -> list[int]:
    """The offset of each word, mark and blank of a text.

    Args:
        texts: each as it stands.
        blanks: for each 1 where a blank follows it that is no token of its own, else 0.
    """
    ends = accumulate(len(text) + blank for text, blank in zip(texts, blanks, strict=True))
    return [0, *ends][: len(texts)]


def _nothing(doc: "ref[Doc]", index: int, text: str) -> Token:
    """What stands after the last word."""
    no = False
    return Token(doc, index, len(text), "", "", "", "", "", "", "", no, no, no, no, no, "", no, index)


def _confidence(span: Any) -> float:
    """How sure the tagger is of a span; one of another hand is taken for sure."""
    given = span._.confidence if span.has_extension("confidence") else None
    return 1.0 if given is None else float(given)
