"""What every command shares: where output goes, its JSON shapes, colour, width and exit codes.

Data goes to standard output, everything else to standard error. With `--json` a command prints one
envelope, `{"ok": true, ...}`; commands that stream (`add`, `extract`, `export`) print JSON Lines. An error is
one line on standard error, as text or as `{"ok": false, "error": {"type", "what", "hint"}}`.
"""

import json
import os
import shutil
import sys
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, TextIO

import click

from onrecord.errors import OnrecordError

FINE, FAILED, USAGE, SOME_FAILED, MISMATCH = 0, 1, 2, 3, 4
INTERRUPTED = 130
WIDEST, NARROWEST = 100, 30


def prepare_streams() -> None:
    """Make output safe: what a terminal's encoding can't show is replaced, never an exception."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace" if is_utf8(stream) else "replace")


def is_utf8(stream: TextIO) -> bool:
    """Whether a stream can carry every character."""
    return (getattr(stream, "encoding", None) or "").lower().replace("-", "") in {"utf8", "utf8sig"}


def print_json(value: Mapping[str, Any], stream: TextIO | None = None) -> None:
    """Print one JSON object as one line."""
    stream = stream or sys.stdout
    click.echo(json.dumps(value, ensure_ascii=not is_utf8(stream), default=str), file=stream)


def print_items(items: Sequence[Mapping[str, Any]], **more: Any) -> None:
    """Print the envelope of a list."""
    print_json({"ok": True, "items": items, **more})


def error_shape(error: OnrecordError) -> dict[str, str]:
    """An error as JSON: its class, what happened, what to do next."""
    return {"type": type(error).__name__, "what": error.what, "hint": error.hint}


def print_error(error: OnrecordError, as_json: bool, about: str = "") -> None:
    """Print an error as one line on standard error.

    Args:
        error: what went wrong.
        as_json: whether as an object.
        about: the input it concerns, where its message doesn't name it.
    """
    if as_json:
        print_json({"ok": False, "error": error_shape(error)}, sys.stderr)
        return
    line = " ".join(str(error).split())
    if about and about not in line:
        line = f"{about}: {line}"
    click.echo(f"onrecord: {line}", err=True)


def note(text: str) -> None:
    """Say something beside the data, on standard error."""
    click.echo(text, err=True)


def coloured() -> bool:
    """Whether standard output is a terminal that wants colour (https://no-color.org)."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def style(text: str, **how: Any) -> str:
    """Style text where colour is wanted, else leave it."""
    return click.style(text, **how) if coloured() else text


def bold(text: str) -> str:
    """What the eye should find first."""
    return style(text, bold=True)


def dim(text: str) -> str:
    """What the eye may skip."""
    return style(text, dim=True)


def width() -> int:
    """Columns to fill: the terminal's, but never so many that lines are hard to read."""
    columns = shutil.get_terminal_size((WIDEST, 24)).columns
    return max(NARROWEST, min(WIDEST, columns))


def columns_of(text: str) -> int:
    """Columns that text takes: none for combining marks, two for wide characters."""
    return sum(
        0 if unicodedata.combining(c) or unicodedata.category(c) == "Cf"
        else 2 if unicodedata.east_asian_width(c) in "WF" else 1
        for c in text
    )  # fmt: skip


def clipped(text: str, columns: int) -> str:
    """Text on one line, cut with an ellipsis where it takes more than some columns."""
    text = " ".join(text.split())
    if columns_of(text) <= columns:
        return text
    while text and columns_of(text) > columns - 1:
        text = text[:-1]
    return text.rstrip() + "…"


def padded(text: str, columns: int) -> str:
    """Text filled up with spaces to some columns."""
    return text + " " * (columns - columns_of(text))


def plural(number: int, one: str, many: str = "") -> str:
    """`1 report`, `2 reports`."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


@dataclass
class Progress:
    """A line on standard error that is written over; silent where that is no terminal."""

    shown: bool = field(default_factory=lambda: sys.stderr.isatty())

    def say(self, text: str) -> None:
        """Replace the line."""
        if self.shown:
            columns = shutil.get_terminal_size((80, 24)).columns - 1
            click.echo(f"\r\033[K{clipped(text, columns)}", nl=False, err=True)

    def clear(self) -> None:
        """Take the line away, so that something lasting can be printed."""
        if self.shown:
            click.echo("\r\033[K", nl=False, err=True)


@contextmanager
def progress() -> Iterator[Progress]:
    """A progress line that is gone when the work is."""
    line = Progress()
    try:
        yield line
    finally:
        line.clear()
