import pytest

from onrecord.read.plain import read_plain
from onrecord.read.transcript import mark_turns


def turns(text):
    report = mark_turns(read_plain(text, name="talks.txt"))
    for block in report.blocks:
        said = report.text[block.start : block.end]
        assert said == said.strip()
        if block.speaker is not None:
            assert report.text[block.speaker.start : block.speaker.end] == block.speaker.text
            assert block.speaker.end <= block.start
    return [
        (block.speaker.text, report.text[block.start : block.end])
        for block in report.blocks
        if block.kind == "turn" and block.speaker
    ]


PRESS_CONFERENCE = """Joint press conference in Ostrel

MODERATOR: Good morning. Minister Varga will begin with a short statement.

MINISTER VARGA: Thank you all for coming. We will not sign before the river commission has met.

That has been our position since the spring, and it has not changed.

(Laughter.)

QUESTION: Minister, does that rule out a meeting in June?

MINISTER VARGA: (Through interpreter.) It does not. A meeting is one thing, a signature another. (Applause.)

QUESTION: And the prisoners?

MINISTER VARGA: They have to come home first.

MODERATOR: Thank you. That is all we have time for.

# # #
"""


def test_a_press_conference_is_read_turn_by_turn():
    assert turns(PRESS_CONFERENCE) == [
        ("MODERATOR", "Good morning. Minister Varga will begin with a short statement."),
        (
            "MINISTER VARGA",
            "Thank you all for coming. We will not sign before the river commission has met.",
        ),
        ("MINISTER VARGA", "That has been our position since the spring, and it has not changed."),
        ("QUESTION", "Minister, does that rule out a meeting in June?"),
        ("MINISTER VARGA", "It does not. A meeting is one thing, a signature another."),
        ("QUESTION", "And the prisoners?"),
        ("MINISTER VARGA", "They have to come home first."),
        ("MODERATOR", "Thank you. That is all we have time for."),
    ]


def test_the_text_of_a_transcript_is_not_changed():
    plain = read_plain(PRESS_CONFERENCE, name="talks.txt")
    marked = mark_turns(plain)
    assert marked.text == plain.text
    assert marked.id == plain.id


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("Q.", "A."),
        ("Q:", "A:"),
        ("Question:", "Answer:"),
        ("QUESTION:", "ANSWER:"),
        ("Q -", "A -"),
        ("Q1:", "A1:"),
    ],
)
def test_questions_and_answers(question, answer):
    text = "\n\n".join(
        [
            "The minister answered our questions on Tuesday in her office above the harbour.",
            f"{question} Will you sign the treaty this year?",
            f"{answer} Not as it stands. The dam has to be opened first.",
            f"{question} And if it stays closed?",
            f"{answer} Then there is nothing to sign, and everybody knows it.",
        ]
    )
    found = turns(text)
    assert [speaker.rstrip("1") for speaker, _ in found] == [
        question[:-1].strip().rstrip("1"),
        answer[:-1].strip().rstrip("1"),
    ] * 2
    assert found[1][1] == "Not as it stands. The dam has to be opened first."


def test_a_bare_q_among_labels_in_capitals():
    text = """THE PRESIDENT: Good afternoon, everyone. We had a long and useful day.

Q Mr. President, will the border open on Monday as you said?

THE PRESIDENT: It will open when the other side opens theirs.

Q And when will that be?

THE PRESIDENT: You will have to ask them that.
"""
    assert [speaker for speaker, _ in turns(text)] == ["THE PRESIDENT", "Q"] * 2 + ["THE PRESIDENT"]


def test_an_interview_with_names_in_small_letters():
    text = """Anna Varga has led the river commission since it was founded. We met her in Ostrel.

Courier: Why did the talks break off in March?

Anna Varga: Because nobody had asked the towns downstream. They are the ones who drown.

Courier: Would you take the chair again?

Varga: Only if both governments ask me to, and in writing.

Courier: Have they?

Varga: One has. I am waiting for the other.

This interview was edited for length.
"""
    found = turns(text)
    assert [speaker for speaker, _ in found] == [
        "Courier",
        "Anna Varga",
        "Courier",
        "Varga",
        "Courier",
        "Varga",
    ]
    assert found[-1][1] == "One has. I am waiting for the other."


def test_lines_of_turns_without_blank_lines_between_them():
    text = "\n".join(
        [
            "JOHN HALE, PRESENTER: Welcome back. With me is the chief negotiator of the dockers.",
            "MARA OBEN: Good evening, and thank you for having me.",
            "HALE: Is the strike over?",
            "OBEN: No. It will be over when the rota is withdrawn, and not an hour before that.",
            "HALE: The port says that it was withdrawn on Friday.",
            "OBEN: Then the port should send us the letter.",
        ]
    )
    assert [speaker for speaker, _ in turns(text)] == [
        "JOHN HALE, PRESENTER",
        "MARA OBEN",
        "HALE",
        "OBEN",
        "HALE",
        "OBEN",
    ]


def test_a_label_on_a_line_of_its_own_names_what_follows():
    text = """MODERATOR:

We begin with the minister. Please keep your questions short.

MINISTER VARGA:

We signed nothing last night. I want to be clear about that.

MODERATOR:

First question, please.

MINISTER VARGA:

I have said what I have to say about the dam.
"""
    assert turns(text)[:2] == [
        ("MODERATOR", "We begin with the minister. Please keep your questions short."),
        ("MINISTER VARGA", "We signed nothing last night. I want to be clear about that."),
    ]


def test_narration_between_turns_is_nobody_s_words():
    text = """Courier: Why did the talks break off?

Varga: Because nobody asked the towns downstream.

Courier: Would you go back?

Varga: Only if I am asked in writing.

Varga told the Courier last year that she would never go back.

Courier: Is there a date?

Varga: There is not.
"""
    assert "Varga told the Courier last year that she would never go back." not in [
        said for _, said in turns(text)
    ]


def test_an_exchange_quoted_in_a_report_does_not_swallow_the_report():
    narration = [
        f"The commission met for the {n}th time and parted without a word to the press." for n in range(4, 14)
    ]
    text = "\n\n".join(
        [
            *narration[:5],
            "Reporter: Minister, will you sign?",
            "Varga: Not today.",
            "Reporter: Tomorrow?",
            "Varga: Ask me tomorrow.",
            *narration[5:],
        ]
    )
    found = turns(text)
    assert [said for _, said in found] == [
        "Minister, will you sign?",
        "Not today.",
        "Tomorrow?",
        "Ask me tomorrow.",
    ]


COLONS = {
    "what scrapers leave": """Photo: Anna Varga (Courier)

The minister ruled out talks.

Read also: Dam to open

The other side welcomed it.

Photo: The dam

Read also: Who is Anna Varga

No date was set.""",
    "fact boxes": """Where: Ostrel town hall.

When: Friday at noon, after prayers.

Who: the river commission and its guests.

Where: Selm bridge.

When: Saturday at ten, weather permitting.

Who: the two mayors and their staff.""",
    "fact checks": """Claim: The dam was opened in May by the government of the day.

Fact: It was opened in June, and only halfway.

Claim: Nobody was asked about the opening at all.

Fact: The towns were asked twice, in writing. Was that enough?""",
    "tables": """Ostrel: 14 seats

Selm: 11 seats

Ostrel: 9 votes

Selm: 7 votes

Ostrel: 2 mayors

Selm: 1 mayor""",
    "news with a colon now and then": """The minister was brief: no talks.

One thing is clear: the dam stays shut.

The reason: money. The other reason: pride.

Varga: 'We wait.'""",
    "what parties want": """Where they stand on the dam

Varga: Would open the gates by a third, and wants a treaty before the summer is over.

Oben: Opposes any opening before the harvest, and would put the treaty to a vote.

Where they stand on the border

Varga: Supports a crossing at Selm bridge, which would be open to traders of both sides.

Oben: Says that the border should stay shut until the prisoners have come home.

Where they stand on money

Varga: Calls for a fund that both governments pay into, to be kept by the commission.

Oben: Has not taken a position on the fund, and has said little about who would keep it.""",
    "live reports": """10:15: The ministers arrive.

10:40: The doors close.

11:20: The ministers leave without a word.

11:30: The cars drive off.""",
    "labels that never come again": """Demands: an open dam.

Money: none so far.

Outlook: bleak, say both sides.

Next steps: a meeting in June?""",
}


@pytest.mark.parametrize("text", COLONS.values(), ids=COLONS)
def test_colons_alone_make_no_transcript(text):
    assert turns(text) == []


def test_a_headline_with_a_colon_is_no_turn():
    text = """Varga: No talks before June

Varga: No talks before June, and none in Selm, the minister told the Courier on Friday.

JOHN HALE: Will you sign this year?

ANNA VARGA: Not as it stands, no.

HALE: What would have to change?

VARGA: The dam would have to be open.
"""
    assert [speaker for speaker, _ in turns(text)] == ["JOHN HALE", "ANNA VARGA", "HALE", "VARGA"]
    assert read_plain(text, name="talks.txt").title == "Varga: No talks before June"


def test_a_q_that_lost_its_space():
    text = """QWhat did you ask for?

A: An open dam, because they had promised one.

QWhat did you get?

A: A letter. I have it here.

QAnd what does it say?

A: That they will think about it.
"""
    assert [speaker for speaker, _ in turns(text)] == ["Q", "A"] * 3
    assert turns(text)[0][1] == "What did you ask for?"


def test_an_exchange_without_questions():
    text = """Alina Sorel-Wahl: She is right if you dig down. You only have to read the treaty.

Mara Oben: Everybody has a different image of what that is.

Hale: Well, the dam is bad for us.

Oben: Nobody tells you that to your face.

Hale: That is my point."""
    assert [speaker for speaker, _ in turns(text)] == [
        "Alina Sorel-Wahl",
        "Mara Oben",
        "Hale",
        "Oben",
        "Hale",
    ]


def test_labels_in_another_alphabet():
    text = """Курьер: Почему переговоры прервались?

Варга: Никто не спросил города ниже по течению.

Курьер: Вы вернётесь?

Варга: Только если меня попросят письменно.
"""
    assert [speaker for speaker, _ in turns(text)] == ["Курьер", "Варга"] * 2
    assert turns(text.replace("Варга", "очень просто").replace("Курьер", "и вот что")) == []


def test_hostile_labels_take_no_time():
    text = "\n\n".join(
        ["Aa, " + "a" * 85 + "!", "A" * 5000, "Ab " * 2000, "(" * 3000, "A: b. " + "(a) " * 2000] * 3
    )
    turns(text)
