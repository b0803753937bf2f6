"""Moves that the words of one position tell by themselves: "no longer rules out", "down from eleven".

The position says where its holder stands now; these words say that it stood elsewhere before, whether or not
any report had that.
"""

from collections.abc import Sequence
from functools import lru_cache

from onrecord.model import ChangeKind, Position
from onrecord.text.folding import folded_words
from onrecord.text.words import word_set

_GIVING = frozenset({"offer", "accept", "commit", "concede", "support"})
_PHRASES = (("for", "the", "first", "time"), ("until", "now"), ("until", "recently"), ("until", "last"))
_NOW = tuple(
    phrase
    for phrase in (
        *((verb, "now") for verb in ("can", "could", "would", "will", "may", "might")),
        *(("now", mind, "to") for mind in ("ready", "prepared", "willing")),
    )
)
_HAD_DONE = word_set("refused rejected opposed resisted ruled vowed sworn insisted")
_REFUSING = word_set("refusing rejecting resisting opposing refusal resistance opposition")
_LOWERING = word_set(
    "lowered lowers lowering cut cuts cutting reduced reduces reducing scaled scales scaling trimmed trims "
    "halved moderated softened softens eased eases pared"
)
_RAISING = word_set(
    "raised raises raising increased increases increasing lifted lifts improved improves sweetened sweetens "
    "doubled doubles toughened toughens hardened hardens pushed upped"
)
_FIGURES = word_set("demand demands claim claims bid offer offers proposal")
_HARDENING = word_set(
    "hardened hardens hardening toughened toughens toughening stiffened stiffens stiffening"
)
_REFUSAL = word_set("opposition objection objections resistance refusal rejection stance position line")
_NEAR = 5
"""Words between a verb of raising or lowering and what is raised, at most."""


def told_move(position: Position) -> ChangeKind | None:
    """What a position's own words say of how its holder moved to it.

    Args:
        position: first-hand, with its evidence.

    Returns:
        `softened` or `hardened`; None where the words say nothing of what was before.
    """
    words = " ".join(span.text for span in position.evidence)
    return _told(words, position.act, position.polarity)


@lru_cache(maxsize=16_384)
def _told(text: str, act: str, polarity: str) -> ChangeKind | None:
    words = tuple(folded_words(text))
    if act in {"demand", "offer"} and polarity == "for":
        # Who asks for less has softened, who gives less has hardened.
        if _has(words, ("down", "from")) or _moves(words, _LOWERING):
            return "softened" if act == "demand" else "hardened"
        if _has(words, ("up", "from")) or _moves(words, _RAISING):
            return "hardened" if act == "demand" else "softened"
    if act in {"oppose", "reject"} and polarity == "against":
        return "hardened" if _moves(words, _HARDENING, _REFUSAL) else None
    if act == "support" and polarity == "open":
        return "softened" if _has(words, ("no", "longer")) or _has(words, ("any", "longer")) else None
    if polarity in {"for", "open"} and act in _GIVING - {"commit"} and any(_has(words, one) for one in _NOW):
        return "softened"
    if act in _GIVING and polarity == "for":
        told = any(_has(words, phrase) for phrase in _PHRASES) or _had_refused(words)
        return "softened" if told else None
    return None


def _has(words: Sequence[str], phrase: Sequence[str]) -> bool:
    """Whether some words follow one another."""
    size = len(phrase)
    if phrase[0] not in words:
        return False
    return any(tuple(words[at : at + size]) == tuple(phrase) for at in range(len(words) - size + 1))


def _moves(words: Sequence[str], verbs: frozenset[str], things: frozenset[str] = _FIGURES) -> bool:
    """Whether a verb moves a demand or an offer: "lowered its pay demand"."""
    return any(
        word in verbs and not things.isdisjoint(words[at + 1 : at + 1 + _NEAR])
        for at, word in enumerate(words)
    )


def _had_refused(words: Sequence[str]) -> bool:
    """Whether the words recall a refusal: "which had refused it", "after weeks of refusing"."""
    for at, word in enumerate(words):
        if word in _HAD_DONE and "had" in words[max(0, at - 4) : at]:
            return True
        if word in _REFUSING and "after" in words[max(0, at - 4) : at]:
            return True
    return False
