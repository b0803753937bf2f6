"""A spaCy pipeline of one's own in place of our parser."""

import pytest
import spacy

from onrecord.errors import ModelError
from onrecord.language import analyse, model_version, pipeline
from onrecord.model import Report
from onrecord.pipeline import process

TEXT = "The harbour master, Ines Horvat, said the pier would reopen in May."


@pytest.fixture
def other(tmp_path, monkeypatch):
    """A saved pipeline that tags every "pier" as a proper noun of its own and parses nothing."""
    nlp = spacy.blank("en")
    nlp.meta["name"], nlp.meta["version"] = "harbour", "0.1.0"
    ruler = nlp.add_pipe("attribute_ruler")
    ruler.add([[{"LOWER": "pier"}]], {"TAG": "NNP", "POS": "PROPN", "LEMMA": "PIER"})
    nlp.add_pipe("entity_ruler").add_patterns([{"label": "PERSON", "pattern": "pier"}])
    nlp.to_disk(tmp_path / "harbour")
    monkeypatch.setenv("ONRECORD_PARSER", str(tmp_path / "harbour"))
    pipeline.cache_clear()
    yield tmp_path
    monkeypatch.delenv("ONRECORD_PARSER")
    pipeline.cache_clear()


def test_tags_are_the_other_parsers_and_names_and_attribution_ours(other):
    doc = analyse(TEXT)
    pier = next(token for token in doc if token.text == "pier")
    assert (pier.tag_, pier.pos_, pier.lemma_) == ("NNP", "PROPN", "PIER")
    assert not doc.has_annotation("DEP")
    assert [(name.text, name.label_) for name in doc.ents] == [("Ines Horvat", "PERSON")]
    assert [span.text for span in doc.spans["cue"]] == ["said"]


def test_a_report_is_processed_and_says_by_which_parser(other):
    records = process(Report(text=TEXT))
    assert records.model == model_version()
    assert records.model.endswith(", parser harbour 0.1.0")
    assert [one.cue[0].text for one in records.attributions] == ["said"]


def test_without_it_our_own_parser_is_used():
    doc = analyse(TEXT)
    assert doc.has_annotation("DEP")
    assert "parser" not in model_version()


@pytest.mark.parametrize("language", ["", "de"])
def test_what_is_no_english_pipeline_is_refused_with_what_to_do(tmp_path, monkeypatch, language):
    if language:
        spacy.blank(language).to_disk(tmp_path / "other")
    monkeypatch.setenv("ONRECORD_PARSER", str(tmp_path / "other"))
    with pytest.raises(ModelError, match="ONRECORD_PARSER"):
        model_version()
