"""Unpacking gzip and deflate without trusting how much comes out."""

import gzip
import io
import zlib
from typing import Protocol

from onrecord.errors import DamagedInput, TooLarge

GZIP_MAGIC = b"\x1f\x8b"


class Readable(Protocol):
    """Anything that bytes can be read from."""

    def read(self, size: int, /) -> bytes:
        """At most `size` bytes."""


def in_words(size: int) -> str:
    """A size in words: `50 MB`."""
    for unit, step in (("GB", 10**9), ("MB", 10**6), ("kB", 10**3)):
        if size >= step:
            return f"{size / step:.3g} {unit}"
    return f"{size} bytes"


def too_large(name: str, limit: int, size: int | None = None) -> TooLarge:
    """The error for an input beyond the limit.

    Args:
        name: the file, address or record.
        limit: the limit, in bytes.
        size: its size in bytes, where it is known.
    """
    how_large = f"{in_words(size)}, beyond" if size else "beyond"
    return TooLarge(f"{name} is {how_large} the limit of {in_words(limit)}.", "Raise the limit, or split it.")


def read_limited(stream: Readable, limit: int, name: str) -> bytes:
    """All of a stream, gzip streams included, if it is no longer than the limit.

    Args:
        stream: what to read.
        limit: the most bytes allowed; never many more are held.
        name: what to call it in an error.

    Raises:
        TooLarge: there is more.
        DamagedInput: a gzip stream ends early or is broken.
    """
    try:
        data = stream.read(limit + 1)
    except (EOFError, gzip.BadGzipFile, zlib.error) as error:
        raise damaged_gzip(name) from error
    if len(data) > limit:
        raise too_large(name, limit)
    return data


def damaged_gzip(name: str) -> DamagedInput:
    """The error for a gzip stream that ends early or is broken."""
    return DamagedInput(f"{name} is a gzip file that is cut off or broken.", "Fetch or copy it again.")


def gunzip(data: bytes, limit: int, name: str) -> bytes:
    """What is packed in a gzip file of one or more members.

    Args:
        data: the packed bytes.
        limit: the most bytes that may come out.
        name: what to call it in an error.

    Raises:
        TooLarge: more would come out.
        DamagedInput: the file ends early or is broken.
    """
    with gzip.GzipFile(fileobj=io.BytesIO(data)) as stream:
        return read_limited(stream, limit, name)


def inflate(data: bytes, limit: int, name: str) -> bytes:
    """What is packed by the `deflate` coding of HTTP, which servers send with or without a zlib header.

    Args:
        data: the packed bytes.
        limit: the most bytes that may come out.
        name: what to call it in an error.

    Raises:
        TooLarge: more would come out.
        DamagedInput: the data end early or are broken.
    """
    for window in (zlib.MAX_WBITS, -zlib.MAX_WBITS):
        machine = zlib.decompressobj(window)
        try:
            unpacked = machine.decompress(data, limit + 1)
        except zlib.error:
            continue
        if len(unpacked) > limit:
            raise too_large(name, limit)
        if machine.eof:
            return unpacked
    raise DamagedInput(f"{name} was sent packed, and cannot be unpacked.", "Fetch it again.")
