"""Which addresses may be reached: never our own network by a name that leads into it.

The host is looked up once, every address found is judged, and the connection goes
to a judged address; a name that answers differently the second time gains nothing.
"""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Sequence
from urllib.parse import urlsplit

from nscl_shared.kernel import InvalidInput
from nscl_shared.webhooks.settings import Network

PORTS = {"https": 443, "http": 80}
Address = ipaddress.IPv4Address | ipaddress.IPv6Address
GLOBAL_UNICAST = ipaddress.ip_network("2000::/3")
NAT64 = ipaddress.ip_network("64:ff9b::/96")


def checked_addresses(
    url: str, allowed: Sequence[Network], *, field: str = "url"
) -> list[tuple[str, int]]:
    """Return address and port of every way to the host of ``url``, all of them judged.

    Raises:
        InvalidInput: ``webhook-host-unknown``, or ``webhook-host-private``: an address of
            it is not public and lies in none of the ``allowed`` networks.
    """
    parts = urlsplit(url)
    host, port = parts.hostname or "", parts.port or PORTS[parts.scheme]
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise InvalidInput("webhook-host-unknown", field=field, host=host) from error
    addresses = list(dict.fromkeys(str(entry[4][0]) for entry in found))
    for text in addresses:
        if not may_be_reached(ipaddress.ip_address(text.partition("%")[0]), allowed):
            raise InvalidInput("webhook-host-private", field=field, host=host, address=text)
    return [(text, port) for text in addresses]


def may_be_reached(address: Address, allowed: Sequence[Network]) -> bool:
    """Tell whether ``address`` is public, or lies in an ``allowed`` network."""
    real = _embedded(address)
    if any(real in network for network in allowed):
        return True
    if real.version == 6 and real not in GLOBAL_UNICAST:  # noqa: PLR2004  # IPv6
        return False
    return real.is_global and not real.is_multicast


def _embedded(address: Address) -> Address:
    """Return the IPv4 address that an IPv6 address stands for, if it stands for one."""
    if not isinstance(address, ipaddress.IPv6Address):
        return address
    if address in NAT64:
        return ipaddress.IPv4Address(int(address) & 0xFFFF_FFFF)
    teredo = address.teredo
    return address.ipv4_mapped or address.sixtofour or (teredo[1] if teredo else address)
