import spacy
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.model import Block, Report, Span
from onrecord.pipeline import find_attributions, interpret, process
from onrecord.text.layout import lay_out

SCRAPS = (
    "Ada Novak said says told the minister, \u201c \u201d \" ' \u2018 \u2019 \u00ab \u00bb he she they who "
    "that We it . , ? ! : according to Ostrava Mr Ms union's its leader, one of them on Monday "
    "(wants) believes \u2014 I this was speaking"
)
WORDS = st.sampled_from([*SCRAPS.split(), "\n", "\n\n"])


def tagged(text, seeds):
    """A document with spans anywhere, as a tagger gone wild would leave them."""
    doc = spacy.blank("en")(text)
    for number, role in enumerate(("source", "cue", "content")):
        spans = []
        for start, length in seeds[number::3]:
            if len(doc) and start < len(doc):
                spans.append(doc[start : min(len(doc), start + 1 + length)])
        doc.spans[role] = spans
    return doc


@settings(max_examples=60, deadline=None)
@given(st.lists(WORDS, max_size=50), st.lists(st.tuples(st.integers(0, 60), st.integers(0, 12)), max_size=12))
def test_odd_text_and_odd_tags_never_raise_and_spans_hold(words, seeds):
    text = " ".join(words)
    layout = lay_out(text)
    report = Report(text=text, blocks=layout.blocks)
    records = interpret(report, tagged(text, seeds), layout, "wild")
    actors = {actor.id for actor in records.actors}
    assert len({a.id for a in records.attributions}) == len(records.attributions)
    for attribution in records.attributions:
        spans = [*attribution.content, *attribution.cue, *attribution.source]
        assert all(text[span.start : span.end] == span.text for span in spans)
        assert {attribution.speaker, attribution.reported_by} <= actors | {None}
        assert set(attribution.candidates) <= actors
    assert all(mention.actor in actors for mention in records.mentions)


def test_a_transcript_turn_is_a_direct_attribution_of_its_speaker():
    text = "MODERATOR: Will the ferry sail?\n\nADA NOVAK: It will. I have asked the crew."
    second = text.index("ADA")
    blocks = (
        Block(0, second - 2, "turn", Span.of(text, 0, 9)),
        Block(second, len(text), "turn", Span.of(text, second, second + 9)),
    )
    layout = lay_out(text, blocks)
    records = interpret(Report(text=text, blocks=blocks), tagged(text, []), layout, "none")
    names = {actor.id: actor.name for actor in records.actors}
    assert [(a.kind, names[a.speaker], a.content[0].text) for a in records.attributions] == [
        ("direct", "MODERATOR", "Will the ferry sail?"),
        ("direct", "ADA NOVAK", "It will. I have asked the crew"),
    ]


def test_the_same_report_gives_the_same_records():
    text = "\u201cThe ferry will sail,\u201d said Ada Novak. She added that the crew was ready."
    report = Report(text=text, blocks=lay_out(text).blocks)
    assert process(report) == process(report)


def test_another_language_is_not_interpreted():
    assert process(Report(text="\u201eWir warten\u201c, sagte Ada Novak.", language="de")).attributions == ()


def test_attributions_are_found_in_plain_text():
    (attribution,) = find_attributions("\u201cWe shall wait for the river,\u201d said Ada Novak.")
    assert attribution.content[0].text == "We shall wait for the river"
    assert attribution.kind == "direct"


def test_what_somebody_is_asked_is_not_what_they_say() -> None:
    found = find_attributions("“Never,” Mara Voss said when asked whether she would accept the offer.")
    assert [one.content[0].text for one in found] == ["Never"]
