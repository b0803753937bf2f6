"""JSON Lines: one report a line, as scrapers and onrecord's own export write them.

Each line is a JSON object in UTF-8. Fields, of which one of the first two is needed:

| field | |
|---|---|
| `text` | the report as plain text, paragraphs parted by blank lines or line ends |
| `html` | the page it came from; read where there is no `text` |
| `outlet`, `title`, `author`, `credit`, `url` | as they are to be recorded |
| `published` | a day (`2024-05-17`, with a time or without), a month, a year, seconds since 1970 |
| | or a date interval (`{"earliest": "2024-05-17", "latest": "2024-05-18", "basis": "stated"}`) |
| `retrieved` | when it was fetched (ISO 8601) |
| `language` | an ISO 639-1 code |
| `path` | the file that it came from |
| `id` | names the report within this file, where it has neither `url` nor `path` |
| `type` | lines of another type than `report` are passed over, so that an export can be read again |

Other fields are passed over. A report without `url` and `path` has the address `FILE#ID`, or `FILE#` and the
start of its text's hash, so that adding lines before it changes nothing. The text is taken as the line has
it: offsets count from its first character. A line that cannot be read is a problem, and the next is read.
"""

import gzip
import json
import re
import zlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any, BinaryIO, cast

from onrecord.errors import DamagedInput, EmptyInput, ReadError
from onrecord.model import UNKNOWN_DATE, Basis, DateInterval, Report, text_hash
from onrecord.read.given import Given, Limits, Problem
from onrecord.read.html import read_html
from onrecord.read.plain import read_plain
from onrecord.read.sidecar import over
from onrecord.read.stamps import parse_stamp
from onrecord.read.unpack import Readable, damaged_gzip, too_large

MEDIA_TYPE = "application/jsonl"
_TEXTS = ("outlet", "title", "author", "credit", "url", "path", "language")
_LOOSE_HALF = re.compile(r"[\ud800-\udfff]")
_SKIP_AT_MOST = 20
"""How many times the limit of one line is skipped to find its end; then the file is given up."""


def read_jsonl(
    stream: Readable | BinaryIO,
    *,
    name: str,
    given: Given = Given(),  # noqa: B008
    limits: Limits = Limits(),  # noqa: B008
) -> Iterator[Report | Problem]:
    """Read the reports of a JSON Lines file, one line at a time.

    Args:
        stream: the file, opened for reading bytes; a gzip stream will do.
        name: what to call it in an error.
        given: metadata that wins over what each line says.
        limits: how long a line may be, and how many reports there may be.

    Yields:
        Each line's report, or the problem with it.
    """
    given = replace(given, url="")  # one address cannot be that of every line
    reports = 0
    for number, line in _lines(stream, name, limits):
        where = f"{name}, line {number}"
        if isinstance(line, ReadError):
            yield Problem(where, line)
            continue
        if limits.max_records is not None and reports >= limits.max_records:
            yield Problem(name, too_large_count(name, limits.max_records))
            return
        try:
            report = _report(line, where, given)
        except ReadError as error:
            yield Problem(where, error)
            continue
        if report is not None:
            reports += 1
            yield report


def too_large_count(name: str, limit: int) -> ReadError:
    """The error for a file of more reports than the limit allows."""
    error = too_large(name, 0)
    return type(error)(f"{name} has more than {limit} reports, the limit.", "Raise the limit, or split it.")


def _lines(stream: Readable | BinaryIO, name: str, limits: Limits) -> Iterator[tuple[int, bytes | ReadError]]:
    """The lines that are not empty, with their numbers, or what is wrong with them."""
    source = cast(BinaryIO, stream)
    number = 0
    while True:
        number += 1
        where = f"{name}, line {number}"
        try:
            line = source.readline(limits.max_bytes + 1)
            if not line:
                return
            if len(line) > limits.max_bytes:
                yield number, too_large(where, limits.max_bytes)
                if not _skip_line(source, limits.max_bytes):
                    yield number, too_large(f"{where}, and what follows it,", limits.max_bytes)
                    return
                continue
        except (EOFError, gzip.BadGzipFile, zlib.error):
            yield number, damaged_gzip(name)
            return
        except OSError as error:
            yield number, DamagedInput(f"{name} cannot be read further ({error}).", "Copy it again.")
            return
        if line.strip():
            yield number, line


def _skip_line(source: BinaryIO, limit: int) -> bool:
    """Go to the next line; False where even that would be too far."""
    for _ in range(_SKIP_AT_MOST):
        rest = source.readline(limit)
        if len(rest) < limit or rest.endswith(b"\n"):
            return True
    return False


def _report(line: bytes, where: str, given: Given) -> Report | None:
    fields = _fields(line, where)
    if fields.get("type", "report") != "report":
        return None
    stated = over(given, _stated(fields, where))
    text, page = fields.get("text"), fields.get("html")
    if isinstance(text, str) and text.strip():
        stated = _addressed(stated, fields, text, given)
        report = read_plain(text, name=where, given=stated, file_name="")
    elif isinstance(page, str) and page.strip():
        stated = _addressed(stated, fields, page, given)
        report = read_html(page.encode("utf-8"), name=where, given=stated, declared="utf-8", file_name="")
    else:
        raise EmptyInput(f"{where} has no text.", "Give each line a field text or html.")
    retrieved = _moment(fields.get("retrieved"), where)
    return replace(
        report, raw=line, media_type=MEDIA_TYPE, encoding="utf-8", retrieved=retrieved or report.retrieved
    )


def _fields(line: bytes, where: str) -> dict[str, Any]:
    try:
        fields = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise DamagedInput(f"{where} is not UTF-8.", "Write the file as UTF-8.") from error
    except (ValueError, RecursionError) as error:
        raise DamagedInput(f"{where} is not JSON ({error}).", "Write one JSON object a line.") from error
    if not isinstance(fields, dict):
        raise DamagedInput(f"{where} is not a JSON object.", "Write one JSON object a line.")
    for key, value in fields.items():
        if isinstance(value, str) and _LOOSE_HALF.search(value):
            raise DamagedInput(f"{where} has half a character in {key!r}.", "Write the file as UTF-8.")
    return fields


def _stated(fields: dict[str, Any], where: str) -> Given:
    texts: dict[str, str] = {}
    for key in _TEXTS:
        value = fields.get(key)
        if value is not None and not isinstance(value, str):
            raise DamagedInput(f"{where} has a {key!r} that is not text.", "Write it as a string.")
        texts[key] = (value or "").strip()
    return Given(published=_published(fields.get("published"), where), **texts)


def _published(value: object, where: str) -> DateInterval:
    if value is None or value == "":
        return UNKNOWN_DATE
    if isinstance(value, dict):
        return _interval(value, where)
    stated = str(value) if isinstance(value, str | int | float) and not isinstance(value, bool) else ""
    interval = parse_stamp(stated)
    if interval is None:
        raise DamagedInput(f"{where} has the date {value!r}, which cannot be read.", "Write 2024-05-17.")
    return interval


def _interval(value: dict[str, Any], where: str) -> DateInterval:
    try:
        ends = [date.fromisoformat(value[key]) if value.get(key) else None for key in ("earliest", "latest")]
        basis = value.get("basis", "unknown")
        if basis not in ("stated", "inferred", "unknown"):
            raise ValueError(f"basis {basis!r}")
        return DateInterval(ends[0], ends[1], cast(Basis, basis))
    except (ValueError, TypeError) as error:
        raise DamagedInput(
            f"{where} has a date interval that cannot be read ({error}).",
            'Write {"earliest": "2024-05-17", "latest": "2024-05-17", "basis": "stated"}.',
        ) from error


def _moment(value: object, where: str) -> datetime | None:
    if value is None or value == "":
        return None
    try:
        moment = datetime.fromisoformat(str(value))
    except ValueError as error:
        raise DamagedInput(
            f"{where} has a time {value!r} in 'retrieved' that cannot be read.", "Write 2024-05-17T09:00:00Z."
        ) from error
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)


def _addressed(stated: Given, fields: dict[str, Any], text: str, given: Given) -> Given:
    """Give a report without an address one within its file."""
    if stated.url or fields.get("path"):
        return replace(stated, path=str(fields.get("path") or given.path))
    key = fields.get("id")
    label = str(key) if isinstance(key, str | int) and key != "" else text_hash(text)[:12]
    return replace(stated, path=f"{given.path}#{label.replace('/', '%2F')}")
