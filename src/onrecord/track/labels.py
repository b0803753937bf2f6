"""Labels of issues taken apart: head, what narrows it, and whether it is an absence.

Two labels mean one issue where these are equal after inflection, spelling, synonyms and praise are taken out.
"""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from itertools import combinations

from onrecord.text.countries import country_of
from onrecord.text.folding import fold
from onrecord.text.spelling import sounded
from onrecord.text.words import word_set

_SMALL = word_set(
    "the a an its his her their our my your this that these those and as it s be is are was were to-be"
)
_ARTICLES = word_set("the a an its his her their our this that these those")
_PARTICLES = word_set("back away up down out over off ahead together apart aside forward")
# What only joins a noun to what narrows it, before or after it: "NATO membership", "membership in NATO".
_NEUTRAL = word_set("in on at about over between with among regarding concerning")
_DIRECTED = word_set(
    "for to from by against under without before after until into within toward towards through beyond "
    "out off than"
)
_CLAUSES = word_set("that which who whose where when if")
_WORD = re.compile(r"[^\W_]+(?:[.'\u2019][^\W_]+)*\.?")
_COUNTS = word_set(
    "one:1 two:2 three:3 four:4 five:5 six:6 seven:7 eight:8 nine:9 ten:10 eleven:11 twelve:12 thirteen:13 "
    "fourteen:14 fifteen:15 sixteen:16 seventeen:17 eighteen:18 nineteen:19 twenty:20 thirty:30 forty:40 "
    "fifty:50 sixty:60 seventy:70 eighty:80 ninety:90"
)
_NUMBERS = dict(pair.split(":") for pair in _COUNTS)
_MOST_NARROWING = 6
Token = tuple[str, bool]
"""A word and whether it is a name."""
_DEMONYM = re.compile(r"(?:ians?|eans?|ans?|ese|ish|is?|ia|ea|a|e|o)$")
_LEAST_STEM = 4


@dataclass(frozen=True, slots=True)
class Words:
    """What `data/issue_words.toml` says, as stems."""

    synonyms: dict[str, str]
    weak: frozenset[str]
    hollow: frozenset[str]
    things: frozenset[str]
    units: frozenset[str]
    parts: frozenset[str]
    absence: frozenset[str]
    ends: frozenset[str]


@cache
def lexicon() -> Words:
    """The words, read once."""
    data = tomllib.loads(files("onrecord.track").joinpath("data/issue_words.toml").read_text("utf-8"))

    def stems(name: str, field: str = "words") -> frozenset[str]:
        return frozenset(stem(word) for word in data[name][field].split())

    synonyms: dict[str, str] = {}
    for line in data["synonyms"]["groups"]:
        first, *others = (stem(word) for word in line.split())
        synonyms |= dict.fromkeys(others, first)
    return Words(
        synonyms=synonyms,
        weak=word_set(data["weak"]["words"]),
        hollow=frozenset(synonyms.get(word, word) for word in stems("hollow")),
        things=word_set(data["things"]["words"]),
        units=stems("units"),
        parts=stems("parts"),
        absence=stems("absence"),
        ends=frozenset(synonyms.get(word, word) for word in stems("absence", "ends")),
    )


@lru_cache(maxsize=16_384)
def stem(word: str) -> str:
    """A common noun, gerund or participle without what inflects and derives it, roughly.

    Args:
        word: in small letters, folded.
    """
    plain = _singular(word)
    plain = re.sub(r"isation$|isations$", "ization", plain)
    plain = re.sub(r"(?<=\w{3})our$", "or", plain)
    plain = re.sub(r"(?<=[fl]en|cen)tre$", "ter", plain)
    for ending, least in (("ing", 4), ("ment", 3), ("ed", 4), ("al", 5), ("ion", 5)):
        rest = plain[: -len(ending)]
        if plain.endswith(ending) and len(rest) >= least and re.search("[aeiouy]", rest):
            plain = re.sub(r"([bdgmnprt])\1$", r"\1", rest)
            break
    return plain[:-1] if plain.endswith("e") and len(plain) > 3 else plain


def _singular(word: str) -> str:
    irregular = {"men": "man", "women": "woman", "children": "child", "people": "people", "lives": "life"}
    if word in irregular:
        return irregular[word]
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes")):
        return word[:-2]
    if word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) > 3:
        return word[:-1]
    return word


@dataclass(frozen=True, slots=True)
class Label:
    """A label taken apart.

    Attributes:
        absent: whether it is the absence of the rest: "no A", "lack of A".
        head: stem of its head noun.
        narrowing: stems of all other words, those after "for", "from" and the like with that word.
        hollow: whether it says too little to be told from others by.
    """

    absent: bool
    head: str
    narrowing: frozenset[str]
    hollow: bool

    @property
    def key(self) -> str:
        """What two labels of one issue share; empty where the label is hollow."""
        return "" if self.hollow else self.full

    @property
    def full(self) -> str:
        """The label in a form that is the same however it is worded."""
        return f"{'no ' if self.absent else ''}{self.head} < {' '.join(sorted(self.narrowing))}".rstrip()

    def wider(self) -> Iterator["Label"]:
        """Labels that this narrows, the nearest first: those with some of its narrowing words left out."""
        if self.absent:
            return
        loose = sorted(word for word in self.narrowing if word.split(":")[-1] not in {"not", "or", "non"})
        loose = [word for word in loose if not word.startswith(("without:", "than:"))]
        fixed = self.narrowing - set(loose)
        most = len(loose) if len(loose) <= _MOST_NARROWING else 1
        for count in range(1, most + 1):
            for dropped in combinations(loose, count):
                kept = frozenset(loose) - set(dropped) | fixed
                if not _is_hollow(self.head, kept) and not (kept and kept <= _PARTICLES):
                    yield Label(self.absent, self.head, kept, hollow=False)


@lru_cache(maxsize=65_536)
def taken_apart(label: str) -> Label:
    """Take a label apart.

    Args:
        label: a noun phrase: "strong security guarantees", "no return to work", "end to the blockade".
    """
    tokens = tokens_of(label)
    absent = False
    idle = lexicon().weak | _ARTICLES
    while tokens and not tokens[0][1] and (tokens[0][0] == "no" or tokens[0][0] in idle):
        absent ^= tokens[0][0] == "no"
        tokens = tokens[1:]
    if len(tokens) > 2 and stem_of(tokens[0]) in lexicon().absence and tokens[1][0] == "of":
        tokens, absent = tokens[2:], not absent
    head, narrowing = _head_and_narrowing(tokens)
    gerund = bool(tokens) and is_gerund(tokens[0][0])
    return Label(absent, head, narrowing, _is_hollow(head, narrowing) or (gerund and narrowing <= _PARTICLES))


def inner(label: str) -> tuple[str, str]:
    """The stem of the noun before the first "of" or "to" of a label, and the words after it.

    Args:
        label: "first round of talks", "end to the war".

    Returns:
        "round" and "talks"; both empty where there is no such word.
    """
    match = re.match(r"(?P<head>[^,]*?)\s+(?:of|to)\s+(?P<rest>.+)$", label)
    if match is None:
        return "", ""
    tokens = tokens_of(match["head"])
    return (stem_of(tokens[-1]), match["rest"]) if tokens else ("", "")


def content(label: str) -> str:
    """A label without articles and words of praise before its head, as it can be shown."""
    words = label.split()
    kept: list[str] = []
    for at, word in enumerate(words):
        plain = fold(word)
        if plain in _CLAUSES or plain in _NEUTRAL or plain in _DIRECTED or plain == "of":
            kept += words[at:]
            break
        # An article further on belongs to a measure: "cubic metres a second".
        idle = plain in lexicon().weak or (plain in _ARTICLES and not kept)
        if not (word.islower() and idle):
            kept.append(word)
    return " ".join(kept) if len(kept) > 1 else label


def tokens_of(label: str) -> list[Token]:
    """The words of a label in small letters, and whether each is a name; names of states as one word."""
    text = re.sub(r"\b(cease|pull)[- ](fire|out|back)\b", r"\1\2", label.replace("per cent", "percent"))
    text = re.sub(r"(?<=\d)\s*%", " percent", text)
    # "all-for-all" is one word, whatever stands in its middle.
    text = re.sub(r"\b(\w+)-(for|to|in|of|by|on|and|the)-(?=\w)", r"\1\2", text)
    found: list[Token] = []
    words = [match[0] for match in _WORD.finditer(text)]
    at = 0
    while at < len(words):
        stretch = next((n for n in (3, 2, 1) if _state(words[at : at + n])), 0)
        if stretch:
            found.append((_state(words[at : at + stretch]), True))
            at += stretch
            continue
        word = re.sub(r"['\u2019]s?$", "", words[at]).rstrip(".")
        at += 1
        if word:
            found.append((word, True) if word[0].isupper() else (fold(word), False))
    return found


def _state(words: list[str]) -> str:
    """A state that words name outright or by its demonym; a capital is a place here, and no state."""
    if not words or not words[0][0].isupper() or not words[-1][0].isupper():
        return ""
    found = country_of(" ".join(words))
    return f"={found[0]}" if found and found[1] != "capital" else ""


@lru_cache(maxsize=16_384)
def stem_of(token: Token) -> str:
    """What a word of a label is compared by: its stem, a name's sound, a number's digits."""
    word, name = token
    if name:
        if word.startswith("="):
            return word.lower()
        plain = fold(word)
        if plain in _NUMBERS:
            return _NUMBERS[plain]
        sound = sounded(plain)
        short = _DEMONYM.sub("", plain)
        return sounded(short) if len(short) >= _LEAST_STEM else sound
    if word in _NUMBERS:
        return _NUMBERS[word]
    plain = stem(word)
    return lexicon().synonyms.get(plain, plain)


def _head_and_narrowing(tokens: list[Token]) -> tuple[str, frozenset[str]]:
    """The head is the last word before the first preposition, or a gerund that opens the label."""
    words: list[tuple[str, str]] = []
    head, role, ahead = "", "", True
    for word, name in tokens:
        if not name and word in _CLAUSES:
            role, ahead = "", False
        elif not name and (word == "of" or word in _NEUTRAL or word in _DIRECTED):
            if words:
                ahead = False
            role = word if word in _DIRECTED else role if word == "of" else ""
        elif name or (word not in _SMALL and word not in lexicon().weak):
            stemmed = stem_of((word, name))
            words.append((role, stemmed))
            if ahead and not (head and is_gerund(tokens[0][0])):
                head = stemmed
    if head in _TOWARDS:
        words = [("" if role in _TOWARDS[head] else role, word) for role, word in words]
    if ("", head) in words:
        words.remove(("", head))
    return head, frozenset(f"{role}:{word}" if role else word for role, word in words)


# Heads after which a directed preposition is no more than "of": "end to the war", "accession to the union".
_TOWARDS = {"end": {"to"}, "acces": {"to", "into"}, "access": {"to", "into"}}


def is_gerund(word: str) -> bool:
    """Whether a word says what somebody does to something: "signing", and not "meeting"."""
    return word.endswith("ing") and len(word) > 5 and word not in lexicon().things


def _is_hollow(head: str, narrowing: frozenset[str]) -> bool:
    """Whether words say too little: a relational noun, a number or a measure by itself."""
    known = lexicon()
    telling = [
        word
        for word in (head, *narrowing)
        if not word.split(":")[-1].isdigit() and word.split(":")[-1] not in known.units
    ]
    return not telling or (len(telling) == 1 and telling[0] in known.hollow)
