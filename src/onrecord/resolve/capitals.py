"""Find names by their capital letters alone: what a tagger misses, or marks in fragments."""

import re
from collections.abc import Iterable, Iterator

from spacy.lang.en.stop_words import STOP_WORDS

from onrecord.resolve.lexicon import lexicon, singular
from onrecord.resolve.naming import PARTICLES, SMALL_PARTICLES
from onrecord.text.countries import country_of
from onrecord.text.folding import fold
from onrecord.text.layout import Layout
from onrecord.text.words import word_set

WORD = re.compile(r"[^\W_][\w.\u2019'&-]*")
_BEFORE = re.compile(r"[a-z,]")
_ENDS = re.compile(r"\b")
POSSESSIVE = re.compile(r"['\u2019]s?$")
CALENDAR = word_set(
    "january february march april may june july august september october november december monday tuesday "
    "wednesday thursday friday saturday sunday jan feb mar apr jun jul aug sept sep oct nov dec"
)
NEVER = word_set(
    "question answer i i'm i\u2019m photo image picture read also however meanwhile yes no oh okay dear "
    "mr mrs ms dr sir madam yesterday today tomorrow neither former outgoing acting then-"
)
_ARTICLES = word_set("the a an and of or in on at to for by from with as is")
_CONNECTOR = re.compile(
    r"(?:\s+(?P<link>and|of|for|&)\s+(?P<article>the\s+)?|(?<=['\u2019])\s+|(?<=['\u2019]s)\s+)"
)


def capitalised_runs(layout: Layout) -> list[tuple[int, int]]:
    """Runs of capitalised words, with particles between them and the connected parts of a body's name.

    Args:
        layout: the text with its sentences.

    Returns:
        Their offsets, in order, apart from one another.
    """
    runs = [run for sentence in layout.sentences for run in _runs(layout.text, sentence.start, sentence.end)]
    connected = _connected(layout.text, runs)
    return [part for run in connected for part in _without_offices(layout.text, *run)]


def _without_offices(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A run without its offices: "NATO" and "Ada Orr" in "NATO Secretary General Ada Orr"."""
    words = list(WORD.finditer(text, start, end))
    if any(singular(fold(word[0])) in lexicon().bodies for word in (*words[:1], *words[-1:])):
        yield start, end
        return
    part: list[re.Match[str]] = []
    for word in words:
        noun = singular(fold(POSSESSIVE.sub("", word[0])))
        if noun in lexicon().roles or noun == "general":
            if part:
                yield part[0].start(), part[-1].end()
            part = []
        else:
            part.append(word)
    if part:
        yield part[0].start(), part[-1].end()


def _runs(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The runs of one sentence."""
    run: list[re.Match[str]] = []
    pending: list[re.Match[str]] = []
    for word in WORD.finditer(text, start, end):
        last = (pending or run)[-1].end() if run else start
        adjoins = not text[last : word.start()].strip() and not POSSESSIVE.search(
            text[max(0, last - 2) : last]
        )
        if run and not adjoins:
            yield run[0].start(), run[-1].end()
            run, pending = [], []
        if _is_name_word(text, word, word.start() == start, bool(run)):
            run, pending = [*run, *pending, word], []
        elif run and (word[0] in PARTICLES or word[0] in SMALL_PARTICLES):
            pending.append(word)
        elif run:
            yield run[0].start(), run[-1].end()
            run, pending = [], []
    if run:
        yield run[0].start(), run[-1].end()


def _is_name_word(text: str, word: "re.Match[str]", begins: bool, running: bool) -> bool:
    """Whether a word may be part of a name."""
    plain = POSSESSIVE.sub("", word[0]).rstrip(".").lower()
    if not word[0][0].isupper() or plain in CALENDAR or plain in NEVER:
        return False
    opens = begins or text[max(0, word.start() - 1) : word.start()] in {'"', "\u201c", "\u2018", "'"}
    if plain in (STOP_WORDS if opens else _ARTICLES):
        return False
    if running or not opens or _is_followed_by_capital(text, word.end()):
        return True
    return country_of(POSSESSIVE.sub("", word[0])) is not None or _recurs(text, word)


def _is_followed_by_capital(text: str, offset: int) -> bool:
    return re.match(r" [^\W\d_a-z]", text[offset : offset + 2]) is not None


def _recurs(text: str, word: "re.Match[str]") -> bool:
    """Whether a word that opens a sentence stands capitalised in the middle of another."""
    inside = " " + POSSESSIVE.sub("", word[0]).rstrip(".")
    at = text.find(inside, 1)
    while at > 0:
        # Expressions made of a word each would have to be compiled anew for every word.
        if _BEFORE.match(text, at - 1) and _ENDS.match(text, at + len(inside)):
            return True
        at = text.find(inside, at + 1)
    return False


def _connected(text: str, runs: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Runs with those joined that make up the name of a body: "Guild of Millers", "Dock and River Union"."""
    found: list[tuple[int, int]] = []
    for start, end in runs:
        while found and _makes_a_body(text, found[-1], (start, end)):
            start = found.pop()[0]
        found.append((start, end))
    return found


def _makes_a_body(text: str, one: tuple[int, int], other: tuple[int, int]) -> bool:
    link = _CONNECTOR.fullmatch(text, one[1], other[0])
    if link is None:
        return False
    first, last = _nouns(text, one), _nouns(text, other)
    bodies = lexicon().bodies
    if link["link"] in {"of", "for"}:
        return (
            bool(first) and (first[0] in bodies or first[-1] in bodies) and first[-1] not in lexicon().roles
        )
    if link["article"] or not last or last[-1] not in bodies:
        return False
    if link["link"] is None:
        return text[one[1] - 1] in "'\u2019" or text[: one[1]].endswith(("'s", "\u2019s"))
    return len(last) > 1 and not _stands_alone(text, one)


def _nouns(text: str, place: tuple[int, int]) -> list[str]:
    return [singular(fold(word)) for word in text[slice(*place)].split() if fold(word)]


def _stands_alone(text: str, place: tuple[int, int]) -> bool:
    """Whether the words at a place occur elsewhere too, so that they are a name of their own."""
    return len(re.findall(rf"\b{re.escape(text[slice(*place)])}\b", text)) > 1
