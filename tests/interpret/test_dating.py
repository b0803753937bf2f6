"""The day of a position or condition that narration tells, with the day of the statements around it."""

from datetime import date

import pytest

from onrecord.model import DateInterval, Report
from onrecord.pipeline import process
from onrecord.text.layout import lay_out

TUESDAY = DateInterval.on(date(2031, 5, 20))
MONDAY = date(2031, 5, 19)
MARCH = DateInterval(date(2031, 3, 1), date(2031, 3, 31), "stated")
BY_NOW = DateInterval(None, TUESDAY.latest, "inferred")


def claims(text):
    return process(Report(text=text, blocks=lay_out(text).blocks, published=TUESDAY))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Zubria on Monday rejected the treaty.", DateInterval.on(MONDAY)),
        ("Zubria rejected the treaty on Monday.", DateInterval.on(MONDAY)),
        ("In March the Labour Party rejected the treaty.", MARCH),
        ("Zubria's president said on Monday that in March the country had rejected the treaty.", MARCH),
        ("Zubria rejected the treaty after Monday's vote.", DateInterval(MONDAY, TUESDAY.latest, "inferred")),
        ("Zubria rejected the treaty.", TUESDAY),
        ("Zubria, which had rejected the treaty in March, is silent.", MARCH),
        ("As recently as 7 March Zubria had rejected the treaty.", DateInterval.on(date(2031, 3, 7))),
        ("Zubria, which had rejected the treaty, is silent.", BY_NOW),
        ("In the past the Labour Party has rejected the treaty.", BY_NOW),
        (
            "The two countries met in Harl on Monday.\n\nZubria rejected the treaty.",
            DateInterval.on(MONDAY, "inferred"),
        ),
    ],
)
def test_narration_has_the_day_that_its_verb_is_given(text, expected):
    (position,) = [each for each in claims(text).positions if each.polarity == "against"]
    assert position.date == expected


def test_statement_and_condition_agree():
    records = claims(
        "Zubria's president, Ada Novak, spoke to parliament on Monday. Zubria would sign the treaty only "
        "if the border was opened, Novak said."
    )
    (condition,) = records.conditions
    said = next(each for each in records.attributions if each.id == condition.attribution)
    assert said.said_on == condition.date == DateInterval.on(MONDAY, "inferred")


def test_what_a_party_did_in_the_past_was_before_what_the_report_tells():
    text = "The Labour Party initially rejected the treaty. On Monday it said that it supported the treaty."
    dates = {each.polarity: each.date for each in claims(text).positions}
    assert dates == {
        "against": DateInterval(None, date(2031, 5, 18), "inferred"),
        "for": DateInterval.on(MONDAY),
    }
