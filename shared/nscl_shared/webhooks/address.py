"""Addresses of receivers, as far as they can be judged without asking anybody."""

from __future__ import annotations

import ipaddress
from urllib.parse import SplitResult, urlsplit

from nscl_shared.kernel import InvalidInput

MAX_URL = 1_000
LOOPBACK = "localhost"


def receiver_url(text: str, *, http_to_loopback: bool, field: str = "url") -> str:
    """Return the address with its host in lower case and ASCII; ``field`` names it in errors.

    Raises:
        InvalidInput: ``webhook-url-invalid``, or ``webhook-url-insecure``: it is not https.
    """
    url = text.strip()
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").encode("idna").decode()
        port = parts.port
    except ValueError as error:
        raise InvalidInput("webhook-url-invalid", field=field, url=url) from error
    if not host or parts.username is not None or parts.fragment or not _printable(url):
        raise InvalidInput("webhook-url-invalid", field=field, url=url)
    if parts.scheme != "https" and not (
        parts.scheme == "http" and http_to_loopback and is_loopback(host)
    ):
        raise InvalidInput("webhook-url-insecure", field=field, url=url)
    return _joined(parts, host, port)


def is_loopback(host: str) -> bool:
    """Tell whether ``host`` is this machine by its very name."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == LOOPBACK


def _printable(url: str) -> bool:
    return len(url) <= MAX_URL and url.isprintable() and " " not in url and "\\" not in url


def _joined(parts: SplitResult, host: str, port: int | None) -> str:
    shown = f"[{host}]" if ":" in host else host
    netloc = shown if port is None else f"{shown}:{port}"
    return parts._replace(netloc=netloc, path=parts.path or "/").geturl()
