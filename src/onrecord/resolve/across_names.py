"""Names of actors as they can be compared across reports: profiles, and the keys that find likely partners.

A profile holds what of an actor decides whom it is joined with, and nothing else, so that a ledger has far
fewer profiles than actors: equal profiles are always one actor.
"""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from functools import lru_cache
from typing import Literal

from onrecord.model import Actor, Attribution, Role, text_hash
from onrecord.resolve.lexicon import lexicon, singular
from onrecord.resolve.naming import person_name
from onrecord.text.countries import country_of
from onrecord.text.folding import fold
from onrecord.text.spelling import skeleton, sounded, writings
from onrecord.text.words import word_set

Sort = Literal["person", "surname", "body", "open"]
PersonKey = tuple[tuple[str, ...], str]

_SMALL = word_set("the of and for in on at to a an de la des du s y und der die das et")
_LEGAL = word_set(
    "inc ltd limited plc llc llp corp corporation co company ag gmbh sa spa nv bv ab oy asa oyj pjsc jsc"
)
_FORMER = word_set(
    "former ex then outgoing incoming acting new late current longtime long time newly appointed elected "
    "veteran interim designate now until"
)
# Arabic articles before a name, which some outlets write and some don't.
_ARTICLE = re.compile(
    r"^(?:al|el|as|ash|ad|an|ar|at|az|ul|ud)[-\u2010-\u2015 \u2019'](?=\w{3})", re.IGNORECASE
)
# What tells a key that is not of a name as a report writes it; no letter, so that it has no sound.
REWRITTEN = "'"  # in plain letters: as another outlet may write it
PARTED = "-"  # without its hyphens
_HYPHENS = re.compile(r"(?<=\w)[-\u2010\u2011](?=\w)")
_DEMONYM = re.compile(r"(?:ians?|eans?|ans?|ns?|ese|ish|is?|ia|ea|a|e|o)$")
_ARTICLES = frozenset(["a", "an", "the", "one"])
_LEAST_WORDS = 5
_DIGITS = 16
_LEAST_STEM = 4
_LEAST_ACRONYM = 3
_LONGEST_ACRONYM = 7
# Bodies that every state or city has: a shorter form of their name tells nothing of whose they are.
_ORGANS = word_set(
    "ministry department government cabinet parliament assembly senate congress chamber court tribunal army "
    "military police navy force service office embassy presidency treasury bank university city state side "
    "delegation opposition party team staff secretariat administration authority agency intelligence house"
)


@dataclass(frozen=True, slots=True, order=True)
class Profile:
    """What of an actor decides whom it is joined with.

    Attributes:
        sort: `person` with a given name, `surname` without, `body` (a state, organization or named group), or
            `open`: described and not named, silent, and joined with nobody.
        people: spellings of a person's name: given names and surname, as they sound. The surname ends in
            `REWRITTEN` or `PARTED` where the report doesn't write it so, and another may.
        body: the words of a body's name, sorted; of a single word also where it is taken for a surname. Of
            somebody described who says something, a hash of both.
        also: other names of the body within its report, likewise.
        shorter: what shorter forms and acronyms of the body's name look like.
        offices: titles with whom they are for; either may be empty.
        beside: of a surname without office: the bodies that its report names.
        sex: what titles show, or empty.
        mark: told apart by a person's judgement from others with the same profile, or empty.
    """

    sort: Sort
    people: tuple[PersonKey, ...] = ()
    body: str = ""
    also: tuple[str, ...] = ()
    shorter: tuple[str, ...] = ()
    offices: tuple[tuple[str, str], ...] = ()
    beside: tuple[str, ...] = ()
    sex: str = ""
    mark: str = ""


OPEN = Profile("open")


def profile_of(
    actor: Actor, principals: Mapping[str, str] | None = None, beside: Iterable[str] = ()
) -> Profile:
    """The profile of an actor.

    Args:
        actor: of one report.
        principals: names of the actors of its report by id, for whom it acts for.
        beside: keys of the bodies that its report names.
    """
    if actor.kind == "unnamed":
        return OPEN
    offices = _offices(actor, principals or {})
    if actor.kind == "person":
        found = _person(actor, offices)
        if found.sort == "surname" and not found.offices:
            return replace(found, beside=tuple(sorted(set(beside) - {found.body})))
        return found
    return _body(actor)


def profiles_of(actors: Iterable[Actor], said: Iterable[Attribution] = ()) -> dict[str, Profile]:
    """The profiles of one report's actors by their ids.

    Args:
        actors: of one report.
        said: its attributions: who goes by no name is known again by the same words, as in a copy.
    """
    known = list(actors)
    names = {actor.id: actor.name for actor in known}
    # What is one word and no more may be a body that was taken for a person.
    bodies = [actor for actor in known if actor.kind != "unnamed" and " " not in actor.name]
    bodies += [actor for actor in known if actor.kind in ("state", "organization", "group")]
    beside = {owner_key(actor.name) for actor in bodies} - {""}
    found = {actor.id: profile_of(actor, names, beside) for actor in known}
    unnamed = {actor.id: actor for actor in known if found[actor.id].sort == "open"}
    for attribution in sorted(said, key=lambda one: one.content[0].start) if unnamed else ():
        actor = unnamed.get(attribution.speaker or "")
        if actor is not None and (told := _told(actor, attribution)):
            found[actor.id] = Profile("body", body=told)
            del unnamed[actor.id]
    return found


def _told(actor: Actor, attribution: Attribution) -> str:
    """What stands for a name: how somebody is described and what they say; empty where that is too short."""
    words = fold(" ".join(span.text for span in attribution.content)).split()
    if len(words) < _LEAST_WORDS:
        return ""
    described = [word for word in fold(actor.name).split() if word not in _ARTICLES]
    return f"said {text_hash(' '.join([*described, ':', *words]))[:_DIGITS]}"


def keys_of(profile: Profile) -> tuple[str, ...]:
    """What finds a profile among those of a ledger; none for one that is joined with nobody.

    Surnames alone have keys of their own. They are many and decide nothing for full names and bodies, so that
    these are found without them:

    - `person X` full names, `body X` bodies and their other names;
    - `surname X` surnames alone, `office X, TITLE, WHOSE` those with one office, `named X` those that may be
      the name of a body.
    """
    skeletons = {skeleton(surname) for _, surname in profile.people}
    if profile.sort != "surname":
        keys = {f"person {one}" for one in skeletons}
        if profile.body:
            keys |= {f"body {name}" for name in (profile.body, *profile.also, *profile.shorter)}
        return tuple(sorted(keys))
    keys = {f"surname {one}" for one in skeletons}
    keys |= {f"office {one}, {title}, {whose}" for one in skeletons for title, whose in profile.offices}
    if profile.body:
        keys.add(f"named {profile.body}")
    return tuple(sorted(keys))


def ties_of(profile: Profile) -> tuple[str, ...]:
    """What connects profiles to blocks that are grouped at once: full names or bodies with their surnames."""
    ties = {f"person {skeleton(surname)}" for _, surname in profile.people}
    if profile.body:
        ties |= {f"body {name}" for name in (profile.body, *profile.also, *profile.shorter)}
    return tuple(sorted(ties))


def _person(actor: Actor, offices: tuple[tuple[str, str], ...]) -> Profile:
    name, _, whose = actor.name.partition(" of ")
    if not _is_name(name):
        return OPEN
    if whose and whose[:1].isupper() and not any(for_ for _, for_ in offices):
        offices = (*offices, ("", owner_key(whose)))
    first = person_key(name)
    keys = {first, *_rewritten(name)}
    for alias in actor.aliases:
        if _is_name(alias) and " of " not in alias:
            key = person_key(alias)
            if key[0] and skeleton(key[1]) == skeleton(first[1]):
                keys |= {key, *_rewritten(alias)}
    full = tuple(sorted(key for key in keys if any(len(given) > 1 for given in key[0])))
    titles = (person_name(form).gender for form in (name, *actor.aliases))
    sexes: set[str] = {title for title in titles if title}
    genders = lexicon().genders
    sexes |= {
        genders[word] for role in actor.roles for word in fold(role.title).split()[-1:] if word in genders
    }
    sex: str = sexes.pop() if len(sexes) == 1 else ""
    if any(is_written(key) for key in full):  # parting "J. Veld-Sandor" gives it no name in full
        return Profile("person", people=full, offices=offices, sex=sex)
    surname = first[1]
    if not surname:
        return OPEN
    one_word = len(name.split()) == 1 and not offices and not sex
    return Profile(
        "surname",
        people=tuple(sorted(keys)),
        body=body_key(name) if one_word else "",
        offices=offices,
        sex=sex,
    )


def is_written(key: PersonKey) -> bool:
    """Whether a key is of a name as a report writes it, and not as another may."""
    return not key[1].endswith((REWRITTEN, PARTED))


def _is_name(words: str) -> bool:
    """Whether words are a name and no description: "Jonas Veld" and not "the diplomat"."""
    parts = words.split()
    if not parts or not any(letter.isupper() for letter in parts[-1]):
        return False
    return parts[0][:1].isupper() or not (
        fold(parts[0]) in _SMALL or singular(fold(parts[0])) in lexicon().roles
    )


@lru_cache(maxsize=65_536)
def person_key(name: str) -> PersonKey:
    """A person's name as it sounds: given names in order, and the surname without an article."""
    parts = person_name(name.replace(".", " ") if "." in name else name)
    surname = _ARTICLE.sub("", _last_words(name, parts.surname))
    return tuple(sounded(given) for given in parts.given if given), sounded(surname)


def _rewritten(name: str) -> set[PersonKey]:
    """The keys of a name as other outlets may write it, told from its own."""
    own = person_key(name)
    ways = {person_key(way) for way in writings(name)}
    found = {(given, f"{surname}{REWRITTEN}") for given, surname in ways}
    given, surname = person_key(_HYPHENS.sub(" ", name))
    if own[0] and (given, surname) != own:  # "Veld-Sandor" alone is a surname
        found.add((given, f"{surname}{PARTED}"))
    return found


def _last_words(name: str, surname: str) -> str:
    """The surname as it is written, hyphens and all: folding has made blanks of them."""
    words = re.sub(r"['\u2019]s?$", "", name.strip()).split()
    count = len(surname.split())
    for taken in range(1, len(words) + 1):
        if len(fold(" ".join(words[-taken:])).split()) >= count:
            return " ".join(words[-taken:])
    return surname


def _body(actor: Actor) -> Profile:
    name = body_key(actor.name)
    if not name:
        return OPEN
    also = set()
    for alias in actor.aliases:
        key = body_key(alias)
        if key and key != name and (len(key.split()) > 1 or _is_acronym(alias)):
            also.add(key)
    also |= {body_key(way) for form in (actor.name, *actor.aliases) for way in writings(form)} - {name, ""}
    if actor.name.isupper() and len(actor.name) > _LEAST_ACRONYM:
        also |= {body_key(actor.name.title())} - {
            name,
            "",
        }  # a place in a dateline; an acronym read as a word
    # "The Guild and the Northern League" are two: the last words are the other one's name.
    joint = actor.kind == "group" and " and " in actor.name
    shorter = () if joint else _shorter(actor.name)
    return Profile("body", body=name, also=tuple(sorted(also)), shorter=shorter)


def _is_acronym(words: str) -> bool:
    plain = words.replace(".", "").removeprefix("the ").removeprefix("The ")
    return plain.isupper() and plain.isalpha() and _LEAST_ACRONYM <= len(plain) <= _LONGEST_ACRONYM


@lru_cache(maxsize=65_536)
def body_key(name: str) -> str:
    """The words of a body's name, sorted; of a state its name in English.

    Args:
        name: "the Delta Growers' League", "League of Growers", "Ukrainian side", "Kyiv".

    Returns:
        Empty where the words describe and don't name: "the two unions", "the company".
    """
    country = country_of(name)
    if country:
        return f"={country[0].lower()}"
    side = re.fullmatch(r"(?:the\s+)?(?P<whose>[A-Z][\w' -]+?)\s+side", name)
    if side:
        return body_key(side["whose"])
    words = _words(name)
    if not words or (len(words) == 1 and _is_common(name, words[0])):
        return ""
    if not any(word[:1].isupper() for word in name.split() if fold(word) not in _SMALL):
        return " ".join(sorted(set(words))) if _is_telling(name) else ""
    return " ".join(sorted(set(words)))


def _is_telling(description: str) -> bool:
    """Whether small letters all the same name one body: "the dockers' union", not "the two unions"."""
    words = [word for word in fold(description).split() if word not in _SMALL and len(word) > 1]
    counted = lexicon().unnamed | {"both", "rival", "other", "same", "new", "largest", "smaller", "main"}
    return (
        len(words) > 1
        and words[-1] in lexicon().settled - _ORGANS
        and not any(word in counted or word.isdigit() for word in words)
    )


def _is_common(name: str, word: str) -> bool:
    """Whether a single word is a noun for bodies or people and so the name of none."""
    known = lexicon()
    left = [one for one in fold(name).split() if one not in _SMALL] or fold(name).split()
    # "The company" is anyone's; "Boeing Company" is a name with a form of law.
    while len(left) > 1 and left[-1] in _LEGAL:
        left.pop()
    plain = singular(left[-1])
    return (
        plain in known.bodies
        or plain in known.open_bodies
        or plain in known.groups
        or plain in known.roles
        or plain in known.documents
        or not name.removeprefix("the ").removeprefix("The ")[:1].isupper()
        or not word
    )


@lru_cache(maxsize=65_536)
def _words(name: str) -> tuple[str, ...]:
    """The words of a body's name, "Y X" for "X of Y"; places as their stems, forms of law left out."""
    plain = re.sub(r"['\u2019]s\b|['\u2019](?=\s|$)", "", name)
    parts = re.split(r"\s+(?:of|for)\s+", plain)
    found: list[str] = []
    for part in reversed(parts):
        words = [word for word in re.split(r"[\s/&,-]+", part) if fold(word) and fold(word) not in _SMALL]
        while len(words) > 1 and fold(words[-1]).replace(" ", "") in _LEGAL:
            words.pop()
        found += [_word(word) for word in words]
    return tuple(word for word in found if word)


def _word(word: str) -> str:
    if word[0].isupper():
        country = country_of(word)
        if country and country[1] != "capital":
            return f"={country[0].lower().replace(' ', '-')}"
        plain = fold(word).replace(" ", "")
        if singular(plain) in lexicon().bodies or word.isupper():
            return singular(plain)
        short = _DEMONYM.sub("", plain)
        return sounded(short if len(short) >= _LEAST_STEM else plain)
    return sounded(singular(fold(word).replace(" ", "")))


@lru_cache(maxsize=65_536)
def _shorter(name: str) -> tuple[str, ...]:
    """The forms that others may use: without the first word or two, and the initials."""
    words = _words(name)
    if len(words) < 2 or not name.split()[-1][:1].isupper():
        return ()
    found = set()
    if words[-1] not in _ORGANS:
        found = {" ".join(sorted(set(words[cut:]))) for cut in (1, 2) if len(words) - cut >= 2}
    letters = "".join(
        fold(word)[:1] for word in re.split(r"[\s-]+", name) if fold(word) and fold(word) not in _SMALL
    )
    if _LEAST_ACRONYM <= len(letters) <= _LONGEST_ACRONYM:
        found.add(letters)
    return tuple(sorted(found))


def _offices(actor: Actor, principals: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    found = {(title_of(role), owner_key(role.for_)) for role in actor.roles}
    owned = {for_ for _, for_ in found}
    for other in actor.acts_for:
        owner = owner_key(principals.get(other.actor, ""))
        if owner and owner not in owned:
            found.add(("", owner))
    return tuple(sorted(office for office in found if any(office)))


def title_of(role: Role) -> str:
    """The words that make an office what it is, its head last: without "former", "then" and the like."""
    words = [word for word in fold(role.title).split() if word not in _FORMER and word not in _SMALL]
    return " ".join(singular(word) for word in words)


@lru_cache(maxsize=65_536)
def owner_key(words: str) -> str:
    """Whom an office is for, in the form of a body's key; beside its office "the Forum" says enough."""
    key = body_key(words.strip())
    if key or not words.strip().removeprefix("the ").removeprefix("The ")[:1].isupper():
        return key
    return " ".join(sorted({word for word in _words(words) if word not in _ORGANS}))


def as_text(profile: Profile) -> str:
    """A profile as one line of JSON, the same for equal profiles."""
    return json.dumps([getattr(profile, name) for name in _FIELDS], ensure_ascii=False, separators=(",", ":"))


def from_text(text: str) -> Profile:
    """The inverse of `as_text`."""
    values = dict(zip(_FIELDS, json.loads(text), strict=True))
    values["people"] = tuple((tuple(given), surname) for given, surname in values["people"])
    values["offices"] = tuple((title, for_) for title, for_ in values["offices"])
    for name in ("also", "shorter", "beside"):
        values[name] = tuple(values[name])
    return Profile(**values)


_FIELDS = tuple(field.name for field in fields(Profile))
