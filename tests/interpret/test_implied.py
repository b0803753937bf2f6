"""What a requirement needs to be there by its own words."""

import pytest
from telling import tell


def requirements(text: str, *names: str) -> list[str]:
    return [requirement for _, _, _, requirement in tell(text, *names).conditions]


def test_a_request_of_those_who_talk_needs_the_talks() -> None:
    found = requirements(
        "The office may not open the books without a request from parties in merger talks.", "office"
    )
    assert len(found) == 2
    assert found[1] == "merger talks"


@pytest.mark.parametrize(
    "text",
    [
        "The office may not open the books without a request from parties in the north.",
        "The office may not open the books without a request from the guild.",
        "The office may not open the books without talks.",
    ],
)
def test_a_place_or_a_party_is_no_further_requirement(text: str) -> None:
    assert len(requirements(text, "office")) == 1
