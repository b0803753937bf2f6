"""Who wants what, as a table: a line an issue, a column a holder, a sign where they meet."""

import textwrap
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from onrecord.cli.output import columns_of, padded, width

if TYPE_CHECKING:
    from onrecord.store.entries import PositionEntry

SIGNS = {"for": "+", "against": "-", "open": "?"}
UNSURE = 0.6  # a confidence below it is marked as doubt
CLAIMED = frozenset({"allege", "deny"})  # about what is so, not about what is wanted
NARROWEST_LABEL = 30
WIDEST_NAME = 14
LEGEND = "+ for   - against   ? open   ( ) in doubt: somebody else says so, or the reading is unsure"


@dataclass(frozen=True, slots=True)
class Cell:
    """What one holder says of one issue.

    Attributes:
        signs: those of the last day on which it said something, each once.
        doubtful: whether nothing of that is sure and first-hand.
    """

    signs: str
    doubtful: bool

    def __str__(self) -> str:
        return f"({self.signs})" if self.doubtful else self.signs


@dataclass(frozen=True, slots=True)
class Matrix:
    """Who says what of which issue, the busiest first.

    Attributes:
        holders: names by id.
        issues: labels by id.
        cells: by holder and issue.
    """

    holders: Mapping[str, str]
    issues: Mapping[str, str]
    cells: Mapping[tuple[str, str], Cell]


def matrix_of(entries: "Iterable[PositionEntry]") -> Matrix:
    """The matrix of some positions, in order of time; allegations and denials are left out.

    Args:
        entries: positions in force on the day that is asked about.
    """
    said: dict[tuple[str, str], list[PositionEntry]] = {}
    names: dict[str, str] = {}
    labels: dict[str, str] = {}
    for entry in entries:
        position = entry.position
        if position.act not in CLAIMED and not position.hypothetical:
            said.setdefault((position.holder, position.issue), []).append(entry)
            names[position.holder] = entry.holder
            labels[position.issue] = entry.issue
    wide = Counter(holder for holder, _ in said)
    tall = Counter(issue for _, issue in said)
    holders = sorted(names, key=lambda id_: (-wide[id_], names[id_], id_))
    # Issues of the busiest holder together, so that the signs of a column stand below one another.
    place = {holder: number for number, holder in enumerate(holders)}
    first: dict[str, int] = {}
    for holder, issue in said:
        first[issue] = min(first.get(issue, len(holders)), place[holder])
    issues = sorted(labels, key=lambda id_: (-tall[id_], first[id_], labels[id_], id_))
    return Matrix(
        {id_: names[id_] for id_ in holders},
        {id_: labels[id_] for id_ in issues},
        {key: _cell(group) for key, group in said.items()},
    )


def _cell(entries: "Sequence[PositionEntry]") -> Cell:
    """The last word: first-hand and sure where there is any, else marked as doubt."""
    sure = [one for one in entries if one.position.via is None and one.position.confidence >= UNSURE]
    counting = sure or entries
    last = counting[-1].position.date
    on_that_day = [one for one in counting if one.position.date == last]
    signs = "".join(sorted({SIGNS[one.position.polarity] for one in on_that_day}))
    return Cell(signs, not sure)


def matrix_lines(matrix: Matrix) -> tuple[list[str], int, int]:
    """The matrix in lines that fit the terminal.

    Returns:
        The lines; how many holders had no room; how many issues only those speak of.
    """
    names = [textwrap.wrap(name, WIDEST_NAME) for name in matrix.holders.values()]
    widths = [max(columns_of(part) for part in parts) for parts in names]
    room = width() - NARROWEST_LABEL
    count = used = 0
    while count < len(widths) and used + widths[count] + 2 <= room:
        used += widths[count] + 2
        count += 1
    holders = list(matrix.holders)[:count]
    shown = [issue for issue in matrix.issues if any((holder, issue) in matrix.cells for holder in holders)]
    longest = max((columns_of(matrix.issues[issue]) for issue in shown), default=0)
    label_width = min(width() - used, longest)
    height = max((len(parts) for parts in names[:count]), default=0)
    lines = []
    for row in range(height):
        cells = [_part(parts, row - height + len(parts)) for parts in names[:count]]
        lines.append(_line("", cells, label_width, widths))
    for issue in shown:
        cells = [str(matrix.cells.get((holder, issue), "")) for holder in holders]
        first, *others = textwrap.wrap(matrix.issues[issue], label_width)
        lines.append(_line(first, cells, label_width, widths))
        lines += [f"  {other}" if columns_of(other) + 2 <= label_width else other for other in others]
    return lines, len(matrix.holders) - count, len(matrix.issues) - len(shown)


def _part(parts: Sequence[str], place: int) -> str:
    return parts[place] if place >= 0 else ""


def _line(label: str, cells: Sequence[str], label_width: int, widths: Sequence[int]) -> str:
    columns = (padded(cell, wide) for cell, wide in zip(cells, widths, strict=False))
    return "  ".join((padded(label, label_width), *columns)).rstrip()
