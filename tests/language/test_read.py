"""`read` gives the words that `analyse` gives, without spaCy's document between."""

from dataclasses import fields

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from onrecord import language
from onrecord.language import analyse, read, reading
from onrecord.language.annotations import first_of_sentences
from onrecord.language.components import load_encoder
from onrecord.text.layout import lay_out
from onrecord.text.tokens import Doc, Token, read_out

TEXT = (
    "Ida Lund, who chairs the Velm harbour board, said on Monday: “We won't sell the quay.”\n\n"
    "  The Union of Ardovia's envoy  (no friend of hers) called it “a gift”.  Nobody else spoke…\n"
)
PIECES = st.sampled_from(
    [
        *TEXT.split(),
        "\n",
        "\n\n",
        "  ",
        "\t",
        " \n ",
        "\u00a0",
        ". ",
        "? ",
        "U.S.",
        "don't",
        "…",
        "1,5",
        "\u200b",
    ]
)


def told(doc: Doc) -> list[object]:
    names = [field.name for field in fields(Token) if field.name != "_doc"]
    return [
        doc.text,
        [[getattr(token, name) for name in names] for token in doc],
        [(name.start, name.end, name.label_) for name in doc.ents],
        {
            role: [(s.start, s.end, s.label_, s.confidence) for s in spans]
            for role, spans in doc.spans.items()
        },
        [(sentence.start, sentence.end) for sentence in doc.sents],
        [doc.has_annotation("TAG"), doc.has_annotation("DEP")],
    ]


@settings(max_examples=60, deadline=None)
@given(st.lists(PIECES, max_size=40).map(" ".join))
@example(TEXT)
@example(f"{TEXT}\n \n{TEXT}")
@example("")
@example(" \n ")
@example("\n\nIda spoke.\n \n Nobody \t answered.\n\n")
def test_the_same_words_are_read_as_through_spacy(text: str) -> None:
    layout = lay_out(text)
    assert told(read(layout)) == told(read_out(analyse(text, layout.blocks)))


@pytest.mark.parametrize("text", ["", " ", "\n \n"])
def test_a_text_without_a_word_is_a_document_without_annotations(text: str) -> None:
    doc = analyse(text)
    assert doc.text == text
    assert not [token for token in doc if not token.is_space]
    assert not doc.ents
    assert {role: len(spans) for role, spans in doc.spans.items()} == {"source": 0, "cue": 0, "content": 0}


def test_one_network_serves_all_who_ask() -> None:
    assert language.pipeline().get_pipe("onrecord_encoder").encoder is load_encoder() is load_encoder("", 0)


def test_shapes_that_are_kept_stay_few(monkeypatch: pytest.MonkeyPatch) -> None:
    before = told(read(lay_out(TEXT)))
    monkeypatch.setattr(reading, "MOST_SHAPES", 3)
    assert told(read(lay_out(TEXT))) == before
    read(lay_out("Nobody spoke."))
    assert len(reading._SHAPES) <= 5


def test_a_sentence_begins_with_the_first_of_all_that_hangs_together() -> None:
    # Two sentences of two words; the blank that opens the second hangs on the first.
    assert first_of_sentences([1, 1, 1, 4, 4], [True, False, True, False, False], {2}) == [
        True, False, False, True, False,
    ]  # fmt: skip
    assert first_of_sentences([0, 1], [True, True], set()) == [True, True]
