"""Words that a page hides, or that only point to another report, stand in nobody's sentence."""

import pytest
from lxml import html

from onrecord.read.page_cleaning import clean_page

FIRST = (
    "<p>The river commission will not meet before the dam is opened, Minister Anna Varga said on Monday.</p>"
)
LAST = "<p>“We can wait for a third year,” Varga said in Ostrel, where the gates are shut.</p>"


def cleaned(middle: str) -> str:
    tree = html.document_fromstring(f"<html><body><article>{FIRST}{middle}{LAST}</article></body></html>")
    clean_page(tree)
    return " ".join("|".join(paragraph.text_content() for paragraph in tree.iter("p")).split())


@pytest.mark.parametrize(
    "middle",
    [
        "<p>Varga said <span style='display: none'>ALPHA</span>so.</p>",
        "<p>Varga said <span style='FONT-SIZE:0px'>ALPHA</span>so.</p>",
        "<p>Varga said <b style='visibility:hidden'>ALPHA</b>so.</p>",
        "<p>Varga said <i class='note sr-only'>ALPHA</i>so.</p>",
        "<p>Varga said <i class='visually-hidden'>ALPHA</i>so.</p>",
        "<p>Varga said <i hidden>ALPHA</i>so.</p>",
        "<p>Varga said so (<a href='/x'>Read: ALPHA says the dam is unsafe</a>).</p>",
        "<p>Varga said so. <a href='/x'>ALPHA minister says he resigns</a></p>",
        "<p>Varga said so. <a href='/x'>Also read: ALPHA said that she resigns.</a></p>",
    ],
)
def test_what_is_hidden_or_points_elsewhere_is_gone(middle: str) -> None:
    text = cleaned(middle)
    assert "ALPHA" not in text and "Varga said so" in text.replace("said  so", "said so")
    assert "(" not in text


@pytest.mark.parametrize(
    "middle",
    [
        "<p>Varga said she would not <a href='/x'>sign the ALPHA treaty</a> in May.</p>",
        "<p>Varga said so. <a href='/x'>“ALPHA must wait for the rain,” she said.</a></p>",
        "<p>Varga said so in <a href='/x'>a letter to the ALPHA commission</a></p>",
        "<p>Varga said <span style='font-size:0.9em;opacity:0.8'>ALPHA</span> so.</p>",
        "<p>Varga said <i class='shidden'>ALPHA</i> so.</p>",
        f"<div hidden>{'<p>Varga said that ALPHA would be opened again.</p>' * 40}</div>",
    ],
)
def test_what_readers_see_stays(middle: str) -> None:
    assert "ALPHA" in cleaned(middle)


def test_a_link_that_was_never_closed_joins_no_paragraphs() -> None:
    text = cleaned("<p>Varga said she <a href='/x'>would wait<p>Dorn said he would not.</p>")
    assert "would wait|Dorn said he would not.|“We can" in text
