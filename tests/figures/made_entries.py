"""Entries for figures, made by hand."""

from datetime import date

from onrecord.model import Attribution, Condition, DateInterval, Position, Span, Utterance
from onrecord.store.entries import (
    AttributionEntry,
    ConditionEntry,
    PositionEntry,
    ReportEntry,
    UtteranceEntry,
)


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


def utterance(speaker: str, words: str, day: int, *, reports: int = 1) -> UtteranceEntry:
    when, at = DateInterval.on(date(2024, 3, day)), report(f"r{day}", day=date(2024, 3, day))
    said = Attribution(
        id=f"att-{speaker}-{day}",
        report=at.id,
        kind="direct",
        attitude="speech",
        content=(Span(0, len(words), words),),
        speaker=f"act-{speaker}",
    )
    made = Utterance(
        id=f"utt-{speaker}-{day}",
        speaker=f"act-{speaker}",
        said_on=when,
        attributions=(said.id,),
        independent_reports=reports,
        first_report=at.id,
        variants=(words,),
    )
    entry = AttributionEntry(attribution=said, report=at, speaker=speaker, utterance=made.id)
    return UtteranceEntry(utterance=made, speaker=speaker, first=at, attributions=(entry,))
