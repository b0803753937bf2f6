"""Trim a content to what is attributed: no outer quotation marks, no "that", no closing comma or stop."""

import re

from onrecord.extract.drafts import Place
from onrecord.text.layout import Layout
from onrecord.text.quotes import QUOTATION_MARKS

_LEADING = re.compile(r"[\s,;:.\u2026\u2013\u2014\u2022*-]+")
_THAT = re.compile(r"that\s+(?=\S)", re.IGNORECASE)
_INITIALS = re.compile(r"(?:^|[\s(])(?:[^\W\d_]\.)+$|\.\.\.$")
_TRAILING = " \t\n\r\u00a0,;:\u2013\u2014-."


def trim(layout: Layout, start: int, end: int) -> Place | None:
    """Trim a stretch of content.

    Args:
        layout: the text with its quotations.
        start: offset of the first character as tagged.
        end: offset after the last one.

    Returns:
        The offsets of what is left, or None where that is no word.
    """
    text = layout.text
    for _ in range(6):  # marks, "that" and blanks may stand in any order
        before = (start, end)
        start = _after_leading(layout, start, end)
        end = _before_trailing(layout, start, end)
        if end <= start or (start, end) == before:
            break
    if end <= start or not any(character.isalnum() for character in text[start:end]):
        return None
    return start, end


def _after_leading(layout: Layout, start: int, end: int) -> int:
    text = layout.text
    blank = _LEADING.match(text, start, end)
    if blank and blank.end() > start and not re.match(r"-?\d", text[blank.end() - 1 : blank.end() + 1]):
        start = blank.end()
    that = _THAT.match(text, start, end)
    if that and not _begins_quotation(layout, start):
        return that.end()
    opening = next((q for q in layout.quotations if q.opened and q.start == start), None)
    if opening is not None and opening.inner_end >= _last_word(text, start, end):
        return opening.inner_start
    closing = next((q for q in layout.quotations if q.closed and q.inner_end == start), None)
    if closing is not None:
        return closing.end
    if (
        opening is None
        and start < end
        and text[start] in QUOTATION_MARKS
        and not text[start : start + 2].isalnum()
    ):
        return start + 1 if closing is None and text[start] not in "'\u2019" else start
    return start


def _begins_quotation(layout: Layout, start: int) -> bool:
    """Whether a sentence of somebody's own begins: the "That" of "That will do" opens no clause."""
    capital = layout.text[start].isupper()
    return capital and any(quotation.inner_start == start for quotation in layout.quotations)


def _before_trailing(layout: Layout, start: int, end: int) -> int:
    text = layout.text
    while end > start and text[end - 1] in _TRAILING:
        if text[end - 1] == "." and _INITIALS.search(text, max(start, end - 12), end):
            break
        end -= 1
    for quotation in layout.quotations:
        if quotation.closed and quotation.end == end and quotation.inner_start <= start:
            return quotation.inner_end
        if quotation.opened and quotation.inner_start == end:
            return quotation.start
        if quotation.start > end:
            break
    return end


def _last_word(text: str, start: int, end: int) -> int:
    """Offset after the last letter or digit of a stretch."""
    while end > start and not text[end - 1].isalnum():
        end -= 1
    return end
