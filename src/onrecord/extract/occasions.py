"""The occasion of each attribution: by its own words, by those it goes on from, or by the report's date.

An undated report says at least that it is not older than what it tells of: the years that it names as past
bound from below the days on which things in it were said. That is an interval without an end, and inferred.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from onrecord.extract.circumstances import AHEAD_OF, Circumstances, circumstances, lead_of
from onrecord.extract.drafts import Draft
from onrecord.model import UNKNOWN_DATE, DateInterval
from onrecord.text.dates import anchor_day, find_dates
from onrecord.text.layout import Layout

_LEAD_PARAGRAPHS = 3
_LONGEST_LEAD = 7
_YEAR = re.compile(
    r"\b(?P<word>since|in|of|during|from)\s+(?:[\w.]+\s+){0,3}?(?P<year>(?:19|20)\d\d)\b(?!\s*-)"
)
_AHEAD = re.compile(
    r"\b(?:will|would|shall|should|may|might|could|must|can|to|next|until|till|by|before|for|plan\w*|expect\w*"
    r"|due|schedul\w+|deadline\w*|hop\w+|aim\w*|target\w*|forecast\w*|predict\w*|propos\w+|promis\w+|goal)\b",
    re.IGNORECASE,
)


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
    found: dict[int, Circumstances] = {}
    for draft in drafts:
        start = _start(draft, by_key)
        known = own[start.key]
        if known.said_on.basis != "stated" and known.said_on == _whole(published):
            day = _told_before(start, drafts, own, layout, speakers)
            known = replace(known, said_on=day or usual)
        found[draft.key] = known
    return found


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


def _whole(published: DateInterval) -> DateInterval:
    """The report's own date as `circumstances` gives it for want of a better."""
    if published.earliest is None and published.latest is None:
        return published
    return DateInterval(published.earliest, published.latest, "inferred")


def _start(draft: Draft, by_key: Mapping[int, Draft]) -> Draft:
    """The draft with a cue that one without goes on from."""
    seen = {draft.key}
    while not draft.cue and draft.follows is not None and draft.follows not in seen:
        seen.add(draft.follows)
        draft = by_key.get(draft.follows, draft)
    return draft


def _told_before(
    draft: Draft,
    drafts: Sequence[Draft],
    own: Mapping[int, Circumstances],
    layout: Layout,
    speakers: Mapping[int, int | None],
) -> DateInterval | None:
    """The day stated for what the same speaker said in this paragraph or the one before."""
    speaker = speakers.get(draft.key)
    if speaker is None:
        return None
    for other in reversed([each for each in drafts if each.start < draft.start]):
        if layout.block_at(draft.start) - layout.block_at(other.start) > 1:
            return None
        said_on = own[other.key].said_on
        if speakers.get(other.key) == speaker and said_on.basis == "stated" and said_on.day is not None:
            return DateInterval.on(said_on.day, "inferred")
    return None


def _usual_days(layout: Layout, published: DateInterval) -> DateInterval:
    """The days on which something said in a report was said, where nothing better is known."""
    today = anchor_day(published)
    if today is None:
        return _whole(published)
    return DateInterval(
        _opening_day(layout, published, today) or today - timedelta(days=1), today, "inferred"
    )


def _opening_day(layout: Layout, published: DateInterval, today: date) -> date | None:
    """The day of the event that a report opens with."""
    for block in [each for each in layout.blocks if each.kind == "paragraph"][:_LEAD_PARAGRAPHS]:
        for phrase in find_dates(layout.text, block.start, block.end, published):
            day = phrase.interval.day
            if AHEAD_OF.search(lead_of(layout.text, phrase.start)):
                continue
            if day is not None and timedelta(0) <= today - day <= timedelta(days=_LONGEST_LEAD):
                return day
    return None
