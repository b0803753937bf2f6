from hypothesis import given
from hypothesis import strategies as st

from onrecord.text.layout import lay_out, paragraphs
from onrecord.text.quotes import find_quotations

MARKS = "\"'\u2018\u2019\u201a\u201c\u201d\u201e\u00ab\u00bb`"


def inside(text):
    return [text[q.inner_start : q.inner_end] for q in lay_out(text).quotations]


def test_each_kind_of_mark_is_read():
    assert inside('"We wait," she said.') == ["We wait,"]
    assert inside("\u201cWe wait,\u201d she said.") == ["We wait,"]
    assert inside("\u2018We wait,\u2019 she said.") == ["We wait,"]
    assert inside("'We wait,' she said.") == ["We wait,"]
    assert inside("\u00abWe wait\u00bb, she said.") == ["We wait"]
    assert inside("\u201eWe wait\u201c, she said.") == ["We wait"]
    assert inside("``We wait,'' she said.") == ["We wait,"]


def test_marks_of_two_kinds_may_make_a_pair():
    assert inside('\u201cWe wait," she said.') == ["We wait,"]


def test_apostrophes_open_and_close_nothing():
    assert inside("The millers' guild doesn't know what 'tis about, it's Ada's.") == []
    assert inside("\u2018The millers\u2019 guild is out,\u2019 she said.") == [
        "The millers\u2019 guild is out,"
    ]
    assert inside("The millers\u2019 guild backed them \u2018without a comma\u2019 today.") == [
        "without a comma"
    ]


def test_a_quotation_within_a_quotation_has_level_one():
    quotations = lay_out("\"He called it 'a farce' and left,\" she said.").quotations
    assert [q.level for q in quotations] == [0, 1]


def test_a_quotation_left_open_goes_on_in_the_next_paragraph():
    text = "\u201cWe wait.\n\n\u201cAnd then we go.\u201d"
    first, second = lay_out(text).quotations
    assert (first.opened, first.closed, first.continues) == (True, False, True)
    assert second.closed and not second.continues


def test_a_missing_opening_mark_is_said_to_be_missing():
    (quotation,) = lay_out('We shall wait for the ferry," she said.').quotations
    assert not quotation.opened and quotation.closed


def test_an_inch_mark_is_no_quotation():
    assert inside('A pipe of 27" was laid.') == []


@given(st.text(alphabet=MARKS + "ab .\n,", max_size=120))
def test_no_text_is_given_up(text):
    quotations = find_quotations(text, [(b.start, b.end) for b in paragraphs(text)])
    for quotation in quotations:
        assert (
            0 <= quotation.start <= quotation.inner_start < quotation.inner_end <= quotation.end <= len(text)
        )
