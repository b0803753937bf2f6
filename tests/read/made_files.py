"""Files of every format, made in code."""

import gzip
import io
import zlib
from collections.abc import Sequence

import docx

PARAGRAPHS = (
    "OSTREL - The river commission will not meet before the dam is opened, Foreign Minister Anna Varga said.",
    "“We have waited for two years,” Varga told reporters on Friday. “We can wait for a third one.”",
    "The government of Selm called the demand unhelpful and said that its engineers needed until autumn.",
)
_HEAD = """<!doctype html><html lang="en"><head><title>Dam first, says Varga | The Courier</title>
<meta property="og:site_name" content="The Courier"><meta name="author" content="Ida Lund">
<meta property="article:published_time" content="2024-05-17T08:00:00Z"></head>
<body><nav><a href="/">Home</a></nav><article><h1>Dam first, says Varga</h1>"""
PAGE = _HEAD + "".join(f"<p>{text}</p>" for text in PARAGRAPHS) + "</article></body></html>"


def pdf(
    pages: Sequence[Sequence[tuple[int, int, str]]],
    *,
    title: str = "",
    made: str = "",
    packed: bool = True,
    extra_trailer: str = "",
) -> bytes:
    """A PDF of lines of text, each with its place in points from the lower left corner."""
    objects: list[bytes] = []

    def add(body: bytes) -> int:
        objects.append(body)
        return len(objects)

    catalog, tree = add(b""), add(b"")
    font = add(b"<< /Type /Font /Subtype /Type1 /BaseFont /Courier /Encoding /WinAnsiEncoding >>")
    kids = []
    for lines in pages:
        shown = "".join(f"1 0 0 1 {x} {y} Tm ({_escaped(text)}) Tj\n" for x, y, text in lines)
        content = f"BT /F1 10 Tf\n{shown}ET".encode("cp1252") if lines else b""
        coding = b""
        if packed:
            content, coding = zlib.compress(content), b"/Filter /FlateDecode "
        stream = add(b"<< %s/Length %d >>\nstream\n%s\nendstream" % (coding, len(content), content))
        kids.append(
            add(
                b"<< /Type /Page /Parent %d 0 R /MediaBox [0 0 595 842] /Contents %d 0 R"
                b" /Resources << /Font << /F1 %d 0 R >> >> >>" % (tree, stream, font)
            )
        )
    objects[catalog - 1] = b"<< /Type /Catalog /Pages %d 0 R >>" % tree
    listed = b" ".join(b"%d 0 R" % kid for kid in kids)
    objects[tree - 1] = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (listed, len(kids))
    stamp = f" /CreationDate ({made})" if made else ""
    info = add(f"<< /Title ({_escaped(title)}){stamp} >>".encode("cp1252"))
    out = bytearray(b"%PDF-1.4\n")
    offsets = []
    for number, body in enumerate(objects, start=1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    out += b"trailer << /Size %d /Root %d 0 R /Info %d 0 R %s>>\nstartxref\n%d\n%%%%EOF\n" % (
        len(objects) + 1,
        catalog,
        info,
        extra_trailer.encode(),
        start,
    )
    return bytes(out)


def _escaped(text: str) -> str:
    return text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")


def page_of(
    lines: Sequence[str], *, top: int = 780, leading: int = 12, left: int = 60
) -> list[tuple[int, int, str]]:
    """Lines one below the other; an empty one leaves a gap."""
    return [(left, top - leading * number, line) for number, line in enumerate(lines) if line]


def word_file(paragraphs: Sequence[tuple[str, str]]) -> bytes:
    """A .docx of paragraphs with their styles."""
    document = docx.Document()
    for style, text in paragraphs:
        document.add_paragraph(text, style=style)
    packed = io.BytesIO()
    document.save(packed)
    return packed.getvalue()


def warc(
    responses: Sequence[tuple[str, bytes, bytes]], *, packed: bool = False, date: str = "2024-05-18T09:00:00Z"
) -> bytes:
    """A WARC of responses: address, HTTP head and body."""
    out = b""
    for number, (url, head, body) in enumerate(responses):
        block = head + b"\r\n\r\n" + body
        record = (
            (
                f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:{number:032d}>\r\n"
                f"WARC-Target-URI: {url}\r\nWARC-Date: {date}\r\n"
                f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(block)}\r\n\r\n"
            ).encode()
            + block
            + b"\r\n\r\n"
        )
        out += gzip.compress(record) if packed else record
    return out
