"""Find the names in a report: what the tagger marks, and capitalised words that it passed over."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from spacy.lang.en.stop_words import STOP_WORDS
from spacy.tokens import Doc

from onrecord.resolve.actors import PARTICLES, SMALL_PARTICLES
from onrecord.resolve.lexicon import Gender, lexicon, singular
from onrecord.resolve.states import country_of
from onrecord.text.folding import fold
from onrecord.text.layout import Layout
from onrecord.text.words import word_set

Label = Literal["person", "state", "organization", "group", ""]

_LABELS: dict[str, Label] = {
    "PERSON": "person", "STATE": "state", "GPE": "state", "ORGANIZATION": "organization",
    "ORG": "organization", "GROUP": "group",
}  # fmt: skip
_CAPITALISED = re.compile(r"[^\W\d_a-z][\w.\u2019'-]*")
_WORD = re.compile(r"[^\W_][\w.\u2019'&-]*")
_POSSESSIVE = re.compile(r"['\u2019]s?$")
_CALENDAR = word_set(
    "january february march april may june july august september october november december monday tuesday "
    "wednesday thursday friday saturday sunday jan feb mar apr jun jul aug sept sep oct nov dec"
)
_NEVER = word_set(
    "i i'm i\u2019m photo image picture read also however meanwhile yes no oh okay dear "
    "mr mrs ms dr sir madam"
)


@dataclass(frozen=True, slots=True)
class Name:
    """A name where it stands.

    Attributes:
        start: offset of its first character, titles such as "Mr" left out.
        end: offset after its last one, a possessive ending left out.
        text: the words.
        label: what it names, or empty where nothing says so.
        gender: what a title before it shows, or None.
        titled: whether a title stands before it.
        definite: whether "the" stands before it.
    """

    start: int
    end: int
    text: str
    label: Label
    gender: Gender | None = None
    titled: bool = False
    definite: bool = False


def find_names(doc: Doc, layout: Layout) -> list[Name]:
    """Find the names in a report.

    Args:
        doc: the text with its entities, if any.
        layout: its sentences and blocks.

    Returns:
        The names in order, apart from one another; headings are left out.
    """
    text = layout.text
    marked = [(e.start_char, e.end_char, _LABELS.get(e.label_, "")) for e in doc.ents if e.label_ in _LABELS]
    covered = [(start, end) for start, end, _ in marked]
    places: list[tuple[int, int, Label]] = [(start, end, label) for start, end, label in marked]
    places.extend(
        (start, end, "") for start, end in _capitalised_runs(layout) if _is_apart(start, end, covered)
    )
    places.sort()
    names = [name for place in places for name in _read(text, *place)]
    return _agreed([name for name in names if layout.blocks[layout.block_at(name.start)].kind != "heading"])


def _is_apart(start: int, end: int, covered: Iterable[tuple[int, int]]) -> bool:
    return not any(first < end and start < last for first, last in covered)


def _capitalised_runs(layout: Layout) -> Iterable[tuple[int, int]]:
    """Runs of capitalised words, particles between them taken along."""
    for sentence in layout.sentences:
        run: list[re.Match[str]] = []
        pending: list[re.Match[str]] = []
        last = sentence.start
        for word in _WORD.finditer(layout.text, sentence.start, sentence.end):
            adjoins = layout.text[last : word.start()].strip() == "" and not _POSSESSIVE.search(
                layout.text[max(0, last - 2) : last]
            )
            if run and not adjoins:
                yield run[0].start(), run[-1].end()
                run, pending = [], []
            last = word.end()
            if _is_name_word(layout.text, word, word.start() == sentence.start, bool(run)):
                run.extend([*pending, word] if run else [word])
                pending = []
            elif run and (word[0] in PARTICLES or word[0] in SMALL_PARTICLES):
                pending.append(word)
            elif run:
                yield run[0].start(), run[-1].end()
                run, pending = [], []
        if run:
            yield run[0].start(), run[-1].end()


def _is_name_word(text: str, word: "re.Match[str]", begins: bool, running: bool) -> bool:
    """Whether a capitalised word may be part of a name."""
    plain = _POSSESSIVE.sub("", word[0]).rstrip(".").lower()
    if not word[0][0].isupper() or plain in _CALENDAR or plain in _NEVER:
        return False
    opens = begins or text[max(0, word.start() - 1) : word.start()] in {'"', "\u201c", "\u2018", "'"}
    if plain in STOP_WORDS and not (word[0].isupper() and len(word[0]) > 1 and not opens):
        return False
    return running or not opens or _goes_on_as_name(text, word.end()) or _recurs(text, word)


def _goes_on_as_name(text: str, offset: int) -> bool:
    """Whether another capitalised word follows."""
    return re.match(r" [^\W\d_a-z]", text[offset : offset + 2]) is not None


def _recurs(text: str, word: "re.Match[str]") -> bool:
    """Whether a word that opens a sentence stands capitalised in the middle of another."""
    plain = re.escape(_POSSESSIVE.sub("", word[0]).rstrip("."))
    return re.search(rf"(?<=[a-z,] ){plain}\b", text) is not None


def _read(text: str, start: int, end: int, label: Label) -> Iterable[Name]:
    """The name at a place, parted from titles, offices and endings."""
    while start < end and not text[start].isalnum():
        start += 1
    article = re.compile(r"the\s+", re.IGNORECASE).match(text, start, end)
    if article:
        start = article.end()
    before = text[max(0, start - 5) : start].lower()
    definite = bool(article) or before.endswith("the ")
    possessive = _POSSESSIVE.search(text, start, end)
    if possessive and text[possessive.start() - 1 : possessive.end()] != "s'":
        end = possessive.start()
    while end > start and not (
        text[end - 1].isalnum() or (text[end - 2 : end - 1].isupper() and text[end - 1] == ".")
    ):
        end -= 1
    start, gender, titled = _after_titles(text, start, end)
    if label in {"", "person"}:
        start = _after_offices(text, start, end)
    if start >= end or not any(character.isupper() for character in text[start:end]):
        return
    words = text[start:end]
    yield Name(start, end, words, _label(text, start, end, label, titled, definite), gender, titled, definite)


def _after_titles(text: str, start: int, end: int) -> tuple[int, Gender | None, bool]:
    """The offset after titles within or right before a name, and what they show."""
    titles = lexicon().titles
    gender: Gender | None = None
    titled = False
    before = re.search(r"\b([^\W\d_]{1,12})\.?\s+$", text[max(0, start - 16) : start])
    if before and before[1][0].isupper() and fold(before[1]) in titles:
        titled, gender = True, titles[fold(before[1])]
    while True:
        first = _WORD.match(text, start, end)
        if not first or fold(first[0]) not in titles or first.end() >= end:
            return start, gender, titled
        titled, gender = True, gender or titles[fold(first[0])]
        start = first.end()
        while start < end and not text[start].isalnum():
            start += 1


def _after_offices(text: str, start: int, end: int) -> int:
    """The offset after capitalised offices and their owners: "Labour Minister Ada Novak" leaves the name."""
    words = list(_WORD.finditer(text, start, end))
    for index in range(len(words) - 2, -1, -1):
        if singular(fold(words[index][0])) in lexicon().roles or fold(words[index][0]) == "general":
            return words[index + 1].start()
    if len(words) > 2 and country_of(words[0][0]) and country_of(words[0][0])[1] == "demonym":  # type: ignore[index]
        return words[1].start()
    return start


def _label(text: str, start: int, end: int, label: Label, titled: bool, definite: bool) -> Label:
    """What a name stands for, where its form says so more surely than the tagger."""
    words = text[start:end]
    country = country_of(words)
    parts = [singular(fold(part)) for part in words.split() if fold(part)]
    if country is not None and not titled:
        return "state" if country[1] != "demonym" else "group"
    if parts and (parts[-1] in lexicon().bodies or parts[-1] in lexicon().seats) and len(parts) > 1:
        return "organization"
    if titled:
        return "person"
    if definite and label == "person":
        return "organization"
    if label == "" and len(parts) == 1 and words.isupper() and len(words) > 1:
        return "organization"
    return label


def _agreed(names: list[Name]) -> list[Name]:
    """The same names with one label for each: what most of its places say."""
    votes: dict[str, Counter[Label]] = {}
    for name in names:
        if name.label:
            votes.setdefault(fold(name.text), Counter())[name.label] += 3 if name.titled else 1
    return [_with_label(name, votes.get(fold(name.text))) for name in names]


def _with_label(name: Name, votes: "Counter[Label] | None") -> Name:
    if not votes:
        return name
    best = max(votes, key=lambda label: (votes[label], label))
    return Name(name.start, name.end, name.text, best, name.gender, name.titled, name.definite)
