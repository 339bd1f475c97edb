"""Which network addresses a request may go to.

Whoever configures a connection chooses where our server sends requests. Without this check they could reach what only
our server sees: its own services, its private network, the metadata of its cloud (server-side request forgery).
"""

import ipaddress
import socket
from collections.abc import Collection

Address = ipaddress.IPv4Address | ipaddress.IPv6Address

_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
# Services of clouds that answer their guests on an address that looks public.
_CLOUD_SERVICES = frozenset({ipaddress.IPv4Address("168.63.129.16")})


class ForbiddenAddressError(OSError):
    """A host leads to an address that requests may not go to."""


def resolve(host: str, port: int, *, allowed: Collection[str]) -> list[str]:
    """Return the addresses of ``host``, every one of them checked.

    One bad address among good ones refuses the host: which one is used is not the host's choice. A host in ``allowed``
    (by name, or by name and port) may be in a private network or on this machine, but never link-local, where clouds
    keep their metadata.

    Raises:
        ForbiddenAddressError: one of the addresses is not allowed.
        OSError: the host has no address.
    """
    addresses = [found[4][0] for found in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    is_trusted = is_allowed(host, port, allowed)
    for address in addresses:
        parsed = _unwrapped(ipaddress.ip_address(str(address).partition("%")[0]))
        if not (_may_be_inside(parsed) if is_trusted else _is_public(parsed)):
            raise ForbiddenAddressError(f"{host} -> {address}")
    return list(dict.fromkeys(str(address) for address in addresses))


def is_allowed(host: str, port: int, allowed: Collection[str]) -> bool:
    """Whether whoever runs the installation named this host as a target in its own network."""
    name = host.lower().rstrip(".")
    return name in allowed or f"{name}:{port}" in allowed


def _is_public(address: Address) -> bool:
    return address.is_global and not address.is_multicast and address not in _CLOUD_SERVICES


def _may_be_inside(address: Address) -> bool:
    is_nowhere = address.is_link_local or address.is_multicast or address.is_unspecified
    return not is_nowhere and address not in _CLOUD_SERVICES


def _unwrapped(address: Address) -> Address:
    """The IPv4 address that some IPv6 addresses only wrap."""
    if isinstance(address, ipaddress.IPv4Address):
        return address
    if address in _NAT64:
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour or (address.teredo[1] if address.teredo else address)
