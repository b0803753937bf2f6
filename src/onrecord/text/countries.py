"""Countries by name, capital and demonym, from countryinfo: the only world knowledge in onrecord."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from countryinfo import all_countries

_LEAST_LETTERS = 4
_QUARTERS = frozenset(
    ["North", "South", "East", "West", "Northern", "Southern", "Eastern", "Western", "Central"]
)
_CODES = frozenset(["UK", "US", "USA", "UAE"])


@cache
def _index() -> dict[str, tuple[str, str]]:
    """Each word for a country in its usual case: the country's name, and what the word is."""
    found: dict[str, tuple[str, str]] = {}
    infos = [country.info() for country in all_countries()]
    # Bigger countries first, so that a demonym that several share goes to the one usually meant.
    infos.sort(key=lambda info: -int(info.get("population") or 0))
    for sort in ("name", "native", "spelling", "demonym", "capital"):
        for info in infos:
            for word in _words(info, sort):
                found.setdefault(word, (info["name"], sort if sort in {"demonym", "capital"} else "name"))
    return found


def _words(info: Mapping[str, Any], sort: str) -> list[str]:
    """The words of one sort for a country."""
    if sort == "spelling":
        # Codes of two or three letters are English words too often; those in daily use are let through.
        usual = [word for word in info.get("altSpellings") or [] if not word.isupper() or word in _CODES]
        return [*usual, *(word.removeprefix("Great ") for word in usual if word.startswith("Great "))]
    word = str(info.get({"native": "nativeName"}.get(sort, sort)) or "")
    if len(word) < _LEAST_LETTERS:
        return []
    return [word, word.removesuffix(" D.C.")] if sort == "capital" else [word]


def country_of(words: str) -> tuple[str, str] | None:
    """The country that words stand for.

    Args:
        words: "Ukraine", "the United States", "U.S.", "Kyiv", "Ukrainian".

    Returns:
        The country's English name, and whether the words are its `name`, `capital` or `demonym`; None
        where they are none of these.
    """
    key = words.strip().removeprefix("the ").removeprefix("The ")
    if not key:  # one country of the list has an empty form
        return None
    plain = key.replace(".", "")
    for form in (key, plain, key.removesuffix("'s").removesuffix("\u2019s"), key.removesuffix("s")):
        if form in _index():
            return _index()[form]
    return None


@cache
def _regions() -> frozenset[str]:
    """Provinces, states and counties of the first order."""
    return frozenset(
        str(word) for country in all_countries() for word in country.info().get("provinces") or []
    )


def is_known_place(words: str) -> bool:
    """Whether words are the name of a country, a capital, a region of the first order, or a quarter of one.

    Regions are many, and some of their names are persons' names or plain words too.

    Args:
        words: "New York", "Ontario", "Northern Ireland"; "Northern" by itself is none.
    """
    quarter, _, rest = words.partition(" ")
    if not words or (quarter in _QUARTERS and not rest):
        return False
    if quarter in _QUARTERS and is_known_place(rest):
        return True
    known = country_of(words)
    return words in _regions() if known is None else known[1] != "demonym"
