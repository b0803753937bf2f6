"""One input to its reports: its format told by its content, and the reader of that format called.

Archives (JSON Lines, WARC) are read as streams, so that the size limit holds for each record; anything else
is held to the limit as a whole, before it is read.
"""

import gzip
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import BinaryIO

from onrecord.errors import DamagedInput, EmptyInput, ReadError, UnknownFormat
from onrecord.model import Report
from onrecord.read.decode import charset_of, decode, decode_page
from onrecord.read.docx import extract_docx, report_of
from onrecord.read.feed import read_feed
from onrecord.read.finish import finish
from onrecord.read.formats import HEAD, Format, describe_unknown, detect
from onrecord.read.given import Given, Limits, Problem
from onrecord.read.html import read_html
from onrecord.read.html_lines import lines_of
from onrecord.read.jsonl import read_jsonl, too_large_count
from onrecord.read.pdf import read_pdf
from onrecord.read.plain import read_plain
from onrecord.read.press import HINT, Article, articles
from onrecord.read.rtf import extract_rtf, read_rtf
from onrecord.read.saved_mail import read_saved_mail
from onrecord.read.unpack import Readable, damaged_gzip, read_limited, too_large
from onrecord.read.warc import read_warc


@dataclass(frozen=True, slots=True, kw_only=True)
class Input:
    """What is known of an input beside its bytes.

    Attributes:
        name: what to call it in an error; a file name also helps to tell its format.
        size: how many bytes it has, where that is known.
        media_type: what a server calls it, or empty.
        address: where it was fetched from, or empty.
        given: metadata that wins over what the input says.
        limits: how large it may be.
        retrieved: when it was fetched (UTC), where it doesn't say so itself; now, if None.
    """

    name: str
    size: int | None = None
    media_type: str = ""
    address: str = ""
    given: Given = Given()  # noqa: RUF009 - frozen
    limits: Limits = Limits()  # noqa: RUF009 - frozen
    retrieved: datetime | None = None

    @property
    def placed(self) -> Given:
        """The metadata, with the address that it was fetched from unless another is given."""
        return replace(self.given, url=self.given.url or self.address)

    @property
    def charset(self) -> str:
        """The encoding that the server states, or empty."""
        return charset_of(self.media_type)


def read_stream(stream: BinaryIO, known: Input) -> Iterator[Report | Problem]:
    """Read the reports of one input.

    Args:
        stream: the input, at its start; it must be able to go back there.
        known: what is known of it.

    Yields:
        Its reports, and a problem for each that cannot be read. Nothing is raised: what a reader did not
        foresee is a problem too, so that the next input is still read.
    """
    now = known.retrieved or datetime.now(UTC)
    name = known.name
    try:
        for item in _reports(stream, known):
            yield finish(item, retrieved=now) if isinstance(item, Report) else item
    except ReadError as error:
        yield Problem(name, error)
    except OSError as error:
        unread = ReadError(f"{name} cannot be read ({error}).", "Check the file and its permissions.")
        yield Problem(name, unread)
    except Exception as error:
        unforeseen = DamagedInput(
            f"{name} cannot be read ({type(error).__name__}: {error}).",
            "If it opens elsewhere, report this with the file.",
        )
        unforeseen.__cause__ = error
        yield Problem(name, unforeseen)


def _reports(stream: BinaryIO, known: Input) -> Iterator[Report | Problem]:
    head = stream.read(HEAD)
    stream.seek(0)
    kind = detect(head, known.name, known.media_type)
    if kind != "gzip":
        yield from _read_as(kind, head, stream, known)
        return
    with gzip.GzipFile(fileobj=stream) as packed:
        try:
            inner_head = packed.read(HEAD)
        except (EOFError, gzip.BadGzipFile, zlib.error) as error:
            raise damaged_gzip(known.name) from error
        kind = detect(inner_head, known.name.removesuffix(".gz"))
        if kind == "gzip":
            raise UnknownFormat(f"{known.name} is packed twice.", "Unpack it first.")
        stream.seek(0)
        if kind == "warc":  # FastWARC unpacks by itself, record by record
            yield from read_warc(stream, name=known.name, given=known.given, limits=known.limits)
            return
        packed.seek(0)
        yield from _read_as(kind, inner_head, packed, replace(known, size=None))


def _read_as(kind: Format, head: bytes, stream: Readable, known: Input) -> Iterator[Report | Problem]:
    name, given, limits = known.name, known.given, known.limits
    if kind == "empty" and len(head) < HEAD:
        raise EmptyInput(f"{name} is empty.", "Check that it was saved completely.")
    if kind == "unknown":
        hint = "Add text, HTML, PDF, .docx, .eml, JSONL, a feed or WARC."
        raise UnknownFormat(f"{name} is {describe_unknown(head, name)}.", hint)
    if kind == "warc":
        yield from read_warc(stream, name=name, given=given, limits=limits)
        return
    if kind == "jsonl":
        yield from read_jsonl(stream, name=name, given=given, limits=limits)
        return
    if known.size is not None and known.size > limits.max_bytes:
        raise too_large(name, limits.max_bytes, known.size)
    data = read_limited(stream, limits.max_bytes, name)
    if kind == "feed":
        yield from read_feed(data, name=name, media_type=known.media_type, given=known.placed, limits=limits)
    elif kind == "docx":
        yield from _docx(data, known)
    elif kind in _LINES and HINT.search(data) and (found := articles(_LINES[kind](data, known))):
        yield from _press(found, known)
    else:
        yield _READERS[kind](data, known)


def _press(found: list[Article], known: Input) -> Iterator[Report | Problem]:
    """The articles of an export of a press database."""
    for number, article in enumerate(found, start=1):
        if known.limits.max_records is not None and number > known.limits.max_records:
            yield Problem(known.name, too_large_count(known.name, known.limits.max_records))
            return
        where = f"{known.name}, article {number}"
        given = article.given(known.given, known.given.path or known.name)
        try:
            raw = article.body.encode("utf-8")
            yield read_plain(article.body, name=where, given=given, file_name="", raw=raw)
        except ReadError as error:
            yield Problem(where, error)


def _plain(data: bytes, known: Input) -> Report:
    text, encoding = decode(data, name=known.name, declared=known.charset)
    return read_plain(text, name=known.name, given=known.placed, encoding=encoding, raw=data)


def _plain_lines(data: bytes, known: Input) -> list[str]:
    return decode(data, name=known.name, declared=known.charset)[0].splitlines()


def _html_lines(data: bytes, known: Input) -> list[str]:
    return lines_of(decode_page(data, name=known.name, declared=known.charset)[0])


def _rtf_lines(data: bytes, known: Input) -> list[str]:
    return extract_rtf(data, name=known.name, limits=known.limits).splitlines()


def _rtf(data: bytes, known: Input) -> Report:
    return read_rtf(data, name=known.name, given=known.placed, limits=known.limits)


def _html(data: bytes, known: Input) -> Report:
    return read_html(
        data,
        name=known.name,
        given=known.given,
        limits=known.limits,
        declared=known.charset,
        address=known.address,
    )


def _pdf(data: bytes, known: Input) -> Report:
    return read_pdf(data, name=known.name, given=known.placed, limits=known.limits)


def _docx(data: bytes, known: Input) -> Iterator[Report | Problem]:
    title, passages = extract_docx(data, name=known.name, limits=known.limits)
    if found := articles([passage.text for passage in passages]):
        yield from _press(found, known)
    else:
        yield report_of(title, passages, data, name=known.name, given=known.placed)


def _mail(data: bytes, known: Input) -> Report:
    return read_saved_mail(data, name=known.name, given=known.placed)


_READERS: dict[Format, Callable[[bytes, Input], Report]] = {
    "plain": _plain,
    "empty": _plain,
    "html": _html,
    "pdf": _pdf,
    "rtf": _rtf,
    "mail": _mail,
}
_LINES: dict[Format, Callable[[bytes, Input], list[str]]] = {
    "plain": _plain_lines,
    "html": _html_lines,
    "rtf": _rtf_lines,
}
