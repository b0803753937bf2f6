"""What a text leaves behind to be recognised by: its shingles, and the few of them that an index keeps.

A shingle is the hash of some words in a row. Shingles within quotation marks are told from those of the
narration: two reporters who were at one press conference share the quotations, a copy shares the narration
too. The index keeps a winnowed selection (Schleimer, Wilkerson and Aiken, "Winnowing: local algorithms for
document fingerprinting", SIGMOD 2003), so that any run of `SURE_RUN` words of narration in two texts gives
both a key. Hashes are our own and fixed: keys that a ledger keeps outlive every version of every library.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

from onrecord.text.quotes import QUOTATION_MARKS, find_quotations

WORDS_IN_ROW = 5
"""Words of a shingle: long enough that two reporters rarely write the same, short enough to outlive edits."""
WINDOW = 16
"""Of so many shingles in a row at least one is a key."""
SURE_RUN = WINDOW + WORDS_IN_ROW - 1
"""A run of so many shared words always gives a shared key."""
A_FEW_WORDS = 4
"""Shorter quotations are the reporter's own way of writing, and stay part of the narration."""

# What is no part of a word goes first: in most texts no letter is then left that must be looked at by itself.
_MARKS = str.maketrans({**dict.fromkeys("'’‘ʼʹ`´"), **dict.fromkeys("“”„«»–—…", " ")})
_WORD = re.compile(r"[^\W_]+")
_PARAGRAPH = re.compile(r"[^\n]+")
_FACTOR = np.uint64(0x9E3779B97F4A7C15)
# Lines that agencies and outlets put under every report: who wrote and edited it, whose it is, where to go
# next.
_STANDING = re.compile(
    r"\W{0,40}"
    r"(?:(?:additional |additionally )?(?:reporting|reported|writing|written|editing|edited|compiled) "
    r"(?:and (?:writing|editing) )?by\b"
    r"|(?:with|additional) (?:reporting|material|input|inputs|agencies|wires)\b"
    r"|.{0,80}\bcontributed (?:to|reporting)\b"
    r"|(?:copyright|©|\(c\))"
    r"|.{0,60}\ball rights reserved\b"
    r"|.{0,60}\bmay not be (?:published|broadcast|rewritten|reproduced|redistributed)\b"
    r"|(?:follow|like|join|find) (?:us|him|her|them|the .{1,40}) on\b"
    r"|(?:sign up|subscribe|click|tap|read more|read also|see also|also read|more on this|related)\b"
    r"|(?:this|the) (?:story|article|report|post|item) (?:was|has been|is|first|originally|appeared)\b"
    r"|(?:to|you can) (?:contact|reach|comment|subscribe)\b"
    r").{0,300}$",
    re.IGNORECASE,
)

# A line that opens what a company or outlet says of itself: all after it stands under every report.
_ABOUT = re.compile(r"\s*about\s(?:\S+\s?){1,6}[^.!?…]$", re.IGNORECASE)

Hashes = NDArray[np.uint64]
Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Signature:
    """What a text is recognised by; a pure function of it.

    Attributes:
        shingles: the hash of each five words in a row, in order; of all words where there are fewer.
        narrated: which of them lie in the narration, without any quoted word.
        words: how many words the text has, standing lines left out.
        whole: the hash of all its words.
    """

    shingles: Hashes
    narrated: Mask
    words: int
    whole: int


def signature(text: str) -> Signature:
    """Read what a text is recognised by.

    Case, accents, punctuation and line breaks make no difference; lines that stand under every report of an
    agency or outlet ("Reporting by ...", "All rights reserved") are left out.

    Args:
        text: of a report.
    """
    hashes, quoted = _words(text)
    whole = int.from_bytes(blake2b(hashes.tobytes(), digest_size=8).digest()) if len(hashes) else 0
    width = min(WORDS_IN_ROW, len(hashes))
    if not width:
        return Signature(hashes, quoted, 0, 0)
    count = len(hashes) - width + 1
    shingles = np.zeros(count, dtype=np.uint64)
    spoken = np.zeros(count, dtype=np.bool_)
    for place in range(width):
        shingles = shingles * _FACTOR + hashes[place : place + count]
        spoken |= quoted[place : place + count]
    return Signature(_mixed(shingles), ~spoken, len(hashes), whole)


def keys(signature_: Signature) -> tuple[int, ...]:
    """What two texts must share to be compared: winnowed shingles of the narration, and the whole text.

    Args:
        signature_: of a text.

    Returns:
        Numbers from -2^63 to 2^63 - 1, as databases keep them, sorted; about one for eight words of
        narration.
    """
    found: set[int] = {signature_.whole} if signature_.words else set()
    for begin, end in _runs(signature_.narrated):
        found.update(_winnowed(signature_.shingles[begin:end]))
    return tuple(sorted(key - (1 << 64) if key >= 1 << 63 else key for key in found))


def covered(signature_: Signature, by: Hashes) -> Mask:
    """Which words of a text stand in a run of five that another text has too.

    Args:
        signature_: of the text.
        by: the other's shingles, sorted.

    Returns:
        For each word whether it does; of a text of fewer than five words all or none.
    """
    return _words_of(signature_, _within(signature_.shingles, by))


def narrated_words(signature_: Signature) -> Mask:
    """Which words of a text stand in a run of five in the narration."""
    return _words_of(signature_, signature_.narrated)


def narrated_cover(signature_: Signature, by: Hashes) -> Mask:
    """Which words of a text's narration stand in a run of five there that another text has too."""
    return _words_of(signature_, _within(signature_.shingles, by) & signature_.narrated)


def _words_of(signature_: Signature, shingles: Mask) -> Mask:
    """The words of some shingles of a text."""
    words = np.zeros(signature_.words, dtype=np.bool_)
    for place in range(signature_.words - len(shingles) + 1):
        words[place : place + len(shingles)] |= shingles
    return words


def _within(hashes: Hashes, sorted_: Hashes) -> Mask:
    """Which hashes are among others that are sorted."""
    if not len(sorted_):
        return np.zeros(len(hashes), dtype=np.bool_)
    places = np.searchsorted(sorted_, hashes)
    places[places == len(sorted_)] = 0
    return np.asarray(sorted_[places] == hashes, dtype=np.bool_)


def _words(text: str) -> tuple[Hashes, Mask]:
    """The hashes of a text's words, and which of them are quoted."""
    paragraphs = _paragraphs(text)
    marked = any(mark in text for mark in QUOTATION_MARKS)
    quotations = find_quotations(text, paragraphs) if marked else ()
    stretches = [
        (quotation.inner_start, quotation.inner_end)
        for quotation in quotations
        if quotation.level == 0
        and len(text[quotation.inner_start : quotation.inner_end].split()) >= A_FEW_WORDS
    ]
    hashes: list[int] = []
    quoted: list[bool] = []
    for begin, end in paragraphs:
        for piece, inside in _pieces(begin, end, stretches):
            found = _WORD.findall(_plain(text[slice(*piece)]))
            hashes.extend(map(_word_hash, found))
            quoted.extend([inside] * len(found))
    return np.array(hashes, dtype=np.uint64), np.array(quoted, dtype=np.bool_)


def _paragraphs(text: str) -> list[tuple[int, int]]:
    """The offsets of a text's paragraphs, without those that stand under every report."""
    found = [match for match in _PARAGRAPH.finditer(text) if not _STANDING.match(match[0])]
    for place in range(len(found) // 2, len(found)):
        if place and _ABOUT.match(found[place][0]):
            return [match.span() for match in found[:place]]
    return [match.span() for match in found]


def _pieces(begin: int, end: int, stretches: list[tuple[int, int]]) -> Iterator[tuple[tuple[int, int], bool]]:
    """A paragraph cut where quotations begin and end, each piece with whether it is quoted."""
    place = begin
    for first, last in stretches:
        if first >= end:
            break
        first, last = max(first, place), min(last, end)
        if first >= last:
            continue
        yield (place, first), False
        yield (first, last), True
        place = last
    yield (place, end), False


def _plain(text: str) -> str:
    text = text.translate(_MARKS)
    if not text.isascii():
        decomposed = unicodedata.normalize("NFKD", text)
        text = "".join(character for character in decomposed if not unicodedata.combining(character))
    return text.casefold()


@lru_cache(maxsize=262_144)
def _word_hash(word: str) -> int:
    return int.from_bytes(blake2b(word.encode("utf-8", "surrogatepass"), digest_size=8).digest())


def _mixed(hashes: Hashes) -> Hashes:
    """Hashes spread evenly (the finaliser of SplitMix64, Steele, Lea and Flood 2014)."""
    hashes = (hashes ^ (hashes >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    hashes = (hashes ^ (hashes >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return hashes ^ (hashes >> np.uint64(31))


def _runs(mask: Mask) -> Iterator[tuple[int, int]]:
    """Where a mask is true without a break."""
    edges = np.flatnonzero(np.diff(np.concatenate(([0], mask.astype(np.int8), [0]))))
    yield from zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True)


def _winnowed(hashes: Hashes) -> set[int]:
    """The smallest of each window; of a run shorter than a window, its smallest."""
    if len(hashes) <= WINDOW:
        return {int(hashes.min())}
    windows = np.lib.stride_tricks.sliding_window_view(hashes, WINDOW)
    return set(windows.min(axis=1).tolist())
