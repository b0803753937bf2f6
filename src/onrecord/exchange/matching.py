"""Which record a stretch of text that somebody else marked belongs to."""

from collections.abc import Mapping, Sequence

from onrecord.model import Span

ENOUGH = 0.5
"""How much of the shorter of the two must lie in the other for them to be about the same words."""


def best_match(marked: Span, records: Mapping[str, Sequence[Span]]) -> str | None:
    """The record whose spans overlap a marked stretch most, if they do enough.

    Args:
        marked: what somebody marked.
        records: the spans of records of the same report, by id.

    Returns:
        The record's id, the smaller of two that overlap alike; or None.
    """
    best, most = None, 0.0
    for id_, spans in sorted(records.items()):
        shared = sum(max(0, min(marked.end, span.end) - max(marked.start, span.start)) for span in spans)
        own = sum(span.end - span.start for span in spans)
        share = shared / max(1, min(own, marked.end - marked.start))
        if share >= ENOUGH and shared > most:
            best, most = id_, shared
    return best
