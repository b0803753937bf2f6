"""Fetching pages and feeds from the web: from public addresses only, within limits, as the site allows.

    client = SafeClient(contact="mailto:desk@example.org")
    page = client.fetch("https://example.org/talks")
    again = client.fetch(page.url, etag=page.etag, last_modified=page.last_modified)
    again.not_modified

Only http and https; no proxies, credentials or other settings from the environment; redirects are followed
by hand and checked like the first address; the size is counted as it arrives and again while unpacking; one
deadline covers everything from the name server to the last byte.
"""

import ssl
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import httpcore2
import httpx2

from onrecord.errors import FetchError
from onrecord.read.addresses import Resolve, resolve_host
from onrecord.read.network import CheckedBackend, CheckedTransport, Deadline
from onrecord.read.robots import ROBOTS_LIMIT, RobotsAnswer, RobotsRules
from onrecord.read.unpack import gunzip, inflate, too_large
from onrecord.version import __version__

AGENT = "onrecord"
_REDIRECTS = {301, 302, 303, 307, 308}
_ACCEPT = (
    "text/html, application/xhtml+xml, application/rss+xml, application/atom+xml, application/pdf, */*;q=0.5"
)
_STATUS_WORDS = {
    401: "asks for a login", 402: "asks for payment", 403: "refuses access", 404: "does not exist",
    410: "has been taken down", 429: "was asked for too often", 451: "is withheld for legal reasons",
}  # fmt: skip


_LASTING = {401, 402, 403, 404, 410, 451}


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """What an address gave.

    Attributes:
        url: where it was found, after redirects, without a fragment.
        data: the body, unpacked; empty where it was not modified.
        media_type: the `Content-Type` header, with its parameters, or empty.
        etag: the `ETag` header, or empty; for the next conditional request.
        last_modified: the `Last-Modified` header, or empty; likewise.
        not_modified: whether the server says that nothing has changed since.
        retrieved: when (UTC).
    """

    url: str
    data: bytes = field(repr=False, default=b"")
    media_type: str = ""
    etag: str = ""
    last_modified: str = ""
    not_modified: bool = False
    retrieved: datetime


class SafeClient:
    """Fetches addresses. One thread at a time may use it.

    Args:
        contact: how a site's keeper can reach whoever runs this: a web or mail address, part of the
            user agent.
        max_bytes: of one body, packed or unpacked.
        seconds: for one fetch, its redirects included.
        max_redirects: how many are followed.
        least_pause: seconds between two requests to one site, even where its robots.txt asks for less.
        resolve: asks the name server; replaced in tests.
        allow_private: fetch from any address. For tests against a server on this machine; nothing in
            onrecord sets it.
        sleep: waits some seconds; replaced in tests.
    """

    def __init__(
        self,
        *,
        contact: str = "",
        max_bytes: int = 50_000_000,
        seconds: float = 60.0,
        max_redirects: int = 5,
        least_pause: float = 0.0,
        resolve: Resolve = resolve_host,
        allow_private: bool = False,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self.user_agent = f"{AGENT}/{__version__}" + (f" (+{contact})" if contact else "")
        self._max_bytes = max_bytes
        self._seconds = seconds
        self._max_redirects = max_redirects
        self._least_pause = least_pause
        self._resolve = resolve
        self._allow_private = allow_private
        self._sleep = sleep
        self._robots = RobotsRules(self._fetch_robots, AGENT, time.monotonic)
        self._last_request: dict[str, float] = {}
        self._ssl_context: ssl.SSLContext | None = None

    def fetch(self, url: str, *, etag: str = "", last_modified: str = "") -> Fetched:
        """Fetch an address.

        Args:
            url: an http or https address.
            etag: of the copy already held; asks for the body only if it has changed.
            last_modified: likewise, from its `Last-Modified` header.

        Raises:
            FetchError: it could not be fetched, or the site asks not to.
            UnsafeAddress: it, or a redirect, leads to an address that is not public.
            TooLarge: it is beyond the size limit.
        """
        conditions = {"If-None-Match": etag, "If-Modified-Since": last_modified}
        headers = {name: value for name, value in conditions.items() if value}
        address = _checked_url(url)
        return self._follow(address, headers, Deadline(self._seconds))

    def _follow(self, url: httpx2.URL, conditions: dict[str, str], deadline: Deadline) -> Fetched:
        first_origin = _origin(url)
        for _ in range(self._max_redirects + 1):
            self._wait_for_turn(url)
            same_site = _origin(url) == first_origin
            answer = self._request(url, conditions if same_site else {}, deadline, self._max_bytes)
            if answer.status not in _REDIRECTS or not answer.location:
                return answer.result(bool(conditions))
            url = _checked_url(answer.location, url)
        raise FetchError(
            f"{url} is where {self._max_redirects + 1} redirects lead, and it leads on.",
            "Open it in a browser and add the address where that ends.",
        )

    def _wait_for_turn(self, url: httpx2.URL) -> None:
        origin = _origin(url)
        pause = max(self._least_pause, self._robots.check(origin, str(url)))
        since = time.monotonic() - self._last_request.get(origin, float("-inf"))
        if since < pause:
            self._sleep(pause - since)
        self._last_request[origin] = time.monotonic()

    def _fetch_robots(self, url: str) -> RobotsAnswer:
        address = _checked_url(url)
        deadline = Deadline(self._seconds)
        for _ in range(self._max_redirects + 1):
            answer = self._request(address, {}, deadline, ROBOTS_LIMIT, cut=True)
            if answer.status not in _REDIRECTS or not answer.location:
                return RobotsAnswer(answer.status, answer.data.decode("utf-8", "replace"))
            address = _checked_url(answer.location, address)
        return RobotsAnswer(310)

    def _request(
        self, url: httpx2.URL, extra: dict[str, str], deadline: Deadline, limit: int, *, cut: bool = False
    ) -> "_Answer":
        headers = {
            "User-Agent": self.user_agent, "Accept": _ACCEPT, "Accept-Encoding": "gzip, deflate", **extra,
        }  # fmt: skip
        backend = CheckedBackend(deadline, resolve=self._resolve, allow_private=self._allow_private)
        transport = CheckedTransport(backend, self._certificates())
        with (
            httpx2.Client(transport=transport, trust_env=False, headers=headers) as client,
            _told_as_fetch_errors(url),
            client.stream("GET", url) as response,
        ):
            data = _read_body(response, limit, cut) if response.status_code == 200 else b""
            return _Answer(str(url), response.status_code, response.headers, data)

    def _certificates(self) -> ssl.SSLContext:
        if self._ssl_context is None:
            self._ssl_context = httpx2.create_ssl_context(trust_env=False)
        return self._ssl_context


@dataclass(frozen=True, slots=True)
class _Answer:
    """One response: a page, a redirect or a refusal."""

    url: str
    status: int
    headers: httpx2.Headers
    data: bytes

    @property
    def location(self) -> str:
        return self.headers.get("location", "")

    def result(self, conditional: bool) -> Fetched:
        """The response as a result, or the error that it is."""
        if self.status != 200 and not (self.status == 304 and conditional):
            words = _STATUS_WORDS.get(self.status, f"was answered with status {self.status}")
            pause = _seconds_of(self.headers.get("retry-after", ""))
            hint = f"Try again after {pause:.0f} seconds." if pause else "Open it in a browser to see why."
            raise FetchError(f"{self.url} {words}.", hint, again_after=pause, lasting=self.status in _LASTING)
        return Fetched(
            url=self.url,
            data=self.data,
            media_type=self.headers.get("content-type", ""),
            etag=self.headers.get("etag", ""),
            last_modified=self.headers.get("last-modified", ""),
            not_modified=self.status == 304,
            retrieved=datetime.now(UTC),
        )


def _seconds_of(retry_after: str) -> float | None:
    """The seconds that a `Retry-After` header asks to wait (RFC 9110, 10.2.3), or None where it says none."""
    if retry_after.isascii() and retry_after.isdigit() and len(retry_after) < 10:
        return float(retry_after)
    try:
        moment = parsedate_to_datetime(retry_after)
    except ValueError:
        return None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return max(0.0, (moment - datetime.now(UTC)).total_seconds())


def _checked_url(url: str, base: httpx2.URL | None = None) -> httpx2.URL:
    """An address that may be asked for, relative to another where that is given; its fragment left out."""
    try:
        parsed = httpx2.URL(url) if base is None else base.join(url)
    except (httpx2.InvalidURL, ValueError) as error:
        raise FetchError(f"{url} is not an address ({error}).", "Give an http or https address.") from error
    if parsed.scheme not in {"http", "https"} or not parsed.host:
        raise FetchError(f"{url} is not a web address.", "Give an http or https address.")
    if parsed.userinfo:
        raise FetchError(f"The address at {parsed.host} holds a user name or password.", "Leave it out.")
    return parsed.copy_with(fragment=None)


def _origin(url: httpx2.URL) -> str:
    return f"{url.scheme}://{url.netloc.decode('ascii')}"


def _read_body(response: httpx2.Response, limit: int, cut: bool) -> bytes:
    """The body, counted as it arrives and again as it is unpacked; `cut` keeps the start of a long one."""
    name = str(response.url)
    stated = response.headers.get("content-length", "")
    if stated.isdigit() and int(stated) > limit and not cut:
        raise too_large(name, limit, int(stated))
    body = bytearray()
    for chunk in response.iter_raw():
        body += chunk
        if len(body) > limit:
            if not cut:
                raise too_large(name, limit)
            break
    coding = response.headers.get("content-encoding", "").strip().lower()
    if coding in {"gzip", "x-gzip"}:
        return gunzip(bytes(body), limit, name)
    if coding == "deflate":
        return inflate(bytes(body), limit, name)
    if coding not in {"", "identity"}:
        raise FetchError(f"{name} was sent packed as {coding}, which was not asked for.", "Try again later.")
    return bytes(body[:limit])


@contextmanager
def _told_as_fetch_errors(url: httpx2.URL) -> Iterator[None]:
    """Turn the errors of the client into those of onrecord."""
    try:
        yield
    except (httpx2.TimeoutException, httpcore2.TimeoutException) as error:
        raise FetchError(f"{url} took too long ({error}).", "Try again later.") from error
    except (httpx2.HTTPError, httpx2.InvalidURL) as error:
        raise FetchError(
            f"{url} cannot be fetched ({error}).", "Try again later, or save the page to a file."
        ) from error
