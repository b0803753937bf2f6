"""Take a noun phrase apart: "the millers' general secretary" is a secretary, general, of the millers."""

import re
from dataclasses import dataclass
from typing import Literal

from onrecord.resolve.lexicon import is_plural, lexicon, singular
from onrecord.text.folding import fold
from onrecord.text.words import word_set

Determiner = Literal["definite", "indefinite", "possessive", "none"]

_WORD = re.compile(r"[^\W_][^\s,;:()\"\u201c\u201d\u2018]*")
_ENDING = re.compile(r"[^\w\s]+$")
_RELATIVE = word_set("who which that whose whom where when since until")
_PREPOSITIONS = word_set(
    "of for at in from to with on by close near familiar among inside within under behind about on against "
    "involved briefed speaking representing responsible named called seen obtained signed"
)
_DEFINITE = word_set("the this that these those both all said either each neither")
_NUMBERS = word_set("two three four five six seven eight nine ten eleven twelve dozen")
POSSESSIVE_PRONOUNS = word_set("its his her their our my whose your")
_WEAK = word_set(
    "former new retired late acting outgoing incoming senior top deputy then now other same newly longtime "
    "veteran own current interim caretaker first second chief"
) - {"chief", "deputy"}
_PAST = word_set("former ex late retired onetime erstwhile then until deposed ousted")
POSSESSIVE_END = re.compile(r"(?:['\u2019]s|(?<=[sxzS])['\u2019])$")


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase that stands for somebody.

    Attributes:
        start: offset of its first word.
        end: offset after its last word (without a relative clause or an apposition).
        determiner: what it begins with.
        head: its head noun, singular and in lower case.
        plural: whether the head is plural.
        modifiers: the words before the head that say what kind, folded, without the owner.
        owner: offsets of the words that say whose it is ("Labour" in "Labour's leader", in "the Labour
            leader", in "the leader of Labour"), or None.
        pronoun: a possessive pronoun that says whose it is, or empty.
        named: whether the head is capitalised.
    """

    start: int
    end: int
    determiner: Determiner
    head: str
    plural: bool
    modifiers: tuple[str, ...]
    owner: tuple[int, int] | None
    pronoun: str
    named: bool

    @property
    def title(self) -> str:
        """Head and modifiers, as a title: "general secretary"; "president" of "Local 412 president"."""
        return " ".join((*(word for word in self.modifiers if not word.isdigit()), self.head))

    @property
    def strong_modifiers(self) -> frozenset[str]:
        """The modifiers that tell one office from another."""
        return frozenset(word for word in self.modifiers if word not in _WEAK and word not in _NUMBERS)


_Word = tuple[int, int, str]


def words_of(text: str, start: int, end: int) -> list[_Word]:
    """The words of a stretch with their offsets, without the marks after them but a possessive's."""
    found = []
    for match in _WORD.finditer(text, start, end):
        word = match[0]
        ending = _ENDING.search(word)
        kept = word if ending is None or _belongs(ending[0], word) else word[: ending.start()]
        found.append((match.start(), match.start() + len(kept), kept))
    return found


def _belongs(ending: str, word: str) -> bool:
    """Whether the mark at the end of a word is part of it: "dockers'", "U.S.", "J."."""
    if ending == ".":
        return "." in word[:-1] or len(word) == 2
    return ending in {"'", "\u2019"} and word[-2] in "sxzS"


def parse_phrase(text: str, start: int, end: int) -> Phrase | None:
    """Take the noun phrase apart that a stretch begins with.

    Args:
        text: the whole text.
        start: offset of its first character.
        end: offset after the stretch; the phrase ends earlier at a comma or a relative clause.

    Returns:
        The phrase, or None where no word is left to be its head.
    """
    words = words_of(text, start, end)
    if not words:
        return None
    core, complement = _divide(text, words)
    determiner, pronoun, core = _determiner(core)
    owner, core, determiner = _owner(core, determiner)
    if not core:
        return None
    core, head_at = _head(core)
    head_word = core[head_at][2]
    head = fold(re.sub(r"-(?:designate|elect)$", "", POSSESSIVE_END.sub("", head_word))).split()
    if not head:
        return None
    before = [word for index, word in enumerate(core) if index != head_at]
    named_before = [word for word in core[:head_at] if word[2][:1].isupper() and word[2].lower() not in _WEAK]
    if owner is None and complement is not None:
        owner = complement
    elif owner is None and named_before:
        owner = _capitalised_owner(core[:head_at], named_before)
    modifiers = tuple(
        folded
        for word in before
        if not (owner and owner[0] <= word[0] < owner[1])
        for folded in fold(word[2]).split()
    )
    last = complement[1] if complement else core[-1][1]
    return Phrase(
        start=words[0][0],
        end=last,
        determiner=determiner,
        head=singular(head[-1]),
        plural=is_plural(head[-1]),
        modifiers=(*modifiers, *head[:-1]),
        owner=owner,
        pronoun=pronoun,
        named=head_word[:1].isupper(),
    )


def _divide(text: str, words: list[_Word]) -> tuple[list[_Word], tuple[int, int] | None]:
    """Part a stretch into its core and the complement of a preposition; what follows both is left out."""
    core: list[_Word] = []
    complement: list[_Word] = []
    target = core
    for index, word in enumerate(words):
        lowered = word[2].lower()
        gap = text[words[index - 1][1] : word[0]] if index else ""
        if index and (lowered in _RELATIVE or any(mark in gap for mark in ",;:(\u2014\u2013")):
            break
        if index and lowered in _PREPOSITIONS and target is core:
            target = complement
            continue
        if target is complement and not complement and lowered in _PREPOSITIONS:
            continue
        if target is complement and lowered in _PREPOSITIONS - {"of", "for", "on"}:
            break
        target.append(word)
    place = (complement[0][0], complement[-1][1]) if complement else None
    return core, place


def _determiner(core: list[_Word]) -> tuple[Determiner, str, list[_Word]]:
    """The determiner of a core, a possessive pronoun if it is one, and the rest."""
    if not core:
        return "none", "", core
    first = core[0][2].lower()
    if first in POSSESSIVE_PRONOUNS and len(core) > 1:
        return "possessive", first, core[1:]
    if first in _DEFINITE and len(core) > 1:
        return "definite", "", core[1:]
    if first in lexicon().unnamed and len(core) > 1:
        return "indefinite", "", core[1:]
    return "none", "", core


def _owner(
    core: list[_Word], determiner: Determiner
) -> tuple[tuple[int, int] | None, list[_Word], Determiner]:
    """The possessor in a core ("Labour's party secretary"), and what it possesses."""
    for index in range(len(core) - 2, -1, -1):
        if POSSESSIVE_END.search(core[index][2]):
            end = core[index][1] - len(POSSESSIVE_END.search(core[index][2])[0])  # type: ignore[index]
            kept: Determiner = "indefinite" if determiner == "indefinite" else "definite"
            return (core[0][0], end), core[index + 1 :], kept
    return None, core, determiner


def _head(core: list[_Word]) -> tuple[list[_Word], int]:
    """The place of the head in a core: its last word, but "secretary" in "secretary general"."""
    at = len(core) - 1
    if at and fold(core[at][2]) in {"general", "designate", "elect", "emeritus"}:
        before = singular(fold(core[at - 1][2]).split(" ")[-1]) if fold(core[at - 1][2]) else ""
        if before in lexicon().roles:
            return core, at - 1
    return core, at


def _capitalised_owner(before: list[_Word], named: list[_Word]) -> tuple[int, int] | None:
    """The name that stands before a head as its owner: "Labour" in "the Labour leader".

    Words of a capitalised office ("Foreign Minister") look the same; whether such words name anybody is
    for the caller to find out.
    """
    first = named[0]
    last = first
    for word in before[before.index(first) :]:
        if not word[2][:1].isupper() or (word is not first and fold(word[2]) in lexicon().roles):
            break
        last = word
    return first[0], last[1]


def is_leading(phrase_title: str) -> bool:
    """Whether a title is that of somebody at the head of something."""
    words = phrase_title.split()
    leading = lexicon().leading
    return bool(words) and (words[-1] in leading or " ".join(words[-2:]) in leading)


def is_past(phrase: Phrase) -> bool:
    """Whether an office is one that its holder has no longer: "the former minister"."""
    return not _PAST.isdisjoint(phrase.modifiers)
