"""What is no issue: names cut short, names that fit anything, names of somebody; what a name leaves out."""

import pytest
from telling import tell


@pytest.mark.parametrize(
    "text",
    [
        "The minister supports a similar effort.",
        "The minister promised to send a clear signal.",
        "The minister backed the campaign of the mayor.",
        "The minister demanded to know whether the gate was open.",
        '"We need a new leader," the minister said.',
        "The minister did not condemn the closure of the bridge.",
        "The minister offered an analysis of the strike.",
        '"There has never been a strike like this," the minister said.',
        "The minister had to close the bridge.",
        "The minister said that the company had to close the bridge.",
        "The minister offered encouragement.",
    ],
)
def test_what_is_no_stand(text: str) -> None:
    assert not tell(text, "minister", "mayor", "company").positions


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("The minister backed a no-fly zone over the delta.", "no-fly zone over the delta"),
        ("The minister rejected a meaningless peace agreement.", "peace agreement"),
        ("The minister called for a new vote.", "new vote"),
    ],
)
def test_a_name_says_which_thing_and_not_what_is_thought_of_it(text: str, label: str) -> None:
    assert [found[3] for found in tell(text, "minister").positions] == [label]


def test_what_a_country_needs_is_the_speakers_demand() -> None:
    told = tell('"Utopia needs a written guarantee," the minister said.', "minister", "Utopia")
    assert told.positions == [("minister", "demand", "for", "written guarantee")]


def test_a_relative_clause_is_about_the_last_of_two() -> None:
    text = "The envoy met Ada Orr and Bela Lund, who has openly opposed the lease plan."
    told = tell(text, "envoy", "Ada Orr", "Bela Lund", kinds={"Ada Orr": "person", "Bela Lund": "person"})
    assert told.positions == [("Bela Lund", "oppose", "against", "lease plan")]


def test_a_possessive_is_whoever_stands_nearest() -> None:
    text = "Ada Orr praised Bela Lund, but his refusal to sign the lease worried her."
    told = tell(text, "Ada Orr", "Bela Lund", kinds={"Ada Orr": "person", "Bela Lund": "person"})
    assert not any(holder == "Ada Orr" for holder, *_ in told.positions)


def test_what_a_poll_says_is_nobodys_position() -> None:
    assert not tell("The union opposes the pension plan, a new poll said.", "union", "a new poll").positions


def test_what_waits_for_others_is_no_promise() -> None:
    told = tell("The company will publish the audit only when the union does.", "company", "union")
    assert not told.positions
