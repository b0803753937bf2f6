"""Where names begin and end: names that the tagger ran together or gave in pieces.

"The Supreme Court of Ardovia" is one organisation, "Governor of Ohio Ada Novak" a state and a person, "the
riding of Corvane - Ostmere" one place.
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import replace

from onrecord.language.name_kinds import OFFICES, REALMS
from onrecord.language.named import Name, surface
from onrecord.text.countries import country_of, is_known_place
from onrecord.text.words import word_set

_BODY = re.compile(
    r"(?:court|council|party|commission|corporation|union|alliance|ministry|parliament|assembly|senate|bank"
    r"|congress|federation|association|university|league|front|movement|institute|chamber|committee|office"
    r"|department|board|army|navy|academy|church|society|confederation|congregation|club|police|guard)s?",
    re.IGNORECASE,
)
_PARTIES = frozenset(["party", "league", "front", "movement", "alliance", "congress", "union", "federation"])
_APOSTROPHES = frozenset(["'", "\u2019"])
_DASHES = frozenset(["-", "\u2013", "\u2014"])
SEATS = frozenset(["riding", "constituency", "district", "electorate", "division", "seat", "seats", "ward"])
_OF_A_PLACE = frozenset(["of", "for"])
_EVERY_STATE_HAS = word_set(
    "army assembly bank congress court courts ministry navy parliament parliaments police senate"
)
_OF_A_REGION = frozenset(["Union", "League"])
_MISSIONS = frozenset(["Embassy", "Consulate"])
_FOR_A_PLACE = frozenset(["commission", "committee", "council", "department", "ministry", "office"])


def split_after_office(words: Sequence[str], name: Name) -> list[Name]:
    """A state and a person where the tagger ran them together: "Governor of Ohio Ada Novak"."""
    office = name.start >= 2 and words[name.start - 1] == "of" and words[name.start - 2].lower() in OFFICES
    if name.kind != "PERSON" or not office or name.end - name.start < 3:
        return [name]
    longest = max(
        (
            size
            for size in (1, 2)
            if name.end - name.start - size >= 2
            and is_known_place(" ".join(words[name.start : name.start + size]))
        ),
        default=1,
    )
    cut = name.start + longest
    return [Name(name.start, cut, "STATE"), Name(cut, name.end, "PERSON")]


def put_together(words: Sequence[str], names: Sequence[Name]) -> list[Name]:
    """Put pieces of names together.

    Args:
        words: a text's words.
        names: its names, in order.
    """
    taken = {place for name in names for place in range(name.start, name.end)}
    whole = [_with_members(words, name, taken) for name in names]
    return _seats(words, [_with_city(words, name) for name in _joined(words, whole)])


def _with_members(words: Sequence[str], name: Name, taken: Collection[int]) -> Name:
    """A body with those whose it is, where they were left out of its name: "the Millers' Guild"."""
    whose, mark = words[name.start - 2 : name.start] if name.start >= 2 else ("", "")
    if name.kind != "ORGANIZATION" or mark not in _APOSTROPHES or name.start - 2 in taken:
        return name
    return replace(name, start=name.start - 2) if whose.istitle() and whose.endswith("s") else name


def _joined(words: Sequence[str], names: Sequence[Name]) -> list[Name]:
    """Names of bodies with the place they belong to: "Supreme Court" + "of" + "Ardovia"."""
    found: list[Name] = []
    alone = {surface(words, name) for name in names if list(words[name.end : name.end + 1]) != ["in"]}
    for name in names:
        last = found[-1] if found else None
        if last is not None and name.kind == "STATE" and _within(words, last, name, alone):
            found[-1] = replace(last, end=name.end)
        elif last is not None and name.kind == "ORGANIZATION" and _opens_party(words, last, name):
            found[-1] = replace(name, start=last.start)
        elif last is not None and name.kind == "STATE" and _belong_together(words, last, name):
            realm = words[last.start].lower() in REALMS
            found[-1] = Name(last.start, name.end, "STATE" if realm else last.kind)
        else:
            found.append(name)
    return found


def _belong_together(words: Sequence[str], name: Name, place: Name) -> bool:
    """Whether a place that follows a name is the end of it."""
    gap = list(words[name.end : place.start])
    if name.kind == "STATE":
        known = country_of(" ".join(word for word in words[name.start : place.end] if word != ","))
        realm = words[name.end - 1].lower() in REALMS or known is not None
        return known is not None if gap == [","] else realm and gap in (["of"], ["of", "the"])
    if name.kind != "ORGANIZATION":
        return False
    if words[name.end - 1] == "of":
        return not gap
    if gap == ["and"]:
        return _of_two_regions(words, name, place)
    if gap in (["of"], ["of", "the"]):
        return _is_body(words, name)
    return gap == ["for"] and words[name.end - 1].lower() in _FOR_A_PLACE


def _of_two_regions(words: Sequence[str], name: Name, place: Name) -> bool:
    """Whether a body is of two regions: "the Law Society of Veldmark and Ostmark"; states have one each."""
    last = next((at for at in range(name.end - 1, name.start, -1) if words[at] in _OF_A_PLACE), None)
    if last is None or not _BODY.fullmatch(words[last - 1]) or words[last - 1].lower() in _EVERY_STATE_HAS:
        return False
    regions = " ".join(words[last + 1 : name.end]), " ".join(words[place.start : place.end])
    return not all((country_of(region) or ("", ""))[1] == "name" for region in regions)


def _within(words: Sequence[str], name: Name, place: Name, alone: Collection[str]) -> bool:
    """Whether where a body is belongs to its name: "the Social Union in Corvane", "the Embassy in Ardova".

    A union that the text also names by itself only happens to be there.
    """
    if name.kind != "ORGANIZATION" or list(words[name.end : place.start]) != ["in"]:
        return False
    last = words[name.end - 1]
    region = country_of(" ".join(words[place.start : place.end])) is None
    union = last in _OF_A_REGION and region and name.end - name.start > 2
    return last in _MISSIONS or (union and surface(words, name) not in alone)


def _is_body(words: Sequence[str], name: Name) -> bool:
    return any(_BODY.fullmatch(word) for word in words[name.start : name.end])


def _opens_party(words: Sequence[str], place: Name, name: Name) -> bool:
    """Whether a place is the first word of a party's name: "Ardovia Labour Party"."""
    return (
        place.kind == "STATE"
        and place.end == name.start
        and words[name.start][0].isupper()
        and words[name.end - 1].lower() in _PARTIES
    )


def _with_city(words: Sequence[str], name: Name) -> Name:
    """A place with the word "City" that stands behind it."""
    city = name.kind == "STATE" and words[name.end : name.end + 1] in (["City"], ("City",))
    return replace(name, end=name.end + 1) if city else name


def _seats(words: Sequence[str], names: Sequence[Name]) -> list[Name]:
    """Constituencies of several places as one: "the riding of Corvane - Ostmere", or any three places."""
    found: list[Name] = []
    run: list[Name] = []
    for name in [*names, None]:
        if name is not None and name.kind == "STATE" and _dashed(words, run, name):
            run.append(name)
            continue
        before = {word.lower() for word in words[max(0, run[0].start - 3) : run[0].start]} if run else set()
        dashes = sum(word.count("-") for word in words[run[0].start : run[-1].end]) if run else 0
        if len(run) > 1 and (dashes > 1 or before & SEATS):
            run = [Name(run[0].start, run[-1].end, "STATE")]
        found.extend(run)
        run = [name] if name is not None else []
    return found


def _dashed(words: Sequence[str], run: Sequence[Name], name: Name) -> bool:
    """Whether a name goes on from a run of names after a dash."""
    return (
        bool(run)
        and run[-1].kind == "STATE"
        and (name.start - run[-1].end == 1 and words[run[-1].end] in _DASHES)
    )
