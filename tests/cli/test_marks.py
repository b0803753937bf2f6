"""Evidence in its paragraph."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from onrecord.cli.marks import legend, lines_of, marked_lines
from onrecord.cli.output import columns_of
from onrecord.model import Span
from onrecord.store.entries import Mark, Passage, SpanRole

BEFORE = "The weir stays shut.\n\n"
PARAGRAPH = '"We shall not sign," the minister said on Monday.'


def passage(text: str, *marks: tuple[SpanRole, str], start: int = len(BEFORE)) -> Passage:
    """A passage that begins at some offset of its report."""
    spans = []
    for role, words in marks:
        at = text.index(words) + start
        spans.append(Mark(role, Span(at, at + len(words), words)))
    return Passage(start, start + len(text), text, "paragraph", tuple(spans))


def test_marks_stand_below_their_words() -> None:
    shown = passage(PARAGRAPH, ("content", "We shall not sign"), ("source", "the minister"), ("cue", "said"))
    assert marked_lines(shown, 80) == [
        '"We shall not sign," the minister said on Monday.',
        " ~~~~~~~~~~~~~~~~~   ------------ ^^^^",
    ]
    assert legend((shown,)) == "~~ content   -- source   ^^ cue"


def test_marks_follow_a_span_over_a_line_break() -> None:
    assert marked_lines(passage(PARAGRAPH, ("source", "the minister said")), 34) == [
        '"We shall not sign," the minister',
        "                     ------------",
        "said on Monday.",
        "----",
    ]


def test_a_span_that_began_in_an_earlier_paragraph_is_marked_from_the_start() -> None:
    span = Span(0, len(BEFORE) + 3, BEFORE + '"We')
    shown = Passage(
        len(BEFORE), len(BEFORE) + len(PARAGRAPH), PARAGRAPH, "paragraph", (Mark("content", span),)
    )
    assert marked_lines(shown, 80)[1] == "~~~"


def test_wide_characters_take_two_marks() -> None:
    assert marked_lines(passage("He said 不行 twice.", ("content", "不行")), 80)[1] == "        ~~~~"


@given(st.text(alphabet="ab \n“é行", max_size=200), st.integers(1, 40))
def test_lines_keep_every_character_but_the_breaks(text: str, columns: int) -> None:
    lines = list(lines_of(text, columns))
    kept = "".join(text[start:end] for start, end in lines)
    assert kept.replace(" ", "").replace("\n", "") == text.replace(" ", "").replace("\n", "")
    assert all(before[1] <= after[0] for before, after in pairwise(lines))
    for start, end in lines:
        line = text[start:end]
        assert columns_of(line) <= columns or " " not in line.strip(" ")
