"""Who is asking: by a token in the request, or by a session that was begun with one."""

import hashlib
import hmac
import secrets
import time
from dataclasses import dataclass, field

from starlette.requests import HTTPConnection

from onrecord.web.tokens import Token, Tokens

COOKIE = "onrecord_session"
HOURS = 12


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who has shown a token.

    Attributes:
        name: who; judgements carry it.
        session: the session's cookie, or empty where the request itself carries the token.
    """

    name: str
    session: str = ""


@dataclass(frozen=True, slots=True)
class Door:
    """Tells who is asking; sessions end when the site stops, since their key is its own.

    Attributes:
        tokens: those that are worth something.
        key: what sessions and forms are signed with.
    """

    tokens: Tokens
    key: bytes = field(default_factory=lambda: secrets.token_bytes(32), repr=False)

    def who(self, request: HTTPConnection) -> Person | None:
        """Who is asking, or None for a stranger."""
        kind, _, token = request.headers.get("authorization", "").partition(" ")
        if kind.lower() == "bearer":
            found = self.tokens.find(token.strip())
            return Person(found.name) if found else None
        session = request.cookies.get(COOKIE, "")
        found = self._of_session(session) if session else None
        return Person(found.name, session) if found else None

    def begin(self, token: Token) -> str:
        """A session's cookie for the holder of a token."""
        until = int(time.time()) + HOURS * 3600
        words = f"{token.id}.{until}.{secrets.token_hex(8)}"
        return f"{words}.{self._signed('session', words)}"

    def form_key(self, person: Person | None) -> str:
        """What each form of a session carries, so that no other site can send one in its name."""
        return self._signed("form", person.session) if person and person.session else ""

    def may_send(self, person: Person, key: str) -> bool:
        """Whether a form carries its session's key."""
        return bool(person.session) and hmac.compare_digest(
            self.form_key(person).encode(), key.encode("utf-8", "replace")
        )

    def _of_session(self, session: str) -> Token | None:
        words, _, signature = session.rpartition(".")
        if not hmac.compare_digest(self._signed("session", words).encode(), signature.encode()):
            return None
        id_, until, _ = words.split(".")
        return self.tokens.by_id(id_) if int(until) > time.time() else None

    def _signed(self, use: str, words: str) -> str:
        return hmac.new(self.key, f"{use}:{words}".encode(), hashlib.sha256).hexdigest()
