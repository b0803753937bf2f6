"""Base forms of verbs where the tagger's guess lost its ending."""

import pytest

from onrecord.interpret.verbs import verb_groups
from onrecord.language import analyse
from onrecord.text.tokens import read_out


@pytest.mark.parametrize(
    ("text", "base"),
    [
        ("The rules would not be eased.", "ease"),
        ("The clerk had certified the count.", "certify"),
        ("The panel had applied the rules.", "apply"),
        ("The dispute had been prolonged.", "prolong"),
        ("Murovian Minister Arkady Velsin claimed that his aides wrote it.", "claim"),
    ],
)
def test_base_form(text: str, base: str) -> None:
    doc = read_out(analyse(text))
    assert base in {group.base for group in verb_groups(doc, 0, len(doc))}


@pytest.mark.parametrize(
    ("text", "word", "tag", "part"),
    [
        ("The council had certified that the water was clean.", "certified", "NN", "NOUN"),
        ("The rules would not be eased until Monday.", "eased", "JJ", "ADJ"),
    ],
)
def test_a_participle_that_the_tagger_missed_is_a_verb(text: str, word: str, tag: str, part: str) -> None:
    doc = read_out(analyse(text))
    place = next(token.i for token in doc if token.text == word)
    doc.tokens[place].tag_, doc.tokens[place].pos_ = tag, part
    group = next(group for group in verb_groups(doc, 0, len(doc)) if group.verb == place)
    assert group.finite
    assert (group.perfect, group.passive) == (word == "certified", word == "eased")
