"""Who needs what before what, and the issues it is about."""

from collections.abc import Sequence

from fastapi import APIRouter

from onrecord.errors import NotFound
from onrecord.exchange.claims import condition_record, event_record, issue_record, position_record
from onrecord.figures.graph import layered
from onrecord.late import Late
from onrecord.store.entries import ConditionEntry
from onrecord.web.answers import Answer, id_after
from onrecord.web.claim_shapes import ConditionsData, FigureData, IssueData, IssuesData, NamedData
from onrecord.web.figures import figure_data
from onrecord.web.joining import (
    condition_names,
    event_names,
    position_names,
    reports_of,
)
from onrecord.web.opened import Here
from onrecord.web.queries import AboutConditions, AboutIssues, Asks, OfIssue
from onrecord.web.showing import page

router = APIRouter(prefix="/l/{ledger}")

conditions_figure = Late("onrecord.figures.conditions", "conditions_figure")


@page(router, "/conditions", "conditions.html", ConditionsData)
def conditions(here: Here, query: Asks[AboutConditions]) -> Answer[ConditionsData]:
    """Who needs what before what."""
    found = here.ledger.conditions(
        goal=query.goal,
        holder=query.holder,
        as_of=query.as_of,
        limit=query.limit,
        after=id_after(query.after),
    )
    names = condition_names(found.items)
    cycles = layered(found.items).cycles
    data = ConditionsData(
        items=[condition_record(one.condition) for one in found.items],
        names=names,
        reports=reports_of(found.items),
        cycles=[[NamedData(id=one, name=names[one]) for one in cycle] for cycle in cycles],
        figure=here.at("conditions-figure.json"),
    )
    return Answer(data=data, after=found.next, total=found.total, styles_by_script=True)


@router.get("/conditions-figure.json", include_in_schema=False)
def conditions_drawn(here: Here, query: Asks[AboutConditions]) -> FigureData:
    """The graph of conditions as Plotly draws it."""
    found = here.ledger.conditions(
        goal=query.goal,
        holder=query.holder,
        as_of=query.as_of,
        limit=query.limit,
        after=id_after(query.after),
    )
    return figure_data(conditions_figure(found.items, address=lambda id_: here.at(f"issues/{id_}")))


@page(router, "/issues", "issues.html", IssuesData)
def issues(here: Here, query: Asks[AboutIssues]) -> Answer[IssuesData]:
    """What is negotiated over, the issues with most claims first."""
    found = here.ledger.issues(search=query.search, limit=query.limit, after=id_after(query.after))
    names = {id_: name for one in found.items for id_, name in zip(one.issue.actors, one.actors, strict=True)}
    data = IssuesData(
        items=[issue_record(one.issue) for one in found.items],
        claims={one.issue.id: one.claims for one in found.items},
        names=names,
    )
    return Answer(data=data, after=found.next, total=found.total)


@page(router, "/issues/{issue}", "issue.html", IssueData)
def issue(here: Here, issue: str, query: Asks[OfIssue]) -> Answer[IssueData]:
    """An issue with what is said about it."""
    found = here.ledger.issues(search=issue, limit=1).items if issue.startswith("iss-") else ()
    if not found:
        raise NotFound(f"There is no issue {issue!r} in this ledger.", "Take the id of one from the list.")
    entry = found[0]
    id_ = entry.issue.id
    positions = here.ledger.positions(issue=id_, limit=query.limit, after=id_after(query.after))
    held: Sequence[ConditionEntry] = here.ledger.conditions(issue=id_, limit=query.limit).items
    events = here.ledger.events(issue=id_, limit=query.limit).items
    related = {one for one in (entry.issue.parent, entry.issue.part_of, entry.issue.negates) if one}
    labels = {
        other.issue.id: other.issue.label
        for one in sorted(related)
        for other in here.ledger.issues(search=one, limit=1).items
    }
    data = IssueData(
        issue=issue_record(entry.issue),
        claims=entry.claims,
        positions=[position_record(one.position) for one in positions.items],
        conditions=[condition_record(one.condition) for one in held],
        events=[event_record(one.event) for one in events],
        names={
            **labels,
            **dict(zip(entry.issue.actors, entry.actors, strict=True)),
            **position_names(positions.items),
            **condition_names(held),
            **event_names(events),
        },
        reports=reports_of([*positions.items, *held, *events]),
    )
    return Answer(data=data, after=positions.next, total=positions.total)
