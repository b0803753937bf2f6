"""What a name goes on with: times that bound it, what is guaranteed, amounts, conditions that follow."""

import pytest
from telling import tell


@pytest.mark.parametrize(
    ("text", "issue"),
    [
        ("The union rejects any toll before 2031.", "toll before 2031"),
        ("The union demanded a freeze until the end of May.", "freeze until the end of May"),
        ("The union called for a closure from March to May.", "closure from March to May"),
        ("The union wants all crews home by Christmas.", "all crews home by Christmas"),
        ("The union wants a lease of nine years.", "lease of nine years"),
        ("The union wants a lease of two to three years.", "lease of two to three years"),
        (
            "The union demands a quota of no less than a thousand boats.",
            "quota of no less than a thousand boats",
        ),
        (
            "The union demanded a guarantee that there would be no layoffs before 2028.",
            "guarantee of no layoffs before 2028",
        ),
    ],
)
def test_a_name_keeps_what_tells_it_apart(text: str, issue: str) -> None:
    assert [found[-1] for found in tell(text, "union").positions] == [issue]


@pytest.mark.parametrize(
    "text",
    [
        "The union appealed to the mayor to extend the lease by a year should nothing be signed by May.",
        "The union supports the lease if the mayor signs it.",
        "The union demanded a new lease, but only if the toll went.",
        "The union opposes a new lease unless the toll goes.",
    ],
)
def test_what_a_condition_follows_is_no_flat_stand(text: str) -> None:
    assert not tell(text, "union", "mayor").positions


def test_a_condition_of_another_clause_leaves_the_stand() -> None:
    told = tell("The union demands a new lease and said it would strike unless the toll went.", "union")
    assert ("union", "demand", "for", "new lease") in told.positions


@pytest.mark.parametrize(
    "text",
    [
        '"It has to be carved in stone," the union said.',
        "The union called for the clock to be put on hold.",
        "The council will pay £60m, the council said.",
        "The bank wanted ten years to pay it off; the union favours five.",
        "The union urged the council to reject the 14-page paper.",
        "The union wants five steps.",
        "The union wants the pool at Orl, due to close in May, to run for two more years.",
        "The union and the council signed the accord but left open the question of a bridge.",
        "The council denied that the letter had come from its office.",
    ],
)
def test_half_a_name_is_none(text: str) -> None:
    assert not tell(text, "union", "council").positions


def test_what_is_let_ends_at_the_comma() -> None:
    told = tell("The council will let twelve boats stay, in a move that it called final.", "council")
    assert told.positions == [("council", "commit", "for", "letting twelve boats stay")]


def test_staying_out_keeps_where() -> None:
    told = tell("The council will sign the lease provided that the trawlers stay out.", "council")
    assert told.conditions == [("council", "requires", "signing of lease", "trawlers staying out")]


@pytest.mark.parametrize(
    "text",
    [
        "The union said it would negotiate on nothing before it was recognised.",
        "The union said it would go to court if the toll was raised.",
    ],
)
def test_a_condition_that_denies_within_or_threatens_is_none(text: str) -> None:
    assert not tell(text, "union").conditions


@pytest.mark.parametrize(
    "text",
    [
        "The union had opposed any talks before the ledgers were opened.",
        "The council personally supports the bridge, its chairman said.",
        "The union agreed to a demand by the council.",
        "The union guaranteed the truce.",
    ],
)
def test_what_binds_nobody_flatly(text: str) -> None:
    assert not tell(text, "union", "council", kinds={"council": "organization"}).positions


def test_its_is_of_whoever_is_to_act() -> None:
    text = "Utopia's planters want Erewhon to lift its ban on seeds."
    told = tell(text, "Utopia's planters", "Erewhon", "Utopia", kinds={"Erewhon": "state", "Utopia": "state"})
    assert all("Utopia" not in found[-1] for found in told.positions)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The boats can stay only if the toll goes, the mayor said.",
            ("mayor", "requires", "staying of boats", "going of toll"),
        ),
        (
            "The council would reverse the cut if imports rose by more than a fifth.",
            ("council", "requires", "reversing of cut", "rising of imports by more than a fifth"),
        ),
    ],
)
def test_a_condition_keeps_direction_and_amount(text: str, expected: tuple[str, str, str, str]) -> None:
    assert tell(text, expected[0]).conditions == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "The mayor would press the council to open the gate in return for a later start.",
        "The council could defend the lower number as long as the mayor opens the gate.",
    ],
)
def test_a_condition_with_half_a_name_is_none(text: str) -> None:
    assert not tell(text, "council", "mayor").conditions
