"""Who wants what, as a table: a line an issue, a column a holder, a sign where they meet."""

import textwrap
from collections.abc import Sequence

from onrecord.cli.output import columns_of, padded, width
from onrecord.figures.matrix import Matrix, matrix_of

__all__ = ["LEGEND", "matrix_lines", "matrix_of"]

NARROWEST_LABEL = 30
WIDEST_NAME = 14
LEGEND = "+ for   - against   ? open   ( ) in doubt: somebody else says so, or the reading is unsure"


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
        first, *others = textwrap.wrap(matrix.issues[issue], label_width, subsequent_indent="  ")
        lines += [_line(first, cells, label_width, widths), *others]
    return lines, len(matrix.holders) - count, len(matrix.issues) - len(shown)


def _part(parts: Sequence[str], place: int) -> str:
    return parts[place] if place >= 0 else ""


def _line(label: str, cells: Sequence[str], label_width: int, widths: Sequence[int]) -> str:
    columns = (padded(cell, wide) for cell, wide in zip(cells, widths, strict=False))
    return "  ".join((padded(label, label_width), *columns)).rstrip()
