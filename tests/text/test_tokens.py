"""Words read out of spaCy are what spaCy says they are."""

from itertools import product

import pytest
import spacy

from onrecord.language import analyse
from onrecord.text.tokens import read_out

TEXT = (
    "The harbour board's chair, Ada Novak, said on 3 May: “We won't sell the old quay.”  Nobody asked.\n\n"
    "In Utopia, where 40% of boats lay idle, the pilots' union wants talks; the board (again) doesn't."
)
WORDS = (
    "i", "idx", "text", "lower_", "tag_", "pos_", "dep_", "lemma_", "ent_type_", "is_alpha", "is_space",
    "is_punct", "is_title", "like_num", "whitespace_",
)  # fmt: skip
OTHERS = ("head", "left_edge", "right_edge")
SEVERAL = ("children", "lefts", "rights")


@pytest.fixture(scope="module")
def both():
    doc = analyse(TEXT)
    return doc, read_out(doc)


def test_each_word_is_as_spacy_has_it(both):
    theirs, ours = both
    assert len(theirs) == len(ours) > 40
    for their, our in zip(theirs, ours, strict=True):
        assert [getattr(their, name) for name in WORDS] == [getattr(our, name) for name in WORDS]
        assert [getattr(their, name).i for name in OTHERS] == [getattr(our, name).i for name in OTHERS]
        for name in SEVERAL:
            assert [one.i for one in getattr(their, name)] == [one.i for one in getattr(our, name)]
        assert (their.sent.start, their.sent.end) == (our.sent.start, our.sent.end)
        assert len(their) == len(our)
        assert bool(their.is_sent_start) == our.is_sent_start
    assert ours[0].nbor(3).text == theirs[0].nbor(3).text


@pytest.mark.parametrize("mode", ["contract", "expand"])
def test_stretches_of_the_text_hold_the_same_words(both, mode):
    theirs, ours = both
    compared = 0
    for start, length in product(range(-1, len(TEXT) + 1), (1, 2, 5, 17, 60)):
        their = theirs.char_span(start, start + length, alignment_mode=mode)
        our = ours.char_span(start, start + length, alignment_mode=mode)
        assert (their is None) == (our is None)
        if their is not None and our is not None and len(their):
            compared += 1
            assert (their.start, their.end, their.text) == (our.start, our.end, our.text)
            assert (their.start_char, their.end_char) == (our.start_char, our.end_char)
            assert (their.text_with_ws, their.root.i) == (our.text_with_ws, our.root.i)
    assert compared > 400


def test_slices_are_cut_as_spacy_cuts_them(both):
    theirs, ours = both
    for start, end in product((-50, -3, 0, 2, 30, 200), (-3, 0, 5, 200)):
        their, our = theirs[start:end], ours[start:end]
        assert (their.start, their.end, their.text) == (our.start, our.end, our.text)
        assert [token.i for token in their] == [token.i for token in our]
    assert ours[5:20][2:4].text == theirs[5:20][2:4].text
    assert ours[5:20][-1].i == theirs[5:20][-1].i == 19
    assert (ours[-1].i, ours[len(ours)].text) == (theirs[-1].i, "")


def test_names_sentences_and_the_tagger_s_spans_come_along(both):
    theirs, ours = both
    assert [(e.start, e.end, e.label_) for e in theirs.ents] == [
        (e.start, e.end, e.label_) for e in ours.ents
    ]
    assert [(s.start, s.end) for s in theirs.sents] == [(s.start, s.end) for s in ours.sents]
    for role in ("source", "cue", "content"):
        assert [(s.start, s.end, s._.confidence) for s in theirs.spans[role]] == [
            (s.start, s.end, s.confidence) for s in ours.spans[role]
        ]
    assert ours.spans["cue"]
    assert read_out(ours) is ours


def test_a_document_that_nothing_has_read_has_words_alone():
    ours = read_out(spacy.blank("en")("Only words here."))
    assert [token.text for token in ours] == ["Only", "words", "here", "."]
    assert not ours.has_annotation("TAG") and not ours.has_annotation("DEP")
    assert ours[0].head is ours[0] and ours[1].tag_ == ""
    assert len(read_out(spacy.blank("en")(""))) == 0
