"""How long a text may be."""

import pytest

from onrecord.errors import TooLarge
from onrecord.model import Report
from onrecord.text import sizes


def test_what_is_too_long_is_refused_with_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sizes, "LONGEST", 2_000)
    sizes.require_readable(Report(text="a" * 2_000, path="hearing.txt"))
    with pytest.raises(TooLarge) as refused:
        sizes.require_readable(Report(text="a" * 2_001, path="/desk/hearing.txt"))
    assert refused.value.what == "hearing.txt has 2,001 characters, and a report may have 2,000."
    assert "Split it" in refused.value.hint


def test_what_is_not_interpreted_may_be_of_any_length(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sizes, "LONGEST", 10)
    monkeypatch.setattr(sizes, "LONG", 5)
    french = Report(text="a" * 100, language="fr")
    sizes.require_readable(french)
    assert not sizes.takes_long(french)
    assert sizes.takes_long(Report(text="a" * 5)) and not sizes.takes_long(Report(text="a" * 4))
