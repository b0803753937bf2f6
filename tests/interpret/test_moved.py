"""Words that tell by themselves that something else held before."""

import pytest
from telling import tell


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The guild dropped its opposition to the levy.", ("guild", "concede", "for", "levy")),
        ("The guild gave up the seat that it had demanded.", ("guild", "withdraw", "open", "seat that it")),
        ("The guild softened its opposition to the levy.", ("guild", "concede", "open", "levy")),
        (
            "The guild demanded a written guarantee. On Friday the guild lowered its demand.",
            ("guild", "concede", "open", "written guarantee"),
        ),
        (
            "The guild offered a longer lease. On Friday the guild took back its offer.",
            ("guild", "withdraw", "open", "longer lease"),
        ),
    ],
)  # fmt: skip
def test_moves(text: str, expected: tuple[str, str, str, str]) -> None:
    found = tell(text, "guild").positions
    assert expected[:3] in [one[:3] for one in found]
    assert any(expected[3] in one[3] for one in found if one[:3] == expected[:3])


def test_what_is_left_holds_no_longer() -> None:
    found = tell("The guild dropped its opposition to the levy.", "guild").positions
    assert [one[:3] for one in found] == [("guild", "concede", "for")]


@pytest.mark.parametrize(
    "text",
    [
        "The guild gave up its offices in town.",
        "The guild would drop its opposition to the levy.",
        "The guild has not dropped its opposition to the levy.",
        "The guild lowered its flag.",
    ],
)
def test_what_is_no_move(text: str) -> None:
    assert not [one for one in tell(text, "guild").positions if one[1] in ("concede", "withdraw")]


def test_an_objection_that_had_been_dropped_gives_way() -> None:
    found = tell("The guild had dropped its objection to arbitration.", "guild").positions
    assert found == [("guild", "concede", "for", "arbitration")]
