"""Exports of press databases: split into their articles, each with its metadata, in every form of file."""

import html
import io
from datetime import date

import docx
import pytest
from hypothesis import given as every
from hypothesis import strategies as st

from onrecord.errors import DamagedInput, EmptyInput
from onrecord.model import Report
from onrecord.read import Limits, Problem, read_bytes
from onrecord.read.press import articles
from onrecord.read.rtf import extract_rtf
from onrecord.text.edits import restore

BODIES = (
    (
        "The river commission will not meet before the dam is opened, Anna Varga said on Friday.",
        "“We have waited for two years,” Varga told reporters. “We can wait for a third one.”",
    ),
    (
        "The government of Selm was calm. Subject to weather, the work ends in autumn.",
        "Its engineers work at night. Document the delays, they were told: nobody knows who is to pay.",
    ),
)
TITLES = ("Dam first, says Varga", "Selm answers: not before autumn")
OUTLETS = ("The Ostrel Courier", "Selm Evening News")
DAYS = (date(2024, 5, 17), date(2024, 5, 18))
AUTHORS = ("Ida Lund", "Per Holm")


def nexis() -> list[str]:
    lines = []
    for number, body in enumerate(BODIES):
        lines += [
            TITLES[number], OUTLETS[number], f"{DAYS[number]:%B %d, %Y} {DAYS[number]:%A}", "",
            "Copyright 2024 River Press Ltd All Rights Reserved", "Section: NEWS; Pg. 4", "Length: 312 words",
            f"Byline: {AUTHORS[number]}", "Dateline: OSTREL", "Body", "", *between(body), "", "Graphic", "",
            "Classification", "Language: ENGLISH", "Publication-Type: Newspaper", "Subject: DAMS (90%)",
            "Load-Date: May 20, 2024", "", "End of Document", "",
        ]  # fmt: skip
    return lines


def old_nexis() -> list[str]:
    lines = []
    for number, body in enumerate(BODIES):
        lines += [
            "", f"                {number + 1} of 2 DOCUMENTS", "", f"            {OUTLETS[number]}", "",
            f"           {DAYS[number]:%B %d, %Y} {DAYS[number]:%A}", "", TITLES[number], "",
            f"BYLINE: {AUTHORS[number]}", "", "SECTION: NEWS; Pg. 4", "", "LENGTH: 1,312 words", "",
            *between(body), "", "LOAD-DATE: May 20, 2024", "", "LANGUAGE: ENGLISH", "",
            "PUBLICATION-TYPE: Newspaper", "", "Copyright 2024 River Press Ltd", "All Rights Reserved",
        ]  # fmt: skip
    return lines


def factiva() -> list[str]:
    lines = []
    for number, body in enumerate(BODIES):
        lines += [
            "News", TITLES[number], AUTHORS[number], "312 words", f"{DAYS[number].day} {DAYS[number]:%B %Y}",
            OUTLETS[number], "OSTCOU", "English", "(c) 2024 River Press Ltd.", "", *between(body), "",
            f"Document OSTCOU0020240517ek5h0000{number}", "",
        ]  # fmt: skip
    return lines


def factiva_codes() -> list[str]:
    lines = []
    for number, body in enumerate(BODIES):
        lines += [
            f"HD {TITLES[number]}", f"BY By {AUTHORS[number]}", "WC 312 words",
            f"PD {DAYS[number].day} {DAYS[number]:%B %Y}", f"SN {OUTLETS[number]}", "SC OSTCOU", "LA English",
            "CY (c) 2024 River Press Ltd.", "LP", body[0], "TD", *body[1:], "IN i1 : Dams",
            f"AN Document OSTCOU0020240517ek5h0000{number}", f"Document OSTCOU0020240517ek5h0000{number}",
        ]  # fmt: skip
    return lines


def between(body: tuple[str, ...]) -> list[str]:
    return "\n\n".join(body).split("\n")


def as_text(lines: list[str]) -> bytes:
    return "\n".join(lines).encode()


def as_html(lines: list[str]) -> bytes:
    blocks = "".join(f"<p>{html.escape(line)}</p>" for line in lines if line.strip())
    return f"<!doctype html><html><head><title>x</title></head><body>{blocks}</body></html>".encode()


def as_rtf(lines: list[str]) -> bytes:
    def letter(one: str) -> str:
        return one if one < "\x80" and one not in "{}\\" else f"\\u{ord(one)}?"

    text = "".join(f"{''.join(map(letter, line))}\\par\n" for line in lines)
    return f"{{\\rtf1\\ansi\\ansicpg1252\\deff0{{\\fonttbl{{\\f0 Arial;}}}}\n{text}}}".encode("ascii")


def as_docx(lines: list[str]) -> bytes:
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    packed = io.BytesIO()
    document.save(packed)
    return packed.getvalue()


FILES = {"export.txt": as_text, "export.html": as_html, "export.rtf": as_rtf, "export.docx": as_docx}
LAYOUTS = (nexis, old_nexis, factiva, factiva_codes)


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.__name__)
def test_an_export_is_split_into_its_articles(layout, name):
    reports = list(read_bytes(FILES[name](layout()), name))
    assert [type(report) for report in reports] == [Report, Report], reports
    for number, report in enumerate(reports):
        assert report.text == "\n\n".join(BODIES[number])
        assert (report.title, report.outlet, report.author) == (
            TITLES[number], OUTLETS[number], AUTHORS[number],
        )  # fmt: skip
        assert report.published.day == DAYS[number]
        assert report.path.startswith(f"{name}#")
        assert restore(report.text, report.edits) == report.raw.decode()
    assert len({report.id for report in reports}) == 2


def test_the_databases_own_id_is_kept():
    reports = list(read_bytes(as_text(factiva()), "a.txt"))
    assert [report.path for report in reports] == [f"a.txt#OSTCOU0020240517ek5h0000{n}" for n in (0, 1)]


def test_the_same_article_has_the_same_id_in_every_form_of_file():
    ids = {next(iter(read_bytes(make(factiva()), "a")), None).id for make in FILES.values()}
    assert len(ids) == 1


def test_a_report_that_speaks_of_documents_is_one_report():
    lines = [
        TITLES[0], "", *between(BODIES[0]), "", "Page 1 of 2 documents was signed.", "",
        "End of document", "",
        "It was 312 words long.",
    ]  # fmt: skip
    assert articles(lines) == []
    assert len(list(read_bytes(as_text(lines), "a.txt"))) == 1


def test_an_article_without_text_is_a_problem_and_the_next_is_read():
    lines = nexis()
    start = lines.index("Body") + 1
    lines[start : lines.index("Graphic")] = ["", "Share this article", ""]
    found = list(read_bytes(as_text(lines), "a.txt"))
    assert [type(one) for one in found][-1] is Report and found[-1].title == TITLES[1]
    assert len(found) <= 2


def test_more_articles_than_the_limit_are_said():
    found = list(read_bytes(as_text(factiva()), "a.txt", limits=Limits(max_records=1)))
    assert [type(one) for one in found] == [Report, Problem]


def test_a_rich_text_file_that_is_no_export_is_one_report():
    (report,) = read_bytes(as_rtf([TITLES[0], "", *between(BODIES[0]), "A dove \U0001f54a"[:7]]), "a.rtf")
    assert BODIES[0][1] in report.text and report.media_type == "application/rtf"


def test_letters_beyond_the_first_plane_are_put_together():
    assert extract_rtf(b"{\\rtf1 \\u-10179?\\u-8886? dove}", name="a.rtf").strip() == "\U0001f54a dove"


def test_a_broken_rich_text_file_is_said_to_be_so():
    with pytest.raises(EmptyInput):
        extract_rtf(b"{\\rtf1 }", name="a.rtf")
    with pytest.raises(DamagedInput):
        extract_rtf(b"{\\rtf1 \\u99999999? x}", name="a.rtf")


@every(
    st.lists(
        st.sampled_from([*nexis(), *old_nexis(), *factiva(), *factiva_codes(), "", "Body", "1 of 2"]),
        max_size=60,
    )
)
def test_lines_in_any_order_are_never_an_error_and_bodies_come_from_them(lines):
    known = {" ".join(line.split()) for line in lines}
    for article in articles(lines):
        assert article.body.strip()
        for line in article.body.split("\n"):
            assert line == "" or any(line in one for one in known)
