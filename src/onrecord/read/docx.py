"""Word files (.docx), by python-docx: paragraphs with the kinds that their styles tell.

Text that tracked changes insert counts, text that they delete does not. Headers, footers, footnotes, text
boxes and comments are left out. python-docx parses without resolving entities, and what a file would unpack
to is counted before anything is unpacked.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace

from docx import Document
from docx.document import Document as WordDocument
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from onrecord.errors import DamagedInput, EmptyInput, ReadError, UnknownFormat
from onrecord.model import BlockKind, Report
from onrecord.read.given import Given, Limits
from onrecord.read.passages import Passage, as_text, with_kinds
from onrecord.read.plain import read_plain
from onrecord.read.unpack import too_large

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_LEFT_OUT = {_WORD + "del", _WORD + "moveFrom", _WORD + "txbxContent", _WORD + "instrText"}
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_KINDS: tuple[tuple[str, BlockKind], ...] = (
    ("heading", "heading"),
    ("subtitle", "heading"),
    ("list", "bullet"),
    ("intense quote", "blockquote"),
    ("quote", "blockquote"),
)


def report_of(title: str, passages: list[Passage], data: bytes, *, name: str, given: Given) -> Report:
    """A Word file as one report.

    Args:
        title: see `extract_docx`.
        passages: see `extract_docx`.
        data: the file.
        name: what to call it in an error.
        given: metadata that wins over what the file says.

    Raises:
        EmptyInput: it has nothing but boilerplate.
    """
    report = read_plain(as_text(passages), name=name, given=replace(given, title=given.title or title))
    return with_kinds(replace(report, raw=data, media_type=MEDIA_TYPE, encoding=""), passages)


def extract_docx(data: bytes, *, name: str, limits: Limits = Limits()) -> tuple[str, list[Passage]]:  # noqa: B008
    """The title, where a paragraph is styled as one, and the paragraphs of a Word file.

    Args:
        data: the file.
        name: what to call it in an error.
        limits: how large it may be unpacked.

    Raises:
        EmptyInput: it has no text.
        DamagedInput: it is broken.
        UnknownFormat: it is another kind of zip archive.
        TooLarge: it would unpack to more than the limit.
    """
    try:
        _check_archive(data, name, limits)
        title, passages = _contents(Document(io.BytesIO(data)))
    except ReadError:
        raise
    except Exception as error:  # python-docx and lxml raise nearly anything on a broken file
        raise DamagedInput(f"{name} is a damaged Word file ({error}).", "Save or copy it again.") from error
    if not any(passage.text for passage in passages):
        raise EmptyInput(f"{name} is a Word file without text.", "Check that it is the right file.")
    return title, passages


def _check_archive(data: bytes, name: str, limits: Limits) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = archive.infolist()
    # zipfile never gives more of a member than the size stated here.
    size = sum(member.file_size for member in members)
    if size > limits.max_bytes:
        raise too_large(f"{name}, unpacked,", limits.max_bytes, size)
    if not any(member.filename.startswith("word/") for member in members):
        raise UnknownFormat(f"{name} is a zip archive and no Word file.", "Unpack it and add what is in it.")


def _contents(document: WordDocument) -> tuple[str, list[Passage]]:
    title = ""
    passages: list[Passage] = []
    for paragraph in _paragraphs(document):
        style = (paragraph.style.name or "").lower() if paragraph.style is not None else ""
        kind: BlockKind = next((kind for start, kind in _KINDS if style.startswith(start)), "paragraph")
        for text in _texts(paragraph):
            if style == "title" and not title:
                title = text
            passages.append(Passage(text, kind))
    return title, passages


def _paragraphs(document: WordDocument | _Cell) -> Iterator[Paragraph]:
    """Every paragraph in reading order, those in tables row by row."""
    for item in document.iter_inner_content():
        if isinstance(item, Paragraph):
            yield item
        elif isinstance(item, Table):
            seen: set[int] = set()
            for row in item.rows:
                for cell in row.cells:
                    if id(cell._tc) not in seen:  # a merged cell comes once for each place it covers
                        seen.add(id(cell._tc))
                        yield from _paragraphs(cell)


def _texts(paragraph: Paragraph) -> Iterator[str]:
    """The lines of a paragraph; a manual line break begins a new one."""
    parts: list[str] = []
    pending = list(reversed(list(paragraph._p)))
    while pending:
        element = pending.pop()
        if element.tag in _LEFT_OUT or element.tag == _FALLBACK:
            continue
        if element.tag == _WORD + "t":
            parts.append(element.text or "")
        elif element.tag == _WORD + "tab":
            parts.append(" ")
        elif element.tag in {_WORD + "br", _WORD + "cr"}:
            parts.append("\n")
        elif element.tag == _WORD + "noBreakHyphen":
            parts.append("-")
        pending.extend(reversed(list(element)))
    for line in "".join(parts).split("\n"):
        text = re.sub(r"\s+", " ", line).strip()
        if text:
            yield text
