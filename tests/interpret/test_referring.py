"""Stands that only refer back to what the sentence before says of somebody else."""

import pytest
from telling import tell

_WANTS = "The guild wants a longer lease on the quay. "


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (_WANTS + "The council is strongly against this.", ("oppose", "against")),
        (_WANTS + "The council is opposed to that idea.", ("oppose", "against")),
        (_WANTS + "The council is against, since the crane is old.", ("oppose", "against")),
        (_WANTS + "The council supports this.", ("support", "for")),
        (_WANTS + "The council has refused.", ("reject", "against")),
        (_WANTS + "The council turned it down within the hour.", ("reject", "against")),
        (_WANTS + "The council will vote against it.", ("oppose", "against")),
        (_WANTS + "The council voted no.", ("reject", "against")),
        (_WANTS + "The council is open to it.", ("support", "open")),
    ],
)
def test_a_stand_that_refers_back(text: str, expected: tuple[str, str]) -> None:
    assert ("council", *expected, "longer lease on the quay") in tell(text, "guild", "council").positions


@pytest.mark.parametrize(
    "text",
    [
        # Nothing was asked for, or by the same party.
        "The guild met in the hall. The council is against this.",
        "The council wants a longer lease on the quay. The council is against this.",
        # Two things, and no telling which.
        "The guild wants a longer lease and demanded a second crane. The council is against this.",
        # To support a refusal is no support of what is refused.
        "The guild rejected a longer lease on the quay. The council supports this.",
        # What it is against is told, and is another thing.
        _WANTS + "The council is against this year's fair.",
        # Another paragraph.
        _WANTS.strip() + "\n\nThe council is against this.",
    ],
)
def test_what_refers_to_nothing_that_is_told(text: str) -> None:
    found = tell(text, "guild", "council").positions
    assert [
        one for one in found if one[0] == "council" and "crane" not in one[3] and one[1] != "demand"
    ] == []


def test_both_are_two() -> None:
    told = tell(
        "The guild wants a longer lease on the quay and demanded a second crane. The council rejects both.",
        "guild",
        "council",
    )
    assert ("council", "reject", "against", "longer lease on the quay") in told.positions
    assert ("council", "reject", "against", "second crane") in told.positions


def test_what_a_party_will_support_is_how_it_stands() -> None:
    told = tell("The guild will oppose the sale of the quay.", "guild")
    assert ("guild", "oppose", "against", "sale of the quay") in told.positions


@pytest.mark.parametrize(
    "text",
    [
        # Two treaties, and no telling which; nothing that is signed.
        "The water treaty is long. The road accord is short. The guild refused to sign it.",
        "The dinner was long. The guild refused to sign it.",
        # Of another number.
        "The water treaties are long. The guild refused to sign it.",
    ],
)
def test_what_could_be_several_things_is_not_told(text: str) -> None:
    assert tell(text, "guild").positions == []
