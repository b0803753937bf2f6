"""What can befall a watch: feeds that hang, flood, lead astray or are broken, and a ledger that gives way.

Kills while watching, and clocks put back, are tried in tests/ledger.
"""

import gzip
import os
import resource
import sys
import time
import tracemalloc
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "ledger"))
sys.path.insert(0, str(Path(__file__).parents[1] / "read"))
from local_site import local_site, send
from made_feeds import RSS, client, fitting, page, rss, serve_feed, teaser, whole
from made_reports import make_report, new_ledger, process

from onrecord.errors import DamagedInput, LedgerBusy, OnrecordError, TooLarge, UnsafeAddress
from onrecord.ledger import Ledger
from onrecord.ledger.watching import Polled, Seen
from onrecord.model import Report
from onrecord.read import read_bytes
from onrecord.read.fetch import SafeClient
from onrecord.store import engine

GIGABYTE = 1_000_000_000


@pytest.fixture
def site():
    with local_site() as running:
        yield running


@pytest.fixture
def ledger(tmp_path):
    with new_ledger(tmp_path / "talks.db", "Talks", process=process) as made:
        for number in range(3):
            text = ("Ostrava demanded: a tide table.", *fitting(100 + number))
            assert made.add_report(make_report(*text, url=f"https://post.example/{number}")).error is None
        yield made


def watched(ledger, *feeds, using=None):
    every = list(ledger.watch(feeds, client=using or client(seconds=0.5)))
    polled = {one.feed.rsplit("/", 1)[-1]: one for one in every if isinstance(one, Polled)}
    return polled, [one for one in every if isinstance(one, Seen)]


def stream(handler, chunks, headers=()):
    """Send without saying how much, until the other side has had enough."""
    handler.send_response(200)
    for name, value in (("Content-Type", RSS), ("Connection", "close"), *headers):
        handler.send_header(name, value)
    handler.end_headers()
    try:
        for chunk in chunks:
            handler.wfile.write(chunk)
            handler.wfile.flush()
    except OSError:
        handler.close_connection = True


def test_a_feed_that_hangs_holds_up_no_other(ledger, site):
    site.answers["/silent"] = lambda handler: site.released.wait(20)
    site.answers["/drip"] = lambda handler: stream(
        handler, (b"<" for _ in range(200) if not site.released.wait(0.1))
    )
    serve_feed(site, rss(whole(site.url("/1"), fitting(1))))
    began = time.monotonic()
    polled, seen = watched(ledger, *(site.url(path) for path in ("/silent", "/drip", "/feed")))
    assert time.monotonic() - began < 8
    assert {name: one.status for name, one in polled.items()} == {
        "silent": "failed", "drip": "failed", "feed": "read",
    }  # fmt: skip
    assert "took too long" in str(polled["silent"].error) and "took too long" in str(polled["drip"].error)
    assert [one.status for one in seen] == ["added"]


@pytest.mark.parametrize("said", [True, False])
def test_a_feed_of_a_gigabyte_is_stopped(ledger, site, said):
    sent = [0]

    def chunks():
        while sent[0] < GIGABYTE:
            sent[0] += 65_536
            yield b" " * 65_536

    headers = [("Content-Length", str(GIGABYTE))] if said else []
    site.answers["/flood"] = lambda handler: stream(handler, chunks(), headers)
    watched(ledger, site.url("/none"))
    tracemalloc.start()
    try:
        polled, _ = watched(ledger, site.url("/flood"), using=client(seconds=20, max_bytes=1_000_000))
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert isinstance(polled["flood"].error, TooLarge)
    assert peak < 20_000_000 and sent[0] < 50_000_000


def test_a_feed_packed_from_a_gigabyte_is_stopped(ledger, site):
    packed = gzip.compress(gzip.compress(bytes(20_000_000)) * 50)
    bomb = gzip.compress(bytes(100_000_000))
    headers = {"Content-Type": RSS, "Content-Encoding": "gzip"}
    site.answers["/bomb"] = lambda handler: send(handler, 200, bomb, headers)
    site.answers["/nested"] = lambda handler: send(handler, 200, packed, headers)
    polled, _ = watched(
        ledger, site.url("/bomb"), site.url("/nested"), using=client(seconds=20, max_bytes=1_000_000)
    )
    assert isinstance(polled["bomb"].error, TooLarge)
    assert isinstance(polled["nested"].error, TooLarge | DamagedInput)


def test_a_feed_and_an_entry_that_lead_to_a_private_address_are_refused(ledger, site, monkeypatch):
    answers = {"public.example": "127.0.0.1", "inside.example": "10.0.0.7"}
    monkeypatch.setattr("onrecord.read.addresses.is_public", lambda address: address == "127.0.0.1")
    careful = SafeClient(seconds=5, resolve=lambda host, _: [answers[host]])
    inside = f"http://inside.example:{site.port}/secret"
    site.redirect("/away", inside)
    site.redirect("/entry", inside)
    site.page("/secret", page("Secret", fitting(9)))
    serve_feed(site, rss(teaser(site.url("/entry", "public.example")), teaser(inside)))
    feeds = [site.url(path, "public.example") for path in ("/away", "/feed")]
    polled, seen = watched(ledger, *feeds, using=careful)
    assert isinstance(polled["away"].error, UnsafeAddress)
    assert [type(one.error) for one in seen] == [UnsafeAddress] * 2
    assert "/secret" not in site.paths()
    assert ledger.counts()["reports"] == 3


def half_and_half(first: str, second: str) -> bytes:
    """A feed that says it is UTF-8 and whose second half is written otherwise."""
    feed = rss(
        whole(
            "https://post.example/11", ("Anna Veld said: café, naïve, Ýrsa, on the first mole.", *fitting(1))
        ),
        whole(
            "https://post.example/12", ("Anna Veld said: café, naïve, Ýrsa, on the other mole.", *fitting(2))
        ),
    ).decode()
    at = feed.index("</item>") + len("</item>")
    return feed[:at].encode(first) + feed[at:].encode(second)


@pytest.mark.parametrize("second", ["latin-1", "cp1252"])
def test_a_feed_that_changes_its_encoding_midway_is_read_as_it_was_meant(ledger, site, second):
    serve_feed(site, half_and_half("utf-8", second))
    polled, seen = watched(ledger, site.url("/feed"))
    assert polled["feed"].status == "read" and [one.status for one in seen] == ["added", "added"]
    for one, mole in zip(seen, ("first", "other"), strict=True):
        report = ledger.report(one.added.report)
        assert f"Anna Veld said: café, naïve, Ýrsa, on the {mole} mole." in report.text
        assert "read as windows-1252" in report.encoding


def test_a_feed_of_which_half_is_no_text_gives_what_can_be_read(ledger, site):
    body = half_and_half("utf-8", "utf-16-le")
    serve_feed(site, body)
    _, seen = watched(ledger, site.url("/feed"))
    for one in read_bytes(body, "feed.xml"):
        if isinstance(one, Report):
            assert "café, naïve, Ýrsa, on the first mole" in one.text and "\x00" not in one.text
    assert len(seen) == 1
    # A feed that is mended is read on the next pass, whatever was made of the broken one.
    serve_feed(site, rss(whole(site.url("/13"), fitting(13))), etag='"v2"')
    polled, seen = watched(ledger)
    assert polled["feed"].status == "read" and [one.status for one in seen] == ["added"]
    assert ledger.check() == []


def test_a_ledger_held_by_another_loses_no_entry(ledger, site, monkeypatch):
    serve_feed(site, rss(*(whole(site.url(f"/{number}"), fitting(number)) for number in range(3))))
    monkeypatch.setattr(engine, "BUSY_SECONDS", 0.1)
    path = ledger.path
    with Ledger.open(path, process=process) as one, Ledger.open(path, process=process) as other:
        going = one.watch([site.url("/feed")], client=client())
        assert isinstance(next(going), Polled)
        with other._store.writing(), pytest.raises(LedgerBusy):
            next(going)
        _, seen = watched(one)
        assert [one.status for one in seen] == ["added"] * 3


def test_a_full_disk_while_watching_loses_no_entry(ledger, site):
    long = (*fitting(2), "Anna Veld said: " + "we wait and wait, " * 40_000 + "so.")
    serve_feed(site, rss(whole(site.url("/1"), fitting(1)), whole(site.url("/2"), long)))
    feed, path = site.url("/feed"), ledger.path
    watched(ledger, site.url("/none"))
    ledger.close()
    child = os.fork()
    if child == 0:
        code = 9
        try:
            with Ledger.open(path, process=process) as again:
                going = again.watch([feed], client=client(max_bytes=5_000_000), everything=True)
                next(going), next(going)
                size = max(side.stat().st_size for side in path.parent.iterdir())
                resource.setrlimit(resource.RLIMIT_FSIZE, (size + 8192, resource.RLIM_INFINITY))
                list(going)
                code = 0
        except OnrecordError:
            code = 7
        finally:
            os._exit(code)
    _, status = os.waitpid(child, 0)
    assert os.WEXITSTATUS(status) == 7
    with Ledger.open(path, process=process) as again:
        assert again.check() == []
        seen = [one for one in again.watch(client=client(), everything=True) if isinstance(one, Seen)]
        assert [(one.link, one.status) for one in seen] == [(site.url("/2"), "added")]
