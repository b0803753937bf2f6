from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.model import UNKNOWN_DATE, DateInterval
from onrecord.text.dates import find_dates

TUESDAY = DateInterval.on(date(2031, 5, 20))


def read(words, published=TUESDAY, future=False):
    return [
        (str(d.interval.earliest), str(d.interval.latest), d.granularity)
        for d in find_dates(words, 0, len(words), published, future)
    ]


def day(text):
    return [(text, text, "day")]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("on Monday", day("2031-05-19")),
        ("on Tuesday", day("2031-05-20")),
        ("last Tuesday", day("2031-05-13")),
        ("next Friday", day("2031-05-23")),
        ("yesterday", day("2031-05-19")),
        ("on 2 May", day("2031-05-02")),
        ("on November 3", day("2030-11-03")),
        ("on Nov. 3, 2029,", day("2029-11-03")),
        ("on 2029-11-03", day("2029-11-03")),
        ("in October", [("2030-10-01", "2030-10-31", "month")]),
        ("at the end of January", [("2031-01-21", "2031-01-31", "month")]),
        ("last week", [("2031-05-12", "2031-05-18", "week")]),
        ("earlier this month", [("2031-05-01", "2031-05-20", "month")]),
        ("at the weekend", [("2031-05-17", "2031-05-18", "day")]),
        ("three days ago", day("2031-05-17")),
        ("in 2014", [("2014-01-01", "2014-12-31", "year")]),
        ("They may say so for a week.", []),
        ("on 31 November", []),
    ],
)
def test_words_become_intervals(words, expected):
    assert read(words) == expected


def test_the_future_lies_ahead():
    assert read("on Monday", future=True) == day("2031-05-26")
    assert read("on 2 May", future=True) == day("2032-05-02")


def test_without_a_day_of_publication_only_years_count():
    assert read("on Monday, 2 May, and on 3 May 2029", UNKNOWN_DATE) == day("2029-05-03")


@given(st.text(alphabet="abMonday 19JuneOctober.,-lastweek", max_size=80), st.booleans())
def test_intervals_never_end_before_they_begin(words, future):
    for phrase in find_dates(words, 0, len(words), TUESDAY, future):
        assert phrase.interval.latest - phrase.interval.earliest >= timedelta(0)
