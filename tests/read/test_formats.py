import gzip
import sys
from pathlib import Path

import pytest

from onrecord.read.formats import describe_unknown, detect, suffix

sys.path.insert(0, str(Path(__file__).parent))
from made_files import PAGE, page_of, pdf, warc, word_file

RSS = b'<?xml version="1.0"?>\n<!-- made by hand -->\n<rss version="2.0"><channel></channel></rss>'
ATOM = b'<feed xmlns="http://www.w3.org/2005/Atom"></feed>'
MAIL = b"Received: from a by b\r\nMessage-ID: <1@a>\r\nFrom: desk@a.example\r\nSubject: Dam\r\n\r\nText."
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html"


@pytest.mark.parametrize(
    ("data", "name", "expected"),
    [
        (b"", "a.txt", "empty"),
        (b" \n\t ", "a.txt", "empty"),
        (b"\xef\xbb\xbf\n", "a.txt", "empty"),
        (b"The talks go on.", "a.txt", "plain"),
        (b"The talks go on.", "a", "plain"),
        ("Die Gespräche gehen weiter.".encode("utf-16"), "a.txt", "plain"),
        ("Переговоры продолжаются.".encode("cp1251"), "a.txt", "plain"),
        (PAGE.encode(), "a.html", "html"),
        (PAGE.encode(), "a.pdf", "html"),
        (PAGE.encode("utf-16"), "a", "html"),
        (b"\xef\xbb\xbf" + PAGE.encode(), "a", "html"),
        (b"<!-- saved --><meta charset=utf-8><p>Text</p>", "a", "html"),
        (b'<?xml version="1.0"?><!DOCTYPE html PUBLIC "-//W3C//DTD XHTML"><html></html>', "a", "html"),
        (b"Some text before <b>the</b> tags", "a.htm", "html"),
        (pdf([page_of(["Text"])]), "a.txt", "pdf"),
        (b"\n\n%PDF-1.7", "a", "pdf"),
        (word_file([("Normal", "Text")]), "a.docx", "docx"),
        (word_file([("Normal", "Text")]), "a", "docx"),
        (b"PK\x03\x04 something else", "a.zip", "unknown"),
        (RSS, "a.xml", "feed"),
        (ATOM, "a", "feed"),
        (b'<?xml version="1.0"?><rdf:RDF xmlns="http://purl.org/rss/1.0/"></rdf:RDF>', "a", "feed"),
        (MAIL, "a.eml", "mail"),
        (MAIL, "a", "mail"),
        (b"From: x\nSubject: y\n\nText", "a.eml", "mail"),
        (b"Varga: We wait.\nCourier: How long?\n", "a.txt", "plain"),
        (b"From: Ostrel\nTo: Selm\n\nA journey downstream.", "a.txt", "plain"),
        (b'{"text": "a"}\n{"text": "b"}\n', "a.jsonl", "jsonl"),
        (b'{"text": "a"}\n', "a.txt", "jsonl"),
        (b'{"text": "' + b"a" * 70_000, "a", "jsonl"),
        (b"not json\n", "a.jsonl", "jsonl"),
        (b'{\n  "text": "a"\n}', "a.json", "unknown"),
        (b'[{"text": "a"}]', "a.json", "unknown"),
        (b"[Applause] The minister rose.", "a.txt", "plain"),
        (b"file,outlet\na.txt,Courier\n", "a.csv", "unknown"),
        (warc([("http://a.example/", HEAD, b"x")]), "a.warc", "warc"),
        (gzip.compress(b"text", mtime=0), "a.txt.gz", "gzip"),
        (bytes(range(256)) * 4, "a.txt", "unknown"),
        (b"\x89PNG\r\n\x1a\n", "a.txt", "unknown"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a.doc", "unknown"),
        (b"{\\rtf1 text}", "a.rtf", "rtf"),
        (b"#!/bin/sh\necho talks\n", "demo.sh", "unknown"),
        (b"name = 'talks'\n", "talks.toml", "unknown"),
    ],
)
def test_formats_are_told_by_content_first(data, name, expected):
    assert detect(data[:65_536], name) == expected


def test_what_the_server_says_helps_where_the_content_does_not():
    assert detect(b"Plain words with <b>some</b> marks.", "a", "text/html; charset=utf-8") == "html"
    assert detect(b"Plain words.", "a", "text/plain") == "plain"


@pytest.mark.parametrize(
    ("data", "name", "words"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a", "old Office file"),
        (b"PK\x03\x04", "a", "zip archive"),
        (b"\x00\x01\x02", "a", "binary"),
        (b"file,outlet", "a.csv", "reports.csv"),
        (b'{\n "a": 1}', "a.json", "JSON"),
    ],
)
def test_an_unknown_format_is_described(data, name, words):
    assert words in describe_unknown(data, name)


def test_suffixes():
    assert suffix("/talks/A.B.TXT.gz") == ".txt"
    assert suffix("https://a.example/page.html?x=1.txt") == ".html"
    assert suffix("README") == ""
