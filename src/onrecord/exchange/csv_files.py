"""Records as tables for a spreadsheet: one CSV file (RFC 4180, UTF-8 with a mark) for each type of record.

A cell holds one value. An interval or a span takes several columns (`published.earliest`, `content.start`);
where a field holds several values they stand in one cell with ` | ` between them. Beside each id of another
record stands its name (`speaker.name`), so that a table can be read by itself.

Text that a spreadsheet would take for a formula gets an apostrophe before it (CWE-1236).
"""

import csv
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, get_args, get_origin, get_type_hints

from onrecord.errors import LedgerError
from onrecord.exchange.fields import (
    RecordDict,
    by_type,
    field_types,
    is_id,
    is_record,
    names,
    record_types,
    without_none,
)

BETWEEN = " | "
FORMULA_STARTS = "=+-@\t\r\n＝＋－＠"
"""What spreadsheets take for the beginning of a formula, the wide forms of the letters too."""
NAMELESS = {
    "id", "attribution", "attributions", "before", "after", "corrects", "from", "members", "moves",
    "restates", "subject", "to", "utterance",
}  # fmt: skip
"""Fields whose ids are those of records that have no name."""
LARGEST_CELL = 32_767
"""Letters that a cell of Excel can hold; a longer one would be cut silently, so it is cut here and marked."""


def write_csv(records: Iterable[RecordDict], folder: Path) -> list[Path]:
    """Write records as CSV files, one for each type that there is.

    Args:
        records: as an export gives them.
        folder: where to put the files; made where it is missing, files of the same names replaced.

    Returns:
        The files, in the order of the schema.

    Raises:
        LedgerError: they can't be written there.
    """
    tables = by_type(records)
    called = names(record for table in tables.values() for record in table)
    types = record_types()
    written = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for kind, table in tables.items():
            path = folder / f"{kind}.csv"
            heads = columns(types[kind])
            with path.open("w", encoding="utf-8-sig", newline="") as stream:
                writer = csv.writer(stream, lineterminator="\r\n")
                writer.writerow(heads)
                for record in table:
                    cells = row(record, types[kind], called)
                    writer.writerow([safe(cells.get(head, "")) for head in heads])
            written.append(path)
    except OSError as error:
        raise unwritable(folder, error) from error
    return written


def unwritable(place: Path, error: OSError) -> LedgerError:
    """The error for a place that can't be written."""
    return LedgerError(f"{place} can't be written: {error.strerror or error}.", "Choose another place.")


def columns(record: type) -> list[str]:
    """The heads of the table of a type of record."""
    heads = []
    for name, hint in field_types(record).items():
        inner = _inner(hint)
        if is_record(inner):
            heads += [f"{name}.{part}" for part in field_types(inner)]
        else:
            heads.append(name)
            if _refers(record, name):
                heads.append(f"{name}.name")
    return heads


def row(record: RecordDict, type_: type, called: Mapping[str, str]) -> dict[str, str]:
    """The cells of a record by their heads; those that are empty may be missing.

    Args:
        record: the record.
        type_: its class in the schema.
        called: the names of records by id.
    """
    cells: dict[str, str] = {}
    for name, hint in field_types(type_).items():
        value = record.get(name)
        inner = _inner(hint)
        if is_record(inner):
            parts = value if isinstance(value, list) else [value] if value is not None else []
            for part in field_types(inner):
                cells[f"{name}.{part}"] = BETWEEN.join(cell(one.get(part)) for one in parts)
            continue
        cells[name] = cell(value)
        if _refers(type_, name):
            ids = value if isinstance(value, list) else [value] if value else []
            cells[f"{name}.name"] = BETWEEN.join(called.get(id_, "") for id_ in ids)
    return cells


def cell(value: Any) -> str:
    """A value as the text of a cell."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list) and all(isinstance(one, str) for one in value):
        return BETWEEN.join(value)
    if isinstance(value, list | dict):
        return json.dumps(value, ensure_ascii=False)
    return str(value)


def safe(text: str) -> str:
    """Text that no spreadsheet takes for a formula, nor cuts without a word."""
    if text.startswith(tuple(FORMULA_STARTS)) or text[:1] == "'":
        text = "'" + text
    return text if len(text) <= LARGEST_CELL else text[: LARGEST_CELL - 1] + "…"


def _inner(hint: Any) -> Any:
    """What a field holds: the item of a list, else itself."""
    hint = without_none(hint)
    return without_none(get_args(hint)[0]) if get_origin(hint) is list else hint


def _refers(record: type, name: str) -> bool:
    return name not in NAMELESS and is_id(get_type_hints(record, include_extras=True)[name])
