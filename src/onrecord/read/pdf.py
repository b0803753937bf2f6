"""PDF communiqués, by pypdf: their text as paragraphs, without running headers and page numbers.

The extracted text is what a report's edits count from; the file itself is kept in `raw`. A PDF says when it
was made, not when it was published, so that day is taken only where the text states none, as `inferred`.
"""

import io
import logging
import re
from dataclasses import dataclass, replace
from datetime import date, datetime

import pypdf
from pypdf.errors import DependencyError

from onrecord.errors import DamagedInput, EmptyInput, ReadError, TooLarge
from onrecord.model import DateInterval, Report
from onrecord.read.given import Given, Limits
from onrecord.read.passages import Passage, as_text, with_kinds
from onrecord.read.plain import read_plain
from onrecord.read.wrapped_lines import Line, drop_running_lines, join_pages, lines_of

MEDIA_TYPE = "application/pdf"
LARGEST_STREAM = 20_000_000  # bytes: no page of text has more, a picture is of no use here
FEWEST_LETTERS = 20
_COLUMNS = re.compile(r"\S {4,}\S")
_NO_TITLE = re.compile(r"microsoft word|untitled|\.(?:docx?|pdf|indd|odt|rtf|pages)$|^\S*$", re.IGNORECASE)
_LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"})

# pypdf logs each small fault that it mends; what it cannot mend, it raises.
logging.getLogger("pypdf").setLevel(logging.CRITICAL)


@dataclass(frozen=True, slots=True)
class PdfContents:
    """What a PDF holds.

    Attributes:
        passages: its paragraphs.
        title: its title by its own metadata, where that looks like one.
        made: the day it was made by its own metadata, or None.
    """

    passages: tuple[Passage, ...]
    title: str
    made: date | None


def read_pdf(data: bytes, *, name: str, given: Given = Given(), limits: Limits = Limits()) -> Report:  # noqa: B008
    """Read a PDF as one report.

    Args:
        data: the file.
        name: what to call it in an error.
        given: metadata that wins over what the file says.
        limits: how many pages it may have.

    Raises:
        EmptyInput: it has no text (a scan), or nothing but boilerplate.
        DamagedInput: it is broken, or needs a password.
        TooLarge: it has too many pages.
    """
    contents = extract_pdf(data, name=name, limits=limits)
    stated = replace(given, title=given.title or contents.title)
    report = read_plain(as_text(contents.passages), name=name, given=stated)
    published = report.published
    if published.basis == "unknown" and contents.made is not None:
        published = DateInterval.on(contents.made, "inferred")
    report = replace(report, raw=data, media_type=MEDIA_TYPE, encoding="", published=published)
    return with_kinds(report, contents.passages)


def extract_pdf(data: bytes, *, name: str, limits: Limits = Limits()) -> PdfContents:  # noqa: B008
    """The paragraphs and metadata of a PDF.

    Args:
        data: the file.
        name: what to call it in an error.
        limits: how many pages it may have, and how large a stream may be when it is unpacked.

    Raises:
        EmptyInput: it has no text.
        DamagedInput: it is broken, or needs a password.
        TooLarge: it has too many pages.
    """
    try:
        with pypdf.apply_configuration(
            zlib_maximum_output_length=min(limits.max_bytes, LARGEST_STREAM),
            lzw_maximum_output_length=min(limits.max_bytes, LARGEST_STREAM),
            run_length_maximum_output_length=min(limits.max_bytes, LARGEST_STREAM),
        ):
            contents = _extract(data, name, limits)
    except ReadError:
        raise
    except DependencyError as error:
        raise _locked(name) from error
    except Exception as error:  # pypdf raises nearly anything on a broken file
        raise DamagedInput(f"{name} is a damaged PDF ({error}).", "Download or export it again.") from error
    if (
        sum(character.isalpha() for passage in contents.passages for character in passage.text)
        < FEWEST_LETTERS
    ):
        raise EmptyInput(
            f"{name} is a PDF without text, likely a scan.",
            "Run text recognition (OCR) over it, then add it.",
        )
    return contents


def _locked(name: str) -> DamagedInput:
    return DamagedInput(f"{name} is an encrypted PDF.", "Save it without a password.")


def _extract(data: bytes, name: str, limits: Limits) -> PdfContents:
    reader = pypdf.PdfReader(io.BytesIO(data))
    if reader.is_encrypted and not reader.decrypt(""):
        raise _locked(name)
    if len(reader.pages) > limits.max_pages:
        raise TooLarge(
            f"{name} has {len(reader.pages)} pages, beyond the limit of {limits.max_pages}.",
            "Raise the limit, or split it.",
        )
    pages = drop_running_lines([_page_lines(page) for page in reader.pages])
    metadata = reader.metadata
    title = str(metadata.title or "").strip() if metadata else ""
    made = metadata.creation_date if metadata else None
    return PdfContents(
        passages=tuple(passage for passage in join_pages(pages) if passage.text),
        title="" if _NO_TITLE.search(title) else re.sub(r"\s+", " ", title),
        made=made.date() if isinstance(made, datetime) else None,
    )


def _page_lines(page: pypdf.PageObject) -> list[Line]:
    """The lines of a page: their places from the layout, their spaces from the running text.

    The layout shows gaps and indents, but sets two columns side by side and loses some spaces between
    words; the running text keeps both, but shows no gaps.
    """
    running = page.extract_text()
    laid_out = lines_of(page.extract_text(extraction_mode="layout", layout_mode_space_vertically=True))
    in_columns = sum(bool(_COLUMNS.search(line.text)) for line in laid_out)
    if in_columns > 0.4 * len(laid_out):
        return lines_of(running.translate(_LIGATURES))
    spelt = {_squash(line.text): line.text for line in lines_of(running)}
    return [
        replace(line, text=spelt.get(_squash(line.text), line.text).translate(_LIGATURES))
        for line in laid_out
    ]


def _squash(text: str) -> str:
    return re.sub(r"\s+", "", text)
