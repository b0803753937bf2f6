"""What is mended in the names that the tagger finds, by rules that hold for English names in general.

One name has one kind in a report: where the tagger calls it now an organisation and now a state, what it was
surest of over all mentions wins. "The Supreme Court of Ardovia" is one organisation, "Governor of Ohio Ada
Novak" a state and a person, and in "the 2016 Ardovian election" or "the Ardova Accords" no state acts.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from onrecord.text.countries import country_of

LONGEST_EVENT = 5
_BODY = re.compile(
    r"(?:court|council|party|commission|corporation|union|alliance|ministry|parliament|assembly|senate|bank"
    r"|congress|federation|association|university|league|front|movement|institute|chamber|committee|office"
    r"|department|board|army|navy|academy|church|society|confederation|congregation|club|police|guard)s?",
    re.IGNORECASE,
)
_EVENT = frozenset(
    """
    accord accords agreement agreements championship conference convention cup declaration festival games
    olympics prize protocol treaty war wars
    """.split()  # noqa: SIM905 - a word list reads better unquoted
)
_OFFICES = frozenset(
    ["governor", "president", "mayor", "senator", "minister", "premier", "king", "queen", "chancellor"]
)
_REALMS = frozenset(["principality", "kingdom", "republic", "duchy", "emirate", "sultanate", "federation"])
_YEAR = re.compile(r"(?:1[89]|20)\d\d")
_VOTES = frozenset(["election", "elections", "referendum", "primary", "primaries", "caucuses"])


@dataclass(frozen=True, slots=True)
class Name:
    """A name among a text's words.

    Attributes:
        start: its first word.
        end: after its last one.
        kind: PERSON, STATE, ORGANIZATION, GROUP or MISC.
    """

    start: int
    end: int
    kind: str


def mend(
    words: Sequence[str], names: Sequence[Name], chance_of: Callable[[Name], Mapping[str, float]]
) -> list[Name]:
    """Mend the names of a text.

    Args:
        words: its words.
        names: what the tagger found, in order, none overlapping another.
        chance_of: how likely each kind is for a name; asked only where the tagger disagrees with itself.

    Returns:
        The names that are left or made, in order.
    """
    found = _one_kind_each(words, names, chance_of)
    found = [part for name in found for part in _split_after_office(words, name)]
    found = _joined(words, found)
    return [name for name in found if not _in_event(words, name)]


def _one_kind_each(
    words: Sequence[str], names: Sequence[Name], chance_of: Callable[[Name], Mapping[str, float]]
) -> list[Name]:
    """Names of the same words, all of the kind that is likeliest over all of them."""
    alike: dict[str, list[Name]] = defaultdict(list)
    for name in names:
        alike[" ".join(words[name.start : name.end])].append(name)
    chosen: dict[str, str] = {}
    for surface, own in alike.items():
        kinds = {name.kind for name in own}
        if len(kinds) == 1:
            continue
        total: dict[str, float] = defaultdict(float)
        for name in own:
            for kind, chance in chance_of(name).items():
                total[kind] += chance
        chosen[surface] = max(sorted(kinds), key=lambda kind: total[kind])
    return [
        replace(name, kind=chosen.get(" ".join(words[name.start : name.end]), name.kind)) for name in names
    ]


def _split_after_office(words: Sequence[str], name: Name) -> list[Name]:
    """A state and a person where the tagger ran them together: "Governor of Ohio Ada Novak"."""
    office = name.start >= 2 and words[name.start - 1] == "of" and words[name.start - 2].lower() in _OFFICES
    if name.kind != "PERSON" or not office or name.end - name.start < 3:
        return [name]
    longest = max(
        (
            size
            for size in (1, 2)
            if name.end - name.start - size >= 2 and _is_place(words[name.start : name.start + size])
        ),
        default=1,
    )
    cut = name.start + longest
    return [Name(name.start, cut, "STATE"), Name(cut, name.end, "PERSON")]


def _is_place(words: Sequence[str]) -> bool:
    return (country_of(" ".join(words)) or ("", ""))[1] in {"name", "capital"}


def _joined(words: Sequence[str], names: Sequence[Name]) -> list[Name]:
    """Names of bodies with the place they belong to: "Supreme Court" + "of" + "Ardovia"."""
    found: list[Name] = []
    for name in names:
        last = found[-1] if found else None
        if last is not None and name.kind == "STATE" and _belong_together(words, last, name):
            realm = words[last.start].lower() in _REALMS
            found[-1] = Name(last.start, name.end, "STATE" if realm else last.kind)
        else:
            found.append(name)
    return found


def _belong_together(words: Sequence[str], name: Name, place: Name) -> bool:
    """Whether a place that follows a name is the end of it."""
    gap = list(words[name.end : place.start])
    if name.kind == "STATE":
        return gap == [","] and list(words[place.start : place.end]) == ["D.C."]
    if name.kind != "ORGANIZATION":
        return False
    if words[name.end - 1] == "of":
        return not gap
    return gap in (["of"], ["of", "the"]) and _is_body(words, name)


def _is_body(words: Sequence[str], name: Name) -> bool:
    return any(_BODY.fullmatch(word) for word in words[name.start : name.end])


def _in_event(words: Sequence[str], name: Name) -> bool:
    """Whether a place or people is part of the name of a vote with its year, or of a war, treaty or feast."""
    if name.kind not in {"STATE", "GROUP"} or name.end >= len(words):
        return False
    for word in words[name.end : name.end + LONGEST_EVENT]:
        if not word[0].isupper():
            break
        if word.lower() in _EVENT:
            return True
    dated = name.start > 0 and _YEAR.fullmatch(words[name.start - 1]) is not None
    return dated and any(word.lower() in _VOTES for word in words[name.end : name.end + LONGEST_EVENT])
