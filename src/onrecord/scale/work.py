"""The work on one shard: read its reports, derive their records, put a row for each into the shard's file.

A report that fails is a row with its reason, and the next is read. A shard at which workers have died several
times is given up: its file then holds that as its only row, so that the archive can be finished.
"""

import io
import json
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from onrecord.errors import DamagedInput, ModelError, OnrecordError, ReadError
from onrecord.model import Report, ReportRecords
from onrecord.read.content import Input, read_stream
from onrecord.read.given import Given, Limits, Problem
from onrecord.read.jsonl import read_jsonl
from onrecord.scale import rows
from onrecord.scale.shards import ENDING, Shard, storage, whole_file
from onrecord.text.sizes import require_readable

try:
    from pyarrow import ArrowException  # type: ignore[import-untyped]
    from pyarrow.parquet import ParquetFile  # type: ignore[import-untyped]
except ImportError:  # the extra `archive` is not installed; `RowWriter` says so
    ArrowException = OSError

TRIES = ".tries"
MOST_TRIES = 3
PARQUET_MAGIC = b"PAR1"
AT_ONCE = 50  # rows of a Parquet input that are read at once
NO_LIMIT = Limits(max_records=None)

Process = Callable[[Report], ReportRecords]


@dataclass(frozen=True, slots=True)
class Done:
    """What became of a shard.

    Attributes:
        name: of its file.
        reports: how many it holds.
        errors: how many inputs failed.
    """

    name: str
    reports: int
    errors: int


def work(shard: Shard, folder: str, process: Process, model: str, limits: Limits = NO_LIMIT) -> Done:
    """Process a shard.

    Args:
        shard: the input.
        folder: where its file belongs.
        process: what derives a report's records.
        model: name and version of the model it does so with.
        limits: how large a report may be.

    Returns:
        What became of it; its file is in its place.

    Raises:
        ModelError: the model is missing or damaged; no report can be processed then.
    """
    given_up = _tries(shard, folder) >= MOST_TRIES
    if not given_up:
        _mark_try(shard, folder)
    with whole_file(folder, shard.name) as path:
        writer = rows.RowWriter(path, shard.stamp, model)
        for row in [_given_up(shard)] if given_up else _rows(shard, process, limits):
            writer.add(row)
        writer.close()
    _forget_tries(shard, folder)
    return Done(shard.name, writer.reports, writer.errors)


def clean(folder: str) -> None:
    """Let every shard be tried anew, since what killed workers may be mended, and take away what they left.

    Args:
        folder: of the output.
    """
    files, place = storage(folder)
    tries = f"{place.rstrip('/')}/{TRIES}"
    if files.exists(tries):
        files.rm(tries, recursive=True)
    for half in files.glob(f"{place.rstrip('/')}/.*{ENDING}.*"):
        files.rm(half)


def _rows(shard: Shard, process: Process, limits: Limits) -> Iterator[dict[str, Any]]:
    for number, item in enumerate(_items(shard, limits)):
        if isinstance(item, Problem):
            yield rows.error_row(number, item.source, item.error)
            continue
        try:
            require_readable(item)
            yield rows.report_row(number, shard.address, item, process(item))
        except ModelError:
            raise
        except OnrecordError as error:
            yield rows.error_row(number, f"{shard.address}: {item.address}", error)
        except Exception as error:  # one report must not cost the archive
            unforeseen = ReadError(
                f"{item.address} could not be interpreted ({type(error).__name__}: {error}).",
                "Report this with the text.",
            )
            yield rows.error_row(number, f"{shard.address}: {item.address}", unforeseen)


def _items(shard: Shard, limits: Limits) -> Iterator[Report | Problem]:
    files, path = storage(shard.address)
    given = Given(path=shard.address)
    known = Input(name=shard.address, size=shard.size, given=given, limits=limits, retrieved=shard.modified)
    try:
        with files.open(path, "rb") as stream:
            magic = stream.read(len(PARQUET_MAGIC))
            stream.seek(0)
            if magic == PARQUET_MAGIC:
                yield from _parquet_items(stream, shard, given, limits)
            else:
                yield from read_stream(stream, known)
    except OSError as error:
        unread = ReadError(f"{shard.address} can't be read ({error}).", "Check the file and its permissions.")
        yield Problem(shard.address, unread)


def _parquet_items(stream: Any, shard: Shard, given: Given, limits: Limits) -> Iterator[Report | Problem]:
    """The reports of a Parquet file, its columns named like the fields of JSON Lines."""
    try:
        batches = ParquetFile(stream).iter_batches(batch_size=AT_ONCE)
        for number, batch in enumerate(batches):
            lines = "\n".join(json.dumps(row, default=_plain) for row in batch.to_pylist())
            name = f"{shard.address}, rows from {number * AT_ONCE + 1}"
            yield from read_jsonl(io.BytesIO(lines.encode()), name=name, given=given, limits=limits)
    except (OSError, ArrowException) as error:
        damaged = DamagedInput(f"{shard.address} is a damaged Parquet file ({error}).", "Copy it again.")
        yield Problem(shard.address, damaged)


def _plain(value: Any) -> str:
    """A value of a Parquet file that JSON has no form for."""
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    return value.isoformat() if isinstance(value, date | datetime) else str(value)


def _given_up(shard: Shard) -> dict[str, Any]:
    error = ReadError(
        f"A worker died {MOST_TRIES} times at {shard.address}.",
        "It may be short of memory: split the file, or give each worker more, then remove the shard's file.",
    )
    return rows.error_row(0, shard.address, error)


def _tries(shard: Shard, folder: str) -> int:
    files, place = storage(folder)
    return len(files.glob(f"{place.rstrip('/')}/{TRIES}/{shard.name}.*"))


def _mark_try(shard: Shard, folder: str) -> None:
    files, place = storage(folder)
    files.makedirs(f"{place.rstrip('/')}/{TRIES}", exist_ok=True)
    files.touch(f"{place.rstrip('/')}/{TRIES}/{shard.name}.{uuid.uuid4().hex}")


def _forget_tries(shard: Shard, folder: str) -> None:
    files, place = storage(folder)
    for mark in files.glob(f"{place.rstrip('/')}/{TRIES}/{shard.name}.*"):
        files.rm(mark)
