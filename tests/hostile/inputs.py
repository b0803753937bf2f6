"""What readers are given under fire: seeds of every format, and what is done to them."""

import gzip
import io
import random
import sys
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

import docx

sys.path.insert(0, str(Path(__file__).parents[1] / "read"))
import made_files

TEXT = "\n\n".join(made_files.PARAGRAPHS)
FEED = f"""<?xml version="1.0"?><rss version="2.0"><channel><title>The Courier</title><item>
<title>Dam first</title><link>https://courier.example/1</link><pubDate>Fri, 17 May 2024 08:00:00 GMT</pubDate>
<description>{TEXT}</description></item></channel></rss>"""
ENTITIES = """<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa">""" + "".join(
    f'<!ENTITY {chr(98 + level)} "{f"&{chr(97 + level)};" * 10}">' for level in range(9)
)
BILLION = (
    ENTITIES
    + ']><rss version="2.0"><channel><title>&j;</title><item><title>&j;</title></item></channel></rss>'
)
OUTSIDE = (
    '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
    '<rss version="2.0"><channel><title>&x;</title><item><title>&x;</title>'
    "<description>&x;</description></item></channel></rss>"
)
WARC = (
    b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:1>\r\nWARC-Date: 2024-05-18T00:00:00Z\r\n"
    b"WARC-Target-URI: https://courier.example/1\r\nContent-Type: application/http; msgtype=response\r\n"
)
ATOM = f"""<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom">
<title>The Courier</title><updated>2024-05-17T08:00:00Z</updated><entry><title>Dam first</title>
<id>urn:1</id><link href="https://courier.example/1"/><author><name>Ida Lund</name></author>
<published>2024-05-17T08:00:00Z</published><content type="html"><![CDATA[{
    "".join(f"<p>{line}</p>" for line in made_files.PARAGRAPHS)
}]]></content></entry></feed>"""
MAIL = (
    "From: Ida <ida@courier.example>\nTo: b@c.example\nSubject: Dam first\n"
    "Date: Fri, 17 May 2024 08:00:00 +0000\n"
    f"Message-ID: <1@courier.example>\nMIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n\n{TEXT}"
)


def word_file(text: str = TEXT) -> bytes:
    document = docx.Document()
    for paragraph in text.split("\n\n"):
        document.add_paragraph(paragraph)
    packed = io.BytesIO()
    document.save(packed)
    return packed.getvalue()


def word_bomb(size: int) -> bytes:
    """A Word file whose text unpacks to some bytes of one letter."""
    packed = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(word_file())) as old,
        zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            data = old.read(name)
            new.writestr(name, data.replace(b"OSTREL", b"O" * size) if name == "word/document.xml" else data)
    return packed.getvalue()


def warc_file(page: bytes = made_files.PAGE.encode()) -> bytes:
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + page
    return WARC + b"Content-Length: %d\r\n\r\n%s\r\n\r\n" % (len(http), http)


def pdf_file(*, packed: bool = True) -> bytes:
    lines = [(50, 800 - 14 * number, line[:80]) for number, line in enumerate(made_files.PARAGRAPHS)]
    return made_files.pdf([lines], packed=packed)


SEEDS: dict[str, bytes] = {
    "a.txt": TEXT.encode(),
    "a.html": made_files.PAGE.encode(),
    "a.pdf": pdf_file(),
    "a.docx": word_file(),
    "a.rtf": b"{\\rtf1\\ansi{\\fonttbl{\\f0 Arial;}}" + TEXT.encode("ascii", "replace") + b"\\par}",
    "a.warc": warc_file(),
    "a.xml": FEED.encode(),
    "a.eml": MAIL.encode(),
    "a.jsonl": b'{"text": "Anna Veld said: we wait.", "published": "2024-05-17"}\n' * 3,
    "a.html.gz": gzip.compress(made_files.PAGE.encode(), mtime=0),
    "a.atom": ATOM.encode(),
    "plain.pdf": pdf_file(packed=False),
    "inside.docx": word_file(),
    "inside.html.gz": gzip.compress(made_files.PAGE.encode(), mtime=0),
    "inside.warc.gz": gzip.compress(warc_file(), mtime=0),
}
"""A seed of each format; of those whose names begin with `inside`, what is packed in them is spoiled."""
TOKENS = (
    b"<", b">", b"&", b"&#x0;", b"<!--", b"]]>", b"<!DOCTYPE [", b"\x00", b"\xff\xfe", b"\r\n\r\n", b'"',
    b"}", b"\\u-1?", b"obj", b"endstream",
    b"PK\x03\x04", b"\x1f\x8b\x08", b"9" * 40, b"-1", b"(" * 50,
    b"\xed\xa0\x80",
    b"Content-Length: 99999999999", b"1 of 2 DOCUMENTS", b"End of Document", b"Length: 9 words",
    b"\xe2\x80\x9c" * 30,
)  # fmt: skip


def spoiled(seed: bytes, chance: random.Random) -> bytes:
    """A seed with some of it cut, doubled, exchanged, or replaced by what means something to a reader."""
    data = bytearray(seed)
    for _ in range(chance.randint(1, 8)):
        at = chance.randrange(len(data) + 1)
        length = chance.choice((1, 2, 8, 64, 512))
        change: Callable[[], object] = chance.choice(
            (
                lambda at=at, length=length: data.__delitem__(slice(at, at + length)),
                lambda at=at: data.__setitem__(slice(at, at), chance.choice(TOKENS)),
                lambda at=at, length=length: data.__setitem__(slice(at, at), data[at : at + length] * 3),
                lambda at=at: data.__setitem__(slice(at, at + 1), bytes([chance.randrange(256)])),
                lambda at=at: data.__delitem__(slice(at, None)) if chance.random() < 0.2 else None,
            )
        )
        change()
    return bytes(data)


def spoiled_inside(seed: bytes, chance: random.Random) -> bytes:
    """A gzip or zip file that unpacks as it should, to something spoiled."""
    if seed.startswith(b"\x1f\x8b"):
        return gzip.compress(spoiled(gzip.decompress(seed), chance), compresslevel=1, mtime=0)
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(seed)) as old, zipfile.ZipFile(packed, "w") as new:
        names = old.namelist()
        hit = "word/document.xml" if chance.random() < 0.7 else chance.choice(names)
        for name in names:
            data = old.read(name)
            new.writestr(name, spoiled(data, chance) if name == hit else data)
    return packed.getvalue()


def inputs(name: str, count: int, seed: int) -> Iterator[bytes]:
    """Spoiled inputs of one format, the same for the same seed."""
    chance = random.Random(f"{seed}{name}")
    spoil = spoiled_inside if name.startswith("inside") else spoiled
    for _ in range(count):
        yield spoil(SEEDS[name], chance)


def packed_bombs(size: int) -> dict[str, bytes]:
    """Inputs of a few kilobytes that unpack to some bytes."""
    zeros = b"<p>" + b"a " * (size // 2) + b"</p>"
    page = b"<!doctype html><html><body>" + zeros
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n\r\n" + gzip.compress(
        page
    )
    return {
        "gzip": gzip.compress(page),
        "gzip of gzip": gzip.compress(gzip.compress(page)),
        "docx": word_bomb(size),
        "pdf": pdf_file().replace(b"stream\n", b"stream\n" + zlib.compress(b"a" * size), 1),
        "warc": WARC + b"Content-Length: %d\r\n\r\n%s\r\n\r\n" % (len(http), http),
    }
