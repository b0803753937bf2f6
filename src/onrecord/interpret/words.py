"""The forms of verbs: which base form a word may stand for, where the parser's lemmas err on rare words."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from onrecord.text.tokens import Token
from onrecord.text.words import word_set

PARTICLES = word_set(
    "up down out off in on over back away through around along aside forward apart to for with of "
    "from against at about by ahead "
)
_VOWELS = "aeiou"


def read_data(name: str) -> dict[str, Any]:
    """A data file of this package, read from TOML."""
    return tomllib.loads(
        files("onrecord.interpret").joinpath(f"data/{name}.toml").read_text(encoding="utf-8")
    )


@dataclass(frozen=True, slots=True)
class Verbs:
    """What `data/verbs.toml` says.

    Attributes:
        irregular: base form to its irregular past forms.
        doubling: bases of several syllables that double their last letter.
        nominal: base form to the noun that names the act.
        transparent: verbs that add nothing to the name of an issue.
        doable: what a party can do or leave undone.
        harmful: what is a threat when announced.
        withholding: staying away from something.
        mental: what no position follows from.
        unwilled: what befalls somebody, or is so.
        causing: verbs that make somebody do something.
        blocking: verbs that stop what their object names.
        saying: verbs of telling and knowing.
        refusable: what "we cannot" refuses.
        uttering: verbs that utter what a noun names: "voiced support".
        giving: verbs that give somebody something.
        making: verbs whose object becomes something.
        scheduled: what is announced as an appointment.
        befalling: verbs without an object whose subject undergoes them: the return of the fourteen.
        weak: verbs that say too little for the name of an issue, whatever their object.
        idiom: set phrases, base form first, to the noun that names the act.
    """

    irregular: Mapping[str, tuple[str, ...]]
    doubling: frozenset[str]
    nominal: Mapping[str, str]
    transparent: frozenset[str]
    doable: frozenset[str]
    harmful: frozenset[str]
    withholding: frozenset[str]
    mental: frozenset[str]
    unwilled: frozenset[str]
    causing: frozenset[str]
    befalling: frozenset[str]
    blocking: frozenset[str]
    saying: frozenset[str]
    uttering: frozenset[str]
    giving: frozenset[str]
    making: frozenset[str]
    refusable: frozenset[str]
    scheduled: frozenset[str]
    weak: frozenset[str]
    idiom: Mapping[str, str]


_GROUPS = (
    "transparent", "doable", "harmful", "withholding", "mental", "unwilled", "causing", "befalling",
    "blocking", "saying", "making", "scheduled", "refusable", "weak", "giving", "uttering",
)  # fmt: skip


@cache
def verbs() -> Verbs:
    """The verbs, read once."""
    data = read_data("verbs")
    return Verbs(
        irregular={base: tuple(forms) for base, forms in data["irregular"].items()},
        doubling=frozenset(data["doubling"]["verbs"]),
        nominal=data["nominal"],
        idiom=data["idiom"],
        **{name: frozenset(data[name]["verbs"]) for name in _GROUPS},
    )


@dataclass(frozen=True, slots=True)
class Things:
    """What `data/things.toml` says.

    Attributes:
        empty: nouns that are no issue by themselves.
        courtesies: what is offered without being an offer.
        offerable: what parties offer one another.
        claims: words for what somebody said to be so.
        people: nouns for people.
        tables: what one leaves when one breaks off.
        harm: nouns for harm.
        hollow: nouns that name no issue, whatever stands with them.
        vague: nouns that name none alone.
        speaking: offices whose holders speak for the body that they hold them in.
        past: what makes an office a former one.
        outsiders: those who are no party, and whose opinion binds nobody.
        crowds: who can't be told from others.
        doubting: words by which the speaker leaves it open.
        joking: cues that what is said isn't meant.
        fated: what depends on things by itself, and isn't a step.
        political: offices and candidacies that make somebody more than a private person.
        campaigning: what is won or lost in an election, and not negotiated over.
        judging: adjectives that say what somebody thinks of a thing, and not which it is.
        shapeless: adjectives that don't tell one thing from others.
        papers: what is written or done, and so no party, though the words make it speak.
        decided: what parties decide on, so that to call it a mistake is a stand.
        alone: what one word names wherever parties negotiate.
    """

    empty: frozenset[str]
    courtesies: frozenset[str]
    offerable: frozenset[str]
    claims: frozenset[str]
    people: frozenset[str]
    tables: frozenset[str]
    harm: frozenset[str]
    hollow: frozenset[str]
    vague: frozenset[str]
    speaking: frozenset[str]
    past: frozenset[str]
    outsiders: frozenset[str]
    crowds: frozenset[str]
    doubting: frozenset[str]
    joking: frozenset[str]
    fated: frozenset[str]
    political: frozenset[str]
    campaigning: frozenset[str]
    judging: frozenset[str]
    shapeless: frozenset[str]
    papers: frozenset[str]
    decided: frozenset[str]
    alone: frozenset[str]


@cache
def things() -> Things:
    """The nouns, read once."""
    data = read_data("things")
    return Things(**{name: frozenset(entry["nouns"]) for name, entry in data.items()})


def gerund(base: str) -> str:
    """The -ing form of a verb."""
    if base.endswith("ie"):
        return base[:-2] + "ying"
    if base.endswith("e") and not base.endswith(("ee", "oe", "ye")) and base != "be":
        return base[:-1] + "ing"
    return _stem(base) + "ing"


def forms(base: str) -> frozenset[str]:
    """All forms of a verb, the base form among them."""
    if base == "be":
        return frozenset({"be", *verbs().irregular["be"]})
    found = {base, gerund(base), _third(base)}
    irregular = verbs().irregular.get(base)
    if irregular:
        found.update(irregular)
    elif base.endswith("e"):
        found.add(base + "d")
    elif base.endswith("y") and base[-2:-1] not in _VOWELS:
        found.add(base[:-1] + "ied")
    else:
        found.add(_stem(base) + "ed")
    return frozenset(found)


def _third(base: str) -> str:
    if base.endswith(("s", "x", "z", "ch", "sh", "o")):
        return base + "es"
    return base[:-1] + "ies" if base.endswith("y") and base[-2:-1] not in _VOWELS else base + "s"


def _stem(base: str) -> str:
    short = re.fullmatch(r"[^aeiou]*(?:qu)?[aeiou][^aeiouwxy]", base)
    return base + base[-1] if short or base in verbs().doubling else base


@cache
def _bases() -> dict[str, str]:
    """Every form of every verb in the data, with its base. A base is a base, whatever else it may be."""
    known = verbs()
    first: set[str] = set(known.irregular) | set(known.nominal) | set(known.doubling)
    for group in (*(getattr(known, name) for name in _GROUPS), frozenset(known.idiom)):
        first.update(words.split()[0] for words in group)
    for name in ("acts", "phrases", "events"):
        for pattern in read_data(name)["pattern"]:
            first.update(words.split()[0] for words in pattern.get("verbs", ()))
    found: dict[str, str] = {}
    for base in sorted(first):
        for form in forms(base):
            found.setdefault(form, base)
    found.update({base: base for base in first})
    return found


# Forms that two verbs share; the commoner one is meant.
_SHARED = {
    "left": "leave",
    "found": "find",
    "saw": "see",
    "lay": "lie",
    "bound": "bind",
    "founded": "found",
    "felt": "feel",
}


def base_of(token: Token) -> str:
    """The base form of a verb as it stands in a text.

    Args:
        token: a word, taken for a verb.

    Returns:
        The base form, in lower case: from the data where it knows the form, else by rule.
    """
    word = token.lower_
    if word in _SHARED and token.tag_ != "VB":
        return _SHARED[word]
    known = _bases().get(word)
    if known:
        return known
    lemma = token.lemma_.lower()
    plausible = lemma and word.startswith(lemma[: max(3, len(lemma) - 1)]) and len(lemma) > 2
    if lemma == word and word.endswith(("ed", "ing")):
        return _by_rule(word)
    if plausible and word == lemma + "d" and lemma[:-1].endswith(_NEVER_WITH_E) and lemma not in _WITH_E:
        return lemma[:-1]
    if plausible and _lost_its_ending(lemma, word):
        return _by_rule(word)
    return lemma if plausible and word in forms(lemma) else _by_rule(word)


def _lost_its_ending(lemma: str, word: str) -> bool:
    """Whether a guessed lemma has no ending of a verb: "eas" for "eased", "certifie" for "certified"."""
    if word in {f"{lemma}d", f"{lemma}s"} and lemma.endswith("ie") and len(lemma) > 4:
        return lemma not in _WITH_IE
    if word == f"{lemma}ed" and lemma.endswith("i"):
        return True
    without_e = word in {f"{lemma}ed", f"{lemma}ing"} and lemma not in _WITHOUT_E
    return without_e and lemma.endswith(("eas", "v", "u", "rg", "dg"))


_WITH_IE = frozenset({"belie", "untie", "underlie"})


# Endings of verbs to which a guessed lemma may have added an e: "counte", "discovere".
_NEVER_WITH_E = (
    "er", "nt", "rt", "ct", "nd", "ck", "lt", "ld", "rn", "pt", "ft", "sh", "el", "aim", "ain", "ail", "eal",
    "eam", "eed", "eep", "oom", "orm", "arm", "irm",
)  # fmt: skip
_WITH_E = frozenset({"adhere", "cohere", "interfere", "persevere", "revere"})


def _by_rule(word: str) -> str:
    for ending in ("ing", "ed", "es", "s"):
        stem = word[: -len(ending)]
        if word.endswith(ending) and len(stem) >= 3 and any(letter in stem for letter in _VOWELS + "y"):
            doubled = len(stem) > 3 and stem[-1] == stem[-2] and stem[-1] in "bdgmnprt"
            order: tuple[str, ...] = (stem, stem + "e", stem[:-1])
            if doubled:
                order = (stem[:-1], stem, stem + "e")
            if stem.endswith("i"):
                order = (stem[:-1] + "y", *order)
            for base in (*order, stem[:-1] + "y"):
                if word in forms(base) and (base != stem or not _wants_e(stem)):
                    return base
    return word


_WITHOUT_E = frozenset({"focus", "bus", "gas", "ring", "bring", "sing", "belong", "long", "hang", "bang"})


def _wants_e(stem: str) -> bool:
    """Whether a stem looks as if it had lost an e: "releas", "argu", "not" is not decided."""
    if stem.endswith("ss") or stem in _WITHOUT_E:
        return False
    return stem.endswith(("s", "v", "u", "z", "c", "ng", "rg", "dg"))


_CLOSED = {
    **dict.fromkeys(("the", "a", "an", "every"), "DET"),
    **dict.fromkeys(
        ("of", "at", "from", "into", "with", "between", "among", "during", "towards", "toward"), "ADP"
    ),
    **dict.fromkeys(("and",), "CCONJ"),
    **dict.fromkeys(("if", "unless", "because", "although"), "SCONJ"),
    **dict.fromkeys(("he", "she", "they", "we", "him", "them", "us", "it"), "PRON"),
    **dict.fromkeys(("must", "would", "should", "could", "cannot"), "AUX"),
}


_BY_FINE_TAG = {"JJ": "ADJ", "NN": "NOUN", "NNS": "NOUN", "NNP": "PROPN", "IN": "ADP", "DT": "DET"}


def pos_of(token: Token) -> str:
    """The part of speech of a word: the tagger's, but for closed words, which it may miss after a mark."""
    closed = _CLOSED.get(token.lower_)
    if closed:
        return closed
    if token.pos_ in {"VERB", "PUNCT"} and token.is_alpha:
        # The fine tag is the surer one where the two disagree.
        return _BY_FINE_TAG.get(token.tag_, token.pos_)
    return token.pos_
