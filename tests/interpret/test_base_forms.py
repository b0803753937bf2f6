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
    ],
)
def test_base_form(text: str, base: str) -> None:
    doc = read_out(analyse(text))
    assert base in {group.base for group in verb_groups(doc, 0, len(doc))}
