"""Stands by the shape of a sentence: pronouns that are done something to, turned verbs, answers, groups."""

import pytest
from telling import tell

Stand = tuple[str, str, str, str]


@pytest.mark.parametrize(
    ("text", "names", "stand"),
    [
        (
            '"Under no circumstances will we sell the railway," the council said.',
            ("council",),
            ("council", "reject", "against", "sale of railway"),
        ),
        (
            "The league rejected a new levy on milk. The mayor urged the council to drop it.",
            ("league", "mayor", "council"),
            ("mayor", "demand", "for", "dropping of new levy on milk"),
        ),
        (
            "The league called the levy unfair and demanded that it be scrapped.",
            ("league",),
            ("league", "demand", "for", "scrapping of levy"),
        ),
        (
            "The levy, which the league opposes, would bring in millions.",
            ("league",),
            ("league", "oppose", "against", "levy"),
        ),
        (
            "The council has not decided whether to sell the railway.",
            ("council",),
            ("council", "support", "open", "sale of railway"),
        ),
        (
            "The council could live with a longer lease.",
            ("council",),
            ("council", "accept", "open", "longer lease"),
        ),
        (
            "The council has put the sale of the railway on hold.",
            ("council",),
            ("council", "withdraw", "open", "sale of the railway"),
        ),
    ],
)
def test_a_stand_is_read(text: str, names: tuple[str, ...], stand: Stand) -> None:
    assert stand in tell(text, *names).positions


@pytest.mark.parametrize(
    "text",
    [
        "The union was prepared to talk at night.",
        '"Look at the harbour," the council said.',
        "The council asked which offer the union preferred.",
        "The league withdrew its objections to the sale of the port.",
    ],
)
def test_no_stand_against_or_for_anything_is_read(text: str) -> None:
    assert [found for found in tell(text, "union", "council").positions if found[2] != "open"] == []


def test_an_executive_speaks_for_the_company_that_the_words_are_about() -> None:
    text = "The Hollin Mills will not sell the northern yard, chief executive Ada Brenn said on Monday."
    told = tell(
        text,
        "Hollin Mills",
        "Ada Brenn",
        kinds={"Ada Brenn": "person"},
        titles={"Ada Brenn": "chief executive"},
    )
    assert ("Hollin Mills", "reject", "against", "sale of northern yard") in told.positions
    assert all(found.via is None for found in told.claims.positions)


def test_a_step_keeps_its_verb_and_a_plan_what_it_is_for_as_wordings() -> None:
    told = tell("The council opposes the plan to sell the railway.", "council")
    assert "sale of railway" in {alias for issue in told.claims.issues for alias in issue.aliases}
    told = tell("The council ruled out selling the railway.", "council")
    assert "selling of railway" in {alias for issue in told.claims.issues for alias in issue.aliases}


def test_an_allegation_stands_where_its_denial_does() -> None:
    text = (
        "The guild said the board had allegedly tied the loan to a new lease on the quay. "
        "The board denied these claims."
    )
    for least in (0.0, 0.6):
        acts = {found[1] for found in tell(text, "guild", "board", least=least).positions}
        assert ("allege" in acts) == ("deny" in acts)
