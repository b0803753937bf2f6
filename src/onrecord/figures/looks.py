"""How figures look: colours that are told apart by those who see few, with a sign beside each."""

from collections.abc import Mapping
from typing import Any

# Okabe and Ito's palette (https://jfly.uni-koeln.de/color/), made for the usual kinds of colour blindness.
COLOURS: Mapping[str, str] = {"for": "#009e73", "against": "#d55e00", "open": "#e69f00", "mixed": "#7f7f7f"}
MARKERS: Mapping[str, str] = {"for": "triangle-up", "against": "triangle-down", "open": "diamond"}
NEUTRAL = "#6b7785"
CYCLE = "#cc3311"
FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', sans-serif"
LONGEST = 60  # characters of a label beside an axis
LINE = 70  # characters of a line of what hovering shows


def layout(**more: Any) -> dict[str, Any]:
    """The settings that all figures share."""
    return {
        "font": {"family": FONT, "size": 13},
        "margin": {"l": 10, "r": 10, "t": 10, "b": 40},
        "hoverlabel": {"align": "left"},
        "showlegend": False,
        "template": "none",
        **more,
    }


def clipped(text: str, most: int = LONGEST) -> str:
    """A text that is no longer than some characters."""
    text = " ".join(text.split())
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def plain(text: str) -> str:
    """A text that Plotly shows as it is: it reads some of HTML in labels."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def folded(text: str, most: int = LINE, lines: int = 6) -> str:
    """A text in lines, for what hovering shows."""
    found, line = [], ""
    for word in text.split():
        if line and len(line) + len(word) + 1 > most:
            found.append(line)
            line = word
        else:
            line = f"{line} {word}".strip()
    found.append(line)
    if len(found) > lines:
        found = [*found[: lines - 1], clipped(found[lines - 1], most - 2) + " …"]
    return "<br>".join(plain(one) for one in found)
