"""Tokens: who may write, kept as hashes in a file of the user's, never in a ledger, which travels."""

import hashlib
import hmac
import json
import os
import secrets
import sys
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from onrecord.errors import NotFound, OnrecordError, UsageError

BEGINS = "onrecord_"  # tells a leaked token from any other string


@dataclass(frozen=True, slots=True)
class Token:
    """Who a token was given to.

    Attributes:
        id: what to name it by, in lists and to revoke it.
        name: who works with it; judgements carry it.
        sha256: of the token; a token is long and random, so that nothing slower is needed.
        made: when, in ISO 8601.
    """

    id: str
    name: str
    sha256: str
    made: str


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens in a file."""

    path: Path

    def make(self, name: str) -> tuple[str, Token]:
        """Make a token.

        Args:
            name: who it is for.

        Returns:
            The token, which is kept nowhere, and what is kept of it.

        Raises:
            UsageError: the name is empty.
            OnrecordError: the file can't be written.
        """
        name = " ".join(name.split())
        if not name:
            raise UsageError("A token is for somebody.", "Give a name; judgements will carry it.")
        token = BEGINS + secrets.token_urlsafe(32)
        kept = Token(
            secrets.token_hex(4), name, _hash(token), datetime.now(UTC).isoformat(timespec="seconds")
        )
        self._write([*self.all(), kept])
        return token, kept

    def all(self) -> list[Token]:
        """What is kept of each, in the order they were made.

        Raises:
            OnrecordError: the file can't be read.
        """
        try:
            rows = json.loads(self.path.read_text(encoding="utf-8"))["tokens"]
            return [Token(**row) for row in rows]
        except FileNotFoundError:
            return []
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise OnrecordError(
                f"The tokens in {self.path} can't be read: {error}.", "Mend the file, or delete it."
            ) from error

    def revoke(self, id_: str) -> Token:
        """Make a token worthless.

        Raises:
            NotFound: there is none of that id.
        """
        every = self.all()
        for token in every:
            if token.id == id_:
                self._write([other for other in every if other is not token])
                return token
        raise NotFound(f"There is no token {id_}.", "List them: onrecord token --list")

    def find(self, token: str) -> Token | None:
        """What is kept of a token, or None where it is none of these."""
        found = None
        hashed = _hash(token)
        for one in self.all():  # all of them: how long it takes tells nothing
            if hmac.compare_digest(one.sha256, hashed):
                found = one
        return found

    def by_id(self, id_: str) -> Token | None:
        """The token of an id, or None where there is none any more."""
        return next((one for one in self.all() if one.id == id_), None)

    def _write(self, tokens: list[Token]) -> None:
        """Replace the file at once, readable to the user alone."""
        text = json.dumps({"tokens": [asdict(one) for one in tokens]}, ensure_ascii=False, indent=1)
        new = self.path.with_name(f".{self.path.name}.{secrets.token_hex(4)}")
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            descriptor = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with open(descriptor, "w", encoding="utf-8") as stream:  # noqa: PTH123 - of a descriptor
                stream.write(text + "\n")
            new.replace(self.path)
        except OSError as error:
            new.unlink(missing_ok=True)
            raise OnrecordError(
                f"{self.path} can't be written: {error.strerror}.", "Name another with ONRECORD_TOKENS."
            ) from error


def usual_path(environment: Mapping[str, str] = os.environ) -> Path:
    """Where a user's tokens are: `ONRECORD_TOKENS`, else in the folder for settings."""
    if environment.get("ONRECORD_TOKENS"):
        return Path(environment["ONRECORD_TOKENS"])
    if sys.platform == "win32" and environment.get("APPDATA"):
        return Path(environment["APPDATA"]) / "onrecord" / "tokens.json"
    settings = environment.get("XDG_CONFIG_HOME")
    return (Path(settings) if settings else Path.home() / ".config") / "onrecord" / "tokens.json"


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()
