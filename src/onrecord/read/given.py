"""What a reader is told beside the input, what it will not go beyond, and what it says where it fails."""

import re
from dataclasses import dataclass

from onrecord.errors import ReadError
from onrecord.model import UNKNOWN_DATE, DateInterval


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """Metadata that a person states by flag or sidecar; each wins over what the input itself says.

    Attributes:
        outlet: who published the report, or empty where the input is to say.
        title: its headline, or empty.
        author: its byline, or empty.
        credit: the agency it credits, or empty.
        url: its canonical address, or empty.
        path: the file it was read from, or empty.
        published: the day it was published; an interval without bounds where the input is to say.
        language: an ISO 639-1 code, or empty where it is to be identified from the text.
    """

    outlet: str = ""
    title: str = ""
    author: str = ""
    credit: str = ""
    url: str = ""
    path: str = ""
    published: DateInterval = UNKNOWN_DATE
    language: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How large an input may be.

    Attributes:
        max_bytes: of one input (after unpacking); a larger one raises `TooLarge`.
        max_pages: of one PDF.
        max_records: of one JSONL file, feed or archive; None for no limit.
    """

    max_bytes: int = 50_000_000
    max_pages: int = 2_000
    max_records: int | None = None


@dataclass(frozen=True, slots=True)
class Problem:
    """One input that could not become a report; the others go on.

    Attributes:
        source: the file, address or record, as the user gave it.
        error: what happened and what to do next, in one line: a name or address that it quotes may hold
            line breaks or codes that a terminal would obey.
    """

    source: str
    error: ReadError

    def __post_init__(self) -> None:
        what, hint = _in_one_line(self.error.what), _in_one_line(self.error.hint)
        if (what, hint) != (self.error.what, self.error.hint):
            told = type(self.error)(what, hint)
            told.__cause__ = self.error
            object.__setattr__(self, "error", told)


def _in_one_line(text: str) -> str:
    return re.sub(r"[\x00-\x20\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]+", " ", text)
