"""Which addresses may be connected to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from ipaddress import (
    IPv4Address,
    IPv4Network,
    IPv6Address,
    IPv6Network,
    ip_address,
    ip_network,
)

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

METADATA = frozenset(
    ip_address(one)
    for one in (
        "169.254.169.254",  # most clouds
        "169.254.169.253",  # Amazon's resolver
        "169.254.170.2",  # Amazon ECS
        "169.254.170.23",  # Amazon EKS
        "169.254.0.23",  # Tencent
        "168.63.129.16",  # Azure's host, which looks public
        "100.100.100.200",  # Alibaba
        "192.0.0.192",  # Oracle
        "fd00:ec2::254",
        "fd00:ec2::253",
        "fd00:ec2::23",
        "fd20:ce::254",  # Google
        "fe80::a9fe:a9fe",  # OpenStack
    )
)
"""Where clouds hand out the credentials of the machine itself."""
_UNICAST = ip_network("2000::/3")
"""All of IPv6 that was ever given out."""
_NAT64 = ip_network("64:ff9b::/96")
_COMPATIBLE = ip_network("::/96")
# IANA's registries of special addresses. ipaddress knows most; which, changes with Python.
_SPECIAL = tuple(
    ip_network(one)
    for one in """
    0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24
    192.0.2.0/24 192.88.99.0/24 192.168.0.0/16 198.18.0.0/15 198.51.100.0/24 203.0.113.0/24
    224.0.0.0/4 240.0.0.0/4 2001::/23 2001:db8::/32 2002::/16 3fff::/20
    """.split()
)


@dataclass(frozen=True, slots=True)
class Networks:
    """Networks beside the public internet that the operator lets connectors reach, in CIDR.

    Raises ValueError for one that is no network. A cloud's metadata addresses are reached only
    where the operator names that very address (/32 or /128).
    """

    allowed: tuple[str, ...] = ()
    _parsed: tuple[Network, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        parsed = tuple(ip_network(one.strip()) for one in self.allowed)
        object.__setattr__(self, "_parsed", parsed)

    def objection(self, address: Address) -> str:
        """Why an address may not be connected to; empty when it may."""
        for face in faces(address):
            within = [net for net in self._parsed if face in net]
            if face in METADATA:
                if not any(net.num_addresses == 1 for net in within):
                    return "hands out a cloud's own credentials"
            elif not within and not is_public(face):
                return f"is not public ({_kind(face)})"
        return ""


def is_public(face: Address) -> bool:
    """Whether it is an address of the open internet. Give it one of :func:`faces`."""
    if face in METADATA or any(face in net for net in _SPECIAL):
        return False
    if isinstance(face, IPv6Address) and face not in _UNICAST:
        return False
    closed = face.is_multicast or face.is_reserved or face.is_private or face.is_unspecified
    return face.is_global and not closed


def faces(address: Address) -> Iterator[Address]:
    """The addresses that one stands for: those of IPv4 within one of IPv6, else itself.

    Of Teredo both the server and the client; ``::`` and ``::1`` stand for themselves.
    """
    if isinstance(address, IPv4Address):
        yield address
    elif address.scope_id:  # of the network card, of no matter here
        yield from faces(IPv6Address(int(address)))
    elif address.ipv4_mapped:
        yield address.ipv4_mapped
    elif address.sixtofour:
        yield address.sixtofour
    elif address.teredo:
        yield from address.teredo
    elif address in _NAT64 or (address in _COMPATIBLE and int(address) > 1):
        yield IPv4Address(int(address) & 0xFFFFFFFF)
    else:
        yield address


def _kind(face: Address) -> str:
    kinds = {
        "unspecified": face.is_unspecified,
        "this machine itself": face.is_loopback,
        "link-local": face.is_link_local,
        "multicast": face.is_multicast,
        "a private network": face.is_private,
    }
    return next((name for name, true in kinds.items() if true), "reserved")
