"""Reports: one text as one outlet published it, and how it was read."""

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from onrecord.model.dates import UNKNOWN_DATE, DateInterval
from onrecord.model.ids import stable_id, text_hash
from onrecord.model.spans import Block, Edit


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One text as one outlet published it.

    Attributes:
        text: the body as it is interpreted, without title, byline, captions and boilerplate;
            every offset counts Unicode code points into it.
        blocks: its paragraphs, headings, bullets, block quotations and turns, in order.
        outlet: who published it, or empty where nothing says so.
        title: its headline, or empty.
        author: its byline, or empty.
        credit: the agency named in it, or empty.
        url: its canonical address, or empty.
        path: the file it was read from, as given, or empty.
        published: the day it was published.
        retrieved: when it was fetched or read (UTC); no part of its identity.
        language: an ISO 639-1 code, or `und`.
        media_type: of what was read, such as `text/html`.
        encoding: of what was read, where it was text.
        raw: the bytes as they were read, or empty where they were not kept.
        edits: what turns the decoded or extracted text into `text`, in order of `start`.
    """

    text: str
    blocks: tuple[Block, ...] = ()
    outlet: str = ""
    title: str = ""
    author: str = ""
    credit: str = ""
    url: str = ""
    path: str = ""
    published: DateInterval = UNKNOWN_DATE
    retrieved: datetime | None = None
    language: str = "en"
    media_type: str = "text/plain"
    encoding: str = "utf-8"
    raw: bytes = b""
    edits: tuple[Edit, ...] = ()

    @property
    def sha256(self) -> str:
        """The hash of `text`, as 64 hex digits."""
        return _hash_of(self.text)

    @property
    def address(self) -> str:
        """Where it is to be found: its URL, else the name of its file (without the folder, which
        differs from machine to machine)."""
        return self.url or self.path.replace("\\", "/").rsplit("/", 1)[-1]

    @property
    def id(self) -> str:
        """The report's id: a hash of outlet, address and text."""
        return stable_id("report", self.outlet, self.address, self.sha256)


@lru_cache(maxsize=1)
def _hash_of(text: str) -> str:
    """The hash of the last text that was asked for: each record of a report asks for its report's id."""
    return text_hash(text)
