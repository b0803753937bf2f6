"""Stands that are left in other words than "dropped its demand"."""

import pytest
from telling import tell

Position = tuple[str, str, str, str]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The guild has changed its mind on the levy.", ("guild", "withdraw", "open", "levy")),
        ('"I have changed my mind on the levy," the guild said.', ("guild", "withdraw", "open", "levy")),
        ("The guild made a U-turn on the levy.", ("guild", "withdraw", "open", "levy")),
        ("The guild reversed its position on the levy.", ("guild", "withdraw", "open", "levy")),
        (
            "The guild, which had rejected arbitration, gave way on Monday.",
            ("guild", "concede", "for", "arbitration"),
        ),
        ("The guild had opposed the levy. Then the guild relented.", ("guild", "concede", "for", "levy")),
        (
            "The guild, which until now had rejected arbitration, agreed to it on Monday.",
            ("guild", "accept", "for", "arbitration"),
        ),
        (
            "Recognition of the harbour is no longer a condition, the guild said.",
            ("guild", "withdraw", "open", "recognition of the harbour"),
        ),
        (
            "In May the guild insisted on an audit. The guild no longer does.",
            ("guild", "withdraw", "open", "audit"),
        ),
        (
            "The guild no longer makes an audit a condition.",
            ("guild", "withdraw", "open", "audit"),
        ),
        ("The guild hardened its opposition to arbitration.", ("guild", "oppose", "against", "arbitration")),
        (
            "The guild's demand for an audit is off the table.",
            ("guild", "withdraw", "open", "audit"),
        ),
        (
            "The guild's objection to arbitration has been dropped.",
            ("guild", "concede", "for", "arbitration"),
        ),
    ],
)  # fmt: skip
def test_turns(text: str, expected: Position) -> None:
    assert expected in tell(text, "guild").positions


@pytest.mark.parametrize(
    "text",
    [
        "The guild has not changed its mind on the levy.",
        "The guild would change its mind on the levy.",
        "If the guild changed its mind on the levy, the council would pay.",
        "The guild changed the lock on the gate.",
        "The roof gave way on Monday. The guild had opposed the levy.",
        "The guild gave way on Monday.",
        "Recognition of the harbour is a condition, the guild said.",
        "The guild's demand for an audit is on the table.",
    ],
)
def test_what_is_no_turn(text: str) -> None:
    assert not [one for one in tell(text, "guild").positions if one[1] in ("concede", "withdraw")]


def test_what_had_been_refused_stays_beside_the_concession() -> None:
    found = tell("The guild, which had rejected arbitration, gave way on Monday.", "guild").positions
    assert {one[:3] for one in found} == {("guild", "reject", "against"), ("guild", "concede", "for")}


def test_a_condition_that_is_dropped_is_named_by_what_it_asked_for() -> None:
    found = tell("The guild dropped its condition that the gates be closed.", "guild").positions
    assert [one[:3] for one in found] == [("guild", "withdraw", "open")]
    assert "condition" not in found[0][3]


def test_a_bare_claim_is_to_what_the_row_is_over() -> None:
    text = "The row over the harbour ministry was settled on Sunday. The guild had given up its claim."
    assert ("guild", "withdraw", "open", "harbour ministry") in tell(text, "guild").positions


def test_what_is_given_up_is_called_as_the_party_called_it() -> None:
    text = (
        "The guild insisted on recognition of the harbour. "
        "Recognition is no longer a condition, the guild said."
    )
    given_up = [one for one in tell(text, "guild").positions if one[1] == "withdraw"]
    assert given_up == [("guild", "withdraw", "open", "recognition of the harbour")]
