"""Notes by which outlets correct themselves: found, and what they say was wrong."""

from datetime import date

import pytest

from onrecord.model import DateInterval
from onrecord.track.correction_notes import CorrectionNote, correction_notes

PUBLISHED = DateInterval.on(date(2024, 3, 8))


def notes(*paragraphs: str) -> tuple[CorrectionNote, ...]:
    places, start = [], 0
    for paragraph in paragraphs:
        places.append((start, start + len(paragraph)))
        start += len(paragraph) + 2
    text = "\n\n".join(paragraphs)
    found = correction_notes(text, places, PUBLISHED)
    for one in found:
        assert text[one.note.start : one.note.end] == one.note.text
    return found


@pytest.mark.parametrize(
    ("words", "kind", "own", "wrong", "days"),
    [
        (
            "Correction: In Tuesday's edition we gave the words “No lamp will burn on this mole” to Anna "
            "Veld. They were Otto Veld's.",
            "correction", False, ("No lamp will burn on this mole",), [date(2024, 3, 5)],
        ),
        (
            "CORRECTION — A report of 4 March quoted Irma Kostel as saying that Ostrava would sell lamps "
            "when Kestria sold oil. Bruno Relk said it.",
            "correction", False, ("Ostrava would sell lamps when Kestria sold oil",), [date(2024, 3, 4)],
        ),
        (
            "An earlier version of this article misstated the day of the harbour vote. It is on Thursday.",
            "correction", True, ("the day of the harbour vote",), [date(2024, 3, 7)],
        ),
        (
            "Editor's note: An earlier version of this story said the ferry would sail on Monday; in fact it "
            "sails on Tuesday.",
            "correction", True, ("the ferry would sail on Monday",), [date(2024, 3, 4), date(2024, 3, 5)],
        ),
        (
            "We wrongly reported that the harbour master had resigned. He has not.",
            "correction", False, ("the harbour master had resigned",), [],
        ),
        (
            "Clarification: Veld spoke of one lamp; our report suggested that she meant all lamps of the "
            "mole.",
            "clarification", False, ("she meant all lamps of the mole",), [],
        ),
        (
            "The Post has withdrawn its report of 3 March on the lamp fund.",
            "retraction", False, (), [date(2024, 3, 3)],
        ),
    ],
)  # fmt: skip
def test_a_note_says_what_was_wrong_and_when_it_was_published(
    words: str, kind: str, own: bool, wrong: tuple[str, ...], days: list[date]
) -> None:
    (note,) = notes("The lamps are lit again.", words, "The mole is open.")
    assert (note.note.text, note.kind, note.own, note.wrong) == (words, kind, own, wrong)
    assert [interval.earliest for interval in note.on] == days


def test_a_heading_belongs_to_the_note_below_it() -> None:
    words = "We gave the height of the lamp as nine metres. It is six metres high."
    (note,) = notes("The lamps are lit again.", "Corrections", words, "The mole is open.")
    assert note.note.text == f"Corrections\n\n{words}"
    assert note.wrong == ("the height of the lamp as nine metres",)


@pytest.mark.parametrize(
    "words",
    [
        "Seen a mistake? Write to the newsroom.",
        "Corrections officers walked out of the prison on Monday, the union said.",
        "The correction in prices went on for a third day.",
        "Editor's note: this interview was held in Kestrian and shortened.",
        "Update: the talks have ended for the day, and the ferries sail again.",
        "The ministry withdrew its report on the harbour on Monday.",
        "“An earlier offer was better,” Veld said.",
        "Amended rules come into force in May.",
    ],
)
def test_what_only_looks_like_a_note_is_none(words: str) -> None:
    assert notes("The lamps are lit again.", words, "The mole is open.") == ()
