import contextlib
from datetime import date

import pytest
from hypothesis import given as given_by
from hypothesis import settings
from hypothesis import strategies as st

from onrecord.errors import EmptyInput
from onrecord.model import DateInterval
from onrecord.read.given import Given
from onrecord.read.plain import read_plain
from onrecord.text.edits import clean, restore, to_raw

LEDE = (
    "The mill owners and the carters met at Osterby on Monday and agreed on nothing but the date of the next"
    " meeting."
)
SECOND = '"We shall come back when the toll is gone," Anna Brekke told the Osterby council afterwards.'
THIRD = "Her brother, who runs the ferry, said that the toll had been promised to him until the spring."
STORY = "\n\n".join((LEDE, SECOND, THIRD))


def read(text, name="report.txt", **metadata):
    report = read_plain(text, name=name, given=Given(**metadata))
    assert restore(report.text, report.edits) == text
    assert clean(text, report.edits) == report.text
    assert "\n\n".join(report.text[block.start : block.end] for block in report.blocks) == report.text
    return report


def removed(report):
    return {edit.removed.strip(): edit.reason for edit in report.edits if edit.reason != "space"}


def test_a_text_without_anything_around_it_stays_as_it_is():
    report = read(STORY)
    assert report.text == STORY
    assert report.edits == ()
    assert (report.title, report.author, report.outlet, report.credit) == ("", "", "", "")
    assert report.published == DateInterval()
    assert report.language == "en"


def test_title_section_repeats_and_the_name_under_a_picture_go():
    title = "Osterby talks end without a word on the toll"
    report = read(f"{title}\nRegions\n{title}\n\nAnna Brekke\n{title}\n{STORY}")
    assert report.title == title
    assert report.text == STORY
    # She is in the story, so that her name above it is a caption and no byline.
    assert report.author == ""
    assert removed(report)["Anna Brekke"] == "caption"


def test_a_language_switcher_and_a_caption_stuck_to_the_title_go():
    title = "Brekke: no carts before the toll is gone"
    caption = f"{title} Photo: Anna Brekke at the toll house (Fjord Images)"
    report = read(f"no en de\n\n{title}\n\n{caption}\nAuthor: Per Lund\n\n{STORY}")
    assert report.text == STORY
    assert (report.title, report.author) == (title, "Per Lund")


@pytest.mark.parametrize(
    ("byline", "author", "credit"),
    [
        ("By Per Lund", "Per Lund", ""),
        ("By Per Lund and Siri Aas in Osterby", "Per Lund, Siri Aas", ""),
        ("Per Lund, parish correspondent", "Per Lund", ""),
        ("Courier staff, XNA", "Courier staff", "XNA"),
        ("Courier reporters and Reuters", "Courier reporters", "Reuters"),
        ("Author: Per Lund", "Per Lund", ""),
        ("P. Lund", "P. Lund", ""),
    ],
)
def test_bylines(byline, author, credit):
    report = read(f"Osterby talks end without a word\n\n{byline}\n\n{STORY}")
    assert (report.author, report.credit, report.text) == (author, credit, STORY)


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Tuesday 10 December 2024", date(2024, 12, 10)),
        ("December 10, 2024", date(2024, 12, 10)),
        ("Published: 2024-12-10 17:22 GMT", date(2024, 12, 10)),
        ("17:05, 10 DEC 2024", date(2024, 12, 10)),
        ("Per Lund | 10 December 2024 | 3 min read", date(2024, 12, 10)),
    ],
)
def test_a_date_line_states_the_day(line, day):
    report = read(f"Osterby talks end without a word\n{line}\n\n{STORY}")
    assert report.published == DateInterval.on(day)
    assert report.text == STORY


def test_the_day_in_a_file_name_is_stated_and_a_number_is_not_a_day():
    assert read(STORY, "2024-10-18-carters.txt").published == DateInterval.on(date(2024, 10, 18))
    assert read(STORY, "01-carters.txt").published == DateInterval()


def test_a_dateline_goes_and_gives_date_and_agency():
    report = read(f"Carters stay away\n\nOSTERBY, 21 January 2025 (XNA) - {STORY}\n\n(XNA)")
    assert report.text == STORY
    assert report.credit == "XNA"
    assert report.published == DateInterval.on(date(2025, 1, 21))


def test_a_dateline_without_a_year_needs_something_that_bounds_it():
    text = f"Carters stay away\n\nOSTERBY, 21 January (XNA) - {STORY}"
    assert read(text).published == DateInterval()
    assert read(text, "carters-2025.txt").published == DateInterval.on(date(2025, 1, 21), "inferred")
    bounds = DateInterval(date(2024, 12, 1), date(2025, 3, 1), "inferred")
    assert read(text, published=bounds).published == DateInterval.on(date(2025, 1, 21), "inferred")


def test_teasers_and_notices_below_the_story_go():
    report = read(
        f"{STORY}\n\nRead also: What the ferryman saw\nMORE FROM THE COURIER\n"
        '"It was only a goose": parish meeting ends early\nTide tables\nComments (12)\n'
        "This website uses cookies."
    )
    assert report.text == STORY


def test_headlines_cut_off_with_an_ellipsis_go():
    report = read(
        f"{STORY}\nNorth Quay Bank Opens Second Branch Amid Record Herring Prices This…"
        "\nFive Ways To Salt A Cod Before The…"
    )
    assert report.text == STORY


def test_a_teaser_between_paragraphs_goes_and_the_story_goes_on():
    report = read(f"{LEDE}\n\nREAD MORE: The ferryman's other ferry\n\n{SECOND}\n\n{THIRD}")
    assert report.text == STORY


def test_what_belongs_to_the_story_stays():
    body = [
        LEDE,
        '"No."',
        "CORRECTION: On Tuesday we gave the toll as four marks. It is five.",
        "The council is focusing on:",
        "• the toll",
        "• the ferry",
        "Nobody replied.",
        "Photographs of the meeting were forbidden, and the carters drew it instead.",
        "Follow the money, the carters say, and you will find the ferryman.",
        "Related questions were put off until the spring, the council said.",
    ]
    report = read("\n\n".join(body))
    assert report.text == "\n\n".join(line.removeprefix("• ") for line in body)


def test_a_correction_at_the_very_end_stays():
    correction = "CORRECTION: The ferry runs on Sundays, not on Mondays. We apologise"
    report = read(f"{STORY}\n\n{correction}\n\nStart your free trial")
    assert report.text.endswith("We apologise")


def test_subheadings_bullets_and_set_off_quotations_keep_their_kind():
    report = read(
        "Carters stay away\n\n  The toll is five marks.\n  • The ferry is free.\n  • The bridge is shut.\n\n"
        f"{LEDE}\n\n"
        f'What the carters want\n\n{SECOND}\n\n    "No toll, no carts."\n\n{THIRD}'
    )
    assert [block.kind for block in report.blocks] == [
        "bullet", "bullet", "bullet", "paragraph", "heading", "paragraph", "blockquote", "paragraph",
    ]  # fmt: skip
    assert "•" not in report.text


def test_wrapped_paragraphs_are_joined_and_lines_meant_as_such_are_not():
    wrapped = (
        "Carters stay away\n\n"
        "The mill owners and the carters met at Osterby on Monday and agreed on\n"
        "nothing but the date of the next meeting. It will be held on the ferry,\n"
        "which belongs to neither of them, and which leaves at nine.\n\n"
        '"We shall come back when the toll is gone," Anna Brekke told the Osterby\n'
        "council afterwards.\n"
    )
    report = read(wrapped)
    assert len(report.blocks) == 2
    assert "\n" not in report.text[report.blocks[0].start : report.blocks[0].end]
    lines = f"{LEDE}\n{SECOND}\n{THIRD}"
    assert read(lines).text == STORY


def test_spaces_are_put_right_and_quotation_marks_left():
    raw = "\ufeffA toll\u00a0of  five\u00ad marks,\u200b she said.\r\n\r\n“We ‘carters’ won't pay,” he said."
    report = read(raw)
    assert report.text == "A toll of five marks, she said.\n\n“We ‘carters’ won't pay,” he said."
    assert raw[to_raw(report.edits, report.text.index("marks"))] == "m"


def test_a_masthead_is_the_outlet_where_the_file_is_named_after_it():
    report = read(f"THE HERON\nFor people who fish\n\nEleven minutes on the ferry\n\n{STORY}", "07-heron.txt")
    assert (report.outlet, report.title, report.text) == ("The Heron", "Eleven minutes on the ferry", STORY)
    named = read(f"Carters stay away | The Osterby Courier\nCarters stay away\n{STORY}")
    assert (named.outlet, named.title) == ("The Osterby Courier", "Carters stay away")


def test_what_is_given_wins():
    report = read(
        f"Carters stay away\nBy Per Lund\n10 December 2024\n\n{STORY}",
        outlet="Osterby Courier",
        title="The carters",
        author="S. Aas",
        credit="XNA",
        published=DateInterval.on(date(2024, 12, 11)),
        url="https://courier.example/carters",
        path="reports/x.txt",
    )
    assert (report.outlet, report.title, report.author, report.credit) == (
        "Osterby Courier",
        "The carters",
        "S. Aas",
        "XNA",
    )
    assert report.published.day == date(2024, 12, 11)
    assert (report.url, report.path) == ("https://courier.example/carters", "reports/x.txt")


def test_another_language_is_told():
    report = read(
        "Die Müller und die Fuhrleute trafen sich am Montag in Osterby und einigten sich auf nichts als den"
        " nächsten Termin."
    )
    assert report.language == "de"


@pytest.mark.parametrize(
    "text", ["", " \n\u00a0\n", "Share Print Save\nComments (3)\nThis website uses cookies."]
)
def test_nothing_to_read_is_an_error_that_names_the_file(text):
    with pytest.raises(EmptyInput, match=r"carters\.txt"):
        read_plain(text, name="carters.txt")


FURNITURE = st.sampled_from(
    ("Carters stay away", "By Per Lund", "Photo: The quay", "OSTERBY (XNA) - It rained.", "10 May 2024",
     "ua en ru", "• a point", "    set off", "Read also: More", "* * *", "(XNA)", LEDE, SECOND, "“",
     "\u00a0", "Related", "THE HERON", "- x", "ANNA BREKKE: No.", "Q: Why?", "A: Because.")
)  # fmt: skip
ANYTHING = st.text(alphabet=st.characters(codec="utf-8"), max_size=40)
ENDS = st.sampled_from(["\n", "\n\n", "\r\n", "\n\n\n", " "])


@settings(max_examples=200, deadline=None)
@given_by(st.lists(st.tuples(st.one_of(FURNITURE, ANYTHING), ENDS), max_size=14))
def test_whatever_is_read_can_be_undone(pieces):
    with contextlib.suppress(EmptyInput):
        read("".join(line + end for line, end in pieces))
