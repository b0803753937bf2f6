"""Bytes to text: the encoding comes from a mark, a statement or the bytes, and is always told."""

import codecs
import re

from charset_normalizer import from_bytes

from onrecord.errors import DamagedInput, UnknownFormat

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_META_CHARSET = re.compile(
    rb"<meta[^>]{0,200}?charset\s{0,8}=\s{0,8}[\"']?\s{0,8}([\w.:-]{2,40})", re.IGNORECASE
)
_STATED_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)
_SAMPLE = 64_000
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1a]")
_STRAYS = re.compile("[\udc80-\udcff]")  # bytes that are no UTF-8, as `surrogateescape` gives them
_MAX_CONTROLS = 0.001
_MAX_REPLACED = 0.002
# A page that says latin-1 means windows-1252: the WHATWG Encoding Standard reads all these labels so.
_READ_AS = {"iso-8859-1": "windows-1252", "latin-1": "windows-1252", "latin1": "windows-1252",
            "ascii": "windows-1252", "us-ascii": "windows-1252"}  # fmt: skip


def charset_of(media_type: str) -> str:
    """The encoding that a `Content-Type` states, or empty."""
    stated = _STATED_CHARSET.search(media_type)
    return stated[1] if stated else ""


def decode(data: bytes, *, name: str, declared: str = "") -> tuple[str, str]:
    """Decode a plain text, strictly.

    Args:
        data: the bytes as they were read.
        name: of the file or address, for messages.
        declared: the encoding that its source states (an HTTP header, a flag), or empty.

    Returns:
        The text, and the encoding that it was decoded with.

    Raises:
        UnknownFormat: it is binary.
        DamagedInput: no encoding fits, or it is UTF-8 with broken places.
    """
    text, encoding = _by_statement(data, declared)
    if text is None:
        text, encoding = _by_content(data, name)
    _refuse_binary(text, name)
    return text.removeprefix("\ufeff"), encoding


def decode_page(data: bytes, *, name: str, declared: str = "") -> tuple[str, str]:
    """Decode an HTML page; as browsers do, a few broken bytes are replaced, and the encoding says so.

    Args:
        data: the bytes as they were read.
        name: of the file or address, for messages.
        declared: the encoding that the HTTP header states, or empty.

    Returns:
        The text, and the encoding, such as `utf-8` or `utf-8 (2 bytes replaced)`.

    Raises:
        UnknownFormat: it is binary.
        DamagedInput: no encoding fits.
    """
    found = _META_CHARSET.search(data[:4096])
    stated = declared or (found.group(1).decode("ascii", "replace") if found else "")
    try:
        return decode(data, name=name, declared=stated)
    except DamagedInput:
        text = data.decode("utf-8", "replace")
        replaced = text.count("\ufffd")
        if replaced > max(8, _MAX_REPLACED * len(text)):
            raise
        _refuse_binary(text, name)
        return text, f"utf-8 ({replaced} bytes replaced)"


def mended(data: bytes) -> tuple[bytes, int]:
    """UTF-8 of which some bytes are in windows-1252, made whole; anything else as it is.

    What puts texts of several sources together, such as a feed, may change its encoding midway. Where most of
    what isn't ASCII is good UTF-8, the rest is read as what it would be on a page without a statement.

    Args:
        data: bytes that are thought to be UTF-8.

    Returns:
        The bytes as UTF-8, and how many of them were read as windows-1252.
    """
    if data.startswith(tuple(mark for mark, _ in _MARKS[1:])) or b"\x00" in data[:_SAMPLE]:
        return data, 0
    if _attempt(data, "utf-8") is not None or not _is_broken_utf8(data):
        return data, 0
    text, strays = _STRAYS.subn(
        lambda match: match[0].encode("utf-8", "surrogateescape").decode("windows-1252", "replace"),
        data.decode("utf-8", "surrogateescape"),
    )
    return text.encode("utf-8"), strays


def _by_statement(data: bytes, declared: str) -> tuple[str | None, str]:
    """Decode by a byte order mark, the declared encoding, or as UTF-8."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _attempt(data, encoding), encoding.removesuffix("-sig")
    label = declared.strip().lower()
    label = _READ_AS.get(label, label)
    # UTF-8 that decodes without error is UTF-8, whatever its page says: other encodings don't look like it.
    for encoding in ("utf-8", label):
        if encoding and not (encoding == "utf-8" and label.startswith(("utf-16", "utf-32"))):
            text = _attempt(data, encoding)
            if text is not None and "\x00" not in text:
                return text, encoding
    return None, ""


def _attempt(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return None


def _by_content(data: bytes, name: str) -> tuple[str, str]:
    """Tell the encoding from the bytes, where nothing states it."""
    if b"\x00" in data:
        even, odd = data[0:_SAMPLE:2].count(0), data[1:_SAMPLE:2].count(0)
        encoding = "utf-16-le" if odd > 4 * even else "utf-16-be" if even > 4 * odd else ""
        text = _attempt(data, encoding) if encoding else None
        if text is None:
            raise UnknownFormat(f"{name} is binary, not text.", "Give a text, an HTML page or a PDF.")
        return text, encoding
    if _is_broken_utf8(data):
        raise DamagedInput(
            f"{name} is UTF-8 with broken bytes.",
            "Save it again as UTF-8, or fetch it from its source again.",
        )
    best = from_bytes(data[:_SAMPLE]).best()
    text = _attempt(data, best.encoding) if best is not None else None
    if best is None or text is None:
        raise DamagedInput(f"{name} is in no encoding that fits.", "Save it as UTF-8 and read it again.")
    return text, best.encoding.replace("_", "-")


def _is_broken_utf8(data: bytes) -> bool:
    """Whether half of what isn't ASCII is good UTF-8: then the rest is damage, not another encoding."""
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    good = sum(character > "\x7f" for character in text) - broken
    return good >= max(1, broken)


def _refuse_binary(text: str, name: str) -> None:
    if len(_CONTROLS.findall(text)) > max(2, _MAX_CONTROLS * len(text)):
        raise UnknownFormat(f"{name} is binary, not text.", "Give a text, an HTML page or a PDF.")
