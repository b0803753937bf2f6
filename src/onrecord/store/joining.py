"""Rows of records joined with their spans, names and reports into entries, in a fixed number of queries."""

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, Row, Select, select

from onrecord.model import ActingFor, Actor, Attribution, Span
from onrecord.store.columns import interval, roles_from_json
from onrecord.store.entries import ActorEntry, AttributionEntry, ReportEntry, Takedown
from onrecord.store.judged_marks import judged_actors, judged_on
from onrecord.store.tables import (
    acting,
    actors,
    attributions,
    candidates,
    members,
    processed,
    reports,
    spans,
)
from onrecord.store.track_tables import utterance_members, utterances

BATCH = 500

speaking = members.alias("speaking")
speakers = actors.alias("speakers")
reporting = members.alias("reporting")
reporters = actors.alias("reporters")
spoken_in = utterance_members.alias("spoken_in")


def attribution_rows() -> Select[Any]:
    """The query for what `attribution_entries` takes, to be narrowed and ordered."""
    return (
        select(
            attributions,
            speakers.c.id.label("speaker_id"),
            speakers.c.name.label("speaker_name"),
            reporters.c.id.label("reporter_id"),
            reporters.c.name.label("reporter_name"),
            utterances.c.id.label("utterance_id"),
        )
        .select_from(attributions)
        .outerjoin(speaking, speaking.c.number == attributions.c.speaker)
        .outerjoin(speakers, speakers.c.number == speaking.c.actor)
        .outerjoin(reporting, reporting.c.number == attributions.c.reported_by)
        .outerjoin(reporters, reporters.c.number == reporting.c.actor)
        .outerjoin(spoken_in, spoken_in.c.attribution == attributions.c.number)
        .outerjoin(utterances, utterances.c.number == spoken_in.c.utterance)
    )


def report_rows() -> Select[Any]:
    """The query for what `report_entries` takes, to be narrowed and ordered."""
    return select(
        processed,
        reports.c.id,
        reports.c.path,
        reports.c.retrieved,
        reports.c.sha256,
        reports.c.version_of,
        reports.c.removed_at,
        reports.c.removed_by,
        reports.c.removed_why,
    ).join(reports, reports.c.number == processed.c.report)


def attribution_entries(connection: Connection, rows: Sequence[Row[Any]]) -> list[AttributionEntry]:
    """Attributions with their spans, candidates and reports, from rows of `attribution_rows`."""
    placed: dict[tuple[int, str], list[Span]] = {}
    possible: dict[int, list[tuple[str, str]]] = {}
    around: dict[int, ReportEntry] = {}
    for start in range(0, len(rows), BATCH):
        part = rows[start : start + BATCH]
        numbers = [row.number for row in part]
        of_these = select(spans).where(spans.c.attribution.in_(numbers))
        for span in connection.execute(
            of_these.order_by(spans.c.attribution, spans.c.role, spans.c.position)
        ):
            placed.setdefault((span.attribution, span.role), []).append(Span(span.start, span.end, span.text))
        of_these = (
            select(candidates.c.attribution, actors.c.id, actors.c.name)
            .join(members, members.c.number == candidates.c.member)
            .join(actors, actors.c.number == members.c.actor)
            .where(candidates.c.attribution.in_(numbers))
            .order_by(candidates.c.attribution, candidates.c.position)
        )
        for candidate in connection.execute(of_these):
            possible.setdefault(candidate.attribution, []).append((candidate.id, candidate.name))
        wanted = {row.report for row in part} - around.keys()
        found = connection.execute(report_rows().where(processed.c.report.in_(wanted))).all()
        around.update(zip((row.report for row in found), report_entries(connection, found), strict=True))
    judged = judged_on(connection, [row.id for row in rows])
    return [
        _attribution_entry(
            row, placed, possible.get(row.number, []), around[row.report], judged=row.id in judged
        )
        for row in rows
    ]


def report_entries(connection: Connection, rows: Sequence[Row[Any]]) -> list[ReportEntry]:
    """Reports from rows of `report_rows`."""
    return [
        ReportEntry(
            id=row.id,
            outlet=row.outlet,
            title=row.title,
            author=row.author,
            credit=row.credit,
            url=row.url,
            path=row.path,
            published=interval(row.published_earliest, row.published_latest, row.published_basis),
            retrieved=row.retrieved,
            language=row.language,
            sha256=row.sha256,
            version_of=row.version_of,
            copied_from=row.copied_from,
            copied_share=row.copied_share,
            attributions=row.attributions,
            model=row.model,
            judged=row.judged,
            removed=Takedown(why=row.removed_why, by=row.removed_by, at=row.removed_at)
            if row.removed_at
            else None,
        )
        for row in rows
    ]


def actor_entries(connection: Connection, rows: Sequence[Row[Any]]) -> list[ActorEntry]:
    """Actors with whom they act for, from rows of `actors`."""
    principals: dict[int, list[ActingFor]] = {}
    for start in range(0, len(rows), BATCH):
        numbers = [row.number for row in rows[start : start + BATCH]]
        every = (
            select(acting.c.agent, acting.c.principal, acting.c.earliest, acting.c.latest)
            .where(acting.c.agent.in_(numbers))
            .distinct()
            .subquery()
        )
        relations = (
            select(every.c.agent, actors.c.id, every.c.earliest, every.c.latest)
            .join(actors, actors.c.number == every.c.principal)
            .order_by(every.c.agent, actors.c.id, every.c.earliest, every.c.latest)
        )
        for relation in connection.execute(relations):
            acts_for = ActingFor(relation.id, relation.earliest, relation.latest)
            principals.setdefault(relation.agent, []).append(acts_for)
    judged = judged_actors(connection, [row.number for row in rows])
    return [
        ActorEntry(
            actor=Actor(
                id=row.id,
                name=row.name,
                kind=row.kind,
                aliases=tuple(row.aliases),
                acts_for=tuple(principals.get(row.number, ())),
                roles=roles_from_json(row.roles),
                confidence=row.confidence,
                judged=row.number in judged,
            ),
            attributions=-row.rank,
        )
        for row in rows
    ]


def _attribution_entry(
    row: Row[Any],
    placed: dict[tuple[int, str], list[Span]],
    possible: Sequence[tuple[str, str]],
    report: ReportEntry,
    *,
    judged: bool,
) -> AttributionEntry:
    def of_role(role: str) -> tuple[Span, ...]:
        return tuple(placed.get((row.number, role), ()))

    return AttributionEntry(
        attribution=Attribution(
            id=row.id,
            report=report.id,
            kind=row.kind,
            attitude=row.attitude,
            content=of_role("content"),
            cue=of_role("cue"),
            source=of_role("source"),
            speaker=row.speaker_id,
            candidates=tuple(id_ for id_, _ in possible),
            reported_by=row.reporter_id,
            said_on=interval(row.said_earliest, row.said_latest, row.said_basis),
            addressee=next(iter(of_role("addressee")), None),
            venue=next(iter(of_role("venue")), None),
            confidence=row.confidence,
            judged=judged,
        ),
        report=report,
        speaker=row.speaker_name or "",
        candidates=tuple(name for _, name in possible),
        reported_by=row.reporter_name or "",
        utterance=row.utterance_id,
    )


def all_reports(connection: Connection) -> Iterator[ReportEntry]:
    """Every report in order, in stretches, those taken down among them."""
    query = report_rows().order_by(processed.c.sort_key)
    for rows in connection.execute(query.execution_options(yield_per=BATCH)).partitions():
        yield from report_entries(connection, rows)


def all_actors(connection: Connection) -> Iterator[ActorEntry]:
    """Every actor in order of id, in stretches."""
    query = select(actors).order_by(actors.c.id)
    for rows in connection.execute(query.execution_options(yield_per=BATCH)).partitions():
        yield from actor_entries(connection, rows)


def all_attributions(connection: Connection) -> Iterator[AttributionEntry]:
    """Every attribution in order, in stretches."""
    query = attribution_rows().order_by(attributions.c.sort_key)
    for rows in connection.execute(query.execution_options(yield_per=BATCH)).partitions():
        yield from attribution_entries(connection, rows)
