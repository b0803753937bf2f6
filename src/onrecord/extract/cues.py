"""What cues mean: their base form, and the attitude that they show, from a small lexicon kept as data."""

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from onrecord.model import Attitude

_WORD = re.compile(r"[^\W\d_]+(?:[-'\u2019][^\W\d_]+)*")
_VOWELS = "aeiou"


@cache
def _lexicon() -> dict[str, Any]:
    data = files("onrecord.extract").joinpath("data/cues.toml").read_text(encoding="utf-8")
    return tomllib.loads(data)


def _regular_forms(verb: str) -> list[str]:
    """The forms that a regular verb takes."""
    if verb.endswith("e"):
        return [verb, verb + "s", verb + "d", verb[:-1] + "ing"]
    if verb.endswith("y") and verb[-2] not in _VOWELS:
        return [verb, verb[:-1] + "ies", verb[:-1] + "ied", verb + "ing"]
    if verb.endswith(("s", "sh", "ch", "x", "z")):
        return [verb, verb + "es", verb + "ed", verb + "ing"]
    return [verb, verb + "s", verb + "ed", verb + "ing"]


@cache
def verb_forms() -> dict[str, str]:
    """Every form of every verb of the lexicon, in lower case, with its base form."""
    lexicon = _lexicon()
    irregular = lexicon["irregular"]
    verbs = [
        *lexicon["speech"]["quoting"], *lexicon["speech"]["other"],
        *lexicon["belief"]["verbs"], *lexicon["intention"]["verbs"],
    ]  # fmt: skip
    forms: dict[str, str] = {}
    for verb in verbs:
        for form in (verb, *irregular[verb]) if verb in irregular else _regular_forms(verb):
            forms.setdefault(form, verb)
    return forms


@cache
def quoting_verbs() -> frozenset[str]:
    """The base forms of verbs that may stand beside a quotation: "...", she said."""
    return frozenset(_lexicon()["speech"]["quoting"])


@cache
def _attitudes() -> dict[str, Attitude]:
    """The attitude of each base form and noun; speech wins where one is listed twice."""
    lexicon = _lexicon()
    found: dict[str, Attitude] = {}
    for attitude in ("intention", "belief"):
        for key in ("verbs", "nouns"):
            found.update({word: attitude for word in lexicon[attitude][key]})
    for key in ("quoting", "other", "nouns"):
        found.update({word: "speech" for word in lexicon["speech"][key]})
    return found


def base_form(word: str) -> str:
    """The base form of a cue verb, or the word itself in lower case."""
    lowered = word.lower()
    return verb_forms().get(lowered, lowered)


def is_quoting_verb(word: str) -> bool:
    """Whether a word, in whatever form, is a verb that may stand beside a quotation."""
    return base_form(word) in quoting_verbs()


def takes_a_noun(word: str) -> bool:
    """Whether a base form, or a noun, may have a bare noun phrase as its content: "demand", not "welcome"."""
    if is_cue_noun(word):
        return True
    return _attitudes().get(word) is not None and word not in _stands()


@cache
def _stands() -> frozenset[str]:
    return frozenset(_lexicon()["speech"]["stands"])


def is_cue_noun(word: str) -> bool:
    """Whether a word is a noun whose clause is a content: "claim", "calls"."""
    lowered = word.lower()
    nouns = _nouns()
    return lowered in nouns or (lowered.endswith("s") and lowered[:-1] in nouns)


@cache
def _nouns() -> frozenset[str]:
    return frozenset(_lexicon()["speech"]["nouns"])


def attitude(cue: str) -> Attitude:
    """The attitude that a cue shows.

    Args:
        cue: its words: "said", "has repeatedly warned", "according to", "wants".

    Returns:
        `belief` or `intention` where no word of it shows speech and one shows that; else `speech`.
    """
    known = _attitudes()
    seen: list[Attitude] = []
    for word in _WORD.findall(cue):
        lowered = word.lower()
        base = base_form(lowered)
        for form in (base, lowered, lowered.removesuffix("s")):
            if form in known:
                seen.append(known[form])
                break
    if not seen or "speech" in seen:
        return "speech"
    return seen[0]
