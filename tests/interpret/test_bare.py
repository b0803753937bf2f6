"""Names of one word, bare figures and images: given the report's own fuller name, or left out."""

import pytest
from telling import tell

AROUND = (
    "The delegations met for a fourth day in the old customs hall above the harbour, where the windows don't "
    "close and the coffee is served in paper cups. Nobody who came out of it in the evening would say more "
    "than that the tone had been polite, that both sides had listened for hours, and that they would go on "
    "after breakfast. The hall had been booked for a wedding on Saturday, said the caretaker, who had been "
    "asked by three reporters and one photographer whether there was another exit at the back of it."
)


@pytest.mark.parametrize(
    "text",
    [
        "The union seeks an extension.",
        "The union ruled out any mission.",
        "The union wants its share.",
        "The union prefers stages.",
        '"We will not buy a new piano," the union said.',
        'The union urged the company to "leave the trumpets in the cellar".',
        "The union will accept the figure if the company opens its books.",
    ],
)
def test_what_is_told_nowhere_is_left_out(text: str) -> None:
    told = tell(f"{AROUND}\n\n{text}", "union", "company")
    assert not told.positions
    assert not told.conditions


@pytest.mark.parametrize(
    ("text", "issue"),
    [
        (
            "The extension of the pilots' contract runs out. The union wants an extension.",
            "extension of the pilots' contract",
        ),
        ("The union called for arbitration.", "arbitration"),
        ("The union called for a truce.", "truce"),
        (
            "Inspectors came in May. Inspectors came in June. No inspectors came since; some say inspectors "
            "never came. The union wants inspectors.",
            "inspectors",
        ),
        (
            'The drawbridge stays up. "We will not pay for the drawbridge," the union said.',
            "payment for drawbridge",
        ),
    ],
)
def test_one_word_is_filled_up_or_says_enough(text: str, issue: str) -> None:
    told = tell(f"{AROUND}\n\n{text}", "union", "company")
    assert [found[-1] for found in told.positions] == [issue]


def test_a_text_too_short_to_tell_keeps_one_word() -> None:
    assert tell("The union seeks an extension.", "union").positions == [
        ("union", "demand", "for", "extension")
    ]


@pytest.mark.parametrize(
    ("text", "holder"),
    [
        ("The government ruled out lifting the toll on barges.", "The government"),
        ("Its works council rejects the closure of the lower yard.", "Its works council"),
        ("Ministers approved the closure of the lower yard.", "Ministers"),
    ],
)
def test_who_could_be_anybodys_holds_nothing(text: str, holder: str) -> None:
    assert not tell(f"{AROUND}\n\n{text}", holder).positions


def test_a_person_of_no_known_party_speaks_for_the_body_the_words_bind() -> None:
    text = "Utopia would not accept a toll on barges, Ada Orr said."
    told = tell(f"{AROUND}\n\n{text}", "Utopia", "Ada Orr", kinds={"Utopia": "state", "Ada Orr": "person"})
    assert told.positions == [("Utopia", "reject", "against", "toll on barges")]
    assert told.claims.positions[0].via is None
