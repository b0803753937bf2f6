"""Rich text files (.rtf), by striprtf: their text, one line a paragraph."""

import re
from dataclasses import replace

from striprtf.striprtf import rtf_to_text

from onrecord.errors import DamagedInput, EmptyInput
from onrecord.model import Report
from onrecord.read.given import Given, Limits
from onrecord.read.plain import read_plain
from onrecord.read.unpack import too_large

MEDIA_TYPE = "application/rtf"
_PICTURE = re.compile(rb"\\pict\b[^{}]{0,400}(?:[0-9a-fA-F]{2}[\s]?){1000,}")
_HIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")


def read_rtf(data: bytes, *, name: str, given: Given = Given(), limits: Limits = Limits()) -> Report:  # noqa: B008
    """Read a rich text file as one report.

    Args:
        data: the file.
        name: what to call it in an error.
        given: metadata that wins over what the file says.
        limits: how large it may be.

    Raises:
        EmptyInput: it has no text.
        DamagedInput: it is broken.
        TooLarge: it is beyond the limit.
    """
    report = read_plain(extract_rtf(data, name=name, limits=limits), name=name, given=given)
    return replace(report, raw=data, media_type=MEDIA_TYPE, encoding="")


def extract_rtf(data: bytes, *, name: str, limits: Limits = Limits()) -> str:  # noqa: B008
    """The text of a rich text file.

    Args:
        data: the file.
        name: what to call it in an error.
        limits: how large it may be, its pictures left out.

    Raises:
        EmptyInput: it has no text.
        DamagedInput: it is broken.
        TooLarge: it is beyond the limit.
    """
    data = _PICTURE.sub(b"", data)
    if len(data) > limits.max_bytes:
        raise too_large(name, limits.max_bytes, len(data))
    try:
        # RTF is ASCII; what is not stands for itself in a code page that striprtf doesn't look for.
        text: str = rtf_to_text(data.decode("cp1252", "replace"), errors="replace")  # type: ignore[no-untyped-call]
    except Exception as error:  # striprtf raises nearly anything on a broken file
        raise DamagedInput(
            f"{name} is a damaged rich text file ({error}).", "Save or copy it again."
        ) from error
    # Characters beyond the first 65,536 are written as halves.
    whole = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    whole = _HIDDEN.sub(" ", whole).replace("\xa0", " ")
    if not whole.strip():
        raise EmptyInput(f"{name} is a rich text file without text.", "Check that it is the right file.")
    return whole
