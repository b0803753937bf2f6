"""Find sentences in a paragraph by its punctuation, so that offsets exist before any model has run."""

import re

_BEFORE_NAME = re.compile(
    "(?:Mr|Mrs|Ms|Mx|Dr|Prof|Rev|Hon|Sir|St|Gen|Col|Lt|Capt|Sgt|Maj|Adm|Gov|Sen|Rep|Pres|Amb|Messrs"
    "|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec|Mon|Tue|Tues|Wed|Thu|Thurs|Fri|Sat|Sun"
    "|vs|cf|approx|ca|Ft|Mt)"
)
_BEFORE_NUMBER = re.compile("(?:No|Nos|Art|Sec|Fig|Vol)")
_END = re.compile(r"(?P<stop>[.!?\u2026]+)(?P<close>[\"'\u2019\u201d\u00bb)\]]*)(?=\s|$)")
_WORD_BEFORE = re.compile(r"([^\W\d_]+(?:\.[^\W\d_]+)*)$")
_CAPITAL_START = re.compile(r"\s+[\"'\u2018\u201c\u00ab\u201e(\[\u2013\u2014\u2022-]*\s?[^\W_a-z]")
_TAIL = re.compile(
    r"\s+(?:[^\W\d_][\w.\u2019'-]*\s+){1,5}?"
    r"(?:said|says|asked|told|added|wrote|replied|cried|shouted|insisted|warned|demanded|exclaimed)\b"
)


def sentences(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """Split a stretch of text into sentences.

    A full stop after a title, an initial or a short form does not end one; a closing quotation mark
    stays with the sentence that it closes; a quotation that ends in a question or exclamation mark
    goes on into its cue.

    Args:
        text: the whole text.
        start: offset of the first character of the stretch.
        end: offset after its last character, or None for the end of the text.

    Returns:
        Offsets of each sentence, without the white space around it, in order.
    """
    limit = len(text) if end is None else end
    found: list[tuple[int, int]] = []
    begin = start
    for match in _END.finditer(text, start, limit):
        if _ends_here(text, match, limit):
            _append(found, text, begin, match.end())
            begin = match.end()
    _append(found, text, begin, limit)
    return found


def _append(found: list[tuple[int, int]], text: str, start: int, end: int) -> None:
    """Add a sentence without the white space around it, unless nothing is left."""
    piece = text[start:end]
    stripped = piece.strip()
    if stripped:
        first = start + len(piece) - len(piece.lstrip())
        found.append((first, first + len(stripped)))


def _ends_here(text: str, match: "re.Match[str]", limit: int) -> bool:
    """Whether a sentence ends at this stop."""
    after = match.end()
    if not text[after:limit].strip():
        return True
    capital = _CAPITAL_START.match(text, after, limit)
    if capital is None:
        return False
    if match["close"] and match["stop"][-1] in "!?":
        return _TAIL.match(text, after, min(limit, after + 80)) is None
    if match["stop"] != "." or match["close"]:
        return True
    return not _is_short_form(text, match.start())


def _is_short_form(text: str, stop: int) -> bool:
    """Whether the full stop at this offset belongs to a title, an initial or a short form."""
    word = _WORD_BEFORE.search(text, max(0, stop - 24), stop)
    if word is None:
        return False
    if _BEFORE_NAME.fullmatch(word[1]) or len(word[1]) == 1:
        return word[1] != "I"
    if _BEFORE_NUMBER.fullmatch(word[1]):
        return re.match(r"\.\s+\d", text[stop : stop + 4]) is not None
    # "U.S. President" goes on; "in the U.S. The" does not, and can't be told apart by punctuation
    # alone, so that a following article or pronoun decides.
    if re.fullmatch(r"(?:[^\W\d_]\.)+[^\W\d_]", word[1]):
        return (
            re.match(
                r"\.\s+(?:The|A|An|In|On|At|He|She|It|They|But|And|This|That|His|Her)\b",
                text[stop : stop + 12],
            )
            is None
        )
    return False
