"""What a reader is told beside the input, what it will not go beyond, and what it says where it fails."""

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
        error: what happened and what to do next.
    """

    source: str
    error: ReadError
