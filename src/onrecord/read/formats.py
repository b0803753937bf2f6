"""What kind of input this is: by its first bytes, then by what the server calls it, then by its name."""

import json
import re
from typing import Literal

from onrecord.read.unpack import GZIP_MAGIC

Format = Literal[
    "plain", "html", "pdf", "docx", "mail", "rtf", "jsonl", "feed", "warc", "gzip", "empty", "unknown"
]

HEAD = 65_536
"""How many bytes are looked at."""

_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office file (.doc, .xls or .msg); save it as .docx or PDF"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive; unpack it first"),
    (b"Rar!", "a RAR archive; unpack it first"),
    (b"BZh", "a bzip2 file; unpack it first"),
    (b"\xfd7zXZ", "an xz file; unpack it first"),
    (b"\x28\xb5\x2f\xfd", "a zstandard file; unpack it first"),
    (b"\x89PNG", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"GIF8", "an image"),
    (b"SQLite format 3", "an SQLite database"),
    (b"\x7fELF", "a program"),
    (b"#!", "a program"),
    (b"MZ\x90", "a program"),
    (b"ID3", "a sound file"),
    (b"OggS", "a sound file"),
    (b"PAR1", "a Parquet file"),
)
_WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff")
_BOM = b"\xef\xbb\xbf"
_MAIL_FIRST = re.compile(rb"(?:From |[A-Za-z][A-Za-z0-9-]*:[ \t]*\S)")
_MAIL_HEADER = re.compile(rb"^([A-Za-z][A-Za-z0-9-]*):", re.MULTILINE)
_TRANSPORT_HEADERS = {
    b"received", b"message-id", b"mime-version", b"return-path", b"delivered-to", b"dkim-signature",
    b"content-type", b"content-transfer-encoding", b"snapshot-content-location",
}  # fmt: skip
_FEED_ROOT = re.compile(rb"<(?:[a-z]+:)?(?:rss|feed|rdf)[\s>]", re.IGNORECASE)
_HTML_TAG = re.compile(
    rb"<(?:!doctype\s+html|html|head|body|meta|title|article|main|section|div|p|h[1-6])[\s>/]", re.I
)
_PROGRAMS = {
    ".py", ".sh", ".js", ".ts", ".css", ".c", ".h", ".cpp", ".java", ".go", ".rs", ".rb", ".sql", ".toml",
    ".yaml", ".yml", ".ini", ".cfg", ".lock",
}  # fmt: skip
_MARKUP_TYPES = {"text/html": "html", "application/xhtml+xml": "html"}


def suffix(name: str) -> str:
    """The last part of a file name, in lower case, a trailing `.gz` left out: `.txt`."""
    base = name.lower().replace("\\", "/").rsplit("/", 1)[-1].split("?", 1)[0]
    base = base.removesuffix(".gz")
    return "." + base.rsplit(".", 1)[1] if "." in base.lstrip(".") else ""


def detect(head: bytes, name: str = "", media_type: str = "") -> Format:
    """The format of an input.

    Args:
        head: its first bytes; `HEAD` of them are enough.
        name: its file name or address.
        media_type: what a server or a flag calls it, such as `text/html`.

    Returns:
        The format; `unknown` for what no reader here takes (see `describe_unknown`).
    """
    body = head.removeprefix(_BOM)
    if not body.strip():
        return "empty"
    if head.startswith(GZIP_MAGIC):
        return "gzip"
    if head.startswith(b"PK\x03\x04"):
        return "docx" if suffix(name) == ".docx" or b"word/" in head else "unknown"
    if b"%PDF-" in head[:1024]:
        return "pdf"
    if body.startswith(b"WARC/"):
        return "warc"
    if body.startswith(b"{\\rtf"):
        return "rtf"
    if any(head.startswith(magic) for magic, _ in _MAGIC) or _is_binary(head):
        return "unknown"
    return _detect_text(_narrow(body).lstrip(), suffix(name), media_type.split(";", 1)[0].strip().lower())


def describe_unknown(head: bytes, name: str = "") -> str:
    """What an input of unknown format is, in words for an error message."""
    for magic, words in _MAGIC:
        if head.startswith(magic):
            return words
    if head.startswith(b"PK\x03\x04"):
        return "a zip archive; unpack it first"
    if _is_binary(head):
        return "binary"
    if suffix(name) in {".csv", ".tsv"}:
        return "a table; name it reports.csv to describe the files beside it"
    if suffix(name) in _PROGRAMS:
        return "a program or its settings"
    return "JSON, but not one report a line"


def _narrow(body: bytes) -> bytes:
    """The ASCII of a text in UTF-16, so that its marks can be looked for."""
    return body[2:].replace(b"\x00", b"") if body.startswith(_WIDE_MARKS) else body


def _is_binary(head: bytes) -> bool:
    if head.startswith(_WIDE_MARKS):
        return False
    controls = sum(head.count(bytes([code])) for code in (*range(9), *range(14, 27), *range(28, 32)))
    # ESC (27) is left out: ISO-2022 texts use it. A page may hold a stray control character.
    return b"\x00" in head or controls > max(4, len(head) // 200)


def _detect_text(body: bytes, ending: str, media_type: str) -> Format:
    if body.startswith(b"<"):
        return _detect_markup(body, ending, media_type)
    if body.startswith(b"{") and (ending in {".jsonl", ".ndjson"} or _is_json_line(body)):
        return "jsonl"
    if ending in {".jsonl", ".ndjson"}:
        return "jsonl"
    if _is_mail(body, ending):
        return "mail"
    if ending in {".html", ".htm", ".xhtml"} or media_type in _MARKUP_TYPES:
        return "html"
    if ending in {".csv", ".tsv"} or ending in _PROGRAMS or (ending == ".json" and body[:1] in b"[{"):
        return "unknown"
    return "unknown" if body.startswith((b"{\n", b"{\r", b'[{"', b"[\n")) and _is_json_text(body) else "plain"


def _detect_markup(body: bytes, ending: str, media_type: str) -> Format:
    start = re.sub(rb"<!--.*?-->|<\?.*?\?>", b"", body[:8192], flags=re.DOTALL).lstrip()
    root = re.match(rb"(?:<!doctype[^>\[]*(?:\[.*?\])?\s*>\s*)?", start, re.IGNORECASE | re.DOTALL)
    after = start[root.end() :] if root else start
    if _FEED_ROOT.match(after):
        return "feed"
    if _HTML_TAG.search(body) or media_type in _MARKUP_TYPES or ending in {".html", ".htm", ".xhtml"}:
        return "html"
    if body.startswith(b"<?xml") or "xml" in media_type or ending == ".xml":
        return "feed"  # whatever it is, the feed reader says why it is none
    return "plain"


def _is_json_line(body: bytes) -> bool:
    line = body.split(b"\n", 1)[0]
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        # A first line longer than the head cannot be parsed; a key at its start is telling enough.
        return b"\n" not in body and re.match(rb'\{\s*"[^"\n]{1,40}"\s*:', body) is not None


def _is_json_text(body: bytes) -> bool:
    return re.match(rb'[\[{]\s*(?:[\[{]\s*)?"[^"\n]{1,60}"\s*:', body) is not None


def _is_mail(body: bytes, ending: str) -> bool:
    if not _MAIL_FIRST.match(body):
        return False
    headers = {name.lower() for name in _MAIL_HEADER.findall(re.split(rb"\r?\n\r?\n", body, maxsplit=1)[0])}
    if ending in {".eml", ".mht", ".mhtml"}:
        return bool(headers & {b"from", b"subject", b"date"} or headers & _TRANSPORT_HEADERS)
    return b"from" in headers and len(headers & _TRANSPORT_HEADERS) >= 2
