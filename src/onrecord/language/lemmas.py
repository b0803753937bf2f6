"""Lemmas as edits of the word's ending, so that a classifier can choose among a few hundred
(after the suffix rules of Chrupała 2006, and Straka 2018 for UDPipe).

A rule `2|y` takes two characters off the lower-cased word and puts `y` in their place; `=1|` does so to the
word as it is written (names); `!be` names the lemma outright (irregular words).
"""

from functools import lru_cache

AS_WRITTEN = "="


def rule_for(word: str, lemma: str) -> str:
    """The rule that makes `lemma` out of `word`."""
    written = lemma[:1].isupper() and word[:1].isupper()
    base = word if written else word.lower()
    shared = 0
    while shared < min(len(base), len(lemma)) and base[shared] == lemma[shared]:
        shared += 1
    if shared == 0:
        return f"!{lemma}"
    return f"{AS_WRITTEN if written else ''}{len(base) - shared}|{lemma[shared:]}"


@lru_cache(maxsize=20_000)
def apply_rule(rule: str, word: str) -> str:
    """The lemma that `rule` makes out of `word`; the lower-cased word where the rule doesn't fit it."""
    if rule.startswith("!"):
        return rule[1:]
    base = word if rule.startswith(AS_WRITTEN) else word.lower()
    cut, _, ending = rule.removeprefix(AS_WRITTEN).partition("|")
    if int(cut) > len(base):
        return base
    return (base[: len(base) - int(cut)] + ending) or base
