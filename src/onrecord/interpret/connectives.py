"""The connectives of `data/conditions.toml`."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal

from onrecord.interpret.words import read_data
from onrecord.model.claims import Relation
from onrecord.text.held import folded, needles

Form = Literal["after", "either", "verb", "verb-turned", "first-then", "back", "inverted"]


@dataclass(frozen=True, slots=True)
class Connective:
    """A pattern of `data/conditions.toml` without its example, which tests read; the fields as documented
    there, but `parts`: see `held`.
    """

    name: str
    words: re.Pattern[str]
    parts: tuple[str, ...]
    form: Form
    relation: Relation
    step: str
    turned: bool
    absent: bool


def connectives_in(text: str, start: int, end: int) -> Iterator[Connective]:
    """The connectives that a stretch of text may hold: few of them, and cheap to tell.

    Args:
        text: the text.
        start: offset of the stretch.
        end: offset after it.

    Yields:
        In their order those of which the stretch has some part; no other one matches in it.
    """
    words = folded(text[start:end])
    parts = {""}.union([part for part in _all_parts() if part in words])
    for connective in connectives():
        if not parts.isdisjoint(connective.parts):
            yield connective


@cache
def _all_parts() -> tuple[str, ...]:
    """The parts of all connectives, each once."""
    return tuple(sorted({part for connective in connectives() for part in connective.parts}))


def _expression(words: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?:{words})(?![\w-])", re.IGNORECASE)


@cache
def connectives() -> tuple[Connective, ...]:
    """The patterns, read once."""
    return tuple(
        Connective(
            name=entry["name"],
            words=_expression(entry["words"]),
            parts=tuple(sorted(needles(entry["words"]))) or ("",),
            form=entry["form"],
            relation=entry["relation"],
            step=entry["step"],
            turned=entry.get("turned", False),
            absent=entry.get("absent", False),
        )
        for entry in read_data("conditions")["pattern"]
    )
