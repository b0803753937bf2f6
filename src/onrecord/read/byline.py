"""Who wrote a report and which agency it credits, as a byline says it."""

import re
from dataclasses import dataclass

from onrecord.read.wordlists import words

_STAFF = frozenset(
    {"agencies", "bureau", "correspondents", "desk", "editors", "newsdesk", "newsroom", "online", "reporters"}
    | {"correspondent", "editor", "reporter", "service", "staff", "team", "writer", "writers"}
)
_ROLES = frozenset(
    {"analyst", "author", "bureau", "chief", "columnist", "contributor", "correspondent", "desk", "editor"}
    | {"journalist", "photographer", "producer", "reporter", "staff", "writer"}
)
_PARTICLES = frozenset(
    {"al", "bin", "ben", "da", "de", "del", "den", "der", "di", "dos", "du", "el", "ibn", "la", "le", "van"}
    | {"von", "und", "y", "zu"}
)
_LABEL = re.compile(
    r"(?:(?:written|story|text|words|reported|posted|published|compiled|edited|report)\s+)?by\s*:?\s+(?=\S)"
    r"|(?:authors?|reporters?|writers?|text|words|correspondent|journalist)\s*:\s*(?=\S)",
    re.IGNORECASE,
)
_COLON_LABEL = re.compile(r"[A-Za-z]+:")
_SEPARATOR = re.compile(r"\s*(?:[,;|/•·&]|\band\b|\bwith\b)\s*")
_PLACE = re.compile(r"\s+(?:in|at|from|for)\s+(?=[A-Z\u00c0-\u024f])")
_LONGEST = 140


@dataclass(frozen=True, slots=True)
class Byline:
    """What a byline says.

    Attributes:
        author: the names, joined by commas, or empty where only an agency is named.
        credit: the agency, or empty.
        labelled: whether "By" or the like introduces it, so that it can't be a person of the story.
    """

    author: str
    credit: str
    labelled: bool


def read_byline(line: str, agencies: frozenset[str] = frozenset()) -> Byline | None:
    """Read a line as a byline.

    Args:
        line: one line, or a part of one.
        agencies: casefolded names of agencies that the text itself shows to be such, by its dateline.

    Returns:
        What it says, or None where any part of it is neither a name, a role, an agency nor a place.
    """
    if len(line) > _LONGEST or not line or (line[-1] in ".!?:" and not line.endswith((" Jr.", " Sr."))):
        return None
    label = _LABEL.match(line)
    rest = line[label.end() :] if label else line
    # "Author: desk" is as good as a label can be; after a bare "By" the rest has to look like names.
    if label and _COLON_LABEL.match(line) and not is_agency(rest, agencies):
        return Byline(rest.strip(), "", True)
    authors: list[str] = []
    credits: list[str] = []
    for part in filter(None, _SEPARATOR.split(rest.strip())):
        staffed = bool(authors) and is_staff(authors[0])
        place = _PLACE.search(part)
        person = part[: place.start()] if place else part
        if is_agency(part, agencies) or _is_acronym(part) or (staffed and _is_proper(part)):
            credits.append(part)
        elif authors and _is_role(part):
            continue
        elif is_staff(part) or is_name(person):
            authors.append(person if is_name(person) else part)
        else:
            return None
    # An acronym alone may be a heading; an agency that is known to be one is not.
    if not authors and not (credits and (label or all(is_agency(part, agencies) for part in credits))):
        return None
    return Byline(", ".join(authors), ", ".join(credits), bool(label))


def is_name(text: str) -> bool:
    """Whether words have the shape of a person's full name: two to five, capitalised, none a section's."""
    tokens = text.split()
    if not 2 <= len(tokens) <= 5:
        return False
    big = [token for token in tokens if token.casefold() not in _PARTICLES]
    return (
        len(big) >= 2
        and all(token[0].isupper() and _letters_only(token) for token in big)
        and not any(token.casefold() in words("no-names") for token in big)
        and len(big[-1]) > 1
        and any(len(token.strip(".")) > 2 for token in big)
    )


def is_agency(text: str, agencies: frozenset[str] = frozenset()) -> bool:
    """Whether words name a news agency."""
    name = text.strip(" ()")
    key = name.casefold()
    # "Pa." is a state; PA is an agency.
    if len(name) <= 3 and not name.isupper() and name != "dpa":
        return False
    return key in words("agencies") or key in agencies


def is_staff(text: str) -> bool:
    """Whether text name a newsroom rather than a person: "Courier reporters", "Harbour News online"."""
    tokens = text.split()
    return 2 <= len(tokens) <= 5 and tokens[-1].casefold() in _STAFF and tokens[0][0].isupper()


def _is_role(text: str) -> bool:
    tokens = text.split()
    return len(tokens) <= 5 and any(token.casefold() in _ROLES for token in tokens)


def _is_proper(text: str) -> bool:
    """Whether words beside a newsroom may name an agency that no list holds: "Courier staff and Meridian"."""
    return len(text.split()) <= 3 and all(token[0].isupper() for token in text.split())


def _is_acronym(text: str) -> bool:
    return 2 <= len(text) <= 6 and text.isalpha() and text.isupper()


def _letters_only(token: str) -> bool:
    return all(character.isalpha() or character in "-'’." for character in token)
