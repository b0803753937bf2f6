"""Options that several commands share."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any, TypeVar

import click

from onrecord.errors import UsageError

if TYPE_CHECKING:
    from onrecord.ledger import Ledger

F = TypeVar("F", bound=Callable[..., Any])


class Day(click.ParamType[date]):
    """A day as YYYY-MM-DD."""

    name = "date"

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:
        """What the help page calls it."""
        return "YYYY-MM-DD"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """A date from its text."""
        if isinstance(value, date):
            return value
        try:
            return datetime.strptime(value, "%Y-%m-%d").date()
        except ValueError:
            self.fail(f"{value!r} is not a day; write it as YYYY-MM-DD, such as 2025-03-04.", param, ctx)


class PastDay(Day):
    """A day that has come."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """A date from its text, today's at the latest (tomorrow's, for zones ahead of this one)."""
        day = super().convert(value, param, ctx)
        if day > date.today() + timedelta(days=1):
            self.fail(f"{value} has not come yet; a report can't have been published then.", param, ctx)
        return day


class Words(click.ParamType[str]):
    """Text that says something: an unset shell variable must not pass for "everything"."""

    name = "text"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The text as it is."""
        if not str(value).strip():
            self.fail("is empty; leave the option out to ask without it.", param, ctx)
        return str(value)


DAY = Day()
PAST_DAY = PastDay()
WORDS = Words()


def with_db(command: F) -> F:
    """Add `--db`, the ledger."""
    return click.option(
        "--db",
        metavar="LEDGER",
        envvar="ONRECORD_DB",
        default="",
        help="The ledger, a file.",
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
        ("published", PAST_DAY, "YYYY-MM-DD", "When it was published."),
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


def open_ledger(db: str) -> "Ledger":
    """The ledger that was named, open.

    Raises:
        UsageError: where none was.
        LedgerNotFound: where there is none.
    """
    address = ledger_address(db)
    from onrecord.ledger import Ledger

    return Ledger.open(address)
