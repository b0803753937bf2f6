"""Shards: the files of an archive, and for each the file that its rows go into.

A shard is one input file (WARC, JSON Lines, Parquet, or anything else that can be read), wherever fsspec
finds it. Its output is named by a hash of its address, so that every run has the same name for it.
"""

import os
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import Any

from onrecord.errors import ReadError, UsageError

try:
    import fsspec  # type: ignore[import-untyped]
except ImportError:  # the extra `archive` is not installed
    fsspec = None

ENDING = ".parquet"
DIGITS = 16


@dataclass(frozen=True, slots=True)
class Shard:
    """One input file.

    Attributes:
        address: where it is: a path, or an address such as `s3://bucket/a.warc.gz`.
        size: its size in bytes.
        modified: when it was last changed (UTC), where its storage tells, else the beginning of 1970.
    """

    address: str
    size: int
    modified: datetime

    @property
    def name(self) -> str:
        """The name of the file that its rows go into, without the folder."""
        return f"{sha256(self.address.encode('utf-8', 'surrogatepass')).hexdigest()[:DIGITS]}{ENDING}"

    @property
    def stamp(self) -> str:
        """What tells whether the file is still the one that was processed."""
        return f"{self.address}|{self.size}|{self.modified.isoformat()}"


def find_shards(pattern: str) -> list[Shard]:
    """The files that a pattern names.

    Args:
        pattern: a path, folder or glob, or an address that fsspec knows (`s3://bucket/2024/*.warc.gz`).

    Returns:
        The shards, in the order of their addresses.

    Raises:
        ReadError: none is there.
        UsageError: fsspec, or what it needs for such addresses, is not installed.
    """
    files, place = storage(pattern)
    if files.isdir(place):
        place = f"{place.rstrip('/')}/**"
    try:
        found = files.glob(place, detail=True)
    except OSError as error:
        raise ReadError(f"{pattern} can't be listed ({error}).", "Check the address.") from error
    remote = "://" in pattern
    shards = [
        Shard(files.unstrip_protocol(path) if remote else path, int(about["size"] or 0), _modified(about))
        for path, about in found.items()
        if about["type"] == "file" and not PurePosixPath(path).name.startswith(".")
    ]
    if not shards:
        raise ReadError(f"No file matches {pattern}.", "Check the pattern and the folder.")
    return sorted(shards, key=lambda shard: shard.address)


def storage(address: str) -> tuple[Any, str]:
    """The file system of an address, and the path there.

    Raises:
        UsageError: fsspec, or what it needs for such addresses, is not installed.
    """
    if fsspec is None:
        raise UsageError(
            "Archives need fsspec, which is not installed.", "Install it: pip install 'onrecord[archive]'"
        )
    try:
        files, path = fsspec.core.url_to_fs(address)
    except (ImportError, ValueError) as error:
        raise UsageError(f"{address} can't be reached: {error}.", "Install what is missing.") from error
    return files, path


@contextmanager
def whole_file(folder: str, name: str) -> Iterator[Path]:
    """A file on this machine to be written, that is put into its place when all went well.

    It is there whole or not at all, whoever else writes it at the same time.

    Args:
        folder: where it belongs; made where it is missing.
        name: its name there.

    Yields:
        The path to write to.
    """
    files, place = storage(folder)
    files.makedirs(place, exist_ok=True)
    path = f"{place.rstrip('/')}/{name}"
    if not is_local(files):
        with TemporaryDirectory() as scratch:
            part = Path(scratch) / name
            yield part
            files.put_file(str(part), path)  # object stores show an object when it is whole
        return
    part = Path(place) / f".{name}.{uuid.uuid4().hex}"
    try:
        yield part
        with part.open("rb+") as stream:
            os.fsync(stream.fileno())
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def is_local(files: Any) -> bool:
    """Whether a file system is this machine's."""
    known = files.protocol
    return "file" in ((known,) if isinstance(known, str) else tuple(known))


def _modified(about: dict[str, Any]) -> datetime:
    when = (
        about.get("mtime") or about.get("LastModified") or about.get("last_modified") or about.get("modified")
    )
    if isinstance(when, int | float):
        return datetime.fromtimestamp(when, tz=UTC)
    if isinstance(when, datetime):
        return when if when.tzinfo else when.replace(tzinfo=UTC)
    return datetime(1970, 1, 1, tzinfo=UTC)
