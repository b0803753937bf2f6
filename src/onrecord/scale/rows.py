"""What a shard gives: a row for each report, with all that was derived from it, and for each failed input."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from onrecord.errors import DamagedInput, OnrecordError, UsageError
from onrecord.model import Report, ReportRecords
from onrecord.version import __version__

try:
    import pyarrow as arrow  # type: ignore[import-untyped]
    import pyarrow.parquet as parquet  # type: ignore[import-untyped]
except ImportError:  # the extra `archive` is not installed
    arrow = None
    parquet = None

REPORT, ERROR = "report", "error"
COLUMNS: dict[str, str] = {
    "status": "string", "number": "int64", "source": "string", "report": "string", "outlet": "string",
    "title": "string", "author": "string", "url": "string", "path": "string", "language": "string",
    "published_earliest": "string", "published_latest": "string", "attributions": "int64", "text": "string",
    "raw": "binary", "about": "string", "records": "string", "error": "string", "what": "string",
    "hint": "string",
}  # fmt: skip
"""The columns of a shard's output, and their types. `about` is the report and `records` what was derived from
it, both as JSON; `error`, `what` and `hint` say why an input failed."""
STAMP, MODEL, SOFTWARE = b"onrecord.shard", b"onrecord.model", b"onrecord.software"
COUNTS = b"onrecord.counts"
GROUP = 100  # rows that are written at once


@dataclass(frozen=True, slots=True)
class Finished:
    """What the file of a shard says of itself.

    Attributes:
        reports: how many reports it holds.
        errors: how many inputs failed.
        stamp: `Shard.stamp` of what it was made of.
        model: what its records were derived with.
        software: by which version of onrecord.
    """

    reports: int
    errors: int
    stamp: str
    model: str
    software: str


def report_row(number: int, source: str, report: Report, records: ReportRecords) -> dict[str, Any]:
    """The row of a report.

    Args:
        number: its place in the shard, from 0.
        source: the shard's address.
        report: as it was read.
        records: what `process` derived from it.
    """
    published = report.published
    bare = replace(report, text="", raw=b"")
    return {
        "status": REPORT,
        "number": number,
        "source": source,
        "report": report.id,
        "outlet": report.outlet,
        "title": report.title,
        "author": report.author,
        "url": report.url,
        "path": report.path,
        "language": report.language,
        "published_earliest": published.earliest.isoformat() if published.earliest else None,
        "published_latest": published.latest.isoformat() if published.latest else None,
        "attributions": len(records.attributions),
        "text": report.text,
        "raw": report.raw,
        "about": _reports().dump_json(bare).decode(),
        "records": _records().dump_json(records).decode(),
    }


def error_row(number: int, source: str, error: OnrecordError) -> dict[str, Any]:
    """The row of an input that failed.

    Args:
        number: its place in the shard, from 0.
        source: the shard's address, and the place in it.
        error: why.
    """
    return {
        "status": ERROR,
        "number": number,
        "source": source,
        "error": type(error).__name__,
        "what": error.what,
        "hint": error.hint,
    }


def from_row(row: Mapping[str, Any]) -> tuple[Report, ReportRecords]:
    """The report of a row, and what was derived from it.

    Raises:
        DamagedInput: the row does not agree with itself.
    """
    try:
        report = replace(_reports().validate_json(row["about"]), text=row["text"], raw=row["raw"])
        records = _records().validate_json(row["records"])
    except ValueError as error:  # pydantic's is one
        raise DamagedInput(
            f"{row['report']} can't be read from the archive ({error}).", "Run it again."
        ) from error
    if report.id != row["report"] or records.report != report.id:
        raise DamagedInput(f"{row['report']} is not what the archive says it is.", "Run its shard again.")
    return report, records


class RowWriter:
    """The file of a shard, written as its rows come: what is in memory is a group of rows, not the shard.

    The same rows give the same bytes.

    Args:
        path: the file, on this machine.
        stamp: `Shard.stamp`.
        model: what the records were derived with.
    """

    def __init__(self, path: Path, stamp: str, model: str) -> None:
        require_pyarrow()
        schema = arrow.schema([(name, getattr(arrow, kind)()) for name, kind in COLUMNS.items()])
        self._schema = schema
        self._said = {STAMP: stamp.encode("utf-8", "surrogatepass"), MODEL: model.encode()}
        self._said |= {SOFTWARE: __version__.encode()}
        self._writer = parquet.ParquetWriter(path, schema, compression="zstd")
        self._waiting: list[dict[str, Any]] = []
        self.reports = 0
        self.errors = 0

    def add(self, row: Mapping[str, Any]) -> None:
        """Add a row."""
        self._waiting.append({name: row.get(name) for name in COLUMNS})
        self.reports += row["status"] == REPORT
        self.errors += row["status"] == ERROR
        if len(self._waiting) >= GROUP:
            self._flush()

    def close(self) -> None:
        """Write what is left, and what the file says of itself."""
        self._flush()
        counts = json.dumps({"reports": self.reports, "rows": self.reports + self.errors})
        self._writer.add_key_value_metadata({**self._said, COUNTS: counts.encode()})
        self._writer.close()

    def _flush(self) -> None:
        if self._waiting:
            self._writer.write_table(arrow.Table.from_pylist(self._waiting, schema=self._schema))
            self._waiting = []


def look(files: Any, path: str) -> Finished | None:
    """What the file of a shard says of itself, or None where it is none, or not whole.

    Args:
        files: the file system.
        path: the file there.
    """
    require_pyarrow()
    try:
        with files.open(path, "rb") as stream:
            footer = parquet.ParquetFile(stream)
            said = footer.metadata.metadata or {}
            counts = json.loads(said[COUNTS])
            if counts["rows"] != footer.metadata.num_rows:
                return None
            return Finished(
                reports=counts["reports"],
                errors=counts["rows"] - counts["reports"],
                stamp=said[STAMP].decode("utf-8", "surrogatepass"),
                model=said[MODEL].decode(),
                software=said[SOFTWARE].decode(),
            )
    except (OSError, KeyError, ValueError, TypeError, arrow.ArrowException):
        return None


def rows_of(files: Any, path: str) -> Iterator[dict[str, Any]]:
    """The rows of a shard's file, a group at a time.

    Args:
        files: the file system.
        path: the file there.

    Raises:
        DamagedInput: the file is broken.
    """
    require_pyarrow()
    try:
        with files.open(path, "rb") as stream:
            for batch in parquet.ParquetFile(stream).iter_batches(batch_size=GROUP):
                yield from batch.to_pylist()
    except (OSError, arrow.ArrowException) as error:
        raise DamagedInput(f"{path} can't be read ({error}).", "Run its shard again.") from error


def require_pyarrow() -> None:
    """See that pyarrow is there.

    Raises:
        UsageError: it is not.
    """
    if arrow is None:
        raise UsageError(
            "Archives need pyarrow, which is not installed.", "Install it: pip install 'onrecord[archive]'"
        )


@cache
def _reports() -> TypeAdapter[Report]:
    return TypeAdapter(Report)


@cache
def _records() -> TypeAdapter[ReportRecords]:
    return TypeAdapter(ReportRecords)
