"""Which network addresses are public: the only ones that an address on a page may lead to.

A page, feed or redirect can name any host. If it could make onrecord connect to this machine or the
network behind it, it could read what is not meant for it (server-side request forgery). So a host is
resolved here, every address that it resolves to is checked, and the connection goes to exactly that
address (see `network`): a second answer from the name server cannot put another in its place.

Special-purpose ranges: the IANA registries (RFC 6890); NAT64: RFC 6052; 6to4: RFC 3056; Teredo: RFC 4380.
"""

import socket
import threading
from collections.abc import Callable, Sequence
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

from onrecord.errors import FetchError, UnsafeAddress

Resolve = Callable[[str, int], Sequence[str]]
"""Gives the numeric addresses of a host and port, or raises `OSError`."""

_GLOBAL_UNICAST = IPv6Network("2000::/3")
_NAT64 = IPv6Network("64:ff9b::/96")
_SPECIAL_IPV6 = tuple(
    IPv6Network(network)
    for network in (
        "2001::/23",  # protocol assignments, Teredo among them
        "2001:db8::/32",  # documentation
        "3fff::/20",  # documentation
    )
)


def is_public(address: str) -> bool:
    """Whether a numeric address is one on the public internet.

    An IPv6 address that carries an IPv4 address (mapped, NAT64, 6to4) is as public as that one.

    Args:
        address: such as `93.184.215.14` or `2606:2800::1`.
    """
    try:
        parsed = ip_address(address)
    except ValueError:
        return False
    if isinstance(parsed, IPv4Address):
        return _is_public_ipv4(parsed)
    return _is_public_ipv6(parsed)


def _is_public_ipv4(address: IPv4Address) -> bool:
    special = (
        address.is_multicast, address.is_reserved, address.is_unspecified, address.is_loopback,
        address.is_link_local, address.is_private,
    )  # fmt: skip
    return address.is_global and not any(special)


def _is_public_ipv6(address: IPv6Address) -> bool:
    if address.scope_id is not None:
        return False
    if address.ipv4_mapped is not None:
        return _is_public_ipv4(address.ipv4_mapped)
    if address in _NAT64:
        return _is_public_ipv4(IPv4Address(int(address) & 0xFFFFFFFF))
    if address.sixtofour is not None:
        return _is_public_ipv4(address.sixtofour)
    if address not in _GLOBAL_UNICAST or any(address in network for network in _SPECIAL_IPV6):
        return False
    return address.is_global and not address.is_multicast


def resolve_host(host: str, port: int) -> list[str]:
    """The numeric addresses of a host, as the system's resolver gives them.

    Raises:
        OSError: the host has none.
    """
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def public_addresses(
    host: str, port: int, *, resolve: Resolve = resolve_host, timeout: float, allow_private: bool = False
) -> list[str]:
    """The addresses of a host, once every one of them has been checked.

    Args:
        host: a name or a numeric address.
        port: the port.
        resolve: asks the name server.
        timeout: seconds that it may take.
        allow_private: take any address; for tests against a server on this machine.

    Raises:
        FetchError: the host has no address, or the name server does not answer in time.
        UnsafeAddress: one of its addresses is not public. One is enough: a host that mixes public and
            private addresses is not to be trusted with either.
    """
    addresses = _resolve_in_time(host, port, resolve, timeout)
    if not addresses:
        raise FetchError(f"The host {host} has no address.", "Check the spelling of the address.")
    for address in addresses:
        if not allow_private and not is_public(address):
            raise UnsafeAddress(
                f"The host {host} leads to {address}, which is not a public address.",
                "Save the page to a file and add that.",
            )
    return addresses


def _resolve_in_time(host: str, port: int, resolve: Resolve, timeout: float) -> list[str]:
    """Ask the resolver in a thread of its own, since the system's call cannot be given a time limit."""
    addresses: list[str] = []
    failures: list[Exception] = []

    def ask() -> None:
        try:
            addresses.extend(resolve(host, port))
        except (OSError, UnicodeError) as error:
            failures.append(error)

    thread = threading.Thread(target=ask, name="resolve", daemon=True)
    thread.start()
    thread.join(timeout)
    if thread.is_alive():
        raise FetchError(f"The name server gave no answer for {host} in {timeout:.0f} s.", "Try again later.")
    if failures:
        raise FetchError(
            f"The host {host} cannot be found ({failures[0]}).",
            "Check the spelling of the address, and the connection.",
        ) from failures[0]
    return addresses
