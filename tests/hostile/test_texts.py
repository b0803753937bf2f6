"""Dates and quotations of any text: offsets hold, intervals are in order, nothing takes long.

`make fuzz` tries a million texts, in parts that run beside each other; here stands a seeded slice.
"""

import time
from datetime import date

import pytest
from counted import COUNT, SEED, counted
from hypothesis import example, given, settings
from hypothesis import strategies as st
from odd_texts import made_texts, paragraphs_of

from onrecord.model import UNKNOWN_DATE, DateInterval
from onrecord.text.dates import find_dates
from onrecord.text.quotes import find_quotations

PARTS = 20
LONGEST = 1.0
PUBLISHED = (
    DateInterval.on(date(2024, 2, 29)),
    UNKNOWN_DATE,
    DateInterval.on(date.min),
    DateInterval.on(date.max),
)
LENGTHS = {"day": (0, 3), "week": (0, 31), "month": (0, 92), "year": (0, 366)}
"""The days between the ends of an interval that words of some fineness may give."""


def dates_hold(text: str, published: DateInterval, future: bool) -> None:
    before = 0
    for found in find_dates(text, 0, len(text), published, future):
        assert before <= found.start < found.end <= len(text)
        before = found.end
        first, last = found.interval.earliest, found.interval.latest
        assert first is not None and last is not None and first <= last
        shortest, longest = LENGTHS[found.granularity]
        assert shortest <= (last - first).days <= longest, text[found.start : found.end]


def quotations_hold(text: str) -> None:
    paragraphs = paragraphs_of(text)
    quotations = find_quotations(text, paragraphs)
    assert [one.start for one in quotations] == sorted(one.start for one in quotations)
    around: list[int] = []  # the ends of those that a quotation stands in
    for one in quotations:
        assert 0 <= one.start <= one.inner_start <= one.inner_end <= one.end <= len(text)
        assert any(first <= one.start and one.end <= last for first, last in paragraphs)
        assert one.opened or one.closed
        assert (one.inner_start > one.start) == one.opened
        assert (one.end > one.inner_end) == one.closed
        around = [end for end in around if end > one.start]
        assert all(one.end <= end for end in around)  # inside another or apart from it, never across its end
        assert one.level == bool(around)
        around.append(one.end)


@pytest.mark.parametrize("part", range(PARTS))
def test_dates_and_quotations_of_made_texts_hold(part: int) -> None:
    count = COUNT * 100 // PARTS
    with counted(f"dates and quotations, part {part + 1} of {PARTS}", count):
        for number, text in enumerate(made_texts(count, SEED * 1_000 + part)):
            began = time.process_time()
            dates_hold(text, PUBLISHED[number % len(PUBLISHED)], future=number % 2 == 0)
            quotations_hold(text)
            assert time.process_time() - began < LONGEST, text


@settings(max_examples=max(50, COUNT), derandomize=SEED == 1, deadline=None)
@given(st.text(max_size=300))
@example("“" * 200)
@example("\"'" * 100)
@example("on Monday, 31 February 20" * 10)
def test_dates_and_quotations_of_any_text_hold(text: str) -> None:
    began = time.process_time()
    dates_hold(text, PUBLISHED[0], future=False)
    quotations_hold(text)
    assert time.process_time() - began < LONGEST
