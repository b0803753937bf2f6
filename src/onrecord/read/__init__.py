"""From pages, files, feeds and archives to reports.

    for item in read("talks/"):
        match item:
            case Report():   ...
            case Problem():  print(item.source, item.error)

`read` takes what a user names: a file, a folder, a glob, a web address, or `-` for standard input;
`read_bytes` takes bytes. Formats are told by content, then by what a server says, then by the file's name:
plain text and transcripts, HTML, PDF, `.docx`, `.rtf`, saved mail, JSON Lines, RSS and Atom, WARC, and gzip
of any of them. An input that cannot be read gives a `Problem` in its place, and the next is read.

The names below are loaded when they are first used: the libraries behind them take a second to import, and
most commands read nothing.
"""

from typing import TYPE_CHECKING, Any

from onrecord.late import load
from onrecord.read.given import Given, Limits, Problem

if TYPE_CHECKING:
    from onrecord.read.fetch import Fetched, SafeClient
    from onrecord.read.html import read_html
    from onrecord.read.plain import read_plain
    from onrecord.read.reading import read, read_bytes, read_fetched
    from onrecord.read.transcript import mark_turns

__all__ = [
    "Fetched",
    "Given",
    "Limits",
    "Problem",
    "SafeClient",
    "mark_turns",
    "read",
    "read_bytes",
    "read_fetched",
    "read_html",
    "read_plain",
]

_HOMES = {
    "Fetched": "onrecord.read.fetch",
    "SafeClient": "onrecord.read.fetch",
    "mark_turns": "onrecord.read.transcript",
    "read": "onrecord.read.reading",
    "read_bytes": "onrecord.read.reading",
    "read_fetched": "onrecord.read.reading",
    "read_html": "onrecord.read.html",
    "read_plain": "onrecord.read.plain",
}


def __getattr__(name: str) -> Any:
    return load(__name__, _HOMES, name)
