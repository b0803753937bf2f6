"""Find the names in a report: what the tagger marks, and capitalised words that it passed over."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from onrecord.resolve.capitals import CALENDAR, NEVER, POSSESSIVE, WORD, capitalised_runs
from onrecord.resolve.lexicon import Gender, lexicon, singular
from onrecord.text.countries import country_of
from onrecord.text.folding import fold
from onrecord.text.layout import Layout
from onrecord.text.tokens import Doc
from onrecord.text.words import word_set

Label = Literal["person", "state", "organization", "group", ""]

_LABELS: dict[str, Label] = {
    "PERSON": "person", "STATE": "state", "GPE": "state", "ORGANIZATION": "organization",
    "ORG": "organization", "GROUP": "group",
}  # fmt: skip


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
    marked = [(e.start_char, e.end_char, _LABELS[e.label_]) for e in doc.ents if e.label_ in _LABELS]
    runs = capitalised_runs(layout)
    numbered = [(_run_start(runs, match.start()), match.end()) for match in _NUMBERED.finditer(text)]
    if numbered:
        taken = [*numbered, *(match.span() for match in _NO_BRANCH.finditer(text))]
        marked = [place for place in marked if not _is_within(place[:2], taken)]
        runs = [place for place in runs if not _is_within(place, taken)]
    places = sorted([*_places(text, marked, runs), *((*place, _LABELS["ORG"]) for place in numbered)])
    names = sorted((name for place in places for name in _read(text, *place)), key=lambda name: name.start)
    kept = [name for name in names if layout.blocks[layout.block_at(name.start)].kind != "heading"]
    return _agreed(kept, text)


def _run_start(runs: Sequence[tuple[int, int]], offset: int) -> int:
    """Where the run of capitalised words begins that an offset stands in, else the offset."""
    return next((start for start, end in runs if start < offset < end), offset)


def _is_within(place: tuple[int, int], others: Sequence[tuple[int, int]]) -> bool:
    """Whether any of some places shares a character with a place."""
    return any(start < place[1] and place[0] < end for start, end in others)


def _places(
    text: str, marked: Sequence[tuple[int, int, Label]], runs: Sequence[tuple[int, int]]
) -> Iterator[tuple[int, int, Label]]:
    """The tagger's names, made whole where they are fragments, and the capitalised runs it passed over."""
    left = list(marked)
    for start, end in runs:
        inside = [each for each in left if each[0] < end and start < each[1]]
        for each in inside:
            left.remove(each)
        whole = len(inside) == 1 and inside[0][0] <= start and inside[0][1] >= end
        of = text[max(0, start - 3) : start] == "of "
        country = None if whole and not of else _leading_country(text, start, end)
        if country is not None:
            yield start, country, "state"
            start = next((match.start() for match in WORD.finditer(text, country, end)), end)
            inside = [each for each in inside if each[1] > start]
        if start >= end:
            continue
        if not inside:
            yield start, end, ""
        elif len(inside) == 1 and not _is_fragment(text, inside[0], start, end):
            yield max(start, inside[0][0]), inside[0][1], inside[0][2]
        else:
            weights: Counter[Label] = Counter()
            for first, last, label in inside:
                weights[label] += last - first
            best = max(weights, key=lambda each: weights[each])
            yield (start if country else min(start, inside[0][0])), max(end, inside[-1][1]), best
    yield from left


def _leading_country(text: str, start: int, end: int) -> int | None:
    """The offset after a country that a run begins with and that is no part of a body's name."""
    words = list(WORD.finditer(text, start, end))
    if len(words) < 2 or singular(fold(words[-1][0])) in lexicon().bodies:
        return None
    for count in (3, 2, 1):
        if count < len(words) and country_of(text[start : words[count - 1].end()]) is not None:
            return words[count - 1].end()
    return None


def _is_fragment(text: str, marked: tuple[int, int, Label], start: int, end: int) -> bool:
    """Whether a capitalised run goes on beyond a tagger's name with more than offices and titles."""
    if end > marked[1] and POSSESSIVE.sub("", text[marked[1] : end]).strip(" .'\u2019s"):
        return True
    before = [singular(fold(word)) for word in text[start : max(start, marked[0])].split()]
    known = {*lexicon().roles, *lexicon().titles, "general"}
    return (
        any(word not in known for word in before[-1:]) and country_of(text[start : marked[0]].strip()) is None
    )


def _read(text: str, start: int, end: int, label: Label) -> Iterable[Name]:
    """The name at a place, parted from titles, offices and endings."""
    while start < end and not text[start].isalnum():
        start += 1
    article = re.compile(r"the\s+", re.IGNORECASE).match(text, start, end)
    if article:
        start = article.end()
    before = text[max(0, start - 5) : start].lower()
    definite = bool(article) or before.endswith("the ")
    possessive = POSSESSIVE.search(text, start, end)
    if possessive and text[possessive.start() - 1 : possessive.end()] != "s'":
        end = possessive.start()
    broken = _BROKEN.search(text, start, end) if label == "person" else None
    if broken and (" of" not in broken[0] or " " in text[start : broken.start()]):
        if " of" in broken[0]:
            yield from _read(text, broken.end(), end, "state")
        end = broken.start()
    while end > start and not (
        text[end - 1].isalnum() or (text[end - 2 : end - 1].isupper() and text[end - 1] == ".")
    ):
        end -= 1
    start, gender, titled = _after_titles(text, start, end)
    end = _before_offices(text, start, _before_small_words(text, start, end))
    if label in {"", "person"}:
        start = _after_offices(text, start, end)
    folded = fold(text[start:end]).split()
    if all(word in CALENDAR or word in NEVER or is_office(word) for word in folded):
        return
    if not any(character.isupper() for character in text[start:end]):
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
        first = WORD.match(text, start, end)
        if not first or fold(first[0]) not in titles or first.end() >= end:
            return start, gender, titled
        titled, gender = True, gender or titles[fold(first[0])]
        start = first.end()
        while start < end and not text[start].isalnum():
            start += 1


def _before_small_words(text: str, start: int, end: int) -> int:
    """The end of a name without the words in small letters that a tagger took along."""
    words = list(WORD.finditer(text, start, end))
    while len(words) > 1 and words[-1][0].islower():
        words.pop()
    return words[-1].end() if words else end


def is_office(word: str) -> bool:
    """Whether a folded word is a title or an office."""
    return word in lexicon().titles or singular(word) in lexicon().roles or word == "general"


def _before_offices(text: str, start: int, end: int) -> int:
    """The end of a name without the offices that a tagger took along: "NATO Secretary"."""
    words = list(WORD.finditer(text, start, end))
    if words and singular(fold(words[0][0])) in lexicon().bodies:
        return end
    while len(words) > 1 and is_office(fold(words[-1][0])) and fold(words[-1][0]) not in lexicon().bodies:
        words.pop()
    return words[-1].end() if words else end


def _after_offices(text: str, start: int, end: int) -> int:
    """The offset after capitalised offices and their owners: "Labour Minister Ada Novak" leaves the name."""
    words = list(WORD.finditer(text, start, end))
    if words and singular(fold(words[-1][0])) in lexicon().bodies:
        return start
    for index in range(len(words) - 2, -1, -1):
        if is_office(fold(words[index][0])):
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
    last = parts[-1] if len(parts) > 1 else ""
    if last and (last in lexicon().bodies or last in lexicon().seats or last in _BODIES_BY_NAME):
        return "organization"
    if titled:
        return "person"
    if definite and label == "person":
        return "organization"
    if label == "person" and len(parts) > 1 and parts[0] in _PLACE_WORDS:
        return "state"
    if label in {"person", ""} and len(parts) > 1 and parts[0] in _BODY_WORDS:
        return "organization"
    if len(parts) == 1 and words.isupper() and len(words) > 1:
        if label == "":
            return "organization"
        # Capitals alone are initials, an agency's often, unless the text spells the same word as a name.
        if label == "person" and not re.search(rf"\b{re.escape(words.capitalize())}\b", text):
            return ""
    return label


def _agreed(names: list[Name], text: str) -> list[Name]:
    """The same names with one label for each: what most of its places say.

    A single word that others are made of as people are named after countries ("Ostrava", "Ostravan")
    is a state, and those are its people. One that stands after "in", and that nobody's full name holds, is a
    place where a tagger took it for a person. So are several words that somebody rules or leads.
    """
    votes: dict[str, Counter[Label]] = {}
    words = {fold(name.text) for name in names if " " not in name.text}
    peoples = words | {fold(word) for word in _ADJECTIVE.findall(text)}
    for name in names:
        votes.setdefault(fold(name.text), Counter())[name.label] += 3 if name.titled else 1
    for word in words:
        if any(is_demonym(other, word) for other in peoples):
            votes[word]["state"] += _SURE
        if any(is_demonym(word, other) for other in words):
            votes[word]["group"] += _SURE
    called = {
        word
        for name in names
        if " " in name.text and name.label == "person"
        for word in fold(name.text).split()
    }
    presidents = {name.end for name in names if name.titled and text.startswith(" of ", name.end)}
    for name in names:
        known = fold(name.text)
        if name.label == "person" and not name.titled and not name.definite and known not in called:
            votes[known] += _told_around(text, name, names, presidents)
    for counted in votes.values():
        del counted[""]
    return [_with_label(name, votes.get(fold(name.text))) for name in names]


def _told_around(
    text: str, name: Name, names: Sequence[Name], presidents: Collection[int]
) -> "Counter[Label]":
    """Votes, by what stands around it, against a name's being a person's."""
    found: Counter[Label] = Counter()
    if " " in name.text:
        if _is_ruled(text, name):
            found["state"] += 3
        elif _LEADERS_OF.search(text, max(0, name.start - 24), name.start):
            found["organization"] += 3
        return found
    if _is_ruled(text, name) or name.start - len(" of ") in presidents:
        found["state"] += 3
    if _LOCATED.search(text, max(0, name.start - 12), name.start):
        found["state"] += 3
    if _is_a_state(text, name, names):
        found["state"] += _LIKELY
    return found


def _is_a_state(text: str, name: Name, names: Sequence[Name]) -> bool:
    """Whether a name has what no person has ("Veld's embassy"), or stands in "between Ostrava and Veld"."""
    if _OF_STATES.match(text, name.end, name.end + 40):
        return True
    for other in names:
        if other.label == "state" and other.start != name.start:
            first, second = sorted((name, other), key=lambda each: each.start)
            joined = text[first.end : second.start].strip() == "and"
            if joined and text[max(0, first.start - 8) : first.start].lower() == "between ":
                return True
    return False


def _is_ruled(text: str, name: Name) -> bool:
    """Whether a name has a president or a parliament: "Ostrava's president", "the parliament of Ostrava"."""
    return bool(
        _RULED.match(text, name.end, name.end + 40)
        or _RULERS_OF.search(text, max(0, name.start - 24), name.start)
    )


def label_speakers(names: Sequence[Name], sources: Sequence[tuple[int, int]]) -> list[Name]:
    """Take names that nothing has a label for as persons, where they speak and look like a full name.

    Args:
        names: the names of a report.
        sources: offsets of those who speak.

    Returns:
        The names, those that begin or end a source and have two to four words labelled.
    """
    edges = {start for start, _ in sources} | {end for _, end in sources}
    speaking = {
        fold(name.text)
        for name in names
        if not name.label
        and not name.definite
        and 2 <= len(name.text.split()) <= 4
        and (name.start in edges or name.end in edges)
    }
    return [
        replace(name, label="person") if not name.label and fold(name.text) in speaking else name
        for name in names
    ]


def is_demonym(word: str, place: str) -> bool:
    """Whether a folded word is made of a place's name: "Ostravan" and "Ostravans" of "Ostrava"."""
    ending = _DEMONYM.search(word.removesuffix("s"))
    if ending is None or len(place) < _SHORTEST_PLACE or word == place:
        return False
    stem = word.removesuffix("s")[: ending.start()]
    return len(stem) >= _SHORTEST_PLACE - 1 and place.startswith(stem) and len(place) - len(stem) <= 2


_DEMONYM = re.compile(r"(?:ian|ean|an|n|ese|ish|ic|i)$")
_ADJECTIVE = re.compile(r"\b[A-Z][a-z]{3,}(?:ian|ean|ese|ish)s?\b")
_LOCATED = re.compile(r"\b(?:[Ii]n|[Ii]nto|[Aa]cross|[Nn]ear|[Ii]nside|[Oo]utside|capital of)\s+$")
_BROKEN = re.compile(r"['\u2019]s?[.!?]\s|(?<=[^\W\d_])\s+of\s+(?=[^\W\d_a-z])")
_RULED = re.compile(
    r"['\u2019]s? (?:[a-z]+ )?(?:president|prime minister|parliament|capital|army|government)\b"
)
_OF_STATES = re.compile(
    r"['\u2019]s? (?:foreign ministry|embassy|airspace|borders?|territory|population|citizens)\b"
)
_RULERS_OF = re.compile(
    r"\b(?:[Pp]resident|[Mm]inister|[Pp]remier|[Kk]ing|[Qq]ueen|[Gg]overnment|[Pp]arliament|[Pp]eople|[Rr]epublic)"
    r" of\s+$"
)
_LEADERS_OF = re.compile(r"\b(?:[Ll]eader|[Cc]hair(?:man|woman)?|[Gg]eneral secretary|[Ff]ounder) of\s+$")
# Branches that are called by their numbers: "Local 412", "Harbour Workers Lodge No. 7", "head of Unit 7".
_NUMBERED = re.compile(
    r"(?:(?<![\w-])(?:Local|Lodge|(?:District|Joint) Council)"
    r"|(?<=[a-z] of )(?:Branch|Unit|Brigade|Battalion|Squadron|Precinct))"
    r" (?:No\.? ?)?\d{1,5}\b(?![\u2013-]|[.,]\d|%| percent)"
)
_NO_BRANCH = re.compile(r"\b(?<!the )(?:Local|Lodge)\b(?= [a-z])")  # "Local residents"
_PLACE_WORDS = word_set(
    "st saint port lake mount cape fort river gulf north south east west northern southern eastern western "
    "upper lower greater inner outer"
)
_BODIES_BY_NAME = frozenset(["front"])  # not "the front", where armies fight
_BODY_WORDS = word_set("national international united democratic social socialist liberal federal")
_SHORTEST_PLACE = 5
_SURE = 100
_LIKELY = 12


def _with_label(name: Name, votes: "Counter[Label] | None") -> Name:
    if not votes:
        return name
    best = max(votes, key=lambda label: (votes[label], label))
    return replace(name, label=best)
