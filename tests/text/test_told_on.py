from datetime import date

import pytest

from onrecord.model import DateInterval
from onrecord.text.layout import lay_out
from onrecord.text.told_on import opening_day, shared_day, stated_day, told_just_before

TUESDAY = DateInterval.on(date(2031, 5, 20))


def stated(text, verb="said"):
    """The day of the last place where a verb stands, by its sentence up to "that"."""
    layout, start = lay_out(text), text.rindex(verb)
    end = text.find(" that ", start)
    sentence = layout.sentences[layout.sentence_at(start)]
    stretch = (sentence.start, end if end > 0 else sentence.end)
    subject = text.rfind("Novak", 0, start)
    return stated_day(layout, TUESDAY, (start, start + len(verb)), [stretch], (subject, subject + 5))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Novak said on Monday that it would sail.", DateInterval.on(date(2031, 5, 19))),
        (
            "In March Novak said that it would sail.",
            DateInterval(date(2031, 3, 1), date(2031, 3, 31), "stated"),
        ),
        (
            "Two years ago Novak said that it would sail.",
            DateInterval(date(2028, 11, 18), date(2029, 11, 19), "stated"),
        ),
        # Repeated now, first said then: the day is that of this saying.
        ("On Monday Novak said what she had told them in March.", DateInterval.on(date(2031, 5, 19))),
        (
            "Novak said again on Monday, as she did in March, that it would sail.",
            DateInterval.on(date(2031, 5, 19)),
        ),
        (
            "Novak said since Monday that it would sail.",
            DateInterval(date(2031, 5, 19), date(2031, 5, 20), "inferred"),
        ),
        (
            "The gate was shut on Friday, three days after Novak said that it would stay open.",
            DateInterval.on(date(2031, 5, 13), "inferred"),
        ),
        (
            "The gate was shut on Friday, a week before Novak said that it would open.",
            DateInterval(date(2031, 5, 20), date(2031, 5, 26), "inferred"),
        ),
        ("Before Monday's vote Novak said that it would sail.", None),
        ("Novak said that it would sail.", None),
    ],
)
def test_the_day_that_the_words_state(text, expected):
    assert stated(text) == expected


def test_a_date_in_quotation_marks_dates_what_is_told_inside_them():
    assert stated('"In March I said that it would sail," Novak told them.') == DateInterval(
        date(2031, 3, 1), date(2031, 3, 31), "stated"
    )
    assert stated('"We met in March," Novak said.') is None


@pytest.mark.parametrize(
    ("before", "source", "expected"),
    [
        ("Novak gave way on Monday.", "she", date(2031, 5, 19)),
        ("Novak gave way on Monday.", "Ada Novak", date(2031, 5, 19)),
        ("Novak gave way on Monday.", "the mayor", None),
        ("Novak will give way on Monday.", "she", None),
        ("Novak, who won on Monday, gave way.", "she", None),
        ("Novak gave way on Monday and won on Tuesday.", "she", None),
        ("Novak gave way in March.", "she", None),
    ],
)
def test_the_day_of_the_sentence_before(before, source, expected):
    text = f"{before} The ferry would sail, {source} said."
    start = text.rindex("said")
    assert told_just_before(lay_out(text), TUESDAY, (start, start + 4), source) == expected


def test_a_daily_report_tells_the_day_of_the_event_that_it_opens_with():
    layout = lay_out("The sides met in Harl on Monday.\n\nThe ferry would sail, Novak said.")
    assert opening_day(layout, TUESDAY) == (date(2031, 5, 19), layout.text.index("Monday"))
    assert shared_day(layout, TUESDAY, []) == date(2031, 5, 19)


def test_what_one_alone_said_does_not_date_the_others():
    text = "The ferry would sail, Novak said on Monday.\n\nIt would not, Orda said."
    layout, verb = lay_out(text), text.index("said")
    monday = DateInterval.on(date(2031, 5, 19))
    assert shared_day(layout, TUESDAY, [(verb, monday, False)]) is None
    assert shared_day(layout, TUESDAY, [(verb, monday, True)]) == date(2031, 5, 19)


def test_what_happened_days_ago_dates_nothing():
    layout = lay_out("The sides met in Harl on Friday.\n\nThe ferry would sail, Novak said.")
    assert shared_day(layout, TUESDAY, []) is None
