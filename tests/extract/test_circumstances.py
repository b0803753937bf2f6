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
