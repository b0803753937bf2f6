import io
import sys
import zipfile
from pathlib import Path

import docx
import pytest

from onrecord.errors import DamagedInput, EmptyInput, TooLarge, UnknownFormat
from onrecord.model import Report
from onrecord.read.docx import extract_docx, report_of
from onrecord.read.given import Given, Limits

sys.path.insert(0, str(Path(__file__).parent))
from made_files import word_file


def read_docx(data: bytes, name: str, limits: Limits = Limits()) -> Report:  # noqa: B008
    title, passages = extract_docx(data, name=name, limits=limits)
    return report_of(title, passages, data, name=name, given=Given())


BODY = [
    ("Title", "Statement on the dam"),
    (
        "Normal",
        "The government of Selm will open the dam once the river commission has met, the ministry said.",
    ),
    ("Heading 1", "The conditions"),
    ("List Bullet", "The commission meets in Ostrel, and not in Selm."),
    ("Quote", "We have waited for two years, and we can wait for a third one if we must."),
    ("Normal", "Minister Varga said that she would sign nothing before then."),
]


def test_styles_tell_title_and_kinds():
    data = word_file(BODY)
    report = read_docx(data, name="a.docx")
    assert report.title == "Statement on the dam"
    assert "Statement on the dam" not in report.text
    assert [block.kind for block in report.blocks] == [
        "paragraph",
        "heading",
        "bullet",
        "blockquote",
        "paragraph",
    ]
    assert report.raw == data
    assert report.media_type.endswith("wordprocessingml.document")


def test_tables_links_breaks_and_tracked_changes():
    document = docx.Document()
    paragraph = document.add_paragraph("One line\nand another")
    element = paragraph._p
    word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    for tag, part, text in (("ins", "t", " put in"), ("del", "delText", " taken out")):
        change = element.makeelement(f"{{{word}}}{tag}", {})
        run = element.makeelement(f"{{{word}}}r", {})
        words = element.makeelement(f"{{{word}}}{part}", {})
        words.text = text
        run.append(words)
        change.append(run)
        element.append(change)
    table = document.add_table(rows=1, cols=2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Ostrel", "Selm"
    packed = io.BytesIO()
    document.save(packed)
    _, passages = extract_docx(packed.getvalue(), name="a.docx")
    assert [passage.text for passage in passages] == ["One line", "and another put in", "Ostrel", "Selm"]


def test_an_empty_file():
    with pytest.raises(EmptyInput, match="without text"):
        read_docx(word_file([]), name="a.docx")


@pytest.mark.parametrize("cut", [30, 1000, 20_000])
def test_a_truncated_file(cut):
    with pytest.raises(DamagedInput, match=r"half\.docx"):
        read_docx(word_file(BODY)[:cut], name="half.docx")


def rewritten(change):
    """A Word file whose document part is changed."""
    source, packed = io.BytesIO(word_file(BODY)), io.BytesIO()
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new:
        for item in old.infolist():
            data = old.read(item)
            new.writestr(item.filename, change(data) if item.filename == "word/document.xml" else data)
    return packed.getvalue()


def test_a_file_that_unpacks_beyond_the_limit():
    data = rewritten(lambda part: part + b" " * 3_000_000)
    with pytest.raises(TooLarge, match="unpacked"):
        read_docx(data, name="bomb.docx", limits=Limits(max_bytes=1_000_000))


def test_entities_are_not_resolved(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("the secret")
    doctype = f'<!DOCTYPE w:document [<!ENTITY x SYSTEM "{secret.as_uri()}">]>'

    def change(part):
        head, rest = part.split(b"?>", 1)
        return head + b"?>" + doctype.encode() + rest.replace(b"once the river", b"&x; once the river")

    try:
        report = read_docx(rewritten(change), name="a.docx")
    except DamagedInput:
        return
    assert "the secret" not in report.text


def test_another_zip_archive():
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("talks.txt", "text")
    with pytest.raises(UnknownFormat, match="no Word file"):
        read_docx(packed.getvalue(), name="a.docx")
