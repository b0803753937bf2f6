"""Web archives (WARC, plain or packed), by FastWARC: the HTML pages that were answered with status 200.

The record gives the address and the time of retrieval. A page that states no date was published no later
than it was archived: that is an interval, its basis `inferred`. Other records (images, requests, redirects)
are passed over. Records are read one at a time, each within the size limit.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC
from typing import Any

from fastwarc.warc import ArchiveIterator, WarcRecordType

from onrecord.errors import DamagedInput, EmptyInput, ReadError
from onrecord.model import Report
from onrecord.read.decode import charset_of
from onrecord.read.finish import known_by
from onrecord.read.given import Given, Limits, Problem
from onrecord.read.html import read_html
from onrecord.read.jsonl import too_large_count
from onrecord.read.unpack import Readable, too_large

_PAGE_TYPES = {"text/html", "application/xhtml+xml"}


def read_warc(
    stream: Readable,
    *,
    name: str,
    given: Given = Given(),  # noqa: B008
    limits: Limits = Limits(),  # noqa: B008
) -> Iterator[Report | Problem]:
    """Read the pages of an archive.

    Args:
        stream: the file, opened for reading bytes; packed archives as they are.
        name: what to call it in an error.
        given: metadata that wins over what the pages say; not the address.
        limits: how large a page, and how many pages, there may be.

    Yields:
        Each page's report, or the problem with it.
    """
    reports = problems = 0
    for record in _records(stream, name):
        if isinstance(record, Problem):
            yield record
            return
        url = str(record.headers.get("WARC-Target-URI") or "").strip("<> ")
        where = f"{name}: {url or record.record_id}"
        try:
            report = _report(record, url, where, given, limits)
        except ReadError as error:
            problems += 1
            yield Problem(where, error)
            continue
        if report is None:
            continue
        if limits.max_records is not None and reports >= limits.max_records:
            yield Problem(name, too_large_count(name, limits.max_records))
            return
        reports += 1
        yield report
    if not reports and not problems:
        empty = EmptyInput(
            f"{name} holds no HTML page that was answered with status 200.",
            "Check that it is the right archive.",
        )
        yield Problem(name, empty)


def _records(stream: Readable, name: str) -> Iterator[Any]:
    """The responses of an archive; the last item is a problem where it cannot be read further."""
    try:
        source: Any = stream
        yield from ArchiveIterator(source, record_types=WarcRecordType.response, parse_http=False)
    except Exception as error:  # FastWARC raises several kinds on a broken file
        damaged = DamagedInput(f"{name} is cut off or damaged ({error}).", "Fetch or copy it again.")
        yield Problem(name, damaged)


def _report(record: Any, url: str, where: str, given: Given, limits: Limits) -> Report | None:
    data, headers = _page(record, where, limits)
    if data is None:
        return None
    report = read_html(
        data,
        name=where,
        given=replace(given, url="", path="" if url else given.path),
        limits=limits,
        declared=charset_of(str(headers.get("Content-Type") or "")),
        file_name="",
        address=url,
    )
    archived = record.record_date
    return report if archived is None else known_by(report, archived.astimezone(UTC))


def _page(record: Any, where: str, limits: Limits) -> tuple[bytes | None, Any]:
    """The body of a page, unpacked, and the headers of its response; None where it is no page."""
    size = record.content_length
    if size > limits.max_bytes:
        raise too_large(where, limits.max_bytes, size)
    try:
        record.freeze()  # reads as many bytes as the record states, or as many as there are
        held = record.content_length
        record.parse_http(auto_decode="all", strict_mode=False)
        headers = record.http_headers
        content_type = str(record.http_content_type or "").lower()
        if headers is None or headers.status_code != 200 or content_type not in _PAGE_TYPES:
            return None, headers
        data: bytes = record.reader.read(limits.max_bytes + 1)
    except Exception as error:  # FastWARC raises several kinds on a broken record
        raise DamagedInput(f"{where} cannot be unpacked ({error}).", "Find another copy of it.") from error
    if held < size or record.headers.get("WARC-Truncated"):
        raise DamagedInput(f"{where} is cut off in the archive.", "Find another copy of it.")
    if len(data) > limits.max_bytes:
        raise too_large(where, limits.max_bytes)
    return data, headers
