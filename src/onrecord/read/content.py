"""One input to its reports: its format told by its content, and the reader of that format called.

Archives (JSON Lines, WARC) are read as streams, so that the size limit holds for each record; anything else
is held to the limit as a whole, before it is read.
"""

import gzip
import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import BinaryIO

from onrecord.errors import DamagedInput, EmptyInput, ReadError, UnknownFormat
from onrecord.model import Report
from onrecord.read.decode import decode
from onrecord.read.docx import read_docx
from onrecord.read.feed import read_feed
from onrecord.read.finish import finish
from onrecord.read.formats import HEAD, Format, describe_unknown, detect
from onrecord.read.given import Given, Limits, Problem
from onrecord.read.html import read_html
from onrecord.read.jsonl import read_jsonl
from onrecord.read.pdf import read_pdf
from onrecord.read.plain import read_plain
from onrecord.read.saved_mail import read_saved_mail
from onrecord.read.unpack import Readable, read_limited, too_large
from onrecord.read.warc import read_warc

_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)


def read_stream(
    stream: BinaryIO, *, name: str, size: int | None, media_type: str, given: Given, limits: Limits
) -> Iterator[Report | Problem]:
    """Read the reports of one input.

    Args:
        stream: the input, at its start; it must be able to go back there.
        name: what to call it in an error.
        size: how many bytes it has, where that is known.
        media_type: what a server calls it, or empty.
        given: metadata that wins over what the input says.
        limits: how large it may be.

    Yields:
        Its reports, and a problem for each that cannot be read. Nothing is raised: what a reader did not
        foresee is a problem too, so that the next input is still read.
    """
    now = datetime.now(UTC)
    try:
        for item in _reports(stream, name, size, media_type, given, limits):
            yield finish(item, given=given, retrieved=now) if isinstance(item, Report) else item
    except ReadError as error:
        yield Problem(name, error)
    except OSError as error:
        yield Problem(
            name, ReadError(f"{name} cannot be read ({error}).", "Check the file and its permissions.")
        )
    except Exception as error:
        unforeseen = DamagedInput(
            f"{name} cannot be read ({type(error).__name__}: {error}).",
            "If it opens elsewhere, report this with the file.",
        )
        unforeseen.__cause__ = error
        yield Problem(name, unforeseen)


def _reports(
    stream: BinaryIO, name: str, size: int | None, media_type: str, given: Given, limits: Limits
) -> Iterator[Report | Problem]:
    head = stream.read(HEAD)
    stream.seek(0)
    kind = detect(head, name, media_type)
    if kind != "gzip":
        yield from _read_as(kind, head, stream, name, size, media_type, given, limits)
        return
    with gzip.GzipFile(fileobj=stream) as packed:
        inner_head = read_limited(_Part(packed), HEAD, name)
        kind = detect(inner_head, name.removesuffix(".gz"), "")
        if kind == "gzip":
            raise UnknownFormat(f"{name} is packed twice.", "Unpack it first.")
        if kind == "warc":  # FastWARC unpacks by itself, record by record
            stream.seek(0)
            yield from read_warc(stream, name=name, given=given, limits=limits)
            return
        packed.seek(0)
        yield from _read_as(kind, inner_head, packed, name, None, media_type, given, limits)


class _Part:
    """The start of a stream, which may well go on."""

    def __init__(self, stream: Readable) -> None:
        self._stream = stream

    def read(self, size: int, /) -> bytes:
        return self._stream.read(size - 1)


def _read_as(
    kind: Format,
    head: bytes,
    stream: Readable,
    name: str,
    size: int | None,
    media_type: str,
    given: Given,
    limits: Limits,
) -> Iterator[Report | Problem]:
    if kind == "empty" and len(head) < HEAD:
        raise EmptyInput(f"{name} is empty.", "Check that it was saved completely.")
    if kind == "unknown":
        raise UnknownFormat(
            f"{name} is {describe_unknown(head, name)}.",
            "Add text, HTML, PDF, .docx, .eml, JSONL, a feed or WARC.",
        )
    if kind == "warc":
        yield from read_warc(stream, name=name, given=given, limits=limits)
        return
    if kind == "jsonl":
        yield from read_jsonl(stream, name=name, given=given, limits=limits)
        return
    if size is not None and size > limits.max_bytes:
        raise too_large(name, limits.max_bytes, size)
    data = read_limited(stream, limits.max_bytes, name)
    if kind == "feed":
        yield from read_feed(data, name=name, media_type=media_type, given=given, limits=limits)
    else:
        yield _READERS[kind](data, name, media_type, given, limits)


def _charset(media_type: str) -> str:
    stated = _CHARSET.search(media_type)
    return stated[1] if stated else ""


def _plain(data: bytes, name: str, media_type: str, given: Given, limits: Limits) -> Report:
    text, encoding = decode(data, name=name, declared=_charset(media_type))
    return read_plain(text, name=name, given=given, encoding=encoding, raw=data)


def _html(data: bytes, name: str, media_type: str, given: Given, limits: Limits) -> Report:
    return read_html(data, name=name, given=given, declared=_charset(media_type))


def _pdf(data: bytes, name: str, media_type: str, given: Given, limits: Limits) -> Report:
    return read_pdf(data, name=name, given=given, limits=limits)


def _docx(data: bytes, name: str, media_type: str, given: Given, limits: Limits) -> Report:
    return read_docx(data, name=name, given=given, limits=limits)


def _mail(data: bytes, name: str, media_type: str, given: Given, limits: Limits) -> Report:
    return read_saved_mail(data, name=name, given=given)


_READERS: dict[Format, Callable[[bytes, str, str, Given, Limits], Report]] = {
    "plain": _plain,
    "empty": _plain,
    "html": _html,
    "pdf": _pdf,
    "docx": _docx,
    "mail": _mail,
}
