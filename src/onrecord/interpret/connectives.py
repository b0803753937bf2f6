"""The connectives of `data/conditions.toml`."""

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

from onrecord.interpret.words import read_data
from onrecord.model.claims import Relation

Form = Literal["after", "either", "verb", "verb-turned", "first-then", "back", "inverted"]


@dataclass(frozen=True, slots=True)
class Connective:
    """A pattern of `data/conditions.toml`; the fields as documented there."""

    name: str
    words: re.Pattern[str]
    form: Form
    relation: Relation
    step: str
    turned: bool
    absent: bool
    example: str
    holder: str
    step_label: str
    requirement_label: str


_NAMED_GROUP = re.compile(r"\(\?P<\w+>")


@cache
def any_connective() -> re.Pattern[str]:
    """What begins where the first match of any of the patterns begins; most sentences have none."""
    every = (_NAMED_GROUP.sub("(?:", entry["words"]) for entry in read_data("conditions")["pattern"])
    return _expression("|".join(f"(?:{words})" for words in every))


def _expression(words: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?:{words})(?![\w-])", re.IGNORECASE)


@cache
def connectives() -> tuple[Connective, ...]:
    """The patterns, read once."""
    return tuple(
        Connective(
            name=entry["name"],
            words=_expression(entry["words"]),
            form=entry["form"],
            relation=entry["relation"],
            step=entry["step"],
            turned=entry.get("turned", False),
            absent=entry.get("absent", False),
            example=entry["example"],
            holder=entry["holder"],
            step_label=entry["step_label"],
            requirement_label=entry["requirement_label"],
        )
        for entry in read_data("conditions")["pattern"]
    )
