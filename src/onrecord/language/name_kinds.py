"""The kinds of names, where the tagger disagrees with itself, with names around or with a name's words.

A name has one kind in a report: what the tagger was surest of over all its mentions wins. An odd one in a row
of persons is likely a person; "the Union of South Africa" is a state by its own words.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace

from onrecord.language.named import ChanceOf, Name, surface
from onrecord.text.countries import country_of, is_known_place
from onrecord.text.words import word_set

LEAST_CHANCE = 0.1
"""A kind that the tagger gives a name with less than this is not half seen: the name doesn't get it."""
_SURE_IN_A_ROW = 4
"""So many persons in a row make an odd one a person though the tagger saw none."""
_IN_A_ROW = frozenset([",", "and", "or", "the", ";"])
OFFICES = frozenset(
    ["governor", "president", "mayor", "senator", "minister", "premier", "king", "queen", "chancellor"]
)
REALMS = word_set(
    "colony commonwealth duchy emirate empire federation kingdom principality republic states sultanate"
)
_SETTLED = frozenset(
    ["city", "constituency", "county", "district", "island", "port", "province", "region", "town", "village"]
)
_PAPERS = word_set(
    "chronicle courier gazette globe herald journal mail news post press star sun telegraph times tribune"
)
_PARTIES_ABROAD = word_set("partai partei parti partia partido partij partito partidul")
_OF_A_PEOPLE = ("ian", "ean", "ese", "ish")
_LEAST_OF_A_PEOPLE = 7
"""Letters of an adjective of a people: shorter words with such an ending are often first names."""
_AFTER_A_NAME = word_set(
    "and or but in of to on at as by with for from was were is are has had have did does would will could "
    "may might said says that which who when while after before during against over between failed refused"
)


def settle_kinds(words: Sequence[str], names: Sequence[Name], chance_of: ChanceOf) -> list[Name]:
    """Mend the kinds of a text's names.

    Args:
        words: its words.
        names: what the tagger found, in order, none overlapping another.
        chance_of: how likely each kind is for a name; asked only where there is a doubt.

    Returns:
        The same names in order, some of another kind; a state's alone where an office was taken along.
    """
    found = _like_neighbours(words, [_unhidden(words, name) for name in names], chance_of)
    found = _surnames(words, _one_kind_each(words, found, chance_of))
    return [_as_people(words, _as_body(words, _as_realm(words, name), chance_of)) for name in found]


def _unhidden(words: Sequence[str], name: Name) -> Name:
    """The state in what the tagger took for a name of something else: "President of Ardovia", "Ardovia"."""
    if name.kind != "MISC":
        return name
    own = [word.lower() for word in words[name.start : name.end]]
    start = name.start
    for place in range(len(own) - 2):
        if own[place] in OFFICES and own[place + 1] == "of":
            start = name.start + place + (3 if own[place + 2] == "the" else 2)
    settled = name.start > 1 and words[name.start - 1] == "of" and words[name.start - 2] in _SETTLED
    if settled or is_known_place(" ".join(words[start : name.end])):
        return Name(start, name.end, "STATE")
    return name


def _one_kind_each(words: Sequence[str], names: Sequence[Name], chance_of: ChanceOf) -> list[Name]:
    """Names of the same words, all of the kind that is likeliest over all of them."""
    alike: dict[str, list[Name]] = defaultdict(list)
    for name in names:
        alike[surface(words, name)].append(name)
    chosen: dict[str, str] = {}
    for words_of_it, own in alike.items():
        kinds = {name.kind for name in own}
        if len(kinds) == 1:
            continue
        total: dict[str, float] = defaultdict(float)
        for name in own:
            for kind, chance in chance_of(name).items():
                total[kind] += chance
        chosen[words_of_it] = max(sorted(kinds), key=lambda kind: total[kind])
    return [replace(name, kind=chosen.get(surface(words, name), name.kind)) for name in names]


def _like_neighbours(words: Sequence[str], names: Sequence[Name], chance_of: ChanceOf) -> list[Name]:
    """Names in a row of three or more, an odd one of the kind of the rest where the tagger half sees it."""
    found: list[Name] = []
    row: list[Name] = []
    for place, name in enumerate(names):
        row.append(name)
        after = names[place + 1].start if place + 1 < len(names) else name.end
        between = words[name.end : after]
        if 0 < len(between) < 4 and all(word.lower() in _IN_A_ROW for word in between):
            continue
        found.extend(_one_kind(words, row, chance_of))
        row = []
    return found


def _one_kind(words: Sequence[str], row: Sequence[Name], chance_of: ChanceOf) -> list[Name]:
    kinds = Counter(name.kind for name in row)
    usual, times = kinds.most_common(1)[0]
    if len(row) < 3 or len(kinds) == 1 or 3 * times < 2 * len(row) or usual == "MISC":
        return list(row)
    return [
        replace(name, kind=usual)
        if name.kind != usual
        and country_of(surface(words, name)) is None
        and (_is_like_a_person(name, times, usual) or chance_of(name).get(usual, 0.0) >= LEAST_CHANCE)
        else name
        for name in row
    ]


def _is_like_a_person(name: Name, times: int, usual: str) -> bool:
    """Whether a name of two words or three is surely a person's, as so many others in its row are."""
    length = name.end - name.start
    return name.kind == "STATE" and usual == "PERSON" and times >= _SURE_IN_A_ROW and 1 < length < 4


def _surnames(words: Sequence[str], names: Sequence[Name]) -> list[Name]:
    """Names with a person's family name for a person, not a place: "Seymour" after "John Seymour"."""
    family = {words[name.end - 1] for name in names if name.kind == "PERSON" and name.end - name.start > 1}
    return [
        replace(name, kind="PERSON")
        if name.kind == "STATE"
        and name.end - name.start == 1
        and words[name.start] in family
        and country_of(words[name.start]) is None
        else name
        for name in names
    ]


def _as_realm(words: Sequence[str], name: Name) -> Name:
    """A state by its own words where the tagger took it for a body or people: "the Union of South Africa"."""
    own = words[name.start : name.end]
    if name.kind == "ORGANIZATION" and (country_of(" ".join(own)) or ("", ""))[1] == "name":
        return replace(name, kind="STATE")
    if name.kind not in {"ORGANIZATION", "GROUP"} or len(own) < 2:
        return name
    opening = (
        own[0].lower() in REALMS | {"union"}
        and own[1] == "of"
        and len(own) > 2
        and is_known_place(" ".join(own[2:]))
    )
    people = name.kind == "GROUP" or (country_of(own[0]) or ("", ""))[1] == "demonym"
    closing = people and own[-1].lower() in REALMS
    return replace(name, kind="STATE") if opening or closing else name


def _as_people(words: Sequence[str], name: Name) -> Name:
    """A people where the tagger took an adjective for a state: "the Ardovian counterpart"."""
    word = words[name.start]
    single = name.kind == "STATE" and name.end - name.start == 1 and len(word) >= _LEAST_OF_A_PEOPLE
    before_noun = name.end < len(words) and words[name.end].isalpha() and words[name.end].islower()
    adjective = single and before_noun and word.endswith(_OF_A_PEOPLE) and not is_known_place(word)
    return replace(name, kind="GROUP") if adjective and words[name.end] not in _AFTER_A_NAME else name


def _stands_with_the(words: Sequence[str], name: Name) -> bool:
    """Whether "the" belongs to a word, and not to a noun behind it as in "the Corvane office"."""
    after = words[name.end] if name.end < len(words) else "."
    closes = after in _AFTER_A_NAME or not after[0].isalnum()
    plural = words[name.start].endswith("s")
    return name.start > 0 and words[name.start - 1].lower() == "the" and closes and not plural


def _as_body(words: Sequence[str], name: Name, chance_of: ChanceOf) -> Name:
    """A body where the tagger took its letters or its newspaper's name for a place: "NJA", "Corvane Star".

    So is a single word after "the" that no list of places has, unless it tells of which noun: "the Sejm".
    """
    own = words[name.start : name.end]
    if name.kind != "STATE" or is_known_place(" ".join(own)):
        return name
    abroad = len(own) > 1 and own[0].lower() in _PARTIES_ABROAD
    if abroad or (len(own) == 1 and _stands_with_the(words, name)):
        return replace(name, kind="ORGANIZATION")
    paper = len(own) > 1 and own[-1].lower() in _PAPERS
    letters = len(own) == 1 and len(own[0]) > 2 and own[0].isalpha() and own[0].isupper()
    if paper or (letters and chance_of(name).get("ORGANIZATION", 0.0) >= LEAST_CHANCE):
        return replace(name, kind="ORGANIZATION")
    return name
