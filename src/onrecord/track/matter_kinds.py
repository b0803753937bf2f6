"""The words by which labels are taken for one matter, read from `data/matter_words.toml`."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from onrecord.text.words import word_set
from onrecord.track.labels import lexicon, stem


@dataclass(frozen=True, slots=True)
class Kinds:
    """What `data/matter_words.toml` says, as stems."""

    kin: Mapping[str, str]
    bringing: frozenset[str]
    prepositions: frozenset[str]
    ending: frozenset[str]
    loose: frozenset[str]
    measuring: Mapping[str, str]
    ordinals: Mapping[str, str]
    people: frozenset[str]
    troops: frozenset[str]
    captives: frozenset[str]
    reinstating: frozenset[str]
    leaving: frozenset[str]
    freeing: frozenset[str]
    holding: frozenset[str]
    empty: frozenset[str]


@cache
def kinds() -> Kinds:
    """The words, read once."""
    data = tomllib.loads(files("onrecord.track").joinpath("data/matter_words.toml").read_text("utf-8"))
    synonyms = lexicon().synonyms

    def stems(name: str) -> frozenset[str]:
        return frozenset(synonyms.get(one, one) for one in map(stem, data[name]["words"].split()))

    kin: dict[str, str] = {}
    for line in data["kin"]["groups"]:
        first, *others = (synonyms.get(one, one) for one in map(stem, line.split()))
        kin |= dict.fromkeys((first, *others), first)

    def kindred(name: str) -> frozenset[str]:
        return frozenset(kin.get(one, one) for one in stems(name))

    measuring = {
        stem(word): "not" if sense == "other" else sense
        for sense, words in data["measuring"].items()
        for word in words.split()
    }
    return Kinds(
        kin=kin,
        bringing=kindred("bringing"),
        prepositions=word_set(data["bringing"]["prepositions"]),
        ending=kindred("ending") | lexicon().ends,
        loose=stems("loose") | word_set(data["loose"]["words"]),
        measuring=measuring,
        ordinals={word: str(place) for place, word in enumerate(data["ordinals"]["words"].split(), 1)},
        people=kindred("people"),
        troops=kindred("troops"),
        captives=kindred("captives"),
        reinstating=kindred("reinstating"),
        leaving=kindred("leaving"),
        freeing=kindred("freeing"),
        holding=kindred("holding"),
        empty=stems("empty"),
    )
