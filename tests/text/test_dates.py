import re
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.model import UNKNOWN_DATE, DateInterval
from onrecord.text import dates
from onrecord.text.dates import find_dates
from onrecord.text.held import folded

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
        ("the day before yesterday", day("2031-05-18")),
        ("a fortnight ago", [("2031-05-03", "2031-05-09", "week")]),
        ("three weeks before, he", [("2031-04-26", "2031-05-02", "week")]),
        ("three weeks before the vote", []),
        ("two decades ago", [("2006-05-21", "2016-05-28", "year")]),
        ("a few days ago", [("2031-05-11", "2031-05-18", "day")]),
        ("several hours ago", day("2031-05-20")),
        ("in recent weeks", [("2031-03-18", "2031-05-20", "week")]),
        ("over the past two days", [("2031-05-18", "2031-05-20", "day")]),
        ("last spring", [("2030-03-01", "2030-05-31", "month")]),
        ("last winter", [("2030-12-01", "2031-02-28", "month")]),
        ("last summer", [("2030-06-01", "2030-08-31", "month")]),
        ("this spring", [("2031-03-01", "2031-05-20", "month")]),
        ("in the autumn of 2029", [("2029-09-01", "2029-11-30", "month")]),
        ("in the winter of 2029", [("2028-12-01", "2030-02-28", "month")]),
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


@settings(deadline=None)
@given(st.data(), st.sampled_from(dates._RULES))
def test_the_words_of_a_rule_hold_one_of_its_parts(data, rule):
    pattern, _, held = rule
    words = folded(data.draw(st.from_regex(pattern)))
    assert any(part in words if part else re.search(r"\d", words) for part in held)
