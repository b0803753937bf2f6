"""From an archive's files into a ledger: the reports wanted, with the records that were derived there."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from onrecord.errors import ReadError, UsageError
from onrecord.late import Late
from onrecord.model import Report, ReportRecords
from onrecord.read.given import Problem
from onrecord.scale import rows
from onrecord.scale.shards import ENDING, storage

COMPARED: dict[str, Callable[[str, str], bool]] = {
    "!=": lambda value, wanted: value != wanted,
    ">=": lambda value, wanted: bool(value) and value >= wanted,
    "<=": lambda value, wanted: bool(value) and value <= wanted,
    "=": lambda value, wanted: value == wanted,
    ">": lambda value, wanted: bool(value) and value > wanted,
    "<": lambda value, wanted: bool(value) and value < wanted,
    "~": lambda value, wanted: wanted.casefold() in value.casefold(),
}
COLUMNS = (
    "outlet", "title", "author", "url", "path", "language", "published_earliest", "published_latest", "text",
    "source", "report",
)  # fmt: skip
PROCESS = Late("onrecord.pipeline", "process")
_CONDITION = re.compile(r"\s*(\w+)\s*(!=|>=|<=|=|>|<|~)\s*(.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition on a column: `outlet=The Post`, `published_earliest>=2024-03-01`, `text~ceasefire`.

    Attributes:
        column: one of `COLUMNS`.
        operator: one of `COMPARED`; `~` is "holds", in any case.
        value: what the column is compared with, as text.
    """

    column: str
    operator: str
    value: str

    @classmethod
    def parse(cls, text: str) -> "Condition":
        """A condition from its text.

        Raises:
            UsageError: it is none.
        """
        match = _CONDITION.fullmatch(text)
        if match is None or match[1] not in COLUMNS:
            raise UsageError(
                f"{text!r} is no condition.",
                f"Write COLUMN=VALUE, or with != < <= > >= ~ (holds); columns are {', '.join(COLUMNS)}.",
            )
        return cls(match[1], match[2], match[3].strip())

    def holds(self, row: dict[str, Any]) -> bool:
        """Whether a row meets it."""
        return COMPARED[self.operator](str(row[self.column] or ""), self.value)


@dataclass
class Recorded:
    """`process` for a ledger that takes in reports of an archive: gives what was derived there.

    Another report than those (one that a judgement derives anew) is processed.

    Attributes:
        otherwise: what processes other reports.
        waiting: the records of the reports that are about to be added, by id.
    """

    otherwise: Callable[[Report], ReportRecords] = PROCESS
    waiting: dict[str, ReportRecords] = field(default_factory=dict)

    def __call__(self, report: Report) -> ReportRecords:
        """The records of a report."""
        return self.waiting.pop(report.id, None) or self.otherwise(report)


def archived(
    folder: str, conditions: Iterable[Condition], recorded: Recorded, model: str
) -> Iterator[Report | Problem]:
    """The reports of an archive that meet some conditions, to be added to a ledger.

    Args:
        folder: of the archive.
        conditions: all of which must hold.
        recorded: is given each report's records before the report.
        model: what records must have been derived with to be taken as they are; others are derived anew.

    Yields:
        The reports, and a problem for each that can't be read from the archive.

    Raises:
        ReadError: there is no archive.
        DamagedInput: a file of it is broken.
    """
    files, place = storage(folder)
    paths = sorted(files.glob(f"{place.rstrip('/')}/*{ENDING}")) if files.exists(place) else []
    if not paths:
        raise ReadError(f"{folder} holds no archive.", "Make one: onrecord archive run --in FILES --out DIR")
    wanted = list(conditions)
    for path in paths:
        for row in rows.rows_of(files, path):
            if row["status"] != rows.REPORT or not all(condition.holds(row) for condition in wanted):
                continue
            try:
                report, records = rows.from_row(row)
            except ReadError as error:
                yield Problem(f"{path}, row {row['number']}", error)
                continue
            if records.model == model:
                recorded.waiting[report.id] = records
            yield report
            recorded.waiting.pop(report.id, None)
