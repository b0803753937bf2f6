"""A connective that matches is among those that a text may hold."""

import re
from pathlib import Path

import pytest

from onrecord.interpret.connectives import Connective, connectives, connectives_in
from onrecord.interpret.words import read_data

SAMPLES = Path(__file__).resolve().parents[2] / "samples" / "reports"
HARD = (
    "The board comes first, and then the vote. Should the pilots agree, we shall. NO TALKS, NO FERRY.",
    "Unt\u0131l the quay opens, nobody moves; UNLE\u017f\u017f it does.",
    "The very moment that it rains, the same day the pumps start, and in the hour when they stop.",
)


def stretches() -> list[str]:
    texts = [path.read_text(encoding="utf-8") for path in sorted(SAMPLES.glob("*.txt"))]
    lines = [line for text in texts for line in re.split(r"(?<=[.!?])\s|\n", text) if line]
    return [*lines, *HARD, *(entry["example"] for entry in read_data("conditions")["pattern"])]


def test_no_connective_is_passed_over() -> None:
    matched = 0
    for words in stretches():
        likely = set(connectives_in(words, 0, len(words)))
        matching = {one for one in connectives() if one.words.search(words)}
        assert matching <= likely, (words, [one.name for one in matching - likely])
        matched += bool(matching)
    assert matched > len(connectives())


@pytest.mark.parametrize(
    ("connective", "example"),
    [
        (one, entry["example"])
        for one, entry in zip(connectives(), read_data("conditions")["pattern"], strict=True)
    ],
)
def test_each_example_holds_its_connective(connective: Connective, example: str) -> None:
    assert connective.words.search(example)
    assert connective in set(connectives_in(example, 0, len(example)))


def test_what_holds_nothing_has_no_connective() -> None:
    assert list(connectives_in("A harbour is closed. Unless it rains.", 0, 20)) == []
