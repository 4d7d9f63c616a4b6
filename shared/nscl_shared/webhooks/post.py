"""One HTTPS POST to a receiver: bounded in time and size, never redirected, never reused."""

from __future__ import annotations

import socket
import ssl
import time
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import cache
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException, HTTPResponse
from pathlib import Path
from urllib.parse import SplitResult, urlsplit

import eventlet

from nscl_shared.kernel import InvalidInput
from nscl_shared.webhooks.outcome import Outcome
from nscl_shared.webhooks.reach import checked_addresses
from nscl_shared.webhooks.settings import PostSettings, post_settings

BODY_BYTES = 4_096  # of the answer: read and thrown away, but for the beginning
QUOTED = 200
REASON = 300
CONNECT_SECONDS = 5.0


class Refused(Exception):  # said as it is
    """The receiver answered, and did not take what was sent."""

    def __init__(self, status: int, said: str, retry_after: float | None) -> None:
        super().__init__(f"{status} {said}".strip())
        self.status = status
        self.retry_after = retry_after


def post(url: str, body: bytes, headers: Mapping[str, str]) -> Outcome:
    """Return what came of sending ``body``; this never raises for what the receiver does."""
    config = post_settings()
    started = time.monotonic()
    status, error, retry_after = None, "", None
    limit = eventlet.Timeout(config.timeout_seconds)
    try:
        status = _exchange(url, body, headers, config)
    except Refused as refused:
        status, error, retry_after = refused.status, str(refused), refused.retry_after
    except eventlet.Timeout as expired:
        if expired is not limit:
            raise
        error = f"no answer within {config.timeout_seconds:g} s"
    except InvalidInput as unreachable:
        error = str(unreachable)
    except (OSError, HTTPException, ValueError) as broken:
        error = f"{type(broken).__name__}: {broken}"
    finally:
        limit.cancel()
    return Outcome(
        at=datetime.now(UTC),
        status=status,
        duration_ms=round((time.monotonic() - started) * 1_000),
        error=error[:REASON],
        retry_after=retry_after,
        gone=status == HTTPStatus.GONE,
    )


def _exchange(url: str, body: bytes, headers: Mapping[str, str], config: PostSettings) -> int:
    parts = urlsplit(url)
    sock = _connected(parts, config)
    try:
        connection = HTTPConnection(parts.netloc)
        connection.sock = sock
        target = f"{parts.path or '/'}?{parts.query}" if parts.query else parts.path or "/"
        given = {"host": parts.netloc, **headers, "connection": "close"}
        connection.request("POST", target, body=body, headers=given)
        answer = connection.getresponse()
        said = answer.read(BODY_BYTES)
    finally:
        sock.close()
    if not HTTPStatus.OK <= answer.status < HTTPStatus.MULTIPLE_CHOICES:
        raise Refused(answer.status, _quoted(said), _retry_after(answer))
    return answer.status


def _connected(parts: SplitResult, config: PostSettings) -> socket.socket:
    """Return a connection to a judged address of the host, by TLS unless it is loopback."""
    addresses = checked_addresses(parts.geturl(), config.allowed_networks)
    sock = _first_connection(addresses)
    sock.settimeout(config.timeout_seconds)
    if parts.scheme == "http":
        return sock
    try:
        return _context(config.ca_file).wrap_socket(sock, server_hostname=parts.hostname)
    except BaseException:
        sock.close()
        raise


def _first_connection(addresses: list[tuple[str, int]]) -> socket.socket:
    *others, last = addresses
    for address in others:
        try:
            return socket.create_connection(address, CONNECT_SECONDS)
        except OSError:
            continue
    return socket.create_connection(last, CONNECT_SECONDS)


@cache
def _context(ca_file: Path | None) -> ssl.SSLContext:
    """Return how servers are verified; made once, because reading all authorities takes long."""
    context = ssl.create_default_context()
    if ca_file is not None:
        context.load_verify_locations(ca_file)
    return context


def _quoted(said: bytes) -> str:
    text = said[:QUOTED].decode("utf-8", "replace")
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def _retry_after(answer: HTTPResponse) -> float | None:
    """Return the seconds that ``Retry-After`` asks for, as a number or as a date."""
    text = (answer.headers.get("retry-after") or "").strip()
    if text.isdecimal():
        return float(text)
    try:
        return max((parsedate_to_datetime(text) - datetime.now(UTC)).total_seconds(), 0.0)
    except (TypeError, ValueError):
        return None
