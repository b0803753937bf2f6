"""Rows of issues and claims joined with spans, names and reports into entries."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Any

from sqlalchemy import Connection, Row, Select, bindparam, func, select

from onrecord.model import Condition, Event, Issue, Position, Span
from onrecord.store.claim_tables import (
    claim_actors,
    claim_alternatives,
    claim_spans,
    claims,
    issue_forms,
    issue_keys,
    issue_members,
    issue_relations,
    issues,
)
from onrecord.store.columns import interval
from onrecord.store.entries import (
    ClaimEntry,
    ConditionEntry,
    EventEntry,
    IssueEntry,
    PositionEntry,
    ReportEntry,
)
from onrecord.store.joining import report_entries, report_rows
from onrecord.store.judged_marks import as_judged, judged_issues, judged_on
from onrecord.store.rows import AT_ONCE, batches
from onrecord.store.stand_tables import form_actors, stands
from onrecord.store.tables import actors, attributions, members, processed

Named = list[tuple[str, str]]

holding = members.alias("holding")
placed = stands.alias("placed")
holders = actors.alias("holders")
telling = members.alias("telling")
tellers = actors.alias("tellers")
restated = claims.alias("restated")
speaking = members.alias("speaking")
speakers = actors.alias("speakers")
issue_of = issue_members.alias("issue_of")
form_of = issue_forms.alias("form_of")
issue_there = issues.alias("issue_there")
requirement_of = issue_members.alias("requirement_of")
required_form = issue_forms.alias("required_form")
required_there = issues.alias("required_there")


def claim_rows() -> Select[Any]:
    """The query for what `claim_entries` takes, to be narrowed and ordered.

    The holder is the party that whoever holds the claim in its report speaks for, by all that reports tell.
    """
    return (
        select(
            claims,
            holders.c.id.label("holder_id"),
            holders.c.name.label("holder_name"),
            tellers.c.id.label("via_id"),
            tellers.c.name.label("via_name"),
            issue_there.c.id.label("issue_id"),
            issue_there.c.label.label("issue_label"),
            required_there.c.id.label("requirement_id"),
            required_there.c.label.label("requirement_label"),
            attributions.c.id.label("attribution_id"),
            speakers.c.name.label("speaker_name"),
            restated.c.id.label("restates_id"),
            placed.c.own,
        )
        .select_from(claims)
        .join(issue_of, issue_of.c.number == claims.c.issue)
        .join(form_of, form_of.c.number == issue_of.c.form)
        .join(issue_there, issue_there.c.number == form_of.c.issue)
        .outerjoin(requirement_of, requirement_of.c.number == claims.c.requirement)
        .outerjoin(required_form, required_form.c.number == requirement_of.c.form)
        .outerjoin(required_there, required_there.c.number == required_form.c.issue)
        .outerjoin(holding, holding.c.number == claims.c.holder)
        .outerjoin(placed, placed.c.claim == claims.c.number)
        .outerjoin(holders, holders.c.number == func.coalesce(placed.c.party, holding.c.actor))
        .outerjoin(telling, telling.c.number == claims.c.via)
        .outerjoin(tellers, tellers.c.number == telling.c.actor)
        .outerjoin(attributions, attributions.c.number == claims.c.attribution)
        .outerjoin(restated, restated.c.number == claims.c.restates)
        .outerjoin(speaking, speaking.c.number == attributions.c.speaker)
        .outerjoin(speakers, speakers.c.number == speaking.c.actor)
    )


def claim_entries(connection: Connection, rows: Sequence[Row[Any]], *, bare: bool = False) -> list[Any]:
    """Positions, conditions and events, from rows of `claim_rows`.

    Args:
        connection: of a transaction that reads.
        rows: theirs.
        bare: without their words, what would do instead and who did it, where nobody looks at these.
    """
    found: list[ClaimEntry] = []
    around: dict[int, ReportEntry] = {}
    for part in batches(rows):
        numbers = [row.number for row in part]
        placed = {} if bare else _spans(connection, numbers)
        instead = {} if bare else _alternatives(connection, numbers)
        doing = {} if bare else _doers(connection, numbers)
        judged = judged_on(connection, [row.id for row in part])
        wanted = {row.report for row in part} - around.keys()
        reports = connection.execute(report_rows().where(processed.c.report.in_(wanted))).all()
        around.update(zip((row.report for row in reports), report_entries(connection, reports), strict=True))
        for row in part:
            spans = placed.get(row.number, {})
            others = instead.get(row.number, [])
            report = around[row.report]
            if row.type == "position":
                found.append(_position(row, spans, others, report))
            elif row.type == "condition":
                found.append(_condition(row, spans, others, report))
            else:
                found.append(_event(row, spans, doing.get(row.number, []), report))
            if row.id in judged:
                found[-1] = as_judged(found[-1])
    return found


def issue_entries(connection: Connection, rows: Sequence[Row[Any]]) -> list[IssueEntry]:
    """Issues with whose steps they are and what they have to do with others, from rows of `issues`."""
    found = []
    for part in batches(rows):
        numbers = [row.number for row in part]
        whose = _whose(connection, numbers)
        judged = judged_issues(connection, numbers)
        beside = _related(connection, numbers)
        for row in part:
            named = whose.get(row.number, [])
            found.append(
                IssueEntry(
                    issue=Issue(
                        id=row.id,
                        label=row.label,
                        aliases=tuple(row.aliases),
                        kind=row.kind,
                        actors=tuple(id_ for id_, _ in named),
                        parent=beside.get((row.number, "parent")),
                        part_of=beside.get((row.number, "part_of")),
                        negates=beside.get((row.number, "negates")),
                        confidence=row.confidence,
                        judged=row.number in judged,
                    ),
                    claims=-row.rank,
                    actors=tuple(name for _, name in named),
                )
            )
    return found


def all_claims(connection: Connection, type_: str) -> Iterator[Any]:
    """Every claim of a type in order, in stretches; what a copy has from its original is left out."""
    query = claim_rows().where(claims.c.type == type_, ~claims.c.carried).order_by(claims.c.sort_key)
    for rows in connection.execute(query.execution_options(yield_per=AT_ONCE)).partitions():
        yield from claim_entries(connection, rows)


def claims_by_id(connection: Connection, ids: Iterable[str]) -> Iterator[Any]:
    """Some positions, conditions and events; those that are not there left out."""
    for some in batches(sorted(ids)):
        rows = connection.execute(claim_rows().where(claims.c.id.in_(some))).all()
        yield from claim_entries(connection, rows)


def all_issues(connection: Connection) -> Iterator[IssueEntry]:
    """Every issue in order of id, in stretches."""
    query = select(issues).order_by(issues.c.id)
    for rows in connection.execute(query.execution_options(yield_per=AT_ONCE)).partitions():
        yield from issue_entries(connection, rows)


def _position(
    row: Row[Any], spans: dict[str, list[Span]], others: Named, report: ReportEntry
) -> PositionEntry:
    return PositionEntry(
        position=Position(
            id=row.id,
            holder=row.holder_id,
            act=row.does,
            polarity=row.polarity,
            issue=row.issue_id,
            alternatives=tuple(id_ for id_, _ in others),
            date=interval(row.date_earliest, row.date_latest, row.date_basis),
            report=report.id,
            evidence=tuple(spans.get("evidence", ())),
            attribution=row.attribution_id,
            via=None if row.own else row.via_id,
            until=row.until,
            restates=row.restates_id,
            hypothetical=row.hypothetical,
            plover=row.plover,
            confidence=row.confidence,
        ),
        report=report,
        holder=row.holder_name,
        issue=row.issue_label,
        alternatives=tuple(label for _, label in others),
        via="" if row.own else row.via_name or "",
        speaker=row.speaker_name or "",
    )


def _condition(
    row: Row[Any], spans: dict[str, list[Span]], others: Named, report: ReportEntry
) -> ConditionEntry:
    return ConditionEntry(
        condition=Condition(
            id=row.id,
            holder=row.holder_id,
            relation=row.does,
            step=row.issue_id,
            requirement=row.requirement_id,
            alternatives=tuple(id_ for id_, _ in others),
            connective=tuple(spans.get("connective", ())),
            date=interval(row.date_earliest, row.date_latest, row.date_basis),
            report=report.id,
            evidence=tuple(spans.get("evidence", ())),
            attribution=row.attribution_id,
            via=None if row.own else row.via_id,
            until=row.until,
            restates=row.restates_id,
            hypothetical=row.hypothetical,
            confidence=row.confidence,
        ),
        report=report,
        holder=row.holder_name,
        step=row.issue_label,
        requirement=row.requirement_label,
        alternatives=tuple(label for _, label in others),
        via="" if row.own else row.via_name or "",
        speaker=row.speaker_name or "",
    )


def _event(row: Row[Any], spans: dict[str, list[Span]], named: Named, report: ReportEntry) -> EventEntry:
    return EventEntry(
        event=Event(
            id=row.id,
            issue=row.issue_id,
            status=row.does,
            actors=tuple(id_ for id_, _ in named),
            date=interval(row.date_earliest, row.date_latest, row.date_basis),
            report=report.id,
            evidence=tuple(spans.get("evidence", ())),
            attribution=row.attribution_id,
            via=row.via_id,
            confidence=row.confidence,
        ),
        report=report,
        issue=row.issue_label,
        actors=tuple(name for _, name in named),
        via=row.via_name or "",
    )


def _spans(connection: Connection, numbers: Sequence[int]) -> dict[int, dict[str, list[Span]]]:
    found: dict[int, dict[str, list[Span]]] = {}
    query = select(claim_spans).where(claim_spans.c.claim.in_(numbers))
    query = query.order_by(claim_spans.c.claim, claim_spans.c.role, claim_spans.c.position)
    for row in connection.execute(query):
        of_role = found.setdefault(row.claim, {}).setdefault(row.role, [])
        of_role.append(Span(row.start, row.end, row.text))
    return found


def _alternatives(connection: Connection, numbers: Sequence[int]) -> dict[int, Named]:
    query = (
        select(claim_alternatives.c.claim, issues.c.id, issues.c.label)
        .join(issue_members, issue_members.c.number == claim_alternatives.c.issue)
        .join(issue_forms, issue_forms.c.number == issue_members.c.form)
        .join(issues, issues.c.number == issue_forms.c.issue)
        .where(claim_alternatives.c.claim.in_(numbers))
        .order_by(claim_alternatives.c.claim, claim_alternatives.c.position)
    )
    return _gathered(connection, query)


def _doers(connection: Connection, numbers: Sequence[int]) -> dict[int, Named]:
    query = (
        select(claim_actors.c.claim, actors.c.id, actors.c.name)
        .join(members, members.c.number == claim_actors.c.member)
        .join(actors, actors.c.number == members.c.actor)
        .where(claim_actors.c.claim.in_(numbers))
        .order_by(claim_actors.c.claim, claim_actors.c.position)
    )
    return _gathered(connection, query)


def _whose(connection: Connection, numbers: Sequence[int]) -> dict[int, Named]:
    query = (
        select(issue_forms.c.issue, actors.c.id, actors.c.name)
        .join(form_actors, form_actors.c.form == issue_forms.c.number)
        .join(actors, actors.c.number == form_actors.c.actor)
        .where(issue_forms.c.issue.in_(numbers))
        .distinct()
        .order_by(issue_forms.c.issue, actors.c.id)
    )
    return _gathered(connection, query)


def _gathered(connection: Connection, query: Select[Any]) -> dict[int, Named]:
    found: dict[int, Named] = {}
    for number, id_, name in connection.execute(query):
        of_this = found.setdefault(number, [])
        if (id_, name) not in of_this:
            of_this.append((id_, name))
    return found


def _related(connection: Connection, numbers: Sequence[int]) -> dict[tuple[int, str], str]:
    """The id of the issue that has the first key of each relation that any other has."""
    owner = (
        select(issue_keys.c.key, func.min(issue_keys.c.form).label("form"))
        .where(
            issue_keys.c.key.in_(
                select(issue_relations.c.key).where(issue_relations.c.issue.in_(numbers)).distinct()
            )
        )
        .group_by(issue_keys.c.key)
        .subquery()
    )
    query = (
        select(issue_relations.c.issue, issue_relations.c.relation, issues.c.id)
        .join(owner, owner.c.key == issue_relations.c.key)
        .join(issue_forms, issue_forms.c.number == owner.c.form)
        .join(issues, issues.c.number == issue_forms.c.issue)
        .where(issue_relations.c.issue.in_(numbers), issues.c.number != issue_relations.c.issue)
        .order_by(issue_relations.c.issue, issue_relations.c.position)
    )
    found: dict[tuple[int, str], str] = {}
    for number, relation, id_ in connection.execute(query):
        found.setdefault((number, relation), id_)
    return found


def negated(connection: Connection, numbers: Sequence[int] | None) -> dict[int, str]:
    """The ids of the issues that some, or all, are the absence of, by number."""
    given = {} if numbers is None else {"absences": list(numbers)}
    found: dict[int, str] = {}
    for number, id_ in connection.execute(_negated(every=numbers is None), given):
        found.setdefault(number, id_)
    return found


@cache
def _negated(*, every: bool) -> Select[Any]:
    wanted = [issue_relations.c.relation == "negates"]
    if not every:
        wanted.append(issue_relations.c.issue.in_(bindparam("absences", expanding=True)))
    of_these = select(issue_relations.c.key).where(*wanted)
    owner = (
        select(issue_keys.c.key, func.min(issue_keys.c.form).label("form"))
        .where(issue_keys.c.key.in_(of_these.distinct()))
        .group_by(issue_keys.c.key)
        .subquery()
    )
    return (
        select(issue_relations.c.issue, issues.c.id)
        .join(owner, owner.c.key == issue_relations.c.key)
        .join(issue_forms, issue_forms.c.number == owner.c.form)
        .join(issues, issues.c.number == issue_forms.c.issue)
        .where(*wanted, issues.c.number != issue_relations.c.issue)
        .order_by(issue_relations.c.issue, issue_relations.c.position)
    )
