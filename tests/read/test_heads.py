"""Datelines, printed dates, bylines and the phrases around a report, one line at a time."""

from datetime import date

import pytest
from hypothesis import given as given_by
from hypothesis import strategies as st

from onrecord.model import DateInterval
from onrecord.read.byline import read_byline
from onrecord.read.dateline import read_dateline
from onrecord.read.found import known_from_name, named_quietly, outlet_by_slug
from onrecord.read.identify import identify
from onrecord.read.phrases import (
    is_boilerplate,
    is_caption,
    is_contributors,
    is_language_switcher,
    is_navigation,
    is_teaser,
    is_teaser_heading,
)
from onrecord.read.printed_dates import find_date, within, without_dates


@pytest.mark.parametrize(
    ("paragraph", "length", "credit"),
    [
        ("OSTERBY, 24 September (XNA) - Carters", 30, "XNA"),
        ("OSTERBY (XNA) — The carters", 16, "XNA"),
        ("OSTERBY — The carters", 10, ""),
        ("OSTERBY. The carters", 9, ""),
        ("NORTH OSTERBY, Fjord. - The carters", 24, ""),
        ("OSTERBY, Fjordland (AP) — “No”", 26, "AP"),
        ("Osterby, 5 February. /Ukrinform/. The carters", 34, "Ukrinform"),
        ("(XNA) - Carters", 8, "XNA"),
        ("OSTERBY/NORDVIK (Reuters) - Carters", 28, "Reuters"),
        ("WESTERBY, Pa. — Carters", 16, ""),
    ],
)
def test_datelines(paragraph, length, credit):
    dateline = read_dateline(paragraph)
    assert dateline is not None
    assert (dateline.length, dateline.credit) == (length, credit)


@pytest.mark.parametrize(
    "paragraph",
    [
        "Osterby - The toll is five marks.",
        "NATO. The alliance met.",
        "TOLL TALKS: Carters stay away",
        "In Osterby on Monday. The carters left.",
        "The toll — Five marks — is gone.",
        "“No,” she said. The carters left.",
        "U.S. Carters left.",
        "A. Brekke spoke. The carters left.",
        "",
    ],
)
def test_sentences_are_no_datelines(paragraph):
    assert read_dateline(paragraph) is None


@pytest.mark.parametrize(
    ("line", "interval"),
    [
        ("28 October 2022", DateInterval.on(date(2022, 10, 28))),
        ("Oct. 28th, 2022", DateInterval.on(date(2022, 10, 28))),
        ("2022-10-28T17:22:00", DateInterval.on(date(2022, 10, 28))),
        ("2022/10/28", DateInterval.on(date(2022, 10, 28))),
        ("28.10.2022", DateInterval.on(date(2022, 10, 28))),
        ("4.3.2022", DateInterval.on(date(2022, 3, 4))),
        ("10/28/2022", DateInterval.on(date(2022, 10, 28))),
        ("3/4/2022", DateInterval(date(2022, 3, 4), date(2022, 4, 3), "inferred")),
        ("3/3/2022", DateInterval.on(date(2022, 3, 3))),
        ("24 September", DateInterval()),
    ],
)
def test_printed_dates(line, interval):
    printed = find_date(line)
    assert printed is not None
    assert printed.interval == interval


@pytest.mark.parametrize(
    "line", ["31 February 2022", "The March 2024 talks", "2022-13-01", "01-carters", "May", ""]
)
def test_what_is_no_date(line):
    assert find_date(line) is None


def test_the_day_of_a_change_is_told_from_the_day_of_publication():
    printed = find_date("Updated: 5 March 2024")
    assert printed is not None and printed.updated


def test_a_date_without_a_year_is_placed_only_where_one_day_fits():
    printed = find_date("24 September")
    assert printed is not None
    year = DateInterval(date(2024, 1, 1), date(2024, 12, 31), "inferred")
    assert within(printed, year) == DateInterval.on(date(2024, 9, 24), "inferred")
    assert within(printed, DateInterval(date(2023, 1, 1), date(2024, 12, 31), "inferred")) == DateInterval()
    assert within(printed, DateInterval()) == DateInterval()


def test_what_stands_beside_a_date():
    assert without_dates("Friday, 28 October 2022 | Osterby Courier, 17:22 GMT") == "Osterby Courier"
    assert without_dates("The Sun also rises") == "The Sun also rises"
    assert without_dates("Last updated: Tue 3 May 2022 at 5 pm") == ""


@given_by(st.text(max_size=60))
def test_any_line_can_be_asked_for_dates(line):
    without_dates(line)
    printed = find_date(line)
    assert printed is None or 0 <= printed.start < printed.end <= len(line)


@pytest.mark.parametrize(
    "line",
    [
        "By Friday the carters had left",
        "World News",
        "Toll talks end",
        "Anna Brekke said no.",
        "Friday",
        "BREAKING",
        "",
    ],
)
def test_what_is_no_byline(line):
    assert read_byline(line) is None


def test_boilerplate_is_told_from_sentences_that_begin_alike():
    assert all(
        map(
            is_boilerplate,
            ["Comments (31)", "Share  Print  Save", "© 2024 Courier", "Subscribe for 4 marks a week"],
        )
    )
    assert not any(
        map(
            is_boilerplate,
            [
                "Follow the money, she said.",
                "Share prices fell.",
                "Comments by the mayor made it worse.",
                "“Sign up now,” he said.",
                "Printing the list took a day.",
                "We use the road.",
            ],
        )
    )
    assert is_teaser("READ MORE: The ferryman") and is_teaser("Read the rest here.")
    assert not is_teaser("Read by few, the letter changed nothing.")
    assert is_teaser_heading("MORE FROM THE COURIER") and is_teaser_heading("You may also like")
    assert not is_teaser_heading("More from the council was not to be had.")
    assert is_caption("Photo: A cart") and is_caption("Carts (Photo by P. Lund)")
    assert not is_caption("Photographs were forbidden (the carters drew).")
    assert is_contributors("Additional reporting by Per Lund") and not is_contributors(
        "Per Lund reported a theft."
    )
    assert is_language_switcher("ua en ru") and is_language_switcher("English | Deutsch")
    assert not is_language_switcher("he is it") and not is_language_switcher("en")
    assert is_navigation("Live / Roads / Weather") and not is_navigation("He/she/they said no.")


def test_what_a_file_name_says():
    assert known_from_name("reports/2024-10-18-osterby-courier.txt") == (
        ("osterby", "courier"),
        DateInterval.on(date(2024, 10, 18)),
    )
    assert known_from_name("07_heron.html") == (("heron",), DateInterval())
    assert (
        outlet_by_slug(["Follow the Osterby Courier for more"], ("osterby", "courier")) == "Osterby Courier"
    )
    assert outlet_by_slug(["THE HERON"], ("heron",)) == "The Heron"
    assert outlet_by_slug(["a heron flew"], ("heron",)) == ""
    assert named_quietly("XNA") == "XNA"


def test_too_little_text_is_in_no_language():
    assert identify("Zdar!") == "und"
    assert identify("Zdar!", "cs-CZ") == "cs"
    assert identify("The carters met the council at the toll house on Monday.") == "en"
