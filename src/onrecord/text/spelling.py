"""Spellings of one name: a form that transliterations into Latin letters have in common.

The rules are about scripts and languages, never about names: Cyrillic adjective endings, Arabic vowels and
articles, German, French and English ways to write one sound. They follow the published tables (ISO 9,
BGN/PCGN, ALA-LC, the national ones of Ukraine, Belarus and Bulgaria) in what these write differently.
"""

import re
import unicodedata
from functools import lru_cache

from onrecord.text.folding import fold

# Letters with a mark that stands for a sound of its own, which folding would take for the plain letter.
_MARKED = str.maketrans(
    dict.fromkeys("šşșś", "sh") | dict.fromkeys("žż", "zh") | dict.fromkeys("čćç", "ch") | {"ñ": "ni"}
)
# What those letters, and others, become where a name is written in plain ones: most outlets leave the marks
# out, and some write two letters for one.
_LETTERS = "".join(chr(code) for code in _MARKED) + "äđ"
_PLAIN = {letter: "d" if letter == "đ" else unicodedata.normalize("NFD", letter)[0] for letter in _LETTERS}
_DOUBLED = _PLAIN | {"ä": "ae", "đ": "dj"}
_WITHOUT_MARKS, _WITH_TWO = (
    str.maketrans(letters | {letter.upper(): plain.capitalize() for letter, plain in letters.items()})
    for letters in (_PLAIN, _DOUBLED)
)
# In order: what stands first is done first.
_SOUNDS = tuple(
    (re.compile(pattern), into)
    for pattern, into in (
        (r"dsch|dzh|dž|dj|(?<=\w)dg(?=[eiy])", "j"),
        (r"schtsch|shch|stch", "sh"),
        (r"tsch|tch|tj", "ch"),
        (r"sch", "sh"),
        (r"zh", "j"),
        (r"(?<=[dglmt])q[uv](?=[aeio])", "kv"),  # Lindquist, Lindqvist
        (r"kh|ck|q|ch(?=$)|ch(?=[rl])", "k"),
        (r"gh", "g"),
        (r"ph", "f"),
        (r"th", "t"),
        (r"dh", "d"),
        (r"x", "ks"),
        (r"tz|ts", "c"),
        (r"w", "v"),
        (r"ou|oo|ue", "u"),
        (r"oe", "o"),
        (r"ae", "e"),
        (r"aa", "a"),
        (r"ff?$", "v"),
        # Cyrillic adjectives as surnames: -sky, -skyi, -skiy, -skyy, -skij, -skii, -skyj.
        (r"(?<=[sc]k)[iyj]+$", "i"),
        (r"(?<=[aeou])[iyj]+", "i"),
        (r"(?<!^)[iyj]+(?=[aeou])", "i"),
        (r"ie|ee|ye", "i"),
        (r"(?<!^)[iyj]+", "i"),
        (r"^y(?=[aeou])", "i"),
        (r"c(?=[eiy])", "s"),
        (r"c(?!h)", "k"),
        (r"(.)\1+", r"\1"),
    )
)
_VOWELS = re.compile(r"[aeiouy]")


def writings(name: str) -> tuple[str, ...]:
    """A name as outlets without its letters write it, where `sounded` alone does not show that.

    `sounded` takes a marked letter for its sound, as a transliteration does: it meets "Šarov" with "Sharov".
    Whoever leaves the mark out writes "Sarov"; who has no "ä" writes "a" or "ae". Marks that change no sound
    (as in "Łukasz Dęben") need nothing of this.

    Args:
        name: one word or more, in any case.

    Returns:
        Other ways to write it, in order; none for most names.
    """
    if name.isascii():
        return ()
    whole = unicodedata.normalize("NFC", name)
    found = (whole.translate(_WITHOUT_MARKS), whole.translate(_WITH_TWO))
    return tuple(dict.fromkeys(one for one in found if one != whole))


@lru_cache(maxsize=65_536)
def sounded(word: str) -> str:
    """A word of a name in a spelling that most of its transliterations share.

    Args:
        word: one word, in any case; a name in another script than Latin stays as it folds.

    Returns:
        Small letters; not meant to be shown. Words that sound differently mostly stay apart.
    """
    whole = word if word.isascii() else unicodedata.normalize("NFC", word)
    plain = fold(whole.casefold().translate(_MARKED)).replace(" ", "")
    for pattern, into in _SOUNDS:
        plain = pattern.sub(into, plain)
    return plain


@lru_cache(maxsize=65_536)
def skeleton(word: str) -> str:
    """The consonants of `sounded`, by which spellings that differ in vowels are found; never a proof.

    Args:
        word: one word.

    Returns:
        The first letter as it is (a vowel as "a"), then the consonants, with sounds as one that
        transliterations mix up: s and sh, g and h, v and f, j and i.
    """
    plain = sounded(word).replace("sh", "s").replace("ch", "k")
    if not plain:
        return ""
    first = "a" if _VOWELS.match(plain) else plain[0]
    rest = _VOWELS.sub("", plain[1:])
    folded = (first + rest).translate(str.maketrans("hfjzbw", "gvisvv"))
    return re.sub(r"(.)\1+", r"\1", folded)
