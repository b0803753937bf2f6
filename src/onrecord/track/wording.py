"""The words of a statement, taken apart for comparison: content words, which of them are denied, figures.

An opposite has nearly the same words, so that no measure of likeness can tell it. Here each content word
carries whether its clause says or denies it, and words that turn a sentence into its opposite ("accept",
"reject") are known; two statements that differ in either are never one.
"""

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from typing import Literal

from onrecord.text.folding import fold
from onrecord.text.words import word_set
from onrecord.track.labels import stem

_FUNCTION = word_set(
    """
    a about above after again all also although am an and any are as at be because been before being
    both but by can could did do does doing done down during each even ever for from further get gets
    had has have having he her here hers him his how i if in into is it its just like may me might more
    most must my of off on once one only or other our out over own per said say says shall she should so
    some such than that the their them then there these they this those though through to too under
    until up upon us very was we were what when where whether which while who whom whose why will with
    would yet you your ve ll re d s t m anything anyone anybody something someone ready way put make
    makes made take takes taken took go goes went gone come comes came
    """
)
_NEGATORS = word_set(
    """
    no not never nobody nothing none neither nor cannot without nowhere hardly barely refuse refuses
    refused refusing reject rejects rejected rejecting deny denies denied denying decline declines
    declined declining oppose opposes opposed opposing against unwilling unable impossible unacceptable
    aint arent cant couldnt didnt doesnt dont hadnt hasnt havent isnt mightnt mustnt neednt shant
    shouldnt wasnt werent wont wouldnt fail fails failed avoid avoids avoided lack lacks lacked
    """
)
_DENIALS = _NEGATORS | {stem(word) for word in _NEGATORS}
_SMALL = _FUNCTION | _NEGATORS
_WORD = re.compile(r"[^\W_]+(?:['\u2019]t\b)?")
_RULED_OUT = re.compile(r"\brul(?:e|es|ed|ing) (?:\w+ )?out\b")
_CLAUSE = re.compile(
    r"[,;:.?!()\u2013\u2014\u2026\u201c\u201d\"]+"
    r"|\b(?:but|although|though|because|while|whereas|when|if|unless|until|before|once|so that|in order|nor"
    r"|provided|as long as|after)\b"
)
_WITHHELD = re.compile(r"\b(?:unless|until|without|before|except|save|other than|as long as|if)\b")
_OPPOSITES = tuple(
    tuple(frozenset(stem(word) for word in side.split(",")) for side in pair.split(":"))
    for pair in (
        "accept,welcome,approve,agree,endorse:reject,refuse,spurn,dismiss",
        "support,back,favour,favor:oppose,resist,against",
        "open,reopen:close,shut",
        "increase,rise,raise,grow:decrease,fall,lower,cut,reduce,shrink",
        "join,enter:leave,quit,exit",
        "attend:boycott,skip,shun",
        "start,begin,resume,launch:stop,end,halt,suspend,cease",
        "confirm,admit,acknowledge:deny",
        "win:lose",
        "allow,permit,let:ban,forbid,prohibit,bar,block",
        "possible:impossible",
        "true:false,untrue",
        "keep,stay,remain:drop,scrap,abandon",
        "early,earlier,sooner:late,later",
        "first:last",
        "before:after",
        "more:less,fewer",
        "yes:no",
    )
)
_COUNTS = {
    word: str(number)
    for number, word in enumerate(
        ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"), 2
    )
}

Sign = Literal["+", "-", "?"]


@dataclass(frozen=True, slots=True)
class Wording:
    """The words of a statement.

    Attributes:
        words: all of them, folded, in order.
        in_order: the content words in order, without inflection.
        stems: the same, each once.
        signs: for each of these whether it is said (`+`), denied (`-`), or said under a condition (`?`).
        figures: the numbers, in digits.
        turning: words that are one side of a known pair of opposites.
    """

    words: tuple[str, ...]
    in_order: tuple[str, ...]
    stems: frozenset[str]
    signs: dict[str, frozenset[Sign]]
    figures: frozenset[str]
    turning: frozenset[str]


@lru_cache(maxsize=65_536)
def wording(text: str, cue: str = "") -> Wording:
    """Take a statement apart.

    Args:
        text: its words.
        cue: the words that introduce it; "ruled out", "denied" turn what they introduce.
    """
    words = tuple(fold(text).split())
    turned = _negations(fold(cue).split(), fold(cue)) % 2 == 1
    signs: dict[str, frozenset[Sign]] = {}
    turning: set[str] = set()
    in_order: list[str] = []
    for clause, sign in _clauses(text):
        how = frozenset(_turned(sign) if turned else sign)
        for word in clause:
            stemmed = stem(word)
            if stemmed in _TURNING or word in _TURNING:
                turning.add(stemmed)
            if word in _FUNCTION or word in _NEGATORS or (len(word) < 2 and not word.isdigit()):
                continue
            in_order.append(stemmed)
            signs[stemmed] = signs[stemmed] | how if stemmed in signs else how
    return Wording(
        words=words,
        in_order=tuple(in_order),
        stems=frozenset(signs),
        signs=signs,
        figures=frozenset(_COUNTS.get(word, word) for word in words if word.isdigit() or word in _COUNTS),
        turning=frozenset(turning),
    )


def content_words(text: str) -> str:
    """The words of a text that say what it is about, as they are written, joined by blanks.

    Args:
        text: any text; function words and negations are left out.
    """
    found = _WORD.findall(text)
    return " ".join(
        word for word in found if word.lower().replace("\u2019", "").replace("'", "") not in _SMALL
    )


def opposed(one: Wording, other: Wording) -> bool:
    """Whether two statements can't be one because what the one says the other denies.

    Args:
        one: a statement.
        other: another; the answer is the same whichever comes first.

    Returns:
        True where a content word that both have is said in the one and denied in the other, or where each has
        the other side of a pair of opposites.
    """
    if one.words == other.words and one.signs == other.signs:
        return False
    return _denied(one, other) or _turned_about(one, other)


def contrary(one: Wording, other: Wording) -> bool:
    """Whether one statement says the opposite of another: a narrower question than `opposed`.

    Args:
        one: a statement.
        other: another; the answer is the same whichever comes first.

    Returns:
        True where they are opposed, but not where a denial and an opposite cancel each other out, as in "the
        gate won't close" and "the gate stays open".
    """
    # "Reject" is a denial and the opposite of "accept", but turns a sentence once.
    bare = [replace(each, turning=each.turning - _DENIALS) for each in (one, other)]
    return opposed(one, other) and not (_denied(one, other) and _turned_about(*bare))


def shared(one: Wording, other: Wording) -> float:
    """The share of a statement's content words that another has, or has the known opposite of.

    Args:
        one: the statement whose words count.
        other: another.

    Returns:
        From 0 to 1; 0 where they have no word itself in common.
    """
    common = one.stems & other.stems
    if not common:
        return 0.0
    for pair in _OPPOSITES:
        for side, opposite in (pair, pair[::-1]):
            if other.turning & opposite:
                common |= one.stems & side
    return len(common) / len(one.stems)


def _denied(one: Wording, other: Wording) -> bool:
    return any(not one.signs[word] & other.signs[word] for word in one.stems & other.stems)


def _turned_about(one: Wording, other: Wording) -> bool:
    if not one.turning or not other.turning:
        return False
    return any(
        _on_one_side(one.turning, first, second) and _on_one_side(other.turning, second, first)
        for pair in _OPPOSITES
        for first, second in (pair, pair[::-1])
    )


def _on_one_side(words: frozenset[str], side: frozenset[str], opposite: frozenset[str]) -> bool:
    return bool(words & side) and not words & opposite


def longest_run(one: Wording, other: Wording) -> tuple[int, int]:
    """The longest run of words that two statements share.

    Returns:
        Its length in words, and in content words.
    """
    best = none = (0, 0)
    places: dict[str, list[int]] = {}
    for place, word in enumerate(other.words):
        places.setdefault(word, []).append(place)
    runs: dict[int, tuple[int, int]] = {}  # those that end at the word before, by their last place
    for word in one.words:
        counts = int(word not in _FUNCTION)
        longer: dict[int, tuple[int, int]] = {}
        for place in places.get(word, ()):
            length, weighty = runs.get(place - 1, none)
            longer[place] = run = (length + 1, weighty + counts)
            best = max(best, run)
        runs = longer
    return best


def _clauses(text: str) -> list[tuple[list[str], set[Sign]]]:
    """The clauses of a text as words, each with how it stands: said, denied, or on a condition."""
    lowered = text.lower().replace("\u2019", "'").replace("'", "")
    cuts = [0, *(match.start() for match in _CLAUSE.finditer(lowered)), len(lowered)]
    parts: list[str] = []
    for begin, end in pairwise(cuts):
        parts.extend(_at_and(lowered[begin:end]))
    found: list[tuple[list[str], set[Sign]]] = []
    for number, part in enumerate(parts):
        words = fold(part).split()
        if not words:
            continue
        denied = _negations(words, " ".join(words)) % 2 == 1
        after = parts[number + 1].strip() if number + 1 < len(parts) else ""
        sign: set[Sign] = {"-"} if denied else {"+"}
        if denied:
            conditional = bool(_WITHHELD.match(after)) or "without" in words
        else:
            conditional = "only" in words or after.startswith(("only", "if ", "provided", "once"))
        if conditional:
            sign.add("?")
        found.append((words, sign))
    return found


def _at_and(part: str) -> list[str]:
    """A clause cut at "and" where what follows has a negation of its own."""
    for match in re.finditer(r"\band\b", part):
        rest = part[match.end() :]
        if _negations(fold(rest).split(), fold(rest)):
            return [part[: match.start()], *_at_and(rest)]
    return [part]


def _negations(words: list[str], text: str) -> int:
    return sum(map(_NEGATORS.__contains__, words)) + len(_RULED_OUT.findall(text))


def _turned(signs: set[Sign]) -> set[Sign]:
    turned: dict[Sign, Sign] = {"+": "-", "-": "+", "?": "?"}
    return {turned[sign] for sign in signs}


_TURNING = frozenset(word for pair in _OPPOSITES for side in pair for word in side)
