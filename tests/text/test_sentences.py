from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from onrecord.text.sentences import sentences


def split(text):
    return [text[start:end] for start, end in sentences(text)]


def test_short_forms_and_initials_end_no_sentence():
    assert split("Mr. J. Veld met Sen. Orr on Feb. 3. They talked.") == [
        "Mr. J. Veld met Sen. Orr on Feb. 3.",
        "They talked.",
    ]


def test_a_closing_mark_stays_with_its_sentence():
    assert split('"We wait." Nobody moved.') == ['"We wait."', "Nobody moved."]


def test_a_question_goes_on_into_its_cue():
    assert split('"Why wait?" she asked. Nobody knew.') == ['"Why wait?" she asked.', "Nobody knew."]
    assert split('"Never!" Ada Novak said. He left.') == ['"Never!" Ada Novak said.', "He left."]


def test_no_is_a_sentence_and_no_a_number():
    assert split("Ferry No. 4 sank. No. It did not.") == ["Ferry No. 4 sank.", "No.", "It did not."]


@given(st.text(max_size=200))
def test_sentences_are_in_order_and_hold_all_that_is_not_blank(text):
    found = sentences(text)
    assert all(a < b for a, b in found)
    assert all(first[1] <= second[0] for first, second in pairwise(found))
    assert "".join(text[a:b] for a, b in found).split() == text.split() or len("".join(text.split())) == sum(
        len("".join(text[a:b].split())) for a, b in found
    )
