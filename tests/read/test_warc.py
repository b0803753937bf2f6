import gzip
import io
import sys
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from onrecord.errors import DamagedInput, EmptyInput, TooLarge
from onrecord.model import DateInterval, Report
from onrecord.read.given import Given, Limits, Problem
from onrecord.read.warc import read_warc

sys.path.insert(0, str(Path(__file__).parent))
from made_files import PAGE, warc

HTML = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8"
UNDATED = PAGE.replace('<meta property="article:published_time" content="2024-05-17T08:00:00Z">', "")


def read(data, **options):
    return list(read_warc(io.BytesIO(data), name="crawl-20240501.warc", **options))


@pytest.mark.parametrize("packed", [False, True])
def test_pages_with_their_address_and_time(packed):
    data = warc(
        [
            ("https://courier.example/dam", HTML, PAGE.encode()),
            ("https://courier.example/logo.png", b"HTTP/1.1 200 OK\r\nContent-Type: image/png", b"\x89PNG"),
            (
                "https://courier.example/old",
                b"HTTP/1.1 301 Moved\r\nLocation: /dam\r\nContent-Type: text/html",
                b"",
            ),
            (
                "https://courier.example/gone",
                b"HTTP/1.1 404 Not Found\r\nContent-Type: text/html",
                PAGE.encode(),
            ),
            ("https://courier.example/dam2", HTML, UNDATED.replace("Friday", "Monday").encode()),
        ],
        packed=packed,
    )
    reports = read(data, given=Given(path="crawl.warc"))
    assert [report.url for report in reports] == [
        "https://courier.example/dam",
        "https://courier.example/dam2",
    ]
    assert reports[0].published == DateInterval.on(date(2024, 5, 17))
    assert reports[0].retrieved == datetime(2024, 5, 18, 9, tzinfo=UTC)
    assert reports[0].outlet == "The Courier"
    assert reports[0].raw == PAGE.encode()
    assert reports[1].published == DateInterval(None, date(2024, 5, 18), "inferred")


def test_packed_and_chunked_bodies():
    body = gzip.compress(PAGE.encode())
    chunked = b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in (body[:50], body[50:])) + b"0\r\n\r\n"
    head = HTML + b"\r\nContent-Encoding: gzip\r\nTransfer-Encoding: chunked"
    (report,) = read(warc([("https://courier.example/dam", head, chunked)]))
    assert report.raw == PAGE.encode()


def test_a_body_that_unpacks_beyond_the_limit():
    bomb = gzip.compress(b"\0" * 30_000_000)
    items = read(
        warc(
            [
                ("https://courier.example/bomb", HTML + b"\r\nContent-Encoding: gzip", bomb),
                ("https://courier.example/dam", HTML, PAGE.encode()),
            ]
        ),
        limits=Limits(max_bytes=1_000_000),
    )
    assert [type(item) for item in items] == [Problem, Report]
    assert isinstance(items[0].error, TooLarge)
    assert "https://courier.example/bomb" in items[0].error.what


def test_a_page_without_a_report_is_a_problem_and_the_next_is_read():
    items = read(
        warc(
            [
                ("https://courier.example/", HTML, b"<html><body><a>Home</a></body></html>"),
                ("https://courier.example/dam", HTML, PAGE.encode()),
            ]
        )
    )
    assert [type(item) for item in items] == [Problem, Report]
    assert isinstance(items[0].error, EmptyInput)


def test_the_encoding_that_the_server_states():
    page = PAGE.replace("Varga told", "Vargová told").encode("windows-1250")
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=windows-1250"
    (report,) = read(warc([("https://courier.example/dam", head, page)]))
    assert "Vargová told" in report.text


@pytest.mark.parametrize("packed", [False, True])
def test_an_archive_that_is_cut_off_gives_what_came_before(packed):
    # Each page differs, so that packing leaves something to cut.
    pages = [
        (f"https://courier.example/{n}", HTML, PAGE.replace("Friday", f"day {n}").encode()) for n in range(3)
    ]
    data = warc(pages, packed=packed)
    items = read(data[: int(len(data) * 0.8)])
    assert [type(item) for item in items] == [Report, Report, Problem]
    assert isinstance(items[-1].error, DamagedInput)


def test_more_pages_than_the_limit():
    pages = [(f"https://courier.example/{n}", HTML, PAGE.encode()) for n in range(3)]
    items = read(warc(pages), limits=Limits(max_records=2))
    assert [type(item) for item in items] == [Report, Report, Problem]
