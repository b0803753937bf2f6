"""`read` and `read_bytes`: whatever a user names, told by its content, becomes reports and problems."""

import io
import re
import stat
import sys
from collections.abc import Iterator
from pathlib import Path

from onrecord.errors import FetchError, ReadError
from onrecord.model import Report
from onrecord.read.content import Input, read_stream
from onrecord.read.fetch import Fetched, SafeClient
from onrecord.read.finish import known_by
from onrecord.read.given import Given, Limits, Problem
from onrecord.read.sources import find_files
from onrecord.read.unpack import read_limited

STANDARD_INPUT = "standard input"
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]+)://")


def read(
    source: str | Path,
    *,
    given: Given = Given(),  # noqa: B008 - frozen
    limits: Limits = Limits(),  # noqa: B008 - frozen
    client: SafeClient | None = None,
) -> Iterator[Report | Problem]:
    """Read the reports of a file, folder, glob or web address, or of standard input.

    Args:
        source: a path, a glob (`talks/*.html`, `talks/**/*.txt`), an http or https address, or `-`.
        given: metadata that wins over what a sidecar (see `onrecord.read.sidecar`) and the input say.
        limits: how large each input may be.
        client: what addresses are fetched with; one of its own if None.

    Yields:
        The reports, in the order of the input and of file names; a problem in the place of each that
        cannot be read. Nothing is raised.
    """
    named = str(source)
    scheme = _SCHEME.match(named)
    if named == "-":
        yield from _from_standard_input(given, limits)
    elif scheme is None:
        for found in find_files(named, given=given, limits=limits):
            if isinstance(found, Problem):
                yield found
            else:
                yield from _from_file(*found, limits)
    elif scheme[1].lower() in {"http", "https"}:
        yield from _from_web(named, given, limits, client)
    else:
        yield Problem(named, FetchError(f"{named} is not a web address.", "Give an http or https address."))


def read_bytes(
    data: bytes,
    name: str,
    media_type: str = "",
    *,
    given: Given = Given(),  # noqa: B008 - frozen
    limits: Limits = Limits(),  # noqa: B008 - frozen
) -> Iterator[Report | Problem]:
    """Read the reports of bytes.

    Args:
        data: a whole file of any format.
        name: what to call it in an error; a file name also helps to tell its format.
        media_type: what a server calls it, such as `text/html; charset=utf-8`, or empty.
        given: metadata that wins over what the bytes say.
        limits: how large they may be.

    Yields:
        The reports, and a problem for each that cannot be read. Nothing is raised.
    """
    known = Input(name=name, size=len(data), media_type=media_type, given=given, limits=limits)
    return read_stream(io.BytesIO(data), known)


def read_fetched(
    page: Fetched,
    *,
    given: Given = Given(),  # noqa: B008 - frozen
    limits: Limits = Limits(),  # noqa: B008 - frozen
) -> Iterator[Report | Problem]:
    """Read the reports of what a `SafeClient` fetched.

    Args:
        page: what was fetched; it must have been modified.
        given: metadata that wins over what the page says.
        limits: how large it may be.

    Yields:
        The reports, retrieved when the page was; a report that states no date was published no later
        than that. A problem for each that cannot be read. Nothing is raised.
    """
    known = Input(
        name=page.url,
        size=len(page.data),
        media_type=page.media_type,
        address=page.url,
        given=given,
        limits=limits,
    )
    for item in read_stream(io.BytesIO(page.data), known):
        yield known_by(item, page.retrieved) if isinstance(item, Report) else item


def _from_file(path: Path, given: Given, limits: Limits) -> Iterator[Report | Problem]:
    name = str(path)
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise ReadError(f"{name} is not a file.", "Save what it gives to a file and add that.")
        with path.open("rb") as stream:
            known = Input(name=name, size=status.st_size, given=given, limits=limits)
            yield from read_stream(stream, known)
    except ReadError as error:
        yield Problem(name, error)
    except OSError as error:
        yield Problem(
            name, ReadError(f"{name} cannot be opened ({error.strerror}).", "Check its permissions.")
        )


def _from_standard_input(given: Given, limits: Limits) -> Iterator[Report | Problem]:
    try:
        data = read_limited(sys.stdin.buffer, limits.max_bytes, STANDARD_INPUT)
    except ReadError as error:
        yield Problem("-", error)
        return
    yield from read_bytes(data, STANDARD_INPUT, given=given, limits=limits)


def _from_web(
    url: str, given: Given, limits: Limits, client: SafeClient | None
) -> Iterator[Report | Problem]:
    client = client or SafeClient(max_bytes=limits.max_bytes)
    try:
        page = client.fetch(url)
    except ReadError as error:
        yield Problem(url, error)
        return
    yield from read_fetched(page, given=given, limits=limits)
