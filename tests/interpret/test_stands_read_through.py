"""Stands that words in between, an odd tense or a list before them could hide."""

import pytest
from telling import tell


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The guild would not, though, accept a shorter lease.",
            ("guild", "reject", "against", "shorter lease"),
        ),
        (
            "The guild said that the vote had to be held within two years.",
            ("guild", "demand", "for", "vote within two years"),
        ),
        (
            "The guild said that the vote must take place within a year.",
            ("guild", "demand", "for", "vote within a year"),
        ),
        (
            "The guild has urged the two mills meeting in the town hall to drop plans for a toll.",
            ("guild", "demand", "for", "dropping of plans for a toll"),
        ),
        (
            "The guild wants the tolls imposed in the spring of last year to be lifted.",
            ("guild", "demand", "for", "lifting of tolls"),
        ),
        (
            "The guild is pressing for the ferry trial to start at once.",
            ("guild", "demand", "for", "start of ferry trial"),
        ),
        (
            "In Harl, the council and the guild urged the mayor to reject the water treaty.",
            ("guild", "demand", "against", "water treaty"),
        ),
        (
            "The guild insists that Harl recognise the old charter.",
            ("guild", "demand", "for", "recognition of old charter"),
        ),
    ],
)
def test_a_stand_is_read_through_what_stands_between(text: str, expected: tuple[str, str, str, str]) -> None:
    assert expected in tell(text, "guild", "council").positions


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The guild is prepared to sign the lease if the toll is dropped.",
            ("guild", "requires", "signing of lease", "dropping of toll"),
        ),
        (
            "The guild said that it was open to a smaller quay, on condition that the state paid for cranes.",
            ("guild", "requires", "smaller quay", "payment for cranes"),
        ),
        (
            "The guild said that a written guarantee would be a precondition for any sale of the quay.",
            ("guild", "requires", "sale of the quay", "written guarantee"),
        ),
        (
            "The guild said that the vote must not take place before the last soldier has left the town.",
            ("guild", "before", "holding of vote", "leaving of town by last soldier"),
        ),
        (
            "The guild said the growers would have to be paid before its members could agree to the tax.",
            ("guild", "before", "agreement to tax", "payment of growers"),
        ),
    ],
)
def test_a_condition_in_other_words(text: str, expected: tuple[str, str, str, str]) -> None:
    assert expected in tell(text, "guild").conditions


@pytest.mark.parametrize(
    "text",
    [
        # To turn down a demand against the treaty is no stand against the treaty.
        "The council urged the mayor to reject the water treaty. The guild rejected the demand.",
        # What is asked for got lost behind another verb.
        "The guild demanded that foreign boats land a third of what they catch in the bay.",
    ],
)
def test_what_is_not_told_is_left_out(text: str) -> None:
    assert [one for one in tell(text, "guild", "council").positions if one[0] == "guild"] == []
