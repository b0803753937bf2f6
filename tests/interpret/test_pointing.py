"""What pronouns, bare nouns and bare numbers stand for, and stands that no verb of acting shows."""

import pytest
from telling import tell


def test_a_bare_noun_is_the_last_thing_that_it_sums_up() -> None:
    text = "The company offered a trial of the ferries. The union rejected the offer."
    told = tell(text, "company", "union")
    assert ("union", "reject", "against", "trial of the ferries") in told.positions


def test_a_pronoun_is_the_one_thing_spoken_of() -> None:
    text = "There was talk of monitors too. The company no longer ruled them out."
    assert ("company", "support", "open", "monitors") in tell(text, "company").positions


def test_a_bare_number_takes_the_unit_before() -> None:
    text = "The union asked for 40 cranes on the northern quay. The company offered 25."
    told = tell(text, "union", "company")
    assert ("company", "offer", "for", "25 cranes on the northern quay") in told.positions


def test_what_is_spoken_of_is_not_as_many_as_were_spoken_of_before() -> None:
    text = "The company offered nine cranes. The union would come only if the cranes were on its list."
    ((*_, requirement),) = tell(text, "company", "union").conditions
    assert requirement == "cranes on list"


def test_an_amount_of_another_size_lends_no_unit() -> None:
    text = "The army sent 4,000 soldiers. The union supports 32."
    assert not tell(text, "army", "union").positions


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            '"We are not going to sign the lease," the company said.',
            ("company", "reject", "against", "signing of lease"),
        ),
        (
            "The company has never sold the northern quay, the company said.",
            ("company", "deny", "against", "sale of northern quay"),
        ),
        (
            "The company said that foreign patrols would not enter the harbour.",
            ("company", "reject", "against", "entry of foreign patrols"),
        ),
        (
            "The union must be guaranteed a share of the profits, the union said.",
            ("union", "demand", "for", "share of the profits"),
        ),
        (
            "The union added a demand of its own: monitors on the quay.",
            ("union", "demand", "for", "monitors on the quay"),
        ),
        (
            "The union voiced strong support for a longer lease.",
            ("union", "support", "for", "longer lease"),
        ),
        (
            "The company might one day tolerate monitors on the quay, the company said.",
            ("company", "accept", "open", "monitors on the quay"),
        ),
    ],
)
def test_stands_in_other_words(text: str, expected: tuple[str, str, str, str]) -> None:
    assert expected in tell(text, "union", "company").positions


@pytest.mark.parametrize(
    "text",
    [
        "The union raised questions about the company's willingness to sign the lease.",
        "The report spoke of the case that the union will make to the drivers.",
        "The company declined to be interviewed.",
        "The drivers liked the talks that he would be holding.",
    ],
)
def test_what_only_sounds_like_a_stand(text: str) -> None:
    assert not tell(text, "union", "company").positions


def test_a_thing_that_is_told_apart_from_the_one_before_does_not_name_it():
    told = tell(
        "The union spoke of the port merger. It had voted for the merger that failed in the war. "
        "The union opposes the merger.",
        "union",
    )
    assert ("union", "oppose", "against", "port merger") in told.positions


def test_the_demand_of_somebody_is_the_last_that_they_made() -> None:
    text = (
        "The guild demanded a vote on the toll. The mayor demanded the sale of the quay. "
        "The board rejected the guild's demand. The board condemned the mayor's demand."
    )
    found = [one for one in tell(text, "guild", "mayor", "board").positions if one[0] == "board"]
    assert [one[3] for one in found] == ["vote on the toll", "sale of the quay"]


def test_a_demand_of_which_nothing_is_told_is_no_issue() -> None:
    text = "The guild said the mill was old. The board condemned the guild's decision."
    assert not tell(text, "guild", "board").positions


def test_a_demand_that_says_what_it_is_for_points_at_nothing_else() -> None:
    text = "The guild demanded a vote on the toll. The board rejected the demand that nobody pay, and went."
    found = [one[3] for one in tell(text, "guild", "board").positions if one[0] == "board"]
    assert "vote on the toll" not in found
