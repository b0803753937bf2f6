"""Who needs what before what, as a layered graph with its cycles marked."""

from collections.abc import Callable, Iterable
from typing import Any

import plotly.graph_objects as go  # type: ignore[import-untyped]

from onrecord.figures.graph import Edge, Layered, Node, layered
from onrecord.figures.looks import CYCLE, NEUTRAL, clipped, folded, layout, plain
from onrecord.store.entries import ConditionEntry
from onrecord.text.acting import LINKS
from onrecord.text.telling import dates, joined

ROW = 58  # pixels
LABEL = 26  # characters of a line of a node's label
MOST_EDGES = 200


def conditions_figure(
    entries: Iterable[ConditionEntry], *, address: Callable[[str], str] | None = None
) -> go.Figure:
    """Conditions as a graph: what is needed first stands left, an arrow leads to what waits for it.

    Args:
        entries: conditions in force on the day that is asked about.
        address: where the id of an issue leads to when its node is clicked, or None for nowhere.
    """
    graph = layered(entries)
    figure = go.Figure()
    # All at once: adding one arrow to a figure costs what there are already.
    arrows = [
        _arrow(edge, graph.nodes[edge.requirement], graph.nodes[edge.step])
        for edge in graph.edges[:MOST_EDGES]
    ]
    figure.add_trace(_edge_marks(graph))
    figure.add_trace(_node_marks(graph, address))
    rows = max((node.place for node in graph.nodes.values()), default=0) + 1
    figure.update_layout(
        layout(
            height=max(220, int(80 + ROW * rows)),
            xaxis={"visible": False, "range": [-0.5, _width(graph) + 0.5]},
            yaxis={"visible": False, "autorange": "reversed"},
            hovermode="closest",
            dragmode="pan",
            annotations=arrows,
        )
    )
    return figure


def _width(graph: Layered) -> int:
    return max((node.layer for node in graph.nodes.values()), default=0)


def _arrow(edge: Edge, start: Node, end: Node) -> dict[str, Any]:
    dashed = all(one.condition.relation == "before" for one in edge.conditions)
    return dict(
        x=end.layer,
        y=end.place,
        ax=start.layer,
        ay=start.place,
        xref="x",
        yref="y",
        axref="x",
        ayref="y",
        showarrow=True,
        text="",
        arrowhead=2 if not dashed else 5,
        arrowsize=1.1,
        arrowwidth=2.4 if edge.in_cycle else 1.3,
        arrowcolor=CYCLE if edge.in_cycle else NEUTRAL,
        standoff=12,
        startstandoff=12,
    )


def _edge_marks(graph: Layered) -> go.Scatter:
    """A small mark in the middle of each arrow, that shows its words on hovering."""
    edges = graph.edges[:MOST_EDGES]
    ends = [(graph.nodes[edge.requirement], graph.nodes[edge.step]) for edge in edges]
    return go.Scatter(
        mode="markers",
        x=[(start.layer + end.layer) / 2 for start, end in ends],
        y=[(start.place + end.place) / 2 for start, end in ends],
        marker={"size": 9, "color": [CYCLE if edge.in_cycle else NEUTRAL for edge in edges]},
        text=[_told(edge) for edge in edges],
        customdata=[""] * len(edges),
        hovertemplate="%{text}<extra></extra>",
    )


def _node_marks(graph: Layered, address: Callable[[str], str] | None) -> go.Scatter:
    nodes = list(graph.nodes.values())
    return go.Scatter(
        mode="markers+text",
        x=[node.layer for node in nodes],
        y=[node.place for node in nodes],
        text=[folded(clipped(node.label, 2 * LABEL), LABEL, 2) for node in nodes],
        textposition="bottom center",
        textfont={"size": 12},
        marker={
            "size": 16,
            "symbol": ["square" if node.cycle else "circle" for node in nodes],
            "color": [CYCLE if node.cycle else "#1f6fb2" for node in nodes],
        },
        hovertext=[plain(node.label) + ("<br>in a cycle" if node.cycle else "") for node in nodes],
        customdata=[address(node.id) if address else "" for node in nodes],
        hovertemplate="%{hovertext}<extra></extra>",
        cliponaxis=False,
    )


def _told(edge: Edge) -> str:
    """Who says so, and in which words."""
    told = [
        f"<b>{plain(one.holder)}</b>: {plain(clipped(one.step))}, {LINKS[one.condition.relation]} "
        f"{plain(clipped(one.requirement))}<br>{folded('“' + joined(one.condition.evidence) + '”')}"
        f"<br>{plain(one.report.outlet)}, {dates(one.condition.date)}"
        for one in edge.conditions[:3]
    ]
    return "<br><br>".join(told)
