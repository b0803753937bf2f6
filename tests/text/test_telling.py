"""Days and intervals in words."""

from datetime import date

import pytest

from onrecord.model import DateInterval
from onrecord.text.telling import dated, dates

FOURTH = date(2025, 3, 4)


@pytest.mark.parametrize(
    ("earliest", "latest", "words"),
    [
        (FOURTH, FOURTH, "4 March 2025"),
        (date(2025, 3, 1), FOURTH, "between 1 and 4 March 2025"),
        (date(2025, 3, 3), FOURTH, "3 or 4 March 2025"),
        (date(2025, 2, 20), FOURTH, "between 20 February and 4 March 2025"),
        (None, FOURTH, "by 4 March 2025"),
        (FOURTH, None, "4 March 2025 or later"),
        (None, None, "date not known"),
    ],
)
def test_an_interval_says_how_much_is_known(earliest: date | None, latest: date | None, words: str) -> None:
    assert dates(DateInterval(earliest, latest, "stated")) == words


def test_what_the_day_of_the_report_gives_passes_for_no_more() -> None:
    published = DateInterval.on(FOURTH)
    assert dated(DateInterval.on(FOURTH, "inferred"), published) == "Reported 4 March 2025"
    assert dated(DateInterval.on(date(2025, 3, 1), "inferred"), published) == "Probably 1 March 2025"
    assert dated(DateInterval.on(FOURTH), published) == "4 March 2025"
