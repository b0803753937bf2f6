"""Sidecars: a table beside the files that says what the files do not.

For the files of a folder `talks/`, the table is `talks/reports.csv`, `talks/talks.csv`, or `talks.csv` beside
the folder; the first of these that exists. Its columns, of which only `file` is needed:

| column | |
|---|---|
| `file` | a file, relative to the folder (`a.txt`, `may/b.html`) or to the table |
| `outlet`, `title`, `author`, `credit`, `url` | as they are to be recorded |
| `published` | a day (`2024-05-17`), a month (`2024-05`) or a year |
| `language` | an ISO 639-1 code |

The table is UTF-8, its cells parted by commas, semicolons or tabs, as its first line shows. What it says wins
over the file, and what a flag says wins over both. A column that is not known, a file that does not exist or
a date that cannot be read is a problem; the rest of the table holds.
"""

import csv
import io
from dataclasses import dataclass, field, fields, replace
from pathlib import Path

from onrecord.errors import DamagedInput, ReadError
from onrecord.model import UNKNOWN_DATE, DateInterval
from onrecord.read.given import Given, Limits, Problem
from onrecord.read.stamps import parse_stamp
from onrecord.read.unpack import too_large

COLUMNS = ("file", "outlet", "title", "author", "credit", "url", "published", "language")
_KNOWN = "Use the columns " + ", ".join(COLUMNS) + "."


@dataclass(frozen=True, slots=True)
class Sidecar:
    """A table, read.

    Attributes:
        path: where it lies, or None where there is none.
        rows: what it says of each file, by the file's resolved path.
        problems: what is wrong with it.
    """

    path: Path | None = None
    rows: dict[Path, Given] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


NO_SIDECAR = Sidecar()


def over(first: Given, second: Given) -> Given:
    """The metadata of `first`, and where it is silent that of `second`."""
    empty = Given()
    changes = {
        name: getattr(second, name)
        for name in (item.name for item in fields(Given))
        if getattr(first, name) == getattr(empty, name)
    }
    return replace(first, **changes)


def sidecar_places(folder: Path) -> tuple[Path, ...]:
    """Where the sidecar of a folder may lie, the first choice first."""
    name = folder.resolve().name
    places = [folder / "reports.csv"]
    if name:
        places += [folder / f"{name}.csv", folder.resolve().parent / f"{name}.csv"]
    return tuple(places)


def read_sidecar(folder: Path, limits: Limits = Limits()) -> Sidecar:  # noqa: B008
    """The sidecar of a folder, or `NO_SIDECAR`.

    Args:
        folder: whose files it describes.
        limits: how large it may be.
    """
    for place in sidecar_places(folder):
        if place.is_file():
            return _read_table(place, folder, limits)
    return NO_SIDECAR


def _read_table(path: Path, folder: Path, limits: Limits) -> Sidecar:
    try:
        if path.stat().st_size > limits.max_bytes:
            raise too_large(str(path), limits.max_bytes, path.stat().st_size)
        text = path.read_bytes().decode("utf-8-sig")
        header, lines = _parse(text, path)
    except ReadError as error:
        return Sidecar(path, problems=(Problem(str(path), error),))
    except (OSError, csv.Error, UnicodeDecodeError) as cause:
        damaged = DamagedInput(f"{path} cannot be read ({cause}).", "Save the table as CSV UTF-8.")
        return Sidecar(path, problems=(Problem(str(path), damaged),))
    problems = [
        Problem(str(path), DamagedInput(f"{path} has a column {name!r} that is not known.", _KNOWN))
        for name in header
        if name not in COLUMNS
    ]
    rows: dict[Path, Given] = {}
    for number, line in lines:
        where = f"{path}, line {number}"
        cells = {name: cell.strip() for name, cell in zip(header, line, strict=False)}
        named = cells.get("file", "")
        target = next((place / named for place in (folder, path.parent) if (place / named).is_file()), None)
        if not named or target is None:
            what = f"names the file {named!r}, which does not exist" if named else "names no file"
            problems.append(Problem(where, DamagedInput(f"{where} {what}.", "Mend the column file.")))
            continue
        given, problem = _row(cells, where)
        rows[target.resolve()] = given
        if problem is not None:
            problems.append(problem)
    return Sidecar(path, rows, tuple(problems))


def _parse(text: str, path: Path) -> tuple[list[str], list[tuple[int, list[str]]]]:
    first = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    header = [name.strip().lower() for name in next(reader, [])]
    if "file" not in header:
        raise DamagedInput(f"{path} has no column file, so nobody knows what it describes.", _KNOWN)
    return header, [(reader.line_num, line) for line in reader if any(cell.strip() for cell in line)]


def _row(cells: dict[str, str], where: str) -> tuple[Given, Problem | None]:
    published: DateInterval = UNKNOWN_DATE
    problem = None
    stated = cells.get("published", "")
    if stated:
        read = parse_stamp(stated)
        if read is None:
            error = DamagedInput(
                f"{where} has the date {stated!r}, which cannot be read.", "Write 2024-05-17."
            )
            problem = Problem(where, error)
        published = read or UNKNOWN_DATE
    names = ("outlet", "title", "author", "credit", "url", "language")
    texts = {name: cells.get(name, "") for name in names}
    return Given(published=published, **texts), problem
