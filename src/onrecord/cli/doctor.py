"""`onrecord doctor`: what is installed, whether the model is whole, and how a ledger is."""

import platform
import sqlite3
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from typing import Literal

import click

from onrecord.cli.options import with_json
from onrecord.cli.output import FAILED, FINE, print_items, style
from onrecord.errors import OnrecordError
from onrecord.version import __version__

State = Literal["fine", "missing", "broken"]
COLOURS = {"fine": "green", "missing": "yellow", "broken": "red"}
EXTRAS = {
    "archive": ("ray", "pyarrow", "fsspec", "pandas"),
    "postgres": ("psycopg",),
}
"""What each extra brings; without it, only the commands that need it fail."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found about one thing.

    Attributes:
        what: the thing.
        state: `fine`, `missing` (something works only with it) or `broken`.
        found: what was found, in words.
        hint: what to do, or empty.
    """

    what: str
    state: State
    found: str
    hint: str = ""


@click.command(short_help="Say what is installed and whether it works.")
@click.option("--db", metavar="LEDGER", envvar="ONRECORD_DB", default="", help="A ledger to look at as well.")
@with_json
def doctor(db: str, as_json: bool) -> int:
    """Say which version this is, whether the language model works, how a ledger is, and what is missing.

    Reads only. Ends with exit code 1 where something is broken; what is missing is only said.
    """
    findings = list(examined(db))
    if as_json:
        print_items(
            [{"what": one.what, "state": one.state, "found": one.found, "hint": one.hint} for one in findings]
        )
    else:
        for one in findings:
            state = style(f"{one.state:<8}", fg=COLOURS[one.state])
            click.echo(f"{state} {one.what:<18} {one.found}")
            if one.hint:
                click.echo(f"{'':<27} {one.hint}")
    return FAILED if any(one.state == "broken" for one in findings) else FINE


def examined(db: str) -> Iterator[Finding]:
    """Everything that is looked at, in order.

    Args:
        db: a ledger's address, or empty.
    """
    yield Finding("onrecord", "fine", f"{__version__} on Python {platform.python_version()}, {sys.platform}")
    yield _tried("language model", _model)
    yield _tried("SQLite", _sqlite)
    for extra, packages in EXTRAS.items():
        yield _extra(extra, packages)
    if db:
        from onrecord.store.engine import shown

        yield _tried(f"ledger {shown(db)}", lambda: _ledger(db))


def _tried(what: str, look: Callable[[], str]) -> Finding:
    try:
        return Finding(what, "fine", look())
    except OnrecordError as error:
        return Finding(what, "broken", error.what, error.hint)
    except Exception as error:  # whatever is wrong, the others are looked at as well
        return Finding(what, "broken", f"{type(error).__name__}: {error}", "Install onrecord again.")


def _model() -> str:
    """That the model finds the statement in a sentence, and which model it is."""
    from onrecord.language import model_version
    from onrecord.pipeline import find_attributions

    found = find_attributions("“We will sign the treaty on Monday,” Mara Voss told reporters in Keld.")
    if not any("sign the treaty" in span.text for one in found for span in one.content):
        raise OnrecordError(
            f"{model_version()} reads a sentence wrongly.",
            "Install onrecord again; report it if it stays so.",
        )
    return f"{model_version()}, whole, reads a sentence rightly"


def _sqlite() -> str:
    with sqlite3.connect(":memory:") as connection:
        try:
            connection.execute("CREATE VIRTUAL TABLE probe USING fts5(words)")
        except sqlite3.OperationalError as error:
            raise OnrecordError(
                f"SQLite {sqlite3.sqlite_version} has no full-text search ({error}).",
                "Use a Python whose sqlite3 has FTS5.",
            ) from error
    connection.close()
    return f"{sqlite3.sqlite_version}, with full-text search"


def _extra(extra: str, packages: tuple[str, ...]) -> Finding:
    found, missing = [], []
    for package in packages:
        try:
            found.append(f"{package} {version(package)}")
        except PackageNotFoundError:
            missing.append(package)
    if missing:
        hint = f"For the commands that need it: pip install 'onrecord[{extra}]'"
        return Finding(f"extra {extra}", "missing", f"without {', '.join(missing)}", hint)
    return Finding(f"extra {extra}", "fine", ", ".join(found))


def _ledger(db: str) -> str:
    from onrecord.ledger import Ledger

    with Ledger.open(db) as ledger:
        counts = ledger.counts()
        name, database = ledger.name, ledger.database
    kept = ", ".join(f"{number:,} {what}" for what, number in counts.items() if number)
    return f"{name or 'without a name'}, in {database}: {kept or 'empty'}; `onrecord check` proves it"
