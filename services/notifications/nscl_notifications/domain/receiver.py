"""Names and addresses of receivers, as far as they can be judged without asking anybody."""

from __future__ import annotations

import ipaddress
import re
from urllib.parse import SplitResult, urlsplit

from nscl_shared.kernel import InvalidInput

NAME = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
RESERVED = frozenset({"new"})  # an address of the pages
MAX_NAME, MAX_URL = 40, 1_000
LOOPBACK = "localhost"


def receiver_name(text: str) -> str:
    """Return the name: it becomes part of a queue's name and of addresses.

    Raises:
        InvalidInput: ``webhook-name-invalid``.
    """
    name = text.strip()
    if len(name) > MAX_NAME or name in RESERVED or not NAME.fullmatch(name):
        raise InvalidInput("webhook-name-invalid", field="name", name=name, most=MAX_NAME)
    return name


def receiver_url(text: str, *, http_to_loopback: bool) -> str:
    """Return the address with its host in lower case and ASCII.

    Raises:
        InvalidInput: ``webhook-url-invalid``, or ``webhook-url-insecure``: it is not https.
    """
    url = text.strip()
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").encode("idna").decode()
        port = parts.port
    except ValueError as error:
        raise InvalidInput("webhook-url-invalid", field="url", url=url) from error
    if not host or parts.username is not None or parts.fragment or not _printable(url):
        raise InvalidInput("webhook-url-invalid", field="url", url=url)
    if parts.scheme != "https" and not (
        parts.scheme == "http" and http_to_loopback and is_loopback(host)
    ):
        raise InvalidInput("webhook-url-insecure", field="url", url=url)
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
