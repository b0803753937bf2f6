"""Who wants what, as a matrix of signs."""

from collections.abc import Iterable

import plotly.graph_objects as go  # type: ignore[import-untyped]

from onrecord.figures.looks import COLOURS, clipped, folded, layout, plain
from onrecord.figures.matrix import Cell, matrix_of
from onrecord.store.entries import PositionEntry
from onrecord.text.acting import does
from onrecord.text.telling import dates, joined

ROW = 28  # pixels
PLACES = {"against": 0.0, "open": 0.5, "for": 1.0, "mixed": 0.5}


def positions_figure(entries: Iterable[PositionEntry], *, holders: int = 12, issues: int = 40) -> go.Figure:
    """The last word of each holder on each issue: a sign, a colour, and on hovering the words.

    Args:
        entries: positions in force on the day that is asked about, in order of time.
        holders: how many to show at most, those who speak of most issues first.
        issues: how many to show at most, those that most holders speak of first.
    """
    matrix = matrix_of(entries)
    columns = list(matrix.holders)[:holders]
    rows = [one for one in matrix.issues if any((holder, one) in matrix.cells for holder in columns)][:issues]
    cells = [[matrix.cells.get((holder, issue)) for holder in columns] for issue in rows]
    scale = [[0.0, COLOURS["against"]], [0.5, COLOURS["open"]], [1.0, COLOURS["for"]]]
    figure = go.Figure(
        go.Heatmap(
            x=list(range(len(columns))),
            y=list(range(len(rows))),
            z=[[None if cell is None else PLACES[_kind(cell)] for cell in row] for row in cells],
            text=[["" if cell is None else str(cell) for cell in row] for row in cells],
            customdata=[["" if cell is None else _told(cell) for cell in row] for row in cells],
            texttemplate="%{text}",
            hovertemplate="%{customdata}<extra></extra>",
            colorscale=scale,
            zmin=0,
            zmax=1,
            showscale=False,
            xgap=2,
            ygap=2,
        )
    )
    figure.update_layout(
        layout(
            height=120 + ROW * len(rows),
            xaxis={
                **_ticks([plain(clipped(matrix.holders[one], 24)) for one in columns]),
                "side": "top",
                "tickangle": -30,
            },
            yaxis={
                **_ticks([plain(clipped(matrix.issues[one])) for one in rows]),
                "autorange": "reversed",
                "automargin": True,
            },
            margin={"l": 10, "r": 10, "t": 90, "b": 10},
        )
    )
    figure.update_traces(hoverongaps=False, textfont={"color": "#000"})
    return figure


def _ticks(labels: list[str]) -> dict[str, object]:
    """An axis of names; two of the same name stay two."""
    return {
        "tickvals": list(range(len(labels))),
        "ticktext": labels,
        "showgrid": False,
        "zeroline": False,
        "fixedrange": True,
    }


def _kind(cell: Cell) -> str:
    return cell.polarities[0] if len(cell.polarities) == 1 else "mixed"


def _told(cell: Cell) -> str:
    """The last words of a cell, for hovering."""
    return "<br><br>".join(
        f"<b>{plain(one.holder)}</b> {does(one.position.act, one.position.polarity)} {plain(one.issue)}"
        f"<br>{folded('“' + joined(one.position.evidence) + '”')}"
        f"<br>{plain(one.report.outlet)}, {dates(one.position.date)}"
        for one in cell.last[:3]
    )
