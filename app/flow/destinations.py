"""Where a webhook may go: an address that somebody typed is looked up, and refused where it leads inside.

What is called is the very address that was checked, so that a name that answers otherwise the second time changes
nothing (DNS rebinding).
"""

import ipaddress
import socket
from dataclasses import dataclass
from urllib.parse import urlsplit

from app.config import Config
from app.flow.performer import Failed, Later
from app.reasons import reason

Address = ipaddress.IPv4Address | ipaddress.IPv6Address

_PORTS = {"https": 443, "http": 80}
_TRANSLATED = ipaddress.ip_network("64:ff9b::/32")  # RFC 6052 and 8215: an IPv4 address in the guise of a public one


@dataclass(frozen=True, slots=True)
class Destination:
    """A place that was checked: ``address`` is called under the name ``host``."""

    scheme: str
    host: str
    port: int
    path: str
    address: str


def find(url: str, config: Config) -> Destination | Failed | Later:
    """Look an address up; why it cannot be called, where it cannot.

    Only https goes, but for loopback in a demo or a test. Addresses inside a network go only for the hosts that
    ``CAUCE_WEBHOOK_HOSTS`` allows, or loopback in a demo or a test.
    """
    try:
        parts = urlsplit(url)
        host, port = (parts.hostname or "").rstrip("."), parts.port or _PORTS.get(parts.scheme, 0)
    except ValueError:
        return _unfit("?")
    if not host or not port or parts.username is not None or not host.isascii():
        return _unfit(host)
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        return Later(reason("host_unknown", host))
    addresses = [ipaddress.ip_address(str(one[4][0]).partition("%")[0]) for one in found]
    at_home = config.mode != "production" and all(one.is_loopback for one in addresses)
    if parts.scheme != "https" and not at_home:
        return _unfit("http")
    if not at_home and host not in config.webhook_hosts and not all(is_public(one) for one in addresses):
        return Failed(reason("host_private", host))
    path = f"{parts.path or '/'}?{parts.query}" if parts.query else parts.path or "/"
    return Destination(parts.scheme, host, port, path, str(addresses[0]))


def is_public(address: Address) -> bool:
    """Whether an address is one of the open internet, also where it carries another one inside."""
    if isinstance(address, ipaddress.IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour
        if inner is not None:
            return is_public(inner)
        if address.teredo is not None or address in _TRANSLATED:
            return False
    return address.is_global and not address.is_multicast


def _unfit(what: str) -> Failed:
    return Failed(reason("url_unfit", what))
