"""Names of countries, capitals and regions."""

import pytest

from onrecord.text.countries import is_known_place


@pytest.mark.parametrize(
    "words", ["Norway", "Oslo", "Ontario", "South Korea", "Northern Ireland", "the United States"]
)
def test_countries_capitals_regions_and_quarters_of_them_are_known(words: str) -> None:
    assert is_known_place(words)


@pytest.mark.parametrize("words", ["", "South", "Northern", "Norwegian", "Corvane", "Northern Corvane"])
def test_peoples_quarters_alone_and_places_of_no_list_are_not(words: str) -> None:
    assert not is_known_place(words)
