from datetime import UTC, date, datetime, timedelta, timezone
from email.utils import format_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.model import DateInterval, Report
from onrecord.read import read_bytes
from onrecord.read.stamps import parse_stamp

DAY = date(2016, 6, 29)


@pytest.mark.parametrize(
    "stamp",
    [
        "2016-06-29", "2016-6-29", "2016/6/29", "2016/06/29 10:15", "2016.06.29", "20160629",
        "20160629T101500Z", "2016-06-29T23:59:59-05:00", "2016-06-29T00:00:00.000Z",
        "2016-06-29 10:00:00 UTC",
        "Wed, 29 Jun 2016 12:00:00 GMT", "Wed, 29 Jun 16 12:00:00 +0200", "29 Jun 2016",
        "29 June 2016, 10:15",
        "Wednesday, June 29, 2016 10:15 AM", "June 29th, 2016", "Jun 29 2016", "29-Jun-2016", "29.6.2016",
        "29/06/2016", "06/29/2016", "Wed Jun 29 10:15:00 2016", "Wed Jun 29 10:15:00 UTC 2016", "1467201600",
        "1467201600000",
    ],
)  # fmt: skip
def test_days(stamp):
    assert parse_stamp(stamp) == DateInterval.on(DAY)


@pytest.mark.parametrize(
    "stamp",
    [
        "", "   ", "yesterday", "2016-13-01", "2016-02-30", "99/99/2016", "29 Foo 2016", "0000-00-00", "12",
        "Friday", "1016-06-29", "06-29",
    ],
)  # fmt: skip
def test_what_is_no_date(stamp):
    assert parse_stamp(stamp) is None


def test_whole_months_and_years():
    assert parse_stamp("2016-02") == DateInterval(date(2016, 2, 1), date(2016, 2, 29), "stated")
    assert parse_stamp("December 2016") == DateInterval(date(2016, 12, 1), date(2016, 12, 31), "stated")
    assert parse_stamp("2016") == DateInterval(date(2016, 1, 1), date(2016, 12, 31), "stated")


def test_day_and_month_that_could_change_places_give_both():
    assert parse_stamp("5/6/2016") == DateInterval(date(2016, 5, 6), date(2016, 6, 5), "inferred")
    assert parse_stamp("6/6/2016") == DateInterval.on(date(2016, 6, 6))
    assert parse_stamp("5.6.2016") == DateInterval.on(date(2016, 6, 5))


ZONES = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
MOMENTS = st.datetimes(datetime(1971, 1, 1), datetime(2049, 12, 31), timezones=ZONES)


@given(MOMENTS)
def test_what_standards_write_is_read_back(moment):
    day = DateInterval.on(moment.date())
    assert parse_stamp(moment.isoformat()) == day
    assert parse_stamp(format_datetime(moment)) == day
    assert parse_stamp(moment.strftime("%Y/%m/%d %H:%M")) == day
    assert parse_stamp(moment.ctime()) == day


@given(st.text(max_size=60))
def test_anything_is_a_date_or_is_not(text):
    found = parse_stamp(text)
    if found is not None:
        assert found.earliest is not None and found.latest is not None, "what is a date has bounds"
        assert (found.latest - found.earliest).days <= 366, "and says no less than a year"
        assert found.basis in {"stated", "inferred"}


def test_a_moment_of_today_is_today():
    now = datetime.now(UTC)
    assert parse_stamp(str(int(now.timestamp()))) == DateInterval.on(now.date())


def test_a_page_from_the_far_future_has_no_date() -> None:
    meta = "<meta property='article:published_time' content='{}-05-17T08:00:00Z'>"
    page = f"<html><head>{meta}</head><body><p>{{}}</p>"
    words = "The river commission will not meet before the dam is opened, the minister said. " * 4
    for year, known in (("2624", False), ("2024", True)):
        (report,) = read_bytes(page.format(year, words).encode(), "page.html")
        assert isinstance(report, Report)
        assert (report.published.earliest == date(2024, 5, 17)) is known
        assert report.published.earliest is None or report.published.earliest.year == 2024
