import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.read.fragments import passages_of
from onrecord.read.passages import Passage


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("", []),
        ("   ", []),
        ("<p></p><br>", []),
        ("Just words & more", [Passage("Just words & more")]),
        ("<p>One <b>and</b>\n two</p>three", [Passage("One and two"), Passage("three")]),
        ("One<br>line<br><br>two", [Passage("One line"), Passage("two")]),
        (
            "<h2>Head</h2><ul><li>a</li><li><p>b</p></li></ul>",
            [Passage("Head", "heading"), Passage("a", "bullet"), Passage("b", "bullet")],
        ),
        (
            "<blockquote><p>Words</p><p>more</p></blockquote>end",
            [Passage("Words", "blockquote"), Passage("more", "blockquote"), Passage("end")],
        ),
        ("<p>a</p><script>var x = '<p>b</p>';</script><style>p {}</style>c", [Passage("a"), Passage("c")]),
        ("<figure><img><figcaption>Photo</figcaption></figure><p>a<img alt='x'>b</p>", [Passage("ab")]),
        ("<!-- <p>no</p> --><p>yes</p>", [Passage("yes")]),
        ("<table><tr><td>a</td><td>b</td></tr></table>", [Passage("a"), Passage("b")]),
        ("&lt;p&gt;not a tag&lt;/p&gt;", [Passage("<p>not a tag</p>")]),
    ],
)  # fmt: skip
def test_passages(markup, expected):
    assert passages_of(markup) == expected


def test_a_thousand_levels():
    assert passages_of("<div>" * 1_000 + "deep" + "</div>" * 1_000) in ([Passage("deep")], [])


@given(
    st.text(max_size=200),
    st.lists(st.sampled_from(["<p>", "</p>", "<li>", "<script>", "</div>", "<br>", "<!--"])),
)
def test_nothing_breaks_it(text, tags):
    for passage in passages_of("".join(tags) + text + "".join(reversed(tags))):
        assert passage.text == " ".join(passage.text.split())
        assert passage.text
