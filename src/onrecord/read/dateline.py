"""The dateline that opens an agency report: "ELLERBY, 24 September (XPA) - "."""

import re
from dataclasses import dataclass

from onrecord.read.byline import is_agency
from onrecord.read.printed_dates import PrintedDate, find_date

_SEPARATOR = re.compile(r"\.?\s*[–—]+\s*|\.?\s+-{1,2}\s+|-{2}\s*|[.:/]\s+")
_AGENCY = re.compile(r"[(\[/]\s*([A-Z][\w’' .-]{1,30}?)\s*[)\]/]?\s*$")
_REACH = 110
# All-caps words that open a sentence as what they are, not as a place.
_ACRONYMS = frozenset(
    {"NATO", "UNESCO", "UNICEF", "OPEC", "ASEAN", "UPDATE", "BREAKING", "EXCLUSIVE", "WATCH"}
)


@dataclass(frozen=True, slots=True)
class Dateline:
    """What a dateline says.

    Attributes:
        length: how many characters it takes, with the dash and the spaces after it.
        credit: the agency, or empty.
        printed: its date, or None.
    """

    length: int
    credit: str
    printed: PrintedDate | None


def read_dateline(paragraph: str) -> Dateline | None:
    """Read the dateline of a report's first paragraph.

    Args:
        paragraph: the paragraph; only its first hundred characters are looked at.

    Returns:
        The dateline, or None where the paragraph begins with its story.
    """
    first = _read_one(paragraph)
    second = _read_one(paragraph[first.length :]) if first and not first.credit else None
    if first and second and second.credit:
        return Dateline(first.length + second.length, second.credit, first.printed or second.printed)
    return first


def _read_one(paragraph: str) -> Dateline | None:
    opening = paragraph[:_REACH]
    for mark in _SEPARATOR.finditer(opening):
        rest = paragraph[mark.end() :].lstrip("\"'“‘«(")
        if not rest[:1].isupper() and not rest[:1].isdigit():
            continue
        found = _read(opening[: mark.start()].strip(), mark.group().strip())
        if found is not None:
            return Dateline(mark.end(), *found)
    return None


def _read(prefix: str, mark: str) -> tuple[str, PrintedDate | None] | None:
    dashed = mark not in {".", ":", "/"}
    agency = _AGENCY.search(prefix)
    credit = agency.group(1) if agency else ""
    rest = prefix[: agency.start()] if agency else prefix
    printed = find_date(rest)
    if printed:
        rest = rest[: printed.start].rstrip(" ,.-–—") + rest[printed.end :].rstrip(" ,.-–—")
    pieces = [piece.strip(" ,") for piece in rest.split(",")]
    if pieces and is_agency(pieces[-1]) and not credit:
        credit = pieces.pop()
    pieces = [piece for piece in pieces if piece]
    if not pieces:
        return (credit, printed) if credit and dashed else None
    told = bool(credit or printed)
    if not _is_place(pieces[0], told) or not all(_is_region(piece) for piece in pieces[1:]):
        return None
    # A place alone, with a full stop: in capitals, and no acronym.
    if not dashed and not told and (mark != "." or len(pieces) > 1 or len(pieces[0]) < 4):
        return None
    return credit, printed


def _is_place(words: str, told: bool) -> bool:
    """Whether words may be a place: in capitals, or capitalised where an agency or a date stands by."""
    tokens = re.split(r"[ /-]+", words)
    if not 1 <= len(tokens) <= 5 or words in _ACRONYMS:
        return False
    letters = [character for character in words if character.isalpha()]
    if len(letters) < 3 or not all(character.isalpha() or character in " '’./-" for character in words):
        return False
    capitals = all(character.isupper() for character in letters)
    return capitals or (told and all(token[:1].isupper() for token in tokens))


def _is_region(words: str) -> bool:
    tokens = words.split()
    return 1 <= len(tokens) <= 3 and all(
        token[0].isupper() and token.strip(".").isalpha() for token in tokens
    )
