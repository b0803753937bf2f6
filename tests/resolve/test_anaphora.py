"""Whom pronouns stand for where no attribution has them as its source; read with the shipped model."""

import pytest

from onrecord.language import analyse
from onrecord.model import Report
from onrecord.pipeline import process
from onrecord.resolve.cast import cast_of
from onrecord.resolve.names import find_names
from onrecord.resolve.scene import set_scene
from onrecord.resolve.taken_up import taken_up
from onrecord.text.layout import lay_out
from onrecord.text.tokens import read_out


def standing(text: str) -> list[tuple[str, str]]:
    """The pronouns of a text with the names of those they stand for."""
    records = process(Report(text=text, blocks=lay_out(text).blocks))
    names = {actor.id: actor.name for actor in records.actors}
    words = {"he", "she", "him", "her", "his", "they", "them", "their", "it", "its", "i", "my", "himself"}
    return [
        (mention.span.text, names[mention.actor])
        for mention in records.mentions
        if mention.span.text.lower() in words
    ]


def test_a_pronoun_in_narration_stands_for_the_subject_before_it():
    text = (
        "Ada Novak, the river minister, arrived at noon. She brought her deputy, and the crowd cheered her."
    )
    assert standing(text) == [("She", "Ada Novak"), ("her", "Ada Novak"), ("her", "Ada Novak")]


def test_the_first_person_in_a_quotation_is_its_speaker():
    text = (
        "\u201cI will not sign, and my mind is made up,\u201d said Mr Bruno Orr, who leads the ferry union."
    )
    assert standing(text) == [("I", "Bruno Orr"), ("my", "Bruno Orr")]


def test_somebody_quoted_does_not_speak_of_himself_in_the_third_person():
    text = (
        "Mr Bruno Orr met Mr Jonas Veld on Monday. \u201cHe is late, as ever,\u201d Mr Orr said of Mr Veld."
    )
    assert ("He", "Bruno Orr") not in standing(text)


def test_an_object_is_not_the_subject_of_its_own_clause():
    text = "Mr Bruno Orr waited. Mr Jonas Veld ignored him and praised himself."
    found = standing(text)
    assert ("him", "Jonas Veld") not in found
    assert ("himself", "Jonas Veld") in found


@pytest.mark.parametrize(
    "text",
    [
        "It was clear that it would rain, and it seemed that they always knew.",
        "Ms Ada Novak and Ms Vera Lind met at the bridge. The rain fell on her hat.",
    ],
)
def test_in_doubt_a_pronoun_stands_for_nobody(text):
    assert standing(text) == []


def test_they_are_the_two_named_together():
    text = "Ada Novak and Bruno Orr met at the bridge on Monday. Then they took the ferry home."
    assert standing(text) == [("they", "Ada Novak and Bruno Orr")]


def test_he_at_the_head_of_a_sentence_takes_up_the_only_person_before():
    text = (
        "Mr Bruno Orr, who leads the ferry union, met the mayor on Monday.\n\n"
        "Mr Jonas Veld, the toll commissioner, said the bridge would stay shut. But he asked for a survey."
    )
    assert standing(text)[-1] == ("he", "Jonas Veld")


def test_of_two_persons_before_none_is_taken_up_as_the_only_one():
    text = "Mr Jonas Veld wrote to Mr Bruno Orr on Monday. He asked for a new survey."
    doc = read_out(analyse(text))
    scene = set_scene(doc, lay_out(text), cast_of(find_names(doc, lay_out(text)), lay_out(text)), ())
    veld, orr = (text.index(name) for name in ("Mr Jonas", "Mr Bruno"))
    assert taken_up(scene, "he", text.index("He"), [(veld, 0, True), (orr, 1, True)]) is None
    assert taken_up(scene, "he", text.index("He"), [(veld, 0, True)]) == 0
    assert taken_up(scene, "he", text.index("He"), [(veld, 0, False)]) is None
