"""Exports of press databases: one file that holds several articles, as Nexis and Factiva give them.

Both say in words where an article ends ("End of Document", "Document ABCD0000...") or begins ("2 of 7
DOCUMENTS"), and both state its length in words. A file in which most of the pieces so parted state their
length is taken for such an export; any other is one report, however often it says "document".
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from onrecord.model import DateInterval
from onrecord.read.given import Given
from onrecord.read.printed_dates import find_date, without_dates

HINT = re.compile(
    rb"(?i)of\s{0,9}\d{1,6}\s{0,9}documents|end\s{0,9}of\s{0,9}document|load-?\s?date\s?:"
    rb"|\bDocument\s{1,9}(?-i:[A-Z]{2,})[A-Za-z0-9]{9,}"
)
"""What the bytes of an export hold somewhere, so that other files need not be taken apart."""
_BEGIN = re.compile(r"(?:document\s+)?\d{1,6} of \d{1,6}(?:\s+documents?)?", re.IGNORECASE)
_END = re.compile(r"end of document|document ([A-Z]{2,}[A-Za-z0-9]{9,40})", re.IGNORECASE)
_WORDS = re.compile(r"(?:length\s*:?\s*)?([\d,.]{1,9}) words?", re.IGNORECASE)
_RIGHTS = re.compile(r"(?:\(c\)|©|copyright\b).{0,200}|all rights reserved\.?", re.IGNORECASE)
_LABEL = re.compile(r"([A-Z][A-Za-z]{2,11}(?:[ -][A-Za-z]{4,11})?)\s?:\s*(.*)", re.DOTALL)
_HEAD_LABELS = {
    "byline", "section", "length", "dateline", "highlight", "headline", "copyright", "link to image",
    "link to story", "distribution", "series", "edition", "source",
}  # fmt: skip
_TAIL_LABELS = {
    "load-date", "load date", "language", "publication-type", "publication type", "subject", "graphic",
    "journal code", "journal-code", "geographic", "industry", "person", "company", "organization", "ticker",
    "country", "state", "city", "document-type", "pub-type", "type", "notes", "correction-date",
    "classification",
}  # fmt: skip
_CODES = {
    "SE", "HD", "BY", "CR", "WC", "PD", "ET", "SN", "SC", "ED", "PG", "LA", "CY", "LP", "TD", "CT", "RF",
    "CO", "IN", "NS", "RE", "IPC", "IPD", "PUB", "AN", "VOL", "ART", "CLM",
}  # fmt: skip
_CODE = re.compile(r"([A-Z]{2,3})(?:\s+(.*))?", re.DOTALL)
_ADDRESS_CODE = re.compile(r"[A-Z0-9]{3,8}")
_LONGEST_HEAD = 40  # lines, of what stands before an article's body
_LONGEST_NAME = 4  # words of a byline that has no "By"


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One article of an export.

    Attributes:
        id: what the database calls it, or its place in the file: `2`.
        body: its text, paragraphs parted by blank lines.
        title: its headline, or empty.
        outlet: who published it, or empty.
        author: its byline, or empty.
        published: the day it was published.
    """

    id: str
    body: str
    title: str = ""
    outlet: str = ""
    author: str = ""
    published: DateInterval = DateInterval()  # noqa: RUF009 - frozen

    def given(self, given: Given, path: str) -> Given:
        """What is known of it: what a person stated, then what the database says.

        Args:
            given: what a person stated of the file.
            path: of the file; the article's place is added.
        """
        dated = given.published.earliest or given.published.latest
        return replace(
            given,
            title=given.title or self.title,
            outlet=given.outlet or self.outlet,
            author=given.author or self.author,
            published=given.published if dated else self.published,
            path=f"{path}#{self.id}",
            url="",
        )


def articles(lines: Sequence[str]) -> list[Article]:
    """The articles of an export.

    Args:
        lines: of the file, a paragraph each or parts of one; blank lines part paragraphs where there are any.

    Returns:
        The articles in order, or none where the file is no such export.
    """
    stripped = [" ".join(line.split()) for line in lines]
    pieces, marked = _pieces(stripped)
    told = [
        piece for piece in pieces if any(_WORDS.fullmatch(_value(line)) for line in piece[1][:_LONGEST_HEAD])
    ]
    if not marked or not told or 2 * len(told) < len(pieces):
        return []
    found = []
    for number, (id_, piece) in enumerate(told, start=1):
        coded = _coded(piece)
        article = _from_codes(coded) if coded else _from_layout(piece)
        if article.body.strip():
            found.append(replace(article, id=article.id or id_ or str(number)))
    return found


def _pieces(lines: Sequence[str]) -> tuple[list[tuple[str, list[str]]], int]:
    """The lines between marks, each with the id that its end names; and how many marks there were."""
    pieces: list[tuple[str, list[str]]] = []
    current: list[str] = []
    marked = 0

    def close(id_: str = "") -> None:
        nonlocal current
        if any(line for line in current):
            pieces.append((id_, current))
        current = []

    for line in lines:
        end = _END.fullmatch(line)
        if end is not None:
            marked += 1
            close(end[1] or "")
        elif _BEGIN.fullmatch(line):
            marked += 1
            close()
        else:
            current.append(line)
    close()
    return pieces, marked


def _value(line: str) -> str:
    """A line without the code of Factiva's that stands before it."""
    return line.removeprefix("WC ")


def _coded(piece: Sequence[str]) -> dict[str, list[str]]:
    """The fields of an article that Factiva gives with codes ("HD", "SN"), or none."""
    fields: dict[str, list[str]] = {}
    current = ""
    for line in piece:
        code = _CODE.fullmatch(line)
        if code and code[1] in _CODES and (code[1] not in fields or code[1] != current):
            current = code[1]
            fields.setdefault(current, [])
            if code[2]:
                fields[current].append(code[2])
        elif current:
            fields[current].append(line)
    return fields if {"HD", "WC"} <= fields.keys() and fields.keys() & {"LP", "TD"} else {}


def _from_codes(fields: dict[str, list[str]]) -> Article:
    def value(code: str) -> str:
        return " ".join(line for line in fields.get(code, []) if line)

    id_ = re.search(r"[A-Z]{2,}[A-Za-z0-9]{9,40}", value("AN"))
    return Article(
        id=id_[0] if id_ else "",
        body="\n\n".join(line for code in ("LP", "TD") for line in fields.get(code, []) if line),
        title=value("HD"),
        outlet=value("SN"),
        author=_byline(value("BY")),
        published=_date(value("PD")),
    )


def _from_layout(piece: Sequence[str]) -> Article:
    """An article of which the layout alone tells what its lines are."""
    end = next((at for at, line in enumerate(piece) if _is_tail(line, at)), len(piece))
    head_end, body = _body_start(piece[:end])
    labels: dict[str, str] = {}
    bare: list[str] = []
    for line in piece[:head_end]:
        label = _LABEL.fullmatch(line)
        if label and label[1].lower() in _HEAD_LABELS:
            labels[label[1].lower()] = label[2]
        elif line and not _RIGHTS.fullmatch(line):
            bare.append(line)
    title, outlet, published, author = _bare_head(bare)
    return Article(
        id="",
        body=_joined([line for line in piece[body:end] if not _RIGHTS.fullmatch(line)]),
        title=labels.get("headline", title),
        outlet=outlet,
        author=_byline(labels.get("byline", author)),
        published=published,
    )


def _is_tail(line: str, at: int) -> bool:
    if line == "Classification":
        return True
    label = _LABEL.fullmatch(line)
    return at > 3 and label is not None and label[1].lower() in _TAIL_LABELS


def _body_start(piece: Sequence[str]) -> tuple[int, int]:
    """Where the head of an article ends, and where its body begins."""
    top = piece[:_LONGEST_HEAD]
    if "Body" in top:
        at = top.index("Body")
        return at, at + 1
    last = 0
    for at, line in enumerate(top):
        label = _LABEL.fullmatch(line)
        labelled = label is not None and label[1].lower() in _HEAD_LABELS
        if labelled or _WORDS.fullmatch(line) or _RIGHTS.fullmatch(line):
            last = at + 1
    return last, last


def _bare_head(lines: Sequence[str]) -> tuple[str, str, DateInterval, str]:
    """Title, outlet, date and byline, of the lines of a head that have no label.

    Nexis has title, outlet, date, or outlet, date, title. Factiva has section, title, byline, length, date,
    outlet, and a code.
    """
    words = next((at for at, line in enumerate(lines) if _WORDS.fullmatch(line)), None)
    day = next((at for at, line in enumerate(lines) if _is_date(line)), None)
    if day is None:
        return (lines[0] if lines else ""), "", DateInterval(), ""
    published = _date(lines[day])
    if words is not None and words < day:
        above = list(lines[:words])
        author = above.pop() if len(above) > 1 and _is_byline(above[-1]) else ""
        rest = [line for line in lines[day + 1 :] if not _ADDRESS_CODE.fullmatch(line)]
        return (above[-1] if above else ""), (rest[0] if rest else ""), published, author
    if day >= 2:
        return " ".join(lines[: day - 1]), lines[day - 1], published, ""
    below = [line for line in lines[day + 1 :] if not _WORDS.fullmatch(line)]
    return (below[0] if below else ""), (lines[0] if day else ""), published, ""


def _is_date(line: str) -> bool:
    printed = find_date(line)
    return printed is not None and printed.interval.earliest is not None and len(without_dates(line)) <= 20


def _date(line: str) -> DateInterval:
    printed = find_date(line)
    return printed.interval if printed else DateInterval()


def _is_byline(line: str) -> bool:
    words = line.split()
    named = len(words) <= _LONGEST_NAME and all(word[0].isupper() for word in words) and len(words) > 1
    return line.lower().startswith("by ") or named


def _byline(text: str) -> str:
    return re.sub(r"^by\s+", "", text, flags=re.IGNORECASE)


def _joined(lines: Sequence[str]) -> str:
    """Lines as paragraphs: where blank lines part them, the others are parts of one."""
    if "" not in lines or sum(not line for line in lines) < sum(map(bool, lines)) / 4:
        return "\n\n".join(line for line in lines if line)
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
