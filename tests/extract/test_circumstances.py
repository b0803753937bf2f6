from dataclasses import replace
from datetime import date

import pytest

from onrecord.model import DateInterval
from onrecord.pipeline import interpret

TUESDAY = DateInterval.on(date(2031, 5, 20))


def attributions(marked, text, published=TUESDAY):
    example = marked(text)
    report = replace(example.report, published=published)
    return interpret(report, example.doc, example.layout, "by hand").attributions


@pytest.mark.parametrize(
    ("text", "addressee"),
    [
        ("{s|Ada Novak} {q|told} reporters on Monday {c|the ferry would sail}.", "reporters"),
        ("{s|Ada Novak} {q|told} the river council {c|that the ferry would sail}.", "the river council"),
        ("{s|Ada Novak} {q|told the council} {c|that the ferry would sail}.", "the council"),
        ("{s|Ada Novak} {q|said} {c|the ferry would sail}, speaking to fishermen at the quay.", "fishermen"),
        ("{s|Ada Novak} {q|said} {c|the ferry would sail}.", None),
    ],
)
def test_to_whom(marked, text, addressee):
    (attribution,) = attributions(marked, text)
    assert (attribution.addressee.text if attribution.addressee else None) == addressee


def test_where(marked):
    (attribution,) = attributions(
        marked, "In an interview with River Radio, {s|Ada Novak} {q|said} {c|the ferry would sail}."
    )
    assert attribution.venue.text == "In an interview with River Radio"


def test_a_stated_day_wins_and_is_kept_for_the_next_sentence(marked):
    first, second = attributions(
        marked,
        "{s|Ada Novak} {q|said} on Thursday {c|the ferry would sail}. {s|Novak} {q|added} {c|it was late}.",
    )
    assert first.said_on == DateInterval.on(date(2031, 5, 15), "stated")
    assert second.said_on == DateInterval.on(date(2031, 5, 15), "inferred")


def test_without_a_stated_day_it_is_the_reports_or_the_one_before(marked):
    (attribution,) = attributions(marked, "{s|Ada Novak} {q|said} {c|the ferry would sail}.")
    assert attribution.said_on == DateInterval(date(2031, 5, 19), date(2031, 5, 20), "inferred")


def test_what_had_been_said_lies_before(marked):
    (attribution,) = attributions(marked, "{s|Ada Novak} {q|had said} {c|the ferry would sail}.")
    assert attribution.said_on == DateInterval(None, date(2031, 5, 20), "inferred")


def test_without_any_date_it_stays_unknown(marked):
    (attribution,) = attributions(
        marked, "{s|Ada Novak} {q|said} on Monday {c|the ferry would sail}.", DateInterval()
    )
    assert attribution.said_on.basis == "unknown"


@pytest.mark.parametrize(
    ("lead", "said_on"),
    [
        ("Since Thursday", DateInterval(date(2031, 5, 15), date(2031, 5, 20), "inferred")),
        ("After Thursday\u2019s vote", DateInterval(date(2031, 5, 15), date(2031, 5, 20), "inferred")),
        ("Ahead of Thursday\u2019s vote", DateInterval(date(2031, 5, 19), date(2031, 5, 20), "inferred")),
        ("At Thursday\u2019s debate", DateInterval.on(date(2031, 5, 15))),
    ],
)
def test_a_date_bounds_the_day_as_its_preposition_says(marked, lead, said_on):
    (attribution,) = attributions(marked, f"{lead}, {{s|Ada Novak}} {{q|said}} {{c|the ferry would sail}}.")
    assert attribution.said_on == said_on


def test_a_date_that_tells_of_the_source_is_no_day_of_speaking(marked):
    (attribution,) = attributions(
        marked, "{s|Ada Novak}, who took office on 3 March, {q|said} {c|the ferry would sail}."
    )
    assert attribution.said_on == DateInterval(date(2031, 5, 19), date(2031, 5, 20), "inferred")


@pytest.mark.parametrize(
    ("sentence", "said_on"),
    [
        ("The bridge has been shut since 2027.", DateInterval(date(2027, 1, 1), None, "inferred")),
        ("The bridge fell in 2027, after the law of 2019.", DateInterval(date(2027, 1, 1), None, "inferred")),
        ("The bridge will open in 2035.", DateInterval()),
        ("A new bridge is planned for the summer of 2035.", DateInterval()),
    ],
)
def test_an_undated_report_is_not_older_than_the_years_it_names_as_past(marked, sentence, said_on):
    attribution = attributions(
        marked, f"{{s|Ada Novak}} {{q|said}} {{c|the ferry would sail}}. {sentence}", DateInterval()
    )[0]
    assert attribution.said_on == said_on
