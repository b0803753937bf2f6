"""Fixtures that tests of several packages use."""

import re

import pytest
import spacy
from spacy.tokens import Span

from onrecord.model import Report
from onrecord.text.layout import Layout, lay_out
from onrecord.text.tokens import Doc, read_out

MARK = re.compile(r"\{(?P<role>[scqpog])\|(?P<words>[^{}]*)\}")
ROLES = {"s": "source", "q": "cue", "c": "content"}
ENTITIES = {"p": "PERSON", "o": "ORGANIZATION", "g": "GROUP"}


class Marked:
    """A text with spans placed by hand: `{c|We wait}, {q|said} {s|Ada Novak}.`"""

    def __init__(self, text: str) -> None:
        spans: list[tuple[str, int, int]] = []
        while match := MARK.search(text):
            start = match.start()
            shift = match.start("words") - start
            cut = [(match.start("words"), shift), (match.end("words"), shift + 1)]
            text = text[:start] + match["words"] + text[match.end() :]
            spans = [
                (role, *(place - sum(by for at, by in _steps(cut) if place >= at) for place in places))
                for role, *places in spans
            ]
            spans.append((match["role"], start, start + len(match["words"])))
        self.text = text
        self.layout: Layout = lay_out(text)
        self._doc = spacy.blank("en")(text)
        for letter, role in ROLES.items():
            self._doc.spans[role] = [self._span(s) for s in spans if s[0] == letter]
        self._doc.ents = [self._span(s, ENTITIES[s[0]]) for s in spans if s[0] in ENTITIES]
        self.doc: Doc = read_out(self._doc)
        self.report = Report(text=text, blocks=self.layout.blocks)

    def _span(self, place: tuple[str, int, int], label: str = "") -> Span:
        span = self._doc.char_span(place[1], place[2], label=label, alignment_mode="expand")
        assert span is not None
        return span


def _steps(cut: list[tuple[int, int]]) -> list[tuple[int, int]]:
    (first, before), (last, after) = cut
    return [(first, before), (last, after - before)]


@pytest.fixture
def marked() -> type[Marked]:
    return Marked
