"""Which addresses outside may be called at all: the guard against server-side request forgery; must not call any.

Sources: OWASP ASVS 5.0 V5.3 and its cheat sheet on SSRF; the registries of special-purpose addresses (RFC 6890).
"""

import ipaddress
import socket
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlsplit

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Network = ipaddress.IPv4Network | ipaddress.IPv6Network
#: Finds the addresses of a host; `socket.getaddrinfo` in the product.
Resolve = Callable[..., Sequence[tuple[Any, ...]]]

_PORTS: Final = {"http": 80, "https": 443}
_LONGEST_URL: Final = 4_096
#: IPv6 addresses that stand for an IPv4 address: NAT64 (RFC 6052); mapped, 6to4 and Teredo know themselves.
_NAT64: Final = ipaddress.IPv6Network("64:ff9b::/96")


class Refused(Exception):
    """This address must not be called; the message says why and what to change."""


@dataclass(frozen=True, slots=True)
class Target:
    """Where to connect: the address that was looked up and judged, and the name that is spoken to."""

    scheme: str
    host: str
    port: int
    address: str
    path: str

    @property
    def authority(self) -> str:
        """The host as the Host header names it."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _PORTS[self.scheme] else f"{host}:{self.port}"


@dataclass(frozen=True, slots=True)
class Guard:
    """Lets through named hosts with public addresses, and private addresses of named networks. Empty: nothing.

    A host is a name, a name with a port, or `*.name` for everything below it.
    """

    hosts: tuple[str, ...] = ()
    networks: tuple[Network, ...] = ()
    resolve: Resolve = socket.getaddrinfo

    @classmethod
    def of(cls, hosts: str, networks: str) -> "Guard":
        """Read both settings, with commas; raises ValueError for a network that is none."""
        return cls(
            tuple(one.lower() for one in _parts(hosts)),
            tuple(ipaddress.ip_network(one, strict=False) for one in _parts(networks)),
        )

    def target(self, url: str) -> Target:
        """Look the host up once and return where to connect. Raises Refused, and OSError for a host that is nowhere."""
        scheme, host, port, path = _read(url)
        if not any(_matches(allowed, host, port) for allowed in self.hosts):
            raise Refused(f"{host}:{port} is not among the hosts of RAVAND_CONNECTOR_HOSTS")
        found = self.resolve(host, port, type=socket.SOCK_STREAM)
        addresses = [ipaddress.ip_address(str(one[4][0]).partition("%")[0]) for one in found]
        if not addresses:
            raise OSError(f"{host} has no address")
        for address in addresses:  # one bad address among good ones is what a rebinding attack looks like
            if not self._may(address):
                raise Refused(f"{host} leads to {address}, which is not public (RAVAND_CONNECTOR_NETWORKS)")
        return Target(scheme, host, port, str(addresses[0]), path)

    def _may(self, address: Address) -> bool:
        meant = _meant(address)
        if any(meant in network for network in self.networks if network.version == meant.version):
            return True
        return meant.is_global and not meant.is_multicast and not meant.is_reserved


def _parts(text: str) -> list[str]:
    return [one.strip() for one in text.split(",") if one.strip()]


def _read(url: str) -> tuple[str, str, int, str]:
    """Return scheme, host, port and path of an address; raises Refused for whatever is not plainly one."""
    if len(url) > _LONGEST_URL or any(sign <= " " or sign == "\\" or ord(sign) == 127 for sign in url):
        raise Refused("the address is too long, or holds a space or a control character")
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise Refused("the address cannot be read") from error
    if parts.scheme not in _PORTS or not parts.hostname:
        raise Refused("the address must begin with https:// or http:// and name a host")
    if parts.username is not None or parts.password is not None:
        raise Refused("the address must not hold a user name or password")
    try:
        host = parts.hostname.encode("idna").decode().lower().rstrip(".")
    except UnicodeError as error:
        raise Refused("the host is no name") from error
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    if not path.isascii():
        raise Refused("the path must be percent-encoded")
    return parts.scheme, host, _PORTS[parts.scheme] if port is None else port, path


def _matches(allowed: str, host: str, port: int) -> bool:
    name, _, only = allowed.rpartition(":") if allowed.rpartition(":")[2].isdigit() else (allowed, "", "")
    if only and int(only) != port:
        return False
    return host.endswith(name[1:]) if name.startswith("*.") else host == name


def _meant(address: Address) -> Address:
    """Return the IPv4 address that an IPv6 address stands for, or the address itself."""
    if isinstance(address, ipaddress.IPv4Address):
        return address
    if address in _NAT64:
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    teredo = address.teredo
    return address.ipv4_mapped or address.sixtofour or (teredo[1] if teredo else address)
