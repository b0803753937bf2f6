"""Whether two actors of different reports are one: yes, no, or a doubt for a person to judge.

Looks at two profiles alone. A yes needs more than a likeness: a given name beside the surname, or an office.
"""

from functools import lru_cache
from itertools import product

from rapidfuzz import fuzz

from onrecord.resolve.across_names import PARTED, REWRITTEN, PersonKey, Profile, is_written
from onrecord.resolve.lexicon import lexicon
from onrecord.text.spelling import skeleton
from onrecord.text.words import word_set

_ALIKE_SURNAME = 78.0
_ALIKE_GIVEN = 66.0
_LEAST_LETTERS = 4
# Titles that many hold at once: a surname with one of them is no proof.
_COMMON_TITLES = word_set(
    "spokesman spokeswoman spokesperson official member lawmaker deputy senator analyst expert diplomat "
    "person man woman adviser advisor aide delegate councillor councilor lawyer economist professor "
    "journalist editor soldier worker farmer driver critic supporter source resident voter student teacher "
    "doctor officer representative negotiator general colonel judge wife husband son daughter brother sister "
    "mother father successor predecessor counterpart colleague ally opponent rival"
)


def same_profile(one: Profile, other: Profile) -> bool | None:
    """Whether two profiles are one actor's.

    Returns:
        True where they are for certain enough to be joined; False where they cannot be; None in doubt.
    """
    if "open" in (one.sort, other.sort):
        return False
    if one.mark != other.mark and one.mark and other.mark:
        return False
    bodies = [profile.sort == "body" for profile in (one, other)]
    if all(bodies):
        return same_body(one, other)
    if any(bodies):
        person, body = (other, one) if bodies[0] else (one, other)
        return None if person.body and person.body in (body.body, *body.also) else False
    if one.sex and other.sex and one.sex != other.sex:
        return False
    name = same_name(one, other)
    if name is None and agree(one, other):
        return True
    return name


def same_body(one: Profile, other: Profile) -> bool | None:
    """Whether two bodies are one: by a name that a report gives them; in doubt by a short form."""
    if one.body == other.body or one.body in other.also or other.body in one.also:
        return True
    return None if one.body in other.shorter or other.body in one.shorter else False


def same_name(one: Profile, other: Profile) -> bool | None:
    """Whether two persons go by one name, offices left aside.

    Who writes one name with its marks does so with all: two with marks are one for certain only as written.
    """
    marked = all(any(key[1].endswith(REWRITTEN) for key in profile.people) for profile in (one, other))
    found: set[bool | None] = set()
    for first, second in product(one.people, other.people):
        same = _same_key(first, second)
        found.add(None if same and marked and not (is_written(first) and is_written(second)) else same)
    return True if True in found else None if None in found else False


@lru_cache(maxsize=262_144)
def _same_key(one: PersonKey, other: PersonKey) -> bool | None:
    ways = {key[1][-1:] for key in (one, other)} & {PARTED, REWRITTEN}
    if ways:
        return _same_rewritten(one, other, exactly=PARTED in ways)
    surname = _same_surname(one[1], other[1])
    if surname is False:
        return False
    given = _same_given(one[0], other[0])
    if given is False:
        return False
    if given and (surname or one[0][0] == other[0][0]):
        return True
    return None


def _same_rewritten(one: PersonKey, other: PersonKey, *, exactly: bool) -> bool | None:
    """Whether a name is what another outlet may write for another; two that are both rewritten tell nothing.

    Who writes "Šarić" writes "Sarić" for somebody else: only a name without the marks may be either.
    """
    surnames = [key[1].rstrip(PARTED + REWRITTEN) for key in (one, other)]
    if not is_written(one) and not is_written(other):
        return False
    if exactly:
        return (one[0], surnames[0]) == (other[0], surnames[1])
    return _same_given(one[0], other[0]) if surnames[0] == surnames[1] else False


def _same_surname(one: str, other: str) -> bool | None:
    if one == other:
        return True
    if min(len(one), len(other)) < _LEAST_LETTERS or skeleton(one) != skeleton(other):
        return False
    # Endings that show a sex tell husband from wife, not two spellings.
    if one.endswith("a") != other.endswith("a"):
        return False
    return None if fuzz.ratio(one, other) >= _ALIKE_SURNAME else False


def _same_given(one: tuple[str, ...], other: tuple[str, ...]) -> bool | None:
    """True for one name or spellings of it; None for an initial, a short form, or none at all."""
    if not one or not other:
        return None
    first, second = one[0], other[0]
    if len(one) != len(other) and (first in other or second in one):
        return True if min(len(first), len(second)) > 1 else None
    found = _same_word(first, second)
    if found and len(one) > 1 and len(other) > 1:
        # A middle name that differs leaves a doubt: John A. and John B.
        return True if _same_word(one[1], other[1]) is not False else None
    return found


@lru_cache(maxsize=262_144)
def _same_word(one: str, other: str) -> bool | None:
    if one == other:
        return True if len(one) > 1 else None
    if min(len(one), len(other)) == 1:
        return None if one[0] == other[0] else False
    if skeleton(one) == skeleton(other) and fuzz.ratio(one, other) >= _ALIKE_GIVEN:
        if (one[-1] == "a") != (other[-1] == "a"):
            return False
        return (
            True if _ending(one) == _ending(other) and min(len(one), len(other)) >= _LEAST_LETTERS else None
        )
    short, long = sorted((one, other), key=len)
    return None if len(short) > 2 and long.startswith(short) else False


def _ending(word: str) -> str:
    return word[-1] if word[-1] in "ao" else ""


def agree(one: Profile, other: Profile) -> bool:
    """Whether offices say that two persons with like names are one.

    They do where both hold the same office, or one for the same body; or where one, a surname without an
    office, stands in a report that names the body that the other is for.
    """
    if one.beside or other.beside:
        surname, holder = (one, other) if one.beside else (other, one)
        return any(_is_beside(office, surname.beside) for office in holder.offices)
    return any(_same_office(first, second) for first in one.offices for second in other.offices)


def _is_beside(office: tuple[str, str], bodies: tuple[str, ...]) -> bool:
    title, for_ = office
    if title and title.split()[-1] in _COMMON_TITLES:
        return False
    return any(same_owner(for_, body) for body in bodies)


@lru_cache(maxsize=262_144)
def _same_office(one: tuple[str, str], other: tuple[str, str]) -> bool:
    title, for_ = same_title(one[0], other[0]), same_owner(one[1], other[1])
    if for_:
        return title is not False
    return bool(title) and for_ is None and one[0].split()[-1] not in _COMMON_TITLES


def is_telling(office: tuple[str, str]) -> bool:
    """Whether an office is one person's at a time."""
    title, for_ = office
    return bool(title) and title.split()[-1] not in _COMMON_TITLES and (bool(for_) or title != "minister")


def same_title(one: str, other: str) -> bool | None:
    """Whether two titles may be one office's; None where one is missing."""
    if not one or not other:
        return None
    first, second = sorted((one.split(), other.split()), key=len)
    if set(first) <= set(second):
        # "minister" may be any of several; "president" is the one.
        return first[-1] == second[-1] and (len(first) == len(second) or first != ["minister"])
    leaders, leading = lexicon().any_leader, lexicon().leading
    heads = first[-1], second[-1]
    return any(head in leaders for head in heads) and all(head in leading for head in heads)


def same_owner(one: str, other: str) -> bool | None:
    """Whether two bodies that offices are for may be one; None where one is missing."""
    if not one or not other:
        return None
    first, second = _words(one), _words(other)
    return first <= second or second <= first


@lru_cache(maxsize=65_536)
def _words(name: str) -> frozenset[str]:
    return frozenset(name.split())
