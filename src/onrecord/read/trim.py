"""From a text as it was read to a body: the lines that are not its own go, and every change is an edit."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from onrecord.model import Block, DateInterval, Edit
from onrecord.read.dateline import Dateline, read_dateline
from onrecord.read.found import Found, Known, bears_slug, named_quietly, outlet_by_slug
from onrecord.read.head import read_head
from onrecord.read.lines import Line, kinds, spacing
from onrecord.read.tail import read_tail
from onrecord.read.transcript import first_turn
from onrecord.text.edits import all_to_clean, clean, replacements

_SIGNED = re.compile(r"(?:^|[\s,])\(([A-Z]{2,6})\)(?:\s*[-–—]|$)|^([A-Z]{2,6})\s+/\s+\w{1,6}")
_SEPARATOR = "\n\n"
_SPEAK_OF_OUTLET = frozenset({"credit", "outlet", "date"})
Change = tuple[int, int, str, str]


@dataclass(frozen=True, slots=True)
class Trimmed:
    """A body, what was taken off, and what that said.

    Attributes:
        text: the body.
        blocks: its paragraphs, headings, bullets and block quotations.
        edits: what turns the text as it was read into the body.
        title: its headline, or empty.
        author: its byline, or empty.
        outlet: its masthead, or empty.
        credit: the agency, or empty.
        published: the day it bears.
    """

    text: str
    blocks: tuple[Block, ...]
    edits: tuple[Edit, ...]
    title: str
    author: str
    outlet: str
    credit: str
    published: DateInterval


def trim(raw: str, lines: Sequence[Line], known: Known) -> Trimmed:
    """Trim a text to its body.

    Args:
        raw: the text as it was read.
        lines: its lines, wrapped ones joined.
        known: what is known about it.

    Returns:
        The body with its edits; empty where nothing but boilerplate was there.
    """
    # The first turn of a transcript looks like a title or byline; the last line of a head is never taken.
    turn = first_turn([line.text for line in lines])
    head = lines if turn is None else lines[: turn + 1]
    agencies = _agencies(lines)
    found = read_head(head, known, agencies)
    read_tail(lines, found, agencies)
    _name_outlet(lines, found, known)
    body = [line for index, line in enumerate(lines) if index not in found.removed]
    opens_with_turn = turn is not None and turn not in found.removed and body[:1] == [lines[turn]]
    opened, dateline = (kinds(body), None) if opens_with_turn else _without_dateline(raw, kinds(body))
    if dateline is not None:
        found.credit = found.credit or dateline.credit
        if dateline.printed is not None and (found.printed is None or not found.printed.interval.earliest):
            found.printed = dateline.printed
    edits = replacements(raw, _changes(raw, lines, opened, found, dateline))
    blocks = tuple(_blocks(opened, edits))
    return Trimmed(
        text=clean(raw, edits),
        blocks=blocks,
        edits=edits,
        title=found.title,
        author=found.author,
        outlet=found.outlet,
        credit=found.credit,
        published=found.published(known.published),
    )


def _agencies(lines: Sequence[Line]) -> frozenset[str]:
    """Acronyms that the text itself shows to be agencies: in its dateline, or as its sign-off."""
    found: set[str] = set()
    for line in (*lines[:12], *lines[-4:]):
        dateline = read_dateline(line.text)
        if dateline is not None and dateline.credit:
            found.add(dateline.credit.casefold())
        signed = _SIGNED.search(line.text) if len(line.text) <= 24 else None
        if signed:
            found.add((signed.group(1) or signed.group(2)).casefold())
    return frozenset(found)


def _name_outlet(lines: Sequence[Line], found: Found, known: Known) -> None:
    """Take the outlet's name from lines that were taken off, where the file's name spells the same."""
    if found.outlet and not found.outlet.isupper():
        return
    texts = [
        lines[index].text
        for index, reason in sorted(found.removed.items())
        if reason in _SPEAK_OF_OUTLET
        # One word of a file's name may as well be the story's; two in a row are the outlet's.
        or (reason == "boilerplate" and len(known.slug) > 1)
        or (reason == "caption" and bears_slug(_credited(lines[index].text), known.slug))
    ]
    found.outlet = outlet_by_slug([*texts, found.credit], known.slug) or named_quietly(found.outlet)


def _credited(caption: str) -> str:
    """Who is credited at the end of a caption: what stands behind the last colon, stroke or bracket."""
    return re.split(r"[:/(\[]", caption.rstrip(" )]."))[-1]


def _without_dateline(raw: str, body: list[Line]) -> tuple[list[Line], Dateline | None]:
    """The body without the dateline that opens its first paragraph."""
    for index, line in enumerate(body[:4]):
        if line.kind not in ("paragraph", None):
            continue
        dateline = read_dateline(raw[line.start : line.end])
        if dateline is None:
            return body, None
        start = line.start + dateline.length
        opened = replace(line, start=start, text=line.text[dateline.length :])
        return [*body[:index], opened, *body[index + 1 :]], dateline
    return body, None


def _changes(
    raw: str, lines: Sequence[Line], body: Sequence[Line], found: Found, dateline: Dateline | None
) -> list[Change]:
    """All replacements: lines taken off, gaps between blocks, bullets' marks, and spaces within."""
    changes: list[Change] = []
    done = 0
    pending = [
        (lines[index].start, lines[index].end, reason) for index, reason in sorted(found.removed.items())
    ]
    for number, line in enumerate(body):
        start = line.start + line.mark
        taken = [piece for piece in pending if done <= piece[0] < line.start]
        if dateline is not None and raw[line.start - dateline.length : line.start] and _opens(line, lines):
            taken.append((line.start - dateline.length, line.start, "dateline"))
        changes += _gap(raw, done, start, taken, _SEPARATOR if number else "", "bullet" if line.mark else "")
        changes += spacing(raw, start, line.end)
        done = line.end
    changes += _gap(raw, done, len(raw), [piece for piece in pending if piece[0] >= done], "", "")
    return changes


def _opens(line: Line, lines: Sequence[Line]) -> bool:
    """Whether a line was shortened by its dateline."""
    return all(line.start != other.start for other in lines)


def _gap(
    raw: str, start: int, end: int, taken: Sequence[tuple[int, int, str]], instead: str, mark: str
) -> list[Change]:
    """Replace what stands between two blocks, one replacement for each line taken off."""
    if not taken:
        return [(start, end, instead, mark or "space")] if raw[start:end] != instead else []
    changes: list[Change] = []
    first = taken[0][0]
    if raw[start:first] != instead:
        changes.append((start, first, instead, "space"))
    for number, (position, _, reason) in enumerate(taken):
        after = taken[number + 1][0] if number + 1 < len(taken) else end
        changes.append((position, after, "", reason))
    return changes


def _blocks(body: Sequence[Line], edits: Sequence[Edit]) -> list[Block]:
    offsets = [offset for line in body for offset in (line.start + line.mark, line.end - 1)]
    places = all_to_clean(edits, offsets)
    return [
        Block(start, end + 1, line.kind or "paragraph")
        for line, start, end in zip(body, places[::2], places[1::2], strict=True)
        if start is not None and end is not None
    ]
