"""What is left out since holder, issue or meaning can't be told, and the finer readings."""

import pytest
from telling import tell

LONG = (
    "The drivers of the northern line met for a third day in the old customs hall, and nobody who came out "
    "of it in the evening would say more than that the coffee had been cold."
)


@pytest.mark.parametrize(
    "text",
    [
        "The president joked that he would accept a treaty written by a goat.",
        "The minister probably opposes a new tax.",
        "The minister supports the fact.",
        "The minister opposes the measure.",
        "The minister will make it.",
        "The minister is ready to sign the lease if the mayor asks.",
        "The committee offers breakfast to its guests.",
    ],
)
def test_nothing_is_kept_that_is_not_meant_or_says_nothing(text: str) -> None:
    assert not tell(text, "minister", "mayor", "president", "committee").positions


def test_a_headline_claims_nothing() -> None:
    told = tell(f"Union rejects arbitration plan\n\n{LONG}", "Union")
    assert not told.positions
    body = tell(f"Drivers meet again\n\n{LONG} The union rejected the arbitration plan.", "union")
    assert body.positions == [("union", "reject", "against", "arbitration plan")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Neither side moved. Neither the union nor the company accepted the arbitration plan.",
            ("company", "reject", "against", "arbitration plan"),
        ),
        (
            "The blockade went on. The union demanded that it be lifted at once.",
            ("union", "demand", "for", "lifting of blockade"),
        ),
        (
            "The union left the hall, calling for a vote on pay.",
            ("union", "demand", "for", "vote on pay"),
        ),
        ("The demand by the union for a new vote came late.", ("union", "demand", "for", "new vote")),
        (
            "The company offered 260 cubic metres a second.",
            ("company", "offer", "for", "260 cubic metres a second"),
        ),
        (
            "The union refused to rule out the closure of the border.",
            ("union", "support", "open", "closure of the border"),
        ),
    ],
)
def test_finer_readings(text: str, expected: tuple[str, str, str, str]) -> None:
    assert expected in tell(text, "union", "company").positions


def test_either_of_two_would_do() -> None:
    told = tell('"Either a written promise or a fixed date would do," the leader said.', "leader")
    assert told.positions == [("leader", "accept", "for", "written promise")]
    assert [told.label(issue) for issue in told.claims.positions[0].alternatives] == ["fixed date"]


def test_a_threat_is_a_condition_too() -> None:
    told = tell(
        "The union said that it would leave the talks if the company bought the ferries.", "union", "company"
    )
    assert told.positions == [("union", "threaten", "against", "purchase of ferries")]
    assert told.conditions == [("union", "requires", "talks", "no purchase of ferries")]


def test_what_is_threatened_unless_something_happens_is_the_absence() -> None:
    told = tell("We will leave the talks unless the company pays the arrears, the union said.", "union")
    assert ("union", "requires", "no leaving of talks", "payment of arrears") in told.conditions


def test_while_that_concedes_is_no_condition() -> None:
    told = tell("While the gate is open, the company will not pay the drivers, the union said.", "union")
    assert not told.conditions


def test_confidence_is_a_share() -> None:
    told = tell("The union rejected the arbitration plan.", "union")
    assert all(0.3 < found.confidence < 1 for found in told.claims.positions)


def test_a_condition_that_is_joined_on_has_its_own_step() -> None:
    told = tell(
        '"There will be no signature without monitors, and without a signature there will be no withdrawal," '
        "the minister said.",
        "minister",
    )
    assert told.conditions == [
        ("minister", "requires", "signature", "monitors"),
        ("minister", "requires", "withdrawal", "signature"),
    ]


def test_backing_a_state_names_no_issue() -> None:
    told = tell("The alliance backed Utopia. The alliance backed a bridge to Utopia.", "alliance", "Utopia")
    assert [one[3] for one in told.positions] == ["bridge to Utopia"]
