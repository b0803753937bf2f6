"""What stays as it is, what words that go on in "would" tell, and clefts that the report itself makes."""

import pytest
from telling import tell


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The council said that the ban on night work would stay in place.",
            ("council", "commit", "for", "keeping of ban on night work"),
        ),
        (
            "The council said that the nine sailors would remain in jail.",
            ("council", "reject", "against", "release of nine sailors"),
        ),
        (
            "The council said that the northern gate would stay closed.",
            ("council", "reject", "against", "reopening of northern gate"),
        ),
        (
            "What the guild wants now is a longer lease on the quay.",
            ("guild", "demand", "for", "longer lease on the quay"),
        ),
        (
            "The guild is, however, willing to accept a shorter lease.",
            ("guild", "offer", "for", "shorter lease"),
        ),
        (
            "The council said it would keep the crane. The guild would vote for the toll on ferries.",
            ("guild", "support", "for", "toll on ferries"),
        ),
    ],
)
def test_what_is_told(text: str, expected: tuple[str, str, str, str]) -> None:
    assert expected in tell(text, "guild", "council").positions


@pytest.mark.parametrize(
    "text",
    [
        # Nobody was said to say anything in the sentence before, or what follows only supposes.
        "The council met in the hall. The guild would vote for the toll on ferries.",
        "The council said it would keep the crane. The guild would back the toll if ferries paid it.",
        "The council said it would keep the crane.\n\nThe guild would vote for the toll on ferries.",
        # Who says so decides nothing, and it tells of the weather.
        "The guild said that the river would stay cold.",
    ],
)
def test_what_is_not_told(text: str) -> None:
    assert [one for one in tell(text, "guild", "council").positions if one[0] == "guild"] == []


def test_what_goes_on_is_told_by_whoever_was_speaking() -> None:
    told = tell(
        "The council said it would keep the crane. The guild would vote for the toll.", "guild", "council"
    )
    assert {told.names[found.via] for found in told.claims.positions if found.via} <= {"council"}


def test_what_remains_exempt_is_waited_for() -> None:
    told = tell("The guild would accept a higher tax as long as boats remained exempt.", "guild")
    assert told.conditions == [("guild", "requires", "higher tax", "exempt boats")]
