"""Which of the tagger's spans count: those in doubt about their borders too."""

import spacy
from spacy.tokens import Span

from onrecord.extract.tagged import tagged_spans
from onrecord.language import analyse
from onrecord.text.layout import lay_out
from onrecord.text.tokens import read_out

TEXT = "The mayor hinted at a longer quay."


def read_with(confidence):
    doc = spacy.blank("en")(TEXT)
    if not Span.has_extension("confidence"):
        Span.set_extension("confidence", default=None)
    span = Span(doc, 4, 7, label="content")
    span._.confidence = confidence
    doc.spans["content"] = [span]
    return tagged_spans(read_out(doc), lay_out(TEXT), "content")


def test_a_span_whose_borders_are_in_doubt_counts():
    (found,) = read_with(0.15)
    assert TEXT[found.start : found.end] == "a longer quay"
    assert found.confidence == 0.15


def test_a_span_that_is_hardly_there_does_not():
    assert read_with(0.05) == []


def test_roles_that_were_not_tagged_give_nothing():
    doc = read_out(analyse(TEXT, lay_out(TEXT).blocks))
    assert tagged_spans(doc, lay_out(TEXT), "nobody") == []
