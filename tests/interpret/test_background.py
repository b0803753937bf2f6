"""What a report only recalls is older than what it is about."""

from dataclasses import replace
from datetime import date

from onrecord.interpret.background import dated_back, is_recalled, recalled
from onrecord.model import Attribution, DateInterval, Report, Span
from onrecord.text.layout import lay_out

TODAY = DateInterval.on(date(2025, 3, 5))
YESTERDAY = DateInterval(date(2025, 3, 4), date(2025, 3, 4), "stated")


def said(text: str, cue: str, content: str, on: DateInterval = TODAY) -> Attribution:
    def span(words: str) -> Span:
        return Span.of(text, text.index(words), text.index(words) + len(words))

    return Attribution(
        id=cue, report="r", kind="indirect", attitude="speech", content=(span(content),), cue=(span(cue),),
        source=(), speaker=None, said_on=on,
    )  # fmt: skip


def days(text: str, *attributions: Attribution, published: DateInterval = TODAY) -> list[DateInterval]:
    report = Report(text=text, published=published)
    return [one.said_on for one in dated_back(report, lay_out(text, ()), attributions)]


def test_the_clause_of_the_cue_states_the_day_and_no_other() -> None:
    text = "The mayor, who in January had said waiting was wise, told us on Tuesday that she would not wait."
    old = said(text, "had said", "waiting was wise", YESTERDAY)
    new = said(text, "told", "she would not wait", YESTERDAY)
    first, second = days(text, old, new)
    assert (first.earliest, first.latest) == (date(2025, 1, 1), date(2025, 1, 31))
    assert second == YESTERDAY


def test_what_had_been_said_on_no_day_was_said_before_what_the_report_is_about() -> None:
    text = "The guild had said it would pay. On Tuesday the board said it would sue."
    old, new = said(text, "had said", "it would pay"), said(text, "said it would sue", "would sue", YESTERDAY)
    first, second = days(text, old, new)
    assert is_recalled(first)
    assert first.latest == date(2025, 3, 3)
    assert second == YESTERDAY


def test_a_supposition_and_a_quotation_recall_nothing() -> None:
    text = "The guild would have paid if the board had said so plainly that it was due."
    assert days(text, said(text, "had said", "it was due")) == [TODAY]
    text = 'The guild said: "You had said you would pay."'
    assert days(text, said(text, "had said", "you would pay")) == [TODAY]


def test_without_a_day_of_publication_nothing_is_dated_back() -> None:
    text = "The guild had said it would pay."
    one = said(text, "had said", "it would pay")
    assert days(text, one, published=DateInterval()) == [TODAY]
    assert recalled(Report(text=text), [replace(one, said_on=DateInterval())]) is None
