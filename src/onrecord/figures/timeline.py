"""Who said what when: a lane for each holder, a mark for each utterance, larger the more reports carry it."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import plotly.graph_objects as go  # type: ignore[import-untyped]

from onrecord.figures.looks import COLOURS, MARKERS, NEUTRAL, clipped, folded, layout, plain
from onrecord.store.entries import AttributionEntry, PositionEntry, UtteranceEntry
from onrecord.text.acting import does
from onrecord.text.telling import dates, joined

LANE = 46  # pixels
SMALLEST, STEP, LARGEST = 10, 4, 30  # pixels of a mark, and what each further report adds
AT_MOST = 2_000  # marks: more than that nobody can tell apart, and a browser takes long to draw

Address = Callable[[PositionEntry | AttributionEntry], str]


@dataclass(frozen=True, slots=True)
class Point:
    """A mark: what one holder said of one issue on one day, however many reports carry it.

    Attributes:
        day: the latest that it can have been.
        entries: the positions, in order.
        reports: how many reports carry it, copies taken out.
    """

    day: date
    entries: tuple[PositionEntry, ...]
    reports: int

    @property
    def first(self) -> PositionEntry:
        """The first of its positions."""
        return self.entries[0]


def points_of(entries: Iterable[PositionEntry]) -> list[Point]:
    """Positions as marks, in order of their day; those that nothing dates are left out."""
    grouped: dict[tuple[date, str, str, str], list[PositionEntry]] = {}
    for entry in entries:
        position = entry.position
        day = position.date.latest or position.date.earliest or entry.report.published.latest
        if day is not None:
            key = (day, position.holder, position.issue, position.polarity)
            grouped.setdefault(key, []).append(entry)
    found = []
    for (day, *_), group in sorted(grouped.items()):
        own = {one.report.id for one in group if one.report.copied_from is None}
        found.append(Point(day, tuple(group), max(len(own), 1)))
    return found


def holders_of(entries: Iterable[PositionEntry], lanes: int) -> list[str]:
    """The ids of the holders who say most, those first, as many as there are to be lanes."""
    found = Counter(point.first.position.holder for point in points_of(entries)).most_common(lanes)
    return [holder for holder, _ in found]


def timeline_figure(
    entries: Iterable[PositionEntry],
    *,
    spoken: Iterable[UtteranceEntry] = (),
    changed: Collection[str] = (),
    lanes: int = 12,
    address: Address | None = None,
) -> go.Figure:
    """What the holders who say most have said, over time.

    Args:
        entries: positions.
        spoken: acts of speaking; those in which no position was found are drawn without a sign.
        changed: ids of positions by which their holder moved; they are flagged.
        lanes: how many holders to show at most.
        address: where a mark leads to when it is clicked, or None for nowhere.
    """
    positions = list(entries)
    every, holders = points_of(positions), holders_of(positions, lanes)
    points = [point for point in every if point.first.position.holder in holders][-AT_MOST:]
    names = {point.first.position.holder: point.first.holder for point in points}
    figure = go.Figure()
    for polarity in ("for", "open", "against"):
        of_this = [point for point in points if point.first.position.polarity == polarity]
        if of_this:
            figure.add_trace(_marks(polarity, of_this, holders, changed, address))
    told = {one.position.attribution for one in positions}
    plainly = [one for one in spoken if one.utterance.speaker in holders and _day(one)]
    plainly = [one for one in plainly if told.isdisjoint(one.utterance.attributions)][-AT_MOST:]
    if plainly:
        figure.add_trace(_spoken(plainly, holders, address))
    figure.update_layout(
        layout(
            height=130 + LANE * len(holders),
            showlegend=True,
            legend={"orientation": "h", "x": 0, "y": 1.0, "yanchor": "bottom", "title": {"text": ""}},
            xaxis={"type": "date", "automargin": True, "hoverformat": "%-d %B %Y"},
            yaxis={
                "tickvals": list(range(len(holders))),
                "ticktext": [plain(clipped(names.get(one, one), 26)) for one in holders],
                "range": [len(holders) - 0.4, -0.6],
                "automargin": True,
                "fixedrange": True,
                "zeroline": False,
            },
            hovermode="closest",
            dragmode="zoom",
        )
    )
    return figure


def _marks(
    polarity: str,
    points: Sequence[Point],
    holders: Sequence[str],
    changed: Collection[str],
    address: Address | None,
) -> go.Scatter:
    moved = [any(one.position.id in changed for one in point.entries) for point in points]
    sign = {"for": "+ for", "against": "− against", "open": "? open"}[polarity]
    return go.Scatter(
        mode="markers",
        name=sign,
        x=[point.day.isoformat() for point in points],
        y=[holders.index(point.first.position.holder) for point in points],
        marker={
            "symbol": MARKERS[polarity],
            "color": COLOURS[polarity],
            "size": [min(SMALLEST + STEP * (point.reports - 1), LARGEST) for point in points],
            "opacity": [0.9 if point.first.position.via is None else 0.55 for point in points],
            "line": {
                "width": [3 if one else 1 for one in moved],
                "color": ["#cc3311" if one else NEUTRAL for one in moved],
            },
        },
        text=[_told(point, one) for point, one in zip(points, moved, strict=True)],
        customdata=[address(point.first) if address else "" for point in points],
        hovertemplate="%{text}<extra></extra>",
    )


def _spoken(
    utterances: Sequence[UtteranceEntry], holders: Sequence[str], address: Address | None
) -> go.Scatter:
    """Marks of what was said without taking a position."""
    return go.Scatter(
        mode="markers",
        name="· said",
        x=[_day(one) for one in utterances],
        y=[holders.index(one.utterance.speaker or "") for one in utterances],
        marker={
            "symbol": "circle-open",
            "color": NEUTRAL,
            "size": [min(SMALLEST + STEP * (_carried(one) - 1), LARGEST) for one in utterances],
        },
        text=[_words(one) for one in utterances],
        customdata=[address(one.attributions[0]) if address else "" for one in utterances],
        hovertemplate="%{text}<extra></extra>",
    )


def _day(entry: UtteranceEntry) -> str:
    """The latest day that something can have been said on, or empty where nothing dates it."""
    said = entry.utterance.said_on
    day = said.latest or said.earliest or entry.first.published.latest
    return day.isoformat() if day else ""


def _carried(entry: UtteranceEntry) -> int:
    return max(entry.utterance.independent_reports, 1)


def _words(entry: UtteranceEntry) -> str:
    """What hovering shows of an utterance: who, in which words, when and where first."""
    carried = _carried(entry)
    return (
        f"<b>{plain(entry.speaker)}</b>"
        f"<br>{folded('“' + entry.utterance.variants[0] + '”')}"
        f"<br>{dates(entry.utterance.said_on, 'day not known')} · {plain(clipped(entry.first.outlet))}, "
        f"{carried} independent report{'s' if carried > 1 else ''}"
    )


def _told(point: Point, moved: bool) -> str:
    """What hovering shows: who, what, in which words, when and where."""
    entry = point.first
    act = does(entry.position.act, entry.position.polarity)
    outlets = sorted({one.report.outlet for one in point.entries if one.report.outlet})
    carried = f"{point.reports} independent report{'s' if point.reports > 1 else ''}"
    via = f"<br>as {plain(entry.via)} says" if entry.via else ""
    flag = "<br><b>A change</b>" if moved else ""
    return (
        f"<b>{plain(entry.holder)}</b> {plain(act)} {plain(clipped(entry.issue))}{flag}"
        f"<br>{folded('“' + joined(entry.position.evidence) + '”')}{via}"
        f"<br>{dates(entry.position.date, 'day not known')} · {plain(clipped(', '.join(outlets)))}, {carried}"
    )
