"""Links between what the tagger finds, told by hand-placed spans and, where it matters, a real parse."""

import pytest

from onrecord.extract.link_features import Scene, score, weights
from onrecord.extract.linking import candidate_cues, candidate_sources, link
from onrecord.extract.tagged import tagged_spans
from onrecord.language import analyse
from onrecord.text.layout import lay_out
from onrecord.text.tokens import read_out


def linked(example):
    spans = [tagged_spans(example.doc, example.layout, role) for role in ("content", "cue", "source")]
    words = lambda span: example.text[span.start : span.end] if span else None  # noqa: E731
    return [
        ([words(piece) for piece in each.content], words(each.cue), words(each.source))
        for each in link(*spans, example.layout, example.doc)
    ]


def test_a_clause_goes_to_the_verb_before_it_and_not_to_the_nearer_one_after_it(marked):
    """ "That" left out, the second verb stands nearer to the first clause than its own verb does."""
    found = linked(
        marked(
            "{s|The harbour board} {q|said} {c|that it would reopen the old pier} but "
            "{q|did not suggest} {c|it would be in spring}."
        )
    )
    assert found == [
        (["it would reopen the old pier"], "said", "The harbour board"),
        (["it would be in spring"], "did not suggest", "The harbour board"),
    ]


def test_a_quotation_goes_to_the_verb_that_closes_it(marked):
    found = linked(
        marked(
            "{s|Ines Horvat} {q|denied} {c|the charge}. {c|\u201cNobody rowed that night,\u201d} "
            "{q|said} {s|the ferryman}."
        )
    )
    assert found == [
        (["the charge"], "denied", "Ines Horvat"),
        (["Nobody rowed that night"], "said", "the ferryman"),
    ]


def test_content_without_a_cue_in_reach_stays_alone(marked):
    assert linked(marked("{c|The water is rising in the lower town}.")) == [
        (["The water is rising in the lower town"], None, None)
    ]


def test_no_cue_inside_a_content_is_a_candidate(marked):
    example = marked("{s|The clerk} {q|said} {c|the board {q|had asked} for patience}.")
    contents, cues, sources = (
        tagged_spans(example.doc, example.layout, r) for r in ("content", "cue", "source")
    )
    scene = Scene(example.layout, example.doc, contents, cues, sources)
    assert [example.text[c.start : c.end] for c in candidate_cues(scene, contents[0])] == ["said"]
    assert len(candidate_sources(scene, cues[0], contents)) == 1


def test_scores_need_no_parse_and_unknown_features_count_nothing(marked):
    example = marked("{s|The clerk} {q|said} {c|the pier was safe}.")
    contents, cues, sources = (
        tagged_spans(example.doc, example.layout, r) for r in ("content", "cue", "source")
    )
    features = Scene(example.layout, example.doc, contents, cues, sources).content_and_cue(
        contents[0], cues[0]
    )
    learned = weights("content_cue")
    assert score(features, learned) > learned["none"]
    assert score({**features, "never seen": 1e6}, learned) == score(features, learned)


@pytest.mark.parametrize(
    ("text", "source"),
    [
        (
            "The pier will close in May, according to early returns from the harbour.",
            "early returns from the harbour",
        ),
        ("On the ferry, she repeated that nobody would sail before dawn.", "she"),
    ],
)
def test_sources_name_somebody_who_may_speak(text, source):
    layout = lay_out(text)
    from_tagger = tagged_spans(read_out(analyse(text, layout.blocks)), layout, "source")
    assert source.startswith(text[from_tagger[0].start : from_tagger[0].end])
