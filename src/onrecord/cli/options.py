"""Options that several commands share."""

import calendar
import re
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from onrecord.errors import ReadError, UsageError

if TYPE_CHECKING:
    from onrecord.ledger import Ledger
    from onrecord.ledger.judging import Process
    from onrecord.model import DateInterval

F = TypeVar("F", bound=Callable[..., Any])


class Day(click.ParamType[date]):
    """A day as YYYY-MM-DD, or a month or year, of which the first day or the last is meant.

    Args:
        last: whether the last.
    """

    name = "date"

    def __init__(self, *, last: bool = False) -> None:
        self._last = last

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:
        """What the help page calls it."""
        return "YYYY[-MM[-DD]]"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """A date from its text."""
        if isinstance(value, date):
            return value
        try:
            return days(value)[self._last]
        except ValueError:
            self.fail(f"{value!r} {NO_DAY}", param, ctx)


class PastDays(click.ParamType["DateInterval"]):
    """A day, month or year that has begun."""

    name = "date"

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:
        """What the help page calls it."""
        return "YYYY[-MM[-DD]]"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> "DateInterval":
        """An interval from its text, ending today at the latest (tomorrow, for zones ahead of this one)."""
        from onrecord.model import DateInterval

        if isinstance(value, DateInterval):
            return value
        try:
            earliest, latest = days(value)
        except ValueError:
            self.fail(f"{value!r} {NO_DAY}", param, ctx)
        tomorrow = date.today() + timedelta(days=1)
        if earliest > tomorrow:
            self.fail(f"{value} has not come yet; a report can't have been published then.", param, ctx)
        return DateInterval(earliest, min(latest, tomorrow), "stated")


def days(text: str) -> tuple[date, date]:
    """The first and last day of a day, month or year as ISO 8601 writes it.

    Args:
        text: `2025-03-04`, `2025-03` or `2025`.

    Raises:
        ValueError: it is none.
    """
    match = re.fullmatch(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", text, re.ASCII)
    if match is None:
        raise ValueError(text)
    year, month, day = (int(part) if part else None for part in match.groups())
    assert year is not None
    if day and month:
        return date(year, month, day), date(year, month, day)
    first, last = month or 1, month or 12
    return date(year, first, 1), date(year, last, calendar.monthrange(year, last)[1])


class Words(click.ParamType[str]):
    """Text that says something: an unset shell variable must not pass for "everything"."""

    name = "text"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The text as it is."""
        if not str(value).strip():
            self.fail("is empty; leave the option out to ask without it.", param, ctx)
        return str(value)


NO_DAY = "is not a day; write it as YYYY-MM-DD, such as 2025-03-04, or give a month or a year."
SINCE = Day()
UNTIL = Day(last=True)
PAST_DAYS = PastDays()
WORDS = Words()


def with_db(command: F) -> F:
    """Add `--db`, the ledger."""
    return click.option(
        "--db",
        metavar="LEDGER",
        envvar="ONRECORD_DB",
        default="",
        help="The ledger: a file, or postgresql://...",
    )(command)


def with_json(command: F) -> F:
    """Add `--json`."""
    return click.option("--json", "as_json", is_flag=True, help="Print JSON, for programs.")(command)


def with_page(command: F) -> F:
    """Add `--limit` and `--after`."""
    command = click.option(
        "--after", metavar="CURSOR", default="", help="Go on where an earlier answer ended (its `next`)."
    )(command)
    return click.option(
        "--limit", type=click.IntRange(min=1), default=50, show_default=True, help="How many at most."
    )(command)


def with_metadata(command: F) -> F:
    """Add the options that state what a report doesn't say itself."""
    for name, kind, metavar, text in (
        ("language", str, "CODE", "Its language, such as en or fr."),
        ("url", str, "URL", "Where it was published."),
        ("author", str, "NAME", "Who wrote it."),
        ("title", str, "TEXT", "Its headline."),
        ("outlet", str, "NAME", "Who published it."),
        ("published", PAST_DAYS, "YYYY[-MM[-DD]]", "When it was published."),
    ):
        command = click.option(f"--{name}", type=kind, metavar=metavar, default=None, help=text)(command)
    return command


def ledger_address(db: str) -> str:
    """The ledger that was named.

    Raises:
        UsageError: where none was.
    """
    if not db:
        raise UsageError("No ledger named.", "Give --db FILE, or set ONRECORD_DB.")
    return db


def text_of(path: str) -> str:
    """The text of a file that an option names.

    Raises:
        ReadError: it can't be read.
    """
    try:
        return Path(path).read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ReadError(f"{path} can't be read: {error}.", "Check the name of the file.") from error


def open_ledger(db: str, process: "Process | None" = None) -> "Ledger":
    """The ledger that was named, open.

    Args:
        db: its address.
        process: what derives the records of reports that come in; the usual unless given.

    Raises:
        UsageError: where none was.
        LedgerNotFound: where there is none.
    """
    address = ledger_address(db)
    from onrecord.ledger import Ledger

    return Ledger.open(address, process=process) if process else Ledger.open(address)
