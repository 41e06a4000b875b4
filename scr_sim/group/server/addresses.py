"""Where an exercise can be reached, and which names for it are believed.

A page elsewhere can make a browser in the room ask this server under a name of its own (that is
how “DNS rebinding” works); so requests are answered only under the names that are served.
"""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from urllib.parse import urlsplit

import ifaddr

LOOPBACK = ("127.0.0.1", "localhost", "[::1]")
#: Where nothing listens, and nothing is ever sent: asking the system which of its addresses it
#: would use for it sends nothing either. (An address kept for documentation, RFC 5737.)
_ELSEWHERE = ("192.0.2.1", 9)


@dataclass(frozen=True, slots=True)
class Served:
    """Under which names and on which port an exercise is reached.

    ``shown`` is the name in the address that people are shown.
    """

    names: frozenset[str]
    port: int
    shown: str

    @property
    def address(self) -> str:
        """Return the address to show, as ``http://192.168.1.7:8000``."""
        return f"http://{self.shown}:{self.port}"

    def believes(self, host: str, own: str = "") -> bool:
        """Return whether a request's Host header is one of the names that are served.

        ``own`` is the address of this machine that the request came to: a hotspot that was made
        after the server began has one of its own.
        """
        try:
            parts = urlsplit(f"//{host}")
            port = parts.port or 80
        except ValueError:
            return False
        if parts.path or parts.query or parts.fragment or "@" in parts.netloc:
            return False
        name = parts.netloc.removesuffix(f":{parts.port}") if parts.port else parts.netloc
        known = name.lower() in self.names or (bool(own) and name.lower() == _in_address(own))
        return port == self.port and known

    def is_own(self, origin: str, own: str = "") -> bool:
        """Return whether a request's Origin header is a page of this server, or left unsaid."""
        if origin in {"", "null"}:  # a form on a page that sends no referrer says “null”
            return True
        scheme, _, host = origin.partition("://")
        return scheme == "http" and self.believes(host, own)


def served_here(port: int) -> Served:
    """Return what is served to this machine alone."""
    return Served(frozenset(LOOPBACK), port, "127.0.0.1")


def served_on(addresses: Iterable[str], port: int, name: str = "") -> Served:
    """Return what is served to a network as well, on this machine's addresses there.

    The first is shown to people. ``name`` is the machine's own name, which may be typed too.
    """
    written = [_in_address(address) for address in addresses]
    names = {name.lower(), f"{name.lower().removesuffix('.local')}.local"} if name else set()
    shown = written[0] if written else "127.0.0.1"
    return Served(frozenset({*LOOPBACK, *written, *names}), port, shown)


def own_addresses() -> tuple[str, ...]:
    """Return this machine's addresses in its networks, the one most likely to be the room's first.

    Each of its networks counts: a laptop with a cable may make the hotspot that the phones are in.
    Empty where it is in no network.
    """
    found: list[str] = []
    with suppress(OSError), socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asking:
        asking.connect(_ELSEWHERE)
        found.append(str(asking.getsockname()[0]))
    with suppress(OSError):
        for adapter in ifaddr.get_adapters():
            found += [str(one.ip) for one in adapter.ips if one.is_IPv4]
    return tuple(dict.fromkeys(one for one in found if _is_reachable(one)))


def is_this_machine(remote: str | None) -> bool:
    """Return whether a request came from this machine itself."""
    try:
        address = ipaddress.ip_address(remote or "")
    except ValueError:
        return False
    mapped = getattr(address, "ipv4_mapped", None)
    return bool((mapped or address).is_loopback)


def join_address(address: str, code: str) -> str:
    """Return the address that a QR code holds: the join page with the code filled in."""
    return f"{address}/?code={code}"


def _is_reachable(address: str) -> bool:
    known = ipaddress.ip_address(address)
    return not (
        known.is_loopback or known.is_unspecified or known.is_multicast or known.is_link_local
    )


def _in_address(address: str) -> str:
    return f"[{address}]" if ":" in address else address
