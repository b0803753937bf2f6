"""Entries for figures, made by hand."""

from datetime import date

from onrecord.model import Condition, DateInterval, Position, Span
from onrecord.store.entries import ConditionEntry, PositionEntry, ReportEntry


def report(id_: str, *, day: date = date(2024, 3, 4), copied_from: str | None = None) -> ReportEntry:
    return ReportEntry(
        id=id_,
        outlet=f"Outlet {id_}",
        title="",
        author="",
        credit="",
        url="",
        path="",
        published=DateInterval.on(day),
        retrieved=None,
        language="en",
        sha256="",
        copied_from=copied_from,
    )


def position(
    holder: str, polarity: str, issue: str, day: int, *, at: ReportEntry | None = None, **more: object
) -> PositionEntry:
    when = date(2024, 3, day)
    at = at or report(f"r{day}", day=when)
    act = {"for": "demand", "against": "reject", "open": "support"}[polarity]
    words = f"{holder} {act} {issue}"
    made = Position(
        id=f"pos-{holder}-{issue}-{polarity}-{day}-{at.id}",
        holder=f"act-{holder}",
        act=act,
        polarity=polarity,
        issue=f"iss-{issue}",
        date=DateInterval.on(when),
        report=at.id,
        evidence=(Span(0, len(words), words),),
        **more,
    )
    via = str(more.get("via") or "")
    return PositionEntry(position=made, report=at, holder=holder, issue=issue, via=via)


def condition(holder: str, step: str, requirement: str, relation: str = "requires") -> ConditionEntry:
    words = f"{step} only with {requirement}"
    made = Condition(
        id=f"con-{holder}-{step}-{requirement}",
        holder=f"act-{holder}",
        relation=relation,
        step=f"iss-{step}",
        requirement=f"iss-{requirement}",
        date=DateInterval.on(date(2024, 3, 4)),
        report="r4",
        evidence=(Span(0, len(words), words),),
    )
    return ConditionEntry(
        condition=made, report=report("r4"), holder=holder, step=step, requirement=requirement
    )
