"""Statements that a person coded by hand: positions that stand beside, or in place of, what was derived.

A judgement `confirm` with a value says that a report has this position, whether it was found or not.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from onrecord.model import UNKNOWN_DATE, Actor, Issue, Judgement, Position, ReportRecords, Span, stable_id
from onrecord.text.folding import fold

LEAST_SHARED = 0.5
PLOVER = {"support": "SUPPORT", "oppose": "REJECT"}


def coded_id(report: str, value: Mapping[str, Any], span: Span) -> str:
    """The id of the position that a person coded: the same on every machine."""
    place = f"{span.start}-{span.end}"
    return stable_id("position", report, "by judgement", value["holder"], value["issue"], place)


def with_coded(records: ReportRecords, judgement: Judgement) -> tuple[ReportRecords, str | None]:
    """Records with the position that a judgement states.

    What was derived from the same words for the same holder gives way to it.

    Args:
        records: of one report.
        judgement: with the value `{"type": "position", "holder", "kind", "issue", "polarity", "act"}`.

    Returns:
        The records, and the position's id; None where the judgement's words were taken out.
    """
    value, anchor = judgement.value, judgement.anchors[0]
    if value.get("type") != "position" or not anchor.quotation:
        return records, None
    records, holder = _actor(records, value["holder"], value.get("kind") or "organization")
    records, issue = _issue(records, value["issue"])
    span = Span(anchor.position, anchor.position + len(anchor.quotation), anchor.quotation)
    said = _statement(records, span)
    person = value.get("speaker")
    if said is not None and person:
        records, speaker = _actor(records, person, "person")
        spoken = replace(said, speaker=said.speaker or speaker)
        others = (spoken if one.id == said.id else one for one in records.attributions)
        records = replace(records, attributions=tuple(others))
    position = Position(
        id=coded_id(records.report, value, span),
        holder=holder,
        act=value["act"],
        polarity=value["polarity"],
        issue=issue,
        date=said.said_on if said is not None else UNKNOWN_DATE,
        report=records.report,
        evidence=(span,),
        attribution=said.id if said is not None else None,
        plover=PLOVER.get(value["act"], ""),
        confidence=1.0,
        judged=True,
    )
    kept = tuple(
        one
        for one in records.positions
        if one.id != position.id
        and not (one.holder == holder and not one.judged and _shared(span, one.evidence) >= LEAST_SHARED)
    )
    return replace(records, positions=(*kept, position)), position.id


def _actor(records: ReportRecords, name: str, kind: Any) -> tuple[ReportRecords, str]:
    wanted = fold(name)
    for actor in records.actors:
        if wanted in {fold(actor.name), *map(fold, actor.aliases)}:
            return records, actor.id
    id_ = stable_id("actor", records.report, "by judgement", name)
    made = Actor(id=id_, name=name, kind=kind, aliases=(name,), judged=True)
    return replace(records, actors=(*records.actors, made)), id_


def _issue(records: ReportRecords, label: str) -> tuple[ReportRecords, str]:
    wanted = fold(label)
    for issue in records.issues:
        if wanted in {fold(issue.label), *map(fold, issue.aliases)}:
            return records, issue.id
    id_ = stable_id("issue", records.report, "by judgement", label)
    made = Issue(id=id_, label=label, aliases=(label,), kind="topic", judged=True)
    return replace(records, issues=(*records.issues, made)), id_


def _statement(records: ReportRecords, span: Span) -> Any:
    """The attribution whose content the words are, the most of it, if any."""
    shared = ((_shared(span, one.content), one.id, one) for one in records.attributions)
    best = max(shared, default=(0.0, "", None))
    return best[2] if best[0] >= LEAST_SHARED else None


def _shared(span: Span, others: tuple[Span, ...]) -> float:
    first, last = min(one.start for one in others), max(one.end for one in others)
    both = max(0, min(span.end, last) - max(span.start, first))
    return both / (max(span.end, last) - min(span.start, first))
