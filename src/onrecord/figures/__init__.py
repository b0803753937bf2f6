"""Figures of the record, for pages and notebooks alike: plain functions from records to Plotly figures."""

from typing import TYPE_CHECKING, Any

from onrecord.late import load

if TYPE_CHECKING:
    from onrecord.figures.conditions import conditions_figure
    from onrecord.figures.positions import positions_figure
    from onrecord.figures.timeline import timeline_figure

__all__ = ["conditions_figure", "positions_figure", "timeline_figure"]

_HOMES = {
    "conditions_figure": "onrecord.figures.conditions",
    "positions_figure": "onrecord.figures.positions",
    "timeline_figure": "onrecord.figures.timeline",
}


def __getattr__(name: str) -> Any:
    return load(__name__, _HOMES, name)
