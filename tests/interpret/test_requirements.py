"""What a step waits for, and what is waited for, told in full."""

import pytest
from telling import tell


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            '"We cannot meet while the sluices are closed to us," the minister said.',
            ("minister", "requires", "meeting", "reopening of sluices"),
        ),
        (
            "The rebels said they would hold no further talks as long as helicopters flew over the valley.",
            ("rebels", "requires", "further talks", "helicopters no longer flying over the valley"),
        ),
        (
            "The party said that it would not back the budget as long as two wards were on the list.",
            ("party", "requires", "backing of budget", "two wards no longer on the list"),
        ),
        (
            "The union said that it would not talk while the strike was on.",
            ("union", "requires", "talks", "end of strike"),
        ),
        (
            "The council said it would renew the lease on condition that the field stay open to the public.",
            ("council", "requires", "renewal of lease", "field open to the public"),
        ),
        (
            "The state said that it would not pay until the agency had announced that the water was clean.",
            ("state", "requires", "payment", "announcing that the water was clean"),
        ),
        (
            "The panel said that it would pay the rent as long as the truce held.",
            ("panel", "requires", "payment of rent", "continuation of truce"),
        ),
        (
            "The union said that it would not sit down with the owners until the guards had gone.",
            ("union", "requires", "sitting down with owners", "going of guards"),
        ),
    ],
)
def test_the_parts_are_named_in_full(text: str, expected: tuple[str, str, str, str]) -> None:
    assert tell(text, expected[0]).conditions == [expected]
