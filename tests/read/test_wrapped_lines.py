import pytest

from onrecord.read.wrapped_lines import Line, drop_running_lines, join_lines, join_pages, lines_of


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["The nego-", "tiations go on."], "The negotiations go on."),
        (["The nego\u00ad", "tiations go on."], "The negotiations go on."),
        (["The long-", "term plan"], "The long-term plan"),
        (["The Ostrel-", "Selm line"], "The Ostrel-Selm line"),
        (["from 10-", "12 June"], "from 10-12 June"),
        (["a dash -", "and more"], "a dash - and more"),
        (["one  two", "three"], "one two three"),
        ([], ""),
    ],
)
def test_lines_are_joined(lines, expected):
    assert join_lines(lines, {"long-term"}) == expected


def test_indents_and_gaps_are_read():
    assert lines_of("  One\n\n\nTwo\n\tThree ") == [Line("One", 2, 0), Line("Two", 0, 2), Line("Three", 4, 0)]


def page(*lines):
    return [Line(line) for line in lines]


def test_headers_and_numbers_go_and_what_stands_once_stays():
    pages = [
        page("Communiqué 14 May", "The ministers met in Ostrel.", "They agreed on nothing.", "Page 1 of 3"),
        page("Communiqué 15 May", "In 2023 they had met before.", "Nobody remembered why.", "Page 2 of 3"),
        page("Communiqué 16 May", "The next meeting is in June.", "It will be short.", "- 3 -"),
    ]
    kept = [[line.text for line in lines] for lines in drop_running_lines(pages)]
    assert kept == [
        ["The ministers met in Ostrel.", "They agreed on nothing."],
        ["In 2023 they had met before.", "Nobody remembered why."],
        ["The next meeting is in June.", "It will be short."],
    ]


def test_a_line_in_the_middle_of_pages_stays_however_often_it_comes():
    lines = ["Top {}", "a", "b", "The same words.", "c", "d", "Bottom {}"]
    pages = [page(*(line.format("abc"[n]) for line in lines)) for n in range(3)]
    assert all("The same words." in [line.text for line in kept] for kept in drop_running_lines(pages))


def test_headings_and_bullets_stand_apart():
    full = "The ministers of both governments met in Ostrel on Friday to talk about the dam."
    passages = join_pages(
        [page("What was agreed", full, "• One thing that takes up a whole line,", "and more.", "• Two")]
    )
    assert [(passage.kind, passage.text) for passage in passages] == [
        ("paragraph", "What was agreed"),
        ("paragraph", full),
        ("bullet", "One thing that takes up a whole line, and more."),
        ("bullet", "Two"),
    ]


def test_empty_pages():
    assert join_pages([[], []]) == []
    assert drop_running_lines([]) == []
