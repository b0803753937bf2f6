"""Who wants what: the matrix as of a day, and the history of one holder on one issue."""

from collections.abc import Collection, Iterable

from fastapi import APIRouter

from onrecord.errors import NotFound, UsageError
from onrecord.exchange.claims import position_record
from onrecord.figures.matrix import Cell, matrix_of
from onrecord.late import Late
from onrecord.model import Issue
from onrecord.store.entries import AttributionEntry, PositionEntry
from onrecord.web.answers import Answer, id_after
from onrecord.web.claim_shapes import (
    CellData,
    FigureData,
    HistoryData,
    NamedData,
    PositionsData,
    TimelineData,
)
from onrecord.web.figures import figure_data
from onrecord.web.joining import position_names, reports_of
from onrecord.web.opened import Here
from onrecord.web.queries import AboutHistory, AboutPositions, AboutTimeline, Asks
from onrecord.web.rendering import SHORT_ID
from onrecord.web.showing import page

router = APIRouter(prefix="/l/{ledger}")

LATEST = 120
"""Positions on a timeline at most, the last ones: more marks than that nobody tells apart."""

timeline_figure = Late("onrecord.figures.timeline", "timeline_figure")
holders_of = Late("onrecord.figures.timeline", "holders_of")


@page(router, "/positions", "positions.html", PositionsData)
def positions(here: Here, query: Asks[AboutPositions]) -> Answer[PositionsData]:
    """Who wants what as of a day: the last word of each holder on each issue."""
    issues = here.ledger.issues(search=query.issue, limit=query.limit, after=id_after(query.after))
    listed = [one.issue.id for one in issues.items]
    wanted, every = here.ledger.busiest(listed, query.holders, as_of=query.as_of)
    words = here.ledger.standing(listed, as_of=query.as_of, holders=wanted, bare=True)
    matrix = matrix_of(words)
    holders = list(matrix.holders)
    rows = [one for one in matrix.issues if any((holder, one) in matrix.cells for holder in holders)]
    first, last = here.ledger.days()
    moving = here.ledger.moving(one.position.id for one in words)
    moved = {(one.position.holder, one.position.issue) for one in words if one.position.id in moving}
    data = PositionsData(
        as_of=query.as_of.isoformat() if query.as_of else None,
        first=first.isoformat() if first else None,
        last=last.isoformat() if last else None,
        holders=[NamedData(id=one, name=matrix.holders[one]) for one in holders],
        more_holders=every - len(holders),
        issues=[NamedData(id=one, name=matrix.issues[one]) for one in rows],
        also=_apart([one.issue for one in issues.items if one.issue.id in set(rows)]),
        cells=[
            _cell(holder, issue, matrix.cells[holder, issue], moved)
            for issue in rows
            for holder in holders
            if (holder, issue) in matrix.cells
        ],
    )
    return Answer(data=data, after=issues.next, total=issues.total)


@page(router, "/history", "history.html", HistoryData)
def history(here: Here, query: Asks[AboutHistory]) -> Answer[HistoryData]:
    """What one holder said of one issue, in order of time, with the words."""
    if not query.holder and not query.issue:
        raise UsageError("Neither a holder nor an issue was named.", "Give the id of one or both.")
    found = here.ledger.positions(
        holder=query.holder,
        issue=query.issue,
        as_of=query.as_of,
        limit=query.limit,
        after=id_after(query.after),
    )
    if not found.total:
        raise NotFound("No position is recorded of that holder on that issue.", "Begin with the matrix.")
    data = HistoryData(
        items=[position_record(one.position) for one in found.items],
        names=position_names(found.items),
        reports=reports_of(found.items),
        holder=found.items[0].holder if query.holder else "",
        issue=found.items[0].issue if query.issue else "",
    )
    return Answer(data=data, after=found.next, total=found.total)


@page(router, "/timeline", "timeline.html", TimelineData)
def timeline(here: Here, query: Asks[AboutTimeline]) -> Answer[TimelineData]:
    """What was said when, a lane for each holder."""
    entries = _on_timeline(here, query)
    data = TimelineData(
        items=[position_record(one.position) for one in entries],
        names=position_names(entries),
        reports=reports_of(entries),
        issues=[
            NamedData(id=one.issue.id, name=one.issue.label) for one in here.ledger.issues(limit=40).items
        ],
        figure=f"{here.at('timeline-figure.json')}",
    )
    return Answer(data=data, total=len(entries), styles_by_script=True)


@router.get("/timeline-figure.json", include_in_schema=False)
def timeline_drawn(here: Here, query: Asks[AboutTimeline]) -> FigureData:
    """The timeline as Plotly draws it."""

    def address(entry: PositionEntry | AttributionEntry) -> str:
        return f"{here.at('reports')}/{entry.report.id}#{anchor(entry)}"

    entries = _on_timeline(here, query)
    spoken = [] if query.issue else here.ledger.last_spoken(holders_of(entries, query.lanes))
    figure = timeline_figure(
        entries,
        spoken=spoken,
        changed=here.ledger.moving(one.position.id for one in entries),
        lanes=query.lanes,
        address=address,
    )
    return figure_data(figure)


def anchor(entry: PositionEntry | AttributionEntry) -> str:
    """Where the first words of a position or statement stand in its report."""
    span = entry.position.evidence[0] if isinstance(entry, PositionEntry) else entry.attribution.content[0]
    return f"c{span.start}-{span.end}"


def _on_timeline(here: Here, query: AboutTimeline) -> list[PositionEntry]:
    """The latest positions that the timeline is asked for, in order of time."""
    ledger, issues, holders = here.ledger, None, None
    if query.issue:
        found = ledger.issues(search=query.issue, limit=query.limit).items
        issues = [one.issue.id for one in found]
    elif not query.holder:
        issues = [one.issue.id for one in ledger.issues(limit=query.limit).items]
    if query.holder:
        holders = [one.actor.id for one in ledger.actors(search=query.holder, limit=query.lanes).items]
    elif issues is not None:
        holders, _ = ledger.busiest(issues, query.lanes)
    return ledger.standing(issues, words=query.words, holders=holders, in_all=LATEST)


def _apart(issues: Iterable[Issue]) -> dict[str, str]:
    """What tells issues of one label apart, by their ids: another wording, or of which kind they are."""
    alike: dict[str, list[Issue]] = {}
    for issue in issues:
        alike.setdefault(issue.label, []).append(issue)
    found: dict[str, str] = {}
    for group in (group for group in alike.values() if len(group) > 1):
        for issue in group:
            others = {alias for one in group if one is not issue for alias in one.aliases}
            own = (alias for alias in issue.aliases if alias != issue.label and alias not in others)
            kinds = [one.kind for one in group]
            found[issue.id] = next(own, issue.kind if kinds.count(issue.kind) == 1 else issue.id[:SHORT_ID])
    return found


def _cell(holder: str, issue: str, cell: Cell, moved: Collection[tuple[str, str]]) -> CellData:
    entry = cell.last[-1]
    return CellData(
        holder=holder,
        issue=issue,
        polarities=list(cell.polarities),
        sign=cell.signs,
        doubtful=cell.doubtful,
        changed=(holder, issue) in moved,
        position=entry.position.id,
        act=entry.position.act,
        via=entry.via or None,
    )
