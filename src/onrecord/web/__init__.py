"""The ledger as pages to look at, and the same as JSON; see `create_app`."""

from typing import TYPE_CHECKING, Any

from onrecord.late import load

if TYPE_CHECKING:
    from onrecord.web.app import create_app
    from onrecord.web.settings import Settings
    from onrecord.web.tokens import Tokens

__all__ = ["Settings", "Tokens", "create_app"]

_HOMES = {
    "Settings": "onrecord.web.settings",
    "Tokens": "onrecord.web.tokens",
    "create_app": "onrecord.web.app",
}


def __getattr__(name: str) -> Any:
    return load(__name__, _HOMES, name)
