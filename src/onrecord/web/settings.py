"""How the pages are served: to whom, with which limits."""

import ipaddress
from dataclasses import dataclass

LOOPBACK_NAMES = frozenset({"localhost", "127.0.0.1", "[::1]"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """How the pages are served.

    Attributes:
        host: the address to bind to.
        public_read_only: whether anyone may read, and nobody may write.
        hosts: names that a request may call this site by; empty for any. On the loopback interface it is
            always that interface's own names, so that no other site can pose as this one (DNS rebinding).
        max_body: bytes of a request's body.
        seconds: how long a question about deadlocks may be searched for.
    """

    host: str = "127.0.0.1"
    public_read_only: bool = False
    hosts: frozenset[str] = frozenset()
    max_body: int = 5_000_000
    seconds: float = 5.0

    @property
    def local(self) -> bool:
        """Whether only this machine can reach the site."""
        return is_loopback(self.host)

    @property
    def known_hosts(self) -> frozenset[str]:
        """The names that a request may call this site by, or none for any."""
        return (LOOPBACK_NAMES | self.hosts) if self.local else self.hosts

    @property
    def open_to_read(self) -> bool:
        """Whether reading needs no token."""
        return self.local or self.public_read_only


def is_loopback(host: str) -> bool:
    """Whether an address can be reached from its own machine alone."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False
