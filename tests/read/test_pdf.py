import sys
from datetime import date
from pathlib import Path

import pytest

from onrecord.errors import DamagedInput, EmptyInput, TooLarge
from onrecord.model import DateInterval
from onrecord.read.given import Given, Limits
from onrecord.read.pdf import extract_pdf, read_pdf
from onrecord.text.edits import restore

sys.path.insert(0, str(Path(__file__).parent))
from made_files import page_of, pdf

FIRST = [
    "The river commission met in Ostrel on Friday and agreed that nego-",
    "tiations on the long-term use of the water will begin once the dam",
    "has been opened. Both sides confirmed this in writing, and a copy of",
    "the letters is held by the secretariat. The long-",
    "term plan is not part of them.",
    "",
    "Minister Varga said that her government would sign nothing before",
    "then. She added that",
]
SECOND = [
    "the towns downstream had been asked, and that they would be asked",
    "again before the summer.",
    "",
    "• Both sides will open their books to the auditors of the commission",
    "by the end of the month.",
    "• The commission meets again in June.",
]
THIRD = ["The commission will publish its minutes.", "", "The secretariat answers questions from the press."]


def communique(**options):
    pages = []
    for number, lines in enumerate((FIRST, SECOND, THIRD), start=1):
        page = [(60, 812, "RIVER COMMISSION - COMMUNIQUÉ"), *page_of(lines), (290, 30, f"Page {number} of 3")]
        pages.append(page)
    return pdf(pages, **options)


def test_lines_become_paragraphs_without_headers_and_page_numbers():
    texts = [passage.text for passage in extract_pdf(communique(), name="a.pdf").passages]
    assert texts == [
        "The river commission met in Ostrel on Friday and agreed that negotiations on the long-term use of "
        "the water will begin once the dam has been opened. Both sides confirmed this in writing, and a copy "
        "of the letters is held by the secretariat. The long-term plan is not part of them.",
        "Minister Varga said that her government would sign nothing before then. She added that the towns "
        "downstream had been asked, and that they would be asked again before the summer.",
        "Both sides will open their books to the auditors of the commission by the end of the month.",
        "The commission meets again in June.",
        "The commission will publish its minutes.",
        "The secretariat answers questions from the press.",
    ]


def test_a_report_with_its_file_and_metadata():
    data = communique(title="Communiqué of the river commission", made="D:20240517120000Z")
    report = read_pdf(data, name="a.pdf", given=Given(outlet="River Commission", path="a.pdf"))
    assert report.title == "Communiqué of the river commission"
    assert report.outlet == "River Commission"
    assert report.published == DateInterval.on(date(2024, 5, 17), "inferred")
    assert (report.media_type, report.raw, report.encoding) == ("application/pdf", data, "")
    assert [block.kind for block in report.blocks].count("bullet") == 2
    assert restore(report.text, report.edits).startswith("The river commission met")


def test_what_is_given_wins():
    given = Given(title="Another title", published=DateInterval.on(date(2024, 6, 1)))
    report = read_pdf(
        communique(title="Communiqué of May", made="D:20240517120000Z"), name="a.pdf", given=given
    )
    assert report.title == "Another title"
    assert report.published == given.published


@pytest.mark.parametrize("title", ["Microsoft Word - draft3.docx", "untitled", "comm.pdf", ""])
def test_titles_that_programs_put_there_are_left_out(title):
    assert extract_pdf(communique(title=title), name="a.pdf").title == ""


def test_paragraphs_told_by_short_lines_where_there_are_no_gaps():
    lines = [line for line in [*FIRST[:7], "then. That was all."] if line]
    texts = [passage.text for passage in extract_pdf(pdf([page_of(lines)]), name="a.pdf").passages]
    assert [text[:12] for text in texts] == ["The river co", "Minister Var"]


def test_double_spaced_lines_are_not_paragraphs():
    lines = [line for line in FIRST[:5] for line in (line, "")]
    more = [line for line in SECOND[:2] for line in (line, "")]
    data = pdf([page_of([*lines, *lines[:8], *more], leading=11)])
    assert len(extract_pdf(data, name="a.pdf").passages) < 5


def test_two_columns_are_read_one_after_the_other():
    left = [(60, 780 - 12 * n, f"The left column goes on, line {n}.") for n in range(12)]
    right = [(330, 780 - 12 * n, f"The right one does so too, line {n}.") for n in range(12)]
    text = " ".join(p.text for p in extract_pdf(pdf([[*left, *right]]), name="a.pdf").passages)
    assert text.index("left column goes on, line 11") < text.index("right one does so too, line 0")


def test_a_scan_asks_for_text_recognition():
    with pytest.raises(EmptyInput, match=r"OCR"):
        read_pdf(pdf([[], []]), name="scan.pdf")


def test_an_encrypted_file_is_told():
    keys = f"/O <{'11' * 32}> /U <{'22' * 32}>"
    locked = f"/Encrypt << /Filter /Standard /V 1 /R 2 {keys} /P -4 >> /ID [<00> <00>] "
    with pytest.raises(DamagedInput, match="encrypted"):
        read_pdf(communique(extra_trailer=locked), name="locked.pdf")


@pytest.mark.parametrize("cut", [12, 300, 900, 1500])
def test_a_truncated_file_is_told(cut):
    with pytest.raises((DamagedInput, EmptyInput), match=r"half\.pdf"):
        read_pdf(communique()[:cut], name="half.pdf")


def test_a_file_of_too_many_pages():
    with pytest.raises(TooLarge, match="3 pages"):
        read_pdf(communique(), name="a.pdf", limits=Limits(max_pages=2))


def test_a_stream_that_unpacks_without_end_is_told():
    data = pdf([[(60, 700, "x" * 90_000_000)]])
    assert len(data) < 500_000
    with pytest.raises((DamagedInput, TooLarge)):
        read_pdf(data, name="bomb.pdf")
