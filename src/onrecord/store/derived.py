"""Rows derived from one report: its metadata as judged, members, mentions, attributions and spans."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, bindparam, delete, select, update

from onrecord.errors import Unanchored
from onrecord.model import Attribution, DateInterval, Report, ReportRecords, Span
from onrecord.store.columns import roles_to_json
from onrecord.store.rows import next_number, put_all, put_over
from onrecord.store.stand_ins import FOUND
from onrecord.store.tables import (
    acting,
    actors,
    attributions,
    candidates,
    members,
    mentions,
    processed,
    spans,
)
from onrecord.text.folding import fold

FEWER = (
    update(actors)
    .where(actors.c.number == bindparam("of_actor"))
    .values(rank=actors.c.rank + bindparam("fewer"))
)
UNDATED = "9999-12-31"  # sorts after every day


@dataclass(frozen=True, slots=True)
class Part:
    """One of the reports that are put in together.

    Attributes:
        number: of its row.
        id: its id.
        report: the report, its metadata as judged.
        records: what was derived from it.
    """

    number: int
    id: str
    report: Report
    records: ReportRecords


def put_processed(
    connection: Connection,
    number: int,
    report_id: str,
    report: Report,
    *,
    judged: bool,
    records: ReportRecords | None,
    round_: str,
) -> None:
    """Put a report's row of metadata in, or replace it.

    Args:
        connection: of a transaction that writes.
        number: of the report.
        report_id: its id.
        report: its metadata as judged.
        judged: whether a person decided something of it.
        records: what was derived from it, or None where it was taken down.
        round_: which rebuild this belongs to.
    """
    values = {
        "model": records.model if records else "",
        "round": round_,
        "outlet": report.outlet,
        "outlet_folded": fold(report.outlet),
        "title": report.title,
        "author": report.author,
        "credit": report.credit,
        "url": report.url,
        "language": report.language,
        "published_earliest": report.published.earliest,
        "published_latest": report.published.latest,
        "published_basis": report.published.basis,
        "judged": judged,
        "attributions": len(records.attributions) if records else 0,
        "sort_key": sort_key(report.published, report_id),
        "copied_from": None,
        "copied_share": 0.0,
    }
    put_over(connection, processed, [{"report": number, **values}])


def put_members(
    connection: Connection, parts: Sequence[Part], keys: Mapping[str, str], joined: Mapping[str, int]
) -> dict[str, int]:
    """Put the actors of reports in.

    Args:
        connection: of a transaction that writes.
        parts: the reports.
        keys: what each actor joins by, by its id; empty where it joins none.
        joined: numbers of the ledger's actors that they are members of.

    Returns:
        The members' numbers by their ids.
    """
    every = [(part.number, actor) for part in parts for actor in part.records.actors]
    spoken: dict[str, int] = {}
    for part in parts:
        for attribution in part.records.attributions:
            if attribution.speaker is not None:
                spoken[attribution.speaker] = spoken.get(attribution.speaker, 0) + 1
    first = next_number(connection, members.c.number)
    numbers = {actor.id: first + position for position, (_, actor) in enumerate(every)}
    put_all(
        connection,
        members,
        (
            {
                "number": numbers[actor.id],
                "id": actor.id,
                "report": report,
                "key": keys[actor.id] or None,
                "actor": joined[actor.id],
                "name": actor.name,
                "kind": actor.kind,
                "aliases": list(actor.aliases),
                "roles": roles_to_json(actor.roles),
                "confidence": actor.confidence,
                "attributions": spoken.get(actor.id, 0),
            }
            for report, actor in every
        ),
    )
    put_all(
        connection,
        acting,
        (
            {
                "member": numbers[actor.id],
                "position": position,
                "agent": joined[actor.id],
                "principal": joined[relation.actor],
                "principal_member": numbers[relation.actor],
                "earliest": relation.earliest,
                "latest": relation.latest,
            }
            for _, actor in every
            for position, relation in enumerate(actor.acts_for)
        ),
    )
    return numbers


def put_records(connection: Connection, parts: Sequence[Part], member: Mapping[str, int]) -> dict[str, int]:
    """Put the mentions and attributions of reports in.

    Args:
        connection: of a transaction that writes.
        parts: the reports.
        member: the numbers of their actors.

    Returns:
        The attributions' numbers by their ids.

    Raises:
        Unanchored: a span isn't what stands in the text.
    """
    for part in parts:
        every = [mention.span for mention in part.records.mentions]
        every += [span for attribution in part.records.attributions for _, _, span in spans_of(attribution)]
        require_anchored(part.report, part.records.report, every)
    _put_mentions(connection, parts, member)
    return _put_attributions(connection, parts, member)


def _put_mentions(connection: Connection, parts: Sequence[Part], member: Mapping[str, int]) -> None:
    put_all(
        connection,
        mentions,
        (
            {
                "report": part.number,
                "position": position,
                "start": mention.span.start,
                "end": mention.span.end,
                "text": mention.span.text,
                "member": member[mention.actor],
                "confidence": mention.confidence,
            }
            for part in parts
            for position, mention in enumerate(part.records.mentions)
        ),
    )


def _put_attributions(
    connection: Connection, parts: Sequence[Part], member: Mapping[str, int]
) -> dict[str, int]:
    """Put attributions with their candidates and words in; their numbers by their ids."""
    first = next_number(connection, attributions.c.number)
    placed = [
        (part, place, attribution)
        for part in parts
        for place, attribution in enumerate(part.records.attributions)
    ]
    numbered = [(row, attribution) for row, (_, _, attribution) in enumerate(placed, start=first)]
    put_all(
        connection,
        attributions,
        (
            _attribution_values(attribution, row, part, place, member)
            for row, (part, place, attribution) in enumerate(placed, start=first)
        ),
    )
    put_all(
        connection,
        candidates,
        (
            {"attribution": row, "position": position, "member": member[candidate]}
            for row, attribution in numbered
            for position, candidate in enumerate(attribution.candidates)
        ),
    )
    put_all(
        connection,
        spans,
        (
            {
                "attribution": row,
                "role": role,
                "position": position,
                "start": span.start,
                "end": span.end,
                "text": span.text,
            }
            for row, attribution in numbered
            for role, position, span in spans_of(attribution)
        ),
    )
    return {attribution.id: row for row, attribution in numbered}


def take_records(connection: Connection, number: int) -> dict[str, int]:
    """Take all that was derived from one report out, but for its row of metadata.

    Args:
        connection: of a transaction that writes.
        number: of the report.

    Returns:
        The ids that its actors had, with the numbers of the ledger's actors that they were members of. Those
        actors are left as they are, but for the count of their attributions.
    """
    rows = connection.execute(
        select(members.c.id, members.c.actor, members.c.attributions).where(members.c.report == number)
    ).all()
    of_report = select(members.c.number).where(members.c.report == number)
    connection.execute(delete(mentions).where(mentions.c.report == number))
    connection.execute(delete(attributions).where(attributions.c.report == number))
    connection.execute(delete(acting).where(acting.c.member.in_(of_report)))
    # What bodies of other reports were found to stand for by what this one calls it.
    connection.execute(
        delete(acting).where(acting.c.principal_member.in_(of_report), acting.c.position >= FOUND)
    )
    connection.execute(delete(members).where(members.c.report == number))
    less = [{"of_actor": row.actor, "fewer": row.attributions} for row in rows if row.attributions]
    if less:
        connection.execute(FEWER, less)
    return {row.id: row.actor for row in rows}


def spans_of(attribution: Attribution) -> Iterator[tuple[str, int, Span]]:
    """Each span of an attribution with its role and its position among those of the role."""
    for role, of_role in (
        ("content", attribution.content),
        ("cue", attribution.cue),
        ("source", attribution.source),
        ("addressee", (attribution.addressee,)),
        ("venue", (attribution.venue,)),
    ):
        for position, span in enumerate(of_role):
            if span is not None:
                yield role, position, span


def sort_key(when: DateInterval, report_id: str, ordinal: int | None = None) -> str:
    """What records are listed by: the day, the report, the place in it. The same on every machine."""
    first = when.earliest or when.latest
    day = first.isoformat() if first else UNDATED
    place = "" if ordinal is None else f"{ordinal:06d}"
    return f"{day}{report_id.partition('-')[2]}{place}"


def effective_date(attribution: Attribution, report: Report) -> DateInterval:
    """When an attribution was said or, where nothing bounds that, when its report was published."""
    said = attribution.said_on
    return said if said.earliest or said.latest else report.published


def actors_of(connection: Connection, number: int) -> set[int]:
    """The numbers of the ledger's actors that a report names."""
    query = select(members.c.actor).where(members.c.report == number).distinct()
    return set(connection.execute(query).scalars())


def _attribution_values(
    attribution: Attribution, row: int, part: Part, ordinal: int, member: Mapping[str, int]
) -> dict[str, Any]:
    when = effective_date(attribution, part.report)
    return {
        "number": row,
        "id": attribution.id,
        "report": part.number,
        "kind": attribution.kind,
        "attitude": attribution.attitude,
        "speaker": member[attribution.speaker] if attribution.speaker is not None else None,
        "reported_by": member[attribution.reported_by] if attribution.reported_by is not None else None,
        "said_earliest": attribution.said_on.earliest,
        "said_latest": attribution.said_on.latest,
        "said_basis": attribution.said_on.basis,
        "earliest": when.earliest,
        "latest": when.latest,
        "sort_key": sort_key(when, part.records.report, ordinal),
        "words": " ".join(span.text for span in attribution.content),
        "confidence": attribution.confidence,
    }


def require_anchored(report: Report, report_id: str, spans: Iterable[Span]) -> None:
    """See that each span is what stands in the text.

    Args:
        report: with its text.
        report_id: its id.
        spans: what is cited of it.

    Raises:
        Unanchored: one isn't.
    """
    for span in spans:
        if report.text[span.start : span.end] != span.text:
            raise Unanchored(
                f"{report_id} does not have the words {span.text[:40]!r} at {span.start}.",
                "This is a fault in onrecord: please report it. Nothing of the report was kept.",
            )
