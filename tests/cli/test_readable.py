"""Records in words."""

from datetime import date

import pytest

from onrecord.cli.readable import dates, statement, table, who, wrapped
from onrecord.model import Attribution, DateInterval, Span


def attribution(kind: str, content: str, cue: str = "", source: str = "") -> Attribution:
    def spans(words: str) -> tuple[Span, ...]:
        return (Span.of(words, 0, len(words)),) if words else ()

    return Attribution(
        id="att-0123456789abcdef",
        report="rep-0123456789abcdef",
        kind=kind,  # type: ignore[arg-type]
        attitude="speech",
        content=spans(content),
        cue=spans(cue),
        source=spans(source),
    )


@pytest.mark.parametrize(
    ("earliest", "latest", "words"),
    [
        ((2025, 3, 4), (2025, 3, 4), "4 March 2025"),
        ((2025, 3, 1), (2025, 3, 4), "between 1 and 4 March 2025"),
        ((2025, 3, 3), (2025, 3, 4), "3 or 4 March 2025"),
        ((2025, 2, 28), (2025, 3, 1), "28 February or 1 March 2025"),
        ((2025, 2, 27), (2025, 3, 4), "between 27 February and 4 March 2025"),
        ((2024, 12, 30), (2025, 1, 2), "between 30 December 2024 and 2 January 2025"),
        (None, (2025, 3, 4), "by 4 March 2025"),
        ((2025, 3, 4), None, "4 March 2025 or later"),
        (None, None, "date not known"),
    ],
)
def test_dates(earliest: tuple[int, int, int], latest: tuple[int, int, int], words: str) -> None:
    interval = DateInterval(earliest and date(*earliest), latest and date(*latest), "stated")
    assert dates(interval) == words


def test_quotation_marks_stand_only_round_the_speakers_own_words() -> None:
    assert statement(attribution("direct", "Not yet", "said")) == "said: “Not yet”"
    assert statement(attribution("indirect", "the weir stays shut", "said")) == "said: the weir stays shut"
    assert statement(attribution("mixed", 'the weir stays "shut"')) == 'the weir stays "shut"'


def test_who_keeps_the_reports_own_words() -> None:
    assert (
        who(attribution("direct", "No", "said", "the minister"), "Ada Brink") == "Ada Brink, “the minister”"
    )
    assert who(attribution("direct", "No", "said", "Ada Brink"), "Ada Brink") == "Ada Brink"
    assert who(attribution("direct", "No", "said", "Brink"), "Ada Brink") == "Ada Brink"
    assert who(attribution("direct", "No", "said", "Envoy Ada Brink"), "Ada Brink") == "Envoy Ada Brink"
    assert who(attribution("direct", "No", "said", "a senior official"), "") == "“a senior official”"
    assert who(attribution("direct", "No"), "") == "not said who"


WORDS = "the weir will stay shut until both sides have signed what they agreed"


def test_lines_fit_a_narrow_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    assert all(len(line) <= 40 for line in wrapped(WORDS, "    ").splitlines())


@pytest.mark.parametrize("columns", [30, 40, 60, 90])
def test_tables_fit(columns: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    rows = [("ID", "TITLE", "COUNT"), ("rep-01234567", WORDS, "1,012"), ("rep-89abcdef", "short", "3")]
    lines = "\n".join(table(rows, flexible=1)).splitlines()
    assert all(len(line) <= columns for line in lines)
    assert all(word in " ".join(lines) for word in WORDS.split())


def test_numbers_stand_below_one_another(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "90")
    lines = table([("NAME", "COUNT"), ("Ada", "1,012"), ("Bo", "3")], flexible=0)
    assert lines == ["NAME  COUNT", "Ada   1,012", "Bo        3"]
