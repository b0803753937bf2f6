"""Connections that go only to checked addresses, and end when their time is over.

This is the layer under the HTTP client: it resolves a host itself, connects to exactly the address that it
checked, and holds every read and write to one deadline. TLS still asks for the certificate of the host's
name, since the client hands that name to `start_tls`.
"""

import ssl
import time
from collections.abc import Iterable, Iterator
from typing import Any

import httpcore2
import httpx2

from onrecord.errors import FetchError
from onrecord.read.addresses import Resolve, public_addresses


class Deadline:
    """A point in time after which nothing more is waited for.

    Args:
        seconds: from now.
    """

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self._end = time.monotonic() + seconds

    def left(self, at_most: float | None = None) -> float:
        """The seconds left, or `at_most` if that is less.

        Raises:
            httpcore2.ReadTimeout: none are left.
        """
        left = self._end - time.monotonic()
        if left <= 0:
            raise httpcore2.ReadTimeout(f"no complete answer in {self.seconds:.0f} s")
        return left if at_most is None else min(left, at_most)


class _Stream(httpcore2.NetworkStream):
    """A connection whose every step is held to the deadline."""

    def __init__(self, inner: httpcore2.NetworkStream, deadline: Deadline) -> None:
        self._inner = inner
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._inner.read(max_bytes, self._deadline.left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._inner.write(buffer, self._deadline.left(timeout))

    def close(self) -> None:
        self._inner.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore2.NetworkStream:
        inner = self._inner.start_tls(ssl_context, server_hostname, self._deadline.left(timeout))
        return _Stream(inner, self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._inner.get_extra_info(info)


class CheckedBackend(httpcore2.NetworkBackend):
    """Resolves, checks, and connects to what was checked.

    Args:
        deadline: when to give up.
        resolve: asks the name server.
        allow_private: connect to any address; for tests against a server on this machine.
    """

    def __init__(self, deadline: Deadline, *, resolve: Resolve, allow_private: bool = False) -> None:
        self._deadline = deadline
        self._resolve = resolve
        self._allow_private = allow_private
        self._inner = httpcore2.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore2.NetworkStream:
        """Connect to the first address of the host that answers."""
        addresses = public_addresses(
            host,
            port,
            resolve=self._resolve,
            timeout=self._deadline.left(timeout),
            allow_private=self._allow_private,
        )
        failure: Exception | None = None
        for address in addresses:
            try:
                stream = self._inner.connect_tcp(
                    address, port, self._deadline.left(timeout), local_address, socket_options
                )
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout) as error:
                failure = error
                continue
            return _Stream(stream, self._deadline)
        raise FetchError(
            f"The host {host} does not answer ({failure}).", "Try again later, or check the address."
        )

    def connect_unix_socket(
        self, path: str, timeout: float | None = None, socket_options: Iterable[Any] | None = None
    ) -> httpcore2.NetworkStream:
        """Refused: an address never leads to a socket on this machine."""
        raise FetchError(f"{path} is a socket on this machine, not an address.", "Give an http address.")


class _Body(httpx2.SyncByteStream):
    """The body of a response, its errors those of `httpx2`."""

    def __init__(self, inner: Iterable[bytes]) -> None:
        self._inner = inner

    def __iter__(self) -> Iterator[bytes]:
        try:
            yield from self._inner
        except httpcore2.TimeoutException as error:
            raise httpx2.ReadTimeout(str(error)) from error
        except (httpcore2.NetworkError, httpcore2.ProtocolError) as error:
            raise httpx2.ReadError(str(error)) from error

    def close(self) -> None:
        closing = getattr(self._inner, "close", None)
        if closing is not None:
            closing()


class CheckedTransport(httpx2.BaseTransport):
    """What `httpx2.Client` sends its requests through: one pool over a `CheckedBackend`, no proxies.

    Args:
        backend: makes the connections.
        ssl_context: checks certificates.
    """

    def __init__(self, backend: CheckedBackend, ssl_context: ssl.SSLContext) -> None:
        self._pool = httpcore2.ConnectionPool(
            ssl_context=ssl_context, network_backend=backend, max_connections=1, retries=0
        )

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        """Send one request and give its response, the body still to be read."""
        url = httpcore2.URL(
            scheme=request.url.raw_scheme,
            host=request.url.raw_host,
            port=request.url.port,
            target=request.url.raw_path,
        )
        sent = httpcore2.Request(
            method=request.method, url=url, headers=request.headers.raw, extensions=request.extensions
        )
        try:
            answer = self._pool.handle_request(sent)
        except httpcore2.TimeoutException as error:
            raise httpx2.ReadTimeout(str(error)) from error
        except (httpcore2.NetworkError, httpcore2.ProtocolError) as error:
            raise httpx2.ConnectError(str(error)) from error
        body = answer.stream
        if not isinstance(body, Iterable):
            raise FetchError(f"{request.url} gave an answer that cannot be read.", "Try again later.")
        return httpx2.Response(
            status_code=answer.status,
            headers=answer.headers,
            stream=_Body(body),
            extensions=answer.extensions,
        )

    def close(self) -> None:
        """Close every connection."""
        self._pool.close()
