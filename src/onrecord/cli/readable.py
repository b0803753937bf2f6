"""Records in words and lines for people: dates, quotations, statements, wrapped to the terminal."""

import re
import sys
import textwrap
from collections.abc import Callable
from typing import TYPE_CHECKING

from onrecord.cli.output import bold, columns_of, dim, is_utf8, width
from onrecord.model import Attribution
from onrecord.text.telling import dates, day, joined, said

if TYPE_CHECKING:
    from onrecord.store.entries import AttributionEntry

__all__ = [
    "dates", "day", "entry_lines", "joined", "quoted", "said", "short", "statement", "statement_lines",
    "table", "who", "wrapped",
]  # fmt: skip

SHORT_ID = 12  # "att-" and 8 digits: enough to tell a million records apart, and commands take prefixes


def short(record: str) -> str:
    """An id as short as commands still take it: `att-3f9c0a5b`."""
    return record[:SHORT_ID]


def quoted(words: str) -> str:
    """Words in quotation marks, curly where the terminal can show them."""
    return f"“{words}”" if is_utf8(sys.stdout) else f'"{words}"'


def wrapped(text: str, indent: str = "", hanging: str = "", how: Callable[[str], str] = str) -> str:
    """Text in lines that fit the terminal; words are never cut, so that addresses stay whole.

    Args:
        text: any text; its own line breaks count as spaces.
        indent: what each line begins with.
        hanging: what each line but the first begins with besides.
        how: a style, put on each line.
    """
    room = width() - columns_of(indent + hanging)
    lines = textwrap.wrap(" ".join(text.split()), room, break_long_words=False, break_on_hyphens=False)
    return "\n".join(indent + (hanging if number else "") + how(line) for number, line in enumerate(lines))


def who(attribution: Attribution, name: str) -> str:
    """Who speaks: the speaker's name, with the report's own words for it where they say something else.

    Args:
        attribution: the statement.
        name: the speaker's name, or empty where that is unsure.
    """
    words = joined(attribution.source, " ")
    if not name:
        return quoted(words) if words else "not said who"
    named, said = set(name.casefold().split()), set(re.findall(r"[^\s,]+", words.casefold()))
    if said <= named:
        return name
    return words if named <= said else f"{name}, {quoted(words)}"


def statement(attribution: Attribution) -> str:
    """What is said: the cue, then the exact words; quotation marks only round the speaker's own."""
    cue = joined(attribution.cue, " … ")
    if attribution.kind == "direct":
        content = " … ".join(quoted(" ".join(span.text.split())) for span in attribution.content)
    else:
        content = joined(attribution.content)
    return f"{cue}: {content}" if cue else content


def statement_lines(attribution: Attribution, speaker: str, place: str = "") -> str:
    """A statement as three short stretches of lines: who, what, where it stands.

    Args:
        attribution: the statement.
        speaker: the speaker's name, or empty where that is unsure.
        place: the report it stands in, in words, or empty where that is plain.
    """
    below = " · ".join(part for part in (place, short(attribution.id)) if part)
    return "\n".join(
        (
            wrapped(who(attribution, speaker), "  ", "  ", bold),
            wrapped(statement(attribution), "    "),
            wrapped(below, "    ", how=dim),
        )
    )


def entry_lines(entry: "AttributionEntry") -> str:
    """A ledger's statement with the outlet, and the day it was published where that is another one."""
    report = entry.report
    place = [report.outlet or report.address or "outlet not known"]
    if (report.published.earliest, report.published.latest) != (
        entry.attribution.said_on.earliest,
        entry.attribution.said_on.latest,
    ):
        place.append(dates(report.published))
    return statement_lines(entry.attribution, entry.speaker, ", ".join(place))


def table(rows: list[tuple[str, ...]], flexible: int) -> list[str]:
    """Rows in columns that fit the terminal; one column gives way where room is short.

    Where even that is not enough, each row is a few lines of its own, without the heads.

    Args:
        rows: the heads, then cells; all of one length. A column of numbers is aligned to the right.
        flexible: number of the column that is wrapped.
    """
    columns = range(len(rows[0]))
    widths = [max(columns_of(row[c]) for row in rows) for c in columns]
    rest = sum(widths) - widths[flexible] + 2 * (len(widths) - 1)
    room = width() - rest
    if room < min(20, widths[flexible]):
        return [wrapped(" · ".join(filter(None, row)), hanging="  ") for row in rows[1:]]
    widths[flexible] = min(widths[flexible], room)
    right = {c for c in columns if all(row[c].replace(",", "").isdigit() for row in rows[1:])}
    lines = []
    for row in rows:
        cells = [textwrap.wrap(row[c], widths[c]) if c == flexible else [row[c]] for c in columns]
        for number in range(max(len(cell) for cell in cells)):
            parts = []
            for c, cell in enumerate(cells):
                part = cell[number] if number < len(cell) else ""
                space = " " * (widths[c] - columns_of(part))
                parts.append(space + part if c in right else part + space)
            lines.append("  ".join(parts).rstrip())
    return lines
