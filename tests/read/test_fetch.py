import gzip
import sys
import time
import tracemalloc
import zlib
from pathlib import Path

import httpcore2
import pytest

from onrecord.errors import DamagedInput, FetchError, TooLarge, UnsafeAddress
from onrecord.read import network
from onrecord.read.fetch import SafeClient

sys.path.insert(0, str(Path(__file__).parent))
from local_site import local_site, send

PAGE = b"<html><body><p>The talks go on.</p></body></html>"


@pytest.fixture
def site():
    with local_site() as running:
        yield running


@pytest.fixture
def client():
    return SafeClient(allow_private=True, seconds=5, max_bytes=100_000, contact="mailto:desk@example.org")


def test_a_page_is_fetched_with_its_headers(site, client):
    site.page("/talks", PAGE, ETag='"v1"', Last_Modified="Wed, 29 Jun 2016 12:00:00 GMT")
    page = client.fetch(site.url("/talks#latest"))
    assert page.data == PAGE
    assert page.url == site.url("/talks")
    assert page.media_type == "text/html; charset=utf-8"
    assert (page.etag, page.last_modified) == ('"v1"', "Wed, 29 Jun 2016 12:00:00 GMT")
    path, headers = site.asked[-1]
    assert path == "/talks"
    assert headers["user-agent"].startswith("onrecord/")
    assert headers["user-agent"].endswith("(+mailto:desk@example.org)")


def test_a_page_that_has_not_changed_is_not_sent_again(site, client):
    def answer(handler):
        known = handler.headers.get("If-None-Match") == '"v1"'
        assert handler.headers.get("If-Modified-Since") == "Wed, 29 Jun 2016 12:00:00 GMT"
        send(handler, 304 if known else 200, b"" if known else PAGE, {"ETag": '"v1"'})

    site.answers["/talks"] = answer
    page = client.fetch(site.url("/talks"), etag='"v1"', last_modified="Wed, 29 Jun 2016 12:00:00 GMT")
    assert page.not_modified
    assert page.data == b""
    assert page.etag == '"v1"'


def test_not_modified_without_a_condition_is_an_error(site, client):
    site.answers["/talks"] = lambda handler: send(handler, 304, b"")
    with pytest.raises(FetchError, match="status 304"):
        client.fetch(site.url("/talks"))


def test_private_addresses_are_refused_and_never_asked(site):
    with pytest.raises(UnsafeAddress, match="not a public address"):
        SafeClient(seconds=5).fetch(site.url("/talks"))
    assert site.asked == []


def test_a_redirect_to_a_private_address_is_refused(site):
    # The first host is let through as if it were public, the one it redirects to is not.
    site.redirect("/out", f"http://inside.example:{site.port}/secret")
    site.page("/secret", b"secret")
    answers = {"public.example": "127.0.0.1", "inside.example": "10.0.0.7"}
    asked = []

    def resolve(host, _):
        asked.append(host)
        return [answers[host]]

    client = SafeClient(allow_private=False, seconds=5, resolve=resolve)
    checked = pytest.MonkeyPatch()
    with checked.context() as patch:
        patch.setattr("onrecord.read.addresses.is_public", lambda address: address == "127.0.0.1")
        with pytest.raises(UnsafeAddress, match=r"inside\.example leads to 10\.0\.0\.7"):
            client.fetch(site.url("/out", "public.example"))
    assert "/secret" not in site.paths()
    assert asked[-1] == "inside.example"


def test_a_second_answer_of_the_name_server_is_checked_like_the_first(site):
    answers = iter([["127.0.0.1"], ["192.168.0.1"]])
    client = SafeClient(seconds=5, resolve=lambda *_: next(answers))
    with pytest.MonkeyPatch().context() as patch:
        patch.setattr("onrecord.read.addresses.is_public", lambda address: address == "127.0.0.1")
        with pytest.raises(UnsafeAddress, match=r"192\.168\.0\.1"):
            client.fetch(site.url("/talks", "rebinding.example"))
    assert site.paths() == ["/robots.txt"]


def test_the_connection_goes_to_the_address_that_was_checked(site):
    # The system's resolver knows no such host: only the checked address can have been used.
    client = SafeClient(allow_private=True, seconds=5, resolve=lambda *_: ["127.0.0.1"])
    site.page("/talks", PAGE)
    assert client.fetch(site.url("/talks", "never.invalid")).data == PAGE
    assert site.asked[-1][1]["host"] == f"never.invalid:{site.port}"


def test_proxies_from_the_environment_are_ignored(site, client, monkeypatch):
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:9")
    site.page("/talks", PAGE)
    assert client.fetch(site.url("/talks")).data == PAGE


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_redirects_are_followed(site, client, status):
    site.redirect("/old", "/new", status)
    site.page("/new", PAGE)
    page = client.fetch(site.url("/old"))
    assert (page.url, page.data) == (site.url("/new"), PAGE)


def test_redirects_that_lead_in_a_circle_end(site, client):
    site.redirect("/a", "/b")
    site.redirect("/b", "/a")
    with pytest.raises(FetchError, match="6 redirects"):
        client.fetch(site.url("/a"))
    assert len([path for path in site.paths() if path in {"/a", "/b"}]) == 6


@pytest.mark.parametrize(
    "target", ["file:///etc/passwd", "ftp://example.org/a", "gopher://example.org", "javascript:1"]
)
def test_redirects_to_other_schemes_are_refused(site, client, target):
    site.redirect("/old", target)
    with pytest.raises(FetchError, match="not a web address"):
        client.fetch(site.url("/old"))


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "ftp://example.org",
        "http://",
        "http://user:pass@example.org/",
        "http://exa mple/",
    ],
)
def test_addresses_that_make_no_sense_are_refused(client, url):
    with pytest.raises(FetchError):
        client.fetch(url)


def test_conditions_are_not_sent_to_another_site(site, client):
    with local_site() as other:
        site.redirect("/old", other.url("/new"))
        other.page("/new", PAGE)
        client.fetch(site.url("/old"), etag='"v1"')
        assert "if-none-match" not in other.asked[-1][1]
    assert site.asked[-1][1]["if-none-match"] == '"v1"'


def test_a_body_without_end_is_cut_off(site, client):
    def answer(handler):
        handler.send_response(200)
        handler.send_header("Connection", "close")
        handler.end_headers()
        try:
            while not site.released.is_set():  # gigabytes, if they were taken
                handler.wfile.write(b"x" * 65_536)
        except OSError:
            site.released.set()

    site.answers["/endless"] = answer
    with pytest.raises(TooLarge, match="100 kB"):
        client.fetch(site.url("/endless"))
    assert site.released.wait(5), "the connection was left open"


def test_a_stated_size_beyond_the_limit_is_refused_before_the_body(site, client):
    def answer(handler):
        handler.send_response(200)
        handler.send_header("Content-Length", str(3_000_000_000))
        handler.end_headers()
        site.released.wait(5)

    site.answers["/huge"] = answer
    with pytest.raises(TooLarge, match="3 GB"):
        client.fetch(site.url("/huge"))


@pytest.mark.parametrize("coding", ["gzip", "deflate"])
def test_a_packed_body_is_unpacked(site, client, coding):
    packed = gzip.compress(PAGE) if coding == "gzip" else zlib.compress(PAGE)
    site.page("/packed", packed, Content_Encoding=coding)
    assert client.fetch(site.url("/packed")).data == PAGE


def test_a_body_that_unpacks_without_end_is_cut_off(site, client):
    bomb = gzip.compress(b"\0" * 50_000_000)
    assert len(bomb) < 100_000
    for coding, data in (("gzip", bomb), ("deflate", zlib.compress(b"\0" * 50_000_000))):
        site.page("/bomb", data, Content_Encoding=coding)
        tracemalloc.start()
        with pytest.raises(TooLarge):
            client.fetch(site.url("/bomb"))
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert peak < 5_000_000


def test_a_packed_body_that_is_cut_short_is_told(site, client):
    site.page("/packed", gzip.compress(PAGE)[:-9], Content_Encoding="gzip")
    with pytest.raises(DamagedInput, match="cut off"):
        client.fetch(site.url("/packed"))


def test_a_body_shorter_than_stated_is_told(site, client):
    def answer(handler):
        handler.send_response(200)
        handler.send_header("Content-Length", "1000")
        handler.end_headers()
        handler.wfile.write(b"half")
        handler.close_connection = True

    site.answers["/half"] = answer
    with pytest.raises(FetchError, match="cannot be fetched"):
        client.fetch(site.url("/half"))


def test_a_server_that_hangs_is_given_up(site):
    site.answers["/robots.txt"] = lambda handler: send(handler, 404, b"")
    site.answers["/slow"] = lambda handler: site.released.wait(10)
    client = SafeClient(allow_private=True, seconds=0.4)
    began = time.monotonic()
    with pytest.raises(FetchError, match="took too long"):
        client.fetch(site.url("/slow"))
    assert time.monotonic() - began < 3


@pytest.mark.parametrize("part", ["head", "body"])
def test_a_server_that_drips_is_given_up(site, part):
    def answer(handler):
        try:
            if part == "body":
                handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n")
            while not site.released.wait(0.05):
                handler.wfile.write(b"H" if part == "head" else b"x")
                handler.wfile.flush()
        except OSError:
            site.released.set()

    site.answers["/drip"] = answer
    client = SafeClient(allow_private=True, seconds=0.5)
    began = time.monotonic()
    with pytest.raises(FetchError):
        client.fetch(site.url("/drip"))
    assert time.monotonic() - began < 3


def test_nobody_at_that_port(client):
    with local_site() as gone:
        url = gone.url("/talks")
    with pytest.raises(FetchError, match="does not answer"):
        client.fetch(url)


@pytest.mark.parametrize(
    ("status", "words"), [(404, "does not exist"), (403, "refuses access"), (500, "status 500")]
)
def test_refusals_say_why(site, client, status, words):
    site.answers["/talks"] = lambda handler: send(handler, status, b"")
    with pytest.raises(FetchError, match=words):
        client.fetch(site.url("/talks"))


def test_what_robots_txt_disallows_is_left_alone(site, client):
    site.page(
        "/robots.txt",
        b"User-agent: onrecord\nDisallow: /private\n\nUser-agent: *\nDisallow: /\n",
        "text/plain",
    )
    site.page("/talks", PAGE)
    site.page("/private/x", PAGE)
    assert client.fetch(site.url("/talks")).data == PAGE
    with pytest.raises(FetchError, match=r"robots\.txt"):
        client.fetch(site.url("/private/x"))
    assert site.paths() == ["/robots.txt", "/talks"]  # the rules are asked for once


def test_what_robots_txt_disallows_is_left_alone_after_a_redirect(site, client):
    site.page("/robots.txt", b"User-agent: *\nDisallow: /private\n", "text/plain")
    site.redirect("/talks", "/private/x")
    with pytest.raises(FetchError, match=r"robots\.txt"):
        client.fetch(site.url("/talks"))
    assert "/private/x" not in site.paths()


def test_rules_that_cannot_be_had_forbid_everything(site, client):
    site.answers["/robots.txt"] = lambda handler: send(handler, 503, b"")
    site.page("/talks", PAGE)
    with pytest.raises(FetchError, match=r"robots\.txt gives an error"):
        client.fetch(site.url("/talks"))
    assert "/talks" not in site.paths()
    site.page("/robots.txt", b"", "text/plain")
    assert client.fetch(site.url("/talks")).data == PAGE  # an outage is not remembered


def test_rules_that_are_far_too_long_are_read_as_far_as_the_limit(site, client):
    rules = b"User-agent: *\nDisallow: /private\n" + b"# filling\n" * 200_000
    site.page("/robots.txt", rules, "text/plain")
    site.page("/talks", PAGE)
    assert client.fetch(site.url("/talks")).data == PAGE
    with pytest.raises(FetchError, match=r"robots\.txt"):
        client.fetch(site.url("/private/x"))


def test_a_site_is_given_the_pause_that_it_asks_for(site):
    pauses = []
    client = SafeClient(allow_private=True, seconds=5, sleep=pauses.append)
    site.page("/robots.txt", b"User-agent: *\nCrawl-delay: 7\n", "text/plain")
    site.page("/talks", PAGE)
    client.fetch(site.url("/talks"))
    client.fetch(site.url("/talks"))
    assert len(pauses) == 1
    assert 6 < pauses[0] <= 7


def test_the_certificate_asked_for_is_that_of_the_name(client, site, monkeypatch):
    asked = []

    def start_tls(self, ssl_context, server_hostname=None, timeout=None):
        asked.append((server_hostname, ssl_context.check_hostname))
        self.close()
        raise httpcore2.ConnectError("no TLS here")

    monkeypatch.setattr(network._Stream, "start_tls", start_tls)
    client = SafeClient(allow_private=True, seconds=5, resolve=lambda *_: ["127.0.0.1"])
    with pytest.raises(FetchError):
        client.fetch(f"https://news.example:{site.port}/talks")
    assert asked == [("news.example", True)]


@pytest.mark.parametrize(
    ("status", "headers", "again_after", "lasting"),
    [
        (429, {"Retry-After": "120"}, 120.0, False),
        (503, {"Retry-After": "Wed, 29 Jun 2016 12:00:00 GMT"}, 0.0, False),
        (503, {"Retry-After": "soon"}, None, False),
        (500, {}, None, False),
        (404, {}, None, True),
        (410, {}, None, True),
        (451, {}, None, True),
    ],
)
def test_a_failure_says_whether_and_when_to_try_again(site, client, status, headers, again_after, lasting):
    site.answers["/talks"] = lambda handler: send(handler, status, b"", headers)
    with pytest.raises(FetchError) as caught:
        client.fetch(site.url("/talks"))
    assert (caught.value.again_after, caught.value.lasting) == (again_after, lasting)


def test_what_robots_forbid_is_of_no_use_to_try_again(site, client):
    site.page("/robots.txt", b"User-agent: *\nDisallow: /\n", "text/plain")
    with pytest.raises(FetchError) as caught:
        client.fetch(site.url("/talks"))
    assert caught.value.lasting


def test_requests_to_a_site_are_as_far_apart_as_was_asked_and_other_sites_wait_for_nothing(site):
    pauses = []
    client = SafeClient(
        allow_private=True, seconds=5, sleep=pauses.append, least_pause=3.0, resolve=lambda *_: ["127.0.0.1"]
    )
    site.page("/talks", PAGE)
    for host in ("one.example", "two.example", "one.example"):
        client.fetch(site.url("/talks", host))
    assert len(pauses) == 1 and 2 < pauses[0] <= 3
