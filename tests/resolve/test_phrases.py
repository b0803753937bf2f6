import pytest

from onrecord.resolve.phrases import parse_phrase


@pytest.mark.parametrize(
    ("words", "determiner", "title", "owner"),
    [
        ("the millers\u2019 general secretary", "definite", "general secretary", "millers"),
        ("the Harbour Party leader", "definite", "leader", "Harbour Party"),
        ("a senior official at the river ministry", "indefinite", "senior official", "the river ministry"),
        ("NATO Secretary General", "none", "general secretary", "NATO"),
        ("the prime minister-designate", "definite", "prime minister", None),
        ("documents seen by Field and Furrow", "none", "document", "Field and Furrow"),
    ],
)
def test_a_phrase_is_taken_apart(words, determiner, title, owner):
    phrase = parse_phrase(words, 0, len(words))
    assert phrase.determiner == determiner
    assert phrase.title == title
    assert (words[slice(*phrase.owner)] if phrase.owner else None) == owner


def test_what_follows_a_comma_or_a_relative_pronoun_is_left_out():
    words = "the mayor, who came late"
    assert words[: parse_phrase(words, 0, len(words)).end] == "the mayor"


def test_plural_heads_are_seen():
    assert parse_phrase("both unions", 0, 11).plural
    assert not parse_phrase("the union", 0, 9).plural
