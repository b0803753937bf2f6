"""Find the notes by which an outlet corrects, clarifies or takes back what it published.

A note is a paragraph that begins as one ("Correction:", "Clarification"), or that says what one says ("An
earlier version of this article misstated ...", "We wrongly reported ..."). A heading like "Corrections"
belongs to the paragraph below it. What is wrong stands before what is right: between quotation marks, or
in the first sentence that says what was said.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from onrecord.model import DateInterval, Span
from onrecord.text.dates import find_dates
from onrecord.text.quotes import find_quotations
from onrecord.text.sentences import sentences

NoteKind = Literal["correction", "clarification", "retraction"]

MARKERS = (
    "correction", "clarification", "erratum", "retraction", "retract", "amended", '"earlier version"',
    '"previous version"', '"original version"', '"editor\'s note"', '"editors\' note"', '"we incorrectly"',
    '"we wrongly"', '"we mistakenly"', '"we erroneously"', '"withdrawn its report"', '"withdraws its report"',
)  # fmt: skip
"""Searches of which each note answers at least one; see `onrecord.store.search.match_query`."""
LONGEST = 1_500
LEAST_WORDS = 6
"""A label with fewer words after it ("Correction: 4 March") is a heading."""
TURNS = ("instead of", "rather than", "not")
"""After these stands what was wrong too: "it is on Thursday, not on Tuesday"."""
LEAST_QUOTED = 3  # words between quotation marks that are not only a term

_PIECE = r"(?:article|story|report|piece|post|item|dispatch|interview|headline|caption|column)"
_LABEL = re.compile(
    r"[\W_]*(?P<label>corrections?(?:\s+and\s+clarifications?)?|clarifications?|erratum|errata|retractions?"
    r"|amended|updated?|editor['’]?s['’]?\s+note|note\s+to\s+readers)"
    r"(?:\s*\([^)]{1,40}\)|\s*,?\s+\d[^:.]{0,30})?\s*(?:[:.\u2013\u2014|-]+|$)\s*",
    re.IGNORECASE,
)
_SURE = re.compile(r"correction|clarification|errat|retraction", re.IGNORECASE)
_OWN = re.compile(
    rf"\b(?:an?|the)\s+(?:earlier|previous|original|initial|prior)\s+version\s+of\s+(?:this|the|our)\s+{_PIECE}\b"
    rf"|\bthis\s+{_PIECE}\s+(?:was|has\s+been)\s+(?:\w+ly\s+)?(?:amended|corrected)\b",
    re.IGNORECASE,
)
_WE = re.compile(
    r"\bwe\s+(?:have\s+)?(?:incorrectly|wrongly|mistakenly|erroneously)\b"
    rf"|\bin\s+(?:an?|our|the)\s+(?:earlier\s+|previous\s+)?{_PIECE}\b.{{0,80}}"
    r"\b(?:incorrectly|wrongly|mistakenly|erroneously)\b",
    re.IGNORECASE,
)
_TAKEN_BACK = re.compile(
    rf"\b(?:we|the\s+newspaper|this\s+newspaper|(?:the\s+)?[A-Z]\w+)\s+(?:(?:has|have|hereby)\s+)?"
    rf"(?:retract(?:s|ed)?|withdr[ae]ws?|withdrawn)\s+(?:(?:its|our|the|a|that|this)\s+){_PIECE}\b"
)
_FAULT = re.compile(
    r"\b(?:incorrect|wrong|mistak|error|misstat|misattribut|misidentif|misquot|misspel|mistransl|erroneous"
    r"|earlier version|previous version|original version|regrets?\b|apologi[sz]"
    r"|should have (?:said|read|been))",
    re.IGNORECASE,
)
_TELLS = re.compile(
    r"\b(?:as\s+saying(?:\s+that)?|(?:attributed|ascribed)(?:\s+to\s+\w+(?:\s+\w+)?)?|misstated|misquoted|misidentified"
    r"|(?:said|stated|reported|wrote|claimed|suggested|implied|asserted|indicated|told\s+readers)(?:\s+that)?|gave|put|listed|described"
    r"|referred\s+to|named|identified)\b",
    re.IGNORECASE,
)
_RIGHT = re.compile(
    r"(?:[;,]\s*|\s)(?:when\s+in\s+fact|in\s+fact|instead\s+of|rather\s+than|whereas|but\s+in\s+fact|not)\b|;",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionNote:
    """A note by which an outlet corrects what it published.

    Attributes:
        note: its words, where they stand.
        kind: `correction`, `clarification`, or `retraction` of a report as a whole.
        own: whether it is about an earlier version of the very report that it stands in.
        wrong: the words that it says were wrong, each in a text of its own; perhaps none.
        on: the days on which what it corrects was published, as it says; perhaps none.
    """

    note: Span
    kind: NoteKind
    own: bool
    wrong: tuple[str, ...] = ()
    on: tuple[DateInterval, ...] = ()


def correction_notes(
    text: str, paragraphs: Sequence[tuple[int, int]], published: DateInterval
) -> tuple[CorrectionNote, ...]:
    """The notes in a report.

    Args:
        text: the report's.
        paragraphs: offsets of its paragraphs, headings among them, in order.
        published: when it was published; days are counted from there.
    """
    return tuple(_note(text, start, end, begin, published) for start, begin, end in _found(text, paragraphs))


def _found(text: str, paragraphs: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int, int]]:
    """Where each note starts, where its words begin after the label, and where it ends."""
    heading: int | None = None
    for start, end in paragraphs:
        words = text[start:end]
        label = _LABEL.match(words)
        if label is not None and len(words[label.end() :].split()) < LEAST_WORDS:
            heading = start if _SURE.search(label["label"]) else None
            continue
        begin = start + (label.end() if label is not None else 0)
        labelled = label is not None and bool(_SURE.search(label["label"]) or _FAULT.search(words))
        said = _OWN.search(words) or _WE.search(words) or _TAKEN_BACK.search(words)
        if end - start <= LONGEST and (labelled or heading is not None or said):
            yield heading if heading is not None else start, begin, end
        heading = None


def _note(text: str, start: int, end: int, begin: int, published: DateInterval) -> CorrectionNote:
    words = text[start:end]
    label = words[: begin - start]
    kind: NoteKind = "correction"
    if _TAKEN_BACK.search(text, begin, end) or re.search("retraction", label, re.IGNORECASE):
        kind = "retraction"
    elif re.search("clarification", label, re.IGNORECASE) and "correction" not in label.lower():
        kind = "clarification"
    own = _OWN.search(text, begin, end) is not None
    days = find_dates(text, begin, end, published)
    return CorrectionNote(
        note=Span.of(text, start, end),
        kind=kind,
        own=own,
        wrong=tuple(_wrong(text, begin, end)),
        on=tuple(day.interval for day in days if day.granularity == "day"),
    )


def _wrong(text: str, begin: int, end: int) -> Iterator[str]:
    """What was wrong: words in quotation marks, else what the first telling sentence says was said."""
    for first, last in sentences(text, begin, end):
        quoted = [
            text[one.inner_start : one.inner_end]
            for one in find_quotations(text, [(first, last)])
            if one.level == 0 and len(text[one.inner_start : one.inner_end].split()) >= LEAST_QUOTED
        ]
        if quoted:
            yield from quoted
            return
        tells = None
        for tells in _TELLS.finditer(text, first, last):
            pass  # the last: "the Gazette reported her as saying that ..."
            if tells.group().lower().startswith("as saying"):
                break
        if tells is not None:
            rest = text[tells.end() : last]
            cut = _RIGHT.search(rest)
            wrong = rest[: cut.start()] if cut else rest
            if len(wrong.split()) >= 2:
                also = cut is not None and cut.group().strip(" ,;").lower() in TURNS
                parts = (wrong, rest[cut.end() :] if cut and also else "")
                yield from (bare for part in parts if (bare := part.strip(" ,.:;\n\t")))
                return
