"""The occasion of each attribution: by its own words, by those it goes on from, or by the report's date.

An undated report says at least that it is not older than what it tells of: the years that it names as past
bound from below the days on which things in it were said. That is an interval without an end, and inferred.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from onrecord.extract.circumstances import Circumstances, as_inferred, circumstances
from onrecord.extract.drafts import Draft
from onrecord.model import UNKNOWN_DATE, DateInterval
from onrecord.text.dates import anchor_day
from onrecord.text.layout import Layout
from onrecord.text.told_on import is_shared_occasion, opening_day, shared_day, told_just_before

_RECENT = timedelta(days=7)
_PRESENT = re.compile(r"(?!was\b)(?:say|tell|want|have|\w{2,}(?<!s)s)$", re.IGNORECASE)
_YEAR = re.compile(
    r"\b(?P<word>since|in|of|during|from)\s+(?:[\w.]+\s+){0,3}?(?P<year>(?:19|20)\d\d)\b(?!\s*-)"
)
_AHEAD = re.compile(
    r"\b(?:will|would|shall|should|may|might|could|must|can|to|next|until|till|by|before|for|plan\w*|expect\w*"
    r"|due|schedul\w+|deadline\w*|hop\w+|aim\w*|target\w*|forecast\w*|predict\w*|propos\w+|promis\w+|goal)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Report:
    """What a report says, and who says it.

    Attributes:
        drafts: its attributions in the order of their content.
        layout: its text.
        published: when it was published.
        speakers: who speaks, by the draft's key.
    """

    drafts: Sequence[Draft]
    layout: Layout
    published: DateInterval
    speakers: Mapping[int, int | None]


def occasions(
    drafts: Sequence[Draft], layout: Layout, published: DateInterval, speakers: Mapping[int, int | None]
) -> dict[int, Circumstances]:
    """Find when, to whom and where each thing was said.

    Args:
        drafts: the attributions in the order of their content.
        layout: their text.
        published: when the report was published.
        speakers: who speaks, by the draft's key.

    Returns:
        By key: what the words say. A quotation that goes on shares all of it with its start. A day that
        is not stated is inferred: the one stated for the same speaker just before, else the days from
        the event that the report opens with, or from the day before it, up to publication.
    """
    if published.earliest is None and published.latest is None:
        published = not_before(layout)
    own = {draft.key: circumstances(draft, layout, published) for draft in drafts}
    by_key = {draft.key: draft for draft in drafts}
    usual = _usual_days(layout, published)
    shared = _shared(drafts, own, layout, published)
    report = _Report(drafts, layout, published, speakers)
    found: dict[int, Circumstances] = {}
    for draft in drafts:
        start = _start(draft, by_key)
        known = found[start.key] if start.key in found else own[start.key]
        if start is draft or start.key not in found:
            inferred = _inferred(report, start, found, known.said_on)
            if (
                inferred is None
                and known.said_on == as_inferred(published)
                and known.said_on.basis != "stated"
            ):
                inferred = shared if shared is not None and not _is_present(start, layout) else usual
            known = replace(known, said_on=inferred) if inferred is not None else known
        found[draft.key] = known
    return found


def _inferred(
    report: _Report, draft: Draft, found: Mapping[int, Circumstances], own: DateInterval
) -> DateInterval | None:
    """The day that the words before give to what has no day of its own."""
    layout, published, speakers = report.layout, report.published, report.speakers
    if own.basis == "stated" or not (own == as_inferred(published) or own.earliest is None):
        return None
    outer, speaker = draft.within, speakers.get(draft.key)
    if outer is not None and outer in found and speaker is not None and speakers.get(outer) == speaker:
        # "I have told them that ...", somebody says: it is said again on the day of the outer saying.
        return found[outer].said_on
    if own.earliest is not None:
        day = _told_before(report, draft, found)
        if day is not None:
            return DateInterval.on(day, "inferred")
    if not draft.cue or _is_present(draft, layout):
        return None
    names = [layout.text[start:end] for start, end in draft.source]
    day = told_just_before(layout, published, draft.cue[0], names[0] if names else "")
    if day is None and own.earliest is None and published.latest is not None:
        return None
    return DateInterval.on(day, "inferred") if day is not None else None


def _shared(
    drafts: Sequence[Draft], own: Mapping[int, Circumstances], layout: Layout, published: DateInterval
) -> DateInterval | None:
    """The day on which what has no day of its own was said as a rule."""
    sayings = [
        (
            draft.cue[0][0],
            own[draft.key].said_on,
            is_shared_occasion(layout.text, own[draft.key].addressee, own[draft.key].venue),
        )
        for draft in drafts
        if draft.cue
    ]
    day = shared_day(layout, published, sayings)
    return DateInterval.on(day, "inferred") if day is not None else None


def _is_present(draft: Draft, layout: Layout) -> bool:
    """Whether a cue is in the present tense, so that what it tells holds on the day of the report."""
    if not draft.cue:
        return False
    first = layout.text[slice(*draft.cue[0])].split()
    return bool(first) and _PRESENT.match(first[0]) is not None


def not_before(layout: Layout) -> DateInterval:
    """The days on which an undated text may have been written, by the years that it names as past.

    Args:
        layout: the text.

    Returns:
        From the first day of the latest such year on, without an end; unknown where it names none.
    """
    years = []
    for block in layout.blocks:
        for match in _YEAR.finditer(layout.text, block.start, block.end):
            clause = re.split(r"[,;:.!?\u201c\u201d\"]\s", layout.text[block.start : match.end()])[-1]
            if match["word"] == "since" or not _AHEAD.search(clause):
                years.append(int(match["year"]))
    return DateInterval(date(max(years), 1, 1), None, "inferred") if years else UNKNOWN_DATE


def _start(draft: Draft, by_key: Mapping[int, Draft]) -> Draft:
    """The draft with a cue that one without goes on from."""
    seen = {draft.key}
    while not draft.cue and draft.follows is not None and draft.follows not in seen:
        seen.add(draft.follows)
        draft = by_key.get(draft.follows, draft)
    return draft


def _told_before(report: _Report, draft: Draft, found: Mapping[int, Circumstances]) -> date | None:
    """The day of what the same speaker said in this paragraph or the one before.

    A day long before the report is that of a recalled saying, and holds for its own paragraph alone.
    """
    speaker, today = report.speakers.get(draft.key), anchor_day(report.published)
    if speaker is None:
        return None
    for other in reversed([each for each in report.drafts if each.start < draft.start and each.key in found]):
        apart = report.layout.block_at(draft.start) - report.layout.block_at(other.start)
        if apart > 1:
            return None
        day = found[other.key].said_on.day
        if report.speakers.get(other.key) != speaker or day is None or other.within != draft.within:
            continue
        if apart == 0 or (today is not None and timedelta(0) <= today - day <= _RECENT):
            return day
    return None


def _usual_days(layout: Layout, published: DateInterval) -> DateInterval:
    """The days on which something said in a report was said, where nothing better is known."""
    today = anchor_day(published)
    if today is None:
        return as_inferred(published)
    opening = opening_day(layout, published)
    return DateInterval(opening[0] if opening else today - timedelta(days=1), today, "inferred")
