"""What every request passes first: whose it is, what it may do, how large it is; and the headers of answers.

The threats: other sites that make a browser send requests here (a rebound name, a forged form), reports that
carry scripts, and requests that are too large.
"""

from collections.abc import Callable
from http import HTTPStatus
from urllib.parse import quote, urlsplit

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from onrecord.errors import OnrecordError
from onrecord.web.answers import NotSignedIn, Refused
from onrecord.web.people import Door
from onrecord.web.settings import Settings

READING = frozenset({"GET", "HEAD", "OPTIONS"})
ALWAYS_OPEN = ("/static/", "/sign-in")
POLICY = (
    "default-src 'none'; script-src 'self'; style-src {styles}; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
STRICT = POLICY.format(styles="'self'")
HEADERS = {
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}

Refuse = Callable[[Request, int, OnrecordError], Response]


class Guard:
    """Wraps the site.

    Args:
        app: the site.
        settings: how it is served.
        door: tells who is asking.
        refuse: makes the answer to a request that is turned away.
    """

    def __init__(self, app: ASGIApp, *, settings: Settings, door: Door, refuse: Refuse) -> None:
        self._app = app
        self._settings = settings
        self._door = door
        self._refuse = refuse

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
                headers.setdefault("content-security-policy", STRICT)
                headers.setdefault("cache-control", "no-store")
            await send(message)

        request = Request(scope)
        request.state.person = None
        answer: ASGIApp = self._app
        try:
            self._check_origin(request)
            request.state.person = self._door.who(request)
            if self._must_sign_in(request):
                answer = self._to_sign_in(request)
            else:
                receive = await self._whole_body(request, receive)
        except Refused as error:
            answer = self._refuse(request, HTTPStatus.FORBIDDEN, error)
        except BodyTooLarge as error:
            answer = self._refuse(request, HTTPStatus.REQUEST_ENTITY_TOO_LARGE, error)
        except OnrecordError as error:
            answer = self._refuse(request, HTTPStatus.INTERNAL_SERVER_ERROR, error)
        await answer(scope, receive, send_with_headers)

    def _check_origin(self, request: Request) -> None:
        """Make sure that a request means this site, and if it writes, that this site sent it."""
        host = request.headers.get("host", "")
        known = self._settings.known_hosts
        if known and _name(host) not in known:
            raise Refused(
                f"This site is not called {host!r}.",
                "Open it under the address that `onrecord serve` printed, or allow the name: --host-name.",
            )
        if request.method in READING:
            return
        origin = request.headers.get("origin")
        site = request.headers.get("sec-fetch-site", "same-origin")
        if (origin and urlsplit(origin).netloc != host) or site not in ("same-origin", "none"):
            raise Refused("Another site sent this.", "Do it on a page of this site.")

    def _must_sign_in(self, request: Request) -> bool:
        path = request.url.path
        return (
            not self._settings.open_to_read
            and request.state.person is None
            and not path.startswith(ALWAYS_OPEN)
        )

    def _to_sign_in(self, request: Request) -> Response:
        if request.method == "GET" and not wants_json(request):
            asked = request.url.path + (f"?{request.url.query}" if request.url.query else "")
            return RedirectResponse(f"/sign-in?then={quote(asked, safe='')}", HTTPStatus.SEE_OTHER)
        error = NotSignedIn("This site is read with a token.", "Send it as Authorization: Bearer TOKEN.")
        return self._refuse(request, HTTPStatus.UNAUTHORIZED, error)

    async def _whole_body(self, request: Request, receive: Receive) -> Receive:
        """Read the body, no further than its limit, and give it again to whoever asks."""
        if request.method in READING:
            return receive
        limit = self._settings.max_body
        declared = request.headers.get("content-length", "0")
        if not declared.isdecimal() or int(declared) > limit:
            raise BodyTooLarge(limit)
        body, more = bytearray(), True
        while more:
            message = await receive()
            if message["type"] == "http.disconnect":
                break
            body += message.get("body", b"")
            more = message.get("more_body", False)
            if len(body) > limit:
                raise BodyTooLarge(limit)
        left = [{"type": "http.request", "body": bytes(body), "more_body": False}]

        async def again() -> Message:
            return left.pop() if left else await receive()

        return again


class BodyTooLarge(OnrecordError):
    """A request's body is beyond the limit."""

    def __init__(self, limit: int) -> None:
        super().__init__(
            f"That is more than {limit // 1_000_000} MB.", "Send less, or add it with `onrecord add`."
        )


def wants_json(request: Request) -> bool:
    """Whether a request's address asks for JSON."""
    return request.url.path.endswith(".json")


def _name(host: str) -> str:
    """The name in a Host header, without the port."""
    if host.startswith("["):
        return host.partition("]")[0].lower() + "]"
    return host.partition(":")[0].lower()
