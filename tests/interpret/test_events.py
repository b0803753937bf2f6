"""What reports say has happened, and when; what only was tried, was planned or lasts is no event."""

from datetime import date

import pytest
from telling import tell

from onrecord.model import DateInterval, Report
from onrecord.pipeline import process
from onrecord.text.layout import lay_out


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The company opened formal talks on Wednesday.", ("begun", "formal talks")),
        ("The company opened the gate on Wednesday.", ("done", "opening of gate")),
        ("The company began to withdraw its boats.", ("begun", "withdrawal of boats")),
        ("The two sides agreed on a prisoner exchange.", ("agreed", "prisoner exchange")),
        ("A second round of talks was held at the lake.", ("done", "second round of talks")),
        ("The vote was put off again.", ("postponed", "vote")),
        ("The company has dropped its claim.", ("done", "dropping of claim")),
    ],
)
def test_what_has_happened(text: str, expected: tuple[str, str]) -> None:
    assert expected in tell(text, "company").events


@pytest.mark.parametrize(
    "text",
    [
        "The exchange nearly failed.",
        "The company has held the line since May.",
        "The company was publishing its audit.",
        "The figures began to leak.",
        "The company would publish its audit.",
        "The company did not publish its audit.",
        '"The company has agreed to nothing," the mayor said.',
    ],
)
def test_what_has_not(text: str) -> None:
    assert not tell(text, "company").events


def test_an_event_has_the_day_that_its_own_clause_states() -> None:
    text = "Zubria published its audit on 14 May. On Monday the vote was put off."
    published = DateInterval.on(date(2031, 5, 20))
    events = process(Report(text=text, blocks=lay_out(text).blocks, published=published)).events
    assert {(event.status, event.date.day) for event in events} >= {
        ("done", date(2031, 5, 14)),
        ("postponed", date(2031, 5, 19)),
    }
