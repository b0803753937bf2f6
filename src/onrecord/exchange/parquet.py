"""Records as Parquet: one file for each type of record, its columns typed and nested as in the schema.

Needs pyarrow, which the extra `archive` brings. Values that have no one type (a judgement's `value`, a
ledger's `counts`) are kept as JSON; everything else reads back as it was.
"""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Literal, get_args, get_origin

from onrecord.errors import UsageError
from onrecord.exchange.csv_files import unwritable
from onrecord.exchange.fields import (
    RecordDict,
    by_type,
    field_types,
    is_record,
    is_text,
    record_types,
    without_none,
)

try:
    import pyarrow as arrow  # type: ignore[import-untyped]
    import pyarrow.parquet as parquet_files  # type: ignore[import-untyped]
except ImportError:  # the extra `archive` is not installed
    arrow = None
    parquet_files = None


def write_parquet(records: Iterable[RecordDict], folder: Path) -> list[Path]:
    """Write records as Parquet files, one for each type that there is.

    Args:
        records: as an export gives them.
        folder: where to put the files; made where it is missing, files of the same names replaced.

    Returns:
        The files, in the order of the schema.

    Raises:
        UsageError: pyarrow is not installed.
        LedgerError: they can't be written there.
    """
    require_pyarrow()
    types = record_types()
    written = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for kind, table in by_type(records).items():
            path = folder / f"{kind}.parquet"
            parquet_files.write_table(as_table(table, types[kind]), path, compression="zstd")
            written.append(path)
    except OSError as error:
        raise unwritable(folder, error) from error
    return written


def as_table(records: Iterable[RecordDict], type_: type) -> Any:
    """Records of one type as an Arrow table.

    Args:
        records: the records.
        type_: their class in the schema.
    """
    hints = field_types(type_)
    rows = [{name: _to_cell(record.get(name), hint) for name, hint in hints.items()} for record in records]
    return arrow.Table.from_pylist(rows, schema=arrow_schema(type_))


def arrow_schema(type_: type) -> Any:
    """The Arrow schema of a type of record."""
    return arrow.schema([(name, arrow_type(hint)) for name, hint in field_types(type_).items()])


def arrow_type(hint: Any) -> Any:
    """The Arrow type of a field's type; text where it is kept as JSON."""
    hint = without_none(hint)
    if is_record(hint):
        return arrow.struct([(name, arrow_type(part)) for name, part in field_types(hint).items()])
    if get_origin(hint) is list:
        return arrow.list_(arrow_type(get_args(hint)[0]))
    if hint is bool:
        return arrow.bool_()
    if hint is int or (get_origin(hint) is Literal and all(isinstance(one, int) for one in get_args(hint))):
        return arrow.int64()
    return arrow.float64() if hint is float else arrow.string()


def require_pyarrow() -> None:
    """See that pyarrow is there.

    Raises:
        UsageError: it is not.
    """
    if arrow is None:
        raise UsageError(
            "Parquet needs pyarrow, which is not installed.", "Install it: pip install 'onrecord[archive]'"
        )


def _kept_as_json(hint: Any) -> bool:
    hint = without_none(hint)
    plain = hint in (bool, int, float) or is_text(hint) or is_record(hint)
    return not plain and get_origin(hint) not in (list, Literal)


def _to_cell(value: Any, hint: Any) -> Any:
    """A value as Arrow takes it."""
    if value is not None and _kept_as_json(hint):
        return json.dumps(value, ensure_ascii=False, sort_keys=True)
    return value
