"""Column types that SQLAlchemy has no ready-made form of, and how dataclasses become JSON columns."""

import json
import re
import zlib
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import BigInteger, Dialect, Integer, LargeBinary, Text
from sqlalchemy.types import TypeDecorator, TypeEngine

from onrecord.model import Block, DateInterval, Edit, Role, Span

ESCAPE = "\x10"  # "data link escape", which no text has by rights
# Made once: `json.dumps` makes one each time.
TO_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
LARGE = BigInteger().with_variant(Integer, "sqlite")
"""Whole numbers of 64 bits; SQLite's are so in any case."""


class Words(TypeDecorator[str]):
    """Text that sorts by code point, whatever the database's own order is, and that may hold any character.

    SQLite does so by itself, and there nothing is done. PostgreSQL sorts by the rules of a language unless it
    is told otherwise, and takes no character of number 0: that one is kept as an escape and an `@`.
    """

    impl = Text
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Text, in the order of its bytes."""
        return dialect.type_descriptor(Text(collation="C") if dialect.name == "postgresql" else Text())

    def bind_processor(self, dialect: Dialect) -> Callable[[str | None], str | None] | None:
        """To what the database keeps; no function at all where nothing is to be done, which costs no time."""
        return escaped if dialect.name == "postgresql" else None

    def result_processor(
        self, dialect: Dialect, coltype: object
    ) -> Callable[[str | None], str | None] | None:
        """From what the database keeps."""
        return unescaped if dialect.name == "postgresql" else None


def escaped(value: str | None) -> str | None:
    """Text without the character of number 0."""
    if value is None or ("\0" not in value and ESCAPE not in value):
        return value
    return value.replace(ESCAPE, ESCAPE * 2).replace("\0", f"{ESCAPE}@")


def unescaped(value: str | None) -> str | None:
    """The inverse of `escaped`."""
    if value is None or ESCAPE not in value:
        return value
    return re.sub(f"{ESCAPE}(.)", lambda match: "\0" if match[1] == "@" else ESCAPE, value, flags=re.DOTALL)


class Timestamp(TypeDecorator[datetime]):
    """A moment in UTC, kept as ISO 8601 text; one without a zone is taken for UTC."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:
        """To text."""
        if value is None:
            return None
        moment = value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)
        return moment.isoformat(timespec="microseconds")

    def process_result_value(self, value: str | None, dialect: Dialect) -> datetime | None:
        """From text."""
        return None if value is None else datetime.fromisoformat(value)


class JsonText(TypeDecorator[Any]):
    """A JSON value as compact text, its letters as they are."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        """To text; None is kept as SQL NULL."""
        return None if value is None else TO_JSON(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:
        """From text."""
        return None if value is None else json.loads(value)


class Compressed(TypeDecorator[bytes]):
    """Bytes, kept compressed with zlib."""

    impl = LargeBinary
    cache_ok = True

    def process_bind_param(self, value: bytes | None, dialect: Dialect) -> bytes | None:
        """To compressed bytes."""
        return None if value is None else zlib.compress(value, 6)

    def process_result_value(self, value: bytes | None, dialect: Dialect) -> bytes | None:
        """From compressed bytes."""
        return None if value is None else zlib.decompress(value)


def blocks_to_json(blocks: Iterable[Block]) -> list[Any]:
    """Blocks as `[start, end, kind]`, with `[start, end, text]` of the speaker after a turn's kind."""
    return [
        [block.start, block.end, block.kind]
        + ([[block.speaker.start, block.speaker.end, block.speaker.text]] if block.speaker else [])
        for block in blocks
    ]


def blocks_from_json(value: Sequence[Sequence[Any]]) -> tuple[Block, ...]:
    """The inverse of `blocks_to_json`."""
    return tuple(
        Block(start, end, kind, Span(*speaker[0]) if speaker else None)
        for start, end, kind, *speaker in value
    )


def edits_to_bytes(edits: Iterable[Edit]) -> bytes:
    """Edits as JSON, in UTF-8 that also takes half surrogate pairs: an edit may hold what was thrown out."""
    rows = [[edit.start, edit.removed, edit.inserted, edit.reason] for edit in edits]
    return TO_JSON(rows).encode("utf-8", "surrogatepass")


def edits_from_bytes(value: bytes) -> tuple[Edit, ...]:
    """The inverse of `edits_to_bytes`."""
    return tuple(Edit(*row) for row in json.loads(value.decode("utf-8", "surrogatepass")))


def roles_to_json(roles: Iterable[Role]) -> list[Any]:
    """Roles as `[title, for, earliest, latest]`."""
    return [
        [
            role.title,
            role.for_,
            role.earliest.isoformat() if role.earliest else None,
            role.latest.isoformat() if role.latest else None,
        ]
        for role in roles
    ]


def roles_from_json(value: Sequence[Sequence[Any]]) -> tuple[Role, ...]:
    """The inverse of `roles_to_json`."""
    return tuple(Role(title, for_, day(earliest), day(latest)) for title, for_, earliest, latest in value)


def day(value: str | None) -> date | None:
    """A day from its ISO form, or None."""
    return date.fromisoformat(value) if value else None


# The same days come in row after row, and making one takes longer than finding it.
@lru_cache(maxsize=16_384)
def interval(earliest: date | None, latest: date | None, basis: str) -> DateInterval:
    """A date interval from its three columns."""
    return DateInterval(earliest, latest, basis)  # type: ignore[arg-type]  # a constraint holds the column
