"""Name labels from corpora that each mark names in their own way: GUM, wikigold, re3d, CrossNER politics.

GUM's treebank words come from `training.treebanks`; countries, capitals and demonyms from countryinfo.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from countryinfo import all_countries

from onrecord.language.crf import spans_of
from training.examples import Example, joined, tokens_of
from training.treebanks import UDWord

TITLES = frozenset(
    """
    president ambassador minister prime mr mrs ms dr professor prof senator representative
    congressman congresswoman governor mayor king queen prince princess pope general gen lieutenant
    lt captain capt colonel col major sergeant sgt judge justice chairman chancellor secretary
    director sir lord lady sen rep gov st saint rev reverend
    """.split()  # noqa: SIM905 - a word list reads better unquoted
)
ENTITY = re.compile(r"\(([^()]+)|([^()]*\))")
GUM_KINDS = {
    "person": "PERSON",
    "organization": "ORGANIZATION",
    "place": "STATE",
    "event": "MISC",
    "object": "MISC",
    "abstract": "MISC",
}
# The last words of names of places that can't act.
FACILITIES = frozenset(
    """
    airport avenue base bridge building center centre church complex facility hall hospital library mosque
    museum observatory palace park prison road school square stadium station street theater theatre tower
    """.split()  # noqa: SIM905 - a word list reads better unquoted
)


def countries() -> tuple[set[str], set[str]]:
    """Lower-cased names of countries, capitals and first-level regions; and demonyms."""
    places: set[str] = set()
    peoples: set[str] = set()
    for country in all_countries():
        record = country.info()
        places.add(record["name"].lower())
        for spelling in [*record.get("altSpellings", []), record.get("capital") or ""]:
            if len(spelling) > 3:
                places.add(spelling.lower())
        for province in record.get("provinces", []):
            places.add(province.lower())
        demonym = record.get("demonym") or ""
        for form in demonym.split(","):
            peoples.add(form.strip().lower())
    places |= {"us", "u.s.", "usa", "u.s", "united states", "uk", "britain", "u.k.", "eu"} - {"eu"}
    return places - {""}, peoples - {""}


PLACES, PEOPLES = countries()


def gum_names(text: str, words: list[UDWord]) -> list[str]:
    """Name labels on the run-time tokenisation, from GUM's nested entities: the proper-noun core of each
    mention whose head is a proper noun."""
    tokens, offsets = tokens_of(text)
    labels = ["O"] * len(tokens)
    for mention in sorted(_gum_mentions(words), key=lambda one: one.start - one.end):
        if core := _core(text, words, mention):
            start, end, kind = core
            _mark(labels, offsets, start, end, kind)
    for token, word in enumerate(tokens):
        if labels[token] == "O" and word.lower() in PEOPLES and word[0].isupper():
            labels[token] = "B-GROUP"
    return labels


@dataclass(frozen=True)
class GumMention:
    """An entity of GUM: its first and last word, its kind, and the word that heads it."""

    start: int
    end: int
    kind: str
    head: int


def _gum_mentions(words: list[UDWord]) -> list[GumMention]:
    opened: list[tuple[str, str, int, int]] = []
    mentions = []
    for place, word in enumerate(words):
        entity = next((part[7:] for part in word.misc.split("|") if part.startswith("Entity=")), "")
        for begun, closed in ENTITY.findall(entity):
            if begun:
                fields = begun.split("-")
                least = next((value for value in fields[2:] if re.fullmatch(r"[\d,]+", value)), "1")
                kind = fields[1] if len(fields) > 1 else ""
                opened.append((fields[0], kind, place, place + int(least.split(",")[0]) - 1))
            name = closed.rstrip(")")
            matching = [index for index, one in enumerate(opened) if not name or one[0] == name]
            if closed and matching:
                _, kind, start, head = opened.pop(matching[-1])
                mentions.append(GumMention(start, place, kind, head))
    return mentions


def _core(text: str, words: list[UDWord], mention: GumMention) -> tuple[int, int, str] | None:
    """Offsets and label of a mention's name, or None where it has none."""
    label = GUM_KINDS.get(mention.kind)
    head = mention.head
    if label is None or not mention.start <= head <= mention.end or words[head].upos != "PROPN":
        return None
    left = right = head
    while left > mention.start and words[left - 1].upos == "PROPN":
        left -= 1
    while right < mention.end and _continues(words, right, mention.end):
        right += 1
    if label == "PERSON":
        while left < head and words[left].form.lower().rstrip(".") in TITLES:
            left += 1
        if words[left].form.lower() in TITLES:
            return None
        if words[head].xpos == "NNPS" or words[head].form.lower().rstrip("s") in PEOPLES:
            label = "GROUP"
    surface = text[words[left].start : words[right].end]
    return words[left].start, words[right].end, settled(surface, label)


def settled(surface: str, kind: str) -> str:
    """The kind of a name by what is known of the world: some corpora call a country an organisation where it
    acts, a people where it is an adjective, and a building a place."""
    lowered = surface.lower()
    if lowered in PLACES:
        return "STATE"
    if {lowered, lowered.removesuffix("s")} & PEOPLES:
        return "GROUP"
    facility = lowered.replace("-", " ").split()[-1].rstrip("0123456789") in FACILITIES
    return "MISC" if kind == "STATE" and facility else kind


def _continues(words: list[UDWord], place: int, end: int) -> bool:
    following = words[place + 1]
    if following.upos == "PROPN":
        return True
    linking = following.form.lower() in ("of", "and", "the", "for", "'s", "&", "-", "on")
    return (
        linking and place + 2 <= end and words[place + 2].upos == "PROPN" and following.form.lower() != "and"
    )


def _mark(labels: list[str], offsets: list[tuple[int, int]], start: int, end: int, kind: str) -> None:
    inside = False
    for token, (left, right) in enumerate(offsets):
        if left < end and right > start:
            labels[token] = f"{'I' if inside else 'B'}-{kind}"
            inside = True


COLUMN_KINDS = {
    "PER": "PERSON",
    "ORG": "ORGANIZATION",
    "LOC": "STATE",
    "Person": "PERSON",
    "Organisation": "ORGANIZATION",
    "Location": "STATE",
    "Nationality": "GROUP",
    "politician": "PERSON",
    "person": "PERSON",
    "politicalparty": "ORGANIZATION",
    "organisation": "ORGANIZATION",
    "country": "STATE",
    "location": "STATE",
    "MISC": "MISC",
    "election": "MISC",
    "event": "MISC",
    "misc": "MISC",
    "MilitaryPlatform": "MISC",
    "Weapon": "MISC",
}


def columns(path: Path) -> Iterator[Example]:
    """Examples from a file of word and label columns, sentences parted by blank lines."""
    sentences: list[Example] = []
    words: list[str] = []
    raw: list[str] = []

    def close() -> None:
        if words:
            sentences.append(_column_sentence(list(words), list(raw)))
            words.clear()
            raw.clear()

    for line in path.read_text(encoding="utf-8").split("\n"):
        fields = line.split()
        if len(fields) < 2:
            close()
        elif fields[0] != "-DOCSTART-":
            words.append(fields[0])
            raw.append(fields[-1])
    close()
    yield from joined(sentences)


def _column_sentence(words: list[str], raw: list[str]) -> Example:
    labels: list[str] = []
    raw = _names_alone(words, raw)
    for place, (word, tag) in enumerate(zip(words, raw, strict=True)):
        mark, _, kind = tag.partition("-")
        mapped = COLUMN_KINDS.get(kind)
        if mapped is None and word.lower() in PEOPLES and word[0].isupper():
            mapped, mark = "GROUP", "B"
        if mapped is None:
            labels.append("O")
            continue
        before_kind = COLUMN_KINDS.get(raw[place - 1].partition("-")[2]) if place else None
        follows = mark == "I" and before_kind == mapped and labels[-1] != "O"
        labels.append(f"{'I' if follows else 'B'}-{mapped}")
    for start, end, kind in spans_of(labels):
        kind = settled(" ".join(words[start:end]), kind)
        labels[start:end] = [f"{label[:2]}{kind}" for label in labels[start:end]]
    return Example(words, [False] * len(words), [0] * len(words), {"name": labels})


def _names_alone(words: list[str], raw: list[str]) -> list[str]:
    """Labels without the pronouns and descriptions that some corpora count as entities: what is left of a
    mention begins and ends with a capital or a figure."""
    kept = list(raw)
    for start, end, kind in spans_of(raw):
        left, right = start, end
        if any(words[left:right]) and words[left].lower() in PRONOUNS:
            right = left
        while left < right and not words[left][0].isupper() and not words[left][0].isdigit():
            left += 1
        while right > left and not words[right - 1][0].isupper() and words[right - 1][-1].isalpha():
            right -= 1
        if left < right and words[left].lower() in ("the", "a", "an"):
            left += 1
        for place in range(start, end):
            inside = left <= place < right
            kept[place] = f"{'B' if place == left else 'I'}-{kind}" if inside else "O"
    return kept


PRONOUNS = frozenset(
    """
    i me my we us our you your he him his she her they them their it its who
    """.split()  # noqa: SIM905 - a word list reads better unquoted
)
