"""Rows of one report's issues, positions, conditions and events: put in, and taken out."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, delete, select

from onrecord.model import Condition, DateInterval, Event, Position, Report, ReportRecords, Span
from onrecord.store.claim_tables import (
    claim_actors,
    claim_alternatives,
    claim_spans,
    claims,
    issue_actors,
    issue_forms,
    issue_members,
)
from onrecord.store.derived import Part, require_anchored, sort_key
from onrecord.store.rows import next_number, put_all

Claim = Position | Condition | Event


@dataclass(frozen=True, slots=True)
class Taken:
    """What a report's issues were part of.

    Attributes:
        forms: how many members and how many claims each form loses, by its number.
        issues: the ids of members and forms, with the numbers of their issues.
    """

    forms: Mapping[int, tuple[int, int]]
    issues: Mapping[str, int]


def claims_of(records: ReportRecords) -> tuple[Claim, ...]:
    """A report's positions, conditions and events, in the order of their evidence."""
    every: list[Claim] = [*records.positions, *records.conditions, *records.events]
    return tuple(sorted(every, key=lambda claim: (claim.evidence[0].start, claim.evidence[0].end)))


def issues_named(records: ReportRecords) -> Iterator[str]:
    """The issues that a report's claims are about, each as often as claims are."""
    for claim in claims_of(records):
        if isinstance(claim, Condition):
            yield from {claim.step, claim.requirement}
        else:
            yield claim.issue


def spans_of_claim(claim: Claim) -> Iterator[tuple[str, int, Span]]:
    """Each span of a claim with its role and its position among those of the role."""
    connective = claim.connective if isinstance(claim, Condition) else ()
    for role, of_role in (("evidence", claim.evidence), ("connective", connective)):
        for position, span in enumerate(of_role):
            yield role, position, span


def put_issue_members(
    connection: Connection,
    parts: Sequence[Part],
    forms: Mapping[str, int],
    member: Mapping[str, int],
    named: Mapping[str, int],
) -> dict[str, int]:
    """Put the issues of reports in.

    Args:
        connection: of a transaction that writes.
        parts: the reports.
        forms: the numbers of their forms, by their ids.
        member: the numbers of the reports' actors, by theirs.
        named: how many claims are about each issue.

    Returns:
        The members' numbers by the issues' ids.
    """
    first = next_number(connection, issue_members.c.number)
    every = [(part.number, issue) for part in parts for issue in part.records.issues]
    numbers = {issue.id: first + place for place, (_, issue) in enumerate(every)}
    put_all(
        connection,
        issue_members,
        (
            {
                "number": numbers[issue.id],
                "id": issue.id,
                "report": report,
                "form": forms[issue.id],
                "claims": named.get(issue.id, 0),
            }
            for report, issue in every
        ),
    )
    put_all(
        connection,
        issue_actors,
        (
            {"issue": numbers[issue.id], "position": position, "member": member[actor]}
            for _, issue in every
            for position, actor in enumerate(issue.actors)
        ),
    )
    return numbers


def put_claims(
    connection: Connection,
    parts: Sequence[Part],
    member: Mapping[str, int],
    issue: Mapping[str, int],
    attribution: Mapping[str, int],
) -> None:
    """Put the positions, conditions and events of reports in.

    Args:
        connection: of a transaction that writes.
        parts: the reports.
        member: the numbers of the reports' actors, by their ids.
        issue: those of their issues.
        attribution: those of their attributions.

    Raises:
        Unanchored: a span isn't what stands in the text.
    """
    placed: list[tuple[Part, int, Claim]] = []
    for part in parts:
        every = claims_of(part.records)
        spans = (span for one in every for _, _, span in spans_of_claim(one))
        require_anchored(part.report, part.records.report, spans)
        placed += ((part, place, claim) for place, claim in enumerate(every))
    first = next_number(connection, claims.c.number)
    numbered = [(row, claim) for row, (_, _, claim) in enumerate(placed, start=first)]
    put_all(
        connection,
        claims,
        (
            {
                "number": row,
                "id": claim.id,
                "report": part.number,
                "via": member[claim.via] if claim.via is not None else None,
                "attribution": attribution[claim.attribution] if claim.attribution is not None else None,
                "date_earliest": claim.date.earliest,
                "date_latest": claim.date.latest,
                "date_basis": claim.date.basis,
                "words": " ".join(span.text for span in claim.evidence),
                "confidence": claim.confidence,
                **_when(claim.date, part.report, part.records.report, place),
                **_own(claim, member, issue),
            }
            for row, (part, place, claim) in enumerate(placed, start=first)
        ),
    )
    _put_parts(connection, numbered, member, issue)


def _put_parts(
    connection: Connection,
    numbered: Sequence[tuple[int, Claim]],
    member: Mapping[str, int],
    issue: Mapping[str, int],
) -> None:
    """Put in what claims have several of: what would do instead, who did it, and their words."""
    put_all(
        connection,
        claim_alternatives,
        (
            {"claim": row, "position": position, "issue": issue[alternative]}
            for row, claim in numbered
            if not isinstance(claim, Event)
            for position, alternative in enumerate(claim.alternatives)
        ),
    )
    put_all(
        connection,
        claim_actors,
        (
            {"claim": row, "position": position, "member": member[actor]}
            for row, claim in numbered
            if isinstance(claim, Event)
            for position, actor in enumerate(claim.actors)
        ),
    )
    put_all(
        connection,
        claim_spans,
        (
            {
                "claim": row,
                "role": role,
                "position": position,
                "start": span.start,
                "end": span.end,
                "text": span.text,
            }
            for row, claim in numbered
            for role, position, span in spans_of_claim(claim)
        ),
    )


def take_claims(connection: Connection, number: int) -> Taken:
    """Take the positions, conditions, events and issues of one report out.

    The ledger's issues and forms are left as they are.

    Args:
        connection: of a transaction that writes.
        number: of the report.
    """
    rows = connection.execute(
        select(
            issue_members.c.id,
            issue_members.c.form,
            issue_members.c.claims,
            issue_forms.c.issue,
            issue_forms.c.id.label("form_id"),
        )
        .join(issue_forms, issue_forms.c.number == issue_members.c.form)
        .where(issue_members.c.report == number)
    ).all()
    connection.execute(delete(claims).where(claims.c.report == number))
    connection.execute(delete(issue_members).where(issue_members.c.report == number))
    forms: dict[int, tuple[int, int]] = {}
    for row in rows:
        members, named = forms.get(row.form, (0, 0))
        forms[row.form] = members + 1, named + row.claims
    ids = {row.id: row.issue for row in rows} | {row.form_id: row.issue for row in rows}
    return Taken(forms, ids)


def _own(claim: Claim, member: Mapping[str, int], issue: Mapping[str, int]) -> dict[str, Any]:
    """The columns that differ from type to type."""
    if isinstance(claim, Position):
        return {
            "type": "position",
            "holder": member[claim.holder],
            "does": claim.act,
            "polarity": claim.polarity,
            "issue": issue[claim.issue],
            "requirement": None,
            "hypothetical": claim.hypothetical,
            "plover": claim.plover,
        }
    if isinstance(claim, Condition):
        return {
            "type": "condition",
            "holder": member[claim.holder],
            "does": claim.relation,
            "polarity": "",
            "issue": issue[claim.step],
            "requirement": issue[claim.requirement],
            "hypothetical": claim.hypothetical,
            "plover": "",
        }
    return {
        "type": "event",
        "holder": None,
        "does": claim.status,
        "polarity": "",
        "issue": issue[claim.issue],
        "requirement": None,
        "hypothetical": False,
        "plover": "",
    }


def _when(date: DateInterval, report: Report, report_id: str, ordinal: int) -> dict[str, Any]:
    when = date if date.earliest or date.latest else report.published
    return {
        "earliest": when.earliest,
        "latest": when.latest,
        "sort_key": sort_key(when, report_id, ordinal),
    }
