"""Claims and the denials that answer them within one report."""

import pytest
from telling import tell

DENIED = ("board", "deny", "against")
ALLEGED = ("guild", "allege", "for")


def allegations(text: str, *names: str):
    return [one for one in tell(text, *names).positions if one[1] in ("allege", "deny")]


@pytest.mark.parametrize(
    "answer",
    [
        "The board denied it.",
        "The board denied that.",
        "The board rejected the accusation.",
        "The board disputed that account.",
        "The board called that a lie.",
        "The board called the claim baseless.",
    ],
)
def test_a_denial_that_points_back_answers_the_statement_before_it(answer: str) -> None:
    found = allegations(f"The guild said the board had sold the pumps. {answer}", "guild", "board")
    (claim, denial) = found
    assert (claim[:3], denial[:3]) == (ALLEGED, DENIED)
    assert claim[3] == denial[3] == "sale of pumps"


def test_a_denial_with_words_of_its_own_answers_who_says_the_same() -> None:
    text = "The guild said shells fell near the mill. The board said there were no shells."
    assert allegations(text, "guild", "board") == [(*ALLEGED, "shells"), (*DENIED, "shells")]


def test_what_denies_a_denial_is_for_it() -> None:
    text = "The guild said the board had never filed a plan. The board disputed that account."
    (claim, denial) = allegations(text, "guild", "board")
    assert claim[1:3] == ("allege", "against")
    assert denial[1:3] == ("deny", "for")


@pytest.mark.parametrize(
    "text",
    [
        # Their own word, and nothing to deny.
        "The board said the pumps were old. The board denied it.",
        # A report of another kind.
        "The guild said the pumps were old. The board rejected the report on prices.",
        # Said by nobody of the cast.
        "The pumps were old. The board denied it.",
        "The guild said the board had sold the pumps. The board would not deny it.",
    ],
)
def test_what_answers_no_claim_of_another_gives_no_allegation(text: str) -> None:
    assert not [one for one in allegations(text, "guild", "board") if one[1] == "allege"]


def test_a_statement_about_another_thing_is_not_what_is_denied() -> None:
    text = (
        "The guild said the talks would go on in May. The board, which met on Monday, has offices by the "
        "river and in the hills. The board said there were no shells."
    )
    assert [one for one in allegations(text, "guild", "board") if one[1] == "allege"] == []


@pytest.mark.parametrize("answer", ["rejected that", "ruled it out", "turned that down", "dismissed this"])
def test_a_refusal_that_points_back_is_of_what_was_asked_for(answer: str) -> None:
    text = f"The guild demanded a public audit. The board {answer}."
    assert ("board", "reject", "against", "public audit") in tell(text, "guild", "board").positions


def test_a_refusal_after_a_condition_is_of_what_the_step_waits_for() -> None:
    text = "The guild will join talks as long as books are open, the guild said. The board rejected that."
    told = tell(text, "guild", "board")
    ((_, _, _, requirement),) = told.conditions
    assert ("board", "reject", "against", requirement) in told.positions


def test_a_refusal_long_after_or_of_the_own_side_refuses_nothing() -> None:
    filler = "The board has offices by the river. " * 14
    for text in (
        f"The guild demanded a public audit. {filler}The board rejected that.",
        "The board demanded a public audit. The board rejected that.",
    ):
        assert not [one for one in tell(text, "guild", "board").positions if one[1] == "reject"]


def test_denying_an_accusation_takes_the_accusation_whatever_was_said_since() -> None:
    text = (
        "The guild accused the board of selling the pumps. The guild said no farmer would lose a field. "
        "The board denied the accusation."
    )
    assert allegations(text, "guild", "board") == [(*ALLEGED, "sale of pumps"), (*DENIED, "sale of pumps")]


def test_a_statement_that_neither_claims_anything_nor_speaks_of_the_denier_is_not_answered() -> None:
    text = "The guild said the farmers would comply. The board denied the charge."
    assert allegations(text, "guild", "board") == []


def test_denying_a_report_is_denying_nothing_that_was_said_before() -> None:
    text = "The guild said the board had sold the pumps. The board denied a report."
    assert allegations(text, "guild", "board") == []


def test_what_is_denied_says_by_whom_it_would_be_done() -> None:
    text = "The guild said it had discovered that the mill had written the plan. The board denied that."
    (claim, denial) = allegations(text, "guild", "board")
    assert claim[3] == denial[3] == "writing of plan by mill"


def test_no_promise_is_the_one_that_was_spoken_of() -> None:
    text = (
        "The guild accused the board of a secret promise of cheap water. The board said there was no promise."
    )
    assert (*DENIED, "secret promise of cheap water") in allegations(text, "guild", "board")


def test_a_thought_or_a_plan_told_before_is_no_claim_that_is_denied() -> None:
    for before in ("The guild said it thought the levy was right.", "The guild said it would not strike."):
        text = f"{before} The board denied that any pump had been sold."
        assert not [one for one in allegations(text, "guild", "board") if one[1] == "allege"]


def test_a_denial_of_anything_whatever_needs_no_thing() -> None:
    text = (
        "The guild accused the board of giving away its only pump. "
        "The board denied that anything had been given away."
    )
    assert [one[:3] for one in allegations(text, "guild", "board")] == [ALLEGED, DENIED]


@pytest.mark.parametrize(
    "text",
    [
        "The guild demanded an inspection of the mill. The board denied that the mill was unsafe.",
        "The guild said Upper Corvane would object. The board denied bribing the mayor of Upper Corvane.",
    ],
)
def test_what_claims_nothing_of_what_is_denied_is_no_allegation(text: str) -> None:
    assert not [one for one in allegations(text, "guild", "board") if one[1] == "allege"]
