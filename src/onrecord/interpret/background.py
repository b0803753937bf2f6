"""What a report recalls: "the mayor, who in October had said that ...", told as being over.

A statement that "had" been made is older than what the report is about. Taken for one of the report's day it
would stand against what the same party says there; taken for an older one it is what the party has left.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import TypeVar

from onrecord.interpret.drafts import ConditionDraft, PositionDraft
from onrecord.interpret.stems import key_of
from onrecord.model import Attribution, DateInterval, Report
from onrecord.text.dates import DatePhrase, find_dates
from onrecord.text.layout import Layout
from onrecord.text.told_on import as_led

RECENT = timedelta(days=7)
"""What a report is about lies at most so many days before it."""
Draft = TypeVar("Draft", PositionDraft, ConditionDraft)
_HAD = re.compile(r"\bhad(?:\s+\w+){0,3}\s*$")
_SUPPOSED = re.compile(r"\b(?:if|would|could|should|as though)\b", re.IGNORECASE)
_CLAUSE = re.compile(r"[,;:\u2013\u2014()\u201c\u201d\"]|\b(?:who|which|but|and|although|though|while)\b")
_OPENING = 1


def dated_back(
    report: Report, layout: Layout, attributions: Sequence[Attribution]
) -> tuple[Attribution, ...]:
    """Attributions with the days of those that are only recalled.

    Args:
        report: the report.
        layout: its text.
        attributions: who said what in it.

    Returns:
        The same in the same order. One whose cue says that it "had" been said has the day that its own
        clause states, else an interval without a beginning that ends before what the report is about; one of
        an undated report stays as it is.
    """
    before = recalled(report, attributions)
    if before is None:
        return tuple(attributions)
    return tuple(
        replace(one, said_on=_earlier(_stated(report, layout, one) or one.said_on, before))
        if _had_been_said(report.text, layout, one)
        else one
        for one in attributions
    )


def recalled(report: Report, attributions: Sequence[Attribution]) -> DateInterval | None:
    """The days before what a report is about, or None where it isn't dated."""
    today = report.published.day
    if today is None:
        return None
    return DateInterval(None, _first_day(today, attributions) - timedelta(days=1), "inferred")


def kept_back(
    drafts: Sequence[Draft], beside: Sequence[PositionDraft | ConditionDraft], report: Report
) -> list[Draft]:
    """Drafts that are only recalled, dated back where the report has what took their place.

    Args:
        drafts: positions or conditions.
        beside: all of the report.
        report: the report.

    Returns:
        The same in the same order. What a party had said, and says nothing else about in this report, was
        said by the report's day, on which it holds for all that it tells.
    """
    now = [other for other in beside if not is_recalled(other.voice.date)]
    by_now = DateInterval(None, report.published.latest, "inferred")
    return [
        draft
        if not is_recalled(draft.voice.date) or any(_is_left(draft, other) for other in now)
        else replace(draft, voice=replace(draft.voice, date=by_now))
        for draft in drafts
    ]


def is_recalled(day: DateInterval) -> bool:
    """Whether a date says no more than that something was earlier."""
    return day.earliest is None and day.latest is not None and day.basis == "inferred"


def _is_left(draft: PositionDraft | ConditionDraft, other: PositionDraft | ConditionDraft) -> bool:
    """Whether the same party says another thing about what a recalled draft is about."""
    if set(draft.holders).isdisjoint(other.holders):
        return False
    return not _stems(draft).isdisjoint(_stems(other))


def _stems(draft: PositionDraft | ConditionDraft) -> frozenset[str]:
    if isinstance(draft, PositionDraft):
        return key_of(draft.naming.label)
    return key_of(draft.step.label) | key_of(draft.requirement.label)


def _first_day(today: date, attributions: Sequence[Attribution]) -> date:
    """The first of the days that a report is about: those of what was said lately."""
    lately = [one.said_on.day for one in attributions if one.said_on.basis == "stated"]
    return min([day for day in lately if day is not None and today - RECENT <= day <= today], default=today)


def _earlier(said_on: DateInterval, before: DateInterval) -> DateInterval:
    """The part of some days that lies before others; all of those where none does."""
    if said_on.earliest is None or said_on.latest is None or before.latest is None:
        return before
    if said_on.latest <= before.latest:
        return said_on
    return replace(said_on, latest=before.latest) if said_on.earliest <= before.latest else before


def _had_been_said(text: str, layout: Layout, one: Attribution) -> bool:
    """Whether a cue is told in the past perfect."""
    if not one.cue:
        return False
    cue = one.cue[0]
    start = layout.sentences[layout.sentence_at(cue.start)].start
    words = text[start : cue.end]
    found = _HAD.search(words)
    return found is not None and not layout.is_quoted(cue.start) and not _SUPPOSED.search(words)


def _stated(report: Report, layout: Layout, one: Attribution) -> DateInterval | None:
    """The day that the clause of a cue states for it: "who in October had said"."""
    text, cue = report.text, one.cue[0]
    sentence = layout.sentences[layout.sentence_at(cue.start)].start
    had = sentence + _HAD.search(text[sentence : cue.end]).start()  # type: ignore[union-attr]
    bounds = [match.end() for match in _CLAUSE.finditer(text, sentence, had)]
    clause = bounds[-1] if bounds else sentence
    end = one.content[0].start if one.content[0].start >= cue.end else cue.end
    phrases = find_dates(text, sentence, end, report.published)
    near = [phrase for phrase in phrases if phrase.start >= clause or _opens(text, sentence, phrase)]
    if not near:
        return None
    day = as_led(text, near[-1], report.published)
    today = report.published.day
    if day is None or today is None or (day.latest is not None and day.latest > today):
        return None
    return day


def _opens(text: str, sentence: int, phrase: DatePhrase) -> bool:
    return len(text[sentence : phrase.start].split()) <= _OPENING
