"""Nouns by what they stand for - persons, bodies, groups, documents - from a small lexicon kept as data."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

Gender = Literal["feminine", "masculine"]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The nouns, all in lower case and singular.

    Attributes:
        roles: what a person is or does.
        leading: roles at the head of something.
        beside: roles of somebody's or something's that don't speak for it.
        holding: by roles, what the bodies are called whose office they hold.
        any_leader: words for any of those.
        heads: what a "head of ..." may be.
        bodies: what a body may be called.
        open_bodies: bodies whose names do not give them away, such as companies.
        settled: words that settle of what kind a body with such a name is.
        seats: words for buildings and streets that bodies are called by.
        groups: whoever may speak as several.
        documents: what can be quoted in place of whoever wrote it.
        unnamed: determiners that bring in somebody new.
        titles: words that stand before a name, with the gender that they show.
        genders: nouns that show a gender.
    """

    roles: frozenset[str]
    leading: frozenset[str]
    any_leader: frozenset[str]
    beside: frozenset[str]
    holding: Mapping[str, frozenset[str]]
    heads: Mapping[str, frozenset[str]]
    bodies: frozenset[str]
    open_bodies: frozenset[str]
    settled: frozenset[str]
    seats: frozenset[str]
    groups: frozenset[str]
    documents: frozenset[str]
    unnamed: frozenset[str]
    titles: Mapping[str, Gender | None]
    genders: Mapping[str, Gender]


@cache
def lexicon() -> Lexicon:
    """The lexicon, read once."""
    data = tomllib.loads(files("onrecord.resolve").joinpath("data/lexicon.toml").read_text(encoding="utf-8"))
    titles: dict[str, Gender | None] = dict.fromkeys(data["titles"]["other"])
    titles |= dict.fromkeys(data["titles"]["masculine"], "masculine")
    titles |= dict.fromkeys(data["titles"]["feminine"], "feminine")
    genders: dict[str, Gender] = dict.fromkeys(data["gender"]["feminine"], "feminine")
    genders |= dict.fromkeys(data["gender"]["masculine"], "masculine")
    person, organization = data["person"], data["organization"]
    return Lexicon(
        roles=frozenset(person["roles"]),
        leading=frozenset(person["leading"]),
        any_leader=frozenset(person["any_leader"]),
        beside=frozenset(person["beside"]),
        holding={key: frozenset(words) for key, words in person["holding"].items()},
        heads={key: frozenset(words) for key, words in person["heads"].items()},
        bodies=frozenset(organization["nouns"]),
        open_bodies=frozenset(organization["open_nouns"]),
        settled=frozenset(organization["settled"]),
        seats=frozenset(organization["seats"]),
        groups=frozenset(data["group"]["nouns"]),
        documents=frozenset(data["document"]["nouns"]),
        unnamed=frozenset(data["unnamed"]["determiners"]),
        titles=titles,
        genders=genders,
    )


def may_be_role(noun: str) -> bool:
    """Whether a noun that speaks is somebody's office or trade, by the lexicon or by its ending."""
    known = lexicon()
    if noun in known.roles:
        return True
    if noun in known.bodies or noun in known.documents:
        return False
    return len(noun) > _SHORTEST_TRADE and noun.endswith(_TRADES)


_SHORTEST_TRADE = 5
_TRADES = ("er", "or", "ist", "man", "woman", "person", "eer", "ician", "arian")


_IRREGULAR = {"people": "people", "men": "man", "women": "woman", "spokesmen": "spokesman"}


def singular(noun: str) -> str:
    """The singular of a noun in lower case, by its ending; good enough to look it up."""
    if noun in _IRREGULAR:
        return _IRREGULAR[noun]
    if noun.endswith("men") and len(noun) > 4:
        return noun[:-2] + "an"
    if noun.endswith("ies") and len(noun) > 4:
        return noun[:-3] + "y"
    if noun.endswith(("sses", "shes", "ches", "xes")):
        return noun[:-2]
    if noun.endswith("s") and not noun.endswith(("ss", "us", "is")) and len(noun) > 3:
        return noun[:-1]
    return noun


def is_plural(noun: str) -> bool:
    """Whether a noun in lower case looks plural."""
    return noun in {"people", "police"} or singular(noun) != noun
