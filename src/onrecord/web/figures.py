"""Figures as JSON: what Plotly's script draws."""

import json
from typing import Any

from onrecord.web.claim_shapes import DrawnData, FigureData


def figure_data(figure: Any) -> FigureData:
    """A Plotly figure in the envelope of every answer."""
    return FigureData(data=DrawnData(figure=json.loads(figure.to_json())))
