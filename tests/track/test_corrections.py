"""What a note corrects: the statements whose words it names, or the one report that it can mean."""

from datetime import date

from onrecord.model import DateInterval, Span
from onrecord.track.correction_notes import CorrectionNote
from onrecord.track.corrections import Correctable, Earlier, corrected

FRIDAY = DateInterval.on(date(2024, 3, 8))
TUESDAY, MONDAY = DateInterval.on(date(2024, 3, 5)), DateInterval.on(date(2024, 3, 4))
LAMP = Correctable(id="att-lamp", report="rep-1", words="No lamp will ever burn on this mole")
FERRY = Correctable(id="att-ferry", report="rep-1", words="The ferry sails on Sunday whatever they say")
OTHER = Correctable(id="att-other", report="rep-2", words="No lamp will burn on this mole, never")
ONE, TWO = (
    Earlier(id="rep-1", published=TUESDAY),
    Earlier(id="rep-2", published=DateInterval.on(date(2024, 1, 2))),
)


def note(*wrong: str, on: tuple[DateInterval, ...] = (), own: bool = False, kind: str = "correction"):
    return CorrectionNote(note=Span(0, 1, "x"), kind=kind, own=own, wrong=wrong, on=on)  # type: ignore[arg-type]


def test_the_statement_is_corrected_whose_words_were_wrong() -> None:
    about = note("No lamp will burn on this mole", on=(TUESDAY,))
    assert corrected(about, FRIDAY, [ONE, TWO], [LAMP, FERRY, OTHER]) == ("att-lamp",)


def test_without_a_day_more_words_are_needed() -> None:
    few = Correctable(id="att-few", report="rep-1", words="new lamps burn")
    assert corrected(note("lamps burn new"), FRIDAY, [ONE], [few]) == (
        "att-few",
    )  # all that it says is wrong
    long = note("the new lamps of the northern mole burn too bright for pilots")
    assert corrected(long, FRIDAY, [ONE], [few]) == ()
    assert corrected(note("new lamps burn", "and more", on=(TUESDAY,)), FRIDAY, [ONE], [few]) == ("att-few",)


def test_what_is_too_long_ago_or_later_is_not_meant() -> None:
    about = note("No lamp will burn on this mole")
    assert corrected(about, FRIDAY, [TWO], [OTHER]) == ()
    later = Earlier(id="rep-2", published=DateInterval.on(date(2024, 3, 9)))
    assert corrected(about, FRIDAY, [later], [OTHER]) == ()


def test_the_only_report_of_the_day_is_meant() -> None:
    assert corrected(note("the height of it", on=(TUESDAY,)), FRIDAY, [ONE], [LAMP]) == ("rep-1",)
    both = [ONE, Earlier(id="rep-3", published=MONDAY)]
    assert corrected(note("the height of it", on=(TUESDAY,)), FRIDAY, both, [LAMP]) == ()
    assert corrected(note("the height of it"), FRIDAY, [ONE], [LAMP]) == ()


def test_a_retraction_takes_back_the_whole_report() -> None:
    taken_back = note("No lamp will ever burn on this mole", on=(TUESDAY,), kind="retraction")
    assert corrected(taken_back, FRIDAY, [ONE], [LAMP]) == ("rep-1",)


def test_a_note_on_an_earlier_version_is_about_that_and_nothing_else() -> None:
    versions = [Earlier(id="rep-1", published=FRIDAY, before=True), Earlier(id="rep-2", published=TUESDAY)]
    own = note("No lamp will burn on this mole", own=True)
    assert corrected(own, FRIDAY, versions, [LAMP, OTHER]) == ("att-lamp",)
    assert corrected(note("the height of it", own=True), FRIDAY, versions, [LAMP]) == ("rep-1",)
    assert corrected(own, FRIDAY, versions[1:], [OTHER]) == ()
