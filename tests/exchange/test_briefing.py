"""Briefings: a line for each claim, a footnote with the words for each line, and Markdown that stays text."""

import re
import sys
from pathlib import Path

import markdown
import pytest

from onrecord.errors import Ambiguous, NotFound
from onrecord.exchange.briefing import briefing

sys.path.insert(0, str(Path(__file__).parent))
from exported_records import ISLANDS, TEXTS, records


def test_an_issue_has_its_holders_each_line_with_its_words():
    text = briefing(records(), issue="annexation")
    assert text.startswith("# annexation of the islands\n\n2 positions from 2 reports, as of 6 March 2025.\n")
    assert re.findall(r"^## (.+)$", text, re.MULTILINE) == ["Ostrava", "Velden"]
    assert "- 4 March 2025: **Ostrava** rejected *annexation of the islands*.[^1]" in text
    assert "- Undated: **Velden** supported *annexation of the islands*.[^2]" in text
    notes = re.findall(r"^\[\^(\d+)\]: “(.+?)” (.+)$", text, re.MULTILINE)
    assert [number for number, _, _ in notes] == ["1", "2"]
    assert notes[0][1] == "We reject the annexation of the islands"
    assert notes[0][2].startswith(
        "The Harbour Post, “Voss rules it out”, 5 March 2025, <https://news.example/1>"
    )


def test_the_characters_of_a_footnote_are_those_of_the_text():
    text = briefing(records())
    found = re.findall(r"“(.+?)” (?:The Harbour Post|=cmd).*characters ([\d,]+) to ([\d,]+)\.", text)
    assert len(found) == 9
    for words, start, end in found:
        places = int(start.replace(",", "")), int(end.replace(",", ""))
        assert words in [body[places[0] : places[1]] for _, _, body in TEXTS.values()]


def test_an_issue_takes_in_its_absence_and_a_holder_its_conditions():
    blockade = briefing(records(), issue="iss-0000000000000005")
    assert "*no blockade*" in blockade and "opposed *blockade*" in blockade
    assert "(held until 6 March 2025)." in blockade
    ostrava = briefing(records(), holder="Ostrava")
    assert "**Ostrava** made *talks* depend on *ceasefire*.[^" in ostrava
    assert "## What has happened" in ostrava and "there was a postponement of *talks*.[^" in ostrava
    assert "**Velden**" not in ostrava
    both = briefing(records(), holder="Velden", issue=ISLANDS)
    assert both.startswith("# Velden on annexation of the islands") and both.count("\n- ") == 1


@pytest.mark.parametrize("holder", ["Harold Pym", "Harold Pym and Ida Lund", "the dockers", "the port board"])
def test_a_line_is_a_sentence_whoever_holds_it(holder: str) -> None:
    named = records()
    for record in named:
        if record.get("name") == "Ostrava":
            record["name"] = holder
    lines = re.findall(r"^- (.+?)\[\^\d+\]$", briefing(named, holder=holder), re.MULTILINE)
    assert f"4 March 2025: **{holder}** rejected *annexation of the islands*." in lines
    assert all(line.endswith(".") for line in lines)
    held = [line for line in lines if f"**{holder}**" in line]
    assert len(held) >= 3
    assert all(re.fullmatch(rf"(?:.+): \*\*{holder}\*\* [a-z][a-z ]+ \*.+", line) for line in held)


def test_an_order_and_what_would_do_instead_are_told() -> None:
    told = records()
    for record in told:
        if record["type"] == "condition":
            record["relation"] = "before"
            record["alternatives"] = [ISLANDS]
    assert "put *ceasefire* or *annexation of the islands* before *talks*." in briefing(
        told, holder="Ostrava"
    )


def test_what_others_say_of_a_holder_is_marked():
    assert "*return of the prisoners*, according to Jonas Brandt.[^" in briefing(records(), holder="Velden")


def test_names_and_words_that_are_markdown_stay_text():
    odd = records()
    for record in odd:
        if record["id"] == ISLANDS:
            record["label"] = "- <script>alert(1)</script> [x](javascript:y) *z* | `q`"
        if record["type"] == "report":
            record["url"] = "javascript:alert(1)"
    html = markdown.markdown(briefing(odd, issue=ISLANDS), extensions=["footnotes"])
    assert "<script" not in html and 'href="javascript' not in html and "href='javascript" not in html
    assert "&#60;script&#62;alert(1)&#60;/script&#62; [x](javascript:y) *z* &#124; `q`" in html
    assert html.count('class="footnote-ref"') == 2


def test_names_that_fit_none_or_several_are_said():
    with pytest.raises(NotFound, match="No issue answers to 'weather'"):
        briefing(records(), issue="weather")
    with pytest.raises(Ambiguous, match="2 issues answer to 'block'"):
        briefing(records(), issue="block")
    assert briefing(records(), issue="blockade").startswith("# blockade")


def test_a_holder_without_claims_has_an_empty_page():
    assert "Nothing on record" in briefing(records(), holder="Mara Voss")
